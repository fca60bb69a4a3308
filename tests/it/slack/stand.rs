//! A company on Slack: the service with its doors open, and a clock moved by hand.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use steward::config::{Config, Environment};
use steward::slack::Slack;
use steward_platforms::Directory;
use steward_tests::fakes::slack::{Door, FakeSlack, Message, NewChannel, NewUser, Workspace};

use crate::office::{self, Office, PEOPLE};

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
    let clock = office::clock();
    let slack = FakeSlack::start(clock.clone()).await;
    let acme = slack.add_workspace("Evenfield");
    for name in PEOPLE {
        let locale = if name == "mei" { "zh-CN" } else { "en-US" };
        let email = format!("{name}@evenfield.example");
        let user = NewUser::named(name).email(&email).locale(locale).zone("Asia/Shanghai");
        slack.add_user(&acme.team, user);
    }
    slack.add_channel(&acme.team, NewChannel::named("ops").members(&PEOPLE).with_bot());

    let mut config = Config::defaults().expect("defaults");
    config.slack.api_url = slack.api_url();
    let environment = environment(&slack, &acme, way);
    let service = Slack::open(&config.slack, &environment).expect("Slack").expect("a workspace");
    let office = Office::open(&clock, config, service.platforms()).await;
    let directory = Arc::clone(&service.workspaces()[0]) as Arc<dyn Directory>;
    let (door, connections) = service.serve(&office.app, &office.stopped).expect("serve");
    let url = format!("{}/slack/events", office.serve(door, connections).await);
    match way {
        Way::Socket => slack.wait_for_connections(2).await,
        Way::Http => slack.set_door(Door::Http {
            events: url.clone(),
            commands: url.clone(),
            interactions: url.clone(),
        }),
    }
    let (channel, id_of) = (slack.channel_id("ops"), |name: &str| slack.user_id(name));
    office.move_in(include_str!("company.toml"), &channel, id_of).await;
    Stand { slack, acme, office, url, directory }
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
    /// The late shipment rate breaches its critical limit; the card in the channel and the page to Mei.
    pub async fn breach(&self) -> (Message, Message) {
        self.reports("2026-11-21", "0.06").await;
        (self.slack.wait_for_message("ops").await, self.slack.wait_for_message("@mei").await)
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
