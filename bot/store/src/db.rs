//! The pools behind the store: one writer and some readers on SQLite, one pool on PostgreSQL.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, PgPool, SqlitePool};

use crate::dialect::{Address, Engine};
use crate::store::Role;
use crate::{Conn, StoreError};

/// Prepared statements kept per connection: more than the store has.
const STATEMENTS: usize = 300;
/// How long SQLite itself waits for a lock; only a short command beside the service, or a backup, can hold one.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long PostgreSQL lets a statement wait for a row that another transaction holds, in milliseconds.
const LOCK_TIMEOUT_MS: &str = "10000";
/// After so long a rest a connection is tried before it is used: the server may have gone meanwhile.
const RESTED: Duration = Duration::from_secs(2);
/// After how long PostgreSQL ends a transaction whose process has stopped in the middle, in milliseconds.
const IDLE_TRANSACTION_TIMEOUT_MS: &str = "60000";

/// What the connections of a service are called on a server.
pub(crate) const SERVICE: &str = "steward";

/// The mode of a new file: a company's numbers are for nobody else on the machine.
const PRIVATE: u32 = 0o600;

/// An open database of either engine.
#[derive(Debug, Clone)]
pub(crate) enum Db {
    /// One file. Without the lock, this process is a short command beside a running service.
    Sqlite { writer: SqlitePool, readers: SqlitePool, lock: Option<Arc<File>> },
    /// A server.
    Postgres(PgPool),
}

impl Db {
    /// Connects. `connections` bounds readers on SQLite and all connections on PostgreSQL, `patience` the wait for one.
    pub(crate) async fn open(
        address: &str,
        connections: u32,
        patience: Duration,
        role: Role,
    ) -> Result<Self, StoreError> {
        match Address::parse(address)? {
            Address::File(path) => open_file(&path, connections, patience, role).await,
            Address::Server(url) => open_server(&url, connections, patience, role).await,
        }
    }

    /// Connects once, for reading alone. With `alone` nobody else may have a SQLite file; it is never written to.
    pub(crate) async fn open_original(
        address: &str,
        patience: Duration,
        alone: bool,
    ) -> Result<Self, StoreError> {
        match Address::parse(address)? {
            Address::Server(url) => open_server(&url, 1, patience, Role::Filler).await,
            Address::File(path) => {
                // Opening for reading alone makes no file; its lock would.
                std::fs::metadata(&path).map_err(|error| cannot_open(&path, &error))?;
                let lock = if alone { Some(Arc::new(lock(&path)?)) } else { None };
                let options = SqliteConnectOptions::new()
                    .filename(&path)
                    .read_only(true)
                    .busy_timeout(BUSY_TIMEOUT)
                    .statement_cache_capacity(STATEMENTS);
                let pool = SqlitePoolOptions::new().max_connections(1).acquire_timeout(patience);
                let readers = pool.connect_with(options).await?;
                Ok(Self::Sqlite { writer: readers.clone(), readers, lock })
            }
        }
    }

    /// Begins a transaction that reads everything as it is now.
    pub(crate) async fn begin_reading(&self) -> Result<Conn, StoreError> {
        let begin = self.engine().begin_reading();
        Ok(match self {
            Self::Sqlite { readers, .. } => readers.begin_with(begin).await?.into(),
            Self::Postgres(pool) => pool.begin_with(begin).await?.into(),
        })
    }

    /// Whether a running service has the file, and this process only works beside it.
    pub(crate) fn is_beside_a_service(&self) -> bool {
        matches!(self, Self::Sqlite { lock: None, .. })
    }

    pub(crate) fn engine(&self) -> Engine {
        match self {
            Self::Sqlite { .. } => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// How the server is reached.
    pub(crate) fn server(&self) -> Option<PgConnectOptions> {
        match self {
            Self::Sqlite { .. } => None,
            Self::Postgres(pool) => Some(pool.connect_options().as_ref().clone()),
        }
    }

    pub(crate) async fn reader(&self) -> Result<Conn, StoreError> {
        Ok(match self {
            Self::Sqlite { readers, .. } => readers.acquire().await?.into(),
            Self::Postgres(pool) => pool.acquire().await?.into(),
        })
    }

    pub(crate) async fn begin(&self) -> Result<Conn, StoreError> {
        let begin = self.engine().begin();
        Ok(match self {
            Self::Sqlite { writer, .. } => writer.begin_with(begin).await?.into(),
            Self::Postgres(pool) => pool.begin_with(begin).await?.into(),
        })
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers, .. } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

async fn open_file(path: &Path, connections: u32, patience: Duration, role: Role) -> Result<Db, StoreError> {
    let lock = match (lock(path), role) {
        (Ok(lock), _) => Some(Arc::new(lock)),
        (Err(StoreError::InUse { .. }), Role::Command) => None,
        (Err(error), _) => return Err(error),
    };
    make_private(path)?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .statement_cache_capacity(STATEMENTS);
    // The file is there: a ping before each use would only cost time.
    let pool = |connections: u32| {
        SqlitePoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(patience)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            // On a full disk SQLite takes a transaction back by itself. The driver goes on believing in it and would
            // begin no other on that connection, ever: it gives way to a fresh one.
            .before_acquire(|conn, _| Box::pin(std::future::ready(Ok(!conn.is_in_transaction()))))
    };
    let writer = pool(1).connect_with(options.clone()).await?;
    let readers = pool(connections).connect_with(options.pragma("query_only", "ON")).await?;
    Ok(Db::Sqlite { writer, readers, lock })
}

/// Makes the file, readable and writable by its owner alone; SQLite gives the files beside it the same mode. One that is
/// there keeps what its owner chose.
pub(crate) fn make_private(path: &Path) -> Result<(), StoreError> {
    match File::options().write(true).create_new(true).mode(PRIVATE).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(cannot_open(path, &error)),
    }
}

pub(crate) fn cannot_open(path: &Path, error: &std::io::Error) -> StoreError {
    StoreError::Unavailable { reason: format!("{} cannot be opened: {error}", path.display()) }
}

/// Takes the file for this process. The system gives it back when the process ends, however it ends.
fn lock(path: &Path) -> Result<File, StoreError> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".lock");
    let beside = PathBuf::from(beside);
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        return Err(StoreError::Unavailable {
            reason: format!("there is no folder {}; make it first", folder.display()),
        });
    }
    let unavailable = |error: std::io::Error| cannot_open(&beside, &error);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(PRIVATE)
        .open(&beside)
        .map_err(unavailable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse { path: path.to_owned() }),
        Err(TryLockError::Error(error)) => Err(unavailable(error)),
    }
}

/// Every query that anybody waits for goes by an index. PostgreSQL reckons by statistics that are a minute old, to which a
/// storm's queue is a short table: it would read all of it for each row, and translate to machine code what ends after its
/// first rows (`bot/docs/decisions/0018-postgresql-goes-by-index.md`).
const BY_INDEX: [(&str, &str); 5] = [
    ("jit", "off"),
    ("enable_seqscan", "off"),
    ("enable_bitmapscan", "off"),
    ("enable_hashjoin", "off"),
    ("enable_mergejoin", "off"),
];

/// What a server is told that we are: only a service keeps others from moving the database.
fn application_name(role: Role) -> &'static str {
    match role {
        Role::Service => SERVICE,
        Role::Command => "steward command",
        Role::Filler => "steward copy",
    }
}

async fn open_server(url: &str, connections: u32, patience: Duration, role: Role) -> Result<Db, StoreError> {
    // The driver's own word may quote the address with its password.
    let options = PgConnectOptions::from_str(url)
        .map_err(|_| StoreError::BadAddress {
            reason: "behind postgres:// stands no valid address".to_owned(),
        })?
        .application_name(application_name(role))
        .statement_cache_capacity(STATEMENTS)
        .options([
            ("lock_timeout", LOCK_TIMEOUT_MS),
            ("idle_in_transaction_session_timeout", IDLE_TRANSACTION_TIMEOUT_MS),
        ])
        .options(BY_INDEX);
    // A pool tries a server that is not there until its patience ends and then only says that it waited.
    let first = tokio::time::timeout(patience, options.connect()).await.map_err(|_| {
        StoreError::Unavailable { reason: format!("no answer within {} s", patience.as_secs()) }
    })??;
    first.close().await?;
    let pool = PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(patience)
        // A ping before each use would double the round trips of a short read.
        .test_before_acquire(false)
        .before_acquire(|conn, rested| {
            Box::pin(async move {
                if rested.idle_for > RESTED {
                    conn.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_lazy_with(options);
    Ok(Db::Postgres(pool))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use crate::Store;
    use crate::sql::sql;
    use crate::store::Options;

    #[tokio::test]
    async fn a_transaction_that_sqlite_takes_back_by_itself_spoils_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("steward.sqlite").display());
        let store = Store::open(&address, Options::at(Timestamp::UNIX_EPOCH)).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        // As on a full disk: the statement fails, and with it the whole transaction is gone.
        let failed =
            sql("INSERT OR ROLLBACK INTO counter (name, value) VALUES ('alert', 1)").run(&mut tx).await;
        assert!(failed.is_err(), "there is such a counter");
        drop(tx);

        let mut tx = store.begin().await.unwrap();
        sql("UPDATE counter SET value = 7 WHERE name = 'alert'").run_one(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = store.reader().await.unwrap();
        let kept = sql("SELECT value FROM counter WHERE name = 'alert'").one(&mut reader).await.unwrap();
        assert_eq!(kept.int("value").unwrap(), 7);
    }
}
