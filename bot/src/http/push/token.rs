//! The bearer token of the push endpoint, kept as a digest and compared in constant time.

use std::path::Path;

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Fewest characters of a token.
const SHORTEST: usize = 16;

/// A token that is expected.
pub struct PushToken([u8; 32]);

impl PushToken {
    /// Takes the environment's token, else the one in the file.
    ///
    /// # Errors
    /// When the file cannot be read, or the token is too short to be secret.
    pub fn find(environment: Option<&str>, file: Option<&Path>) -> anyhow::Result<Option<Self>> {
        let text = match (environment, file) {
            (Some(token), _) => token.to_owned(),
            (None, Some(file)) => std::fs::read_to_string(file)
                .with_context(|| format!("cannot read the push token in {}", file.display()))?,
            (None, None) => return Ok(None),
        };
        let token = text.trim();
        if token.len() < SHORTEST {
            bail!(
                "the push token is shorter than {SHORTEST} characters: make one with `openssl rand -hex 24`"
            );
        }
        if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            bail!(
                "the push token has characters that no HTTP header carries well: use letters and digits, as \
                 `openssl rand -hex 24` makes them"
            );
        }
        Ok(Some(Self::of(token)))
    }

    /// The expectation of this token.
    pub fn of(token: &str) -> Self {
        Self(Sha256::digest(token.as_bytes()).into())
    }

    /// Whether the given token is the expected one.
    pub fn is(&self, given: &str) -> bool {
        let given: [u8; 32] = Sha256::digest(given.as_bytes()).into();
        self.0.ct_eq(&given).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_recognised_and_a_short_one_refused() {
        let token = PushToken::find(Some("0123456789abcdef"), None).unwrap().unwrap();
        assert!(token.is("0123456789abcdef"));
        assert!(!token.is("0123456789abcdeg"));
        for bad in ["short", "0123456789abcdef-канарейка", "0123456789 abcdef"] {
            assert!(PushToken::find(Some(bad), None).is_err(), "{bad}");
        }
        assert!(PushToken::find(None, None).unwrap().is_none());
    }
}
