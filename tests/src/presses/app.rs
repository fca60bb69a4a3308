//! An app that is measured, as a process of its own.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Row};

use crate::load::memory;

/// The running app; ends with this.
#[derive(Debug)]
pub struct App {
    process: Child,
    url: String,
}

impl AsRef<Self> for App {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl App {
    /// Starts it and waits until its output names its address.
    pub fn start(mut command: Command) -> Result<Self> {
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut process = command.spawn().context("start the app")?;
        let output = process.stdout.take().context("its output is piped")?;
        let mut lines = BufReader::new(output).lines();
        while let Some(line) = lines.next() {
            let line = line?;
            if let Some(address) = line.split_whitespace().find(|word| word.starts_with("http://127.0.0.1:"))
            {
                let url = format!("{}/slack/events", address.trim_end_matches('/'));
                // What it says later is read, so that it never waits for a reader.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(Self { process, url });
            }
        }
        bail!("the app ended before it was ready")
    }

    /// Where presses go.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its resident memory, in MB of 1,000,000 bytes.
    pub fn megabytes(&self) -> Result<f64> {
        memory::resident(self.process.id())
    }
}

impl Drop for App {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The rows that an app made with Bolt has written.
pub async fn rows(database: &Path) -> Result<i64> {
    let mut conn = SqliteConnectOptions::new().filename(database).connect().await?;
    let row = sqlx::query("SELECT count(*) FROM presses").fetch_one(&mut conn).await?;
    Ok(row.try_get(0)?)
}
