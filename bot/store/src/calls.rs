//! How many calls each app has made in a month.

use jiff::civil::Date;

use crate::sql::sql;
use crate::{Conn, StoreError, Tx};

/// Adds calls to a month, named by its first day; how many there are now.
pub async fn add(tx: &mut Tx, platform: &str, month: Date, calls: u64) -> Result<u64, StoreError> {
    let row = sql("INSERT INTO counter (name, value)
         VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE
         SET value = counter.value + excluded.value
         RETURNING value")
    .bind(counter(platform, month))
    .bind(i64::try_from(calls).unwrap_or(i64::MAX))
    .one(tx)
    .await?;
    Ok(u64::try_from(row.int("value")?).unwrap_or_default())
}

/// How many calls an app has made in a month.
pub async fn of_month(conn: &mut Conn, platform: &str, month: Date) -> Result<u64, StoreError> {
    let row = sql("SELECT value
         FROM counter
         WHERE name = $1")
    .bind(counter(platform, month))
    .maybe(conn)
    .await?;
    let calls = row.map(|row| row.int("value")).transpose()?.unwrap_or_default();
    Ok(u64::try_from(calls).unwrap_or_default())
}

fn counter(platform: &str, month: Date) -> String {
    format!("calls {platform} {month}")
}
