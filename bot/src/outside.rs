//! The chat platforms outside this process that are configured, and the doors that things come in by.

use std::sync::Arc;

use axum::Router;
use steward_core::host::Host;
use steward_core::id::IdGen;
use steward_core::platform::Platform;
use steward_core::time::Clock;
use steward_platforms::feishu::Robots;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::app::App;
use crate::config::{Config, Environment};
use crate::discord::Discord;
use crate::feishu::Feishu;
use crate::slack::Slack;

/// Every platform beside the web chat; none by default.
#[derive(Default)]
pub struct Outside {
    slack: Option<Slack>,
    feishu: Option<Feishu>,
    discord: Option<Discord>,
    robots: Option<Arc<Robots>>,
}

/// Open doors: what platforms post over HTTP, and the connections that are held to them.
#[derive(Default)]
pub struct Doors {
    /// The paths that they post to.
    pub router: Router,
    connections: Vec<JoinSet<()>>,
}

impl Outside {
    /// Opens what is configured.
    ///
    /// # Errors
    /// When credentials cannot be read or cannot be right, or a platform cannot be called from here.
    pub fn open(config: &Config, environment: &Environment, clock: &Arc<dyn Clock>) -> anyhow::Result<Self> {
        let robots = config.feishu.robots_file.as_ref().map(|file| Robots::read(file, Arc::clone(clock)));
        Ok(Self {
            slack: Slack::open(&config.slack, environment)?,
            feishu: Feishu::open(&config.feishu, environment)?,
            discord: Discord::open(&config.discord, environment)?,
            robots: robots.transpose()?.map(Arc::new),
        })
    }

    /// The platforms, best first.
    pub fn platforms(&self) -> Vec<Arc<dyn Platform>> {
        let mut platforms = self.slack.as_ref().map(Slack::platforms).unwrap_or_default();
        platforms.extend(self.feishu.as_ref().map(Feishu::platforms).unwrap_or_default());
        platforms.extend(self.discord.as_ref().map(Discord::platforms).unwrap_or_default());
        platforms.extend(self.robots.clone().map(|robots| robots as Arc<dyn Platform>));
        platforms
    }

    /// Opens every door to the service until it is told to stop.
    ///
    /// # Errors
    /// When a platform cannot be called from here.
    pub fn serve(&self, app: &Arc<App>, stopped: &watch::Receiver<bool>) -> anyhow::Result<Doors> {
        self.open_doors(&(Arc::clone(app) as Arc<dyn Host>), &app.clock, &app.ids, stopped)
    }

    /// Opens every door to whatever stands behind it.
    ///
    /// # Errors
    /// When a platform cannot be called from here.
    pub fn open_doors(
        &self,
        host: &Arc<dyn Host>,
        clock: &Arc<dyn Clock>,
        ids: &Arc<dyn IdGen>,
        stopped: &watch::Receiver<bool>,
    ) -> anyhow::Result<Doors> {
        let mut doors = Doors::default();
        if let Some(slack) = &self.slack {
            doors.add(slack.open_doors(host, Arc::clone(clock), stopped)?);
        }
        if let Some(feishu) = &self.feishu {
            doors.add(feishu.open_doors(host, clock, ids, stopped));
        }
        if let Some(discord) = &self.discord {
            doors.add(discord.open_doors(host, clock, stopped)?);
        }
        Ok(doors)
    }
}

impl Doors {
    fn add(&mut self, (router, connections): (Router, JoinSet<()>)) {
        self.router = std::mem::take(&mut self.router).merge(router);
        self.connections.push(connections);
    }

    /// Waits until every connection has ended.
    pub async fn closed(&mut self) {
        for connections in &mut self.connections {
            while connections.join_next().await.is_some() {}
        }
    }
}
