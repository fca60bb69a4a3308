//! Steward against a Slack that others have made: npm's `emulate`. It posts, edits, finds, opens forms and home tabs there,
//! and learns which scope is missing.

mod emulator;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use steward::clock::SystemClock;
use steward::ids::ClockedIds;
use steward::slack::SlackWords;
use steward_core::card::{Block, Card};
use steward_core::id::{IdGen, OutboxId};
use steward_core::platform::{Address, Platform, PlatformError};
use steward_platforms::slack::{self, Credentials, Desk, Kind, Words, Workspace};

use super::packages;
use super::shelf::{self, OneCard};
use emulator::Emulator;

/// Steward's adapter in front of the emulator.
struct Stand {
    emulator: Emulator,
    workspace: Arc<Workspace>,
    desk: Arc<Desk>,
    host: Arc<OneCard>,
}

/// With one of the tokens of the seed; none where the emulator is not installed.
async fn stand(token: &str) -> Option<Stand> {
    let emulator = Emulator::start(&packages()?, token).await;
    let credentials = Credentials {
        bot_token: token.into(),
        app_token: None,
        signing_secret: Some("of no use here".into()),
    };
    let all = BTreeMap::from([(slack::NAME.to_owned(), credentials)]);
    let words: Arc<dyn Words> = Arc::new(SlackWords::load().expect("words"));
    let workspaces = slack::open(&all, &emulator.api_url(), &words).expect("a workspace");
    let host = Arc::new(OneCard::empty());
    let desk = Desk::new(workspaces.clone(), host.clone(), words, Arc::new(SystemClock));
    let workspace = workspaces.into_iter().next().expect("a workspace");
    Some(Stand { emulator, workspace, desk, host })
}

fn address(target: &str, direct: bool) -> Address {
    Address { platform: slack::NAME.into(), target: target.into(), direct, thread: None }
}

fn marker() -> OutboxId {
    OutboxId::from_uuid(ClockedIds::new(Arc::new(SystemClock)).uuid())
}

impl Stand {
    /// What stands in a conversation, newest first.
    async fn history(&self, channel: &str) -> Vec<Value> {
        let answer = self.emulator.call("conversations.history", &json!({ "channel": channel })).await;
        answer["messages"].as_array().expect("messages").clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_is_posted_edited_and_found_again() {
    let Some(stand) = stand("xoxb-all").await else { return };
    let ops = address(&stand.emulator.channel("ops").await, false);
    let (marker, card) = (marker(), shelf::with_form());
    let ts = stand.workspace.post(&ops, marker, &card).await.expect("posted");
    assert_eq!(stand.workspace.find(&ops, marker).await.expect("searched"), Some(ts.clone()));
    assert_eq!(stand.workspace.find(&ops, self::marker()).await.expect("searched"), None);

    let taken = Card { blocks: vec![Block::Lead { text: "taken".into() }], buttons: Vec::new(), ..card };
    stand.workspace.edit(&ops, &ts, &taken).await.expect("edited");
    let history = stand.history(&ops.target).await;
    assert_eq!(history.len(), 1);
    let blocks = history[0]["blocks"].to_string();
    assert!(blocks.contains("taken") && !blocks.contains("4.6%"), "{blocks}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_stands_below_its_card() {
    let Some(stand) = stand("xoxb-all").await else { return };
    let ops = address(&stand.emulator.channel("ops").await, false);
    let (points, alt, legend) = (vec![0, 500, 1_000], "It rises.".to_owned(), Some("Dots.".to_owned()));
    let spark = Block::Spark { points, limit: Some(700), alt, legend };
    let card = Card { title: "Late shipment".into(), blocks: vec![spark], ..Card::default() };
    let ts = stand.workspace.post(&ops, marker(), &card).await.expect("posted");
    let completed = stand.emulator.wait_for_answer("files.completeUploadExternal").await;
    assert_eq!(completed["ok"], true, "{completed}");
    let arguments = json!({ "channel": ops.target, "ts": ts });
    let replies = stand.emulator.call("conversations.replies", &arguments).await;
    let below = &replies["messages"][1];
    assert_eq!(below["files"][0]["title"], "Late shipment", "{replies}");
    assert_eq!(below["text"], "Dots.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_written_to() {
    let Some(stand) = stand("xoxb-all").await else { return };
    let mei = stand.emulator.user("mei@evenfield.example").await;
    let card = shelf::with_form();
    stand.workspace.post(&address(&mei, true), marker(), &card).await.expect("posted");
    let opened = stand.emulator.answers("conversations.open");
    let channel = opened[0]["channel"]["id"].as_str().expect("a conversation");
    assert!(stand.history(channel).await[0]["blocks"].to_string().contains("4.6%"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_and_a_home_tab_are_opened() {
    let Some(stand) = stand("xoxb-all").await else { return };
    let ops = stand.emulator.channel("ops").await;
    let mei = stand.emulator.user("mei@evenfield.example").await;
    let team = stand.workspace.identity().await.expect("who we are").team.clone();
    let card = shelf::with_form();
    stand.host.show(&card);
    let ts = stand.workspace.post(&address(&ops, false), marker(), &card).await.expect("posted");
    let message = stand.history(&ops).await.remove(0);
    let rows = message["blocks"].as_array().expect("blocks").iter().find(|block| block["type"] == "actions");
    let mut action = rows.expect("a row of buttons")["elements"][0].clone();
    action["block_id"] = "row".into();
    let trigger = stand.emulator.call("views.generateTriggerId", &json!({})).await;
    let press = json!({
        "type": "block_actions", "team": { "id": team }, "user": { "id": mei, "team_id": team },
        "trigger_id": trigger["trigger_id"], "channel": { "id": ops }, "message": message,
        "container": { "type": "message", "message_ts": ts, "channel_id": ops }, "actions": [action],
    });
    stand.desk.take(Kind::Interaction, press).await;
    let opened = stand.emulator.wait_for_answer("views.open").await;
    assert_eq!(opened["ok"], true, "{opened}");
    assert_eq!(opened["view"]["blocks"][0]["label"]["text"], "What is done");

    let event = json!({ "type": "app_home_opened", "user": mei, "tab": "home", "channel": "D1" });
    let event = json!({ "type": "event_callback", "event_id": "Ev1", "team_id": team, "event": event });
    stand.desk.take(Kind::Event, event).await;
    let published = stand.emulator.wait_for_answer("views.publish").await;
    assert_eq!(published["ok"], true, "{published}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_scope_is_named() {
    let Some(stand) = stand("xoxb-mute").await else { return };
    let ops = address(&stand.emulator.channel("ops").await, false);
    let error = stand.workspace.post(&ops, marker(), &shelf::with_form()).await.expect_err("refused");
    assert!(matches!(error, PlatformError::Auth { .. }), "{error}");
    assert!(error.to_string().contains("chat:write"), "{error}");
}
