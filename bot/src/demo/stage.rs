//! Setting the stage: the sample company moves into an empty store and lives through its last day.

use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use steward_core::judge::{period, settled};
use steward_core::org::change::difference;
use steward_core::org::{Org, file};
use steward_core::person::Locale;
use steward_core::sample::Observation;
use steward_core::time::Zone;
use steward_store::{Store, org as store_org, sample};

use super::{company, history, opening, script, soon, watched_since};
use crate::app::App;
use crate::clock::ShiftedClock;
use crate::runner;

/// The seed of the sample company's numbers.
pub const SEED: u64 = 20_261_123;
/// The token of the demo's push endpoint. No secret: the demo holds nobody's data.
pub const PUSH_TOKEN: &str = "demo-push-token-0001";

/// The channel of the team of whoever a visitor is first.
const FIRST_CHANNEL: &str = "ops";

/// What the service lives through before the visitor comes: four mornings and the night before the first, so that it
/// begins long after one day's digests and before the next one's, on both sides of the Pacific.
const LAST_DAYS: SignedDuration = SignedDuration::from_hours(4 * 24 + 10);
/// How long after its time a slot is looked at.
const MOMENT: SignedDuration = SignedDuration::from_secs(5);
/// Observations recorded in one go.
const BATCH: usize = 500;

/// The zone whose day the demo plays on.
///
/// # Errors
/// When this build lacks it.
pub fn zone() -> anyhow::Result<Zone> {
    Ok(Zone::parse("Asia/Shanghai")?)
}

/// The instant at which the visitor comes: just after the morning's digests in Shenzhen.
pub fn curtain(day: Date) -> Timestamp {
    opening(day) + SignedDuration::from_secs(20)
}

/// Moves the sample company into an empty store.
///
/// # Errors
/// When the company does not fit together or the store cannot keep it.
pub async fn move_in(store: &Store, day: Date) -> anyhow::Result<()> {
    settle_down(store, day, &read_company()?).await
}

/// Moves the sample company in, with the channel that the page opens on in the visitor's language: they came to read it.
///
/// # Errors
/// As [`move_in`].
pub async fn move_in_for(store: &Store, day: Date, visitor: &Locale) -> anyhow::Result<()> {
    let mut company = read_company()?;
    for channel in company.channels.values_mut().filter(|channel| channel.key.as_str() == FIRST_CHANNEL) {
        channel.locale = visitor.clone();
    }
    settle_down(store, day, &company).await
}

async fn settle_down(store: &Store, day: Date, company: &Org) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    let changes = difference(&Org::default(), company);
    store_org::apply(&mut tx, &changes, "demo", watched_since(day)).await?;
    tx.commit().await?;
    Ok(())
}

fn read_company() -> anyhow::Result<Org> {
    file::read(company(), "company.toml").map_err(|problems| {
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("the sample company does not fit together: {}", told.join("; "))
    })
}

/// Since when a demo has been played in a folder, and on which day: a later start goes on from there.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ticket {
    /// The day it plays on.
    pub day: Date,
    /// When it was first started, by the system's clock.
    pub started: Timestamp,
}

impl Ticket {
    /// The demo's present instant when the system's clock shows `now`.
    pub fn instant(&self, now: Timestamp) -> Timestamp {
        curtain(self.day) + self.started.duration_until(now)
    }
}

/// Delivers what arrives shortly after the opening, and lets two KPIs breach before the visitor's eyes.
///
/// # Errors
/// When the store cannot keep it.
#[expect(clippy::disallowed_methods, reason = "the demo plays in real time")]
pub async fn play(app: Arc<App>, day: Date) -> anyhow::Result<()> {
    let org = app.store.org().await?;
    let mut played = Duration::ZERO;
    for (after, observations) in soon(&org, day, SEED) {
        tokio::time::sleep(after.saturating_sub(played)).await;
        played = after;
        deliver(&app, &org, &observations).await?;
    }
    Ok(())
}

async fn deliver(app: &App, org: &Org, observations: &[Observation]) -> anyhow::Result<()> {
    let now = app.clock.now();
    let is_settled = |seen: &Observation| {
        org.kpis.get(&seen.kpi).is_some_and(|kpi| settled::is_settled(kpi, seen, now, now))
    };
    let mut tx = app.store.begin().await?;
    for batch in observations.chunks(BATCH) {
        sample::record(&mut tx, batch, now, app.ids.as_ref(), &is_settled).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Lets the service live through the days before the visitor comes: 13 months of numbers arrive when they are due, and
/// every schedule fires at its time, and people say what the script has them say.
///
/// # Errors
/// When a duty fails or the store cannot keep something.
pub async fn live_through(app: &App, clock: &ShiftedClock, day: Date) -> anyhow::Result<()> {
    let org = app.store.org().await?;
    let mut coming = history(&org, day, SEED);
    for instant in instants(&org, day) {
        clock.set(instant);
        let has_arrived = |seen: &Observation| {
            instant >= curtain(day)
                || org.kpis.get(&seen.kpi).is_some_and(|kpi| period::due(kpi, seen.period) <= instant)
        };
        let (arrived, later): (Vec<_>, Vec<_>) = coming.into_iter().partition(has_arrived);
        coming = later;
        deliver(app, &org, &arrived).await?;
        runner::settle(app).await?;
        script::speak(app, &org, day, instant).await?;
        runner::settle(app).await?;
    }
    Ok(())
}

/// The instants of the last days at which something is scheduled in the company or somebody speaks, oldest first, the
/// curtain last.
fn instants(org: &Org, day: Date) -> Vec<Timestamp> {
    let (begin, end) = (curtain(day) - LAST_DAYS, curtain(day));
    let mut instants = vec![begin, end];
    for schedule in org.schedules.values() {
        let calendar = org.calendar(&schedule.timing.calendar);
        let slots = std::iter::successors(schedule.timing.next_after(begin, &calendar), |slot| {
            schedule.timing.next_after(slot.at, &calendar)
        });
        instants.extend(slots.map(|slot| slot.at + MOMENT).take_while(|at| *at < end));
    }
    instants.extend(script::instants(day));
    instants.sort();
    instants.dedup();
    instants
}
