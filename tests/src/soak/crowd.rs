//! The people: they press "Acknowledge" on the cards they see, sometimes twice.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::company::{ON_FEISHU, ON_SLACK};
use super::pause;
use crate::chance::Chance;
use crate::fakes::feishu::FakeFeishu;
use crate::fakes::slack::FakeSlack;

/// The words on the button, in both languages.
const BUTTONS: [&str; 2] = ["Acknowledge", "确认"];
/// So many of the newest cards of a conversation are looked at.
const NEWEST: usize = 8;
/// Longest pause between two presses, in milliseconds.
const PAUSE_MILLISECONDS: u64 = 800;
/// Of a hundred presses so many arrive twice.
const TWICE_PERCENT: u64 = 30;

/// Presses until it is time to be calm.
pub(super) async fn act(
    mut chance: Chance,
    slack: Arc<FakeSlack>,
    feishu: Arc<FakeFeishu>,
    calm: watch::Receiver<bool>,
) {
    while !*calm.borrow() {
        pause(Duration::from_millis(chance.within(0, PAUSE_MILLISECONDS))).await;
        if chance.hits(50) {
            press_on_slack(&mut chance, &slack).await;
        } else {
            press_on_feishu(&mut chance, &feishu).await;
        }
    }
}

/// The place of one of the newest so many.
fn newest(chance: &mut Chance, of: usize) -> Option<usize> {
    (of > 0).then(|| of - 1 - chance.place(of.min(NEWEST)))
}

fn button(words: &[String]) -> Option<&'static str> {
    BUTTONS.into_iter().find(|button| words.iter().any(|word| word == button))
}

async fn press_on_slack(chance: &mut Chance, slack: &Arc<FakeSlack>) {
    let person = ON_SLACK[chance.place(ON_SLACK.len())];
    let conversation = if chance.hits(50) { "slack".to_owned() } else { format!("@{person}") };
    let posts = slack.posts(&conversation);
    let Some(message) = newest(chance, posts.len()).map(|place| posts[place].clone()) else { return };
    let Some(button) = button(&message.buttons()) else { return };
    let (slack, is_twice) = (Arc::clone(slack), chance.hits(TWICE_PERCENT));
    // A press lasts until it is answered or given up; meanwhile others press.
    tokio::spawn(async move {
        let delivered = slack.press(person, &message, button).await;
        if is_twice {
            slack.deliver_again(&delivered).await;
        }
    });
}

async fn press_on_feishu(chance: &mut Chance, feishu: &Arc<FakeFeishu>) {
    let person = ON_FEISHU[chance.place(ON_FEISHU.len())];
    let conversation = if chance.hits(50) { "feishu".to_owned() } else { format!("@{person}") };
    let posts = feishu.posts(&conversation);
    let Some(message) = newest(chance, posts.len()).map(|place| posts[place].clone()) else { return };
    let Some(button) = button(&message.buttons()) else { return };
    let (feishu, is_twice) = (Arc::clone(feishu), chance.hits(TWICE_PERCENT));
    tokio::spawn(async move {
        let tap = feishu.press(person, &message, button).await;
        if is_twice {
            feishu.deliver_again(&tap.event).await;
        }
    });
}
