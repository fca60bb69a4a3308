//! A company on Feishu: the service with its doors open, and a clock moved by hand.

use std::ops::Deref;
use std::sync::Arc;

use steward::config::{Config, Environment};
use steward::feishu::Feishu;
use steward_platforms::Directory;
use steward_tests::fakes::feishu::{ClientConfig, Door, FakeFeishu, Message, NewChat, NewUser};
use steward_tests::hand_clock::HandClock;

use crate::office::{self, Office, PEOPLE};

/// By which door things come from Feishu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    LongConnection,
    Webhook,
}

/// The company.
pub struct Stand {
    pub feishu: Arc<FakeFeishu>,
    pub office: Office,
    pub url: String,
    /// Who works where people are looked for.
    pub directory: Arc<dyn Directory>,
}

impl Deref for Stand {
    type Target = Office;

    fn deref(&self) -> &Office {
        &self.office
    }
}

/// The company at the beginning, everything done that was to be done.
pub async fn stand(way: Way) -> Stand {
    let stand = empty(way, &PEOPLE).await;
    stand.settle_down().await;
    stand
}

/// A service without standing data, beside a Feishu with these people and their group `ops`.
pub async fn empty(way: Way, people: &[&str]) -> Stand {
    let clock = office::clock();
    let feishu = FakeFeishu::start(clock.clone()).await;
    for name in people {
        feishu.add_user(NewUser::named(name).email(&format!("{name}@evenfield.example")));
    }
    feishu.add_chat(NewChat::named("ops").members(people).with_bot());
    feishu.set_client_config(ClientConfig {
        reconnect_count: -1,
        reconnect_interval: 0,
        reconnect_nonce: 0,
        ping_interval: 1,
    });

    open(feishu, &clock, way).await
}

/// A service without standing data beside a Feishu that there is already, on its app.
async fn open(feishu: Arc<FakeFeishu>, clock: &Arc<HandClock>, way: Way) -> Stand {
    let mut config = Config::defaults().expect("defaults");
    feishu.address().clone_into(&mut config.feishu.feishu_url);
    let service = Feishu::open(&config.feishu, &environment(&feishu, way)).expect("Feishu").expect("an app");
    let office = Office::open(clock, config, service.platforms()).await;
    let directory = Arc::clone(&service.tenants()[0]) as Arc<dyn Directory>;
    let connections = feishu.connections();
    let (door, tasks) = service.serve(&office.app, &office.stopped);
    let url = format!("{}/feishu/events", office.serve(door, tasks).await);
    match way {
        Way::LongConnection => feishu.wait_for_connections(connections + 1).await,
        Way::Webhook => {
            assert!(feishu.verify_url(&url).await, "the challenge is not answered");
            feishu.set_door(Door::Webhook { url: url.clone() });
        }
    }
    Stand { feishu, office, url, directory }
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
    /// Another service for the same company on the same app, with a database of its own, as one for tests.
    pub async fn second_service(&self) -> Stand {
        let second = open(Arc::clone(&self.feishu), &self.clock, Way::LongConnection).await;
        second.settle_down().await;
        second
    }

    /// The company moves in.
    async fn settle_down(&self) {
        let (chat, id_of) = (self.feishu.chat_id("ops"), |name: &str| self.feishu.open_id(name));
        self.move_in(include_str!("company.toml"), &chat, id_of).await;
    }

    /// The late shipment rate breaches its critical limit; the card in the group and the page to Mei.
    pub async fn breach(&self) -> (Message, Message) {
        self.reports("2026-11-21", "0.06").await;
        (self.feishu.wait_for_message("ops").await, self.feishu.wait_for_message("@mei").await)
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
