//! Rows of any table, a page at a time in the order of its primary key.

use super::schema::{Column, Kind, Table};
use crate::row::Row;
use crate::sql::{Sql, batches};
use crate::value::Value;
use crate::{Conn, StoreError, Tx};

/// How many rows there are.
pub(super) async fn count(conn: &mut Conn, table: &Table) -> Result<u64, StoreError> {
    let text = format!("SELECT COUNT(*) AS found\nFROM {}", table.quoted());
    let found = Sql::from_parts(text, Vec::new()).one(conn).await?.int("found")?;
    Ok(u64::try_from(found).unwrap_or_default())
}

/// The first rows behind a key, in the database's own order of keys.
pub(super) async fn read(
    conn: &mut Conn,
    table: &Table,
    after: Option<&[Value]>,
    most: usize,
) -> Result<Vec<Vec<Value>>, StoreError> {
    let (columns, from, key) = (table.column_list(), table.quoted(), table.key_list());
    let mut values = after.unwrap_or_default().to_vec();
    let behind = if values.is_empty() {
        String::new()
    } else {
        let places: Vec<String> = (1..=values.len()).map(|place| format!("${place}")).collect();
        format!("\nWHERE ({key}) > ({})", places.join(", "))
    };
    let text = format!("SELECT {columns}\nFROM {from}{behind}\nORDER BY {key}\nLIMIT ${}", values.len() + 1);
    values.push(i64::try_from(most).unwrap_or(i64::MAX).into());
    let rows = Sql::from_parts(text, values).all(conn).await?;
    rows.iter().map(|row| table.columns.iter().map(|column| value(row, column)).collect()).collect()
}

fn value(row: &Row, column: &Column) -> Result<Value, StoreError> {
    Ok(match column.kind {
        Kind::Text => Value::Text(row.maybe_text(&column.name)?),
        Kind::Int => Value::Int(row.maybe_int(&column.name)?),
        Kind::Flag => Value::Flag(row.maybe_flag(&column.name)?),
    })
}

/// Writes rows as they are.
pub(super) async fn write(tx: &mut Tx, table: &Table, rows: &[Vec<Value>]) -> Result<(), StoreError> {
    for batch in batches(rows) {
        let mut place = 0;
        let mut row = |row: &Vec<Value>| {
            let places: Vec<String> = row
                .iter()
                .map(|_| {
                    place += 1;
                    format!("${place}")
                })
                .collect();
            format!("({})", places.join(", "))
        };
        let places: Vec<String> = batch.iter().map(&mut row).collect();
        let text =
            format!("INSERT INTO {} ({})\nVALUES {}", table.quoted(), table.column_list(), places.join(", "));
        Sql::from_parts(text, batch.iter().flatten().cloned().collect()).run(tx).await?;
    }
    Ok(())
}

/// Takes every row away.
pub(super) async fn clear(tx: &mut Tx, table: &Table) -> Result<(), StoreError> {
    Sql::from_parts(format!("DELETE FROM {}", table.quoted()), Vec::new()).run(tx).await.map(drop)
}
