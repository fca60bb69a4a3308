//! Three who sign and verify: the stand-in, Bolt and Steward agree on every request.

use jiff::Timestamp;
use serde_json::{Value, json};
use steward_platforms::slack::verify;
use steward_tests::fakes::slack::sign;

use super::{output_of, packages};

const SECRET: &str = "8f742231b10e8888abcd99yyyzzz85a5";
const NOW: i64 = 1_795_400_000;

/// A request that somebody might send.
struct Request {
    what: &'static str,
    stamp: i64,
    signature: String,
    body: String,
    /// Whether it is to be believed.
    good: bool,
}

fn request(what: &'static str, age_seconds: i64, body: &str, good: bool) -> Request {
    let stamp = NOW - age_seconds;
    Request { what, stamp, signature: sign(SECRET, stamp, body), body: body.to_owned(), good }
}

fn requests() -> Vec<Request> {
    let event = r#"{"type":"event_callback","event":{"text":"延迟发货率 怎么样"}}"#;
    let form = "payload=%7B%22type%22%3A%22block_actions%22%7D";
    let changed = |request: Request, body: &str| Request { body: body.to_owned(), ..request };
    let signed_as = |request: Request, signature: String| Request { signature, ..request };
    let right = || request("right", 0, event, true).signature;
    vec![
        request("an event in Chinese", 0, event, true),
        request("a form", 0, form, true),
        request("an empty body", 0, "", true),
        request("almost five minutes old", 299, event, true),
        request("six minutes old", 360, event, false),
        changed(request("changed on the way", 0, event, false), form),
        signed_as(request("another secret", 0, event, false), sign("another", NOW, event)),
        signed_as(request("another version", 0, event, false), right().replace("v0=", "v1=")),
        signed_as(request("no version", 0, event, false), right().replace("v0=", "")),
        signed_as(request("cut short", 0, event, false), right()[..40].to_owned()),
        signed_as(request("no digits", 0, event, false), "v0=延迟".to_owned()),
    ]
}

#[test]
fn steward_and_the_stand_in_agree() {
    let now = Timestamp::from_second(NOW).expect("an instant");
    for request in requests() {
        let stamp = request.stamp.to_string();
        let body = request.body.as_bytes();
        let verdict = verify(SECRET, Some(&stamp), Some(&request.signature), body, now);
        assert_eq!(verdict.is_ok(), request.good, "{}: {verdict:?}", request.what);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bolt_agrees() {
    let Some(packages) = packages() else { return };
    let requests = requests();
    let given: Vec<Value> = requests
        .iter()
        .map(|request| {
            json!({ "secret": SECRET, "stamp": request.stamp, "signature": request.signature,
                    "body": request.body, "now": NOW })
        })
        .collect();
    let mut check = packages.check("slack/verify.js");
    check.arg(Value::from(given).to_string());
    let believed: Vec<bool> = serde_json::from_str(&output_of(check).await).expect("a list of verdicts");
    let expected: Vec<bool> = requests.iter().map(|request| request.good).collect();
    let names: Vec<&str> = requests.iter().map(|request| request.what).collect();
    assert_eq!(believed, expected, "{names:?}");
}
