//! A row of either engine, read by column name into the types of the domain.

use std::fmt::Display;
use std::str::FromStr;

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;

use crate::StoreError;

/// One row of a result.
pub(crate) enum Row {
    /// From SQLite.
    Sqlite(SqliteRow),
    /// From PostgreSQL.
    Postgres(PgRow),
}

impl Row {
    pub(crate) fn maybe_text(&self, column: &str) -> Result<Option<String>, StoreError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(column)?,
            Self::Postgres(row) => row.try_get(column)?,
        })
    }

    pub(crate) fn maybe_int(&self, column: &str) -> Result<Option<i64>, StoreError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(column)?,
            Self::Postgres(row) => row.try_get(column)?,
        })
    }

    pub(crate) fn maybe_flag(&self, column: &str) -> Result<Option<bool>, StoreError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(column)?,
            Self::Postgres(row) => row.try_get(column)?,
        })
    }

    pub(crate) fn flag(&self, column: &str) -> Result<bool, StoreError> {
        self.maybe_flag(column)?.ok_or_else(|| empty(column))
    }

    pub(crate) fn text(&self, column: &str) -> Result<String, StoreError> {
        self.maybe_text(column)?.ok_or_else(|| empty(column))
    }

    pub(crate) fn int(&self, column: &str) -> Result<i64, StoreError> {
        self.maybe_int(column)?.ok_or_else(|| empty(column))
    }

    /// A number that counts something.
    pub(crate) fn count(&self, column: &str) -> Result<u32, StoreError> {
        self.maybe_count(column)?.ok_or_else(|| empty(column))
    }

    pub(crate) fn maybe_count(&self, column: &str) -> Result<Option<u32>, StoreError> {
        self.maybe_int(column)?
            .map(|number| u32::try_from(number).map_err(|error| unreadable(column, &error)))
            .transpose()
    }

    pub(crate) fn instant(&self, column: &str) -> Result<Timestamp, StoreError> {
        self.maybe_instant(column)?.ok_or_else(|| empty(column))
    }

    pub(crate) fn maybe_instant(&self, column: &str) -> Result<Option<Timestamp>, StoreError> {
        self.maybe_int(column)?
            .map(|micros| Timestamp::from_microsecond(micros).map_err(|error| unreadable(column, &error)))
            .transpose()
    }

    /// An id, key, date or decimal.
    pub(crate) fn parsed<T: FromStr<Err: Display>>(&self, column: &str) -> Result<T, StoreError> {
        self.maybe_parsed(column)?.ok_or_else(|| empty(column))
    }

    pub(crate) fn maybe_parsed<T: FromStr<Err: Display>>(
        &self,
        column: &str,
    ) -> Result<Option<T>, StoreError> {
        self.maybe_text(column)?
            .map(|text| text.parse().map_err(|error| unreadable(column, &error)))
            .transpose()
    }

    /// A variant of a plain enum, by the name its documents write.
    pub(crate) fn named<T: DeserializeOwned>(&self, column: &str) -> Result<T, StoreError> {
        let name = serde_json::Value::String(self.text(column)?);
        serde_json::from_value(name).map_err(|error| unreadable(column, &error))
    }

    /// A JSON document.
    pub(crate) fn doc<T: DeserializeOwned>(&self, column: &str) -> Result<T, StoreError> {
        self.maybe_doc(column)?.ok_or_else(|| empty(column))
    }

    pub(crate) fn maybe_doc<T: DeserializeOwned>(&self, column: &str) -> Result<Option<T>, StoreError> {
        self.maybe_text(column)?
            .map(|text| serde_json::from_str(&text).map_err(|error| unreadable(column, &error)))
            .transpose()
    }
}

/// What can be read of rows of which each stands for itself. One that cannot is told and left out: the duty that works on
/// it lets it rest.
pub(crate) fn readable<T>(
    rows: &[Row],
    read: impl Fn(&Row) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        match read(row) {
            Ok(one) => found.push(one),
            Err(StoreError::Corrupt { what }) => {
                tracing::error!(what, "a row cannot be read and is left out");
            }
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

fn empty(column: &str) -> StoreError {
    StoreError::corrupt(format!("column {column} is empty"))
}

fn unreadable(column: &str, error: &dyn Display) -> StoreError {
    StoreError::corrupt(format!("column {column}: {error}"))
}
