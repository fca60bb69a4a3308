//! How the duties are doing, for readiness and metrics.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// How a part of the service is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// It does its work.
    Well,
    /// It does its work, and somebody should look.
    Doubtful(String),
    /// It does not do its work.
    Failed(String),
}

/// The outcome of each duty's last run, how the connections to platforms are that can tell, and whether the clock may be gone by.
#[derive(Debug, Default)]
pub struct Health {
    last: Mutex<BTreeMap<Cow<'static, str>, Condition>>,
    is_clock_wrong: AtomicBool,
}

impl Health {
    /// Keeps how a part is.
    pub fn record(&self, part: impl Into<Cow<'static, str>>, condition: Condition) {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).insert(part.into(), condition);
    }

    /// Each part with its condition.
    pub fn parts(&self) -> Vec<(Cow<'static, str>, Condition)> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.iter().map(|(part, condition)| (part.clone(), condition.clone())).collect()
    }

    /// Notes whether the clock is too far from the database's to go by.
    pub fn doubt_clock(&self, is_wrong: bool) {
        self.is_clock_wrong.store(is_wrong, Ordering::Relaxed);
    }

    /// Whether the clock is too far from the database's: what is due by it is left to replicas whose clock is right.
    pub fn is_clock_wrong(&self) -> bool {
        self.is_clock_wrong.load(Ordering::Relaxed)
    }
}
