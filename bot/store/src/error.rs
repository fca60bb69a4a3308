//! What can go wrong in the store, told as what the caller can do about it.

use std::path::PathBuf;

use sqlx::error::{DatabaseError, ErrorKind};
use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;

/// Why the store did not do what it was asked. Nothing of the transaction was kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else holds what is needed; the same again in a moment may work.
    #[error("the database is busy: {reason}; try again in a moment")]
    Busy {
        /// What was waited for.
        reason: String,
    },
    /// The database cannot write.
    #[error("the database cannot write: {reason}; free disk space or repair the disk, then try again")]
    Full {
        /// The database's word.
        reason: String,
    },
    /// The database cannot be reached; the same again works once it is back.
    #[error("the database cannot be reached: {reason}; check that it runs and that its address is right")]
    Unavailable {
        /// What was seen; never an address with a password.
        reason: String,
    },
    /// Somebody was faster, or what was to be written exists already: read again and decide anew.
    #[error("{what} changed in the meantime; read it again")]
    Conflict {
        /// What collided.
        what: String,
    },
    /// What the database holds cannot be read.
    #[error("the database holds something unreadable: {what}; restore a backup or report it")]
    Corrupt {
        /// What and where.
        what: String,
    },
    /// Another process has the SQLite file open.
    #[error(
        "{} is in use by another Steward process; stop that one first, or use PostgreSQL to run several",
        path.display()
    )]
    InUse {
        /// The database file.
        path: PathBuf,
    },
    /// A service is connected to the PostgreSQL database.
    #[error("a Steward service is connected to the database; stop every one of them first")]
    Occupied,
    /// A copy was to be made into a database that holds something.
    #[error("the database to be filled is not empty; name an empty or a new one")]
    NotEmpty,
    /// The database is a copy of another that is not complete.
    #[error("the database is a copy of {original} that is not complete: run the command that made it again")]
    Incomplete {
        /// What it is a copy of.
        original: String,
    },
    /// A table of a copy differs from that of its original.
    #[error(
        "the table {table} of the copy differs from its original: {found}; the original was changed since the copy \
         began, so empty the copy and begin again"
    )]
    Differs {
        /// The table.
        table: String,
        /// What differs.
        found: String,
    },
    /// A running service of an older build has the database.
    #[error(
        "the database has schema {found}, this build needs {known}, and an older service has it open; stop that first"
    )]
    OlderSchema {
        /// The newest migration in the database.
        found: u32,
        /// The newest this build knows.
        known: u32,
    },
    /// A newer build has migrated the database.
    #[error("the database has schema {found}, this build knows up to {known}; start the newer build")]
    NewerSchema {
        /// The newest migration in the database.
        found: u32,
        /// The newest migration this build knows.
        known: u32,
    },
    /// A migration differs from the one that was applied.
    #[error(
        "migration {number} was edited after it had been applied; start the build that belongs to the database"
    )]
    EditedMigration {
        /// Its number.
        number: u32,
    },
    /// The address of the database cannot be understood.
    #[error(
        "the address of the database cannot be read: {reason}; write sqlite:PATH or postgres://USER@HOST/NAME"
    )]
    BadAddress {
        /// What is wrong with it, without quoting it.
        reason: String,
    },
    /// The service asked for something the store refuses: a mistake in Steward.
    #[error("the store refuses: {what}; this is a mistake in Steward, please report it")]
    Defect {
        /// What was refused.
        what: String,
    },
}

impl StoreError {
    /// Whether the same again may work without anybody doing anything.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Unavailable { .. })
    }

    /// Whether the trouble lies with the database as a whole, so that other records fare no better now.
    pub fn is_general(&self) -> bool {
        !matches!(self, Self::Conflict { .. } | Self::Corrupt { .. } | Self::Defect { .. })
    }

    pub(crate) fn conflict(what: impl Into<String>) -> Self {
        Self::Conflict { what: what.into() }
    }

    pub(crate) fn corrupt(what: impl Into<String>) -> Self {
        Self::Corrupt { what: what.into() }
    }

    pub(crate) fn defect(what: impl Into<String>) -> Self {
        Self::Defect { what: what.into() }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let reason = error.to_string();
        match error {
            sqlx::Error::Database(error) => from_database(&*error),
            sqlx::Error::PoolTimedOut => Self::Busy { reason },
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Unavailable { reason },
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) | sqlx::Error::ColumnNotFound(_) => {
                Self::corrupt(reason)
            }
            _ => Self::defect(reason),
        }
    }
}

fn from_database(error: &dyn DatabaseError) -> StoreError {
    let reason = error.message().to_owned();
    if error.kind() == ErrorKind::UniqueViolation {
        return StoreError::conflict(error.constraint().map_or(reason, str::to_owned));
    }
    if error.kind() == ErrorKind::NotNullViolation {
        // Nothing writes NULL there but a statement that found somebody faster.
        return StoreError::conflict(reason);
    }
    let code = error.code().unwrap_or_default();
    if error.try_downcast_ref::<SqliteError>().is_some() {
        // The low byte is the primary result code: https://www.sqlite.org/rescode.html
        return match code.parse::<i64>().map(|code| code & 0xff) {
            Ok(5 | 6) => StoreError::Busy { reason },
            Ok(10 | 13) => StoreError::Full { reason },
            Ok(8 | 14) => StoreError::Unavailable { reason },
            Ok(11 | 26) => StoreError::corrupt(reason),
            _ => StoreError::defect(reason),
        };
    }
    if error.try_downcast_ref::<PgDatabaseError>().is_some() {
        // https://www.postgresql.org/docs/current/errcodes-appendix.html
        return match &*code {
            "40001" | "40P01" | "55P03" => StoreError::Busy { reason },
            "53100" => StoreError::Full { reason },
            "25006" => StoreError::Unavailable { reason },
            _ if ["08", "28", "3D", "53", "57"].iter().any(|class| code.starts_with(class)) => {
                StoreError::Unavailable { reason }
            }
            _ => StoreError::defect(reason),
        };
    }
    StoreError::defect(reason)
}
