//! Slack in the service: its workspaces as platforms, and the two doors that things come in by.

mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use steward_core::host::{EMAIL, Host, PHONE};
use steward_core::platform::Platform;
use steward_core::time::Clock;
use steward_platforms::slack::{self, Credentials, Desk, Words, Workspace};
use steward_platforms::{Directory, Seeker};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::app::App;
use crate::config::{Environment, SlackConfig};
use crate::http;

pub use words::SlackWords;

/// Names that a workspace cannot have: other platforms and kinds of identity.
const TAKEN: [&str; 5] = [steward_web::NAME, "feishu_robot", crate::discord::NAME, EMAIL, PHONE];

/// Everything about Slack that exists before the service does.
pub struct Slack {
    config: SlackConfig,
    credentials: BTreeMap<String, Credentials>,
    workspaces: Vec<Arc<Workspace>>,
    words: Arc<dyn Words>,
}

impl Slack {
    /// Opens the workspaces that are configured; none where there are none.
    ///
    /// # Errors
    /// When the credentials cannot be read or cannot be right, or Slack cannot be called from here.
    pub fn open(config: &SlackConfig, environment: &Environment) -> anyhow::Result<Option<Self>> {
        let credentials = config.credentials(environment)?;
        if credentials.is_empty() {
            return Ok(None);
        }
        if let Some(taken) = TAKEN.iter().find(|taken| credentials.contains_key(**taken)) {
            anyhow::bail!("a Slack workspace cannot be called `{taken}`: the name means something else here");
        }
        let words: Arc<dyn Words> = Arc::new(SlackWords::load()?);
        let workspaces = slack::open(&credentials, &config.api_url, &words)?;
        Ok(Some(Self { config: config.clone(), credentials, workspaces, words }))
    }

    /// The workspaces, each a platform.
    pub fn platforms(&self) -> Vec<Arc<dyn Platform>> {
        self.workspaces.iter().map(|workspace| Arc::clone(workspace) as Arc<dyn Platform>).collect()
    }

    /// What the app was given for the workspace of that name.
    pub fn credentials_of(&self, name: &str) -> Option<&Credentials> {
        self.credentials.get(name)
    }

    /// The workspaces.
    pub fn workspaces(&self) -> &[Arc<Workspace>] {
        &self.workspaces
    }

    /// Opens both doors: what Slack posts over HTTP, and Socket Mode until it is told to stop.
    ///
    /// # Errors
    /// When Slack cannot be called from here.
    pub fn serve(
        &self,
        app: &Arc<App>,
        stopped: &watch::Receiver<bool>,
    ) -> anyhow::Result<(Router, JoinSet<()>)> {
        let host = Arc::clone(app) as Arc<dyn Host>;
        self.open_doors(&host, Arc::clone(&app.clock), stopped)
    }

    /// Opens both doors to whatever stands behind them.
    ///
    /// # Errors
    /// When Slack cannot be called from here.
    pub fn open_doors(
        &self,
        host: &Arc<dyn Host>,
        clock: Arc<dyn Clock>,
        stopped: &watch::Receiver<bool>,
    ) -> anyhow::Result<(Router, JoinSet<()>)> {
        let desk =
            Desk::new(self.workspaces.clone(), Arc::clone(host), Arc::clone(&self.words), Arc::clone(&clock));
        let (api, connections) = (&self.config.api_url, self.config.connections);
        let mut tasks = slack::listen(&self.credentials, api, connections, &desk, stopped)?;
        for workspace in &self.workspaces {
            let seeker = Seeker::new(Arc::clone(workspace) as Arc<dyn Directory>, Arc::clone(host));
            tasks.spawn(seeker.run(stopped.clone()));
        }
        let secrets = self.credentials.values().filter_map(|one| one.signing_secret.clone()).collect();
        Ok((http::slack::router(desk, secrets, clock), tasks))
    }
}
