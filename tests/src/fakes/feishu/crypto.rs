//! What protects webhooks: AES-256-CBC with the encrypt key, and the signature.

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockDecryptMut, BlockEncryptMut, KeyIvInit};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// Length of a block, and of what stands before the first, in bytes.
const BLOCK: usize = 16;

/// A text as Feishu encrypts it: base64 of the initial vector and the cipher.
pub fn encrypt(key: &str, text: &str, initial: [u8; BLOCK]) -> String {
    let cipher = cbc::Encryptor::<aes::Aes256>::new(&Sha256::digest(key), &initial.into());
    let sealed = cipher.encrypt_padded_vec_mut::<Pkcs7>(text.as_bytes());
    STANDARD.encode([initial.as_slice(), &sealed].concat())
}

/// The text that was encrypted; none when the key is another one or something is broken.
pub fn decrypt(key: &str, sealed: &str) -> Option<String> {
    let bytes = STANDARD.decode(sealed).ok()?;
    let (initial, sealed) = bytes.split_first_chunk::<BLOCK>()?;
    let cipher = cbc::Decryptor::<aes::Aes256>::new(&Sha256::digest(key), &(*initial).into());
    String::from_utf8(cipher.decrypt_padded_vec_mut::<Pkcs7>(sealed).ok()?).ok()
}

/// The signature of a body: `X-Lark-Signature`.
pub fn sign(timestamp: &str, nonce: &str, key: &str, body: &str) -> String {
    let signed = Sha256::digest([timestamp, nonce, key, body].concat());
    signed.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of Feishu's documentation.
    #[test]
    fn opens_the_official_example() {
        let sealed = "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=";
        assert_eq!(decrypt("test key", sealed).as_deref(), Some("hello world"));
        assert_eq!(decrypt("another key", sealed), None);
    }

    #[test]
    fn seals_what_it_opens() {
        let official = STANDARD.decode("P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=").expect("base64");
        let initial = *official.first_chunk().expect("a block");
        assert_eq!(encrypt("test key", "hello world", initial), STANDARD.encode(official));
    }
}
