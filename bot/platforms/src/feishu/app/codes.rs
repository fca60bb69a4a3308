//! Feishu's error codes in one table: what to do about each, and why, in words for an administrator.

use steward_core::platform::PlatformError;

use crate::what::What::{self, AppWait, Auth, Dead, Rejected, Retry, Unknown, Wait};

/// How long to wait where Feishu does not say, in milliseconds: it takes five messages a second for each conversation.
const WAIT_MILLISECONDS: u64 = 1_000;
/// Most characters of what Feishu adds to a code.
const DETAIL_CHARACTERS: usize = 200;

/// The token is no longer good: it is fetched again, and the call made once more.
const STALE_TOKEN: [i64; 3] = [99_991_663, 99_991_664, 99_991_668];
/// The message is older than Feishu lets cards be edited.
const TOO_OLD: [i64; 2] = [230_031, 230_075];

/// Codes of Feishu's reference. A code that is not here is a message that Feishu refuses.
const CODES: &[(i64, What, &str)] = &[
    (99_991_400, AppWait, "too many calls"),
    (230_020, Wait, "too many messages in the conversation"),
    (11_232, AppWait, "too many messages of the organisation"),
    (1, Retry, "Feishu is busy"),
    (230_049, Retry, "the message is being sent"),
    (1_000_040_343, Retry, "Feishu failed on the way"),
    (1_000_040_350, Retry, "the app has too many long connections"),
    (2_200, Unknown, "Feishu failed on the way"),
    (230_002, Dead, "Steward is not in the group: add it under Settings, Bots"),
    (230_006, Auth, "the app's bot ability is off: switch it on under Add Features and release a version"),
    (230_011, Dead, "the message was withdrawn"),
    (230_013, Dead, "the person is outside the app's availability: widen it under Version Management"),
    (230_031, Dead, "the message is older than 14 days"),
    (230_045, Dead, "the group is gone"),
    (230_075, Dead, "the message is too old to be edited"),
    (230_110, Dead, "the message was deleted"),
    (232_006, Dead, "there is no such group"),
    (232_009, Dead, "the group was disbanded"),
    (232_011, Dead, "Steward is not in the group: add it under Settings, Bots"),
    (41_050, Auth, "the person is outside the app's permission to read contacts"),
    (99_991_663, Auth, "the token is refused"),
    (99_991_664, Auth, "the token is refused"),
    (99_991_668, Auth, "the token is refused"),
    (
        99_991_672,
        Auth,
        "a permission is missing: import the list of `steward manifest` and release a version",
    ),
    (
        99_991_679,
        Auth,
        "a permission is missing: import the list of `steward manifest` and release a version",
    ),
    (230_027, Auth, "a permission is missing: import the list of `steward manifest` and release a version"),
    (10_003, Auth, "the app's id is wrong"),
    (10_014, Auth, "the app's secret is wrong"),
    (403, Auth, "the app may not open a long connection"),
    (514, Auth, "the app's id or secret is wrong"),
    (1_000_040_344, Auth, "the app's id or secret is wrong"),
    (230_001, Rejected, "the call is refused"),
    (230_025, Rejected, "the message is too long"),
    (230_099, Rejected, "the card is refused"),
];

/// Whether a code says that the token is no longer good.
pub(super) fn is_stale_token(code: i64) -> bool {
    STALE_TOKEN.contains(&code)
}

/// Whether an error says that a card can no longer be edited because of its age.
pub(super) fn is_too_old(error: &PlatformError) -> bool {
    let PlatformError::Dead { reason } = error else { return false };
    TOO_OLD.iter().any(|code| reason.starts_with(&format!("{code}:")))
}

/// What a code means. `message` is what Feishu says about it, `reset` after how many seconds it takes calls again.
pub(super) fn refused(code: i64, message: &str, reset: Option<u64>) -> PlatformError {
    let known = CODES.iter().find(|(known, ..)| *known == code);
    let (what, why) = known.map_or((Rejected, ""), |(_, what, why)| (*what, *why));
    let message: String = message.chars().take(DETAIL_CHARACTERS).collect();
    let parts = [code.to_string(), why.to_owned(), message];
    let reason = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
    what.error(wait(reset), reason)
}

/// What an answer means whose body says nothing.
pub(super) fn status(status: u16, reset: Option<u64>) -> PlatformError {
    let reason = format!("HTTP {status}");
    match status {
        429 => PlatformError::AppWait { milliseconds: wait(reset) },
        // A server that fails may have carried the call out before; the `uuid` keeps it from doing so twice.
        500.. => PlatformError::Unknown { reason },
        401 | 403 => PlatformError::Auth { reason },
        200..300 => PlatformError::Unknown { reason: format!("{reason} with a body that is no JSON") },
        _ => PlatformError::Rejected { reason },
    }
}

fn wait(seconds: Option<u64>) -> u64 {
    seconds.map_or(WAIT_MILLISECONDS, |seconds| seconds.max(1).saturating_mul(1_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::what::check_table;

    #[test]
    fn every_code_says_what_to_do_once() {
        check_table(CODES, |code| refused(code, "", None));
    }

    #[test]
    fn a_stale_token_and_an_old_card_are_told_from_the_rest() {
        assert!(STALE_TOKEN.into_iter().all(is_stale_token) && !is_stale_token(99_991_672));
        assert!(is_too_old(&refused(230_031, "over 14 days", None)));
        assert!(!is_too_old(&refused(230_002, "Bot is out of the chat", None)));
    }

    #[test]
    fn what_feishu_asks_to_wait_is_waited() {
        assert_eq!(refused(99_991_400, "", Some(7)), PlatformError::AppWait { milliseconds: 7_000 });
        assert_eq!(status(429, Some(0)), PlatformError::AppWait { milliseconds: 1_000 });
        assert!(matches!(status(200, None), PlatformError::Unknown { .. }));
    }

    #[test]
    fn what_is_not_known_is_refused_and_named() {
        let error = refused(7, "no such thing", None);
        assert_eq!(error, PlatformError::Rejected { reason: "7: no such thing".into() });
    }
}
