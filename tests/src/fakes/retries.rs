//! What a platform sends again later, because nobody has acknowledged it.

use jiff::{SignedDuration, Timestamp};

/// Deliveries that wait to be sent again.
#[derive(Debug)]
pub(in crate::fakes) struct Retries<T>(Vec<Retry<T>>);

#[derive(Debug)]
struct Retry<T> {
    parcel: T,
    attempt: u32,
    due: Timestamp,
}

impl<T> Default for Retries<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Retries<T> {
    /// Plans this attempt at a delivery after a while.
    pub(in crate::fakes) fn plan(&mut self, parcel: T, attempt: u32, now: Timestamp, wait: SignedDuration) {
        let due = now.checked_add(wait).expect("an instant");
        self.0.push(Retry { parcel, attempt, due });
    }

    /// Takes what is due, and which attempt it is.
    pub(in crate::fakes) fn take_due(&mut self, now: Timestamp) -> Vec<(T, u32)> {
        let all = std::mem::take(&mut self.0);
        let (due, later): (Vec<_>, Vec<_>) = all.into_iter().partition(|retry| retry.due <= now);
        self.0 = later;
        due.into_iter().map(|retry| (retry.parcel, retry.attempt)).collect()
    }
}
