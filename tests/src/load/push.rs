//! Pushes: one breaching sample until its message leaves, and ten thousand of which one in a hundred breaches.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use steward::clock::SystemClock;
use steward_core::org::Org;
use steward_core::time::Clock;

use super::figure::{Finding, Found, Spread};
use super::home::Home;
use super::probe::{self, Probe};
use super::stage::{self, Stage};
use super::{Engine, company};

/// Breaching samples pushed one after the other.
const PUSHES: usize = 250;
/// The first ones, which find caches empty and statements unprepared.
const WARM_UP: usize = 20;
/// Samples of the bulk.
const BULK: usize = 10_000;
/// Samples a call.
const BATCH: usize = 100;
/// Of so many samples one breaches.
const BREACHES_EVERY: usize = 100;

/// Measures single pushes.
pub async fn measure_single(engine: Engine) -> Result<Vec<Finding>> {
    let home = Home::fresh(engine).await?;
    let company = company::late_shippers(PUSHES + WARM_UP)?;
    let store = stage::open(&home).await?;
    stage::move_in(&store, &company).await?;
    let mut stage = Stage::start(store).await?;
    let mut probe = Probe::beside(&home).await?;
    let mut commits = Vec::new();
    let (mut answered, mut first, mut last) = (Vec::new(), Vec::new(), Vec::new());
    for (number, key) in company.kpis.keys().enumerate() {
        let commit = probe.commit().await?;
        let sample = [sample(&company, key.as_str(), true)];
        let begin = Instant::now();
        stage.push(&sample).await?;
        let answer = begin.elapsed();
        let handed = stage.next_handed().await?;
        stage.quiet().await?;
        let end = stage.all_handed().last().copied().unwrap_or(handed);
        if number >= WARM_UP {
            commits.push(commit);
            answered.push(answer);
            first.push(handed - begin);
            last.push(end - begin);
        }
    }
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

/// Measures the bulk.
pub async fn measure_bulk(engine: Engine) -> Result<Vec<Finding>> {
    let home = Home::fresh(engine).await?;
    let company = company::late_shippers(BULK)?;
    let store = stage::open(&home).await?;
    stage::move_in(&store, &company).await?;
    let mut stage = Stage::start(store).await?;
    let keys: Vec<&str> = company.kpis.keys().map(steward_core::id::Key::as_str).collect();
    let samples: Vec<Value> = keys
        .iter()
        .enumerate()
        .map(|(number, key)| sample(&company, key, number % BREACHES_EVERY == 0))
        .collect();
    let mut calls = Vec::new();
    let begin = Instant::now();
    for batch in samples.chunks(BATCH) {
        let call = Instant::now();
        stage.push(batch).await?;
        calls.push(call.elapsed());
    }
    let pushed = begin.elapsed();
    stage.quiet().await?;
    let settled = begin.elapsed();
    let handed = stage.all_handed();
    stage.stop().await;
    ensure!(handed.len() >= BULK / BREACHES_EVERY, "only {} messages were handed over", handed.len());
    let last = handed.last().map_or(settled, |last| *last - begin);
    let of = |done, of, duration: Duration| Found::Work { done, of, seconds: duration.as_secs_f64() };
    let work = |what: &str, found| Finding { what: what.to_owned(), engine: engine.name(), aim: None, found };
    Ok(vec![
        times(engine, "one call of 100 samples → answered", None, &calls),
        work("10,000 samples in calls of 100 → all answered", of(BULK, "samples", pushed)),
        work("… → all 100 breaches handed over", of(BULK, "samples", last)),
        work("… → all judged and settled", of(BULK, "samples", settled)),
        work("… messages handed over", of(handed.len(), "messages", last)),
    ])
}

/// A sample of today, critical or good.
fn sample(company: &Org, key: &str, breaches: bool) -> Value {
    let zone = company.kpis.values().next().map(|kpi| kpi.zone.clone());
    let today = zone.map(|zone| zone.date_at(SystemClock.now()).to_string());
    json!({ "kpi": key, "period": today, "value": if breaches { "5%" } else { "1%" } })
}

fn times(engine: Engine, what: &str, aim: Option<&str>, durations: &[Duration]) -> Finding {
    Finding {
        what: what.to_owned(),
        engine: engine.name(),
        aim: aim.map(str::to_owned),
        found: Found::Times(Spread::of(durations)),
    }
}
