//! Which events people were answered: an event that a platform sends again is acknowledged, and nobody is told twice.

use std::sync::{Mutex, PoisonError};

use hashlink::LruCache;

/// Events that are remembered. Platforms send again within hours at most, and what a service before this one answered is
/// answered once more.
const MOST: usize = 10_000;

/// The events that were answered last.
pub(crate) struct Answered(Mutex<LruCache<String, ()>>);

impl Default for Answered {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(MOST)))
    }
}

impl Answered {
    /// Whether nobody was answered to this event so far; from now on somebody is.
    pub(crate) fn is_first(&self, event: &str) -> bool {
        let mut events = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        events.insert(event.to_owned(), ()).is_none()
    }
}
