//! Secrets stay where they belong: in no output, no log, no error and not in the database.

use serde_json::json;

use super::push::breach;
use super::shell_with_company;
use super::visit::{Visit, link};

const TOKEN: &str = "canary-push-3b9c1f";
const SECRET: &str = "canary-web-2d7e8a-0123456789abcdef0123456789";
const PASSWORD: &str = "canary-pass-77a1";

#[tokio::test]
async fn no_secret_is_ever_told() {
    let mut shell = shell_with_company();
    shell.set("STEWARD_PUSH_TOKEN", TOKEN);
    shell.set("STEWARD_WEB_SECRET", SECRET);
    shell.write("c.toml", "[log]\nlevel = \"trace\"\nformat = \"json\"\n");
    let mut told = Vec::new();
    let service = shell.start(&["run", "--config", "c.toml", "--listen", "127.0.0.1:0"]);
    told.extend(service.printed.clone());
    let mei = Visit::of(&shell, &service, "mei").await;
    let mut heard = mei.listen().await;
    for (token, body) in [
        (TOKEN, breach()),
        (&TOKEN[1..], breach()),
        (TOKEN, json!({"samples": [TOKEN, {"kpi": "x"}]})),
        (TOKEN, json!(3)),
    ] {
        let reply = service.push(token, &body).await;
        told.push(format!("{:?}", reply.headers));
        // What a caller sends as data comes back in its refusal; that is no leak.
        told.push(reply.text);
    }
    heard.wait_for(&["Late shipment rate"]).await;
    for path in ["/healthz", "/readyz", "/metrics", "/", "/chat/state"] {
        told.push(service.get(path).await.text);
    }
    told.push(mei.get("/chat/state").await.text);
    let personal = link(&shell, &service, "mei");
    let log = service.kill();
    let mac = personal.rsplit('.').next().expect("the end of the link");
    assert!(!log.contains(mac), "a link in the log opens the chat for its reader");
    for line in log.lines() {
        let line: serde_json::Value =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert!(line["timestamp"].is_string() && line["level"].is_string(), "{line}");
    }
    told.push(log);

    let server = format!("postgres://bot:{PASSWORD}@127.0.0.1:1/steward?password={PASSWORD}");
    for arguments in [
        vec!["doctor"],
        vec!["run", "--print-config"],
        vec!["export", "--store", &server],
        vec!["doctor", "--store", &server],
        vec!["run", "--store", &server, "--listen", "127.0.0.1:0"],
        vec!["import", "c.toml", "--store", &server],
        vec!["link", "mei", "--store", &format!("mysql://bot:{PASSWORD}@h/x")],
        vec!["run", "--store", &format!("bot:{PASSWORD}@h/x"), "--listen", "127.0.0.1:0"],
        vec!["run", "--store", &format!("postgres:bot:{PASSWORD}@h/x"), "--listen", "127.0.0.1:0"],
    ] {
        let outcome = shell.run(&arguments);
        told.extend([outcome.out, outcome.err]);
    }
    for name in ["steward.sqlite", "steward.sqlite-wal"] {
        let path = shell.folder().join(name);
        told.push(
            std::fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default(),
        );
    }
    for secret in [TOKEN, SECRET, PASSWORD] {
        for text in &told {
            assert!(
                !text.contains(secret),
                "{secret} is in:\n{}",
                text.chars().take(4000).collect::<String>()
            );
        }
    }
}

#[test]
fn the_secret_that_is_made_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let shell = shell_with_company();
    shell.succeed(&["link", "mei"]);
    let file = shell.folder().join("steward.secret");
    let mode = std::fs::metadata(file).expect("the secret").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(shell.read("steward.secret").len() >= 32);
}
