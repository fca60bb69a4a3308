//! The signature of what Discord posts to the interactions endpoint.

use jiff::Timestamp;
use serenity::interactions_endpoint::Verifier;

/// How far the time stamp may be from our clock, in seconds. Discord names no limit; what is older has long been answered.
const WINDOW_SECONDS: u64 = 5 * 60;
/// Hexadecimal digits of a public key.
const KEY_DIGITS: usize = 64;

/// Why a call is not believed to come from Discord.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// A header is missing or is none.
    #[error("the signature or its time stamp is missing")]
    Missing,
    /// It was signed too long ago, or our clock is wrong.
    #[error("the time stamp is more than five minutes away from this clock")]
    Old,
    /// It was signed with another key, or changed on the way.
    #[error("the signature is not made with the application's key")]
    Wrong,
}

/// Checks signatures with the public key of the application.
#[derive(Clone)]
pub struct Checker(Verifier);

impl Checker {
    /// With a key as the developer portal shows it; none where it is no key.
    pub fn new(public_key: &str) -> Option<Self> {
        let key = public_key.trim();
        if key.len() != KEY_DIGITS || !key.is_ascii() {
            return None;
        }
        let mut bytes = [0; KEY_DIGITS / 2];
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(key.get(2 * place..2 * place + 2)?, 16).ok()?;
        }
        Verifier::try_new(bytes).ok().map(Self)
    }

    /// Whether a body was signed just now.
    pub fn verify(
        &self,
        stamp: Option<&str>,
        signature: Option<&str>,
        body: &[u8],
        now: Timestamp,
    ) -> Result<(), SignError> {
        let (stamp, signature) = stamp.zip(signature).ok_or(SignError::Missing)?;
        let seconds: i64 = stamp.parse().map_err(|_| SignError::Missing)?;
        if now.as_second().abs_diff(seconds) > WINDOW_SECONDS {
            return Err(SignError::Old);
        }
        self.0.verify(signature, stamp, body).map_err(|()| SignError::Wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8032, section 7.1, test 1: the key and its signature of nothing.
    const KEY: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    #[test]
    fn only_a_key_is_taken_for_one() {
        assert!(Checker::new(KEY).is_some());
        for wrong in ["", "d75a", &"x".repeat(64), &"迟".repeat(22)] {
            assert!(Checker::new(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn what_is_not_signed_just_now_is_refused_and_says_why() {
        let checker = Checker::new(KEY).unwrap();
        let now = Timestamp::from_second(1_700_000_000).unwrap();
        let signature = "00".repeat(64);
        let check = |stamp, signature| checker.verify(stamp, signature, b"{}", now).unwrap_err();
        assert_eq!(check(None, Some(signature.as_str())), SignError::Missing);
        assert_eq!(check(Some("1700000000"), None), SignError::Missing);
        assert_eq!(check(Some("soon"), Some(&signature)), SignError::Missing);
        assert_eq!(check(Some("1699999699"), Some(&signature)), SignError::Old);
        for wrong in [signature.as_str(), "", "zz", "é"] {
            assert_eq!(check(Some("1700000000"), Some(wrong)), SignError::Wrong);
        }
    }
}
