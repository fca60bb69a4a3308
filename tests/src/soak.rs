//! Random kills under load: the real program on a real database, stand-ins of the platforms in a process of their own that
//! record what they accept and misbehave by chance, and the verdict on what is there at the end.
//!
//! The kills, the load and the misbehaviour follow from the seed. How far the service has come when it is killed does not:
//! the machine decides that, so the same seed tries the same and need not hit the same instant.

mod company;
mod crowd;
mod kept;
mod kills;
mod platforms;
mod pusher;
mod replica;
pub mod report;
mod setup;
pub mod stand_ins;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use serde::{Deserialize, Serialize};
use steward::clock::SystemClock;
use steward_core::time::Clock;

use crate::chance::Chance;
use crate::invariants::pushed::{self, Pushed};
use crate::invariants::record::Record;
use crate::invariants::verdict::Verdict;
use crate::invariants::{handled, moving, unsettled};
use crate::load::Engine;
use crate::postgres::{Durability, fresh_database_with};
use replica::Replica;
use stand_ins::StandIns;

/// How long everything may take to come to rest once nothing misbehaves and nobody is killed any more: a lease, the longest
/// back-off that so few tries lead to, and room.
const REST_WITHIN: Duration = Duration::from_mins(5);
/// Between two looks whether everything has come to rest.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// How often the end is tried at most.
const ENDS: usize = 5;
/// So many looks in a row find nothing left.
const LOOKS_AT_REST: usize = 3;

/// What is to be run.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The database.
    pub engine: Engine,
    /// How often a process is killed.
    pub kills: usize,
    /// Where chance begins.
    pub seed: u64,
    /// The program.
    pub steward: PathBuf,
    /// Everything of the run is kept there.
    pub folder: PathBuf,
}

/// A run that has ended.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Run {
    /// The name of the database.
    pub engine: String,
    /// How many processes served it.
    pub replicas: usize,
    /// How often a process was killed.
    pub kills: usize,
    /// Where chance began.
    pub seed: u64,
    /// How long the killing took, in seconds.
    pub seconds: u64,
    /// The address of the store.
    pub address: String,
    /// The samples whose push was answered.
    pub pushed: Vec<Pushed>,
    /// Events of people that were handled.
    pub inbound: usize,
    /// The version of the program.
    pub version: String,
    /// The verdict on its messages.
    pub verdict: Verdict,
    /// What was answered and is missing.
    pub missing: Vec<String>,
}

impl Run {
    /// Whether every invariant holds.
    pub fn is_good(&self) -> bool {
        self.verdict.broken.is_empty() && self.missing.is_empty()
    }

    /// Messages and samples that are lost.
    pub fn lost(&self) -> usize {
        self.verdict.total(|tally| tally.lost) + self.missing.len()
    }

    /// The last line of the program.
    pub fn line(&self) -> String {
        let total = |of: fn(&crate::invariants::verdict::Tally) -> usize| self.verdict.total(of);
        let (due, accepted) = (total(|tally| tally.due), total(|tally| tally.accepted));
        let (lost, doubled) = (self.lost(), total(|tally| tally.doubled));
        format!("kills {} · due {due} · accepted {accepted} · lost {lost} · doubled {doubled}", self.kills)
    }
}

/// Kills as planned, waits for rest, and judges.
pub async fn run(plan: &Plan) -> Result<Run> {
    let address = match plan.engine {
        Engine::Sqlite => format!("sqlite:{}", plan.folder.join("steward.sqlite").display()),
        Engine::Postgres => fresh_database_with(Durability::Fast).await.map_err(|skip| anyhow!("{skip}"))?,
    };
    let mut stand_ins = StandIns::start(plan.seed, &record_file(&plan.folder))?;
    company::move_in(plan, &address, &stand_ins.setup)?;
    let count = if plan.engine == Engine::Sqlite { 1 } else { 2 };
    let mut replicas = Vec::new();
    for _ in 0..count {
        replicas.push(Replica::new(plan, &address, &stand_ins.setup)?);
    }
    let version = replica::version(&plan.steward)?;
    let doors: Vec<String> = replicas.iter().map(Replica::url).collect();
    let load = pusher::Pusher::start(plan.seed, &doors);
    let begun = Instant::now();
    kills::kill(&mut replicas, plan, Chance::of(plan.seed, 1), || load.answered()).await?;
    let seconds = begun.elapsed().as_secs();
    let pushed = load.stop().await?;
    stand_ins.calm_down()?;
    come_to_rest(&address, &mut replicas).await?;
    stand_ins.end()?;
    let (verdict, missing) = judge(&address, &plan.folder, &pushed).await?;
    let run = Run {
        engine: plan.engine.name().into(),
        replicas: count,
        kills: plan.kills,
        seed: plan.seed,
        seconds,
        inbound: handled(&address).await,
        address,
        pushed,
        version,
        verdict,
        missing,
    };
    kept::write(&plan.folder, &run)?;
    Ok(run)
}

pub use kept::read;

/// Judges the folder of a run once more, by the record that is there now, and keeps the verdict.
pub async fn judge_again(folder: &Path) -> Result<Run> {
    let run = read(folder)?;
    let (verdict, missing) = judge(&run.address, folder, &run.pushed).await?;
    let judged = Run { verdict, missing, ..run };
    kept::write(folder, &judged)?;
    Ok(judged)
}

fn record_file(folder: &Path) -> PathBuf {
    folder.join("record.jsonl")
}

async fn judge(address: &str, folder: &Path, pushed: &[Pushed]) -> Result<(Verdict, Vec<String>)> {
    let file = record_file(folder);
    let record = Record::read(&file).with_context(|| format!("read {}", file.display()))?;
    let verdict = Verdict::on(address, &record, SystemClock.now()).await;
    Ok((verdict, pushed::missing(address, pushed).await))
}

/// Ends the processes at a moment at which no message is on its way: the clock of an alert may move at any time.
async fn come_to_rest(address: &str, replicas: &mut [Replica]) -> Result<()> {
    for _ in 0..ENDS {
        rest(address, replicas).await?;
        for replica in replicas.iter_mut() {
            replica.kill()?;
        }
        if moving(address, SystemClock.now()).await.is_empty() {
            break;
        }
    }
    Ok(())
}

/// Waits until nothing that is due is left to do. What never comes to rest is for the verdict to tell.
async fn rest(address: &str, replicas: &mut [Replica]) -> Result<()> {
    for replica in replicas.iter_mut() {
        replica.ensure_running()?;
        replica.answers().await?;
    }
    let (begun, mut at_rest) = (Instant::now(), 0);
    while at_rest < LOOKS_AT_REST && begun.elapsed() < REST_WITHIN {
        pause(LOOK_EVERY).await;
        let left = unsettled(address, SystemClock.now()).await;
        at_rest = if left.is_empty() { at_rest + 1 } else { 0 };
    }
    for replica in replicas {
        replica.ensure_alive()?;
    }
    Ok(())
}

/// Lets time pass: kills, load and people have their own pace.
#[expect(clippy::disallowed_methods, reason = "the run is about time that passes")]
pub(crate) async fn pause(duration: Duration) {
    tokio::time::sleep(duration).await;
}
