//! Arranging standing data in chat: covers, pauses, targets, digests, and what belongs to a person.

use rstest::rstest;
use steward_tests::world::{Answer, Message};

use super::{end, world};

fn has(answer: &Answer, words: &[&str]) {
    let text = answer.text();
    for word in words {
        assert!(text.contains(word), "`{word}` is not in:\n{text}");
    }
}

/// Who arranges a cover, in which words, in which it is ended, and its days.
const COVERS: [[&str; 4]; 3] = [
    ["mei", "Lin Xiao 12月1号到7号替我", "取消代班", "12月1日至7日"],
    ["mei", "lin covers me 1 dec to 7 dec", "uncover", "12月1日至7日"],
    ["bob", "lin covers for mei 1 dec to 7 dec", "cancel cover mei", "Dec 1–7"],
];

#[rstest]
#[case(COVERS[0])]
#[case(COVERS[1])]
#[case(COVERS[2])]
#[tokio::test]
async fn a_cover_is_arranged_and_ended(#[case] story: [&str; 4]) {
    let [person, cover, uncover, days] = story;
    let world = world().await;
    has(&world.person(person).says(cover).await, &["Lin Xiao", "陈美", days]);
    assert_eq!(world.app().await.store.org().await.unwrap().covers.len(), 1);
    world.person("lin").direct().await.next_message().await;
    has(&world.person(person).says(uncover).await, &["Lin Xiao", "陈美", days]);
    assert_eq!(world.app().await.store.org().await.unwrap().covers.len(), 0);
    let told = world.person("lin").direct().await.next_message().await;
    assert!(told.text().contains("does not cover for 陈美 any more"), "{}", told.text());
    let again = world.person(person).says(uncover).await;
    assert!(again.refused && again.private, "{}", again.text());
    end(world).await;
}

/// Whoever covers cannot let the other one down alone; the refusal names who may.
#[tokio::test]
async fn only_who_is_away_or_leads_ends_a_cover() {
    let world = world().await;
    world.person("mei").says("lin covers me 1 dec to 7 dec").await.accepted();
    let refused = world.person("lin").says("cancel cover mei").await;
    assert!(refused.refused && refused.private);
    has(&refused, &["陈美", "Bob Stone", "Ada Park"]);
    assert_eq!(world.app().await.store.org().await.unwrap().covers.len(), 1);
    end(world).await;
}

/// Whose KPI is paused, in which words, in which it goes on, and what is told then of what was kept quiet.
const PAUSES: [[&str; 4]; 2] = [
    ["mei", "暂停指标 迟发率 到 11月30日 因为 盘点", "恢复指标 迟发率", "本该发出的 1 条告警"],
    [
        "lin",
        "pause late shipment until 30 nov because stocktaking",
        "resume late shipment",
        "1 alert that was not sent",
    ],
];

/// What a pause kept quiet is told when it ends.
#[rstest]
#[case(PAUSES[0])]
#[case(PAUSES[1])]
#[tokio::test]
async fn a_pause_tells_afterwards_what_it_kept_quiet(#[case] story: [&str; 4]) {
    let [person, pause, resume, expected] = story;
    let world = world().await;
    world.kpi("late_shipment").owned_by(person).await;
    world.person(person).says(pause).await.accepted();
    world.reports("late_shipment", "4.6%").await;
    world.nothing_unread().await;
    let told = world.person(person).says(resume).await;
    has(&told, &[expected, "4.6%"]);
    end(world).await;
}

/// A pause that nobody ends is over on its day: the channel and whoever paused it hear what it kept quiet, once.
#[rstest]
#[case("mei", "暂停指标 迟发率 到 11月25日 因为 盘点", "本该发出的 1 条告警")]
#[case("lin", "pause late shipment until 25 nov because stocktaking", "1 alert that was not sent")]
#[tokio::test]
async fn a_pause_that_comes_to_its_end_tells_what_it_kept_quiet(
    #[case] person: &str,
    #[case] pause: &str,
    #[case] expected: &str,
) {
    let world = world().await;
    world.kpi("late_shipment").owned_by(person).await;
    world.person(person).says(pause).await.accepted();
    world.reports("late_shipment", "4.6%").await;
    world.advance_to("2026-11-25T23:00[America/Los_Angeles]").await;
    world.nothing_unread().await;
    world.advance_to("2026-11-27T09:00[Asia/Shanghai]").await;
    world.advance("PT24H").await;
    let own = world.person(person).direct().await.all_messages().await;
    let told: Vec<String> = own.iter().map(Message::text).filter(|text| text.contains(expected)).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("4.6%"), "{}", told[0]);
    let in_channel = world.channel("ops").await.all_messages().await;
    let told = in_channel.iter().filter(|message| message.text().contains("1 alert that was not sent"));
    assert_eq!(told.count(), 1);
    end(world).await;
}

/// What sets something: the command, whose words, the words, and what is in the receipt.
const SETTINGS: [(&str, &str, &str, &[&str]); 6] = [
    ("language", "mei", "语言 英文", &["英文"]),
    ("language", "lin", "language chinese", &["Chinese"]),
    ("zone", "lin", "zone los angeles", &["Pacific"]),
    ("zone", "mei", "时区 洛杉矶", &["太平洋时间"]),
    ("hours", "lin", "hours 8:00-17:00", &["08:00", "17:00"]),
    ("hours", "mei", "工作时间 8:00-17:00", &["08:00", "17:00"]),
];

#[tokio::test]
async fn a_setting_is_set_and_the_receipt_says_what_holds() {
    for (_, person, said, words) in SETTINGS {
        let world = world().await;
        let receipt = world.person(person).says(said).await;
        receipt.accepted();
        has(&receipt, words);
        end(world).await;
    }
}

/// A channel's digest ordered and ordered off again.
const SUBSCRIPTIONS: [[&str; 2]; 2] =
    [["subscribe #ops weekly", "unsubscribe #ops weekly"], ["订阅 #ops 周报", "取消订阅 #ops 周报"]];

#[rstest]
#[case(SUBSCRIPTIONS[0])]
#[case(SUBSCRIPTIONS[1])]
#[tokio::test]
async fn a_channel_gets_a_digest_and_gets_it_no_more(#[case] story: [&str; 2]) {
    let [subscribe, unsubscribe] = story;
    let world = world().await;
    for (said, schedules) in [(subscribe, 1), (unsubscribe, 0)] {
        let refused = world.person("lin").says(said).await;
        assert!(refused.refused && refused.private, "{}", refused.text());
        has(&world.person("bob").says(said).await, &["#ops"]);
        assert_eq!(world.app().await.store.org().await.unwrap().schedules.len(), schedules, "{said}");
    }
    end(world).await;
}

/// A digest that is asked for, and whose words they are.
const DIGESTS: [[&str; 2]; 2] = [["mei", "把日报发到 #ops"], ["lin", "send the daily digest to #ops"]];

#[rstest]
#[case(DIGESTS[0])]
#[case(DIGESTS[1])]
#[tokio::test]
async fn a_digest_goes_out_when_it_is_asked_for(#[case] story: [&str; 2]) {
    let [person, said] = story;
    let world = world().await;
    world.reports("late_shipment", "2.1%").await;
    let receipt = world.person(person).says(said).await;
    receipt.accepted();
    has(&receipt, &["#ops"]);
    let digest = world.channel("ops").await.next_message().await;
    assert!(digest.text().contains("Late shipment"), "{}", digest.text());
    end(world).await;
}

/// Every command of these stories with the words that tell it.
pub(super) fn told() -> Vec<(&'static str, &'static str)> {
    let covers = COVERS.iter().flat_map(|[_, cover, uncover, _]| [("cover", *cover), ("uncover", *uncover)]);
    let pauses = PAUSES.iter().flat_map(|[_, pause, resume, _]| [("pause", *pause), ("resume", *resume)]);
    let settings = SETTINGS.iter().map(|(command, _, said, _)| (*command, *said));
    let subscriptions =
        SUBSCRIPTIONS.iter().flat_map(|[on, off]| [("subscribe", *on), ("unsubscribe", *off)]);
    let digests = DIGESTS.iter().map(|[_, said]| ("digest", *said));
    covers.chain(pauses).chain(settings).chain(subscriptions).chain(digests).collect()
}
