//! Stories of each action, done in every way there is: by text, by button, by form and in the thread, in both languages.

mod arranging;
mod bad_input;
mod menu;
mod offered;
mod targets;
mod values;

use rstest::rstest;
use steward_tests::world::{Answer, BEGINNING, Door, Engine, Message, World};

use crate::company::COMPANY;

/// The company on SQLite.
async fn world() -> World {
    World::start(Engine::Sqlite, COMPANY).await.expect("SQLite is everywhere")
}

/// Reads what nobody looked at, and ends the story.
async fn end(world: World) {
    for person in ["mei", "lin", "bob", "ada", "dan"] {
        world.person(person).direct().await.all_messages().await;
    }
    world.channel("ops").await.all_messages().await;
    world.finish().await;
}

/// A way to do something. Mei reads Chinese and has the page, Lin reads English and has the card in the channel.
#[derive(Debug, Clone, Copy)]
enum Way {
    /// Somebody says it in their own conversation.
    Says(&'static str, &'static str),
    /// Somebody says it in the thread below the card of the channel.
    Replies(&'static str, &'static str),
    /// Mei presses a button of her page, which is in Chinese, and fills its form.
    Page(&'static str, &'static [(&'static str, &'static str)]),
    /// Lin presses a button of the channel's card, which is in English, and fills its form.
    Card(&'static str, &'static [(&'static str, &'static str)]),
}

use Way::{Card, Page, Replies, Says};

impl Way {
    fn who(self) -> &'static str {
        match self {
            Says(person, _) | Replies(person, _) => person,
            Page(..) => "mei",
            Card(..) => "lin",
        }
    }

    /// The language of whoever does it, as a tag.
    fn language(self) -> &'static str {
        if self.who() == "mei" { "zh-CN" } else { "en-US" }
    }
}

/// A world with a warning that everybody was told of, and its cards.
struct Stage {
    world: World,
    card: Message,
    page: Message,
}

impl Stage {
    async fn set() -> Self {
        Self::set_at(BEGINNING).await
    }

    async fn set_at(beginning: &str) -> Self {
        let world = World::start_at(Engine::Sqlite, COMPANY, Door::Demo, beginning).await;
        let world = world.expect("SQLite is everywhere");
        world.reports("late_shipment", "3.1%").await;
        let card = world.channel("ops").await.next_message().await;
        let page = world.person("mei").direct().await.next_message().await;
        Self { world, card, page }
    }

    async fn does(&self, way: Way) -> Answer {
        let world = &self.world;
        match way {
            Says(person, text) => world.person(person).says(text).await,
            Replies(person, text) => world.person(person).replies(&self.card, text).await,
            Page(button, fields) => self.page.now().await.press("mei", button, fields).await,
            Card(button, fields) => self.card.now().await.press("lin", button, fields).await,
        }
    }

    /// What happened last, and by whom.
    async fn last(&self) -> String {
        let trail = self.world.trail(1).await;
        trail
            .lines()
            .last()
            .and_then(|line| line.split_once(" e1 "))
            .map_or(trail.clone(), |(_, what)| what.into())
    }

    /// Everything that was told is read, so that nothing is left over.
    async fn end(self) {
        let world = &self.world;
        for person in ["mei", "lin", "bob", "ada", "dan"] {
            world.person(person).direct().await.all_messages().await;
        }
        self.card.thread().all_messages().await;
        world.channel("ops").await.all_messages().await;
        self.world.finish().await;
    }
}

const NOTE: &[(&str, &str)] =
    &[("cause", "logistics"), ("cause_text", "strike"), ("action", "moved to UPS"), ("due", "2026-11-27")];
const ALARM: &[(&str, &str)] = &[("reason", "false_alarm"), ("text", "")];

/// An action upon an alert, with every way to do it.
struct Story {
    /// The command.
    command: &'static str,
    /// What the trail says of it.
    what: &'static str,
    /// What is done before.
    before: &'static [Way],
    /// The ways, each in a world of its own.
    ways: &'static [Way],
}

const STORIES: &[Story] = &[
    Story {
        command: "ack",
        what: "acknowledged",
        before: &[],
        ways: &[
            Says("mei", "确认 1"),
            Says("lin", "ack 1"),
            Replies("mei", "收到"),
            Replies("lin", "on it"),
            Page("ack", &[]),
            Card("ack", &[]),
        ],
    },
    Story {
        command: "note",
        what: "noted",
        before: &[],
        ways: &[
            Says("mei", "整改 1 承运商停发，已换 UPS，周五前"),
            Says("lin", "note 1 carrier strike, moved to UPS, due fri"),
            Replies("mei", "整改 承运商停发，已换 UPS，周五前"),
            Replies("lin", "note carrier strike, moved to UPS, due fri"),
            Page("note", NOTE),
            Card("note", NOTE),
        ],
    },
    Story {
        command: "done",
        what: "done",
        before: &[Card("ack", &[])],
        ways: &[
            Says("mei", "已处理 1"),
            Says("lin", "done 1"),
            Replies("mei", "搞定了"),
            Replies("lin", "fixed"),
            Page("done", &[]),
            Card("done", &[]),
        ],
    },
    Story {
        command: "snooze",
        what: "snoozed",
        before: &[],
        ways: &[
            Says("mei", "暂缓 1 4小时"),
            Says("lin", "snooze 1 4h"),
            Replies("mei", "暂缓4小时"),
            Replies("lin", "snooze 4h"),
            Page("snooze", &[("span", "4h")]),
            Card("snooze", &[("span", "4h")]),
        ],
    },
    Story {
        command: "assign",
        what: "assigned",
        before: &[],
        ways: &[
            Says("mei", "转给 1 Bob Stone"),
            Says("lin", "assign 1 bob"),
            Replies("mei", "转给 Bob Stone"),
            Replies("lin", "assign bob"),
            Page("assign", &[("to", "bob")]),
            Card("assign", &[("to", "bob")]),
        ],
    },
    Story {
        command: "dismiss",
        what: "closed",
        before: &[],
        ways: &[
            Says("mei", "忽略 1 误报"),
            Says("lin", "dismiss 1 false alarm"),
            Replies("mei", "忽略 误报"),
            Replies("lin", "dismiss false alarm"),
            Page("dismiss", ALARM),
            Card("dismiss", ALARM),
        ],
    },
    Story {
        command: "bad_data",
        what: "closed",
        before: &[],
        ways: &[
            Says("mei", "数据错误 1 订单重复计算"),
            Says("lin", "bad data 1 orders counted twice"),
            Replies("mei", "数据错误 订单重复计算"),
            Replies("lin", "bad data orders counted twice"),
            Page("bad_data", &[("text", "订单重复计算")]),
            Card("bad_data", &[("text", "counted twice")]),
        ],
    },
    Story {
        command: "escalate",
        what: "called",
        before: &[],
        ways: &[
            Says("mei", "升级 1"),
            Says("lin", "escalate 1"),
            Replies("mei", "升级"),
            Replies("lin", "escalate now"),
            Page("escalate", &[]),
            Card("escalate", &[]),
        ],
    },
    Story {
        command: "comment",
        what: "commented",
        before: &[],
        ways: &[
            Says("mei", "评论 1 快递回电了"),
            Says("lin", "comment 1 the carrier called back"),
            Replies("mei", "快递刚回电"),
            Replies("lin", "the carrier called back"),
            Page("comment", &[("text", "快递回电了")]),
            Card("comment", &[("text", "the carrier called back")]),
        ],
    },
    Story {
        command: "reopen",
        what: "reopened",
        before: &[Card("dismiss", ALARM)],
        ways: &[
            Says("mei", "重新开启 1 因为又出现了"),
            Says("lin", "reopen 1 because it came back"),
            Replies("mei", "重新开启"),
            Replies("lin", "reopen"),
            Page("reopen", &[]),
            Card("reopen", &[]),
        ],
    },
];

#[rstest]
#[case::ack("ack")]
#[case::note("note")]
#[case::done("done")]
#[case::snooze("snooze")]
#[case::assign("assign")]
#[case::dismiss("dismiss")]
#[case::bad_data("bad_data")]
#[case::escalate("escalate")]
#[case::comment("comment")]
#[case::reopen("reopen")]
#[tokio::test]
async fn an_action_is_done_in_every_way(#[case] command: &str) {
    let story = STORIES.iter().find(|story| story.command == command).expect("a story");
    for way in story.ways {
        let stage = Stage::set().await;
        for first in story.before {
            stage.does(*first).await.accepted();
        }
        let answer = stage.does(*way).await;
        assert!(!answer.refused, "{way:?}: {}", answer.text());
        let who = way.who();
        let trail = stage.world.trail(1).await;
        let what = format!(" {} by {who}", story.what);
        assert!(trail.lines().any(|line| line.ends_with(&what)), "{way:?}:\n{trail}");
        assert!(answer.private, "{way:?}: a receipt is for who did it");
        assert_eq!(answer.card.as_ref().map(|card| card.lang.as_str()), Some(way.language()), "{way:?}");
        stage.end().await;
    }
}

/// The words that take a slip back, and whose they are.
const UNDO: [(&str, &str); 2] = [("mei", "撤销"), ("lin", "undo")];

/// The receipt of what is undone by a slip has the button, and the words do the same.
#[rstest]
#[case::ack(&[], Page("ack", &[]), Card("ack", &[]))]
#[case::done(&[Card("ack", &[])], Page("done", &[]), Card("done", &[]))]
#[case::snooze(&[], Page("snooze", &[("span", "4h")]), Card("snooze", &[("span", "4h")]))]
#[case::assign(&[], Page("assign", &[("to", "bob")]), Card("assign", &[("to", "bob")]))]
#[case::dismiss(&[], Page("dismiss", ALARM), Card("dismiss", ALARM))]
#[case::bad_data(&[], Page("bad_data", &[("text", "重复")]), Card("bad_data", &[("text", "counted twice")]))]
#[tokio::test]
async fn a_slip_is_taken_back_in_every_way(
    #[case] first: &[Way],
    #[case] chinese: Way,
    #[case] english: Way,
) {
    for (slip, (person, words)) in [chinese, english].into_iter().zip(UNDO) {
        for way in ["button", "text", "thread"] {
            let stage = Stage::set().await;
            for deed in first {
                stage.does(*deed).await.accepted();
            }
            let before = stage.world.alert(1).await;
            let receipt = stage.does(slip).await;
            let answer = match way {
                "button" => {
                    let events = stage.world.events(1).await.len();
                    stage.world.person(person).presses(&receipt, &format!("undo {events}"), &[]).await
                }
                "text" => stage.does(Says(person, words)).await,
                _ => stage.does(Replies(person, words)).await,
            };
            answer.accepted();
            assert_eq!(stage.last().await, format!("undone by {person}"));
            let after = stage.world.alert(1).await;
            assert_eq!((after.status, after.owner, after.ack), (before.status, before.owner, before.ack));
            stage.end().await;
        }
    }
}

/// What promises a day in a thread.
const PROMISES: [Way; 2] = [Replies("mei", "已换快递，周五前"), Replies("lin", "changed bid cap, eta fri")];

/// A promise in a thread is a note once it is confirmed with one tap.
#[rstest]
#[case::chinese(PROMISES[0])]
#[case::english(PROMISES[1])]
#[tokio::test]
async fn a_promise_in_the_thread_is_confirmed_with_one_tap(#[case] promise: Way) {
    let person = promise.who();
    let stage = Stage::set().await;
    let proposal = stage.does(promise).await;
    assert_eq!(stage.last().await, format!("commented by {person}"));
    let buttons = proposal.card.iter().flat_map(|card| &card.buttons);
    let confirm = buttons.filter_map(|button| match &button.press {
        steward_core::card::Press::Act { act } => {
            act.value.as_ref().map(|value| format!("{} {value}", act.command))
        }
        _ => None,
    });
    let confirm = confirm.into_iter().next().unwrap_or_else(|| panic!("no tap:\n{}", proposal.text()));
    stage.world.person(person).presses(&proposal, &confirm, &[]).await.accepted();
    assert_eq!(stage.last().await, format!("noted by {person}"));
    assert_eq!(stage.world.alert(1).await.notes[0].due, Some(jiff::civil::date(2026, 11, 27)));
    stage.end().await;
}

/// On a Friday "next Friday" is a week away, and the receipt says which day that is.
#[rstest]
#[case("lin", "note 1 carrier strike, moved to UPS, due next friday", "Fri Dec 4")]
#[case("mei", "整改 1 承运商停发，已换 UPS，下周五前", "12月4日周五")]
#[tokio::test]
async fn a_receipt_says_which_day_next_friday_is(
    #[case] person: &str,
    #[case] words: &str,
    #[case] day: &str,
) {
    let stage = Stage::set_at("2026-11-27T11:00[Asia/Shanghai]").await;
    let receipt = stage.world.person(person).says(words).await;
    assert!(receipt.accepted().contains(day), "{}", receipt.text());
    stage.end().await;
}
