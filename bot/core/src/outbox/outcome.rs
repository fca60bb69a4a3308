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
    /// The same to the same address as a short plain text.
    PlainText,
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
/// Part of the platform's own window in which a double is still believed to be removed, in percent; clocks differ.
const SAFE_WINDOW_PERCENT: u32 = 90;

/// What becomes of a row after an attempt. `jitter` is drawn evenly from all of `u32`.
pub fn after(result: &Result<String, PlatformError>, attempt: &Attempt, jitter: u32, now: Timestamp) -> Next {
    let error = match result {
        Ok(message_id) => return Next::Accepted { message_id: message_id.clone() },
        Err(error) => error,
    };
    match error {
        PlatformError::Wait { milliseconds } => again(plus(now, *milliseconds), error, attempt),
        PlatformError::Retry { .. } => again(plus(now, back_off(attempt.number, jitter)), error, attempt),
        PlatformError::Unknown { .. } => Next::Unknown,
        PlatformError::Rejected { reason } if !attempt.is_plain => {
            Next::Dead { reason: reason.clone(), fallback: Fallback::PlainText }
        }
        PlatformError::Dead { reason }
        | PlatformError::Auth { reason }
        | PlatformError::Rejected { reason } => dead(reason.clone(), attempt.class),
    }
}

/// What to do about a row whose outcome is unknown: what the platform offers decides, then what kind of promise it is.
pub fn reconcile(
    class: Class,
    caps: &Capabilities,
    first_attempt_at: Timestamp,
    now: Timestamp,
) -> Reconcile {
    let age = Duration::try_from(first_attempt_at.duration_until(now)).unwrap_or_default();
    let removes_doubles = |window: Duration| age < window * SAFE_WINDOW_PERCENT / 100;
    if class == Class::Edit || caps.idempotent_for.is_some_and(removes_doubles) {
        return Reconcile::SendAgain;
    }
    if caps.can_find {
        return Reconcile::Find;
    }
    match class {
        Class::Page => Reconcile::SendAgainLabelled,
        Class::Digest => Reconcile::Hold,
        Class::Reply | Class::Edit | Class::Chatter => Reconcile::GiveUp,
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
    let given_up = attempt.first_at.saturating_add(patience(attempt.class)).unwrap_or(Timestamp::MAX);
    if at > given_up { dead(error.to_string(), attempt.class) } else { Next::Again { at } }
}

fn dead(reason: String, class: Class) -> Next {
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
