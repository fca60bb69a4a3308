//! A company on Slack and Feishu: one service with the doors to both open.

use std::ops::Deref;
use std::sync::Arc;

use steward::config::{Config, Environment};
use steward::outside::Outside;
use steward_core::time::Clock;
use steward_tests::fakes::feishu::{ClientConfig, FakeFeishu, NewUser};
use steward_tests::fakes::slack::{FakeSlack, NewChannel, NewUser as NewSlackUser};

use crate::office::{self, Office, PEOPLE};

/// Who is on Feishu; everybody else is on Slack.
const ON_FEISHU: [&str; 1] = ["mei"];

/// The company.
pub struct Stand {
    pub slack: Arc<FakeSlack>,
    pub feishu: Arc<FakeFeishu>,
    pub office: Office,
}

impl Deref for Stand {
    type Target = Office;

    fn deref(&self) -> &Office {
        &self.office
    }
}

/// The company at the beginning. Everybody has an account on both platforms, and is known by one of them.
pub async fn stand() -> Stand {
    let clock = office::clock();
    let (slack, feishu) = (FakeSlack::start(clock.clone()).await, FakeFeishu::start(clock.clone()).await);
    let acme = slack.add_workspace("Evenfield");
    for name in PEOPLE {
        slack.add_user(&acme.team, NewSlackUser::named(name));
        feishu.add_user(NewUser::named(name));
    }
    slack.add_channel(&acme.team, NewChannel::named("ops").members(&PEOPLE).with_bot());
    feishu.set_client_config(ClientConfig {
        reconnect_count: -1,
        reconnect_interval: 0,
        reconnect_nonce: 0,
        ping_interval: 1,
    });

    let mut config = Config::defaults().expect("defaults");
    config.slack.api_url = slack.api_url();
    feishu.address().clone_into(&mut config.feishu.feishu_url);
    let credentials = feishu.credentials();
    let environment = Environment {
        slack_bot_token: Some(acme.bot_token.clone()),
        slack_app_token: Some(slack.app_token()),
        feishu_app_id: Some(credentials.app_id),
        feishu_app_secret: Some(credentials.app_secret),
        ..Environment::default()
    };
    let outside =
        Outside::open(&config, &environment, &(clock.clone() as Arc<dyn Clock>)).expect("both platforms");
    let office = Office::open(&clock, config, outside.platforms()).await;
    let doors = outside.serve(&office.app, &office.stopped).expect("doors");
    office.serve(doors.router.clone(), doors).await;
    slack.wait_for_connections(2).await;
    feishu.wait_for_connections(1).await;
    let id_of =
        |name: &str| if ON_FEISHU.contains(&name) { feishu.open_id(name) } else { slack.user_id(name) };
    office.move_in(include_str!("company.toml"), &slack.channel_id("ops"), id_of).await;
    Stand { slack, feishu, office }
}

impl Stand {
    /// Mei has an account on Slack too, and wants to be told there.
    pub async fn mei_on_both(&self, prefers: Option<&str>) {
        let on_slack = self.slack.user_id("mei");
        self.change(|org| {
            let mei = org.people.get_mut(&"mei".parse().expect("a key")).expect("Mei");
            mei.identities.insert("slack".into(), on_slack);
            mei.prefers = prefers.map(str::to_owned);
        })
        .await;
    }
}
