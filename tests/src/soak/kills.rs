//! The killing: which process, and at which moment.

use std::time::{Duration, Instant};

use anyhow::Result;

use super::replica::Replica;
use super::{Plan, pause};
use crate::chance::Chance;

/// Of a hundred kills so many fall into the start, before the service may be ready.
const EARLY_PERCENT: u64 = 20;
/// How long after its start an early kill comes at the latest, in milliseconds.
const EARLY_MILLISECONDS: u64 = 300;
/// How long after it answers a kill comes at the latest, in milliseconds.
const LATE_MILLISECONDS: u64 = 700;
/// Of a hundred kills so many come only after a while, so that what needs some time is under way as well.
const SELDOM_PERCENT: u64 = 10;
/// How long such a kill lets the service live at most, in milliseconds.
const SELDOM_MILLISECONDS: u64 = 4_000;
/// Of a hundred kills so many hit every process at once.
const ALL_PERCENT: u64 = 10;
/// Between two lines on how far it is.
const TELL_EVERY: Duration = Duration::from_secs(15);

/// Kills as often as planned, and starts again what was killed. `answered` tells how many pushes were answered so far.
pub(super) async fn kill(
    replicas: &mut [Replica],
    plan: &Plan,
    mut chance: Chance,
    answered: impl Fn() -> usize,
) -> Result<()> {
    for replica in replicas.iter_mut() {
        replica.ensure_running()?;
        replica.answers().await?;
    }
    let mut told = Instant::now();
    let mut kills = 0;
    while kills < plan.kills {
        let victim = chance.place(replicas.len());
        if chance.hits(EARLY_PERCENT) {
            pause(Duration::from_millis(chance.within(0, EARLY_MILLISECONDS))).await;
        } else {
            let latest = if chance.hits(SELDOM_PERCENT) { SELDOM_MILLISECONDS } else { LATE_MILLISECONDS };
            replicas[victim].answers().await?;
            pause(Duration::from_millis(chance.within(0, latest))).await;
        }
        let hits_all = replicas.len() > 1 && chance.hits(ALL_PERCENT);
        for (place, replica) in replicas.iter_mut().enumerate() {
            if (place == victim || hits_all) && kills < plan.kills {
                replica.kill()?;
                kills += 1;
            }
        }
        for replica in replicas.iter_mut() {
            replica.ensure_running()?;
        }
        if told.elapsed() > TELL_EVERY {
            told = Instant::now();
            let name = plan.engine.name();
            eprintln!("{name}: {kills} of {} kills, {} pushes answered", plan.kills, answered());
        }
    }
    Ok(())
}
