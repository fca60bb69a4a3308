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
use steward_core::inbound::{Immediate, Inbound, Receiver, Said};
use steward_core::message::{Message, Notice};
use steward_core::org::change::difference;
use steward_core::org::{Org, file};
use steward_core::outbox::{Class, OutboxState, Outgoing, Reader};
use steward_core::person::Locale;
use steward_core::platform::{Address, Capabilities};
use steward_core::sample::Observation;
use steward_core::time::Clock;
use steward_store::outbox::OutboxRow;
use steward_store::{Engine, Options, Store, alert, org, outbox};
use steward_tests::fakes::chat::{ABLE, FakeChat};
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
    _stop: watch::Sender<bool>,
    _folder: TempDir,
}

/// A service whose first platform can do this; none when the machine lacks the engine.
pub async fn stand(engine: Engine, one: Capabilities) -> Option<Stand> {
    let folder = TempDir::new().expect("a folder");
    let address = match engine {
        Engine::Sqlite => format!("sqlite:{}", folder.path().join("steward.db").display()),
        Engine::Postgres => skip::unless(postgres::fresh_database().await)?,
    };
    let clock = Arc::new(HandClock::at(BEGIN.parse().expect("an instant")));
    let store = Store::open(&address, Options::at(clock.now())).await.expect("open");
    let one = FakeChat::new("one", one, clock.clone());
    let two = FakeChat::new("two", ABLE, clock.clone());
    let app = App::build(Parts {
        config: Config::defaults().expect("defaults"),
        store,
        clock: clock.clone(),
        ids: Arc::new(ClockedIds::new(clock.clone())),
        push_token: None,
        web: None,
        platforms: vec![one.clone(), two.clone()],
    })
    .expect("build");
    let (stop, stopped) = watch::channel(false);
    let stand = Stand { app, clock, one, two, address, stopped, _stop: stop, _folder: folder };
    stand.move_in().await;
    Some(stand)
}

impl Stand {
    async fn move_in(&self) {
        let company = file::read(include_str!("company.toml"), "company.toml").expect("the company");
        let mut tx = self.app.store.begin().await.expect("begin");
        let changes = difference(&Org::default(), &company);
        // Before nine: a schedule that is younger than its slot begins with the next one.
        let before_nine = self.now() - SignedDuration::from_hours(2);
        org::apply(&mut tx, &changes, "test", before_nine).await.expect("apply");
        tx.commit().await.expect("commit");
        self.settle().await;
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

    pub async fn dispatch(&self) -> Result<Worked, DutyError> {
        dispatch::run(&self.app, Cause::Time, &self.stopped).await
    }

    /// Records a value of a KPI, final, without running any duty.
    pub async fn record(&self, kpi: &str, period: &str, value: &str) {
        let seen = Observation { kpi: kpi.parse().expect("a key"), ..office::late_shipments(period, value) };
        office::record(&self.app, &seen).await;
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
        let alert = self.alert().await;
        let act = Act {
            command: "ack".into(),
            alert: Some(alert.id),
            episode: alert.episode,
            version: alert.version,
            value: None,
        };
        self.app.receive(self.inbound(person, event_id, Said::Act { act, fields: [].into() })).await
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
            what,
        }
    }

    /// Checks the invariants.
    pub async fn check(&self) {
        invariants::check(&self.address, &[&self.one, &self.two], self.now()).await;
    }
}
