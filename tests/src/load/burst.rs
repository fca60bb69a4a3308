//! Bursts into platforms that take only so much: a thousand digests at once while alerts page, and sixty alerts in one channel.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use async_trait::async_trait;
use jiff::SignedDuration;
use serde_json::{Value, json};
use steward::clock::SystemClock;
use steward_core::card::Card;
use steward_core::digest::{DigestKind, DigestSchedule};
use steward_core::id::{ChannelKey, Key, OutboxId, ScheduleKey, TeamKey};
use steward_core::org::Org;
use steward_core::pace::Limits;
use steward_core::platform::{Address, Capabilities, Platform, PlatformError};
use steward_core::schedule::Timing;
use steward_core::time::Clock;

use super::Engine;
use super::company::{self, PLATFORM};
use super::figure::{Finding, Found, Spread};
use super::home::Home;
use super::stage::{self, Stage};
use crate::fakes::chat::{ABLE, FakeChat, MANY, ONE_A_SECOND, Published};

/// Channels that get a digest at the same instant.
const CHANNELS: usize = 1_000;
/// Breaches while they do.
const BREACHES: usize = 20;
/// Time between two of them.
const BETWEEN: Duration = Duration::from_secs(2);
/// Alerts into one channel.
const ALERTS: usize = 60;
/// Half of what a call takes.
const HALF_WAY: Duration = Duration::from_millis(50);
/// How long a burst may take: far longer than the platform dictates.
const PATIENCE: Duration = Duration::from_mins(5);

/// A platform a hundred milliseconds away that refuses more than it publishes.
struct Far {
    chat: Arc<FakeChat>,
    /// Where messages were accepted, and when.
    accepted: Mutex<Vec<(String, Instant)>>,
}

impl Far {
    fn new(published: Published) -> Arc<Self> {
        let chat = FakeChat::limited(PLATFORM, ABLE, Some(published), Arc::new(SystemClock));
        Arc::new(Self { chat, accepted: Mutex::default() })
    }

    fn note(&self, to: &Address) {
        let mut accepted = self.accepted.lock().unwrap_or_else(PoisonError::into_inner);
        accepted.push((to.target.clone(), Instant::now()));
    }

    fn accepted(&self, is_wanted: impl Fn(&str) -> bool) -> Vec<Instant> {
        let accepted = self.accepted.lock().unwrap_or_else(PoisonError::into_inner);
        accepted.iter().filter(|(target, _)| is_wanted(target)).map(|(_, at)| *at).collect()
    }

    /// Waits until so many messages are where they are wanted; when the last one was.
    async fn wait_for(&self, count: usize, is_wanted: impl Fn(&str) -> bool) -> Result<Instant> {
        let begin = Instant::now();
        loop {
            let accepted = self.accepted(&is_wanted);
            if let Some(last) = accepted.get(count - 1) {
                return Ok(*last);
            }
            ensure!(begin.elapsed() < PATIENCE, "only {} of {count} were accepted", accepted.len());
            half_way().await;
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the platform is far away")]
async fn half_way() {
    tokio::time::sleep(HALF_WAY).await;
}

#[expect(clippy::disallowed_methods, reason = "breaches come one after the other")]
async fn rest(duration: Duration) {
    tokio::time::sleep(duration).await;
}

#[async_trait]
impl Platform for Far {
    fn name(&self) -> &str {
        PLATFORM
    }

    fn capabilities(&self) -> Capabilities {
        self.chat.capabilities()
    }

    fn limits(&self) -> Limits {
        self.chat.limits()
    }

    async fn post(&self, to: &Address, marker: OutboxId, card: &Card) -> Result<String, PlatformError> {
        half_way().await;
        let message = self.chat.post(to, marker, card).await?;
        self.note(to);
        half_way().await;
        Ok(message)
    }

    async fn edit(&self, to: &Address, message: &str, card: &Card) -> Result<(), PlatformError> {
        half_way().await;
        self.chat.edit(to, message, card).await?;
        half_way().await;
        Ok(())
    }

    async fn find(&self, to: &Address, marker: OutboxId) -> Result<Option<String>, PlatformError> {
        self.chat.find(to, marker).await
    }
}

/// A thousand channels' digests at the same instant, where an app may send a thousand messages a minute.
pub async fn measure_digests(engine: Engine) -> Result<Vec<Finding>> {
    let (mut company, platform) = (company::late_shippers(CHANNELS)?, Far::new(MANY));
    let due = SystemClock.now() + SignedDuration::from_secs(150);
    let due = due.round(jiff::Unit::Minute)?;
    one_channel_each(&mut company, due)?;
    let stage = on_stage(engine, &company, &platform).await?;
    let before = SystemClock.now();
    ensure!(before < due, "the stage took too long to stand");
    rest(Duration::try_from(before.duration_until(due))?).await;
    let begin = Instant::now();
    let keys: Vec<&str> = company.kpis.keys().map(Key::as_str).collect();
    let mut pages = Vec::new();
    for breach in 0..BREACHES {
        let key = keys[breach * CHANNELS / BREACHES];
        let owner = company.kpis.values().nth(breach * CHANNELS / BREACHES).and_then(|kpi| kpi.owner.clone());
        let owner = owner.map(|owner| owner.to_string()).unwrap_or_default();
        let pushed = Instant::now();
        stage.push(&[breaching(key, &company)]).await?;
        pages.push(platform.wait_for(1, |target| target == owner).await? - pushed);
        rest(BETWEEN.saturating_sub(pushed.elapsed())).await;
    }
    let all = CHANNELS + BREACHES;
    let took = platform.wait_for(all, |target| target.starts_with("channel")).await? - begin;
    stage.stop().await;
    let messages = CHANNELS + 2 * BREACHES;
    let dictated = 60.0 * f64::from(u32::try_from(messages)?) / 1_000.0;
    Ok(vec![
        Finding {
            what: format!(
                "{CHANNELS} digests and {BREACHES} alerts at once, 1,000 messages a minute → all there"
            ),
            engine: engine.name(),
            aim: Some(format!("{:.1} s (1.05 × {dictated:.1} s)", 1.05 * dictated)),
            found: Found::Work { done: messages, of: "messages", seconds: took.as_secs_f64() },
        },
        Finding {
            what: "… breach pushed meanwhile → page accepted, 0.1 s away".to_owned(),
            engine: engine.name(),
            aim: Some("p99 5 s".to_owned()),
            found: Found::Times(Spread::of(&pages)),
        },
        refused(engine, "… calls refused as too many", &platform),
    ])
}

/// Sixty alerts into a channel that takes a message a second.
pub async fn measure_channel(engine: Engine) -> Result<Vec<Finding>> {
    let (company, platform) = (company::late_shippers(ALERTS)?, Far::new(ONE_A_SECOND));
    let stage = on_stage(engine, &company, &platform).await?;
    let samples: Vec<Value> = company.kpis.keys().map(|key| breaching(key.as_str(), &company)).collect();
    let begin = Instant::now();
    stage.push(&samples).await?;
    let took = platform.wait_for(ALERTS, |target| target == "ops").await? - begin;
    stage.stop().await;
    Ok(vec![
        Finding {
            what: format!("{ALERTS} alerts into a channel of a message a second → all there"),
            engine: engine.name(),
            aim: Some("66 s".to_owned()),
            found: Found::Work { done: ALERTS, of: "messages", seconds: took.as_secs_f64() },
        },
        refused(engine, "… of them refused as too early", &platform),
    ])
}

async fn on_stage(engine: Engine, company: &Org, platform: &Arc<Far>) -> Result<Stage> {
    let home = Home::fresh(engine).await?;
    let store = stage::open(&home).await?;
    stage::move_in(&store, company).await?;
    let mut stage = Stage::start_with(store, Arc::clone(platform) as Arc<dyn Platform>).await?;
    stage.home = Some(home);
    Ok(stage)
}

/// Gives every KPI a team and a channel of its own, which gets a digest at that instant.
fn one_channel_each(company: &mut Org, due: jiff::Timestamp) -> Result<()> {
    let channel = company.channels.values().next().cloned();
    let team = company.teams.values().next().cloned();
    let (Some(channel), Some(team)) = (channel, team) else { anyhow::bail!("the company has no team") };
    let time = channel.zone.local_at(due).strftime("%H:%M").to_string();
    for (number, kpi) in company.kpis.values_mut().enumerate() {
        let name = format!("channel{number}");
        let (channel_key, team_key) = (ChannelKey::parse(&name)?, TeamKey::parse(&name)?);
        let mut own = channel.clone();
        own.key = channel_key.clone();
        (own.name, own.target) = (name.clone(), name.clone());
        let mut own_team = team.clone();
        own_team.key = team_key.clone();
        own_team.channel = Some(channel_key.clone());
        kpi.team = team_key.clone();
        let schedule = DigestSchedule {
            key: ScheduleKey::parse(&name)?,
            channel: channel_key.clone(),
            kind: DigestKind::Daily,
            timing: Timing {
                rule: format!("daily {time}").parse()?,
                zone: channel.zone.clone(),
                calendar: "us".to_owned(),
            },
            scorecard: None,
            late_hours: 6,
        };
        company.channels.insert(channel_key, own);
        company.teams.insert(team_key, own_team);
        company.schedules.insert(schedule.key.clone(), schedule);
    }
    Ok(())
}

fn breaching(key: &str, company: &Org) -> Value {
    let zone = company.kpis.values().next().map(|kpi| kpi.zone.clone());
    let today = zone.map(|zone| zone.date_at(SystemClock.now()).to_string());
    json!({ "kpi": key, "period": today, "value": "5%" })
}

fn refused(engine: Engine, what: &str, platform: &Far) -> Finding {
    Finding {
        what: what.to_owned(),
        engine: engine.name(),
        aim: Some("0".to_owned()),
        found: Found::Count(platform.chat.refused()),
    }
}
