//! Slots of schedules: one digest per schedule and local date, ever.

use jiff::Timestamp;
use jiff::civil::Date;
use steward_core::id::ScheduleKey;
use steward_core::org::record::RecordKind;
use steward_core::time::TimeOfDay;

use crate::sql::sql;
use crate::{Conn, StoreError, Tx};

/// A slot that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Local date.
    pub date: Date,
    /// Local time it was meant for.
    pub time: TimeOfDay,
    /// When it was taken.
    pub taken_at: Timestamp,
}

/// Takes the slot of a local date; false when it is taken already.
pub async fn take(
    tx: &mut Tx,
    schedule: &ScheduleKey,
    date: Date,
    time: TimeOfDay,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let taken = sql("INSERT INTO schedule_slot (schedule, date, time, taken_at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (schedule, date) DO NOTHING")
    .bind(schedule)
    .bind(date)
    .bind(time)
    .bind(now)
    .run(tx)
    .await?;
    Ok(taken == 1)
}

/// Since when the schedule is part of the standing data; none when it never was.
pub async fn scheduled_since(
    conn: &mut Conn,
    schedule: &ScheduleKey,
) -> Result<Option<Timestamp>, StoreError> {
    sql("SELECT at
         FROM standing_change
         WHERE kind = $1
           AND key = $2
           AND before_doc IS NULL
         ORDER BY version DESC, place DESC
         LIMIT 1")
    .bind(RecordKind::Schedule.name())
    .bind(schedule)
    .maybe(conn)
    .await?
    .map(|row| row.instant("at"))
    .transpose()
}

/// The slot of the latest date that was taken.
pub async fn last(conn: &mut Conn, schedule: &ScheduleKey) -> Result<Option<Slot>, StoreError> {
    sql("SELECT date, time, taken_at
         FROM schedule_slot
         WHERE schedule = $1
         ORDER BY date DESC
         LIMIT 1")
    .bind(schedule)
    .maybe(conn)
    .await?
    .map(|row| {
        Ok(Slot { date: row.parsed("date")?, time: row.parsed("time")?, taken_at: row.instant("taken_at")? })
    })
    .transpose()
}
