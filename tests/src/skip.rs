//! What a test says when this machine lacks something it needs.

use crate::environment;
use std::fmt;
use std::fs::OpenOptions;
use std::io::Write;

/// Why a test cannot run on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skip(pub String);

impl fmt::Display for Skip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Gives what the test needs, or `None` after recording that the running test is skipped.
///
/// ```no_run
/// # async fn story() {
/// let Some(url) = steward_tests::skip::unless(steward_tests::postgres::fresh_database().await) else { return };
/// # }
/// ```
///
/// The record is the line `SKIPPED name: reason` on standard error and in the file that `STEWARD_SKIP_LOG` names.
///
/// # Panics
///
/// With `CI=true`, where a skipped test would be a hole nobody sees; and when the record cannot be written.
pub fn unless<T>(needed: Result<T, Skip>) -> Option<T> {
    match needed {
        Ok(value) => Some(value),
        Err(skip) => {
            record(&running_test(), &skip);
            None
        }
    }
}

/// [`unless`] for what lies outside the repository, such as a platform's own sample files: where it is absent the
/// running test is skipped by name, with `CI=true` as well.
///
/// # Panics
///
/// When the record cannot be written.
pub fn optional<T>(wanted: Result<T, Skip>) -> Option<T> {
    match wanted {
        Ok(value) => Some(value),
        Err(skip) => {
            note(&running_test(), &skip);
            None
        }
    }
}

fn record(name: &str, skip: &Skip) {
    assert!(!environment::is_ci(), "{name} cannot run: {skip} (with CI=true that is a failure)");
    note(name, skip);
}

fn note(name: &str, Skip(reason): &Skip) {
    let line = format!("SKIPPED {name}: {reason}\n");
    eprint!("{line}");
    if let Some(path) = environment::skip_log() {
        let mut log =
            OpenOptions::new().create(true).append(true).open(&path).expect("open STEWARD_SKIP_LOG");
        // One write of a short line: lines of parallel test processes do not mix.
        log.write_all(line.as_bytes()).expect("write to STEWARD_SKIP_LOG");
    }
}

/// The name of the running test: the test runner gives it to the thread of the test, or nextest to the process.
fn running_test() -> String {
    let thread = std::thread::current().name().filter(|name| *name != "main").map(String::from);
    thread.or_else(environment::test_name).unwrap_or_else(|| String::from("a test"))
}
