//! A company on Slack: the service with its doors open, and a clock moved by hand.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::SignedDuration;
use steward::app::{App, Parts};
use steward::config::{Config, Environment};
use steward::http;
use steward::ids::ClockedIds;
use steward::slack::Slack;
use steward_core::alert::Alert;
use steward_core::org::change::difference;
use steward_core::org::{Org, file};
use steward_core::sample::{Finality, Observation};
use steward_core::time::Clock;
use steward_platforms::Directory;
use steward_store::{Options, Store, alert, org, sample};
use steward_tests::fakes::slack::{Door, FakeSlack, Message, NewChannel, NewUser, Workspace};
use steward_tests::hand_clock::HandClock;
use steward_tests::patience;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// A minute before the digest of a Monday in Shanghai.
const BEGIN: &str = "2026-11-23T08:59:00+08:00";
const PEOPLE: [(&str, &str); 5] =
    [("mei", "zh-CN"), ("hao", "en-US"), ("lin", "en-US"), ("ada", "en-US"), ("guest", "en-US")];

/// By which door things come from Slack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Socket,
    Http,
}

/// The company.
pub struct Stand {
    pub slack: Arc<FakeSlack>,
    pub acme: Workspace,
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
    let slack = FakeSlack::start(clock.clone()).await;
    let acme = slack.add_workspace("Evenfield");
    for (name, locale) in PEOPLE {
        let email = format!("{name}@evenfield.example");
        let user = NewUser::named(name).email(&email).locale(locale).zone("Asia/Shanghai");
        slack.add_user(&acme.team, user);
    }
    let everybody: Vec<&str> = PEOPLE.iter().map(|(name, _)| *name).collect();
    slack.add_channel(&acme.team, NewChannel::named("ops").members(&everybody).with_bot());

    let folder = TempDir::new().expect("a folder");
    let address = format!("sqlite:{}", folder.path().join("steward.db").display());
    let store = Store::open(&address, Options::at(clock.now())).await.expect("open");
    let mut config = Config::defaults().expect("defaults");
    config.slack.api_url = slack.api_url();
    let environment = environment(&slack, &acme, way);
    let service = Slack::open(&config.slack, &environment).expect("Slack").expect("a workspace");
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
    let directory = Arc::clone(&service.workspaces()[0]) as Arc<dyn Directory>;
    let (stop, stopped) = watch::channel(false);
    let (door, connections) = service.serve(&app, &stopped).expect("serve");
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
    let url = format!("http://{}/slack/events", listener.local_addr().expect("an address"));
    let router = http::router(&app).merge(door);
    tokio::spawn(async move {
        let _connections = connections;
        axum::serve(listener, router).await
    });
    match way {
        Way::Socket => slack.wait_for_connections(2).await,
        Way::Http => slack.set_door(Door::Http {
            events: url.clone(),
            commands: url.clone(),
            interactions: url.clone(),
        }),
    }
    let stand = Stand { slack, acme, app, clock, url, directory, _stop: stop, _folder: folder };
    stand.move_in().await;
    stand
}

fn environment(slack: &FakeSlack, acme: &Workspace, way: Way) -> Environment {
    Environment {
        slack_bot_token: Some(acme.bot_token.clone()),
        slack_app_token: (way == Way::Socket).then(|| slack.app_token()),
        slack_signing_secret: (way == Way::Http).then(|| slack.signing_secret()),
        ..Environment::default()
    }
}

impl Stand {
    /// Mei, Hao, Lin and Ada are tied to their accounts, the guest is not.
    async fn move_in(&self) {
        let mut company = include_str!("company.toml").replace("OPS", &self.slack.channel_id("ops"));
        for (name, _) in PEOPLE {
            company = company.replace(&format!("U-{name}\""), &format!("{}\"", self.slack.user_id(name)));
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
        let seen = Observation {
            kpi: "amz_lsr".parse().expect("a key"),
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

    /// The late shipment rate breaches its critical limit; the card in the channel and the page to Mei.
    pub async fn breach(&self) -> (Message, Message) {
        self.reports("2026-11-21", "0.06").await;
        (self.slack.wait_for_message("ops").await, self.slack.wait_for_message("@mei").await)
    }

    /// The newest alert.
    pub async fn alert(&self) -> Alert {
        let mut conn = self.app.store.reader().await.expect("a reader");
        alert::by_number(&mut conn, 1).await.expect("read").expect("an alert")
    }
}

/// What a message shows, for a snapshot: its texts and its buttons.
pub fn shown(message: &Message) -> String {
    let mut lines = vec![format!("(push) {}", message.text())];
    lines.extend(message.lines());
    lines.join("\n")
}

/// The errors of a modal by field.
pub fn error_of(errors: &BTreeMap<String, String>, field: &str) -> String {
    errors.get(&format!("field:{field}")).cloned().unwrap_or_else(|| panic!("{errors:?}"))
}
