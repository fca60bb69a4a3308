//! Measurements of the service under load, on both engines, each beside what a durable commit costs there.

pub mod ask;
pub mod burst;
pub mod company;
pub mod figure;
pub mod history;
pub mod home;
pub mod killed;
pub mod memory;
pub mod month;
pub mod probe;
pub mod process;
pub mod push;
pub mod report;
pub mod stage;

use anyhow::{Result, bail};

/// Which database is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// One file on this machine's disk.
    Sqlite,
    /// A server on the same disk, with its own defaults for durability.
    Postgres,
}

impl Engine {
    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// What the command line asks for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The engines, in the order of the table's columns.
    pub engines: Vec<Engine>,
    /// The one measurement to make; all without.
    pub only: Option<String>,
    /// Whether JSON is printed in place of the table.
    pub json: bool,
    /// KPIs in the store of the questions.
    pub kpis: usize,
    /// Days of samples that each of them has.
    pub days: i64,
}

/// The measurements by name, in the order of the table.
pub const NAMES: [&str; 11] =
    ["commit", "start", "push", "bulk", "storm", "killed", "history", "digests", "channel", "ask", "month"];

/// How the program is called.
pub fn usage() -> String {
    let names = NAMES.join("|");
    format!(
        "load [--store sqlite|postgres|both] [--only {names}] [--kpis N] [--days N] [--json]\n\n\
         Measures the service on each store and prints a Markdown table.\n\n\
         --store   the database that is measured; both without\n\
         --only    the one measurement to make; all without\n\
         --kpis    KPIs in the store of `ask` (10,000)\n\
         --days    days of samples that each of them has (400)\n\
         --json    prints JSON in place of the table"
    )
}

impl Wanted {
    /// Reads the flags.
    pub fn read(mut flags: impl Iterator<Item = String>) -> Result<Self> {
        let engines = vec![Engine::Sqlite, Engine::Postgres];
        let mut wanted = Self { engines, only: None, json: false, kpis: 10_000, days: 400 };
        while let Some(flag) = flags.next() {
            if flag == "--json" {
                wanted.json = true;
                continue;
            }
            let Some(value) = flags.next() else {
                bail!("{flag} is unknown or lacks its value: {}", usage())
            };
            match (flag.as_str(), value.as_str()) {
                ("--store", "sqlite") => wanted.engines = vec![Engine::Sqlite],
                ("--store", "postgres") => wanted.engines = vec![Engine::Postgres],
                ("--store", "both") => {}
                ("--only", name) if NAMES.contains(&name) => wanted.only = Some(value),
                ("--kpis", number) => wanted.kpis = number.parse()?,
                ("--days", number) => wanted.days = number.parse()?,
                _ => bail!("{flag} {value} is unknown: {}", usage()),
            }
        }
        Ok(wanted)
    }

    /// Whether a measurement is asked for.
    pub fn wants(&self, name: &str) -> bool {
        self.only.as_deref().is_none_or(|only| only == name)
    }
}
