//! A connection to either engine, for reading.

use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection, Transaction};

use crate::dialect::Engine;

/// A connection, free or inside a transaction. Reads take it; see [`crate::Store::reader`].
#[derive(Debug)]
pub struct Conn(Inner);

#[derive(Debug)]
enum Inner {
    Sqlite(PoolConnection<Sqlite>),
    SqliteTx(Transaction<'static, Sqlite>),
    Postgres(PoolConnection<Postgres>),
    PostgresTx(Transaction<'static, Postgres>),
}

/// The driver's own connection.
pub(crate) enum Native<'a> {
    Sqlite(&'a mut SqliteConnection),
    Postgres(&'a mut PgConnection),
}

impl Conn {
    pub(crate) fn engine(&self) -> Engine {
        match self.0 {
            Inner::Sqlite(_) | Inner::SqliteTx(_) => Engine::Sqlite,
            Inner::Postgres(_) | Inner::PostgresTx(_) => Engine::Postgres,
        }
    }

    pub(crate) fn native(&mut self) -> Native<'_> {
        match &mut self.0 {
            Inner::Sqlite(conn) => Native::Sqlite(conn),
            Inner::SqliteTx(conn) => Native::Sqlite(conn),
            Inner::Postgres(conn) => Native::Postgres(conn),
            Inner::PostgresTx(conn) => Native::Postgres(conn),
        }
    }

    /// Ends the transaction this connection is in, keeping its writes.
    pub(crate) async fn commit(self) -> Result<(), sqlx::Error> {
        match self.0 {
            Inner::SqliteTx(tx) => tx.commit().await,
            Inner::PostgresTx(tx) => tx.commit().await,
            Inner::Sqlite(_) | Inner::Postgres(_) => Ok(()),
        }
    }
}

impl From<PoolConnection<Sqlite>> for Conn {
    fn from(conn: PoolConnection<Sqlite>) -> Self {
        Self(Inner::Sqlite(conn))
    }
}

impl From<Transaction<'static, Sqlite>> for Conn {
    fn from(tx: Transaction<'static, Sqlite>) -> Self {
        Self(Inner::SqliteTx(tx))
    }
}

impl From<PoolConnection<Postgres>> for Conn {
    fn from(conn: PoolConnection<Postgres>) -> Self {
        Self(Inner::Postgres(conn))
    }
}

impl From<Transaction<'static, Postgres>> for Conn {
    fn from(tx: Transaction<'static, Postgres>) -> Self {
        Self(Inner::PostgresTx(tx))
    }
}
