//! The real program killed in the middle of five thousand breaching samples and started again, with the web chat as its
//! platform. Nothing is pushed twice. What became of the messages is judged as in a soak.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use reqwest::{RequestBuilder, StatusCode};
use serde_json::{Value, json};
use steward::clock::SystemClock;
use steward_core::org::Org;
use steward_core::time::Clock;

use super::figure::{Finding, Found, Spread};
use super::home::Home;
use super::push::{self, BATCH};
use super::{Engine, company, memory, process, stage};
use crate::binary::Service;
use crate::chance::Chance;
use crate::invariants::pushed::{self, Pushed};
use crate::invariants::record::Record;
use crate::invariants::unsettled;
use crate::invariants::verdict::Verdict;

/// Breaching samples that are pushed.
const SAMPLES: usize = 5_000;
/// Runs, each with a kill.
const RUNS: u64 = 5;
/// The call in which the program is killed.
const KILLED_IN: usize = SAMPLES / BATCH / 2;
/// The platform, which the program serves by itself.
const PLATFORM: &str = "web";
/// Between two looks whether anything is left to do.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// How long a run may take: far longer than a lease and its messages.
const PATIENCE: Duration = Duration::from_mins(3);

/// What one run found.
struct Run {
    answered: usize,
    lost: usize,
    doubled: usize,
    /// From the restart until nothing is left to do.
    recovered: Duration,
    /// The most that either process had resident, in MB.
    most: f64,
}

/// Kills the program once in each run.
pub async fn measure(engine: Engine) -> Result<Vec<Finding>> {
    let binary = process::build()?;
    let mut runs = Vec::new();
    for seed in 0..RUNS {
        runs.push(kill_once(engine, &binary, &mut Chance::of(seed, 1)).await?);
    }
    let finding = |what: String, aim: Option<&str>, found| Finding {
        what,
        engine: engine.name(),
        aim: aim.map(str::to_owned),
        found,
    };
    let sum = |of: fn(&Run) -> usize| Found::Count(runs.iter().map(of).sum());
    let recovered: Vec<Duration> = runs.iter().map(|run| run.recovered).collect();
    Ok(vec![
        finding(
            format!(
                "{RUNS} × {SAMPLES} breaching samples, each time killed in the middle → samples answered"
            ),
            None,
            sum(|run| run.answered),
        ),
        finding("… samples and messages that are lost".into(), Some("0"), sum(|run| run.lost)),
        finding("… messages that came twice".into(), Some("0"), sum(|run| run.doubled)),
        push::times(engine, "… started again → the rest pushed, all judged and sent", None, &recovered),
        finding(
            "… most resident memory of the service alone".into(),
            Some("80 MB"),
            Found::Megabytes(Spread::of_numbers(runs.iter().map(|run| run.most).collect())),
        ),
    ])
}

async fn kill_once(engine: Engine, binary: &Path, chance: &mut Chance) -> Result<Run> {
    let home = Home::fresh(engine).await?;
    let company = on_the_web()?;
    let store = stage::open(&home).await?;
    stage::move_in(&store, &company).await?;
    store.close().await;
    let samples: Vec<Value> =
        company.kpis.keys().map(|key| push::sample(&company, key.as_str(), true)).collect();

    let service = Service::start(process::command(binary, &home));
    let mut answered = Vec::new();
    let mut calls = samples.chunks(BATCH);
    for batch in calls.by_ref().take(KILLED_IN) {
        ensure!(is_taken(call(&service, batch)).await, "a push before the kill was not answered");
        answered.extend(batch);
    }
    let batch = calls.next().context("the call in which the program is killed")?;
    let in_flight = tokio::spawn(is_taken(call(&service, batch)));
    pause(Duration::from_millis(chance.within(0, 10))).await;
    let most = memory::most(service.id())?;
    service.kill();
    if in_flight.await? {
        answered.extend(batch);
    }

    let begin = Instant::now();
    let service = Service::start(process::command(binary, &home));
    for batch in calls {
        ensure!(is_taken(call(&service, batch)).await, "a push after the kill was not answered");
        answered.extend(batch);
    }
    while begin.elapsed() < PATIENCE && !unsettled(&home.address, SystemClock.now()).await.is_empty() {
        pause(LOOK_EVERY).await;
    }
    let recovered = begin.elapsed();
    let most = most.max(memory::most(service.id())?);
    service.stop();

    let no_other = home.folder.path().join("record");
    std::fs::write(&no_other, "")?;
    let verdict = Verdict::on(&home.address, &Record::read(&no_other)?, SystemClock.now()).await;
    ensure!(verdict.broken.is_empty(), "broken:\n{}", verdict.broken.join("\n"));
    let pushed: Vec<Pushed> = answered.iter().map(|sample| as_pushed(sample)).collect();
    Ok(Run {
        answered: answered.len(),
        lost: verdict.total(|tally| tally.lost) + pushed::missing(&home.address, &pushed).await.len(),
        doubled: verdict.total(|tally| tally.doubled),
        recovered,
        most,
    })
}

/// The company with its people and channels in the web chat.
fn on_the_web() -> Result<Org> {
    let mut org = company::late_shippers(SAMPLES)?;
    for channel in org.channels.values_mut() {
        channel.platform = PLATFORM.into();
    }
    for person in org.people.values_mut() {
        person.identities = [(PLATFORM.to_owned(), person.key.to_string())].into();
    }
    Ok(org)
}

fn call(service: &Service, batch: &[Value]) -> RequestBuilder {
    service.request("POST", "/api/v1/samples").bearer_auth(stage::TOKEN).json(&json!({ "samples": batch }))
}

async fn is_taken(call: RequestBuilder) -> bool {
    call.send().await.is_ok_and(|answer| answer.status() == StatusCode::OK)
}

fn as_pushed(sample: &Value) -> Pushed {
    let text = |name: &str| sample[name].as_str().unwrap_or_default().to_owned();
    Pushed { kpi: text("kpi"), period: text("period"), percent: 5, is_breach: true }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the program is killed at some instant, and what comes later is waited for"
)]
async fn pause(duration: Duration) {
    tokio::time::sleep(duration).await;
}
