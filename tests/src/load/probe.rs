//! The price of one durable commit: a row inserted and committed, in a table of its own in the measured database.

use std::time::{Duration, Instant};

use anyhow::Result;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Connection, PgConnection, SqliteConnection};

use super::Engine;
use super::figure::{Finding, Found, Spread};
use super::home::{FILE, Home};

/// Bytes of text in the row: about what an event of an alert has.
const ROW_BYTES: usize = 400;
/// Commits measured when nothing else is.
const COMMITS: usize = 500;

/// A connection that commits.
pub struct Probe(Link);

enum Link {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Probe {
    /// Connects to the home's database. In the same file or on the same server its log is as warm as the service's: a
    /// commit that makes a log longer costs many times one that writes over an old part.
    pub async fn beside(home: &Home) -> Result<Self> {
        const TABLE: &str = "CREATE TABLE probe (body TEXT NOT NULL)";
        let link = match home.engine {
            Engine::Sqlite => {
                let options = SqliteConnectOptions::new()
                    .filename(home.folder.path().join(FILE))
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full);
                let mut conn = SqliteConnection::connect_with(&options).await?;
                sqlx::query(TABLE).execute(&mut conn).await?;
                Link::Sqlite(conn)
            }
            Engine::Postgres => {
                let mut conn = PgConnection::connect(&home.address).await?;
                sqlx::query(TABLE).execute(&mut conn).await?;
                Link::Postgres(conn)
            }
        };
        let mut probe = Self(link);
        probe.commit().await?;
        Ok(probe)
    }

    /// Runs a statement with one text for `$1`; how many rows it touched.
    pub async fn run(&mut self, statement: &'static str, text: &str) -> Result<u64> {
        Ok(match &mut self.0 {
            Link::Sqlite(conn) => sqlx::query(statement).bind(text).execute(conn).await?.rows_affected(),
            Link::Postgres(conn) => sqlx::query(statement).bind(text).execute(conn).await?.rows_affected(),
        })
    }

    /// Inserts one row and commits it; how long that took.
    pub async fn commit(&mut self) -> Result<Duration> {
        const ROW: &str = "INSERT INTO probe (body) VALUES ($1)";
        let body = "x".repeat(ROW_BYTES);
        let begin = Instant::now();
        match &mut self.0 {
            Link::Sqlite(conn) => sqlx::query(ROW).bind(body).execute(conn).await.map(drop)?,
            Link::Postgres(conn) => sqlx::query(ROW).bind(body).execute(conn).await.map(drop)?,
        }
        Ok(begin.elapsed())
    }
}

/// Measures commits alone.
pub async fn measure(engine: Engine) -> Result<Vec<Finding>> {
    let home = Home::fresh(engine).await?;
    let mut probe = Probe::beside(&home).await?;
    let mut commits = Vec::with_capacity(COMMITS);
    for _ in 0..COMMITS {
        commits.push(probe.commit().await?);
    }
    Ok(vec![finding(engine, "one durable commit, nothing else running", &commits)])
}

/// The commits that were made between other measurements.
pub(super) fn finding(engine: Engine, what: &str, commits: &[Duration]) -> Finding {
    Finding {
        what: what.to_owned(),
        engine: engine.name(),
        aim: None,
        found: Found::Times(Spread::of(commits)),
    }
}
