//! Discord's error codes in one table: what to do about each, and why, in words for an administrator.

use steward_core::platform::PlatformError;

use crate::what::What::{self, Auth, Dead, Rejected, Retry, Wait};

/// How long to wait where Discord does not say, in milliseconds.
const WAIT_MILLISECONDS: u64 = 1_000;

/// No such channel, or none that Steward sees.
pub(super) const UNKNOWN_CHANNEL: i64 = 10_003;
/// The message was deleted.
pub(super) const UNKNOWN_MESSAGE: i64 = 10_008;
/// An interaction was not answered for the first time.
const UNANSWERED: i64 = 10_015;
/// An interaction cannot be answered for the first time any more.
const TOO_LATE: i64 = 10_062;
/// An interaction can be answered no further.
const OVER: i64 = 50_027;
/// An interaction has its first answer.
pub(super) const ANSWERED: i64 = 40_060;
/// An interaction was answered as often as it can be.
const ENOUGH: i64 = 40_094;
/// The person takes no direct messages.
pub(super) const CLOSED_MAILBOX: i64 = 50_007;
/// A message has its thread already.
pub(super) const HAS_THREAD: i64 = 160_004;
/// Nothing can be done in the thread until somebody writes there.
const ARCHIVED: i64 = 50_083;
/// A moderator lets nobody write in the thread.
const LOCKED: i64 = 160_005;

/// Codes of Discord's reference ("Opcodes and Status Codes", JSON). A code that is not here is a message that Discord
/// refuses.
const CODES: &[(i64, What, &str)] = &[
    (10_002, Auth, "there is no such application"),
    (UNKNOWN_CHANNEL, Dead, "there is no such channel, or Steward does not see it"),
    (10_004, Dead, "Steward is not in the server: invite it with what `steward manifest discord` prints"),
    (10_007, Dead, "the person has left the server"),
    (UNKNOWN_MESSAGE, Dead, "the message was deleted"),
    (10_013, Dead, "there is no such person"),
    (UNANSWERED, Retry, "it is not answered for the first time yet, or the time to answer has passed"),
    (TOO_LATE, Rejected, "the time to answer has passed"),
    (20_016, Wait, "the channel has slow mode"),
    (20_022, Wait, "the message was edited too often"),
    (20_028, Wait, "too many messages in the channel"),
    (20_029, Wait, "too many messages in the server"),
    (30_034, Retry, "no more slash commands can be registered today"),
    (30_046, Wait, "an old message was edited too often"),
    (40_001, Auth, "the token is wrong"),
    (40_002, Auth, "the application's account must be verified"),
    (40_003, Wait, "too many direct messages are opened"),
    (40_005, Rejected, "the message is too large"),
    (ANSWERED, Rejected, "it was answered already"),
    (40_062, Wait, "too many calls"),
    (ENOUGH, Rejected, "it was answered as often as Discord allows"),
    (50_001, Dead, "Steward does not see the channel: give it \"View Channel\" there"),
    (50_003, Dead, "Steward cannot do this in a direct conversation"),
    (50_005, Dead, "the message is not Steward's"),
    (50_006, Rejected, "the message is empty"),
    (CLOSED_MAILBOX, Dead, "the person takes no direct messages from Steward"),
    (50_008, Dead, "nothing can be posted in this kind of channel"),
    (
        50_013,
        Dead,
        "Steward may not post in the channel: give it \"Send Messages\" and \"Embed Links\" there",
    ),
    (50_014, Auth, "the token is wrong"),
    (50_024, Dead, "this cannot be done in this kind of channel"),
    (OVER, Rejected, "the time to answer has passed"),
    (50_033, Dead, "the id is not one of a person who can be written to"),
    (50_035, Rejected, "the message is refused"),
    (50_045, Rejected, "a file is too large"),
    (ARCHIVED, Dead, "the thread is archived"),
    (50_109, Rejected, "Discord does not read the call as JSON"),
    (50_278, Dead, "the person shares no server with Steward"),
    (130_000, Retry, "Discord is overloaded"),
    (160_002, Dead, "Steward may not reply in the channel: give it \"Read Message History\" there"),
    (HAS_THREAD, Dead, "the message has a thread already"),
    (LOCKED, Dead, "the thread is locked"),
    (160_006, Dead, "the server has too many threads"),
    (200_000, Rejected, "the server's AutoMod stopped the message"),
    (200_001, Rejected, "the server's AutoMod stopped the message"),
    (240_000, Rejected, "Discord takes a link in it for harmful"),
];

/// What a refusal means. `detail` is what Discord adds, such as the field that is wrong.
pub(super) fn refused(status: u16, code: i64, detail: Option<&str>) -> PlatformError {
    let Some((_, what, why)) = CODES.iter().find(|(known, ..)| *known == code) else {
        return self::status(status, code, detail);
    };
    let mut reason = format!("{code}: {why}");
    if let Some(detail) = detail {
        reason.push_str(": ");
        reason.push_str(detail);
    }
    what.error(WAIT_MILLISECONDS, reason)
}

/// What an answer means whose code is not in the table.
fn status(status: u16, code: i64, detail: Option<&str>) -> PlatformError {
    let reason = match (code, detail) {
        (1.., Some(detail)) => format!("HTTP {status}, {code}: {detail}"),
        (1.., None) => format!("HTTP {status}, {code}"),
        _ => format!("HTTP {status}"),
    };
    match status {
        429 => PlatformError::Wait { milliseconds: WAIT_MILLISECONDS },
        // A server that fails may have carried the call out before.
        500.. => PlatformError::Unknown { reason },
        401 => PlatformError::Auth { reason },
        403 | 404 => PlatformError::Dead { reason },
        _ => PlatformError::Rejected { reason },
    }
}

/// Whether an error has this code.
pub(super) fn is(error: &PlatformError, code: i64) -> bool {
    let (PlatformError::Dead { reason }
    | PlatformError::Rejected { reason }
    | PlatformError::Retry { reason }) = error
    else {
        return false;
    };
    reason.strip_prefix(&code.to_string()).is_some_and(|rest| rest.starts_with(':'))
}

/// Whether there is no thread to write in, or it is shut.
pub(super) fn is_without_thread(error: &PlatformError) -> bool {
    [UNKNOWN_CHANNEL, ARCHIVED, LOCKED].into_iter().any(|code| is(error, code))
}

/// Whether Discord takes nothing more as an answer to an interaction.
pub(super) fn is_over(error: &PlatformError) -> bool {
    [UNANSWERED, TOO_LATE, OVER, ENOUGH].into_iter().any(|code| is(error, code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::what::check_table;

    #[test]
    fn every_code_says_what_to_do_once() {
        check_table(CODES, |code| refused(400, code, None));
    }

    #[test]
    fn a_code_is_known_again() {
        let gone = refused(404, UNKNOWN_MESSAGE, None);
        assert!(is(&gone, UNKNOWN_MESSAGE) && !is(&gone, UNKNOWN_CHANNEL));
        assert!(!is(&refused(429, -1, None), UNKNOWN_MESSAGE));
    }

    #[test]
    fn what_is_not_known_goes_by_its_status() {
        assert!(matches!(refused(503, -1, None), PlatformError::Unknown { .. }));
        assert!(matches!(refused(401, 0, None), PlatformError::Auth { .. }));
        assert!(matches!(refused(429, -1, None), PlatformError::Wait { .. }));
        let strange = PlatformError::Rejected { reason: "HTTP 400, 77777: strange".into() };
        assert_eq!(refused(400, 77_777, Some("strange")), strange);
    }
}
