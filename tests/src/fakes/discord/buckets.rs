//! How many calls are let through: buckets of a route, the limit of all routes, and the ban for too many invalid calls.

use std::collections::HashMap;

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use jiff::{SignedDuration, Timestamp};

use super::refusal::{Refusal, Scope};

/// A bucket takes so many calls …
const BUCKET_CALLS: usize = 5;
/// … in so long.
const BUCKET_SPAN: SignedDuration = SignedDuration::from_secs(5);
/// All routes together take so many calls a second.
const GLOBAL_CALLS: usize = 50;
const GLOBAL_SPAN: SignedDuration = SignedDuration::from_secs(1);
/// After so many calls answered with 401, 403 or 429 …
const INVALID_CALLS: usize = 10_000;
/// … in so long, nothing is answered any more.
const INVALID_SPAN: SignedDuration = SignedDuration::from_mins(10);

/// The limits and what was counted against them.
#[derive(Debug)]
pub(super) struct Buckets {
    /// Whether calls beyond a limit are refused.
    pub(super) paced: bool,
    /// How many invalid calls lead to the ban.
    pub(super) most_invalid: usize,
    calls: HashMap<String, Vec<Timestamp>>,
    all: Vec<Timestamp>,
    invalid: Vec<Timestamp>,
}

impl Default for Buckets {
    fn default() -> Self {
        Self {
            paced: false,
            most_invalid: INVALID_CALLS,
            calls: HashMap::new(),
            all: Vec::new(),
            invalid: Vec::new(),
        }
    }
}

fn within(calls: &mut Vec<Timestamp>, now: Timestamp, span: SignedDuration) -> usize {
    calls.retain(|call| now.duration_since(*call) < span);
    calls.len()
}

/// Seconds until the oldest of some calls does not count any more.
fn wait(calls: &[Timestamp], now: Timestamp, span: SignedDuration) -> f64 {
    let oldest = calls.first().copied().unwrap_or(now);
    (span - now.duration_since(oldest)).as_secs_f64().max(0.0)
}

impl Buckets {
    /// Whether Discord has stopped to answer this address at all.
    pub(super) fn is_banned(&mut self, now: Timestamp) -> bool {
        within(&mut self.invalid, now, INVALID_SPAN) >= self.most_invalid
    }

    /// Notes the status of an answer.
    pub(super) fn note(&mut self, status: StatusCode, now: Timestamp) {
        if matches!(status.as_u16(), 401 | 403 | 429) {
            self.invalid.push(now);
        }
    }

    /// Counts a call of a bucket; refused when there were too many.
    pub(super) fn take(&mut self, bucket: &str, now: Timestamp) -> Result<(), Refusal> {
        if self.paced && within(&mut self.all, now, GLOBAL_SPAN) >= GLOBAL_CALLS {
            return Err(Refusal::rate(wait(&self.all, now, GLOBAL_SPAN), Scope::Global));
        }
        let calls = self.calls.entry(bucket.to_owned()).or_default();
        if within(calls, now, BUCKET_SPAN) >= BUCKET_CALLS && self.paced {
            return Err(Refusal::rate(wait(calls, now, BUCKET_SPAN), Scope::User));
        }
        calls.push(now);
        self.all.push(now);
        Ok(())
    }

    /// What is said about the bucket of a call beside its answer. Where the pace is not kept, there is always room.
    pub(super) fn tell(&mut self, bucket: &str, now: Timestamp, headers: &mut HeaderMap) {
        let calls = self.calls.entry(bucket.to_owned()).or_default();
        let taken = within(calls, now, BUCKET_SPAN);
        let remaining =
            if self.paced { BUCKET_CALLS.saturating_sub(taken) } else { BUCKET_CALLS.saturating_sub(1) };
        let after = wait(calls, now, BUCKET_SPAN);
        let reset = now.as_duration().as_secs_f64() + after;
        let name = bucket.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
        let told = [
            ("x-ratelimit-limit", BUCKET_CALLS.to_string()),
            ("x-ratelimit-remaining", remaining.to_string()),
            ("x-ratelimit-reset", format!("{reset:.3}")),
            ("x-ratelimit-reset-after", format!("{after:.3}")),
            ("x-ratelimit-bucket", format!("{name:032x}")),
        ];
        for (name, value) in told {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_str(&value).expect("a header"));
        }
    }
}
