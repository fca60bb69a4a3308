//! The push endpoint as a whole: who may call, how much, what is answered twice, and that it judges at once.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::{Value, json};
use steward::clock::SystemClock;
use steward_core::time::{Clock, Zone};
use steward_tests::binary::{Service, Shell};

use super::visit::Visit;
use super::{shell, shell_with_company};

/// The token of every service here.
pub(super) const TOKEN: &str = "0123456789abcdef-+/=";
/// Nothing is polled in a test's time: what happens, happens at once.
const SLOW: &str = "[runner]\npoll_seconds = 3600\n";

/// A service with the small company.
pub(super) fn start() -> (Shell, Service) {
    let mut shell = shell_with_company();
    shell.set("STEWARD_PUSH_TOKEN", TOKEN);
    shell.write("c.toml", SLOW);
    let service = shell.start(&["run", "--config", "c.toml", "--listen", "127.0.0.1:0"]);
    (shell, service)
}

/// The day, as it is now where Amazon's US day is.
pub(super) fn today() -> String {
    Zone::parse("America/Los_Angeles").expect("a zone").date_at(SystemClock.now()).to_string()
}

/// A body with one value of a KPI that breaches at once.
pub(super) fn breach() -> Value {
    json!({"samples": [{"kpi": "amz_lsr", "period": today(), "value": "4.6%", "finality": "final"}]})
}

fn sales(day: u32, value: &str) -> Value {
    json!({"kpi": "sales_ordered", "period": format!("2026-10-{day:02}"), "value": value})
}

#[tokio::test]
async fn a_breach_is_told_at_once() {
    let (shell, service) = start();
    let mei = Visit::of(&shell, &service, "mei").await;
    let hao = Visit::of(&shell, &service, "hao").await;
    let (mut channel, mut direct) = (mei.listen().await, hao.listen().await);
    let reply = service.push(TOKEN, &breach()).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    assert_eq!(reply.json()["results"], json!([{"index": 0, "status": "new", "revision": 1}]));
    channel.wait_for(&["Late shipment rate", "4.6%"]).await;
    direct.wait_for(&["Late shipment rate", "@hao"]).await;
    let heard_by_mei = mei.messages("ops").await;
    assert_eq!(heard_by_mei.len(), 1, "{heard_by_mei:?}");
}

#[tokio::test]
async fn only_the_token_opens_it() {
    let (_shell, service) = start();
    let body = breach();
    let post = || service.request("POST", "/api/v1/samples").json(&body);
    for (case, request) in [
        ("missing", post()),
        ("wrong", post().bearer_auth("0123456789abcdeg")),
        ("too short", post().bearer_auth("0")),
        ("empty", post().bearer_auth("")),
        ("basic", post().basic_auth("steward", Some(TOKEN))),
        ("bare", post().header("authorization", TOKEN.as_bytes())),
    ] {
        let reply = service.send(request).await;
        assert_eq!((reply.status, &reply.json()["error"]), (401, &json!("wrong_token")), "{case}");
        assert_eq!(reply.headers["www-authenticate"], "Bearer", "{case}");
    }
    // A stranger's body is not even read, however bad it is.
    let reply = service.send(service.request("POST", "/api/v1/samples").body("{")).await;
    assert_eq!(reply.status, 401);
    let lower = post().header("authorization", format!("bearer {TOKEN}").into_bytes());
    assert_eq!(service.send(lower).await.status, 200, "the scheme is written in either case");
}

#[tokio::test]
async fn without_a_token_it_is_off() {
    let shell = shell();
    let service = shell.start(&["run", "--listen", "127.0.0.1:0"]);
    let reply = service.push(TOKEN, &breach()).await;
    assert_eq!((reply.status, &reply.json()["error"]), (503, &json!("push_is_off")));
    assert!(reply.text.contains("STEWARD_PUSH_TOKEN"), "{reply:?}");
}

#[tokio::test]
async fn without_a_company_every_point_says_what_to_do() {
    let mut shell = shell();
    shell.set("STEWARD_PUSH_TOKEN", TOKEN);
    let service = shell.start(&["run", "--listen", "127.0.0.1:0"]);
    let reply = service.push(TOKEN, &breach()).await;
    assert_eq!((reply.status, &reply.json()["results"][0]["error"]), (207, &json!("unknown_kpi")));
    assert!(reply.text.contains("define it with `steward apply`"), "{reply:?}");
}

#[tokio::test]
async fn bodies_that_are_none_are_refused_as_a_whole() {
    let (_shell, service) = start();
    for (body, word) in [
        ("", "EOF"),
        ("{", "EOF"),
        ("[]", "expected a map"),
        ("null", "expected a map"),
        ("{\"samples\": 3}", "`samples` is not a list"),
        ("{}", "`samples` is missing"),
        ("{\"samples\": [], \"sample\": []}", "`sample` is not known"),
        ("{\"samples\": [NaN]}", "expected value"),
        ("kpi=amz_lsr", "expected value"),
    ] {
        let request = service.request("POST", "/api/v1/samples").bearer_auth(TOKEN).body(body);
        let reply = service.send(request).await;
        assert_eq!((reply.status, &reply.json()["error"]), (400, &json!("bad_body")), "{body}: {reply:?}");
        assert!(reply.text.contains(word), "{body}: {reply:?}");
    }
    // What stands in one point is one point's trouble.
    for (point, word) in [
        ("{\"kpi\": \"amz_lsr\", \"period\": \"2026-10-01\", \"value\": 1e999}", "bad_value"),
        ("{\"kpi\": \"\\ud800\", \"period\": \"2026-10-01\", \"value\": 1}", "bad_point"),
        ("\"amz_lsr\"", "bad_point"),
    ] {
        let request = service.request("POST", "/api/v1/samples").bearer_auth(TOKEN);
        let reply = service.send(request.body(format!("{{\"samples\": [{point}]}}"))).await;
        let told = reply.json();
        assert_eq!((reply.status, &told["results"][0]["error"]), (207, &json!(word)), "{point}: {reply:?}");
    }
    let deep = "[".repeat(100_000);
    let request = service.request("POST", "/api/v1/samples").bearer_auth(TOKEN);
    assert_eq!(service.send(request.body(format!("{{\"samples\": {deep}"))).await.status, 400);
    let empty = service.push(TOKEN, &json!({"samples": []})).await;
    assert_eq!((empty.status, empty.json()["accepted"].as_u64()), (200, Some(0)));
    for (method, path, status) in
        [("GET", "/api/v1/samples", 405), ("PUT", "/api/v1/samples", 405), ("POST", "/api/v1/sample", 404)]
    {
        let reply = service.send(service.request(method, path)).await;
        assert_eq!(reply.status, status, "{method} {path}");
        assert!(reply.json()["message"].as_str().is_some_and(|told| told.contains("POST")), "{reply:?}");
    }
}

#[tokio::test]
async fn too_much_at_once_is_refused_as_a_whole() {
    let (_shell, service) = start();
    let points: Vec<Value> = (0..10_001).map(|_| sales(1, "1")).collect();
    let reply = service.push(TOKEN, &json!({"samples": points})).await;
    assert_eq!((reply.status, &reply.json()["error"]), (413, &json!("too_many_points")));
    assert!(reply.text.contains("10001 points") && reply.text.contains("the limit is 10000"), "{reply:?}");

    let large = format!("{{\"samples\": [], \"x\": \"{}\"}}", "x".repeat(9_000_000));
    let reply = service.send(service.request("POST", "/api/v1/samples").bearer_auth(TOKEN).body(large)).await;
    assert_eq!((reply.status, &reply.json()["error"]), (413, &json!("body_too_large")));
    assert!(reply.text.contains("8388608 bytes"), "{reply:?}");
    let announced = raw(&service, "content-length: 99999999999", b"{}", false);
    let chunk = format!("{:x}\r\n{}\r\n", 9_000_000, "x".repeat(9_000_000));
    let chunked = raw(&service, "transfer-encoding: chunked", chunk.as_bytes(), false);
    for answer in [announced, chunked] {
        assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("body_too_large"), "{answer}");
    }
    // Cut off in the middle of the body: nobody listens any more, and the service goes on.
    raw(&service, "content-length: 1000", b"{\"samples\": [", true);
    let reply = service.push(TOKEN, &json!({"samples": [sales(1, "1")]})).await;
    assert_eq!(reply.json()["results"][0]["status"], "new", "nothing of the large calls was kept");
}

/// Sends a request byte by byte as said, and gives what comes back.
fn raw(service: &Service, length: &str, body: &[u8], hang_up: bool) -> String {
    let address = service.url.trim_start_matches("http://");
    let mut line = TcpStream::connect(address).expect("reach the service");
    let head = format!(
        "POST /api/v1/samples HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {TOKEN}\r\n{length}\r\n\r\n"
    );
    line.write_all(head.as_bytes()).expect("send the head");
    // The service may have answered and closed before everything is sent.
    let _ = line.write_all(body);
    if hang_up {
        return String::new();
    }
    let mut answer = vec![0; 4096];
    let length = line.read(&mut answer).expect("an answer");
    String::from_utf8_lossy(&answer[..length]).into_owned()
}

#[tokio::test]
async fn the_same_key_gets_the_same_answer() {
    let (_shell, service) = start();
    let send = |key: &str, body: Value| {
        let request = service.request("POST", "/api/v1/samples").bearer_auth(TOKEN).json(&body);
        service.send(request.header("idempotency-key", key))
    };
    let body = json!({"samples": [sales(1, "100"), {"kpi": "nope", "period": "2026-10-01", "value": 1}]});
    let first = send("night-1", body.clone()).await;
    assert_eq!(first.status, 207, "{first:?}");
    let again = send("night-1", body.clone()).await;
    assert_eq!((again.status, again.json()), (207, first.json()), "the answer of the first call");
    let other = send("night-1", json!({"samples": [sales(1, "200")]})).await;
    assert_eq!((other.status, &other.json()["error"]), (422, &json!("key_reused")));
    let fresh = send("night-2", body).await;
    assert_eq!(fresh.json()["results"][0]["status"], "unchanged", "nothing of the reused key was kept");
    for key in ["", &"k".repeat(201), "ключ"] {
        let body = json!({"samples": [sales(1, "300")]});
        let request = service.request("POST", "/api/v1/samples").bearer_auth(TOKEN).json(&body);
        let reply = service.send(request.header("idempotency-key", key.as_bytes())).await;
        assert_eq!((reply.status, &reply.json()["error"]), (400, &json!("bad_idempotency_key")), "{key}");
    }
}

#[tokio::test]
async fn calls_at_the_same_time_keep_every_point() {
    let (_shell, service) = start();
    let bodies: Vec<Value> = (1..=20)
        .map(|call| json!({"samples": [sales(1, &call.to_string()), sales(call + 1, "7")]}))
        .collect();
    let calls: Vec<_> = bodies.iter().map(|body| service.push(TOKEN, body)).collect();
    let mut revisions = Vec::new();
    for reply in futures_util::future::join_all(calls).await {
        assert_eq!(reply.status, 200, "{reply:?}");
        revisions.push(reply.json()["results"][0]["revision"].as_u64().expect("a revision"));
    }
    revisions.sort_unstable();
    assert_eq!(revisions, (1..=20).collect::<Vec<u64>>(), "each call made one revision");

    let same = json!({"samples": [sales(28, "9")]});
    let calls: Vec<_> = (0..10)
        .map(|_| {
            let request = service.request("POST", "/api/v1/samples").bearer_auth(TOKEN).json(&same);
            service.send(request.header("idempotency-key", "same"))
        })
        .collect();
    for reply in futures_util::future::join_all(calls).await {
        assert_eq!((reply.status, &reply.json()["results"][0]["status"]), (200, &json!("new")), "{reply:?}");
    }
}

#[tokio::test]
async fn health_and_metrics_tell_how_it_is() {
    let (shell, service) = start();
    assert_eq!(service.get("/healthz").await.text, "ok\n");
    let ready = service.get("/readyz").await;
    assert_eq!((ready.status, &ready.json()["ready"]), (200, &json!(true)));
    assert_eq!(ready.json()["parts"][0], json!({"name": "database", "ok": true}));
    let mut heard = Visit::of(&shell, &service, "mei").await.listen().await;
    service.push(TOKEN, &breach()).await;
    heard.wait_for(&["Late shipment rate"]).await;
    let metrics = service.get("/metrics").await;
    assert!(
        metrics.headers["content-type"]
            .to_str()
            .is_ok_and(|kind| kind.starts_with("application/openmetrics"))
    );
    for name in [
        "steward_duty_runs_total{duty=\"judge\",outcome=\"ok\"}",
        "steward_send_seconds_count",
        "steward_database_up 1",
        "# EOF",
    ] {
        assert!(metrics.text.contains(name), "{name} is not in\n{}", metrics.text);
    }
}
