//! The tables of a database as the database itself tells them, those that others refer to first.

use std::collections::{BTreeMap, BTreeSet};

use super::mark;
use crate::row::Row;
use crate::sql::sql;
use crate::value::Value;
use crate::{Conn, StoreError, migrations};

/// A table that is copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in the order of their names.
    pub columns: Vec<Column>,
    /// The columns of its primary key, as places in `columns`.
    pub key: Vec<usize>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `TEXT`.
    Text,
    /// `BIGINT`.
    Int,
    /// `BOOLEAN`.
    Flag,
}

impl Table {
    /// The values of the primary key in a row.
    pub fn key_of(&self, row: &[Value]) -> Result<Vec<Value>, StoreError> {
        let key: Option<Vec<Value>> = self.key.iter().map(|place| row.get(*place).cloned()).collect();
        key.ok_or_else(|| StoreError::defect(format!("a row of {} without its key", self.name)))
    }

    /// The names of the columns, as a statement lists them.
    pub fn column_list(&self) -> String {
        self.columns.iter().map(|column| quoted(&column.name)).collect::<Vec<_>>().join(", ")
    }

    /// The names of the columns of the primary key, as a statement lists them.
    pub fn key_list(&self) -> String {
        let columns = self.key.iter().filter_map(|place| self.columns.get(*place));
        columns.map(|column| quoted(&column.name)).collect::<Vec<_>>().join(", ")
    }

    /// The name of the table, as a statement writes it.
    pub fn quoted(&self) -> String {
        quoted(&self.name)
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Every table that is copied: all but those that each database has for itself.
pub(super) async fn tables(conn: &mut Conn) -> Result<Vec<Table>, StoreError> {
    let mut tables = BTreeMap::new();
    let (columns, references) = (conn.engine().columns(), conn.engine().references());
    for row in sql(columns).all(conn).await? {
        let name = row.text("table_name")?;
        if name != migrations::TABLE && !mark::TABLES.contains(&name.as_str()) {
            let table = tables.entry(name.clone()).or_insert_with(|| (name, Vec::new(), Vec::new()));
            read_column(&row, &mut table.1, &mut table.2)?;
        }
    }
    let mut refers: Vec<(String, String)> = Vec::new();
    for row in sql(references).all(conn).await? {
        refers.push((row.text("table_name")?, row.text("refers_to")?));
    }
    let tables = tables.into_values().map(|(name, columns, mut key)| {
        key.sort_unstable();
        Table { name, columns, key: key.into_iter().map(|(_, place)| place).collect() }
    });
    in_order(tables.collect(), &refers)
}

/// Notes a column, and its place in the key with where it stands among the columns.
fn read_column(row: &Row, columns: &mut Vec<Column>, key: &mut Vec<(u32, usize)>) -> Result<(), StoreError> {
    let place = row.count("key_place")?;
    if place > 0 {
        key.push((place, columns.len()));
    }
    let kind = match row.text("kind")?.as_str() {
        "text" => Kind::Text,
        "bigint" => Kind::Int,
        "boolean" => Kind::Flag,
        other => return Err(StoreError::corrupt(format!("a column of the unknown type {other}"))),
    };
    columns.push(Column { name: row.text("column_name")?, kind });
    Ok(())
}

/// The tables with each behind those that it refers to.
fn in_order(mut left: Vec<Table>, refers: &[(String, String)]) -> Result<Vec<Table>, StoreError> {
    let mut placed: Vec<Table> = Vec::new();
    while !left.is_empty() {
        let waiting: BTreeSet<String> = left.iter().map(|table| table.name.clone()).collect();
        let is_free = |table: &Table| {
            let mut needed = refers.iter().filter(|(own, other)| *own == table.name && own != other);
            needed.all(|(_, other)| !waiting.contains(other))
        };
        let (free, rest): (Vec<Table>, Vec<Table>) = left.into_iter().partition(is_free);
        if free.is_empty() {
            return Err(StoreError::defect(format!("{waiting:?} refer to each other in a circle")));
        }
        placed.extend(free);
        left = rest;
    }
    Ok(placed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str) -> Table {
        Table { name: name.to_owned(), columns: Vec::new(), key: Vec::new() }
    }

    #[test]
    fn what_others_refer_to_comes_first() {
        let refer = |own: &str, other: &str| (own.to_owned(), other.to_owned());
        let refers = [refer("a", "c"), refer("c", "b"), refer("b", "b")];
        let placed = in_order(["a", "b", "c", "d"].map(table).into(), &refers).unwrap();
        assert_eq!(placed.iter().map(|table| table.name.as_str()).collect::<Vec<_>>(), ["b", "d", "c", "a"]);
        assert!(in_order(["a", "b"].map(table).into(), &[refer("a", "b"), refer("b", "a")]).is_err());
    }
}
