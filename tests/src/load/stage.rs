//! The service in this process, with its real HTTP server on loopback and a platform that notes when it is called.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;
use async_trait::async_trait;
use steward::app::{App, Parts};
use steward::clock::SystemClock;
use steward::config::Config;
use steward::http::push::PushToken;
use steward::ids::ClockedIds;
use steward::runner::{Runner, settle};
use steward_core::card::Card;
use steward_core::id::OutboxId;
use steward_core::org::Org;
use steward_core::org::change::difference;
use steward_core::platform::{Address, Capabilities, Platform, PlatformError};
use steward_core::time::Clock;
use steward_store::{Options, Store, Topic, judgement, org, outbox};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

use super::company::PLATFORM;
use super::home::Home;

/// The bearer token of the push endpoint.
pub(super) const TOKEN: &str = "load-push-token-0001";
/// How long anything is waited for: far longer than a healthy service takes.
const PATIENCE: Duration = Duration::from_mins(2);

/// The running service.
pub struct Stage {
    /// Its parts.
    pub app: Arc<App>,
    /// The instants at which its platform was called to post.
    pub handed: UnboundedReceiver<Instant>,
    /// Where the database lives, for as long as it is needed.
    pub home: Option<Home>,
    url: String,
    client: reqwest::Client,
    runner: Runner,
    server: JoinHandle<()>,
}

struct Noting {
    handed: Mutex<UnboundedSender<Instant>>,
}

#[async_trait]
impl Platform for Noting {
    fn name(&self) -> &str {
        PLATFORM
    }

    fn capabilities(&self) -> Capabilities {
        let idempotent_for = Some(Duration::from_hours(1));
        Capabilities {
            idempotent_for,
            can_find: false,
            can_edit: true,
            can_thread: true,
            can_press: true,
            can_translate: false,
            can_tell_time: false,
        }
    }

    async fn post(&self, _: &Address, marker: OutboxId, _: &Card) -> Result<String, PlatformError> {
        // Nobody listens any more once the stage has come down.
        let _ = self.handed.lock().unwrap_or_else(PoisonError::into_inner).send(Instant::now());
        Ok(marker.to_string())
    }

    async fn edit(&self, _: &Address, _: &str, _: &Card) -> Result<(), PlatformError> {
        Ok(())
    }

    async fn find(&self, _: &Address, _: OutboxId) -> Result<Option<String>, PlatformError> {
        Ok(None)
    }
}

/// Opens the store of a home as the service.
pub async fn open(home: &Home) -> Result<Store> {
    Ok(Store::open(&home.address, Options::at(SystemClock.now())).await?)
}

/// Moves a company into an empty store.
pub async fn move_in(store: &Store, company: &Org) -> Result<()> {
    let mut tx = store.begin().await?;
    org::apply(&mut tx, &difference(&Org::default(), company), "load", SystemClock.now()).await?;
    tx.commit().await?;
    Ok(())
}

impl Stage {
    /// Does everything that is due in a store, then starts the service on it.
    pub async fn start(store: Store) -> Result<Self> {
        let (sender, handed) = unbounded_channel();
        let stage = Self::start_with(store, Arc::new(Noting { handed: Mutex::new(sender) })).await?;
        Ok(Self { handed, ..stage })
    }

    /// [`Stage::start`] with another platform, which tells nobody when it is called.
    pub async fn start_with(store: Store, platform: Arc<dyn Platform>) -> Result<Self> {
        let clock = Arc::new(SystemClock);
        let app = App::build(Parts {
            config: Config::defaults()?,
            store,
            clock: clock.clone(),
            ids: Arc::new(ClockedIds::new(clock)),
            push_token: Some(PushToken::of(TOKEN)),
            web: None,
            platforms: vec![platform],
        })?;
        settle(&app).await?;
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}/api/v1/samples", listener.local_addr()?);
        let router = steward::http::router(&app);
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("the server serves");
        });
        let runner = Runner::start(&app);
        // The process decides on the provider of TLS, which the client asks for even where none is spoken.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().no_proxy().build()?;
        let (_, handed) = unbounded_channel();
        Ok(Self { app, handed, home: None, url, client, runner, server })
    }

    /// Pushes samples in one call; fails unless all are taken.
    pub async fn push(&self, samples: &[serde_json::Value]) -> Result<()> {
        let body = serde_json::json!({ "samples": samples });
        let answer = self.client.post(&self.url).bearer_auth(TOKEN).json(&body).send().await?;
        let status = answer.status();
        let report = answer.text().await?;
        anyhow::ensure!(status == reqwest::StatusCode::OK, "{status}: {report}");
        Ok(())
    }

    /// The next instant at which a message was handed to the platform.
    pub async fn next_handed(&mut self) -> Result<Instant> {
        let next = tokio::time::timeout(PATIENCE, self.handed.recv()).await?;
        next.ok_or_else(|| anyhow::anyhow!("the platform is gone"))
    }

    /// Waits until nothing is to be judged or sent.
    pub async fn quiet(&self) -> Result<()> {
        let mut changed = self.app.store.changed(&Topic::ALL);
        tokio::time::timeout(PATIENCE, async {
            while !self.is_quiet().await? {
                changed.wait().await;
            }
            Ok(())
        })
        .await?
    }

    async fn is_quiet(&self) -> Result<bool> {
        let now = SystemClock.now();
        let mut conn = self.app.store.reader().await?;
        // Counting a long queue at each change would be a load of its own.
        let is_busy = !judgement::due(&mut conn, now, 1).await?.is_empty()
            || outbox::is_waiting(&mut conn, now).await?;
        if is_busy {
            return Ok(false);
        }
        let counts = outbox::counts(&mut conn).await?;
        Ok(counts.iter().all(|count| count.oldest > now || count.state == "dead"))
    }

    /// Every message that was handed over and not asked for yet.
    pub fn all_handed(&mut self) -> Vec<Instant> {
        let mut all = Vec::new();
        while let Ok(instant) = self.handed.try_recv() {
            all.push(instant);
        }
        all
    }

    /// Stops the service.
    pub async fn stop(self) {
        self.server.abort();
        self.runner.stop().await;
    }
}
