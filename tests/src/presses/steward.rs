//! Steward as it is measured: the real program with as many open alerts as presses, each on its card.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use anyhow::{Context, Result};
use steward::app::Parts;
use steward::clock::SystemClock;
use steward::config::{Config, Environment};
use steward::ids::ClockedIds;
use steward::runner::settle;
use steward_core::kpi::Kpi;
use steward_core::org::Org;
use steward_core::platform::Platform;
use steward_core::sample::{Finality, Observation};
use steward_core::time::Clock;
use steward_store::{Store, alert, sample};

use super::app::App;
use super::press::Press;
use super::slack::Slack;
use super::unpaced::Unpaced;
use super::{SECRET, TOKEN, company};
use crate::load::home::Home;
use crate::load::{Engine, stage};

/// Samples a transaction.
const BATCH: usize = 100;

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

/// Lets so many KPIs breach, then starts the program; with a press for each alert, by the lead.
pub(super) async fn furnish(
    program: &Path,
    slack: &Arc<Slack>,
    alerts: usize,
) -> Result<(Running, Vec<Press>)> {
    let home = Home::fresh(Engine::Sqlite).await?;
    let company = company::of(alerts)?;
    let store = stage::open(&home).await?;
    stage::move_in(&store, &company).await?;
    post_cards(store, slack, &company).await?;
    let config = format!("[slack]\napi_url = \"{}\"\n\n[log]\nlevel = \"error\"\n", slack.api_url());
    std::fs::write(home.folder.path().join("steward.toml"), config)?;
    let mut command = Command::new(program);
    command
        .args(["--config", "steward.toml", "run", "--listen", "127.0.0.1:0"])
        .env("STEWARD_STORE_URL", &home.address)
        .env("STEWARD_SLACK_BOT_TOKEN", TOKEN)
        .env("STEWARD_SLACK_SIGNING_SECRET", SECRET)
        .env_remove("STEWARD_SLACK_APP_TOKEN")
        .current_dir(home.folder.path());
    let app = App::start(command)?;
    // The cards in channels; each alert has one there, and one in its owner's own conversation.
    let posts = slack.posts();
    let in_channels = posts.iter().filter(|(_, post)| company::is_channel(&post["channel"]));
    let presses = in_channels.filter_map(|(ts, post)| Press::on(post, ts, company::PRESSER)).collect();
    Ok((Running { app, home }, presses))
}

/// Judges a breach of every KPI and posts the cards in this process, without the pace that Slack asks for: at that it would
/// take the better part of an hour.
async fn post_cards(store: Store, slack: &Slack, company: &Org) -> Result<()> {
    let mut config = Config::defaults()?;
    config.slack.api_url = slack.api_url();
    let environment = Environment {
        slack_bot_token: Some(TOKEN.into()),
        slack_signing_secret: Some(SECRET.into()),
        ..Environment::default()
    };
    // The process decides on the provider of TLS, which the client asks for even where none is spoken.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let workspaces = slack_service(&config, &environment)?;
    let clock = Arc::new(SystemClock);
    let app = steward::app::App::build(Parts {
        config,
        store: store.clone(),
        clock: clock.clone(),
        ids: Arc::new(ClockedIds::new(clock)),
        push_token: None,
        web: None,
        platforms: workspaces,
    })?;
    let breaches: Vec<Observation> = company.kpis.values().map(breach).collect::<Result<_>>()?;
    for batch in breaches.chunks(BATCH) {
        let mut tx = app.store.begin().await?;
        sample::record(&mut tx, batch, app.clock.now(), app.ids.as_ref(), &|_| true).await?;
        tx.commit().await?;
    }
    settle(&app).await?;
    drop(app);
    store.close().await;
    Ok(())
}

fn slack_service(config: &Config, environment: &Environment) -> Result<Vec<Arc<dyn Platform>>> {
    let service = steward::slack::Slack::open(&config.slack, environment)?.context("a workspace")?;
    let unpaced = |platform| Arc::new(Unpaced(platform)) as Arc<dyn Platform>;
    Ok(service.platforms().into_iter().map(unpaced).collect())
}

/// A value of today beyond the limit.
fn breach(kpi: &Kpi) -> Result<Observation> {
    Ok(Observation {
        kpi: kpi.key.clone(),
        period: kpi.zone.date_at(SystemClock.now()),
        value: Some("0.05".parse()?),
        numerator: None,
        denominator: None,
        finality: Finality::Final,
        window: None,
        platform_target: None,
        source: "presses".into(),
    })
}
