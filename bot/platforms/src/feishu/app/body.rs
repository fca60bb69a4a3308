//! The bodies that Feishu posts over HTTP: encrypted, signed, and with the app's verification token inside.

use jiff::Timestamp;
use serde_json::Value;

use super::crypt::{SignError, Signed, decrypt, is_same, verify};

/// What a body holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// Feishu asks whether the address is ours; the text goes back as it is.
    Challenge(String),
    /// Something that happened.
    Event(Value),
}

/// Why a body is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// Neither an event nor a challenge.
    #[error(
        "the body is no encrypted event: set the encrypt key under Events & Callbacks, Encryption Strategy"
    )]
    Malformed,
    /// It was encrypted with another key.
    #[error("the body cannot be decrypted with our encrypt key")]
    Undecryptable,
    /// It does not carry our token.
    #[error("the body does not carry our verification token")]
    WrongToken,
    /// It is not signed.
    #[error(transparent)]
    Signature(#[from] SignError),
}

/// What an app's calls over HTTP are encrypted with and known by.
#[derive(Clone)]
pub struct HookSecrets {
    pub(super) encrypt_key: String,
    pub(super) verification_token: String,
}

impl HookSecrets {
    /// Reads a body that was sent just now.
    ///
    /// # Errors
    /// Whatever shows that it is not from Feishu.
    pub fn read(&self, signed: Signed<'_>, body: &[u8], now: Timestamp) -> Result<Body, BodyError> {
        let outer: Value = serde_json::from_slice(body).map_err(|_| BodyError::Malformed)?;
        let encrypted = outer.get("encrypt").and_then(Value::as_str).ok_or(BodyError::Malformed)?;
        let text = decrypt(&self.encrypt_key, encrypted).ok_or(BodyError::Undecryptable)?;
        let event: Value = serde_json::from_slice(&text).map_err(|_| BodyError::Undecryptable)?;
        let text = |path: &str| event.pointer(path).and_then(Value::as_str);
        let token = text("/header/token").or_else(|| text("/token")).unwrap_or_default();
        if !is_same(&self.verification_token, token) {
            return Err(BodyError::WrongToken);
        }
        if text("/type") == Some("url_verification") {
            // Feishu does not sign this one.
            return text("/challenge")
                .map(|text| Body::Challenge(text.to_owned()))
                .ok_or(BodyError::Malformed);
        }
        verify(&self.encrypt_key, signed, body, now)?;
        Ok(Body::Event(event))
    }
}

#[cfg(test)]
mod tests {
    use aes::Aes256;
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use cbc::cipher::block_padding::Pkcs7;
    use cbc::cipher::{BlockEncryptMut, KeyIvInit};
    use serde_json::json;
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::feishu::app::crypt::hexadecimal;

    const STAMP: i64 = 1_700_000_000;

    fn secrets() -> HookSecrets {
        HookSecrets { encrypt_key: "key".into(), verification_token: "token".into() }
    }

    fn sealed(event: &Value) -> Vec<u8> {
        let vector = [7; 16];
        let cipher = cbc::Encryptor::<Aes256>::new_from_slices(&Sha256::digest("key"), &vector).unwrap();
        let mut bytes = vector.to_vec();
        bytes.extend(cipher.encrypt_padded_vec_mut::<Pkcs7>(event.to_string().as_bytes()));
        json!({ "encrypt": STANDARD.encode(bytes) }).to_string().into_bytes()
    }

    fn signature(body: &[u8]) -> String {
        let mut hash = Sha256::new();
        hash.update(format!("{STAMP}n1key"));
        hash.update(body);
        hexadecimal(&hash.finalize())
    }

    fn read(body: &[u8], signature: Option<&str>) -> Result<Body, BodyError> {
        let stamp = STAMP.to_string();
        let signed = Signed { stamp: Some(&stamp), nonce: Some("n1"), signature };
        secrets().read(signed, body, Timestamp::from_second(STAMP).unwrap())
    }

    #[test]
    fn an_event_is_taken_when_everything_is_right() {
        let event = json!({ "header": { "token": "token" }, "event": { "text": "收到" } });
        let body = sealed(&event);
        assert_eq!(read(&body, Some(&signature(&body))), Ok(Body::Event(event)));
        assert_eq!(read(&body, Some("00")), Err(BodyError::Signature(SignError::Wrong)));
        assert_eq!(read(&body, None), Err(BodyError::Signature(SignError::Missing)));
    }

    #[test]
    fn a_challenge_is_answered_without_a_signature_but_not_without_the_token() {
        let challenge =
            |token: &str| json!({ "type": "url_verification", "challenge": "c1", "token": token });
        assert_eq!(read(&sealed(&challenge("token")), None), Ok(Body::Challenge("c1".into())));
        assert_eq!(read(&sealed(&challenge("other")), None), Err(BodyError::WrongToken));
    }

    #[test]
    fn what_is_not_encrypted_is_refused() {
        for body in ["", "{", "[]", r#"{"type":"url_verification","challenge":"c1","token":"token"}"#] {
            assert_eq!(read(body.as_bytes(), None), Err(BodyError::Malformed), "{body}");
        }
        assert_eq!(read(br#"{"encrypt":"AAAA"}"#, None), Err(BodyError::Undecryptable));
    }
}
