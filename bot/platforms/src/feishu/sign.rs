//! The signature of a group robot's call.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// Base64 of HMAC-SHA-256 over nothing, under the key `seconds LF secret` (Feishu's guide to custom robots). Feishu
/// refuses a time stamp more than an hour away from its own clock.
pub(super) fn sign(seconds: i64, secret: &str) -> Option<String> {
    let key = format!("{seconds}\n{secret}");
    let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).ok()?;
    Some(STANDARD.encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made with Python: `b64encode(hmac.new(b"1599360473\nSEC", b"", sha256).digest())`.
    #[test]
    fn agrees_with_an_independent_computation() {
        assert_eq!(sign(1_599_360_473, "SEC").unwrap(), "4JWgcpNmrcsrGNgV/GWd+prGAlJRbFPZbsD5UJ6/bmE=");
    }
}
