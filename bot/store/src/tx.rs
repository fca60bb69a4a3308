//! A transaction: every write goes through one.

use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};

use crate::bundle::Bundle;
use crate::wake::{Topic, Waker};
use crate::{Conn, StoreError};

/// A transaction that writes. Dropped without [`Tx::commit`], nothing of it is kept.
///
/// It never lives across a call to anything but the database.
#[derive(Debug)]
pub struct Tx {
    conn: Conn,
    waker: Waker,
    touched: BTreeSet<Topic>,
}

impl Tx {
    pub(crate) fn new(conn: Conn, waker: Waker) -> Self {
        Self { conn, waker, touched: BTreeSet::new() }
    }

    /// Notes what this is about, told to whoever waits for it once it is committed.
    pub(crate) fn touch(&mut self, topic: Topic) {
        self.touched.insert(topic);
    }

    /// Keeps what the bundle writes with every other write of the transaction, as [`Tx::commit`] does.
    ///
    /// # Errors
    ///
    /// As those of the bundle's statements, and of [`Tx::commit`].
    pub async fn keep(mut self, bundle: Bundle) -> Result<(), StoreError> {
        bundle.run(&mut self).await?;
        self.commit().await
    }

    /// Keeps every write of the transaction and wakes whoever waits for them.
    ///
    /// # Errors
    ///
    /// After [`StoreError::Unavailable`] nobody knows whether the writes were kept: read again.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.conn.commit().await?;
        self.waker.committed(self.touched);
        Ok(())
    }
}

impl Deref for Tx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}
