//! Feishu and Lark in the service: their apps as platforms, and the two doors that things come in by.

mod words;

use std::sync::Arc;

use axum::Router;
use steward_core::host::Host;
use steward_core::id::IdGen;
use steward_core::platform::Platform;
use steward_core::time::Clock;
use steward_platforms::feishu::app::{self, Desk, Tenant, Words};
use steward_platforms::{Directory, Seeker};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::app::App;
use crate::config::{Environment, FeishuConfig};
use crate::http;

pub use words::FeishuWords;

/// Everything about Feishu and Lark that exists before the service does.
pub struct Feishu {
    tenants: Vec<Arc<Tenant>>,
}

impl Feishu {
    /// Opens the apps that are configured; none where there are none.
    ///
    /// # Errors
    /// When the credentials cannot be read or cannot be right, or Feishu cannot be called from here.
    pub fn open(config: &FeishuConfig, environment: &Environment) -> anyhow::Result<Option<Self>> {
        let credentials = config.credentials(environment)?;
        if credentials.is_empty() {
            return Ok(None);
        }
        let words: Arc<dyn Words> = Arc::new(FeishuWords::load()?);
        let tenants = app::open(&credentials, &config.addresses(), config.urgent, &words)?;
        Ok(Some(Self { tenants }))
    }

    /// The apps, each a platform.
    pub fn platforms(&self) -> Vec<Arc<dyn Platform>> {
        self.tenants.iter().map(|tenant| Arc::clone(tenant) as Arc<dyn Platform>).collect()
    }

    /// The organisations that the apps are installed in.
    pub fn tenants(&self) -> &[Arc<Tenant>] {
        &self.tenants
    }

    /// Opens both doors: what Feishu posts over HTTP, and long connections until they are told to stop.
    pub fn serve(&self, app: &Arc<App>, stopped: &watch::Receiver<bool>) -> (Router, JoinSet<()>) {
        let host = Arc::clone(app) as Arc<dyn Host>;
        self.open_doors(&host, &app.clock, &app.ids, stopped)
    }

    /// Opens both doors to whatever stands behind them.
    pub fn open_doors(
        &self,
        host: &Arc<dyn Host>,
        clock: &Arc<dyn Clock>,
        ids: &Arc<dyn IdGen>,
        stopped: &watch::Receiver<bool>,
    ) -> (Router, JoinSet<()>) {
        let desk = |tenant: &Arc<Tenant>| Desk::new(Arc::clone(tenant), Arc::clone(host), Arc::clone(clock));
        let desks: Vec<Arc<Desk>> = self.tenants.iter().map(desk).collect();
        let mut tasks = app::listen(&desks, ids, stopped);
        for tenant in &self.tenants {
            let seeker = Seeker::new(Arc::clone(tenant) as Arc<dyn Directory>, Arc::clone(host));
            tasks.spawn(seeker.run(stopped.clone()));
        }
        (http::feishu::router(desks, clock), tasks)
    }
}
