//! What an adapter sends beside what it is asked to post, so that it takes its place in the pace.

use std::sync::{Mutex, PoisonError};

/// Most messages that are remembered until somebody asks; a service that never does keeps no pace either.
const MOST: usize = 10_000;

/// The conversations of the messages that were sent.
#[derive(Debug, Default)]
pub(crate) struct Beside(Mutex<Vec<String>>);

impl Beside {
    /// A message goes into this conversation.
    pub(crate) fn note(&self, target: &str) {
        let mut sent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if sent.len() < MOST {
            sent.push(target.to_owned());
        }
    }

    /// The conversations of the messages since this was asked last.
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
