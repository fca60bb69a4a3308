//! Makes the digest of every schedule whose slot has come, once per schedule and local date; many of one instant ahead of it.

use jiff::Timestamp;
use steward_core::alert::decide::{Recipient, Tell};
use steward_core::digest::compose::compose;
use steward_core::digest::crowd::{AHEAD, Crowds};
use steward_core::digest::due::{SlotDue, due};
use steward_core::digest::{DigestSchedule, Order};
use steward_core::message::{Message, Notice};
use steward_core::org::Org;
use steward_core::outbox::Class;
use steward_core::outbox::route::route;
use steward_core::schedule::Slot;
use steward_store::{Conn, Tx, cut, outbox, slot};

use super::{DutyError, Worked, guarded};
use crate::app::App;

/// Runs once over every schedule.
pub async fn run(app: &App) -> Result<Worked, DutyError> {
    if app.health.is_clock_wrong() {
        return Ok(Worked::Nothing);
    }
    let org = app.store.org().await?;
    let now = app.clock.now();
    let (mut worked, mut failed) = (Worked::Nothing, None);
    let (mut all, mut crowds) = (Vec::new(), Crowds::default());
    for schedule in org.schedules.values() {
        match guarded(upcoming(app, &org, schedule, now)).await {
            Ok(None) => {}
            Ok(Some(found)) => {
                if let Some(channel) = org.channels.get(&schedule.channel) {
                    crowds.add(found.slot().at, &channel.platform);
                }
                all.push((schedule, found));
            }
            Err(error) => {
                tracing::warn!(schedule = %schedule.key, %error, "it cannot be told whether a digest is due");
                failed.get_or_insert(error);
            }
        }
    }
    all.retain(|(_, found)| found.slot().at <= now || crowds.is_made_ahead(found.slot().at));
    for (schedule, found) in all {
        match guarded(plan(app, &org, schedule, found, &crowds)).await {
            Ok(()) => worked = Worked::Some,
            // The others do not wait for one that fails.
            Err(error) => {
                tracing::warn!(schedule = %schedule.key, %error, "a digest could not be made");
                failed.get_or_insert(error);
            }
        }
    }
    failed.map_or(Ok(worked), Err)
}

/// The slot of a schedule that is to be handled now. A schedule that was made after the time of its slot begins with the
/// next one: nobody has waited for this one.
pub(super) async fn slot_due(
    conn: &mut Conn,
    org: &Org,
    schedule: &DigestSchedule,
    now: Timestamp,
) -> Result<Option<SlotDue>, DutyError> {
    let taken = slot::last(conn, &schedule.key).await?.map(|slot| slot.date);
    let calendar = org.calendar(&schedule.timing.calendar);
    let Some(found) = due(&schedule.timing, &calendar, taken, now, schedule.late_hours) else {
        return Ok(None);
    };
    let is_older = |since| found.slot().at < since;
    let begins_later =
        taken.is_none() && slot::scheduled_since(conn, &schedule.key).await?.is_some_and(is_older);
    Ok((!begins_later).then_some(found))
}

/// Takes every slot that has come without making its digest; how many there were.
pub(crate) async fn pass_over(tx: &mut Tx, org: &Org, now: Timestamp) -> Result<u64, DutyError> {
    let mut passed_over = 0;
    for schedule in org.schedules.values() {
        if let Some(found) = slot_due(tx, org, schedule, now).await? {
            let slot = found.slot();
            passed_over += u64::from(slot::take(tx, &schedule.key, slot.date, slot.time, now).await?);
        }
    }
    Ok(passed_over)
}

/// The slot of a schedule that is to be handled now, or soon.
async fn upcoming(
    app: &App,
    org: &Org,
    schedule: &DigestSchedule,
    now: Timestamp,
) -> Result<Option<SlotDue>, DutyError> {
    let due = slot_due(&mut app.store.reader().await?, org, schedule, now).await?;
    if due.is_some() {
        return Ok(due);
    }
    let soon = now.saturating_add(AHEAD).unwrap_or(now);
    let next = schedule.timing.latest_at_or_before(soon, &org.calendar(&schedule.timing.calendar));
    if next.is_none_or(|slot| slot.at <= now) {
        return Ok(None);
    }
    slot_due(&mut app.store.reader().await?, org, schedule, soon).await
}

/// Makes the digest of one schedule.
async fn plan(
    app: &App,
    org: &Org,
    schedule: &DigestSchedule,
    found: SlotDue,
    crowds: &Crowds,
) -> Result<(), DutyError> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    match found {
        SlotDue::Due { slot, .. } => {
            let at = now.max(slot.at);
            let not_before = at.max(goes_out(app, org, schedule, slot, crowds));
            if slot::take(&mut tx, &schedule.key, slot.date, slot.time, now).await? {
                send(app, &mut tx, org, schedule, slot, at, not_before).await?;
            }
        }
        SlotDue::Skip { slot } => skip(app, &mut tx, org, schedule, slot, now).await?,
    }
    tx.commit().await?;
    Ok(())
}

/// When the digest of a slot goes out: at its instant, or a little later where many go out then.
fn goes_out(app: &App, org: &Org, schedule: &DigestSchedule, slot: Slot, crowds: &Crowds) -> Timestamp {
    let Some(channel) = org.channels.get(&schedule.channel) else { return slot.at };
    let Some(limits) = app.limits.get(&channel.platform) else { return slot.at };
    let delay = crowds.delay(slot.at, &channel.platform, &channel.target, limits);
    slot.at.saturating_add(delay).unwrap_or(slot.at)
}

/// Queues a digest of what is known now, as at the instant `at`.
async fn send(
    app: &App,
    tx: &mut Tx,
    org: &Org,
    schedule: &DigestSchedule,
    slot: Slot,
    at: Timestamp,
    not_before: Timestamp,
) -> Result<(), DutyError> {
    let order = Order::scheduled(schedule, &slot);
    let data = cut::read(tx, &order, org).await?;
    let digest = compose(&order, &data.of(org), at);
    let tell = Tell {
        to: Recipient::In(schedule.channel.clone()),
        class: Class::Digest,
        message: Message::Digest { digest: Box::new(digest) },
        not_before,
        key: format!("digest:{}:{}", schedule.key, slot.date),
    };
    let rows = route(&tell, None, org, &app.platform_names, app.ids.as_ref(), at);
    outbox::enqueue(tx, &rows).await?;
    Ok(())
}

async fn skip(
    app: &App,
    tx: &mut Tx,
    org: &Org,
    schedule: &DigestSchedule,
    slot: Slot,
    now: Timestamp,
) -> Result<(), DutyError> {
    if !slot::take(tx, &schedule.key, slot.date, slot.time, now).await? {
        return Ok(());
    }
    tracing::warn!(schedule = %schedule.key, date = %slot.date, "a digest was due too long ago and is skipped");
    let known = org.channels.get(&schedule.channel);
    let channel = known.map_or_else(|| schedule.channel.to_string(), |channel| channel.name.clone());
    let tell = Tell {
        to: Recipient::Admins,
        class: Class::Chatter,
        message: Message::Notice { notice: Notice::DigestSkipped { channel, due: slot.at } },
        not_before: now,
        key: format!("skipped:{}:{}", schedule.key, slot.date),
    };
    let rows = route(&tell, None, org, &app.platform_names, app.ids.as_ref(), now);
    outbox::enqueue(tx, &rows).await?;
    Ok(())
}
