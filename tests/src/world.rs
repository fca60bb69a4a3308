//! The world of a story: the real service with a clock moved by hand, its people, and everything that was said.
//!
//! ```no_run
//! # async fn story() {
//! # use steward_tests::world::{Engine, World};
//! # let company = "";
//! let Some(world) = World::start(Engine::Sqlite, company).await else { return };
//! world.reports("late_shipment", "4.6%").await;
//! let card = world.channel("ops").await.next_message().await;
//! let answer = card.press("mei", "ack", &[]).await;
//! assert!(!answer.refused);
//! world.advance("PT30M").await;
//! world.finish().await;
//! # }
//! ```

mod clock;
mod conversation;
mod inbox;
mod kpi;
mod message;
mod numbers;
mod passing;
mod person;
mod picture;
mod service;
mod sources;
mod trail;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError};

use jiff::{Timestamp, Zoned};
use steward::app::App;
use steward::runner;
use steward_core::id::ChannelKey;
use steward_core::org::change::difference;
use steward_core::org::{Org, file};
use steward_store::org as store_org;
use tempfile::TempDir;
use tokio::sync::Mutex;

pub use conversation::Conversation;
pub use kpi::WorldKpi;
pub use message::{Answer, Message, word_of};
pub use person::WorldPerson;
pub use picture::picture;
pub use steward_store::Engine;

use clock::HandClock;
use inbox::Inbox;
use person::Session;
use service::{Parts, Service};

use crate::{postgres, skip};

/// When a story begins where it does not say otherwise: ten in the morning of a Monday in Shanghai, Sunday evening in
/// Los Angeles.
pub const BEGINNING: &str = "2026-11-23T10:00[Asia/Shanghai]";

/// How people come into the web chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Whoever opens the page may be anybody.
    Demo,
    /// By a signed personal link.
    Signed,
}

/// The world of a story. Ends with [`World::finish`].
pub struct World {
    stage: Arc<Stage>,
}

/// What the world, its people and their messages share.
struct Stage {
    parts: Parts,
    clock: Arc<HandClock>,
    service: Mutex<Option<Service>>,
    http: reqwest::Client,
    sessions: Mutex<BTreeMap<String, Session>>,
    inbox: Mutex<Inbox>,
    events: AtomicU64,
    held: AtomicBool,
    finished: AtomicBool,
    _folder: TempDir,
}

impl World {
    /// A company of its own on an empty database, at [`BEGINNING`], with the web chat's demo door. None, and noted as
    /// skipped, when this machine lacks the engine.
    pub async fn start(engine: Engine, org_toml: &str) -> Option<Self> {
        Self::start_at(engine, org_toml, Door::Demo, BEGINNING).await
    }

    /// [`World::start`] with another door and another beginning, such as `2026-03-06T08:00[America/Los_Angeles]`.
    pub async fn start_at(engine: Engine, org_toml: &str, door: Door, beginning: &str) -> Option<Self> {
        let folder = TempDir::new().expect("a folder");
        let address = match engine {
            Engine::Sqlite => format!("sqlite:{}", folder.path().join("steward.db").display()),
            Engine::Postgres => skip::unless(postgres::fresh_database().await)?,
        };
        let clock = Arc::new(HandClock::at(instant(beginning)));
        let parts = Parts::new(address, door, Arc::clone(&clock));
        let service = Service::start(&parts, None).await;
        let stage = Stage {
            parts,
            clock,
            service: Mutex::new(Some(service)),
            http: sources::client(),
            sessions: Mutex::default(),
            inbox: Mutex::default(),
            events: AtomicU64::new(0),
            held: AtomicBool::new(false),
            finished: AtomicBool::new(false),
            _folder: folder,
        };
        let world = Self { stage: Arc::new(stage) };
        let company = file::read(org_toml, "company.toml").unwrap_or_else(|problems| panic!("{problems:#?}"));
        world.change(|org| *org = company).await;
        world.settle().await;
        Some(world)
    }

    /// The address of the web chat.
    pub async fn url(&self) -> String {
        self.stage.url().await
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.stage.clock.get()
    }

    /// The running service, for what has no word here. Not to be kept over a restart.
    pub async fn app(&self) -> Arc<App> {
        self.stage.app().await
    }

    /// Does everything that is to be done at the present instant.
    pub async fn settle(&self) {
        self.stage.settle().await;
    }

    /// From here until the restart nothing follows what people do, as if the duties were about to run.
    pub fn hold(&self) {
        self.stage.held.store(true, Ordering::Relaxed);
    }

    /// Ends the service as a kill does, without letting it do what is still to be done, and starts it on the same
    /// database. An open browser holds its line open: close it before.
    pub async fn restart(&self) {
        let mut service = self.stage.service.lock().await;
        self.stage.held.store(false, Ordering::Relaxed);
        let old = service.take().expect("a running service");
        let listen = old.stop().await;
        *service = Some(Service::start(&self.stage.parts, Some(listen)).await);
    }

    /// Changes the standing data, as `steward apply` does.
    pub async fn change(&self, edit: impl FnOnce(&mut Org)) {
        self.stage.change(edit).await;
    }

    /// A channel by its key.
    pub async fn channel(&self, key: &str) -> Conversation {
        let org = self.app().await.store.org().await.expect("the standing data");
        let key = ChannelKey::parse(key).expect("a key");
        let channel = org.channels.get(&key).unwrap_or_else(|| panic!("there is no channel {key}"));
        Conversation::new(&self.stage, channel.target.clone(), None)
    }

    /// A person by their key.
    pub fn person(&self, key: &str) -> WorldPerson {
        WorldPerson::new(&self.stage, key)
    }

    /// A KPI by its key.
    pub fn kpi(&self, key: &str) -> WorldKpi {
        WorldKpi::new(&self.stage, key)
    }

    /// A value of a KPI for the period that is due today, pushed over HTTP and judged at once.
    pub async fn reports(&self, kpi: &str, value: &str) {
        self.kpi(kpi).reports(value).await;
    }

    /// Ends the story: fails when a message was sent that the story did not read, and when an alert's history has a gap
    /// or an open alert has no next action.
    pub async fn finish(self) {
        self.stage.finished.store(true, Ordering::Relaxed);
        self.nothing_unread().await;
        self.check_alerts().await;
        if let Some(service) = self.stage.service.lock().await.take() {
            service.stop().await;
        }
    }

    /// Fails when a message was sent that the story did not read.
    pub async fn nothing_unread(&self) {
        let unread = self.stage.unread().await;
        assert!(unread.is_empty(), "messages that nobody expected:\n\n{}", unread.join("\n\n"));
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let is_over = self.stage.finished.load(Ordering::Relaxed) || std::thread::panicking();
        assert!(is_over, "a story ends with `world.finish().await`");
    }
}

impl Stage {
    async fn app(&self) -> Arc<App> {
        Arc::clone(&self.service.lock().await.as_ref().expect("a running service").app)
    }

    async fn change(&self, edit: impl FnOnce(&mut Org)) {
        let app = self.app().await;
        let before = app.store.org().await.expect("the standing data");
        let mut after = (*before).clone();
        edit(&mut after);
        let mut tx = app.store.begin().await.expect("begin");
        let changes = difference(&before, &after);
        store_org::apply(&mut tx, &changes, "story", self.clock.get()).await.expect("apply");
        tx.commit().await.expect("commit");
    }

    async fn url(&self) -> String {
        self.service.lock().await.as_ref().expect("a running service").url.clone()
    }

    async fn settle(&self) {
        runner::settle(&*self.app().await).await.expect("every duty does its work");
    }

    /// Does what follows from something that happened, unless the story holds it.
    async fn follow(&self) {
        if !self.held.load(Ordering::Relaxed) {
            self.settle().await;
        }
    }

    /// A name that nothing else that happens has.
    fn event_id(&self) -> String {
        format!("event-{}", self.events.fetch_add(1, Ordering::Relaxed))
    }
}

/// Reads `2026-11-23T10:00[Asia/Shanghai]` or `2026-11-23T02:00:00Z`.
pub fn instant(text: &str) -> Timestamp {
    let local = || text.parse::<Zoned>().map(|zoned| zoned.timestamp());
    text.parse().or_else(|_| local()).unwrap_or_else(|error| panic!("`{text}` is no instant: {error}"))
}

/// A lock that a panic elsewhere has not made useless.
fn held<T>(lock: &std::sync::Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
