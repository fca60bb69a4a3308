//! The mark that a database carries while it is a copy that is not complete: of what, and how far each table is.

use jiff::Timestamp;

use super::schema::Table;
use crate::sql::sql;
use crate::value::{Value, json};
use crate::{Conn, StoreError, Tx};

/// What it is a copy of: one row. It is there only until the copy is complete, so it is no part of the migrations.
const COPY: &str = "store_copy";
/// The tables of the mark.
pub(super) const TABLES: [&str; 2] = [COPY, "store_copy_table"];

/// How far a table is.
#[derive(Debug, Clone, Default)]
pub(super) struct Mark {
    last_key: Option<Vec<Value>>,
    rows: i64,
}

impl Mark {
    /// The key of the last row that was copied.
    pub fn last_key(&self) -> Option<&[Value]> {
        self.last_key.as_deref()
    }

    /// Whether nothing of the table was copied yet.
    pub fn is_new(&self) -> bool {
        self.last_key.is_none()
    }

    /// The mark after so many more rows, of which this is the last.
    pub fn after(before: &Self, table: &Table, last: &[Value], more: usize) -> Result<Self, StoreError> {
        let more = i64::try_from(more).unwrap_or(i64::MAX);
        Ok(Self { last_key: Some(table.key_of(last)?), rows: before.rows.saturating_add(more) })
    }
}

/// Refuses a copy that is not complete.
pub(crate) async fn must_be_complete(conn: &mut Conn) -> Result<(), StoreError> {
    match original(conn).await? {
        Some(original) => Err(StoreError::Incomplete { original }),
        None => Ok(()),
    }
}

/// What the database is an incomplete copy of.
async fn original(conn: &mut Conn) -> Result<Option<String>, StoreError> {
    if !is_there(conn, COPY).await? {
        return Ok(None);
    }
    let row = sql("SELECT original
         FROM store_copy
         WHERE id = 1")
    .one(conn)
    .await?;
    row.text("original").map(Some)
}

async fn is_there(conn: &mut Conn, table: &str) -> Result<bool, StoreError> {
    let statement = conn.engine().named_tables();
    Ok(sql(statement).bind(table).one(conn).await?.int("found")? > 0)
}

/// Marks an empty database as a copy, or finds it marked as a copy of the same original; the rows that it has already.
pub(super) async fn begin(tx: &mut Tx, name: &str, now: Timestamp) -> Result<u64, StoreError> {
    match original(tx).await? {
        Some(original) if original == name => return copied(tx).await,
        Some(original) => return Err(StoreError::Incomplete { original }),
        None => {}
    }
    let columns = tx.engine().columns();
    if !sql(columns).all(tx).await?.is_empty() {
        return Err(StoreError::NotEmpty);
    }
    sql("CREATE TABLE store_copy (
             id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
             original TEXT NOT NULL,
             begun_at BIGINT NOT NULL
         )")
    .run(tx)
    .await?;
    sql("CREATE TABLE store_copy_table (
             name TEXT NOT NULL PRIMARY KEY,
             last_key TEXT NOT NULL,
             copied BIGINT NOT NULL
         )")
    .run(tx)
    .await?;
    sql("INSERT INTO store_copy (id, original, begun_at)
         VALUES (1, $1, $2)")
    .bind(name)
    .bind(now)
    .run_one(tx)
    .await?;
    Ok(0)
}

async fn copied(conn: &mut Conn) -> Result<u64, StoreError> {
    let row = sql("SELECT CAST(COALESCE(SUM(copied), 0) AS BIGINT) AS copied
         FROM store_copy_table")
    .one(conn)
    .await?;
    Ok(u64::try_from(row.int("copied")?).unwrap_or_default())
}

/// How far a table is.
pub(super) async fn of(conn: &mut Conn, table: &Table) -> Result<Mark, StoreError> {
    let row = sql("SELECT last_key, copied
         FROM store_copy_table
         WHERE name = $1")
    .bind(&table.name)
    .maybe(conn)
    .await?;
    let Some(row) = row else { return Ok(Mark::default()) };
    let last_key: Vec<serde_json::Value> = row.doc("last_key")?;
    let last_key = last_key.into_iter().map(from_json).collect::<Result<_, _>>()?;
    Ok(Mark { last_key: Some(last_key), rows: row.int("copied")? })
}

/// Keeps how far a table is, in the transaction that writes its rows.
pub(super) async fn keep(tx: &mut Tx, table: &Table, mark: &Mark) -> Result<(), StoreError> {
    let key: Vec<serde_json::Value> = mark.last_key.iter().flatten().map(to_json).collect();
    sql("INSERT INTO store_copy_table (name, last_key, copied)
         VALUES ($1, $2, $3)
         ON CONFLICT (name) DO UPDATE
         SET last_key = excluded.last_key, copied = excluded.copied")
    .bind(&table.name)
    .bind(json(&key)?)
    .bind(mark.rows)
    .run_one(tx)
    .await
}

/// Takes the mark away.
pub(super) async fn remove(tx: &mut Tx) -> Result<(), StoreError> {
    sql("DROP TABLE store_copy_table").run(tx).await?;
    sql("DROP TABLE store_copy").run(tx).await?;
    Ok(())
}

fn to_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Text(text) => text.clone().into(),
        Value::Int(number) => (*number).into(),
        Value::Flag(flag) => (*flag).into(),
    }
}

fn from_json(value: serde_json::Value) -> Result<Value, StoreError> {
    match value {
        serde_json::Value::String(text) => Ok(text.into()),
        serde_json::Value::Bool(flag) => Ok(flag.into()),
        serde_json::Value::Number(number) => Ok(number.as_i64().into()),
        other => Err(StoreError::corrupt(format!("the mark of a copy holds the key {other}"))),
    }
}
