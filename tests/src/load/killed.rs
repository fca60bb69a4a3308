//! The real program killed in the middle of five thousand breaching samples and started again, on Slack's stand-in. Nothing
//! is pushed twice. What arrived is counted in the stand-in alone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use reqwest::{RequestBuilder, StatusCode};
use steward::clock::SystemClock;
use steward_core::kpi::Kpi;
use steward_core::org::Org;
use steward_platforms::slack::NAME;

use super::figure::{Finding, Found, Spread};
use super::home::Home;
use super::push::{self, BATCH};
use super::{Engine, memory, process, stage};
use crate::binary::Service;
use crate::chance::Chance;
use crate::fakes::slack::{FakeSlack, NewChannel, NewUser};
use crate::presses::company;

/// Breaching samples that are pushed.
const SAMPLES: usize = 5_000;
/// Runs, each with a kill.
const RUNS: u64 = 5;
/// The call in which the program is killed.
const KILLED_IN: usize = SAMPLES / BATCH / 2;
/// The bearer token of the push endpoint.
const TOKEN: &str = "load-push-token-0001";
/// What the name of a shop begins with, before its four digits.
const SHOP: &str = "Shop ";
/// Between two looks whether everything is there.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How long a run may take: far longer than Slack's pace and a lease.
const PATIENCE: Duration = Duration::from_mins(5);
/// So long after the last message nothing may come any more: longer than a lease.
const AFTERWARDS: Duration = Duration::from_secs(40);

/// What one run found.
struct Run {
    answered: usize,
    lost: usize,
    doubled: usize,
    /// From the restart to the last message.
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
            format!("{RUNS} × {SAMPLES} breaching samples, killed in the middle → samples answered"),
            None,
            sum(|run| run.answered),
        ),
        finding("… messages about them that are lost".into(), Some("0"), sum(|run| run.lost)),
        finding("… messages that came twice".into(), Some("0"), sum(|run| run.doubled)),
        push::times(
            engine,
            "… started again → all messages there, one a second and channel",
            None,
            &recovered,
        ),
        finding(
            "… most resident memory of the service".into(),
            Some("80 MB"),
            Found::Megabytes(Spread::of_numbers(runs.iter().map(|run| run.most).collect())),
        ),
    ])
}

async fn kill_once(engine: Engine, binary: &Path, chance: &mut Chance) -> Result<Run> {
    let home = Home::fresh(engine).await?;
    let slack = FakeSlack::start(Arc::new(SystemClock)).await;
    slack.keep_pace();
    let place = Place::furnish(binary, &home, &slack).await?;
    let service = place.start();
    let mut answered = Vec::new();
    let mut calls = place.samples.chunks(BATCH).enumerate();
    let push = |service: &Service, batch: &[Sample]| {
        let samples: Vec<_> = batch.iter().map(|sample| &sample.pushed).collect();
        let body = serde_json::json!({ "samples": samples });
        service.request("POST", "/api/v1/samples").bearer_auth(TOKEN).json(&body)
    };
    for (_, batch) in calls.by_ref().take(KILLED_IN) {
        ensure!(is_taken(push(&service, batch)).await, "a push before the kill was not answered");
        answered.extend(batch);
    }
    let (_, batch) = calls.next().context("the call in which the program is killed")?;
    let in_flight = tokio::spawn(is_taken(push(&service, batch)));
    pause(Duration::from_millis(chance.within(0, 10))).await;
    let mut most = memory::most(service.id())?;
    service.kill();
    if in_flight.await? {
        answered.extend(batch);
    }

    let begin = Instant::now();
    let service = place.start();
    for (_, batch) in calls {
        ensure!(is_taken(push(&service, batch)).await, "a push after the kill was not answered");
        answered.extend(batch);
    }
    let lacks =
        |heard: &Heard| answered.iter().flat_map(|sample| heard.about(sample)).filter(|n| *n == 0).count();
    while begin.elapsed() < PATIENCE && lacks(&Heard::of(&place, &slack)) > 0 {
        pause(LOOK_EVERY).await;
    }
    let recovered = begin.elapsed();
    pause(AFTERWARDS).await;
    most = most.max(memory::most(service.id())?);
    service.stop();
    let heard = Heard::of(&place, &slack);
    Ok(Run {
        answered: answered.len(),
        lost: lacks(&heard),
        // Those whose push was not answered may be there or not, but never twice.
        doubled: heard.0.values().map(|found| found - 1).sum(),
        recovered,
        most,
    })
}

async fn is_taken(push: RequestBuilder) -> bool {
    push.send().await.is_ok_and(|answer| answer.status() == StatusCode::OK)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the program is killed at some instant, and what comes later is waited for"
)]
async fn pause(duration: Duration) {
    tokio::time::sleep(duration).await;
}

/// A company on Slack, and the program that serves it.
struct Place<'p> {
    binary: &'p Path,
    home: &'p Home,
    bot_token: String,
    samples: Vec<Sample>,
}

/// What is pushed of a KPI, and where it is told.
struct Sample {
    pushed: serde_json::Value,
    /// The shop that the messages name.
    shop: String,
    /// The channel of its team, and its owner's own conversation.
    conversations: [String; 2],
}

impl Sample {
    fn of(org: &Org, kpi: &Kpi) -> Result<Self> {
        let team = org.teams.get(&kpi.team).context("its team")?;
        let channel = team.channel.as_ref().and_then(|key| org.channels.get(key)).context("its channel")?;
        let owner = kpi.owner.as_ref().context("its owner")?;
        Ok(Self {
            pushed: push::sample(org, kpi.key.as_str(), true),
            shop: kpi.scope.clone().context("its shop")?,
            conversations: [channel.target.clone(), format!("@{owner}")],
        })
    }
}

/// How many messages name a shop, by conversation and shop.
#[derive(Default)]
struct Heard(BTreeMap<(String, String), usize>);

impl Heard {
    /// What is there now.
    fn of(place: &Place<'_>, slack: &FakeSlack) -> Self {
        let conversations: BTreeSet<&String> =
            place.samples.iter().flat_map(|sample| &sample.conversations).collect();
        let mut heard = Self::default();
        for conversation in conversations {
            for shop in slack.posts(conversation).iter().filter_map(|post| shop_in(post.text())) {
                *heard.0.entry((conversation.clone(), shop)).or_default() += 1;
            }
        }
        heard
    }

    /// The messages about a sample in its channel and with its owner.
    fn about<'h>(&'h self, sample: &'h Sample) -> impl Iterator<Item = usize> + 'h {
        let found = |conversation: &String| self.0.get(&(conversation.clone(), sample.shop.clone()));
        sample.conversations.iter().map(move |conversation| found(conversation).copied().unwrap_or_default())
    }
}

/// The name of the shop in a text.
fn shop_in(text: &str) -> Option<String> {
    let name = text.get(text.find(SHOP)?..)?;
    name.get(..SHOP.len() + 4).map(str::to_owned)
}

impl<'p> Place<'p> {
    async fn furnish(binary: &'p Path, home: &'p Home, slack: &FakeSlack) -> Result<Self> {
        let mut org = company::of(SAMPLES)?;
        let workspace = slack.add_workspace("Load");
        for channel in org.channels.values_mut() {
            channel.target = slack.add_channel(&workspace.team, NewChannel::named(&channel.name).with_bot());
        }
        for person in org.people.values_mut() {
            let id = slack.add_user(&workspace.team, NewUser::named(person.key.as_str()));
            person.identities = [(NAME.to_owned(), id)].into();
        }
        let store = stage::open(home).await?;
        stage::move_in(&store, &org).await?;
        store.close().await;
        let config = format!("[slack]\napi_url = \"{}\"\n\n[log]\nlevel = \"error\"\n", slack.api_url());
        std::fs::write(home.folder.path().join("steward.toml"), config)?;
        let samples = org.kpis.values().map(|kpi| Sample::of(&org, kpi)).collect::<Result<_>>()?;
        Ok(Self { binary, home, bot_token: workspace.bot_token, samples })
    }

    fn start(&self) -> Service {
        let mut command = Command::new(self.binary);
        command
            .args(["--config", "steward.toml", "run", "--listen", "127.0.0.1:0"])
            .env("STEWARD_STORE_URL", &self.home.address)
            .env("STEWARD_PUSH_TOKEN", TOKEN)
            .env("STEWARD_SLACK_BOT_TOKEN", &self.bot_token)
            .env("STEWARD_SLACK_SIGNING_SECRET", "load-signing-secret")
            .env_remove("STEWARD_SLACK_APP_TOKEN")
            .current_dir(self.home.folder.path());
        Service::start(command)
    }
}
