//! The migrations: the one list of them, compiled in, and their application.

use crate::conn::Native;
use crate::sql::sql;
use crate::{Conn, StoreError};

/// One file of `migrations/`.
struct Migration {
    number: u32,
    name: &'static str,
    text: &'static str,
}

/// Every migration in order. A new file gets its line here.
const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "standing", text: include_str!("../../../migrations/0001_standing.sql") },
    Migration { number: 2, name: "samples", text: include_str!("../../../migrations/0002_samples.sql") },
    Migration { number: 3, name: "alerts", text: include_str!("../../../migrations/0003_alerts.sql") },
    Migration { number: 4, name: "delivery", text: include_str!("../../../migrations/0004_delivery.sql") },
    Migration { number: 5, name: "web", text: include_str!("../../../migrations/0005_web.sql") },
    Migration { number: 6, name: "doubts", text: include_str!("../../../migrations/0006_doubts.sql") },
    Migration { number: 7, name: "board", text: include_str!("../../../migrations/0007_board.sql") },
    Migration { number: 8, name: "turns", text: include_str!("../../../migrations/0008_turns.sql") },
];

/// The table that remembers what was applied; each database has its own.
pub(crate) const TABLE: &str = "migration";

/// The newest migration this build knows.
pub(crate) fn newest() -> u32 {
    MIGRATIONS.last().map_or(0, |migration| migration.number)
}

/// Refuses a schema that is not exactly at `last`: only the service may move it.
pub(crate) async fn must_be(conn: &mut Conn, last: u32) -> Result<(), StoreError> {
    let found = check(conn).await?;
    if found == last { Ok(()) } else { Err(StoreError::OlderSchema { found, known: last }) }
}

/// The newest migration that was applied to a database that may be none of ours.
///
/// # Errors
///
/// As [`check`]; and when it is no database of Steward.
pub(crate) async fn applied(conn: &mut Conn) -> Result<u32, StoreError> {
    let statement = conn.engine().named_tables();
    if sql(statement).bind(TABLE).one(conn).await?.int("found")? == 0 {
        return Err(StoreError::corrupt("no table that Steward has made"));
    }
    check(conn).await
}

/// Checks what was applied and applies what is missing, up to number `last`. Runs inside a transaction, which another
/// process that wants to migrate waits for.
pub(crate) async fn apply(conn: &mut Conn, last: u32, now: jiff::Timestamp) -> Result<(), StoreError> {
    if let Some(statement) = conn.engine().migration_lock() {
        sql(statement).run(conn).await?;
    }
    sql("CREATE TABLE IF NOT EXISTS migration (
             number BIGINT NOT NULL PRIMARY KEY,
             name TEXT NOT NULL,
             checksum TEXT NOT NULL,
             applied_at BIGINT NOT NULL
         )")
    .run(conn)
    .await?;
    let applied = check(conn).await?;
    for next in MIGRATIONS.iter().filter(|migration| migration.number > applied && migration.number <= last) {
        match conn.native() {
            Native::Sqlite(conn) => sqlx::raw_sql(next.text).execute(conn).await.map(drop)?,
            Native::Postgres(conn) => sqlx::raw_sql(next.text).execute(conn).await.map(drop)?,
        }
        sql("INSERT INTO migration (number, name, checksum, applied_at)
             VALUES ($1, $2, $3, $4)")
        .bind(next.number)
        .bind(next.name)
        .bind(checksum(next.text))
        .bind(now)
        .run_one(conn)
        .await?;
        tracing::info!(number = next.number, name = next.name, "migration applied");
    }
    Ok(())
}

/// The newest migration that was applied.
///
/// # Errors
///
/// When the database knows a migration that this build does not, or another text of one.
async fn check(conn: &mut Conn) -> Result<u32, StoreError> {
    let rows = sql("SELECT number, checksum
         FROM migration
         ORDER BY number")
    .all(conn)
    .await?;
    let mut applied = 0;
    for row in rows {
        applied = row.count("number")?;
        let Some(known) = MIGRATIONS.iter().find(|migration| migration.number == applied) else {
            return Err(StoreError::NewerSchema { found: applied, known: newest() });
        };
        if row.text("checksum")? != checksum(known.text) {
            return Err(StoreError::EditedMigration { number: applied });
        }
    }
    Ok(applied)
}

/// FNV-1a over the text without carriage returns: it guards against slips, not against anybody.
fn checksum(text: &str) -> String {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = text.bytes().filter(|byte| *byte != b'\r').fold(0xcbf2_9ce4_8422_2325, step);
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_without_a_gap() {
        let numbers: Vec<u32> = MIGRATIONS.iter().map(|migration| migration.number).collect();
        assert_eq!(numbers, (1..=newest()).collect::<Vec<u32>>());
    }

    #[test]
    fn every_file_is_in_the_list() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "README.md")
            .collect();
        files.sort();
        let listed: Vec<String> = MIGRATIONS
            .iter()
            .map(|migration| format!("{:04}_{}.sql", migration.number, migration.name))
            .collect();
        assert_eq!(files, listed);
    }

    #[test]
    fn a_checksum_ignores_line_ends_only() {
        assert_eq!(checksum("a\r\nb"), checksum("a\nb"));
        assert_ne!(checksum("a\nb"), checksum("a b"));
    }
}
