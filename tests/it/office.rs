//! A company whose service runs beside a platform's stand-in: its standing data, its numbers, a clock moved by hand.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use jiff::SignedDuration;
use steward::app::{App, Parts};
use steward::config::Config;
use steward::health::Condition;
use steward::http;
use steward::ids::ClockedIds;
use steward_core::alert::{Alert, AlertStatus, Closure};
use steward_core::card::Card;
use steward_core::id::OutboxId;
use steward_core::org::change::difference;
use steward_core::org::{Org, file};
use steward_core::person::Role;
use steward_core::platform::{Address, Platform, PlatformError};
use steward_core::sample::{Finality, Observation};
use steward_core::time::Clock;
use steward_store::{Options, Store, StoreError, alert, org, sample};
use steward_tests::hand_clock::HandClock;
use steward_tests::patience;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// A minute before the digest of a Monday in Shanghai.
const BEGIN: &str = "2026-11-23T08:59:00+08:00";

/// Longest wait for what comes by itself.
const PATIENCE: Duration = Duration::from_secs(20);

/// The people at a platform; all but the guest belong to the company.
pub const PEOPLE: [&str; 5] = ["mei", "hao", "lin", "ada", "guest"];

/// The company.
pub struct Office {
    pub app: Arc<App>,
    pub clock: Arc<HandClock>,
    pub stopped: watch::Receiver<bool>,
    _stop: watch::Sender<bool>,
    _folder: TempDir,
}

/// The clock that a stand and its stand-in share.
pub fn clock() -> Arc<HandClock> {
    Arc::new(HandClock::at(BEGIN.parse().expect("an instant")))
}

/// A final value of a KPI.
pub fn observed(kpi: &str, period: &str, value: &str) -> Observation {
    Observation {
        kpi: kpi.parse().expect("a key"),
        period: period.parse().expect("a date"),
        value: Some(value.parse().expect("a decimal")),
        numerator: None,
        denominator: None,
        finality: Finality::Final,
        window: None,
        platform_target: None,
        source: "push".into(),
    }
}

/// Takes in a week of values of late shipments, the last of them beyond the limit.
pub async fn record_a_week(app: &App) {
    for (day, value) in (15..).zip(["0.010", "0.012", "0.015", "0.02", "0.03", "0.035", "0.06"]) {
        record(app, &observed("amz_lsr", &format!("2026-11-{day}"), value)).await.expect("record");
    }
}

impl Office {
    /// A service with these platforms and no standing data.
    pub async fn open(clock: &Arc<HandClock>, config: Config, platforms: Vec<Arc<dyn Platform>>) -> Self {
        let folder = TempDir::new().expect("a folder");
        let address = format!("sqlite:{}", folder.path().join("steward.db").display());
        let store = Store::open(&address, Options::at(clock.now())).await.expect("open");
        let app = App::build(Parts {
            config,
            store,
            clock: clock.clone(),
            ids: Arc::new(ClockedIds::new(clock.clone())),
            push_token: None,
            web: None,
            platforms,
        })
        .expect("build");
        let (stop, stopped) = watch::channel(false);
        Self { app, clock: clock.clone(), stopped, _stop: stop, _folder: folder }
    }

    /// Opens the doors of the service; its address. What is kept lives as long as they are open.
    pub async fn serve(&self, door: Router, kept: impl Send + 'static) -> String {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let router = http::router(&self.app).merge(door);
        tokio::spawn(async move {
            let _kept = kept;
            axum::serve(listener, router).await
        });
        address
    }

    /// Takes over the company of a file and does what it brings. Everybody but the guest is tied to the account `id_of`
    /// gives.
    pub async fn move_in(&self, company: &str, channel: &str, id_of: impl Fn(&str) -> String) {
        let mut company = company.replace("OPS", channel);
        for name in PEOPLE {
            company = company.replace(&format!("U-{name}\""), &format!("{}\"", id_of(name)));
        }
        let company = file::read(&company, "company.toml").unwrap_or_else(|problems| panic!("{problems:#?}"));
        self.change(|org| *org = company).await;
        self.settle().await;
    }

    /// Changes the standing data.
    pub async fn change(&self, edit: impl FnOnce(&mut Org)) {
        let before = self.app.store.org().await.expect("the standing data");
        let mut after = Org::clone(&before);
        edit(&mut after);
        let mut tx = self.app.store.begin().await.expect("begin");
        org::apply(&mut tx, &difference(&before, &after), "test", self.clock.now()).await.expect("apply");
        tx.commit().await.expect("commit");
    }

    /// Does everything that is to be done now, at the pace that the platform takes it.
    pub async fn settle(&self) {
        patience::settle(&self.app, &self.clock).await;
    }

    /// Lets time pass and does what it brings.
    pub async fn forward(&self, by: SignedDuration) {
        self.clock.forward(by);
        self.settle().await;
    }

    /// Reports a final value of the late shipment rate and does what follows.
    pub async fn reports(&self, period: &str, value: &str) {
        self.reports_of("amz_lsr", period, value).await;
    }

    /// Reports a final value of a KPI, and does what follows.
    pub async fn reports_of(&self, kpi: &str, period: &str, value: &str) {
        record(&self.app, &observed(kpi, period, value)).await.expect("record");
        self.settle().await;
    }

    /// The late shipment rate is well for three days, so that its alert is closed as verified.
    pub async fn recovers(&self) {
        for period in ["2026-11-22", "2026-11-23", "2026-11-24"] {
            self.clock.forward(SignedDuration::from_hours(24));
            self.reports(period, "0.01").await;
        }
        assert_eq!(self.alert().await.status, AlertStatus::Closed { how: Closure::Verified });
    }

    /// Gus comes in, who may look at everything and do nothing, with this account.
    pub async fn gus_joins(&self, platform: &str, id: &str) {
        self.change(|org| {
            let mut guest = org.people.values().next().expect("somebody").clone();
            guest.key = "gus".parse().expect("a key");
            guest.name = "Gus".into();
            guest.role = Role::Viewer;
            guest.identities = [(platform.to_owned(), id.to_owned())].into();
            org.people.insert(guest.key.clone(), guest);
        })
        .await;
    }

    /// Posts a card beside the outbox, in a channel by the platform's id of it.
    pub async fn posted(&self, platform: &str, channel: &str, card: &Card) -> Result<String, PlatformError> {
        let to = Address {
            platform: platform.to_owned(),
            target: channel.to_owned(),
            direct: false,
            thread: None,
        };
        let platform = self.app.platform(platform).expect("the platform");
        platform.post(&to, OutboxId::fresh(self.app.ids.as_ref()), card).await
    }

    /// What readiness says somebody has to put right about a part.
    pub fn told_of(&self, part: &str) -> Option<String> {
        let parts = self.app.health.parts();
        parts.into_iter().find(|(name, _)| name == part).and_then(|(_, condition)| match condition {
            Condition::Well => None,
            Condition::Doubtful(told) | Condition::Failed(told) => Some(told),
        })
    }

    /// Waits until something has to be put right about a part, and gives what.
    pub async fn until_told(&self, part: &str) -> String {
        self.until(|| self.told_of(part)).await
    }

    /// Waits until nothing has to be put right about a part any more.
    pub async fn until_well(&self, part: &str) {
        self.until(|| self.told_of(part).is_none().then_some(())).await;
    }

    async fn until<T>(&self, mut look: impl FnMut() -> Option<T>) -> T {
        let seen = async {
            loop {
                if let Some(seen) = look() {
                    return seen;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, seen).await.expect("in time")
    }

    /// The newest alert.
    pub async fn alert(&self) -> Alert {
        let mut conn = self.app.store.reader().await.expect("a reader");
        alert::by_number(&mut conn, 1).await.expect("read").expect("an alert")
    }
}

/// Records a value without running any duty.
pub async fn record(app: &App, seen: &Observation) -> Result<(), StoreError> {
    let mut tx = app.store.begin().await?;
    let seen = std::slice::from_ref(seen);
    sample::record(&mut tx, seen, app.clock.now(), app.ids.as_ref(), &|_| true).await?;
    tx.commit().await
}
