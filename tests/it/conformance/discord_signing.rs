//! Who signs and who verifies: the stand-in, Steward and Discord's official package agree on every request.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use steward_platforms::discord::{Checker, SignError};
use steward_tests::fakes::discord::{public_key, sign};

use super::{output_of, packages};

const SEED: &[u8; 32] = b"a seed that nobody else would us";
const NOW: i64 = 1_795_400_000;

/// What Steward says of a request that arrives now.
fn judged(key: &str, stamp: &str, signature: &str, body: &str) -> Result<(), SignError> {
    let now = Timestamp::from_second(NOW).expect("an instant");
    let checker = Checker::new(key).expect("a key");
    checker.verify(Some(stamp), Some(signature), body.as_bytes(), now)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_official_package_and_steward_agree() {
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
    let ours = requests
        .map(|(key, stamp, signature, body, _)| judged(key, &stamp.to_string(), signature, body).is_ok());
    assert_eq!(ours, requests.map(|(.., good)| good));

    let given = requests.iter().map(|(key, stamp, signature, body, _)| {
        json!({ "key": key, "stamp": stamp.to_string(), "signature": signature, "body": body })
    });
    let mut check = packages.check("discord/verify.js");
    check.arg(Value::from(given.collect::<Vec<_>>()).to_string());
    let theirs: Vec<bool> = serde_json::from_str(&output_of(check).await).expect("a list of verdicts");
    assert_eq!(theirs, ours);
}

/// What the other side has signed.
#[derive(Deserialize)]
struct Signed {
    key: String,
    signatures: Vec<String>,
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_other_side_signs_is_taken_as_it_is_and_not_otherwise() {
    let Some(packages) = packages() else { return };
    let bodies =
        ["", r#"{"type":1}"#, r#"{"type":2,"data":{"name":"指标","options":[{"value":"迟发率 👨‍👩‍👧"}]}}"#];
    let stamp = NOW.to_string();
    let mut check = packages.check("discord/sign.js");
    check.arg(json!({ "stamp": stamp, "bodies": bodies }).to_string());
    let Signed { key, signatures } = serde_json::from_str(&output_of(check).await).expect("signatures");
    assert_eq!(signatures.len(), bodies.len());
    for (body, signature) in bodies.iter().zip(&signatures) {
        assert_eq!(judged(&key, &stamp, signature, body), Ok(()), "{body}");
        assert_eq!(
            judged(&key, &stamp, &signature.to_uppercase(), body),
            Ok(()),
            "hexadecimal is hexadecimal"
        );
        for other in [format!("{body} "), body.replace('1', "2") + "x"] {
            assert_eq!(judged(&key, &stamp, signature, &other), Err(SignError::Wrong), "{other}");
        }
        let later = (NOW + 1).to_string();
        assert_eq!(judged(&key, &later, signature, body), Err(SignError::Wrong));
        assert_eq!(judged(&public_key(SEED), &stamp, signature, body), Err(SignError::Wrong));
        for place in [0, 64, 127] {
            let changed = changed_at(signature, place);
            assert_eq!(judged(&key, &stamp, &changed, body), Err(SignError::Wrong), "{changed}");
        }
    }
}

/// A signature with one other digit.
fn changed_at(signature: &str, place: usize) -> String {
    let other = if signature[place..].starts_with('0') { "1" } else { "0" };
    format!("{}{other}{}", &signature[..place], &signature[place + 1..])
}
