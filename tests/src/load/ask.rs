//! Questions over many KPIs: what the import takes, how long an answer takes, and a digest of 200 KPIs.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use jiff::{Span, Timestamp};
use rust_decimal::Decimal;
use steward::clock::SystemClock;
use steward::ids::ClockedIds;
use steward_core::id::{IdGen, KpiKey};
use steward_core::inbound::{Immediate, Inbound, Languages, Receiver, Said};
use steward_core::sample::{Finality, Observation};
use steward_core::time::Clock;
use steward_store::{Store, sample};

use super::company::{DIGEST_CHANNEL, PLATFORM, key};
use super::figure::{Finding, Found, Spread};
use super::home::Home;
use super::probe::{self, Probe};
use super::stage::{self, Stage};
use super::{Engine, Wanted, company};

/// Questions of each kind.
const QUESTIONS: usize = 300;
/// Digests that are asked for.
const DIGESTS: usize = 20;
/// Samples in one transaction of the import, and in one call of `record`.
const TRANSACTION: usize = 10_000;
const BATCH: usize = 500;

/// A kind of question: what it is called in the table, and what is said about a shop.
type Kind = (&'static str, fn(usize) -> String);

const KINDS: [Kind; 17] = [
    ("ask by key", |shop| format!("kpi {}", key("acos", shop))),
    ("ask by name and shop", |shop| format!("acos shop {shop:04}")),
    ("ask within a sentence", |shop| format!("how is acos shop {shop:04} doing")),
    ("ask mistyped", |shop| format!("kpi acsos shop {shop:04}")),
    ("ask over a week", |shop| format!("acos shop {shop:04} last 7 days")),
    ("ask against a week earlier", |shop| format!("acos shop {shop:04} wow")),
    ("ask several at once", |shop| format!("acos tacos cpc shop {shop:04}")),
    ("ask by shop", |_| "acos by shop".to_owned()),
    ("ask for the worst shops", |_| "worst acos".to_owned()),
    ("ask why", |shop| format!("why acos shop {shop:04}")),
    ("ask who owns it", |shop| format!("who owns acos shop {shop:04}")),
    ("ask how much room is left", |shop| format!("room acos shop {shop:04}")),
    ("ask for the list", |_| "list".to_owned()),
    ("ask what is red", |_| "what is red?".to_owned()),
    ("ask for the worst", |_| "worst".to_owned()),
    ("ask what changed", |_| "what changed since yesterday".to_owned()),
    ("ask how fresh the data is", |_| "how fresh is the data?".to_owned()),
];

/// Measures everything over one store.
pub async fn measure(engine: Engine, wanted: &Wanted) -> Result<Vec<Finding>> {
    let home = Home::fresh(engine).await?;
    let company = company::shops(wanted.kpis)?;
    let store = stage::open(&home).await?;
    stage::move_in(&store, &company).await?;
    let keys: Vec<KpiKey> = company.kpis.into_keys().collect();
    let (samples, took) = import(&store, &keys, wanted.days).await?;
    let mut findings = vec![work(engine, "import of all samples", samples, "samples", took)];

    let begin = Instant::now();
    let mut stage = Stage::start(store).await?;
    findings.push(work(engine, "first judgement of all KPIs", keys.len(), "KPIs", begin.elapsed()));
    stage.quiet().await?;
    let mut probe = Probe::beside(&home).await?;
    let mut commits = Vec::new();
    let shops = wanted.kpis.div_ceil(10).max(1);
    for (what, say) in KINDS {
        let mut answers = Vec::with_capacity(QUESTIONS);
        for number in 0..QUESTIONS {
            commits.push(probe.commit().await?);
            // A step that is prime to the number of shops visits them all over the store.
            let said = say(number * 37 % shops);
            let (took, shown) = ask(&stage, "ops", &said).await;
            ensure!(is_answer(&shown), "{said:?} was answered with {shown:?}");
            answers.push(took);
        }
        findings.push(times(engine, what, Some("5 ms"), &answers));
    }
    findings.push(probe::finding(engine, "one durable commit, between two questions", &commits));
    findings.extend(digests(engine, &mut stage).await?);
    stage.stop().await;
    Ok(findings)
}

/// Asks for the digest of the desk, again and again.
async fn digests(engine: Engine, stage: &mut Stage) -> Result<Vec<Finding>> {
    stage.all_handed();
    let (mut answers, mut handed) = (Vec::new(), Vec::new());
    for _ in 0..DIGESTS {
        let begin = Instant::now();
        answers.push(ask(stage, DIGEST_CHANNEL, "digest").await.0);
        handed.push(stage.next_handed().await? - begin);
        stage.quiet().await?;
    }
    Ok(vec![
        times(engine, "digest of 200 KPIs → answered", None, &answers),
        times(engine, "digest of 200 KPIs → handed over", None, &handed),
    ])
}

/// Says something to Steward as the lead.
async fn ask(stage: &Stage, channel: &str, text: &str) -> (Duration, Immediate) {
    let inbound = Inbound {
        platform: PLATFORM.to_owned(),
        event_id: stage.app.ids.uuid().to_string(),
        person: "lead".to_owned(),
        conversation: channel.to_owned(),
        direct: false,
        thread: None,
        message: None,
        at: SystemClock.now(),
        languages: Languages::default(),
        what: Said::Text { text: text.to_owned(), addressed: true },
    };
    let begin = Instant::now();
    let shown = stage.app.receive(inbound).await.unwrap_or_else(Immediate::from);
    (begin.elapsed(), shown)
}

fn is_answer(shown: &Immediate) -> bool {
    matches!(shown, Immediate::Public { .. })
}

/// Records the samples of every KPI up to yesterday, as `steward import` does, a KPI after the other.
async fn import(store: &Store, keys: &[KpiKey], days: i64) -> Result<(usize, Duration)> {
    let now = SystemClock.now();
    let ids = ClockedIds::new(std::sync::Arc::new(SystemClock));
    let begin = Instant::now();
    let mut recorded = 0;
    let mut waiting: Vec<Observation> = Vec::with_capacity(TRANSACTION);
    for (number, key) in keys.iter().enumerate() {
        waiting.extend(series(key, number, days, now));
        if waiting.len() >= TRANSACTION || number + 1 == keys.len() {
            recorded += waiting.len();
            record(store, &waiting, now, &ids).await?;
            waiting.clear();
        }
    }
    Ok((recorded, begin.elapsed()))
}

async fn record(store: &Store, seen: &[Observation], now: Timestamp, ids: &dyn IdGen) -> Result<()> {
    let mut tx = store.begin().await?;
    for batch in seen.chunks(BATCH) {
        sample::record(&mut tx, batch, now, ids, &|_| true).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Values between 0.01 and 1, the last one of the day before yesterday in UTC, which has ended in every zone.
fn series(key: &KpiKey, number: usize, days: i64, now: Timestamp) -> impl Iterator<Item = Observation> {
    let last = now.to_zoned(jiff::tz::TimeZone::UTC).date().saturating_sub(Span::new().days(2));
    (0..days).map(move |back| {
        let mixed = i64::try_from(number).unwrap_or_default() * 7 + back * 13;
        Observation {
            kpi: key.clone(),
            period: last.saturating_sub(Span::new().days(days - 1 - back)),
            value: Some(Decimal::new(mixed % 99 + 1, 2)),
            numerator: None,
            denominator: None,
            finality: Finality::Final,
            window: None,
            platform_target: None,
            source: "file load.csv".to_owned(),
        }
    })
}

fn work(engine: Engine, what: &str, done: usize, of: &'static str, took: Duration) -> Finding {
    let found = Found::Work { done, of, seconds: took.as_secs_f64() };
    Finding { what: what.to_owned(), engine: engine.name(), aim: None, found }
}

fn times(engine: Engine, what: &str, aim: Option<&str>, durations: &[Duration]) -> Finding {
    Finding {
        what: what.to_owned(),
        engine: engine.name(),
        aim: aim.map(str::to_owned),
        found: Found::Times(Spread::of(durations)),
    }
}
