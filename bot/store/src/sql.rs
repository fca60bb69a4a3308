//! A statement with its bound values, run on either engine.

use std::borrow::Cow;
use std::fmt::Write;

use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments, AssertSqlSafe, Encode, Type};

use crate::conn::Native;
use crate::row::Row;
use crate::value::Value;
use crate::{Conn, StoreError};

/// A statement in the portable SQL, with `$1` for its first value.
pub(crate) struct Sql {
    text: Cow<'static, str>,
    values: Vec<Value>,
}

/// Begins a statement.
pub(crate) fn sql(text: &'static str) -> Sql {
    Sql { text: Cow::Borrowed(text), values: Vec::new() }
}

/// Sizes of multi-row statements: few enough that each stays prepared, large enough that a batch is one or two.
const BATCH_SIZES: [usize; 5] = [100, 10, 4, 2, 1];

/// Splits rows into batches of which there are only a few sizes, so that their statements stay prepared.
pub(crate) fn batches<T>(mut rows: &[T]) -> Vec<&[T]> {
    let mut batches = Vec::new();
    for size in BATCH_SIZES {
        while let Some((batch, rest)) = rows.split_at_checked(size) {
            batches.push(batch);
            rows = rest;
        }
    }
    batches
}

impl Sql {
    /// A statement of this text with all its values.
    pub(crate) fn from_parts(text: String, values: Vec<Value>) -> Self {
        Self { text: Cow::Owned(text), values }
    }

    /// The text and the values.
    pub(crate) fn into_parts(self) -> (Cow<'static, str>, Vec<Value>) {
        (self.text, self.values)
    }

    /// Binds the next value.
    pub(crate) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Appends a part of the statement; the engines' differences come in here.
    pub(crate) fn and(mut self, part: &'static str) -> Self {
        if !part.is_empty() {
            self.text.to_mut().push_str(part);
        }
        self
    }

    /// Appends `($3, $4), ($5, $6)` and binds the rows.
    pub(crate) fn rows<const N: usize>(mut self, rows: impl IntoIterator<Item = [Value; N]>) -> Self {
        let text = self.text.to_mut();
        for (row_number, row) in rows.into_iter().enumerate() {
            text.push_str(if row_number == 0 { " (" } else { ", (" });
            for (column_number, value) in row.into_iter().enumerate() {
                self.values.push(value);
                let comma = if column_number == 0 { "" } else { ", " };
                // Writing to a String cannot fail.
                let _ = write!(text, "{comma}${}", self.values.len());
            }
            text.push(')');
        }
        self
    }

    /// All rows.
    pub(crate) async fn all(self, conn: &mut Conn) -> Result<Vec<Row>, StoreError> {
        match conn.native() {
            Native::Sqlite(conn) => {
                let (text, values) = unnamed(&self.text, self.values);
                let values: SqliteArguments = arguments(values)?;
                let rows = sqlx::query_with(AssertSqlSafe(text), values).fetch_all(conn).await?;
                Ok(rows.into_iter().map(Row::Sqlite).collect())
            }
            Native::Postgres(conn) => {
                let values: PgArguments = arguments(self.values)?;
                let rows = sqlx::query_with(AssertSqlSafe(self.text), values).fetch_all(conn).await?;
                Ok(rows.into_iter().map(Row::Postgres).collect())
            }
        }
    }

    /// The row, where there is one.
    pub(crate) async fn maybe(self, conn: &mut Conn) -> Result<Option<Row>, StoreError> {
        Ok(self.all(conn).await?.into_iter().next())
    }

    /// The row that must be there.
    pub(crate) async fn one(self, conn: &mut Conn) -> Result<Row, StoreError> {
        let text = self.text.clone();
        let missing = || StoreError::corrupt(format!("a row is missing: {text}"));
        self.maybe(conn).await?.ok_or_else(missing)
    }

    /// How the database would run it, a step a line.
    pub(crate) async fn explain(mut self, conn: &mut Conn) -> Result<Vec<String>, StoreError> {
        let (explain, column) = conn.engine().explain();
        self.text.to_mut().insert_str(0, explain);
        self.all(conn).await?.iter().map(|row| row.text(column)).collect()
    }

    /// Runs it; the number of rows it changed.
    pub(crate) async fn run(self, conn: &mut Conn) -> Result<u64, StoreError> {
        Ok(match conn.native() {
            Native::Sqlite(conn) => {
                let (text, values) = unnamed(&self.text, self.values);
                let values: SqliteArguments = arguments(values)?;
                sqlx::query_with(AssertSqlSafe(text), values).execute(conn).await?.rows_affected()
            }
            Native::Postgres(conn) => {
                let values: PgArguments = arguments(self.values)?;
                sqlx::query_with(AssertSqlSafe(self.text), values).execute(conn).await?.rows_affected()
            }
        })
    }

    /// Runs it and insists that it changed exactly one row.
    pub(crate) async fn run_one(self, conn: &mut Conn) -> Result<(), StoreError> {
        let text = self.text.clone();
        match self.run(conn).await? {
            1 => Ok(()),
            count => Err(StoreError::defect(format!("{count} rows instead of one: {text}"))),
        }
    }
}

/// A statement with `?` for each use of a value, and the values in the order of their uses.
///
/// SQLite looks for the name of a placeholder among all of a statement, each time it is bound: with names, binding a
/// hundred rows takes ten times as long as writing them.
fn unnamed(text: &str, values: Vec<Value>) -> (String, Vec<Value>) {
    let mut made = String::with_capacity(text.len());
    let mut uses = Vec::with_capacity(values.len());
    let mut parts = text.split('$');
    made.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let digits = part.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(part.len());
        let (number, rest) = part.split_at(digits);
        uses.push(number.parse::<usize>().unwrap_or_default());
        made.push('?');
        made.push_str(rest);
    }
    if uses.iter().copied().eq(1..=values.len()) {
        return (made, values);
    }
    let value = |number: usize| number.checked_sub(1).and_then(|place| values.get(place)).cloned();
    (made, uses.into_iter().map(|number| value(number).unwrap_or(Value::Text(None))).collect())
}

fn arguments<A>(values: Vec<Value>) -> Result<A, StoreError>
where
    A: Arguments,
    for<'t> String: Encode<'t, A::Database> + Type<A::Database>,
    for<'t> Option<String>: Encode<'t, A::Database> + Type<A::Database>,
    for<'t> Option<i64>: Encode<'t, A::Database> + Type<A::Database>,
    for<'t> Option<bool>: Encode<'t, A::Database> + Type<A::Database>,
{
    let mut bound = A::default();
    for value in values {
        match value {
            Value::Text(text) => bound.add(text),
            Value::Int(number) => bound.add(number),
            Value::Flag(flag) => bound.add(flag),
        }
        .map_err(|error| StoreError::defect(error.to_string()))?;
    }
    Ok(bound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_continue_the_count_of_placeholders() {
        let row = |n: i64| [Value::from(n), Value::from("x")];
        let made = sql("INSERT INTO t (a, b) SELECT $1 WHERE (a, b) IN (VALUES")
            .bind(true)
            .rows([row(1), row(2)])
            .and(")");
        assert_eq!(made.text, "INSERT INTO t (a, b) SELECT $1 WHERE (a, b) IN (VALUES ($2, $3), ($4, $5))");
        assert_eq!(made.values.len(), 5);
    }

    #[test]
    fn values_follow_their_uses() {
        let values = || vec![Value::from(1_i64), Value::from(2_i64)];
        let told = |(text, values): (String, Vec<Value>)| format!("{text} {values:?}");
        assert_eq!(
            told(unnamed("a = $1 AND b = $2", values())),
            "a = ? AND b = ? [Int(Some(1)), Int(Some(2))]"
        );
        assert_eq!(
            told(unnamed("$2, ($1), $2;", values())),
            "?, (?), ?; [Int(Some(2)), Int(Some(1)), Int(Some(2))]"
        );
    }

    #[test]
    fn batches_have_few_sizes() {
        let sizes: Vec<usize> = batches(&[0; 237]).iter().map(|batch| batch.len()).collect();
        assert_eq!(sizes, [100, 100, 10, 10, 10, 4, 2, 1]);
    }
}
