//! The signature of what Slack sends over HTTP.

use hmac::{Hmac, Mac};
use jiff::Timestamp;
use sha2::Sha256;

/// How far the time stamp may be from our clock, in seconds (Slack's guide to verifying requests).
const WINDOW_SECONDS: i64 = 5 * 60;
/// What a signature begins with.
const VERSION: &str = "v0=";

/// Why a call is not believed to come from Slack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// A header is missing or is none.
    #[error("the signature or its time stamp is missing")]
    Missing,
    /// It was signed too long ago, or our clock is wrong.
    #[error("the time stamp is more than five minutes away from this clock")]
    Old,
    /// It was signed with another secret, or changed on the way.
    #[error("the signature is not made with our secret")]
    Wrong,
}

/// Whether a body was signed with the secret just now. Takes the same time wherever a signature differs.
pub fn verify(
    secret: &str,
    stamp: Option<&str>,
    signature: Option<&str>,
    body: &[u8],
    now: Timestamp,
) -> Result<(), SignError> {
    let (stamp, signature) = stamp.zip(signature).ok_or(SignError::Missing)?;
    let seconds: i64 = stamp.parse().map_err(|_| SignError::Missing)?;
    if now.as_second().abs_diff(seconds) > WINDOW_SECONDS.unsigned_abs() {
        return Err(SignError::Old);
    }
    let given = signature.strip_prefix(VERSION).and_then(bytes).ok_or(SignError::Wrong)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(|_| SignError::Wrong)?;
    mac.update(format!("v0:{stamp}:").as_bytes());
    mac.update(body);
    mac.verify_slice(&given).map_err(|_| SignError::Wrong)
}

/// The bytes of a text of hexadecimal digits.
fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        hex.chars().map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let digits = digits?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Slack's own example, from its guide to verifying requests.
    const SECRET: &str = "8f742231b10e8888abcd99yyyzzz85a5";
    const STAMP: &str = "1531420618";
    const BODY: &[u8] = b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    const SIGNATURE: &str = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    #[test]
    fn slack_s_own_example_is_believed() {
        assert_eq!(verify(SECRET, Some(STAMP), Some(SIGNATURE), BODY, at(1_531_420_700)), Ok(()));
    }

    #[test]
    fn everything_else_is_refused_and_says_why() {
        let now = at(1_531_420_618);
        let check = |stamp, signature, body, now| verify(SECRET, stamp, signature, body, now).unwrap_err();
        assert_eq!(check(None, Some(SIGNATURE), BODY, now), SignError::Missing);
        assert_eq!(check(Some(STAMP), None, BODY, now), SignError::Missing);
        assert_eq!(check(Some("soon"), Some(SIGNATURE), BODY, now), SignError::Missing);
        assert_eq!(check(Some(STAMP), Some(SIGNATURE), BODY, at(1_531_420_618 + 301)), SignError::Old);
        assert_eq!(check(Some(STAMP), Some(SIGNATURE), BODY, at(1_531_420_618 - 301)), SignError::Old);
        assert_eq!(check(Some(STAMP), Some(SIGNATURE), b"text=changed", now), SignError::Wrong);
        for broken in ["", "v0=", "v0=a2", "v1=a2114d57", "v0=zz", "v0=a"] {
            assert_eq!(check(Some(STAMP), Some(broken), BODY, now), SignError::Wrong, "{broken}");
        }
        assert_eq!(verify("other", Some(STAMP), Some(SIGNATURE), BODY, now), Err(SignError::Wrong));
    }
}
