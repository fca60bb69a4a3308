//! What a stand-in accepted, in a file that is only added to and outlives every process.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use serde_json::json;

/// The file: a line of JSON for each accepted call.
#[derive(Debug, Clone)]
pub struct Record(Arc<Mutex<File>>);

impl Record {
    /// Adds to this file, which several stand-ins may share.
    pub fn at(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        Ok(Self(Arc::new(Mutex::new(file))))
    }

    /// Keeps a call that a platform has accepted.
    pub(super) fn keep(&self, platform: &str, call: &impl Serialize) {
        let line = format!("{}\n", json!({ "platform": platform, "call": call }));
        // One write for each line: nobody reads half of one.
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(line.as_bytes()).expect("write to the record");
    }
}
