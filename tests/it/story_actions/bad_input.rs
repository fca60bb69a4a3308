//! Bad input through the web chat: nothing fails, nobody is pinged by accident, nothing is changed unasked.

use rstest::rstest;
use steward_tests::world::{Engine, World};

use super::Stage;
use crate::company::COMPANY;

/// What must not do anything, said to Steward directly.
const NOTHING: &[&str] = &[
    "🤷‍♀️🤷",
    "\u{0}\u{7}\u{1b}[31m",
    "\u{202e}kca 1\u{202c}",
    "@all @everyone <!channel> <@U123>",
    "<at id=all></at>",
    "'; DROP TABLE alert; --",
    "$(rm -rf /) `reboot`",
    "[ack 1](https://evil.example)",
    "ack 99999999999999999999",
    "ack -1",
    "ack 7",
    "note 7 something, else",
    "note 1 carrier strike, moved to UPS, due 31 feb",
    "note 1 carrier strike, moved to UPS, due yesterday",
    "note 1 carrier strike, moved to UPS, due 27 nov 2036",
    "snooze 1 yesterday",
    "snooze 1 100d",
    "assign 1 @all",
    "assign 1 nobody",
    "record late shipment 12",
    "record late shipment -5%",
    "record late shipment $12",
    "pause late shipment until 31 feb because why",
    "target late shipment 3 because why",
    "dismiss 1",
    "dismiss 1 because I say so",
    "cover @all tomorrow",
];

#[tokio::test]
async fn what_means_nothing_changes_nothing() {
    let stage = Stage::set().await;
    let (before, org) = (stage.world.events(1).await, stage.world.app().await.store.org().await.unwrap());
    for text in NOTHING {
        let shown: String = text.chars().take(40).collect();
        let answer = stage.world.person("mei").says(text).await;
        let mentions = answer.card.iter().flat_map(|card| &card.mentions).count();
        assert_eq!(mentions, 0, "{shown}");
        assert_eq!(stage.world.events(1).await, before, "{shown}");
        let now = stage.world.app().await.store.org().await.unwrap();
        assert_eq!(now, org, "{shown}");
    }
    stage.end().await;
}

/// The page refuses what is empty or too long to be kept, and says so; a mention alone is answered with help.
#[tokio::test]
async fn nothing_and_a_novel_are_answered_and_change_nothing() {
    let stage = Stage::set().await;
    let before = stage.world.events(1).await;
    let novel: String = "这是一个很长的故事，没有人会读完。".chars().cycle().take(10_000).collect();
    let (empty, long) = ("没有要发送的内容", "最多");
    for (text, status, words) in
        [("", 422, empty), (" \n\t\u{3000}", 422, empty), (novel.as_str(), 413, long)]
    {
        let (got, told) = stage.world.person("mei").tries_to_say(text).await;
        assert_eq!(got, status, "{told}");
        assert!(told.contains(words), "{told}");
    }
    let longest: String = novel.chars().take(4_000).collect();
    let told = stage.world.person("mei").says(&longest).await;
    assert!(told.refused && told.private, "{}", told.text());
    let told = stage.world.person("mei").says_in("ops", "@Steward").await;
    assert!(told.private && told.text().contains("可以这样跟我说"), "{}", told.text());
    assert_eq!(stage.world.events(1).await, before);
    stage.end().await;
}

/// What people write into a note stays their words: no link, no mention, no markup, nothing that turns the card around.
#[tokio::test]
async fn words_in_a_note_are_kept_as_words() {
    let stage = Stage::set().await;
    let action = "@all **see** <https://evil.example|here>\u{202e} [x](y) <b>now</b>";
    let fields = [("cause", "other"), ("cause_text", "# heading\n* list"), ("action", action), ("due", "")];
    stage.card.press("lin", "note", &fields).await.accepted();
    let kept = stage.world.alert(1).await.notes[0].clone();
    assert_eq!(kept.action, action.replace('\u{202e}', ""));
    for message in [stage.card.now().await, stage.page.now().await] {
        assert!(message.card().mentions.iter().all(|mention| mention.person.as_str() == "mei"));
        assert!(!message.text().contains('\u{202e}'));
    }
    stage.end().await;
}

/// Somebody whose name looks like a mention of everybody is shown by it and pings nobody else.
#[tokio::test]
async fn a_name_that_looks_like_a_mention_pings_its_bearer_alone() {
    let world = World::start(Engine::Sqlite, COMPANY).await.expect("SQLite is everywhere");
    world.person("mei").change(|mei| mei.name = "@all *美*\u{202e}".to_owned()).await;
    world.reports("late_shipment", "3.1%").await;
    let page = world.person("mei").direct().await.next_message().await;
    let mentioned: Vec<&str> = page.card().mentions.iter().map(|mention| mention.person.as_str()).collect();
    assert_eq!(mentioned, ["mei"]);
    let card = world.channel("ops").await.next_message().await;
    assert!(card.card().mentions.is_empty() && !card.text().contains('\u{202e}'), "{}", card.text());
    world.person("lin").says("who owns late shipment").await.accepted();
    world.finish().await;
}

/// What is not theirs stays as it is, and only they are told who may.
#[rstest]
#[case("ack 1")]
#[case("note 1 strike, moved to UPS")]
#[case("done 1")]
#[case("snooze 1 4h")]
#[case("assign 1 me")]
#[case("dismiss 1 false alarm")]
#[case("bad data 1 twice")]
#[case("escalate 1")]
#[case("pause late shipment until 30 nov because why")]
#[case("target late shipment 3% because why")]
#[case("subscribe #ops weekly")]
#[tokio::test]
async fn a_refusal_is_private_and_names_who_may(#[case] said: &str) {
    let stage = Stage::set().await;
    stage.world.person("dan").change(|dan| dan.team = None).await;
    stage.world.kpi("late_shipment").change(|kpi| kpi.data_owner = None).await;
    let before = stage.world.events(1).await;
    let refused = stage.world.person("dan").says_in("ops", said).await;
    assert!(refused.refused && refused.private, "{said}: {}", refused.text());
    assert!(refused.text().contains("Bob Stone"), "{said}: {}", refused.text());
    assert_eq!(stage.world.events(1).await, before);
    stage.end().await;
}

/// A paused KPI is answered for, and says that it is not judged.
#[tokio::test]
async fn a_paused_kpi_is_told_as_paused() {
    let world = World::start(Engine::Sqlite, COMPANY).await.expect("SQLite is everywhere");
    world.reports("late_shipment", "2.1%").await;
    world.person("mei").says("暂停指标 迟发率 到 11月30日 因为 盘点").await.accepted();
    world.channel("ops").await.all_messages().await;
    let told = world.person("lin").says("late shipment").await;
    assert!(told.text().contains("not active"), "{}", told.text());
    world.finish().await;
}
