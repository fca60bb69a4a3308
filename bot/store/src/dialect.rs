//! The differences between the two engines; no other file knows one.

use std::path::PathBuf;

use crate::StoreError;

/// Which database stands behind the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// One file, one process.
    Sqlite,
    /// A server, any number of processes.
    Postgres,
}

impl Engine {
    /// How many transactions of one kind are worth having under way at the same time.
    pub fn turns(self) -> usize {
        match self {
            // There is one writer.
            Self::Sqlite => 1,
            // Half of the connections: the others are for everything else.
            Self::Postgres => 4,
        }
    }

    /// Begins a transaction that is going to write.
    pub(crate) fn begin(self) -> &'static str {
        match self {
            // Takes the write lock at once: a read that later turns into a write could only fail.
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::Postgres => "BEGIN",
        }
    }

    /// Ends a SELECT that takes the rows of its table `o` and passes over those that somebody else has taken.
    pub(crate) fn claim_suffix(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => "\nFOR UPDATE OF o SKIP LOCKED",
        }
    }

    /// Ends a SELECT that waits for its rows and holds them until the end of the transaction.
    pub(crate) fn lock_suffix(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => "\nFOR UPDATE",
        }
    }

    /// Statements that write independently of each other, as one that can be sent at once.
    pub(crate) fn bundled(self, statements: &[String]) -> String {
        match (self, statements) {
            (Self::Sqlite, _) | (Self::Postgres, [_]) => statements.join(";\n"),
            (Self::Postgres, _) => {
                // It takes one statement at a time, which may hold others.
                let part = |(number, statement): (usize, &String)| format!("part_{number} AS ({statement})");
                let parts: Vec<String> = statements.iter().enumerate().map(part).collect();
                format!("WITH {}\nSELECT 1", parts.join(",\n"))
            }
        }
    }

    /// Whether a statement that is sent alone is a transaction of its own, with all that is bundled in it.
    pub(crate) fn keeps_a_bundle(self) -> bool {
        match self {
            // A bundle is several statements there, and whoever writes has to be the one writer.
            Self::Sqlite => false,
            Self::Postgres => true,
        }
    }

    /// Lets one process at a time migrate; the number is ours alone on the server.
    pub(crate) fn migration_lock(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some("SELECT pg_advisory_xact_lock(7310014271)"),
        }
    }

    /// Asks for the time of the server's own clock, in microseconds; SQLite has none but the process's.
    pub(crate) fn server_time(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            // The only statement that asks the database for the time: to be compared, never to be stored.
            Self::Postgres => {
                Some("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) AS at")
            }
        }
    }

    /// Begins a transaction that reads everything as it is at one instant.
    pub(crate) fn begin_reading(self) -> &'static str {
        match self {
            // The write-ahead log keeps what it saw first.
            Self::Sqlite => "BEGIN",
            Self::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        }
    }

    /// How many tables of a name there are.
    pub(crate) fn named_tables(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT COUNT(*) AS found
                 FROM sqlite_schema
                 WHERE type = 'table'
                   AND name = $1"
            }
            Self::Postgres => {
                "SELECT COUNT(*) AS found
                 FROM pg_class
                 WHERE relkind = 'r'
                   AND relnamespace = CAST(current_schema() AS REGNAMESPACE)
                   AND relname = $1"
            }
        }
    }

    /// Every column of every table, with its place in the primary key counting from 1, or 0.
    pub(crate) fn columns(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT t.name AS table_name, c.name AS column_name, LOWER(c.type) AS kind, c.pk AS key_place
                 FROM sqlite_schema t
                 JOIN pragma_table_info(t.name) c
                 WHERE t.type = 'table'
                   AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!'
                 ORDER BY t.name, c.name"
            }
            Self::Postgres => {
                "SELECT CAST(t.relname AS TEXT) AS table_name, CAST(c.attname AS TEXT) AS column_name,
                     format_type(c.atttypid, NULL) AS kind,
                     CAST(COALESCE(array_position(CAST(k.indkey AS INT2[]), c.attnum) + 1, 0) AS BIGINT) AS key_place
                 FROM pg_class t
                 JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped
                 LEFT JOIN pg_index k ON k.indrelid = t.oid AND k.indisprimary
                 WHERE t.relkind = 'r'
                   AND t.relnamespace = CAST(current_schema() AS REGNAMESPACE)
                 ORDER BY t.relname, c.attname"
            }
        }
    }

    /// Every pair of a table and one that its rows refer to.
    pub(crate) fn references(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT t.name AS table_name, f.\"table\" AS refers_to
                 FROM sqlite_schema t
                 JOIN pragma_foreign_key_list(t.name) f
                 WHERE t.type = 'table'
                 ORDER BY t.name, f.\"table\""
            }
            Self::Postgres => {
                "SELECT CAST(t.relname AS TEXT) AS table_name, CAST(r.relname AS TEXT) AS refers_to
                 FROM pg_constraint f
                 JOIN pg_class t ON t.oid = f.conrelid
                 JOIN pg_class r ON r.oid = f.confrelid
                 WHERE f.contype = 'f'
                   AND t.relnamespace = CAST(current_schema() AS REGNAMESPACE)
                 ORDER BY t.relname, r.relname"
            }
        }
    }

    /// How many other connections of services there are, where the database itself can tell: a SQLite file has its lock.
    pub(crate) fn services(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some(
                "SELECT COUNT(*) AS found
                 FROM pg_stat_activity
                 WHERE datname = current_database()
                   AND application_name = $1
                   AND pid <> pg_backend_pid()",
            ),
        }
    }

    /// Begins a statement that shows how another one would run, with the column that tells.
    pub(crate) fn explain(self) -> (&'static str, &'static str) {
        match self {
            Self::Sqlite => ("EXPLAIN QUERY PLAN ", "detail"),
            Self::Postgres => ("EXPLAIN ", "QUERY PLAN"),
        }
    }
}

/// What an address names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Address {
    /// A SQLite file.
    File(PathBuf),
    /// A PostgreSQL server, as its whole URL.
    Server(String),
}

impl Address {
    /// Reads `sqlite:PATH`, `sqlite://PATH`, `postgres://…` or `postgresql://…`.
    pub(crate) fn parse(address: &str) -> Result<Self, StoreError> {
        let refused = |reason: &str| StoreError::BadAddress { reason: reason.to_owned() };
        if let Some(path) = address.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() || path.starts_with(':') || path.contains('?') {
                return Err(refused("behind sqlite: stands no path of a file"));
            }
            return Ok(Self::File(PathBuf::from(path)));
        }
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            return Ok(Self::Server(address.to_owned()));
        }
        Err(refused("it begins with neither sqlite: nor postgres://"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_or_refused_without_being_quoted() {
        assert_eq!(Address::parse("sqlite:a/b.db").unwrap(), Address::File("a/b.db".into()));
        assert_eq!(Address::parse("sqlite:///var/b.db").unwrap(), Address::File("/var/b.db".into()));
        assert!(matches!(Address::parse("postgres://u:p@h/d").unwrap(), Address::Server(_)));
        for bad in ["sqlite:", "sqlite::memory:", "mysql://u:geheim@h/d", "geheim"] {
            let told = Address::parse(bad).unwrap_err().to_string();
            assert!(told.contains("sqlite:PATH") && !told.contains("geheim"), "{told}");
        }
    }
}
