//! Sessions: personal links that open them, cookies that carry them, tokens that protect what they may change.

use std::fmt::Write as _;

use hmac::{Hmac, Mac};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use steward_core::id::PersonKey;

/// How long a browser stays signed in. Long enough for a phone that opens the page once a week.
pub(crate) const SESSION_LIFETIME: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Where unguessable bytes come from: the system in the service, a counted source in tests.
pub trait SecretSource: Send + Sync {
    /// 32 fresh bytes that nobody can guess.
    fn bytes(&self) -> [u8; 32];
}

/// The path and query of a personal link: `/in?t=<person>.<expiry>.<mac>`. Whoever opens it before `expires_at` (24
/// hours are usual) is signed in as the person; put the base URL in front and send it to nobody else.
pub fn sign_link(secret: &[u8], person: &PersonKey, expires_at: Timestamp) -> String {
    let claim = format!("{person}.{}", expires_at.as_second());
    format!("/in?t={claim}.{}", hex(&mac(secret, &claim)))
}

/// Why a link opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BadLink {
    /// It is not one of ours.
    Forged,
    /// It was good once.
    Expired,
}

/// Reads the token of a link.
pub(crate) fn read_link(secret: &[u8], token: &str, now: Timestamp) -> Result<PersonKey, BadLink> {
    let (claim, given) = token.rsplit_once('.').ok_or(BadLink::Forged)?;
    if !is_equal(given.as_bytes(), hex(&mac(secret, claim)).as_bytes()) {
        return Err(BadLink::Forged);
    }
    let (person, expiry) = claim.rsplit_once('.').ok_or(BadLink::Forged)?;
    let expiry: i64 = expiry.parse().map_err(|_| BadLink::Forged)?;
    if now.as_second() >= expiry {
        return Err(BadLink::Expired);
    }
    PersonKey::parse(person).map_err(|_| BadLink::Forged)
}

fn mac(secret: &[u8], claim: &str) -> [u8; 32] {
    // HMAC takes keys of any length; the error type is shared with ciphers that do not.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return [0; 32] };
    mac.update(b"steward web link\n");
    mac.update(claim.as_bytes());
    mac.finalize().into_bytes().into()
}

/// The secret of a session as its cookie holds it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SessionSecret(String);

impl SessionSecret {
    pub(crate) fn fresh(source: &dyn SecretSource) -> Self {
        Self(hex(&source.bytes()))
    }

    /// The one in a `Cookie` header, if its form is right.
    pub(crate) fn from_cookies(header: &str, secure: bool) -> Option<Self> {
        let value = header.split(';').find_map(|pair| {
            let (name, value) = pair.trim().split_once('=')?;
            (name == cookie_name(secure)).then_some(value)
        })?;
        let is_ours = value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_ours.then(|| Self(value.to_owned()))
    }

    /// What the database knows the session by. A copy of the database opens no session.
    pub(crate) fn stored(&self) -> String {
        digest(&["session", &self.0])
    }

    /// What every change must carry in a header: other sites can send the cookie but cannot read this.
    pub(crate) fn token(&self) -> String {
        digest(&["token", &self.0])
    }

    /// The value of `Set-Cookie`.
    pub(crate) fn cookie(&self, secure: bool) -> String {
        // `Lax` and not `Strict`: the page is opened from links in other chats.
        let attributes = if secure { "; Secure" } else { "" };
        let seconds = SESSION_LIFETIME.as_secs();
        let (name, value) = (cookie_name(secure), &self.0);
        format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{attributes}")
    }

    /// The value of `Set-Cookie` that lets the browser forget it.
    pub(crate) fn no_cookie(secure: bool) -> String {
        let attributes = if secure { "; Secure" } else { "" };
        format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{attributes}", cookie_name(secure))
    }
}

/// Over https the browser itself refuses to let another host or plain http set it.
fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-steward" } else { "steward" }
}

/// SHA-256 of the parts, each ended so that no two lists of parts give the same, as 64 hexadecimal digits.
pub(crate) fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_be_bytes());
        hash.update(part.as_bytes());
    }
    hex(&hash.finalize())
}

/// Whether two texts are equal, without telling by the time it takes where they differ.
pub(crate) fn is_equal(one: &[u8], other: &[u8]) -> bool {
    subtle::ConstantTimeEq::ct_eq(one, other).into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"a secret of the tests, 32 bytes.";

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn token_of(link: &str) -> &str {
        link.strip_prefix("/in?t=").unwrap()
    }

    #[test]
    fn a_link_opens_until_it_expires() {
        let person = PersonKey::parse("mei.li").unwrap();
        let link = sign_link(SECRET, &person, at(1000));
        assert_eq!(read_link(SECRET, token_of(&link), at(999)), Ok(person));
        assert_eq!(read_link(SECRET, token_of(&link), at(1000)), Err(BadLink::Expired));
    }

    #[test]
    fn a_changed_link_opens_nothing() {
        let link = sign_link(SECRET, &PersonKey::parse("mei").unwrap(), at(1000));
        let token = token_of(&link);
        for bad in [
            token.replace("mei", "bob"),
            token.replace(".1000.", ".9000."),
            token[..token.len() - 1].to_owned(),
            format!("{token}0"),
            String::new(),
            "mei".to_owned(),
            "..".to_owned(),
        ] {
            assert_eq!(read_link(SECRET, &bad, at(1)), Err(BadLink::Forged), "{bad}");
        }
        assert_eq!(read_link(b"another secret", token, at(1)), Err(BadLink::Forged));
    }

    #[test]
    fn a_cookie_is_found_among_others_and_shows_neither_hash_nor_token() {
        struct Sevens;
        impl SecretSource for Sevens {
            fn bytes(&self) -> [u8; 32] {
                [7; 32]
            }
        }
        let secret = SessionSecret::fresh(&Sevens);
        let cookie = secret.cookie(true);
        assert!(cookie.ends_with("Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure"), "{cookie}");
        let header = format!("theme=dark; {}; x=y", cookie.split(';').next().unwrap());
        let found = SessionSecret::from_cookies(&header, true).unwrap();
        assert_eq!(found.stored(), secret.stored());
        assert_ne!(found.stored(), found.token());
        assert!(!cookie.contains(&secret.stored()) && !cookie.contains(&secret.token()));
        assert!(SessionSecret::from_cookies(&header, false).is_none(), "a plain cookie counts over https");
        assert!(SessionSecret::from_cookies("steward=short", false).is_none());
    }
}
