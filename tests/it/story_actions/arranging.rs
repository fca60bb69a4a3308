//! Arranging standing data in chat: covers, pauses, targets, digests, and what belongs to a person.

use rstest::rstest;
use steward_tests::world::{Answer, Engine, World};

use crate::company::COMPANY;

async fn world() -> World {
    World::start(Engine::Sqlite, COMPANY).await.expect("SQLite is everywhere")
}

async fn end(world: World) {
    for person in ["mei", "lin", "bob", "ada", "dan"] {
        world.person(person).direct().await.all_messages().await;
    }
    world.channel("ops").await.all_messages().await;
    world.finish().await;
}

fn has(answer: &Answer, words: &[&str]) {
    let text = answer.text();
    for word in words {
        assert!(text.contains(word), "`{word}` is not in:\n{text}");
    }
}

#[rstest]
#[case("mei", "Lin Xiao 12月1号到7号替我", "取消代班", "12月1日至7日")]
#[case("mei", "lin covers me 1 dec to 7 dec", "uncover", "12月1日至7日")]
#[case("bob", "lin covers for mei 1 dec to 7 dec", "cancel cover mei", "Dec 1–7")]
#[tokio::test]
async fn a_cover_is_arranged_and_ended(
    #[case] person: &str,
    #[case] cover: &str,
    #[case] uncover: &str,
    #[case] days: &str,
) {
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

/// What a pause kept quiet is told when it ends.
#[rstest]
#[case("mei", "暂停指标 迟发率 到 11月30日 因为 盘点", "恢复指标 迟发率", "1")]
#[case("lin", "pause late shipment until 30 nov because stocktaking", "resume late shipment", "1")]
#[tokio::test]
async fn a_pause_tells_afterwards_what_it_kept_quiet(
    #[case] person: &str,
    #[case] pause: &str,
    #[case] resume: &str,
    #[case] expected: &str,
) {
    let world = world().await;
    world.kpi("late_shipment").owned_by(person).await;
    world.person(person).says(pause).await.accepted();
    world.reports("late_shipment", "4.6%").await;
    world.nothing_unread().await;
    let told = world.person(person).says(resume).await;
    has(&told, &[expected]);
    end(world).await;
}

#[rstest]
#[case("mei", "语言 英文", &["英文"])]
#[case("lin", "language chinese", &["Chinese"])]
#[case("lin", "zone los angeles", &["Pacific"])]
#[case("mei", "时区 洛杉矶", &["太平洋时间"])]
#[case("lin", "hours 8:00-17:00", &["08:00", "17:00"])]
#[case("mei", "工作时间 8:00-17:00", &["08:00", "17:00"])]
#[case("bob", "subscribe #ops weekly", &["#ops"])]
#[case("lin", "record late shipment 2.1%", &["Late shipment", "2.1%"])]
#[case("mei", "录入 迟发率 2.1%", &["迟发率", "2.1%"])]
#[tokio::test]
async fn a_setting_is_set_and_the_receipt_says_what_holds(
    #[case] person: &str,
    #[case] said: &str,
    #[case] words: &[&str],
) {
    let world = world().await;
    let receipt = world.person(person).says(said).await;
    receipt.accepted();
    has(&receipt, words);
    end(world).await;
}

#[rstest]
#[case("subscribe #ops weekly", "unsubscribe #ops weekly")]
#[case("订阅 #ops 周报", "取消订阅 #ops 周报")]
#[tokio::test]
async fn a_channel_gets_a_digest_and_gets_it_no_more(#[case] subscribe: &str, #[case] unsubscribe: &str) {
    let world = world().await;
    for (said, schedules) in [(subscribe, 1), (unsubscribe, 0)] {
        let refused = world.person("lin").says(said).await;
        assert!(refused.refused && refused.private, "{}", refused.text());
        has(&world.person("bob").says(said).await, &["#ops"]);
        assert_eq!(world.app().await.store.org().await.unwrap().schedules.len(), schedules, "{said}");
    }
    end(world).await;
}
