//! What Feishu posts over HTTP is encrypted and signed with the app's encrypt key.

use aes::Aes256;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockDecryptMut, KeyIvInit};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

/// How far the time stamp may be from our clock, in seconds.
const WINDOW_SECONDS: i64 = 5 * 60;
/// Bytes of the initial vector before what is encrypted.
const VECTOR: usize = 16;

/// Why a call is not believed to come from Feishu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// A header is missing or is none.
    #[error("the signature, its time stamp or its nonce is missing")]
    Missing,
    /// It was signed too long ago, or our clock is wrong.
    #[error("the time stamp is more than five minutes away from this clock")]
    Old,
    /// It was signed with another key, or changed on the way.
    #[error("the signature is not made with our encrypt key")]
    Wrong,
}

/// The headers of a signed call.
#[derive(Debug, Clone, Copy, Default)]
pub struct Signed<'a> {
    /// `X-Lark-Request-Timestamp`, in seconds.
    pub stamp: Option<&'a str>,
    /// `X-Lark-Request-Nonce`.
    pub nonce: Option<&'a str>,
    /// `X-Lark-Signature`.
    pub signature: Option<&'a str>,
}

/// Whether a body was signed with the key just now. Takes the same time wherever a signature differs.
pub(super) fn verify(key: &str, signed: Signed<'_>, body: &[u8], now: Timestamp) -> Result<(), SignError> {
    let (Some(stamp), Some(nonce), Some(signature)) = (signed.stamp, signed.nonce, signed.signature) else {
        return Err(SignError::Missing);
    };
    let seconds: i64 = stamp.parse().map_err(|_| SignError::Missing)?;
    if now.as_second().abs_diff(seconds) > WINDOW_SECONDS.unsigned_abs() {
        return Err(SignError::Old);
    }
    let mut hash = Sha256::new();
    for part in [stamp.as_bytes(), nonce.as_bytes(), key.as_bytes(), body] {
        hash.update(part);
    }
    let wanted = hexadecimal(&hash.finalize());
    if is_same(&wanted, signature) { Ok(()) } else { Err(SignError::Wrong) }
}

/// Bytes as lower-case hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

/// Whether two secrets are the same; takes the same time wherever they differ.
pub(super) fn is_same(wanted: &str, given: &str) -> bool {
    let (wanted, given) = (Sha256::digest(wanted), Sha256::digest(given));
    wanted.iter().zip(given.iter()).fold(0, |differs, (one, other)| differs | (one ^ other)) == 0
}

/// The text that was encrypted with the key; none where it was not.
pub(super) fn decrypt(key: &str, encrypted: &str) -> Option<Vec<u8>> {
    let bytes = STANDARD.decode(encrypted).ok()?;
    let (vector, body) = bytes.split_at_checked(VECTOR)?;
    let cipher = cbc::Decryptor::<Aes256>::new_from_slices(&Sha256::digest(key), vector).ok()?;
    cipher.decrypt_padded_vec_mut::<Pkcs7>(body).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    /// Feishu's own example, from its guide to encrypted events.
    #[test]
    fn the_official_example_is_decrypted() {
        let encrypted = "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=";
        assert_eq!(decrypt("test key", encrypted).as_deref(), Some(&b"hello world"[..]));
    }

    #[test]
    fn what_was_not_encrypted_with_the_key_is_refused() {
        for broken in
            ["", "P37w", "%%%", "P37w+VZImNgPEO1RBhJ6Rg==", "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEz"]
        {
            assert_eq!(decrypt("test key", broken), None, "{broken}");
        }
        let encrypted = "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=";
        assert_ne!(decrypt("another key", encrypted).as_deref(), Some(&b"hello world"[..]));
    }

    /// Made with Python: `sha256(b"1700000000" + b"n1" + b"key" + b"{}").hexdigest()`.
    const SIGNATURE: &str = "305fd45e16fa64d7cce26ace73fae9679b17ada1f5325f1ff859b3d88724aaa4";

    #[test]
    fn only_what_was_signed_just_now_is_believed() {
        let signed = Signed { stamp: Some("1700000000"), nonce: Some("n1"), signature: Some(SIGNATURE) };
        let now = at(1_700_000_200);
        assert_eq!(verify("key", signed, b"{}", now), Ok(()));
        assert_eq!(verify("key", signed, b"{ }", now), Err(SignError::Wrong));
        assert_eq!(verify("other", signed, b"{}", now), Err(SignError::Wrong));
        assert_eq!(verify("key", signed, b"{}", at(1_700_000_301)), Err(SignError::Old));
        assert_eq!(verify("key", signed, b"{}", at(1_699_999_699)), Err(SignError::Old));
        let wrong = |signed| verify("key", signed, b"{}", now).unwrap_err();
        assert_eq!(wrong(Signed { nonce: None, ..signed }), SignError::Missing);
        assert_eq!(wrong(Signed { stamp: Some("soon"), ..signed }), SignError::Missing);
        assert_eq!(wrong(Signed { signature: Some("é"), ..signed }), SignError::Wrong);
    }
}
