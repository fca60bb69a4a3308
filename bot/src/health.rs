//! How the duties are doing, for readiness and metrics.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// The outcome of each duty's last run.
#[derive(Debug, Default)]
pub struct Health {
    last: Mutex<BTreeMap<&'static str, Option<String>>>,
}

impl Health {
    /// Keeps how a run went; the problem is none when it went well.
    pub fn record(&self, duty: &'static str, problem: Option<String>) {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).insert(duty, problem);
    }

    /// Each duty with its problem.
    pub fn troubles(&self) -> Vec<(&'static str, Option<String>)> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.iter().map(|(duty, problem)| (*duty, problem.clone())).collect()
    }
}
