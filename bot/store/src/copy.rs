//! Copying a whole database into another, of either engine: row by row, resumable, verified table by table.
//!
//! The original is only read, in one transaction that sees it as it was at the beginning. The copy carries a mark until
//! it is complete, by which a service refuses it and by which the same command finds where it was interrupted.

mod checksum;
mod file;
mod mark;
mod original;
mod page;
mod schema;

use jiff::Timestamp;

use crate::store::{Options, Role, Store};
use crate::{Conn, StoreError, Tx};
use mark::Mark;
use schema::Table;

pub use checksum::Sum;
pub use file::{into_file, is_sound};
pub(crate) use mark::must_be_complete;
pub use original::Original;
pub(crate) use original::must_be_alone;

/// Rows copied in one transaction.
const PAGE: usize = 1_000;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Rows that are done, of all tables.
    pub done: u64,
    /// Rows that there are.
    pub of: u64,
}

/// What is done with the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// They are copied.
    Copying,
    /// They are read on both sides and compared.
    Comparing,
}

/// A table that is the same on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Its name.
    pub table: String,
    /// What both sides come to.
    pub sum: Sum,
}

/// A copy under way.
#[derive(Debug)]
pub struct Copy {
    original: Original,
    store: Store,
    tables: Vec<Table>,
    rows: u64,
    /// Rows that an earlier run had copied.
    had: u64,
}

impl Copy {
    /// Opens the database to be filled, which is empty, new, or the interrupted copy of the same original, and brings its
    /// schema to that of the original.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotEmpty`]; [`StoreError::Incomplete`] when it is the copy of another original;
    /// [`StoreError::Occupied`] and [`StoreError::InUse`] when a service has it.
    pub async fn begin(mut original: Original, address: &str, options: Options) -> Result<Self, StoreError> {
        let now = options.now;
        let store = Store::open(address, Options { role: Role::Filler, ..options }).await?;
        must_be_alone(&mut store.reader().await?).await?;
        let mut tx = store.begin().await?;
        let had = mark::begin(&mut tx, original.name(), now).await?;
        tx.commit().await?;
        store.migrate(original.schema(), now).await?;
        let tables = schema::tables(original.conn()).await?;
        let own = schema::tables(&mut store.reader().await?).await?;
        if tables != own {
            let what = format!("the tables of the original are {tables:?}, those of the copy {own:?}");
            return Err(StoreError::corrupt(what));
        }
        let mut rows = 0;
        for table in &tables {
            rows += page::count(original.conn(), table).await?;
        }
        Ok(Self { original, store, tables, rows, had })
    }

    /// Rows that an earlier, interrupted run had copied.
    pub fn had(&self) -> u64 {
        self.had
    }

    /// Copies every row that is not there yet. A page of rows and how far it reaches are kept together, so that it goes on
    /// from there however it was interrupted.
    pub async fn copy(&mut self, tell: &mut dyn FnMut(Progress)) -> Result<(), StoreError> {
        let mut done = self.had;
        for table in &self.tables {
            let mut mark = mark::of(&mut self.store.reader().await?, table).await?;
            loop {
                tell(Progress { stage: Stage::Copying, done, of: self.rows });
                let rows = page::read(self.original.conn(), table, mark.last_key(), PAGE).await?;
                let Some(last) = rows.last() else { break };
                let next = Mark::after(&mark, table, last, rows.len())?;
                let mut tx = self.store.begin().await?;
                if mark.is_new() {
                    // The migrations put a few rows in.
                    page::clear(&mut tx, table).await?;
                }
                page::write(&mut tx, table, &rows).await?;
                mark::keep(&mut tx, table, &next).await?;
                tx.commit().await?;
                mark = next;
                done += u64::try_from(rows.len()).unwrap_or(u64::MAX);
            }
            if mark.is_new() {
                let mut tx = self.store.begin().await?;
                page::clear(&mut tx, table).await?;
                tx.commit().await?;
            }
        }
        Ok(())
    }

    /// Reads every row on both sides and compares how many there are and what they add up to.
    ///
    /// # Errors
    ///
    /// [`StoreError::Differs`].
    pub async fn compare(&mut self, tell: &mut dyn FnMut(Progress)) -> Result<Vec<Compared>, StoreError> {
        let mut copy = self.store.reader().await?;
        let mut compared = Vec::new();
        let mut done = 0;
        for table in &self.tables {
            tell(Progress { stage: Stage::Comparing, done, of: self.rows });
            let sum = sum_of(self.original.conn(), table).await?;
            let own = sum_of(&mut copy, table).await?;
            if sum != own {
                let found = format!("{sum} in the original, {own} in the copy");
                return Err(StoreError::Differs { table: table.name.clone(), found });
            }
            done += sum.rows;
            compared.push(Compared { table: table.name.clone(), sum });
        }
        tell(Progress { stage: Stage::Comparing, done, of: self.rows });
        Ok(compared)
    }

    /// The copy, which is filled and compared by now. Services refuse it until [`complete`] is committed.
    pub fn into_store(self) -> Store {
        self.store
    }
}

/// Brings a copy to the newest schema.
pub async fn migrate(store: &Store, now: Timestamp) -> Result<(), StoreError> {
    store.migrate(crate::migrations::newest(), now).await
}

/// Takes the mark of a copy away: from the commit on it is a database like any other.
pub async fn complete(tx: &mut Tx) -> Result<(), StoreError> {
    mark::remove(tx).await
}

async fn sum_of(conn: &mut Conn, table: &Table) -> Result<Sum, StoreError> {
    let mut sum = Sum::default();
    let mut last = None;
    loop {
        let rows = page::read(conn, table, last.as_deref(), PAGE).await?;
        let Some(row) = rows.last() else { return Ok(sum) };
        last = Some(table.key_of(row)?);
        for row in &rows {
            sum.add(row);
        }
    }
}
