//! What was accepted is kept: through a power failure, a full disk, and a database that somebody else holds.

use serde_json::{Value, json};
use sqlx::{Connection, Executor, SqliteConnection};
use steward_tests::binary::{Service, Shell};

use super::push::{TOKEN, breach, start};
use super::visit::Visit;
use super::{assert_says, shell_with_company};

fn points(call: usize) -> Value {
    let point = |day: usize| {
        let period = format!("20{:02}-{:02}-{:02}", call % 26, 1 + day / 28, 1 + day % 28);
        json!({"kpi": "sales_ordered", "period": period, "value": call * 1000 + day, "source": "s".repeat(70)})
    };
    json!({"samples": (0..300).map(point).collect::<Vec<_>>()})
}

#[tokio::test]
async fn what_was_answered_survives_a_kill() {
    let (shell, service) = start();
    assert_eq!(service.push(TOKEN, &breach()).await.status, 200);
    service.kill();
    let service = shell.start(&["run", "--config", "c.toml", "--listen", "127.0.0.1:0"]);
    let mei = Visit::of(&shell, &service, "mei").await;
    mei.listen().await.wait_for(&["Late shipment rate", "4.6%"]).await;
    let reply = service.push(TOKEN, &breach()).await;
    assert_eq!(reply.json()["results"][0]["status"], "unchanged", "{reply:?}");
    assert_eq!(mei.messages("ops").await.len(), 1, "told once");
}

#[tokio::test]
async fn a_database_that_is_held_is_told_and_used_again_once_free() {
    let (shell, service) = start();
    let url = format!("sqlite:{}", shell.folder().join("steward.sqlite").display());
    let mut somebody = SqliteConnection::connect(&url).await.expect("open the database");
    somebody.execute("BEGIN IMMEDIATE").await.expect("hold it");
    let reply = service.push(TOKEN, &breach()).await;
    assert_eq!((reply.status, &reply.json()["error"]), (503, &json!("not_kept")), "{reply:?}");
    assert_says(&reply.text, &["the database is busy", "send it again with the same Idempotency-Key"]);
    assert_eq!(service.get("/healthz").await.status, 200);
    let told = shell.run(&["apply", "company.toml", "--yes"]);
    assert_eq!(told.code, Some(0), "reading waits for no writer: {told}");
    somebody.execute("ROLLBACK").await.expect("let it go");
    let reply = service.push(TOKEN, &breach()).await;
    assert_eq!(reply.json()["results"][0]["status"], "new", "{reply:?}");
}

#[tokio::test]
async fn f27_a_full_disk_is_told_and_loses_nothing_that_was_accepted() {
    let mut shell = shell_with_company();
    shell.set("STEWARD_PUSH_TOKEN", TOKEN);
    // No file may grow beyond 1 MB, and the program is told so like of a full disk instead of being ended.
    let limited = "trap '' XFSZ; ulimit -f 2048; exec \"$0\" \"$@\"";
    let service = Service::start(shell.command_behind(limited, &["run", "--listen", "127.0.0.1:0"]));
    let (accepted, refusal) = fill(&service).await;
    assert!(accepted > 0, "{refusal}");
    assert_says(&refusal, &["not_kept", "the database cannot write", "free disk space"]);
    assert_eq!(service.get("/healthz").await.status, 200, "it lives on");
    service.kill();

    let service = shell.start(&["run", "--listen", "127.0.0.1:0"]);
    for call in 0..accepted {
        let reply = service.push(TOKEN, &points(call)).await;
        let results = reply.json()["results"].as_array().cloned().unwrap_or_default();
        assert_eq!(results.len(), 300);
        assert!(results.iter().all(|result| result["status"] == "unchanged"), "call {call}: {}", results[0]);
    }
    let reply = service.push(TOKEN, &points(accepted)).await;
    assert_eq!(reply.json()["results"][0]["status"], "new", "nothing of the refused call was kept");
}

/// Pushes until something is refused: how many calls were accepted, and what the refusal said.
async fn fill(service: &Service) -> (usize, String) {
    for call in 0..26 {
        let reply = service.push(TOKEN, &points(call)).await;
        if reply.status != 200 {
            assert_eq!(reply.status, 503, "{reply:?}");
            return (call, reply.text);
        }
    }
    panic!("the disk was never full");
}

#[tokio::test]
async fn an_import_beside_the_service_is_judged() {
    let (shell, service) = start_polling();
    let mei = Visit::of(&shell, &service, "mei").await;
    let mut heard = mei.listen().await;
    shell.write("daily.csv", format!("日期,销售额,花费\n{},100,95\n", super::push::today()));
    shell.succeed(&["import", "daily.csv"]);
    let reply = service.push(TOKEN, &breach()).await;
    assert_eq!(reply.status, 200);
    heard.wait_for(&["Late shipment rate"]).await;
}

fn start_polling() -> (Shell, Service) {
    let mut shell = shell_with_company();
    shell.set("STEWARD_PUSH_TOKEN", TOKEN);
    let service = shell.start(&["run", "--listen", "127.0.0.1:0"]);
    (shell, service)
}
