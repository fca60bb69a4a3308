//! What becomes of a row after an attempt to send it.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::Class;
use crate::platform::{Capabilities, PlatformError};

/// An attempt that has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// What kind of promise the row is.
    pub class: Class,
    /// Which attempt it was, counting from 1.
    pub number: u32,
    /// When the first attempt began.
    pub first_at: Timestamp,
    /// Not sent after.
    pub expires_at: Option<Timestamp>,
    /// Whether the row already was the short plain text.
    pub is_plain: bool,
}

/// What becomes of the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// The platform has it.
    Accepted {
        /// The platform's id of the message.
        message_id: String,
    },
    /// It is tried again.
    Again {
        /// When.
        at: Timestamp,
    },
    /// The platform asked to wait: the row is tried again, and nothing else goes to its target before.
    Wait {
        /// Until when.
        at: Timestamp,
    },
    /// The platform asked the whole app to wait: the row is tried again, and nothing else goes to the platform before.
    AppWait {
        /// Until when.
        at: Timestamp,
    },
    /// It was looked for and is not there: it is sent as if it had never been tried.
    Missing,
    /// It is sent again although the platform may have it, labelled as a possible duplicate.
    Labelled,
    /// The platform refused the card: the same row goes out as a short plain text, so that replies still find it.
    Plain {
        /// The platform's word, for engineers.
        reason: String,
    },
    /// Nobody knows whether the platform has it: to be reconciled.
    Unknown,
    /// It will never be accepted.
    Dead {
        /// The platform's word, for engineers.
        reason: String,
        /// What takes its place.
        fallback: Fallback,
    },
    /// Its time passed.
    Expired,
    /// Held for an administrator.
    Held,
}

/// What takes the place of a row that is dead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fallback {
    /// The same to another address, and a notice to the administrators.
    OtherTarget,
    /// A notice to the administrators.
    NoticeOnly,
    /// Nothing; nobody waits for it.
    Nothing,
}

/// What to do about a row of which nobody knows whether the platform has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reconcile {
    /// Send it again under the same key: the platform removes the double.
    SendAgain,
    /// Look for our marker.
    Find,
    /// Send it again, labelled as a possible duplicate.
    SendAgainLabelled,
    /// It may be there twice already: tell somebody else.
    TellElsewhere,
    /// Hold it and tell the administrators.
    Hold,
    /// Leave it; a double would be worse than nothing.
    GiveUp,
}

/// First back-off, in milliseconds.
const BACK_OFF_MILLISECONDS: u64 = 2_000;
/// Longest back-off, in milliseconds: a quarter of an hour.
const LONGEST_BACK_OFF_MILLISECONDS: u64 = 15 * 60 * 1_000;
/// Shortest back-off, in milliseconds, whatever the jitter says.
const SHORTEST_BACK_OFF_MILLISECONDS: u64 = 250;
/// For how long an unknown row is looked for while the platform cannot be searched.
const LOOKING_PATIENCE: SignedDuration = SignedDuration::from_mins(10);
/// Part of the platform's own window in which a double is still believed to be removed, in percent; clocks differ.
const SAFE_WINDOW_PERCENT: u32 = 90;

/// What becomes of a row after an attempt. `jitter` is drawn evenly from all of `u32`.
pub fn after(result: &Result<String, PlatformError>, attempt: &Attempt, jitter: u32, now: Timestamp) -> Next {
    let error = match result {
        Ok(message_id) => return Next::Accepted { message_id: message_id.clone() },
        Err(error) => error,
    };
    match error {
        PlatformError::Wait { milliseconds } => match again(plus(now, *milliseconds), error, attempt) {
            Next::Again { at } => Next::Wait { at },
            other => other,
        },
        PlatformError::AppWait { milliseconds } => match again(plus(now, *milliseconds), error, attempt) {
            Next::Again { at } => Next::AppWait { at },
            other => other,
        },
        PlatformError::Retry { .. } => again(plus(now, back_off(attempt.number, jitter)), error, attempt),
        PlatformError::Unknown { .. } => Next::Unknown,
        PlatformError::Rejected { reason } if !attempt.is_plain => Next::Plain { reason: reason.clone() },
        PlatformError::Dead { reason }
        | PlatformError::Auth { reason }
        | PlatformError::Rejected { reason } => given_up(reason.clone(), attempt.class),
    }
}

/// A row whose outcome is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubt {
    /// What kind of promise the row is.
    pub class: Class,
    /// When the first attempt began.
    pub first_at: Timestamp,
    /// Whether it was sent again already although the platform may have had it.
    pub is_labelled: bool,
}

/// What to do about a row whose outcome is unknown: what the platform offers decides, then what kind of promise it is.
pub fn reconcile(doubt: &Doubt, caps: &Capabilities, now: Timestamp) -> Reconcile {
    let age = Duration::try_from(doubt.first_at.duration_until(now)).unwrap_or_default();
    if doubt.class == Class::Edit {
        let is_worth_it = doubt.first_at.duration_until(now) < patience(Class::Edit);
        return if is_worth_it { Reconcile::SendAgain } else { Reconcile::GiveUp };
    }
    let removes_doubles = |window: Duration| age < window * SAFE_WINDOW_PERCENT / 100;
    if caps.idempotent_for.is_some_and(removes_doubles) {
        return Reconcile::SendAgain;
    }
    if caps.can_find {
        return Reconcile::Find;
    }
    match doubt.class {
        Class::Page if doubt.is_labelled => Reconcile::TellElsewhere,
        Class::Page => Reconcile::SendAgainLabelled,
        Class::Digest => Reconcile::Hold,
        Class::Reply | Class::Edit | Class::Chatter => Reconcile::GiveUp,
    }
}

/// What becomes of an unknown row when the platform cannot be searched at the moment: it is looked for again, but a page
/// does not wait for that for ever.
pub fn cannot_look(doubt: &Doubt, now: Timestamp) -> Next {
    if doubt.first_at.duration_until(now) < LOOKING_PATIENCE {
        return Next::Unknown;
    }
    match doubt.class {
        Class::Digest => Next::Held,
        Class::Page => given_up("it could not be looked for".to_owned(), Class::Page),
        Class::Reply | Class::Edit | Class::Chatter => Next::Expired,
    }
}

/// For how long a row is tried.
fn patience(class: Class) -> SignedDuration {
    SignedDuration::from_hours(match class {
        Class::Page | Class::Edit | Class::Digest => 24,
        Class::Chatter => 6,
        Class::Reply => 1,
    })
}

fn again(at: Timestamp, error: &PlatformError, attempt: &Attempt) -> Next {
    if attempt.expires_at.is_some_and(|expires_at| at >= expires_at) {
        return Next::Expired;
    }
    let latest = attempt.first_at.saturating_add(patience(attempt.class)).unwrap_or(Timestamp::MAX);
    if at > latest { given_up(error.to_string(), attempt.class) } else { Next::Again { at } }
}

/// The end of a row that will never be accepted, or of which nobody will ever know.
pub fn given_up(reason: String, class: Class) -> Next {
    let fallback = match class {
        Class::Page => Fallback::OtherTarget,
        Class::Digest => Fallback::NoticeOnly,
        Class::Reply | Class::Edit | Class::Chatter => Fallback::Nothing,
    };
    Next::Dead { reason, fallback }
}

/// Exponential, with full jitter, so that what failed together does not come back together.
fn back_off(number: u32, jitter: u32) -> u64 {
    let doublings = number.saturating_sub(1).min(20);
    let ceiling = BACK_OFF_MILLISECONDS.saturating_mul(1 << doublings).min(LONGEST_BACK_OFF_MILLISECONDS);
    let part = ceiling.saturating_mul(u64::from(jitter)) >> u32::BITS;
    part.max(SHORTEST_BACK_OFF_MILLISECONDS)
}

fn plus(now: Timestamp, milliseconds: u64) -> Timestamp {
    let wait = SignedDuration::from_millis(i64::try_from(milliseconds).unwrap_or(i64::MAX));
    now.saturating_add(wait).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn attempt(class: Class, number: u32) -> Attempt {
        Attempt { class, number, first_at: Timestamp::UNIX_EPOCH, expires_at: None, is_plain: false }
    }

    fn seconds(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    fn retry() -> Result<String, PlatformError> {
        Err(PlatformError::Retry { reason: "503".to_owned() })
    }

    #[test]
    fn accepted_is_accepted() {
        let next = after(&Ok("m1".to_owned()), &attempt(Class::Page, 3), 0, seconds(9));
        assert_eq!(next, Next::Accepted { message_id: "m1".to_owned() });
    }

    #[test]
    fn the_platform_says_how_long_to_wait() {
        let wait = Err(PlatformError::Wait { milliseconds: 30_000 });
        assert_eq!(after(&wait, &attempt(Class::Page, 1), 0, seconds(10)), Next::Wait { at: seconds(40) });
    }

    #[rstest]
    #[case::first(1, u32::MAX, 2_000)]
    #[case::doubles(4, u32::MAX, 16_000)]
    #[case::half(4, u32::MAX / 2, 8_000)]
    #[case::never_at_once(4, 0, 250)]
    #[case::longest(30, u32::MAX, 900_000)]
    fn backs_off_with_full_jitter(#[case] number: u32, #[case] jitter: u32, #[case] milliseconds: i64) {
        let Next::Again { at } = after(&retry(), &attempt(Class::Page, number), jitter, seconds(0)) else {
            panic!("tried again")
        };
        assert!((milliseconds - at.as_millisecond()).abs() <= 1, "{at}");
    }

    #[rstest]
    #[case::page(Class::Page, 24, Fallback::OtherTarget)]
    #[case::digest(Class::Digest, 24, Fallback::NoticeOnly)]
    #[case::edit(Class::Edit, 24, Fallback::Nothing)]
    #[case::chatter(Class::Chatter, 6, Fallback::Nothing)]
    fn gives_up_in_the_end(#[case] class: Class, #[case] hours: i64, #[case] expected: Fallback) {
        let last = seconds(hours * 3600 - 10);
        assert!(matches!(after(&retry(), &attempt(class, 1), u32::MAX, last), Next::Again { .. }));
        let next = after(&retry(), &attempt(class, 1), u32::MAX, seconds(hours * 3600));
        assert!(matches!(next, Next::Dead { fallback, .. } if fallback == expected), "{next:?}");
    }

    #[test]
    fn nobody_waits_for_a_reply_after_its_deadline() {
        let reply = Attempt { expires_at: Some(seconds(60)), ..attempt(Class::Reply, 1) };
        assert_eq!(after(&retry(), &reply, u32::MAX, seconds(59)), Next::Expired);
    }

    #[test]
    fn a_refused_card_goes_out_as_plain_text_once() {
        let refused = Err(PlatformError::Rejected { reason: "too large".to_owned() });
        let next = after(&refused, &attempt(Class::Page, 1), 0, seconds(0));
        assert_eq!(next, Next::Plain { reason: "too large".to_owned() });
        let plain = Attempt { is_plain: true, ..attempt(Class::Page, 1) };
        let next = after(&refused, &plain, 0, seconds(0));
        assert!(matches!(next, Next::Dead { fallback: Fallback::OtherTarget, .. }), "{next:?}");
    }

    #[rstest]
    #[case(PlatformError::Dead { reason: "archived".to_owned() })]
    #[case(PlatformError::Auth { reason: "revoked".to_owned() })]
    fn a_page_that_cannot_arrive_goes_elsewhere(#[case] error: PlatformError) {
        let next = after(&Err(error), &attempt(Class::Page, 1), 0, seconds(0));
        assert!(matches!(next, Next::Dead { fallback: Fallback::OtherTarget, .. }));
    }

    #[test]
    fn unknown_is_neither_failed_nor_sent() {
        let unknown = Err(PlatformError::Unknown { reason: "timeout".to_owned() });
        assert_eq!(after(&unknown, &attempt(Class::Page, 1), 0, seconds(0)), Next::Unknown);
    }

    /// Feishu removes doubles for an hour, Slack can be searched, the last can do neither.
    #[rstest]
    #[case::within_the_window(Class::Page, Some(3600), false, 600, Reconcile::SendAgain)]
    #[case::near_its_end(Class::Page, Some(3600), true, 3300, Reconcile::Find)]
    #[case::searched(Class::Digest, None, true, 0, Reconcile::Find)]
    #[case::page(Class::Page, None, false, 0, Reconcile::SendAgainLabelled)]
    #[case::digest(Class::Digest, Some(3600), false, 7200, Reconcile::Hold)]
    #[case::reply(Class::Reply, None, false, 0, Reconcile::GiveUp)]
    #[case::edit(Class::Edit, None, false, 0, Reconcile::SendAgain)]
    fn reconciles_what_is_unknown(
        #[case] class: Class,
        #[case] window: Option<u64>,
        #[case] can_find: bool,
        #[case] age: i64,
        #[case] expected: Reconcile,
    ) {
        let idempotent_for = window.map(Duration::from_secs);
        let caps = Capabilities {
            idempotent_for,
            can_find,
            can_edit: true,
            can_thread: true,
            can_press: true,
            can_translate: false,
            can_tell_time: false,
        };
        let doubt = Doubt { class, first_at: Timestamp::UNIX_EPOCH, is_labelled: false };
        assert_eq!(reconcile(&doubt, &caps, seconds(age)), expected);
    }

    #[test]
    fn a_page_goes_out_twice_at_most_where_doubles_cannot_be_found() {
        let caps = Capabilities {
            idempotent_for: None,
            can_find: false,
            can_edit: true,
            can_thread: true,
            can_press: true,
            can_translate: false,
            can_tell_time: false,
        };
        let doubt = Doubt { class: Class::Page, first_at: Timestamp::UNIX_EPOCH, is_labelled: true };
        assert_eq!(reconcile(&doubt, &caps, seconds(1)), Reconcile::TellElsewhere);
    }

    #[rstest]
    #[case(Class::Page, 599, Next::Unknown)]
    #[case(Class::Digest, 600, Next::Held)]
    #[case(Class::Chatter, 600, Next::Expired)]
    fn nobody_waits_for_ever_for_a_search(#[case] class: Class, #[case] age: i64, #[case] expected: Next) {
        let doubt = Doubt { class, first_at: Timestamp::UNIX_EPOCH, is_labelled: false };
        assert_eq!(cannot_look(&doubt, seconds(age)), expected);
    }
}
