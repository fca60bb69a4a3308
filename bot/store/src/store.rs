//! The store: opens a database, brings its schema up to date, hands out connections and transactions.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use steward_core::org::Org;

use crate::bell::Bell;
use crate::bundle::Bundle;
use crate::db::Db;
use crate::dialect::Engine;
use crate::judgement::Board;
use crate::sql::sql;
use crate::wake::{Topic, Wake, Waker};
use crate::{Conn, StoreError, Tx, copy, migrations, org};

/// The durable state. Clones share everything.
#[derive(Debug, Clone)]
pub struct Store {
    db: Db,
    waker: Waker,
    org: Arc<Mutex<Option<Known>>>,
    /// Whoever reads the standing data: the others who miss them wait, and find what was read.
    reading_org: Arc<tokio::sync::Mutex<()>>,
    board: Board,
}

/// The standing data as they were at a version.
#[derive(Debug, Clone)]
struct Known {
    version: i64,
    org: Arc<Org>,
    /// Why they are older than their version: what it holds cannot be read by this build.
    trouble: Option<String>,
}

/// How a store is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// Most connections that read at the same time (on PostgreSQL: read or write).
    pub connections: u32,
    /// How long a caller waits for a connection until it is told that the database is busy.
    pub patience: Duration,
    /// How far the schema is brought.
    pub schema: Schema,
    /// What the process is to the database.
    pub role: Role,
    /// The present instant, kept beside each migration.
    pub now: Timestamp,
}

/// What a process is to a SQLite file; on PostgreSQL all are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The one service; a second is refused.
    Service,
    /// A short command, which may work beside a running service of the same schema.
    Command,
    /// The command that fills it with what another database holds, alone; see [`crate::copy`].
    Filler,
}

/// How far the schema is brought when a store is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// To the newest this build knows.
    Newest,
    /// To this migration, for tests of the later ones.
    UpTo(u32),
}

impl Options {
    /// What a service of the usual size needs, opened at `now`.
    pub fn at(now: Timestamp) -> Self {
        Self {
            connections: 8,
            patience: Duration::from_secs(10),
            schema: Schema::Newest,
            role: Role::Service,
            now,
        }
    }
}

impl Store {
    /// Opens `sqlite:PATH` or `postgres://…` and brings its schema up to date.
    ///
    /// # Errors
    ///
    /// [`StoreError::InUse`] when another process has the SQLite file, [`StoreError::NewerSchema`] when a newer build has
    /// migrated the database, [`StoreError::Incomplete`] when it is a copy that was interrupted,
    /// [`StoreError::EditedMigration`], [`StoreError::BadAddress`], [`StoreError::Unavailable`].
    pub async fn open(address: &str, options: Options) -> Result<Self, StoreError> {
        let db = Db::open(address, options.connections, options.patience, options.role).await?;
        let store = Self {
            db,
            waker: Waker::new(),
            org: Arc::default(),
            reading_org: Arc::default(),
            board: Board::default(),
        };
        let last = match options.schema {
            Schema::Newest => migrations::newest(),
            Schema::UpTo(last) => last,
        };
        if options.role != Role::Filler {
            copy::must_be_complete(&mut store.reader().await?).await?;
        }
        if store.db.is_beside_a_service() {
            migrations::must_be(&mut store.reader().await?, last).await?;
            return Ok(store);
        }
        if options.role != Role::Filler {
            store.migrate(last, options.now).await?;
        }
        Ok(store)
    }

    /// Applies every migration up to number `last` that is missing, all of them or none.
    pub(crate) async fn migrate(&self, last: u32, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        migrations::apply(&mut tx, last, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Begins a transaction; on SQLite there is one at a time and this waits for it.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        Ok(Tx::new(self.db.begin().await?, self.waker.clone()))
    }

    /// Keeps what the bundle writes, all of it or nothing, and wakes whoever waits for it; by the connection on which was
    /// read what it goes by, where one statement is a transaction of its own.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when somebody else was faster: read again, as [`crate::in_turn`] does. After
    /// [`StoreError::Unavailable`] nobody knows whether the writes were kept.
    pub async fn keep(&self, mut conn: Conn, bundle: Bundle) -> Result<(), StoreError> {
        if bundle.is_empty() {
            return Ok(());
        }
        if self.engine().keeps_a_bundle() && bundle.is_one_trip() {
            let touched = bundle.send(&mut conn).await?;
            self.waker.committed(touched);
            return Ok(());
        }
        // Whoever waits for a second connection holds none.
        drop(conn);
        self.begin().await?.keep(bundle).await
    }

    /// A connection for reading, which waits for no writer.
    pub async fn reader(&self) -> Result<Conn, StoreError> {
        self.db.reader().await
    }

    /// The standing data as they are now, kept in memory while their version in the database stays the same. Where they
    /// can no longer be read, those that were read last; see [`Store::standing_trouble`].
    pub async fn org(&self) -> Result<Arc<Org>, StoreError> {
        self.org_in(&mut self.reader().await?).await
    }

    /// The standing data as a transaction sees them. Not for one that changes them: what it may still take back would be
    /// kept in memory.
    pub async fn org_in(&self, conn: &mut Conn) -> Result<Arc<Org>, StoreError> {
        let version = org::version(conn).await?;
        self.org_at(version, conn).await
    }

    /// The standing data of a version that was just read.
    pub async fn org_at(&self, version: i64, conn: &mut Conn) -> Result<Arc<Org>, StoreError> {
        if let Some(org) = self.known_at(version) {
            return Ok(org);
        }
        let _turn = self.reading_org.lock().await;
        if let Some(org) = self.known_at(version) {
            return Ok(org);
        }
        let last = self.last_org();
        let known = match (org::load(conn).await, last) {
            (Ok((org, version)), _) => Known { version, org: Arc::new(org), trouble: None },
            (Err(StoreError::Corrupt { what }), Some(org)) => {
                tracing::error!(what, "the standing data cannot be read; the last that could are gone by");
                Known { version, org, trouble: Some(what) }
            }
            (Err(error), _) => return Err(error),
        };
        let org = Arc::clone(&known.org);
        *self.org.lock().unwrap_or_else(PoisonError::into_inner) = Some(known);
        Ok(org)
    }

    fn known_at(&self, version: i64) -> Option<Arc<Org>> {
        let known = self.org.lock().unwrap_or_else(PoisonError::into_inner);
        known.as_ref().filter(|known| known.version == version).map(|known| Arc::clone(&known.org))
    }

    /// Why the standing data that are gone by are older than those of the database: a newer build, or a hand, wrote what
    /// this one cannot read. What they lack is not gone, only unknown.
    pub fn standing_trouble(&self) -> Option<String> {
        self.org.lock().unwrap_or_else(PoisonError::into_inner).as_ref()?.trouble.clone()
    }

    /// The standing data as they were last read, for when the database cannot be asked.
    pub fn last_org(&self) -> Option<Arc<Org>> {
        let known = self.org.lock().unwrap_or_else(PoisonError::into_inner);
        known.as_ref().map(|known| Arc::clone(&known.org))
    }

    /// Where every KPI stands, kept in memory while it stays the same.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// Which database it is.
    pub fn engine(&self) -> Engine {
        self.db.engine()
    }

    /// Refuses when a service has the database.
    ///
    /// # Errors
    ///
    /// [`StoreError::Occupied`].
    pub async fn must_be_without_a_service(&self) -> Result<(), StoreError> {
        if self.db.is_beside_a_service() {
            return Err(StoreError::Occupied);
        }
        copy::must_be_alone(&mut self.reader().await?).await
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        let mut conn = self.reader().await?;
        sql("SELECT 1").run(&mut conn).await.map(drop)
    }

    /// The time of the database server's own clock; none on SQLite, where there is no other clock than the process's.
    pub async fn server_time(&self) -> Result<Option<Timestamp>, StoreError> {
        let Some(question) = self.engine().server_time() else { return Ok(None) };
        sql(question).one(&mut self.reader().await?).await?.instant("at").map(Some)
    }

    /// The line to the other processes on the same server, under a name that is this process's alone; none on SQLite.
    pub fn bell(&self, name: &str) -> Option<Bell> {
        Some(Bell::new(self.db.server()?, name, self.waker.clone()))
    }

    /// Tells of every commit about one of these topics: those of this process, and while its [`Bell`] rings those of its
    /// neighbours.
    pub fn changed(&self, topics: &[Topic]) -> Wake {
        self.waker.listen(topics)
    }

    /// Wakes everybody who waits, as a commit about everything does.
    pub fn wake(&self) {
        self.waker.wake(Topic::ALL);
    }

    /// Closes every connection. The SQLite file is free for another process once every clone of the store is gone.
    pub async fn close(self) {
        self.db.close().await;
    }
}
