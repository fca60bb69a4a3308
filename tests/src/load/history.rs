//! A store that has seen much: a hundred thousand open alerts, and a million messages that were sent.

use anyhow::{Result, ensure};
use steward_core::id::Key;

use super::figure::{Finding, Found, Spread};
use super::home::Home;
use super::probe::{self, Probe};
use super::process::{self, Running};
use super::push::{self, BATCH, SINGLES, Singles, times};
use super::stage::{self, Stage};
use super::{Engine, company};

/// Alerts that are open.
const ALERTS: usize = 100_000;
/// Alerts after which everything is waited for.
const STORM: usize = 10_000;
/// Messages that were accepted, two of each alert among them.
const MESSAGES: u64 = 1_000_000;
/// Starts whose memory is looked at.
const STARTS: usize = 3;

/// Adds what was accepted once more, as other messages: `$1` is eight digits that no id begins with.
const AGAIN: &str = "INSERT INTO outbox (id, class, priority, platform, target, direct, thread, order_key, place,
         idempotency_key, message, reader, plain, reply_to, shows, edits, not_before, expires_at, state, attempt,
         first_attempt_at, in_doubt, fence, lease_owner, lease_until, platform_message)
     SELECT $1 || substr(id, 9), class, priority, platform, target, direct, thread, $1 || order_key, place,
         $1 || idempotency_key, message, reader, plain, reply_to, shows, edits, not_before, expires_at, state, attempt,
         first_attempt_at, in_doubt, fence, lease_owner, lease_until, $1 || platform_message
     FROM outbox
     WHERE state = 'accepted'
       AND id > '00000100'";

/// Measures the program's start and memory over such a store, and pages that leave from it.
pub async fn measure(engine: Engine) -> Result<Vec<Finding>> {
    let home = Home::fresh(engine).await?;
    let company = company::late_shippers(ALERTS + SINGLES)?;
    let store = stage::open(&home).await?;
    stage::move_in(&store, &company).await?;
    let keys: Vec<&str> = company.kpis.keys().map(Key::as_str).collect();
    let (of_alerts, of_pages) = keys.split_at(ALERTS);
    let stage = Stage::start(store).await?;
    for storm in of_alerts.chunks(STORM) {
        for batch in storm.chunks(BATCH) {
            let samples: Vec<_> = batch.iter().map(|key| push::sample(&company, key, true)).collect();
            stage.push(&samples).await?;
        }
        stage.quiet().await?;
    }
    stage.stop().await;
    let mut probe = Probe::beside(&home).await?;
    fill(&mut probe).await?;

    let binary = process::build()?;
    let (mut ready, mut idle, mut most) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let (took, running) = Running::start(&binary, &home)?;
        ready.push(took);
        let (resident, peak) = running.memory_after_idling().await?;
        idle.push(resident);
        most.push(peak);
    }
    let mut stage = Stage::start(stage::open(&home).await?).await?;
    let singles = Singles::push(&mut stage, &company, of_pages.iter().copied(), &mut probe).await?;
    stage.stop().await;

    let memory = |what: &str, aim: Option<&str>, megabytes| Finding {
        what: what.to_owned(),
        engine: engine.name(),
        aim: aim.map(str::to_owned),
        found: Found::Megabytes(Spread::of_numbers(megabytes)),
    };
    Ok(vec![
        times(engine, "start to ready over 100,000 open alerts and 1,000,000 sent messages", None, &ready),
        memory("… resident memory after 5 s idle", Some("150 MB"), idle),
        memory("… the most it had resident until then", None, most),
        probe::finding(engine, "… one durable commit, between two pushes", &singles.commits),
        times(engine, "… push of one breaching sample → answered", None, &singles.answered),
        times(engine, "… push of one breaching sample → message handed over", None, &singles.first),
    ])
}

/// Adds messages until there are as many as wanted.
async fn fill(probe: &mut Probe) -> Result<()> {
    let mut added = probe.run(AGAIN, "00000000").await?;
    let of_alerts = added;
    ensure!(of_alerts >= 2 * u64::try_from(ALERTS)?, "only {of_alerts} messages were sent");
    for round in 1.. {
        if of_alerts + added >= MESSAGES {
            break;
        }
        added += probe.run(AGAIN, &format!("{round:08x}")).await?;
    }
    Ok(())
}
