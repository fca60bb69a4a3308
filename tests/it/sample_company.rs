//! The sample company on a store of its own, in a service that does nothing by itself.

use anyhow::Result;
use jiff::Timestamp;
use jiff::civil::date;
use sqlx::{Connection, PgConnection};
use std::sync::Arc;
use steward::app::{App, Parts, WebEntry};
use steward::clock::ShiftedClock;
use steward::config::Config;
use steward::demo::stage;
use steward::http::push::PushToken;
use steward::ids::{ClockedIds, SeededSecrets};
use steward_core::person::Locale;
use steward_store::{Engine, Options, Store};
use steward_web::Mode;
use tempfile::TempDir;

use crate::store::harness::address;

/// The sample company on an empty store, with a clock that a test sets.
pub struct Company {
    pub app: Arc<App>,
    pub clock: Arc<ShiftedClock>,
    pub address: String,
    _folder: TempDir,
}

/// 10:00 in Shanghai on a Monday.
const NOW: &str = "2026-11-23T02:00:00Z";

impl Company {
    /// None, and noted as skipped, when the machine lacks the engine.
    pub async fn on(engine: Engine) -> Result<Option<Self>> {
        let folder = TempDir::new()?;
        let Some(address) = address(engine, &folder).await else { return Ok(None) };
        let now: Timestamp = NOW.parse()?;
        let store = Store::open(&address, Options::at(now)).await?;
        stage::move_in(&store, date(2026, 11, 23)).await?;
        let clock = Arc::new(ShiftedClock::starting_at(now));
        let app = App::build(Parts {
            config: Config::defaults()?,
            store,
            clock: clock.clone(),
            ids: Arc::new(ClockedIds::new(clock.clone())),
            push_token: Some(PushToken::of(stage::PUSH_TOKEN)),
            web: Some(WebEntry {
                mode: Mode::Demo { first: Locale::EN_US },
                base_url: "http://127.0.0.1".into(),
                secrets: Arc::new(SeededSecrets::new()?),
            }),
            platforms: Vec::new(),
        })?;
        Ok(Some(Self { app, clock, address, _folder: folder }))
    }

    /// Waits until so many transactions on the PostgreSQL server wait for another one.
    pub async fn until_somebody_waits(&self) -> Result<()> {
        let mut conn = PgConnection::connect(&self.address).await?;
        loop {
            let waiting: i64 = sqlx::query_scalar(
                "SELECT COUNT(*) FROM pg_stat_activity
                 WHERE datname = current_database() AND wait_event_type = 'Lock'",
            )
            .fetch_one(&mut conn)
            .await?;
            if waiting > 0 {
                return Ok(());
            }
            tokio::task::yield_now().await;
        }
    }
}
