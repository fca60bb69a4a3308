//! Pushes: one breaching sample until its message leaves, and ten thousand of which one in a hundred breaches.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use steward::clock::SystemClock;
use steward_core::id::Key;
use steward_core::org::Org;
use steward_core::time::Clock;

use super::figure::{Finding, Found, Spread};
use super::home::Home;
use super::probe::{self, Probe};
use super::stage::{self, Stage};
use super::{Engine, company, memory};

/// Breaching samples pushed one after the other.
pub(super) const SINGLES: usize = 270;
/// The first ones, which find caches empty and statements unprepared.
const WARM_UP: usize = 20;
/// Samples of the bulk.
const BULK: usize = 10_000;
/// Samples a call.
pub(super) const BATCH: usize = 100;
/// Of so many samples one breaches.
const BREACHES_EVERY: usize = 100;
/// Storms that are measured.
const STORMS: usize = 5;

/// Measures single pushes.
pub async fn measure_single(engine: Engine) -> Result<Vec<Finding>> {
    let home = Home::fresh(engine).await?;
    let company = company::late_shippers(SINGLES)?;
    let store = stage::open(&home).await?;
    stage::move_in(&store, &company).await?;
    let mut stage = Stage::start(store).await?;
    let keys = company.kpis.keys().map(Key::as_str);
    let Singles { commits, answered, first, last } =
        Singles::push(&mut stage, &company, keys, &mut Probe::beside(&home).await?).await?;
    stage.stop().await;
    let commit = Spread::of(&commits).median;
    let spread = Spread::of(&first);
    let in_commits = Found::Commits { median: spread.median / commit, p99: spread.p99 / commit };
    Ok(vec![
        probe::finding(engine, "one durable commit, between two pushes", &commits),
        times(engine, "push of one breaching sample → answered", None, &answered),
        times(engine, "push of one breaching sample → message handed over", Some("3 commits + 2 ms"), &first),
        Finding {
            what: "… of which 3 commits are".to_owned(),
            engine: engine.name(),
            aim: None,
            found: Found::Times(Spread::of_numbers(commits.iter().map(|c| c.as_secs_f64() * 3e3).collect())),
        },
        Finding { what: "… in commits".to_owned(), engine: engine.name(), aim: None, found: in_commits },
        times(engine, "… → its last message (channel and owner)", None, &last),
    ])
}

/// Breaching samples that were pushed one after the other, and a commit before each.
#[derive(Default)]
pub(super) struct Singles {
    /// What the commit took.
    pub(super) commits: Vec<Duration>,
    /// Until the push was answered.
    pub(super) answered: Vec<Duration>,
    /// Until the first message was handed over.
    pub(super) first: Vec<Duration>,
    /// Until the last one was.
    pub(super) last: Vec<Duration>,
}

impl Singles {
    /// Pushes a breaching sample of each KPI and waits until all is done. The first ones are not counted.
    pub(super) async fn push<'k>(
        stage: &mut Stage,
        company: &Org,
        keys: impl Iterator<Item = &'k str>,
        probe: &mut Probe,
    ) -> Result<Self> {
        let mut singles = Self::default();
        for (number, key) in keys.enumerate() {
            let commit = probe.commit().await?;
            let sample = [sample(company, key, true)];
            let begin = Instant::now();
            stage.push(&sample).await?;
            let answer = begin.elapsed();
            let handed = stage.next_handed().await?;
            stage.quiet().await?;
            let end = stage.all_handed().last().copied().unwrap_or(handed);
            if number >= WARM_UP {
                singles.commits.push(commit);
                singles.answered.push(answer);
                singles.first.push(handed - begin);
                singles.last.push(end - begin);
            }
        }
        Ok(singles)
    }
}

/// Measures a bulk of which one sample in a hundred breaches, as a morning's report does.
pub async fn measure_bulk(engine: Engine) -> Result<Vec<Finding>> {
    let run = Bulk::run(engine, BREACHES_EVERY).await?;
    let work = |what: &str, found| Finding { what: what.to_owned(), engine: engine.name(), aim: None, found };
    Ok(vec![
        times(engine, "one call of 100 samples → answered", None, &run.calls),
        work("10,000 samples in calls of 100 → all answered", Bulk::work("samples", run.answered)),
        work("… → all 100 breaches handed over", Bulk::work("samples", run.handed)),
        work("… → all judged and settled", Bulk::work("samples", run.settled)),
    ])
}

/// Measures a storm: a bulk of which every sample breaches.
pub async fn measure_storm(engine: Engine) -> Result<Vec<Finding>> {
    let mut paces = Vec::with_capacity(STORMS);
    let mut peaks = Vec::with_capacity(STORMS);
    let mut messages = 0;
    for _ in 0..STORMS {
        memory::forget_peak()?;
        let run = Bulk::run(engine, 1).await?;
        paces.push(run.per_second());
        peaks.push(memory::peak()?);
        messages = run.messages;
    }
    let finding = |what: String, aim: Option<&str>, found| Finding {
        what,
        engine: engine.name(),
        aim: aim.map(str::to_owned),
        found,
    };
    Ok(vec![
        finding(
            format!("10,000 breaching samples in calls of 100 → all {messages} messages handed over"),
            Some("3,000 samples/s"),
            Found::Pace { of: "samples", spread: Spread::of_numbers(paces) },
        ),
        finding(
            "… most resident memory, the measuring program's own included".to_owned(),
            Some("80 MB"),
            Found::Megabytes(Spread::of_numbers(peaks)),
        ),
    ])
}

/// A bulk that was pushed, and how long each part of its way took.
struct Bulk {
    calls: Vec<Duration>,
    answered: Duration,
    handed: Duration,
    settled: Duration,
    messages: usize,
}

impl Bulk {
    /// Pushes samples of which one in so many breaches, in calls one after the other.
    async fn run(engine: Engine, breaches_every: usize) -> Result<Self> {
        let home = Home::fresh(engine).await?;
        let company = company::late_shippers(BULK)?;
        let store = stage::open(&home).await?;
        stage::move_in(&store, &company).await?;
        let mut stage = Stage::start(store).await?;
        let keys = company.kpis.keys().map(Key::as_str);
        let samples: Vec<Value> = keys
            .enumerate()
            .map(|(number, key)| sample(&company, key, number % breaches_every == 0))
            .collect();
        let mut calls = Vec::new();
        let begin = Instant::now();
        for batch in samples.chunks(BATCH) {
            let call = Instant::now();
            stage.push(batch).await?;
            calls.push(call.elapsed());
        }
        let answered = begin.elapsed();
        stage.quiet().await?;
        let settled = begin.elapsed();
        let all = stage.all_handed();
        stage.stop().await;
        ensure!(all.len() >= BULK / breaches_every, "only {} messages were handed over", all.len());
        let handed = all.last().map_or(settled, |last| *last - begin);
        Ok(Self { calls, answered, handed, settled, messages: all.len() })
    }

    fn work(of: &'static str, took: Duration) -> Found {
        Found::Work { done: BULK, of, seconds: took.as_secs_f64() }
    }

    /// Samples a second until the last message was handed over.
    fn per_second(&self) -> f64 {
        f64::from(u32::try_from(BULK).unwrap_or(u32::MAX)) / self.handed.as_secs_f64()
    }
}

/// A sample of today, critical or good.
pub(super) fn sample(company: &Org, key: &str, breaches: bool) -> Value {
    let zone = company.kpis.values().next().map(|kpi| kpi.zone.clone());
    let today = zone.map(|zone| zone.date_at(SystemClock.now()).to_string());
    json!({ "kpi": key, "period": today, "value": if breaches { "5%" } else { "1%" } })
}

pub(super) fn times(engine: Engine, what: &str, aim: Option<&str>, durations: &[Duration]) -> Finding {
    Finding {
        what: what.to_owned(),
        engine: engine.name(),
        aim: aim.map(str::to_owned),
        found: Found::Times(Spread::of(durations)),
    }
}
