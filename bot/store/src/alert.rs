//! Alerts: as they stand, their append-only events, and the numbers people call them by.

mod commit;
mod turn;

use std::collections::BTreeMap;

use jiff::Timestamp;
use steward_core::alert::Alert;
use steward_core::alert::event::AlertEvent;
use steward_core::id::{AlertId, KpiKey};

use crate::row::{Row, readable};
use crate::sql::{Sql, batches, sql};
use crate::value::Value;
use crate::{Conn, StoreError, Tx, counter, org};

pub(crate) use commit::begin_all;
pub use commit::{commit, commit_all};
pub use turn::{Turn, turns_between};

const COUNTER: &str = "alert";

/// The numbers of the alerts that a transaction opens: they count from 1 without a gap. End with [`Numbers::keep`].
#[derive(Debug, Default)]
pub struct Numbers {
    first: Option<i64>,
    drawn: i64,
}

impl Numbers {
    /// Draws the next one. Whoever else draws waits for the end of the transaction.
    pub async fn draw(&mut self, tx: &mut Tx) -> Result<i64, StoreError> {
        let first = match self.first {
            Some(first) => first,
            None => *self.first.insert(counter::next(tx, COUNTER).await?),
        };
        self.drawn += 1;
        Ok(first + self.drawn - 1)
    }

    /// Keeps what was drawn.
    pub async fn keep(self, tx: &mut Tx) -> Result<(), StoreError> {
        match self.first {
            Some(first) if self.drawn > 1 => counter::advance(tx, COUNTER, first + self.drawn - 1).await,
            _ => Ok(()),
        }
    }
}

/// The alert with this id.
pub async fn by_id(conn: &mut Conn, id: AlertId) -> Result<Option<Alert>, StoreError> {
    sql("SELECT doc
         FROM alert
         WHERE id = $1")
    .bind(id)
    .maybe(conn)
    .await?
    .map(|row| row.doc("doc"))
    .transpose()
}

/// Alerts that were read by their ids.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// Those that there are; instead of one that cannot be read, what is wrong with it.
    pub alerts: BTreeMap<AlertId, Result<Alert, String>>,
    /// The version of the standing data: in the same answer, as it is needed at the same time.
    pub standing: i64,
}

/// The alerts with these ids.
pub async fn by_ids(conn: &mut Conn, ids: &[AlertId]) -> Result<Read, StoreError> {
    let mut alerts = BTreeMap::new();
    let mut standing = None;
    for batch in batches(ids) {
        for row in by_ids_query(batch.iter().map(|id| [Value::from(id)])).all(conn).await? {
            standing.get_or_insert(row.int("standing")?);
            let Some(id) = row.maybe_parsed("id")? else { continue };
            let alert = match row.doc("doc") {
                Err(StoreError::Corrupt { what }) => Err(what),
                read => Ok(read?),
            };
            alerts.insert(id, alert);
        }
    }
    Ok(Read { alerts, standing: org::known_or_read(standing, conn).await? })
}

/// A row at least, without an alert where there is none.
pub(crate) fn by_ids_query(ids: impl IntoIterator<Item = [Value; 1]>) -> Sql {
    sql("SELECT s.version AS standing, a.id, a.doc
         FROM standing_version s
         LEFT JOIN alert a ON a.id IN (VALUES")
    .rows(ids)
    .and(
        ")
         WHERE s.id = 1",
    )
}

/// The alert that people call by this number.
pub async fn by_number(conn: &mut Conn, number: i64) -> Result<Option<Alert>, StoreError> {
    sql("SELECT doc
         FROM alert
         WHERE number = $1")
    .bind(number)
    .maybe(conn)
    .await?
    .map(|row| row.doc("doc"))
    .transpose()
}

/// The alert with this id, held against other writers until the end of the transaction.
pub async fn lock(tx: &mut Tx, id: AlertId) -> Result<Option<Alert>, StoreError> {
    let suffix = tx.engine().lock_suffix();
    sql("SELECT doc
         FROM alert
         WHERE id = $1")
    .and(suffix)
    .bind(id)
    .maybe(tx)
    .await?
    .map(|row| row.doc("doc"))
    .transpose()
}

/// The alerts with these ids, as far as there are any, held against other writers until the end of the transaction.
pub(crate) async fn lock_all(tx: &mut Tx, ids: &[AlertId]) -> Result<BTreeMap<AlertId, Alert>, StoreError> {
    let mut held = BTreeMap::new();
    for batch in batches(ids) {
        let suffix = tx.engine().lock_suffix();
        // In the order of their ids: two who want the same ones never wait for each other crosswise.
        let rows = sql("SELECT id, doc
             FROM alert
             WHERE id IN (VALUES")
        .rows(batch.iter().map(|id| [Value::from(id)]))
        .and(")\nORDER BY id")
        .and(suffix)
        .all(tx)
        .await?;
        for row in rows {
            held.insert(row.parsed("id")?, row.doc("doc")?);
        }
    }
    Ok(held)
}

/// The open alerts of a KPI, in the order of their numbers.
pub async fn open_of(conn: &mut Conn, kpi: &KpiKey) -> Result<Vec<Alert>, StoreError> {
    let rows = sql("SELECT doc
         FROM alert
         WHERE kpi = $1
           AND status <> 'closed'
         ORDER BY number")
    .bind(kpi)
    .all(conn)
    .await?;
    docs(&rows)
}

/// The open alerts of some KPIs, in the order of their numbers.
pub async fn open_of_each(
    conn: &mut Conn,
    kpis: &[&KpiKey],
) -> Result<BTreeMap<KpiKey, Vec<Alert>>, StoreError> {
    let mut found: BTreeMap<KpiKey, Vec<Alert>> = BTreeMap::new();
    for batch in batches(kpis) {
        let rows = sql("SELECT doc
             FROM alert
             WHERE status <> 'closed'
               AND kpi IN (VALUES")
        .rows(batch.iter().map(|kpi| [Value::from(*kpi)]))
        .and(")\nORDER BY number")
        .all(conn)
        .await?;
        for alert in docs(&rows)? {
            found.entry(alert.kpi.clone()).or_default().push(alert);
        }
    }
    Ok(found)
}

/// Of each kind of alert of a KPI the one that closed last, in the order of numbers.
pub async fn closed_last(conn: &mut Conn, kpi: &KpiKey) -> Result<Vec<Alert>, StoreError> {
    let rows = sql("SELECT a.doc
         FROM alert a
         WHERE a.kpi = $1
           AND a.closed_at IS NOT NULL
           AND NOT EXISTS (
             SELECT 1
             FROM alert later
             WHERE later.kpi = a.kpi
               AND later.kind = a.kind
               AND (later.closed_at, later.number) > (a.closed_at, a.number)
           )
         ORDER BY a.number")
    .bind(kpi)
    .all(conn)
    .await?;
    docs(&rows)
}

/// Every open alert that can be read, in the order of numbers.
pub async fn open_all(conn: &mut Conn) -> Result<Vec<Alert>, StoreError> {
    let rows = sql("SELECT doc
         FROM alert
         WHERE status <> 'closed'
         ORDER BY number")
    .all(conn)
    .await?;
    readable(&rows, |row| row.doc("doc"))
}

/// The alerts whose next action is due by now, earliest first.
pub async fn due(conn: &mut Conn, now: Timestamp, limit: u32) -> Result<Vec<AlertId>, StoreError> {
    let rows = sql(DUE).bind(now).bind(limit).all(conn).await?;
    rows.iter().map(|row| row.parsed("id")).collect()
}

pub(crate) const DUE: &str = "SELECT id
     FROM alert
     WHERE next_action_at <= $1
     ORDER BY next_action_at, id
     LIMIT $2";

/// Puts off an alert whose next action cannot be taken. Its document stays as it is: the action is due, it is only looked
/// at later.
pub async fn postpone(tx: &mut Tx, id: AlertId, until: Timestamp) -> Result<(), StoreError> {
    sql("UPDATE alert
         SET next_action_at = $1
         WHERE id = $2
           AND next_action_at < $1")
    .bind(until)
    .bind(id)
    .run(tx)
    .await
    .map(drop)
}

/// The earliest instant at which an alert has a next action.
pub async fn next_due(conn: &mut Conn) -> Result<Option<Timestamp>, StoreError> {
    sql("SELECT MIN(next_action_at) AS next_action_at
         FROM alert
         WHERE next_action_at IS NOT NULL")
    .one(conn)
    .await?
    .maybe_instant("next_action_at")
}

/// The history of an alert, oldest first.
pub async fn events(conn: &mut Conn, id: AlertId) -> Result<Vec<AlertEvent>, StoreError> {
    let rows = sql("SELECT doc
         FROM alert_event
         WHERE alert = $1
         ORDER BY seq")
    .bind(id)
    .all(conn)
    .await?;
    rows.iter().map(|row| row.doc("doc")).collect()
}

/// What happened to any alert at or after `from` and before `to`, oldest first.
pub async fn events_between(
    conn: &mut Conn,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<AlertEvent>, StoreError> {
    let rows = sql("SELECT doc
         FROM alert_event
         WHERE at >= $1
           AND at < $2
         ORDER BY at, alert, seq")
    .bind(from)
    .bind(to)
    .all(conn)
    .await?;
    readable(&rows, |row| row.doc("doc"))
}

fn docs(rows: &[Row]) -> Result<Vec<Alert>, StoreError> {
    rows.iter().map(|row| row.doc("doc")).collect()
}
