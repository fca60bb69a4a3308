//! A company on Feishu: the service with its doors open, and a clock moved by hand.

use std::sync::Arc;

use jiff::SignedDuration;
use steward::app::{App, Parts};
use steward::config::{Config, Environment};
use steward::feishu::Feishu;
use steward::http;
use steward::ids::ClockedIds;
use steward_core::alert::Alert;
use steward_core::org::change::difference;
use steward_core::org::{Org, file};
use steward_core::sample::{Finality, Observation};
use steward_core::time::Clock;
use steward_platforms::Directory;
use steward_store::{Options, Store, alert, org, sample};
use steward_tests::fakes::feishu::{ClientConfig, Door, FakeFeishu, Message, NewChat, NewUser};
use steward_tests::hand_clock::HandClock;
use steward_tests::patience;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// A minute before the digest of a Monday in Shanghai.
const BEGIN: &str = "2026-11-23T08:59:00+08:00";
const PEOPLE: [&str; 5] = ["mei", "hao", "lin", "ada", "guest"];

/// By which door things come from Feishu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    LongConnection,
    Webhook,
}

/// The company.
pub struct Stand {
    pub feishu: Arc<FakeFeishu>,
    pub app: Arc<App>,
    pub clock: Arc<HandClock>,
    pub url: String,
    /// Who works where people are looked for.
    pub directory: Arc<dyn Directory>,
    _stop: watch::Sender<bool>,
    _folder: TempDir,
}

/// The company at the beginning, everything done that was to be done.
pub async fn stand(way: Way) -> Stand {
    let clock = Arc::new(HandClock::at(BEGIN.parse().expect("an instant")));
    let feishu = FakeFeishu::start(clock.clone()).await;
    for name in PEOPLE {
        feishu.add_user(NewUser::named(name).email(&format!("{name}@evenfield.example")));
    }
    feishu.add_chat(NewChat::named("ops").members(&PEOPLE).with_bot());
    feishu.set_client_config(ClientConfig {
        reconnect_count: -1,
        reconnect_interval: 0,
        reconnect_nonce: 0,
        ping_interval: 1,
    });

    let folder = TempDir::new().expect("a folder");
    let address = format!("sqlite:{}", folder.path().join("steward.db").display());
    let store = Store::open(&address, Options::at(clock.now())).await.expect("open");
    let mut config = Config::defaults().expect("defaults");
    feishu.address().clone_into(&mut config.feishu.feishu_url);
    let service = Feishu::open(&config.feishu, &environment(&feishu, way)).expect("Feishu").expect("an app");
    let app = App::build(Parts {
        config,
        store,
        clock: clock.clone(),
        ids: Arc::new(ClockedIds::new(clock.clone())),
        push_token: None,
        web: None,
        platforms: service.platforms(),
    })
    .expect("build");
    let directory = Arc::clone(&service.tenants()[0]) as Arc<dyn Directory>;
    let (stop, stopped) = watch::channel(false);
    let (door, connections) = service.serve(&app, &stopped);
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
    let url = format!("http://{}/feishu/events", listener.local_addr().expect("an address"));
    let router = http::router(&app).merge(door);
    tokio::spawn(async move {
        let _connections = connections;
        axum::serve(listener, router).await
    });
    match way {
        Way::LongConnection => feishu.wait_for_connections(1).await,
        Way::Webhook => {
            assert!(feishu.verify_url(&url).await, "the challenge is not answered");
            feishu.set_door(Door::Webhook { url: url.clone() });
        }
    }
    let stand = Stand { feishu, app, clock, url, directory, _stop: stop, _folder: folder };
    stand.move_in().await;
    stand
}

fn environment(feishu: &FakeFeishu, way: Way) -> Environment {
    let credentials = feishu.credentials();
    let is_hooked = way == Way::Webhook;
    Environment {
        feishu_app_id: Some(credentials.app_id.clone()),
        feishu_app_secret: Some(credentials.app_secret.clone()),
        feishu_encrypt_key: is_hooked.then(|| credentials.encrypt_key.clone()),
        feishu_verification_token: is_hooked.then(|| credentials.verification_token.clone()),
        ..Environment::default()
    }
}

impl Stand {
    /// Mei, Hao, Lin and Ada are tied to their accounts, the guest is not.
    async fn move_in(&self) {
        let mut company = include_str!("company.toml").replace("OPS", &self.feishu.chat_id("ops"));
        for name in PEOPLE {
            company = company.replace(&format!("U-{name}\""), &format!("{}\"", self.feishu.open_id(name)));
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

    /// Reports a final value of the late shipment rate, in percent, and does what follows.
    pub async fn reports(&self, period: &str, value: &str) {
        self.reports_of("amz_lsr", period, value).await;
    }

    /// Reports a final value of a KPI, and does what follows.
    pub async fn reports_of(&self, kpi: &str, period: &str, value: &str) {
        let seen = Observation {
            kpi: kpi.parse().expect("a key"),
            period: period.parse().expect("a date"),
            value: Some(value.parse().expect("a decimal")),
            numerator: None,
            denominator: None,
            finality: Finality::Final,
            window: None,
            platform_target: None,
            source: "push".into(),
        };
        let mut tx = self.app.store.begin().await.expect("begin");
        let (now, ids) = (self.clock.now(), self.app.ids.as_ref());
        sample::record(&mut tx, &[seen], now, ids, &|_| true).await.expect("record");
        tx.commit().await.expect("commit");
        self.settle().await;
    }

    /// The late shipment rate breaches its critical limit; the card in the group and the page to Mei.
    pub async fn breach(&self) -> (Message, Message) {
        self.reports("2026-11-21", "0.06").await;
        (self.feishu.wait_for_message("ops").await, self.feishu.wait_for_message("@mei").await)
    }

    /// The newest alert.
    pub async fn alert(&self) -> Alert {
        let mut conn = self.app.store.reader().await.expect("a reader");
        alert::by_number(&mut conn, 1).await.expect("read").expect("an alert")
    }
}

/// What a message shows, for a snapshot: what is pushed, its texts and its buttons.
pub fn shown(message: &Message) -> String {
    let mut lines = vec![format!(
        "(push) {}",
        message.content["config"]["summary"]["content"].as_str().unwrap_or_default()
    )];
    lines.extend(message.lines());
    lines.join("\n")
}
