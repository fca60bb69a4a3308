//! Who signs and who verifies: the stand-in and Discord's official package agree on every request.

use serde_json::{Value, json};
use steward_tests::fakes::discord::{public_key, sign};

use super::{output_of, packages};

const SEED: &[u8; 32] = b"a seed that nobody else would us";
const NOW: i64 = 1_795_400_000;

#[tokio::test(flavor = "multi_thread")]
async fn the_official_package_agrees() {
    let Some(packages) = packages() else { return };
    let body = r#"{"type":2,"data":{"name":"指标"}}"#;
    let right = sign(SEED, NOW, body);
    let key = public_key(SEED);
    let other = public_key(b"somebody else with another seed.");
    let requests = [
        (&key, NOW, right.as_str(), body, true),
        (&key, NOW, &sign(SEED, NOW, ""), "", true),
        (&key, NOW + 1, &right, body, false),
        (&key, NOW, &right, r#"{"type":1}"#, false),
        (&other, NOW, &right, body, false),
        (&key, NOW, &right[2..], body, false),
        (&key, NOW, "指标", body, false),
    ];
    let given = requests.iter().map(|(key, stamp, signature, body, _)| {
        json!({ "key": key, "stamp": stamp.to_string(), "signature": signature, "body": body })
    });
    let mut check = packages.check("discord/verify.js");
    check.arg(Value::from(given.collect::<Vec<_>>()).to_string());
    let believed: Vec<bool> = serde_json::from_str(&output_of(check).await).expect("a list of verdicts");
    assert_eq!(believed, requests.map(|(.., good)| good));
}
