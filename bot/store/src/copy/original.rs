//! The original of a copy: a database of either engine, only ever read, as it is at one instant.

use std::time::Duration;

use crate::db::{Db, SERVICE};
use crate::sql::sql;
use crate::{Conn, StoreError, migrations};

/// A database that is read as it was when it was opened.
#[derive(Debug)]
pub struct Original {
    // The transaction ends before the connections.
    conn: Conn,
    schema: u32,
    name: String,
    _db: Db,
}

impl Original {
    /// Opens a database that no service has. `name` is what its copy remembers it by.
    ///
    /// # Errors
    ///
    /// [`StoreError::InUse`], [`StoreError::Occupied`], [`StoreError::Incomplete`], [`StoreError::NewerSchema`].
    pub async fn alone(address: &str, name: &str, patience: Duration) -> Result<Self, StoreError> {
        let mut original = Self::open(Db::open_original(address, patience, true).await?, name).await?;
        must_be_alone(&mut original.conn).await?;
        Ok(original)
    }

    /// Opens a database that a service may have: what it writes from now on is not seen.
    pub async fn beside(address: &str, name: &str, patience: Duration) -> Result<Self, StoreError> {
        Self::open(Db::open_original(address, patience, false).await?, name).await
    }

    async fn open(db: Db, name: &str) -> Result<Self, StoreError> {
        let mut conn = db.begin_reading().await?;
        super::must_be_complete(&mut conn).await?;
        let schema = migrations::applied(&mut conn).await?;
        Ok(Self { conn, schema, name: name.to_owned(), _db: db })
    }

    /// The newest migration that was applied.
    pub fn schema(&self) -> u32 {
        self.schema
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn conn(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

/// Refuses a server to which a service is connected.
pub(crate) async fn must_be_alone(conn: &mut Conn) -> Result<(), StoreError> {
    let Some(services) = conn.engine().services() else { return Ok(()) };
    match sql(services).bind(SERVICE).one(conn).await?.int("found")? {
        0 => Ok(()),
        _ => Err(StoreError::Occupied),
    }
}
