//! A whole service between a store and two fake platforms, its clock moved by hand.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use steward::app::{App, Parts};
use steward::config::Config;
use steward::duty::{Cause, DutyError, Worked, dispatch};
use steward::ids::ClockedIds;
use steward::runner;
use steward_core::alert::Alert;
use steward_core::card::Act;
use steward_core::id::OutboxId;
use steward_core::inbound::{Immediate, Inbound, Languages, Receiver, Said};
use steward_core::message::{Message, Notice};
use steward_core::org::change::difference;
use steward_core::org::{Org, file};
use steward_core::outbox::{Class, OutboxState, Outgoing, Reader};
use steward_core::person::Locale;
use steward_core::platform::{Address, Capabilities, Platform};
use steward_core::time::Clock;
use steward_store::outbox::OutboxRow;
use steward_store::{Engine, Options, Store, StoreError, alert, org, outbox};
use steward_tests::fakes::chat::{ABLE, FakeChat, Published};
use steward_tests::hand_clock::HandClock;
use steward_tests::{invariants, postgres, skip};
use tempfile::TempDir;
use tokio::sync::watch;

use crate::office;

/// Monday at ten in Shanghai.
const BEGIN: &str = "2026-11-23T10:00:00+08:00";

pub struct Stand {
    pub app: Arc<App>,
    pub clock: Arc<HandClock>,
    /// The platform of the channel and of everybody but Ada.
    pub one: Arc<FakeChat>,
    /// The other platform of Mei and the only one of Ada, who administers.
    pub two: Arc<FakeChat>,
    pub address: String,
    stopped: watch::Receiver<bool>,
    stop: Arc<watch::Sender<bool>>,
    folder: Arc<TempDir>,
}

/// Where and when a service begins.
pub struct Beginning {
    /// The database as the service reaches it.
    pub way: String,
    /// The database as the test looks into it.
    pub address: String,
    pub at: Timestamp,
    /// The scorecard file.
    pub company: String,
    pub connections: u32,
    folder: TempDir,
}

impl Beginning {
    /// An empty database; none when the machine lacks the engine.
    pub async fn on(engine: Engine) -> Option<Self> {
        let folder = TempDir::new().expect("a folder");
        let address = match engine {
            Engine::Sqlite => format!("sqlite:{}", folder.path().join("steward.db").display()),
            Engine::Postgres => skip::unless(postgres::fresh_database().await)?,
        };
        let company = include_str!("company.toml").to_owned();
        let at = BEGIN.parse().expect("an instant");
        Some(Self { way: address.clone(), address, at, company, connections: 8, folder })
    }
}

/// A service whose first platform can do this; none when the machine lacks the engine.
pub async fn stand(engine: Engine, one: Capabilities) -> Option<Stand> {
    Some(Stand::begin(Beginning::on(engine).await?, one).await)
}

/// A service whose first platform can do everything, but refuses more than it publishes.
pub async fn limited_stand(engine: Engine, published: Published) -> Option<Stand> {
    Some(Stand::begin_with(Beginning::on(engine).await?, ABLE, Some(published)).await)
}

/// A service over a store, with its clock and its platforms.
fn service(store: Store, clock: &Arc<HandClock>, platforms: [&Arc<FakeChat>; 2]) -> Arc<App> {
    App::build(Parts {
        config: Config::defaults().expect("defaults"),
        store,
        clock: clock.clone(),
        ids: Arc::new(ClockedIds::new(clock.clone())),
        push_token: None,
        web: None,
        platforms: platforms.into_iter().map(|one| one.clone() as Arc<dyn Platform>).collect(),
    })
    .expect("build")
}

/// "Acknowledge", pressed on a card that shows the alert as it was.
pub fn acked(alert: &Alert) -> Said {
    let act = Act {
        command: "ack".into(),
        alert: Some(alert.id),
        episode: alert.episode,
        version: alert.version,
        value: None,
    };
    Said::Act { act, fields: [].into() }
}

impl Stand {
    /// A service whose first platform can do this.
    pub async fn begin(beginning: Beginning, one: Capabilities) -> Self {
        Self::begin_with(beginning, one, None).await
    }

    async fn begin_with(beginning: Beginning, one: Capabilities, published: Option<Published>) -> Self {
        let Beginning { way, address, at, company, connections, folder } = beginning;
        let clock = Arc::new(HandClock::at(at));
        let patience = std::time::Duration::from_secs(if connections == 1 { 1 } else { 10 });
        let options = Options { connections, patience, ..Options::at(at) };
        let store = Store::open(&way, options).await.expect("open");
        let one = FakeChat::limited("one", one, published, clock.clone());
        let two = FakeChat::new("two", ABLE, clock.clone());
        let app = service(store, &clock, [&one, &two]);
        let (stop, stopped) = watch::channel(false);
        let (stop, folder) = (Arc::new(stop), Arc::new(folder));
        let stand = Self { app, clock, one, two, address, stopped, stop, folder };
        stand.move_in(&company).await;
        stand
    }

    /// Another replica on the same database, which people reach by the same platforms.
    pub async fn replica(&self) -> Self {
        self.replica_with(&self.clock).await
    }

    /// As [`Stand::replica`], with a clock of its own.
    pub async fn replica_with(&self, clock: &Arc<HandClock>) -> Self {
        let store = Store::open(&self.address, Options::at(clock.now())).await.expect("open");
        Self {
            app: service(store, clock, [&self.one, &self.two]),
            clock: clock.clone(),
            one: self.one.clone(),
            two: self.two.clone(),
            address: self.address.clone(),
            stopped: self.stopped.clone(),
            stop: self.stop.clone(),
            folder: self.folder.clone(),
        }
    }

    async fn move_in(&self, company: &str) {
        let company = file::read(company, "company.toml").expect("the company");
        let mut tx = self.app.store.begin().await.expect("begin");
        let changes = difference(&Org::default(), &company);
        // Before nine: a schedule that is younger than its slot begins with the next one.
        let before_nine = self.now() - SignedDuration::from_hours(2);
        org::apply(&mut tx, &changes, "test", before_nine).await.expect("apply");
        tx.commit().await.expect("commit");
        self.settle().await;
        if company.schedules.is_empty() {
            return;
        }
        assert_eq!(self.digests().len(), 1, "the digest of this morning");
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Runs every duty until nothing is left to do.
    pub async fn settle(&self) {
        runner::settle(&self.app).await.expect("settle");
    }

    pub async fn forward(&self, seconds: i64) {
        self.clock.forward(SignedDuration::from_secs(seconds));
        self.settle().await;
    }

    /// Does what is to be done, and lets the time pass that a platform needs until it takes more, up to `end`.
    pub async fn pass(&self, end: Timestamp) {
        loop {
            self.settle().await;
            let next = match self.dispatch().await.expect("dispatch") {
                Worked::Until(at) => at.min(end),
                _ => end,
            };
            if self.now() >= end {
                return;
            }
            self.clock.forward(self.now().duration_until(next));
        }
    }

    pub async fn dispatch(&self) -> Result<Worked, DutyError> {
        dispatch::run(&self.app, Cause::Time, &self.stopped).await
    }

    /// Changes the standing data.
    pub async fn edit(&self, edit: impl FnOnce(&mut Org)) {
        let before = self.app.store.org().await.expect("the company");
        let mut after = (*before).clone();
        edit(&mut after);
        let mut tx = self.app.store.begin().await.expect("begin");
        org::apply(&mut tx, &difference(&before, &after), "test", self.now()).await.expect("apply");
        tx.commit().await.expect("commit");
    }

    /// Records a value of a KPI, final, without running any duty.
    pub async fn record(&self, kpi: &str, period: &str, value: &str) {
        self.try_record(kpi, period, value).await.expect("record");
    }

    /// As [`Stand::record`], by a source that is told when its value could not be kept.
    pub async fn try_record(&self, kpi: &str, period: &str, value: &str) -> Result<(), StoreError> {
        office::record(&self.app, &office::observed(kpi, period, value)).await
    }

    /// Lets the late shipment rate breach its critical limit, which pages Mei.
    pub async fn breach(&self) {
        self.record("amz_lsr", "2026-11-21", "0.06").await;
        self.settle().await;
    }

    /// The alert of the late shipment rate.
    pub async fn alert(&self) -> Alert {
        let mut conn = self.app.store.reader().await.expect("a reader");
        let open = alert::open_of(&mut conn, &"amz_lsr".parse().expect("a key")).await.expect("read");
        open.into_iter().next().expect("an open alert")
    }

    pub async fn row(&self, id: OutboxId) -> OutboxRow {
        let mut conn = self.app.store.reader().await.expect("a reader");
        outbox::by_id(&mut conn, id).await.expect("read").expect("the row")
    }

    pub async fn state(&self, id: OutboxId) -> OutboxState {
        self.row(id).await.state
    }

    /// The digests in the channel.
    pub fn digests(&self) -> Vec<steward_tests::fakes::chat::Accepted> {
        self.one.posts("ops").into_iter().filter(|post| post.card.title.contains("digest")).collect()
    }

    /// A notice to a target of the first platform, queued in an order key.
    pub async fn queue(&self, class: Class, target: &str, order_key: &str) -> OutboxId {
        let row = self.outgoing(class, target, order_key);
        self.enqueue(std::slice::from_ref(&row)).await;
        row.id
    }

    pub async fn enqueue(&self, rows: &[Outgoing]) {
        let mut tx = self.app.store.begin().await.expect("begin");
        outbox::enqueue(&mut tx, rows).await.expect("enqueue");
        tx.commit().await.expect("commit");
    }

    pub fn outgoing(&self, class: Class, target: &str, order_key: &str) -> Outgoing {
        let id = OutboxId::fresh(self.app.ids.as_ref());
        Outgoing {
            id,
            class,
            to: Address { platform: "one".into(), target: target.into(), direct: false, thread: None },
            order_key: order_key.into(),
            idempotency_key: format!("test {id}"),
            message: Message::Notice {
                notice: Notice::DigestSkipped { channel: "ops".parse().expect("a key"), due: self.now() },
            },
            reader: Reader {
                locale: Locale::EN_US,
                zone: "Asia/Shanghai".parse().expect("a zone"),
                person: None,
            },
            reply_to: None,
            shows: None,
            not_before: self.now(),
            expires_at: None,
            plain: false,
        }
    }

    /// What comes in when somebody presses the button that acknowledges.
    pub async fn ack(&self, person: &str, event_id: &str) -> Immediate {
        self.ack_of(&self.alert().await, person, event_id).await
    }

    /// As [`Stand::ack`], on a card that shows the alert as it was.
    pub async fn ack_of(&self, alert: &Alert, person: &str, event_id: &str) -> Immediate {
        let inbound = self.inbound(person, event_id, acked(alert));
        self.app.receive(inbound).await.unwrap_or_else(Immediate::from)
    }

    pub fn inbound(&self, person: &str, event_id: &str, what: Said) -> Inbound {
        Inbound {
            platform: "one".into(),
            event_id: event_id.into(),
            person: person.into(),
            conversation: "ops".into(),
            direct: false,
            thread: None,
            message: None,
            at: self.now(),
            languages: Languages::default(),
            what,
        }
    }

    /// Checks the invariants.
    pub async fn check(&self) {
        invariants::check(&self.address, &[&self.one, &self.two], self.now()).await;
    }
}
