//! Steward as it is measured: the real program with as many open alerts as presses, each on its card.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use steward::clock::SystemClock;
use steward_core::time::Clock;
use steward_store::alert;

use super::app::App;
use super::press::Press;
use super::slack::Slack;
use super::{SECRET, TOKEN, company};
use crate::load::home::Home;
use crate::load::{Engine, stage};

/// The token for pushes.
const PUSH_TOKEN: &str = "presses-push-token-0001";
/// Samples a call.
const BATCH: usize = 100;
/// When Slack has not been called for so long, every card is posted.
const QUIET: Duration = Duration::from_secs(5);

/// The running program with its database, which it has to itself.
pub(super) struct Running {
    app: App,
    home: Home,
}

impl AsRef<App> for Running {
    fn as_ref(&self) -> &App {
        &self.app
    }
}

impl Running {
    /// Ends the program; how many open alerts somebody has acknowledged.
    pub(super) async fn end(self) -> Result<usize> {
        drop(self.app);
        let store = stage::open(&self.home).await?;
        let mut conn = store.reader().await?;
        Ok(alert::open_all(&mut conn).await?.iter().filter(|alert| alert.ack.is_some()).count())
    }
}

/// Starts the program and lets so many KPIs breach; with a press for each alert, by its owner.
pub(super) async fn furnish(
    program: &Path,
    slack: &Arc<Slack>,
    alerts: usize,
) -> Result<(Running, Vec<Press>)> {
    let home = Home::fresh(Engine::Sqlite).await?;
    let company = company::of(alerts)?;
    let store = stage::open(&home).await?;
    stage::move_in(&store, &company).await?;
    store.close().await;
    let config = format!("[slack]\napi_url = \"{}\"\n\n[log]\nlevel = \"error\"\n", slack.api_url());
    std::fs::write(home.folder.path().join("steward.toml"), config)?;
    let mut command = Command::new(program);
    command
        .args(["--config", "steward.toml", "run", "--listen", "127.0.0.1:0"])
        .env("STEWARD_STORE_URL", &home.address)
        .env("STEWARD_PUSH_TOKEN", PUSH_TOKEN)
        .env("STEWARD_SLACK_BOT_TOKEN", TOKEN)
        .env("STEWARD_SLACK_SIGNING_SECRET", SECRET)
        .env_remove("STEWARD_SLACK_APP_TOKEN")
        .current_dir(home.folder.path());
    let app = App::start(command)?;
    let today = company.kpis.values().next().context("a KPI")?.zone.date_at(SystemClock.now()).to_string();
    let samples: Vec<Value> = company
        .kpis
        .keys()
        .map(|key| json!({ "kpi": key.as_str(), "period": today, "value": "5%" }))
        .collect();
    push(app.url(), &samples).await?;
    slack.wait_for(alerts, |post| company::is_channel(&post["channel"])).await?;
    slack.quiet(QUIET).await;
    // The cards in channels; each alert has one there, and one in its owner's own conversation.
    let posts = slack.posts();
    let in_channels = posts.iter().filter(|(_, post)| company::is_channel(&post["channel"]));
    let presses = in_channels.filter_map(|(ts, post)| Press::on(post, ts, company::PRESSER)).collect();
    Ok((Running { app, home }, presses))
}

async fn push(slack_url: &str, samples: &[Value]) -> Result<()> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy().build()?;
    let url = slack_url.replace("/slack/events", "/api/v1/samples");
    for batch in samples.chunks(BATCH) {
        let body = json!({ "samples": batch });
        let answer = client.post(&url).bearer_auth(PUSH_TOKEN).json(&body).send().await?;
        let status = answer.status();
        ensure!(status.is_success(), "{status}: {}", answer.text().await?);
    }
    Ok(())
}
