//! Everything that Steward shows on Slack: the stand-in takes it within Slack's limits, and it has the types that Slack
//! publishes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

use serde_json::Value;
use steward::clock::SystemClock;
use steward::slack::SlackWords;
use steward_core::card::{ButtonStyle, Card, Press};
use steward_core::id::OutboxId;
use steward_core::platform::{Address, Platform};
use steward_platforms::slack::{self, Credentials, Desk, Words, Workspace};
use steward_tests::fakes::slack::{FakeSlack, Message, NewChannel, NewUser};
use tokio::sync::watch;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::shelf::{self, OneCard};
use super::{check_types, packages};

/// Steward's adapter in front of the stand-in, with a service that shows one card at a time.
struct Stand {
    slack: Arc<FakeSlack>,
    workspace: Arc<Workspace>,
    host: Arc<OneCard>,
    _stop: watch::Sender<bool>,
    _connections: JoinSet<()>,
}

async fn stand() -> Stand {
    let slack = FakeSlack::start(Arc::new(SystemClock)).await;
    let acme = slack.add_workspace("Acme");
    slack.add_user(&acme.team, NewUser::named("mei"));
    slack.add_channel(&acme.team, NewChannel::named("ops").members(&["mei"]).with_bot());
    let credentials =
        Credentials { bot_token: acme.bot_token, app_token: Some(slack.app_token()), signing_secret: None };
    let all = BTreeMap::from([(slack::NAME.to_owned(), credentials)]);
    let words: Arc<dyn Words> = Arc::new(SlackWords::load().expect("words"));
    let workspaces = slack::open(&all, &slack.api_url(), &words).expect("a workspace");
    let host = Arc::new(OneCard::empty());
    let desk = Desk::new(workspaces.clone(), host.clone(), words, Arc::new(SystemClock));
    let (stop, stopped) = watch::channel(false);
    let connections = slack::listen(&all, &slack.api_url(), 1, &desk, &stopped).expect("connections");
    slack.wait_for_connections(1).await;
    let workspace = workspaces.into_iter().next().expect("a workspace");
    Stand { slack, workspace, host, _stop: stop, _connections: connections }
}

impl Stand {
    /// Posts a card in a channel and to a person, edits it, opens every form behind it, and puts it on a home tab.
    async fn show(&self, card: &Card) {
        self.host.show(card);
        for (target, direct) in [("ops", false), ("mei", true)] {
            let id = if direct { self.slack.user_id(target) } else { self.slack.channel_id(target) };
            let to = Address { platform: slack::NAME.into(), target: id, direct, thread: None };
            let marker = OutboxId::from_uuid(Uuid::from_u128(1));
            let ts =
                self.workspace.post(&to, marker, card).await.unwrap_or_else(|error| refused(card, &error));
            if !direct {
                self.workspace.edit(&to, &ts, card).await.unwrap_or_else(|error| refused(card, &error));
                self.open_forms(card, &self.slack.message(target, &ts)).await;
            }
        }
        let before = self.home();
        self.slack.open_home("mei").await;
        self.slack.wait_until("a home tab", |_| (self.home() != before).then_some(())).await;
    }

    /// What changes with every home tab that is published.
    fn home(&self) -> Option<Value> {
        self.slack.home("mei").map(|home| home["hash"].clone())
    }

    async fn open_forms(&self, card: &Card, message: &Message) {
        let blocks = message.shown["blocks"].to_string();
        for button in &card.buttons {
            let is_behind_more = button.style == ButtonStyle::More;
            let asks =
                matches!(button.press, Press::Form { .. }) || (is_behind_more && button.confirm.is_some());
            // What carries more than Slack takes is not on the card, and a long label is cut.
            let is_shown = blocks.contains(&Value::from(button.label.as_str()).to_string());
            if !asks || !is_shown {
                continue;
            }
            if is_behind_more {
                self.slack.choose("mei", message, &button.label).await;
            } else {
                self.slack.press("mei", message, &button.label).await;
            }
            self.slack.wait_for_modal("mei").await;
            self.slack.close("mei").await;
        }
    }
}

fn refused<T>(card: &Card, error: &impl std::fmt::Display) -> T {
    let title: String = card.title.chars().take(80).collect();
    panic!("{title} ({}): {error}", card.lang)
}

/// Everything of one kind, each form once, as JSON.
#[derive(Default)]
struct Sent {
    messages: BTreeSet<String>,
    modals: BTreeSet<String>,
    homes: BTreeSet<String>,
}

impl Sent {
    fn through(slack: &FakeSlack) -> Self {
        let mut sent = Self::default();
        for call in slack.calls() {
            let view = call.arguments["view"].to_string();
            match call.method.as_str() {
                "chat.postMessage" | "chat.update" => {
                    sent.messages.insert(call.arguments["blocks"].to_string());
                }
                "views.open" => drop(sent.modals.insert(view)),
                "views.publish" => drop(sent.homes.insert(view)),
                _ => {}
            }
        }
        sent
    }

    /// A program in which each of them has its type.
    fn typescript(&self) -> String {
        let mut program =
            String::from("import type { HomeView, KnownBlock, ModalView } from '@slack/types';\n");
        let kinds =
            [("KnownBlock[]", &self.messages), ("ModalView", &self.modals), ("HomeView", &self.homes)];
        for (kind, all) in kinds {
            writeln!(program, "export const all{}: {kind}[] = [", program.len()).expect("a text");
            for one in all {
                writeln!(program, "  {one},").expect("a text");
            }
            program.push_str("];\n");
        }
        // What is wrong is seen: the check itself fails when this line has no error.
        program.push_str("// @ts-expect-error\n");
        program.push_str("export const wrong: KnownBlock = {\"type\":\"section\",\"text\":{\"type\":\"markdown\",\"text\":\"1\"}};\n");
        program
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_on_slack_is_within_its_limits_and_has_its_type() {
    let stand = stand().await;
    for card in shelf::cards() {
        // The stand-in refuses what is beyond Slack's limits.
        stand.show(&card).await;
    }
    let sent = Sent::through(&stand.slack);
    assert!(sent.modals.len() > 4 && sent.homes.len() > 100, "{} modals", sent.modals.len());

    let Some(packages) = packages() else { return };
    check_types(&packages, &sent.typescript()).await;
}
