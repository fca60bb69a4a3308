//! Codes by which a person ties an account of another platform to themselves: ten digits, good for this day and the next.

use hmac::{Hmac, Mac};
use jiff::Timestamp;
use sha2::Sha256;
use steward_core::id::PersonKey;

use crate::session::is_equal;

/// How long a new code is made, in seconds; the one before stays good.
const TERM_SECONDS: i64 = 24 * 3_600;
/// How many codes there are: nobody guesses one of ten thousand million by saying it in a chat.
const CODES: u64 = 10_000_000_000;

/// The code of a person, as `12345-67890`. Whoever says it on a platform where the person has no account yet is the person.
pub fn link_code(secret: &[u8], person: &PersonKey, now: Timestamp) -> String {
    let digits = digits(secret, person, term(now));
    let (first, second) = digits.split_at(digits.len() / 2);
    format!("{first}-{second}")
}

/// Whose code it is, among these people.
pub fn whose_code<'a>(
    secret: &[u8],
    code: &str,
    mut people: impl Iterator<Item = &'a PersonKey>,
    now: Timestamp,
) -> Option<&'a PersonKey> {
    let said: String = code.chars().filter(char::is_ascii_digit).collect();
    let is_theirs = |person: &PersonKey| {
        [term(now), term(now) - 1]
            .iter()
            .any(|term| is_equal(digits(secret, person, *term).as_bytes(), said.as_bytes()))
    };
    people.find(|person| is_theirs(person))
}

fn term(now: Timestamp) -> i64 {
    now.as_second().div_euclid(TERM_SECONDS)
}

fn digits(secret: &[u8], person: &PersonKey, term: i64) -> String {
    // HMAC takes keys of any length; the error type is shared with ciphers that do not.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return String::new() };
    mac.update(format!("steward link code\n{person}.{term}").as_bytes());
    let bytes: [u8; 32] = mac.finalize().into_bytes().into();
    let number = bytes.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{:010}", number % CODES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_its_person_s_for_a_day_and_the_next() {
        let secret = [7; 32];
        let people = ["mei", "jack"].map(|key| PersonKey::parse(key).unwrap());
        let now = Timestamp::from_second(1_700_000_000).unwrap();
        let code = link_code(&secret, &people[1], now);
        assert_eq!((code.len(), code.find('-')), (11, Some(5)));
        let whose = |code: &str, days: i64| {
            let now = Timestamp::from_second(1_700_000_000 + days * TERM_SECONDS).unwrap();
            whose_code(&secret, code, people.iter(), now)
        };
        assert_eq!((whose(&code, 0), whose(&code, 1)), (Some(&people[1]), Some(&people[1])));
        assert_eq!(whose(&code.replace('-', " "), 0), Some(&people[1]));
        assert_eq!((whose(&code, 2), whose(&code, -1)), (None, None));
        for wrong in ["", "-", "00000-00000", "迟"] {
            assert_eq!(whose(wrong, 0), None, "{wrong}");
        }
        assert_eq!(whose_code(&[8; 32], &code, people.iter(), now), None);
    }
}
