//! The load: KPIs that breach and recover, pushed in calls that are repeated under their key until they are answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Result, bail};
use jiff::{Span, civil::Date};
use reqwest::StatusCode;
use serde_json::json;
use steward::clock::SystemClock;
use steward_core::time::Clock;
use tokio::task::JoinSet;

use super::{company, pause};
use crate::chance::Chance;
use crate::invariants::pushed::Pushed;

/// The first period, so many days ago; every further sample of a KPI is of the next day.
const FIRST_DAYS_AGO: i64 = 900;
/// So many push at the same time, each for KPIs of its own.
const PUSHERS: u64 = 4;
/// Most samples of a call.
const BATCH: usize = 4;
/// Longest pause between two calls, in milliseconds: about as much is to be said as conversations take of which one takes
/// a message a second.
const PAUSE_MILLISECONDS: u64 = 10_000;
/// Pause before a call is repeated.
const RETRY: Duration = Duration::from_millis(40);
/// Longest wait for an answer; a process that is killed answers never.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);
/// Values in percent: inside, beyond the warning limit, beyond the critical one.
const VALUES: [u32; 3] = [1, 3, 5];
/// Of a hundred samples so many are a breach.
const BREACH_PERCENT: u64 = 50;

/// The first of the streams of chance of those who push.
const STREAM: u64 = 10;

/// The running load.
pub(super) struct Pusher {
    answered: Arc<AtomicUsize>,
    is_over: Arc<AtomicBool>,
    pushing: JoinSet<Result<Vec<Pushed>>>,
}

impl Pusher {
    /// Begins to push to these addresses.
    pub(super) fn start(seed: u64, doors: &[String]) -> Self {
        let (answered, is_over) = (Arc::<AtomicUsize>::default(), Arc::<AtomicBool>::default());
        let mut pushing = JoinSet::new();
        for number in 0..PUSHERS {
            let own = Own { number, chance: Chance::of(seed, STREAM + number), doors: doors.to_vec() };
            pushing.spawn(push(own, Arc::clone(&answered), Arc::clone(&is_over)));
        }
        Self { answered, is_over, pushing }
    }

    /// How many calls were answered.
    pub(super) fn answered(&self) -> usize {
        self.answered.load(Ordering::Relaxed)
    }

    /// Ends it after the calls that are under way; the samples that were answered, those of a KPI in their order.
    pub(super) async fn stop(mut self) -> Result<Vec<Pushed>> {
        self.is_over.store(true, Ordering::Relaxed);
        let mut pushed = Vec::new();
        while let Some(own) = self.pushing.join_next().await {
            pushed.extend(own??);
        }
        Ok(pushed)
    }
}

/// What one of those who push has for itself.
struct Own {
    number: u64,
    chance: Chance,
    doors: Vec<String>,
}

async fn push(
    Own { number, mut chance, doors }: Own,
    answered: Arc<AtomicUsize>,
    is_over: Arc<AtomicBool>,
) -> Result<Vec<Pushed>> {
    // The process decides on the provider of TLS, which the client asks for even where none is spoken.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy().timeout(ANSWER_WITHIN).build()?;
    let is_own = |(place, _): &(usize, String)| u64::try_from(*place).is_ok_and(|at| at % PUSHERS == number);
    let kpis: Vec<String> =
        company::kpis().into_iter().enumerate().filter(is_own).map(|(_, kpi)| kpi).collect();
    let first = SystemClock.now().to_zoned(jiff::tz::TimeZone::UTC).date() - Span::new().days(FIRST_DAYS_AGO);
    let mut periods: Vec<Date> = vec![first; kpis.len()];
    let (mut kept, mut next, mut calls) = (Vec::new(), 0, 0);
    while !is_over.load(Ordering::Relaxed) {
        let mut batch = Vec::new();
        for _ in 0..=chance.place(BATCH) {
            let (kpi, period) = (&kpis[next], &mut periods[next]);
            let percent = VALUES[if chance.hits(BREACH_PERCENT) { 1 + chance.place(2) } else { 0 }];
            batch.push(Pushed {
                kpi: kpi.clone(),
                period: period.to_string(),
                percent,
                is_breach: percent > VALUES[0],
            });
            *period = period.tomorrow()?;
            next = (next + 1) % kpis.len();
        }
        deliver(&client, &mut chance, &doors, &format!("soak-{number}-{calls}"), &batch).await?;
        kept.extend(batch);
        calls += 1;
        answered.fetch_add(1, Ordering::Relaxed);
        pause(Duration::from_millis(chance.within(0, PAUSE_MILLISECONDS))).await;
    }
    Ok(kept)
}

/// Repeats one call until it is answered, with the same key.
async fn deliver(
    client: &reqwest::Client,
    chance: &mut Chance,
    doors: &[String],
    key: &str,
    batch: &[Pushed],
) -> Result<()> {
    let samples: Vec<_> = batch
        .iter()
        .map(|sample| {
            let value = format!("{}%", sample.percent);
            json!({ "kpi": sample.kpi, "period": sample.period, "value": value, "finality": "final" })
        })
        .collect();
    let body = json!({ "samples": samples });
    loop {
        let url = format!("{}/api/v1/samples", doors[chance.place(doors.len())]);
        let request =
            client.post(url).bearer_auth(company::PUSH_TOKEN).header("Idempotency-Key", key).json(&body);
        if let Ok(answer) = request.send().await {
            match answer.status() {
                StatusCode::OK => return Ok(()),
                status if status.is_client_error() => {
                    bail!("a push was refused, {status}: {}", answer.text().await.unwrap_or_default());
                }
                _ => {}
            }
        }
        pause(RETRY).await;
    }
}
