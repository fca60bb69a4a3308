//! A fresh store on either engine, and the small things that tests of it are made of.

use jiff::Timestamp;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use steward_core::alert::event::{Actor, AlertEvent, Happened, Origin};
use steward_core::alert::{Alert, AlertKind, ChosenBecause, Closure, NextAction, NextStep, fold};
use steward_core::escalation::Policy;
use steward_core::id::{AlertId, IdGen, KpiKey, OutboxId};
use steward_core::limit::Severity;
use steward_core::message::{Message, Notice, Purpose};
use steward_core::outbox::outcome::Next;
use steward_core::outbox::{Class, OutboxState, Outgoing, Reader};
use steward_core::person::Locale;
use steward_core::platform::Address;
use steward_core::sample::{Finality, Observation};
use steward_store::outbox::{self, Claimed, Settling};
use steward_store::{Conn, Engine, Options, Schema, Store, Tx};
use steward_tests::postgres;
use steward_tests::skip;
use tempfile::TempDir;
use uuid::Uuid;

/// An empty database of its own.
pub struct Fresh {
    pub store: Store,
    pub address: String,
    folder: TempDir,
}

/// An address of a database that does not exist yet or is empty.
pub async fn address(engine: Engine, folder: &TempDir) -> Option<String> {
    match engine {
        Engine::Sqlite => Some(format!("sqlite:{}", folder.path().join("steward.db").display())),
        Engine::Postgres => skip::unless(postgres::fresh_database().await),
    }
}

/// A store on an empty database; none, and noted as skipped, when the machine lacks the engine.
pub async fn fresh(engine: Engine) -> Option<Fresh> {
    let folder = TempDir::new().expect("a folder");
    let address = address(engine, &folder).await?;
    let store = Store::open(&address, Options::at(at(0))).await.expect("open the store");
    Some(Fresh { store, address, folder })
}

impl Fresh {
    pub async fn tx(&self) -> Tx {
        self.store.begin().await.expect("begin")
    }

    /// Closes the store, as a process that ends does.
    pub async fn close(self) -> (String, TempDir) {
        self.store.close().await;
        (self.address, self.folder)
    }

    pub async fn conn(&self) -> Conn {
        self.store.reader().await.expect("a reader")
    }
}

/// Runs statements on a database without the store.
pub async fn beside(address: &str, statements: &str) -> sqlx::Result<()> {
    let statements = AssertSqlSafe(statements.to_owned());
    if let Some(path) = address.strip_prefix("sqlite:") {
        let mut conn = SqliteConnectOptions::new().filename(path).foreign_keys(true).connect().await?;
        conn.execute(sqlx::raw_sql(statements)).await?;
        conn.close().await
    } else {
        let mut conn = PgConnection::connect(address).await?;
        conn.execute(sqlx::raw_sql(statements)).await?;
        conn.close().await
    }
}

/// How a store is opened when its schema ends at a migration.
pub fn up_to(migration: u32) -> Options {
    Options { schema: Schema::UpTo(migration), ..Options::at(at(0)) }
}

/// An instant, in seconds after a Monday morning.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_795_420_800 + seconds).expect("an instant")
}

pub fn kpi(key: &str) -> KpiKey {
    KpiKey::parse(key).expect("a key")
}

/// Ids that count up.
#[derive(Debug, Default)]
pub struct CountingIds(AtomicU64);

impl IdGen for CountingIds {
    fn uuid(&self) -> Uuid {
        let count = self.0.fetch_add(1, Ordering::Relaxed);
        Uuid::from_u128(0x019a_0000_0000_7000_8000_0000_0000_0000 | u128::from(count))
    }
}

/// An observation of a KPI: `"2026-11-20"`, `"0.046"`.
pub fn observed(key: &str, period: &str, value: &str) -> Observation {
    Observation {
        kpi: kpi(key),
        period: period.parse().expect("a date"),
        value: Some(value.parse().expect("a decimal")),
        numerator: None,
        denominator: None,
        finality: Finality::ByLag,
        window: None,
        platform_target: None,
        source: "push".into(),
    }
}

/// A breach that opened at an instant, with its first event.
pub fn opened(id: AlertId, number: i64, key: &str, when: Timestamp) -> (Alert, AlertEvent) {
    let event = AlertEvent {
        alert: id,
        seq: 1,
        episode: 1,
        at: when,
        actor: Actor::Steward,
        origin: Origin::default(),
        what: Happened::Opened {
            number,
            kpi: kpi(key),
            kind: AlertKind::Breach,
            severity: Severity::Warning,
            reading: None,
            fault: None,
            since: None,
            owner: "mei".parse().expect("a key"),
            because: ChosenBecause::OwnsIt,
            policy: Box::new(Policy::built_in()),
            periods_needed: 2,
        },
        next_action: Some(NextAction { what: NextStep::Escalate, at: when }),
    };
    (fold(None, &event).expect("an alert"), event)
}

/// The alert one event further on, with the event.
pub fn next(alert: &Alert, what: Happened, when: Timestamp) -> (Alert, AlertEvent) {
    let is_closed = matches!(what, Happened::Closed { .. });
    let event = AlertEvent {
        alert: alert.id,
        seq: alert.version + 1,
        episode: alert.episode,
        at: when,
        actor: Actor::Steward,
        origin: Origin::default(),
        what,
        next_action: if is_closed { None } else { alert.next_action },
    };
    (fold(Some(alert.clone()), &event).expect("an alert"), event)
}

/// The alert as it is closed, with the event that closes it.
pub fn closed(alert: &Alert, when: Timestamp) -> (Alert, AlertEvent) {
    next(alert, Happened::Closed { how: Closure::Verified }, when)
}

/// The alert with a comment.
pub fn commented(alert: &Alert, when: Timestamp) -> (Alert, AlertEvent) {
    next(alert, Happened::Commented { text: "carrier strike".into() }, when)
}

/// A notice to a channel, in its own order key.
pub fn outgoing(ids: &CountingIds, class: Class, target: &str, key: &str) -> Outgoing {
    Outgoing {
        id: OutboxId::fresh(ids),
        class,
        to: Address { platform: "slack".into(), target: target.into(), direct: false, thread: None },
        order_key: key.into(),
        idempotency_key: key.into(),
        message: Message::Notice {
            notice: Notice::DigestSkipped { channel: "#ops".into(), due: Timestamp::UNIX_EPOCH },
        },
        reader: Reader {
            locale: Locale::ZH_CN,
            zone: "Asia/Shanghai".parse().expect("a zone"),
            person: None,
        },
        reply_to: None,
        shows: None,
        not_before: at(0),
        expires_at: None,
        plain: false,
    }
}

/// The card of an alert in a channel.
pub fn card(ids: &CountingIds, alert: &Alert, target: &str) -> Outgoing {
    let message = Message::Alert { alert: alert.id, purpose: Purpose::Announce };
    let key = format!("card {} {target}", alert.id);
    Outgoing { message, shows: Some(alert.id), ..outgoing(ids, Class::Page, target, &key) }
}

impl Fresh {
    pub async fn enqueue(&self, messages: &[Outgoing]) {
        let mut tx = self.tx().await;
        outbox::enqueue(&mut tx, messages).await.expect("enqueue");
        tx.commit().await.expect("commit");
    }

    /// Claims everything that is due at a second.
    pub async fn claim(&self, seconds: i64) -> Vec<Claimed> {
        outbox::claim(&self.store, at(seconds), 100, "one").await.expect("claim")
    }

    pub async fn settle(&self, claimed: &Claimed, next: &Next, seconds: i64) -> bool {
        let mut tx = self.tx().await;
        let settled =
            outbox::settle(&mut tx, &[Settling { claimed, next }], at(seconds)).await.expect("settle");
        tx.commit().await.expect("commit");
        !settled.is_empty()
    }

    pub async fn state(&self, row: &Outgoing) -> OutboxState {
        outbox::by_id(&mut self.conn().await, row.id).await.expect("read").expect("the row").state
    }
}

/// The idempotency keys of what was claimed, in order.
pub fn keys(claimed: &[Claimed]) -> Vec<&str> {
    claimed.iter().map(|row| row.outgoing.idempotency_key.as_str()).collect()
}

pub fn accepted(message: &str) -> Next {
    Next::Accepted { message_id: message.into() }
}

/// Rows per table, as the doctor counts them.
pub async fn rows(conn: &mut Conn) -> BTreeMap<String, i64> {
    steward_store::doctor::doctor(conn).await.expect("the doctor").rows.into_iter().collect()
}
