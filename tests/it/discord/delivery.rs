//! Posting where Discord stumbles: limits, lost answers, channels and people that go, long digests.

use jiff::SignedDuration;
use rstest::rstest;
use serde_json::json;
use steward_core::card::Card;
use steward_core::id::OutboxId;
use steward_core::message::{Message as Told, Notice};
use steward_core::outbox::{Class, Outgoing, Reader};
use steward_core::person::Locale;
use steward_core::platform::{Address, PlatformError};
use steward_core::time::Clock;
use steward_store::outbox;
use steward_tests::fakes::discord::{Fault, FaultOrder, Message, Refused};

use super::stand::{Stand, Way, shown, stand};
use crate::conformance::shelf::{digest, largest, smallest};

fn posting(fault: Fault, times: u32) -> FaultOrder {
    FaultOrder::next(times, fault).of("create_message").about("ops")
}

#[rstest]
#[case::server_error(Fault::Status(500))]
#[case::gateway(Fault::Status(502))]
#[case::overloaded(Fault::Refused(Refused::Code(503, 130_000)))]
#[case::reset(Fault::Reset)]
#[case::reset_after(Fault::AcceptedThenReset)]
#[case::slow(Fault::Slow(80))]
#[case::slow_answer(Fault::AcceptedThenSlow(80))]
#[tokio::test]
async fn f9_a_call_that_fails_on_its_way_is_there_once(#[case] fault: Fault) {
    let stand = stand(Way::Gateway).await;
    stand.discord.fails(posting(fault, 2));
    stand.reports("2026-11-21", "0.06").await;
    for _ in 0..4 {
        stand.forward(SignedDuration::from_secs(5)).await;
    }
    assert_eq!(stand.discord.posts("ops").len(), 1);
    stand.discord.press("mei", &stand.discord.posts("ops")[0], "Acknowledge").await;
    stand.settle().await;
    let card = stand.discord.posts("ops").remove(0);
    assert!(!card.buttons().contains(&"Acknowledge".to_owned()), "it is known and edited: {}", shown(&card));
}

#[tokio::test]
async fn a_lost_answer_is_settled_by_the_nonce_and_later_by_reading_back() {
    let stand = stand(Way::Gateway).await;
    let discord = &stand.discord;
    discord.fails(posting(Fault::AcceptedThenReset, 1));
    stand.reports("2026-11-21", "0.06").await;
    assert_eq!(discord.posts("ops").len(), 1, "sent again with its nonce, it is there once");
    assert_eq!(discord.calls_of("list_messages").len(), 0);

    discord.fails(posting(Fault::AcceptedThenReset, 1));
    discord.fails(posting(Fault::Reset, 100));
    stand.reports_of("amz_vtr", "2026-11-21", "0.80").await;
    assert_eq!(discord.posts("ops").len(), 2);
    stand.forward(SignedDuration::from_mins(7)).await;
    discord.heals();
    stand.forward(SignedDuration::from_mins(1)).await;
    let is_card = |post: &Message| post.buttons().contains(&"Acknowledge".to_owned());
    let cards: Vec<Message> = discord.posts("ops").into_iter().filter(is_card).collect();
    assert_eq!(cards.len(), 2, "Discord has forgotten the nonce, and it is there once");
    assert!(!discord.calls_of("list_messages").is_empty());
    let second = cards[1].clone();
    discord.press("hao", &second, "Acknowledge").await;
    stand.settle().await;
    assert!(!discord.again(&second).buttons().contains(&"Acknowledge".to_owned()));
}

#[tokio::test]
async fn a_rate_limit_of_a_channel_is_waited_for_and_holds_up_no_other() {
    let stand = stand(Way::Gateway).await;
    stand.discord.fails(posting(Fault::RateLimited(30), 1));
    stand.reports("2026-11-21", "0.06").await;
    assert_eq!(stand.discord.posts("ops").len(), 0);
    assert_eq!(stand.discord.posts("@mei").len(), 1, "the page does not wait");
    stand.forward(SignedDuration::from_secs(31)).await;
    assert_eq!(stand.discord.posts("ops").len(), 1);
}

#[tokio::test]
async fn a_rate_limit_of_everything_holds_up_everything() {
    let stand = stand(Way::Gateway).await;
    after_the_digest(&stand).await;
    stand.discord.fails(FaultOrder::next(1, Fault::Refused(Refused::Global(1))).of("create_message"));
    stand.reports("2026-11-21", "0.06").await;
    let traffic = stand.discord.traffic().len();
    stand.forward(SignedDuration::from_millis(500)).await;
    assert_eq!(stand.discord.traffic().len(), traffic, "nothing is even tried");
    // Discord's second is one of this machine's clock.
    for _ in 0..5_000 {
        if stand.discord.posts("ops").len() > 1 && !stand.discord.posts("@mei").is_empty() {
            break;
        }
        stand.forward(SignedDuration::from_millis(100)).await;
    }
    assert_eq!((stand.discord.posts("ops").len(), stand.discord.posts("@mei").len()), (2, 1));
}

/// Lets the morning's digest come first: how far the clock is moved until a platform takes more is nobody's to say.
async fn after_the_digest(stand: &Stand) {
    stand.forward(SignedDuration::from_mins(2)).await;
    assert_eq!(stand.discord.posts("ops").len(), 1, "the digest");
}

/// Notices to the channel.
fn rows(stand: &Stand, count: usize) -> Vec<Outgoing> {
    let target = stand.discord.channel_id("ops");
    let row = |number: usize| {
        let id = OutboxId::fresh(stand.app.ids.as_ref());
        Outgoing {
            id,
            class: Class::Chatter,
            to: Address { platform: "discord".into(), target: target.clone(), direct: false, thread: None },
            order_key: format!("test {number}"),
            idempotency_key: format!("test {id}"),
            message: Told::Notice {
                notice: Notice::DigestSkipped {
                    channel: "ops".parse().expect("a key"),
                    due: stand.clock.now(),
                },
            },
            reader: Reader {
                locale: Locale::EN_US,
                zone: "Asia/Shanghai".parse().expect("a zone"),
                person: None,
            },
            reply_to: None,
            shows: None,
            not_before: stand.clock.now(),
            expires_at: None,
            plain: false,
        }
    };
    (0..count).map(row).collect()
}

#[tokio::test]
async fn a_busy_channel_gets_its_messages_without_a_refusal() {
    let stand = stand(Way::Gateway).await;
    after_the_digest(&stand).await;
    stand.discord.keep_pace();
    let before = stand.discord.posts("ops").len();
    let mut tx = stand.app.store.begin().await.expect("begin");
    outbox::enqueue(&mut tx, &rows(&stand, 20)).await.expect("enqueue");
    tx.commit().await.expect("commit");
    stand.settle().await;
    let refused = stand.discord.traffic().into_iter().filter(|call| call.status == 429).count();
    assert_eq!((stand.discord.posts("ops").len() - before, refused), (20, 0));
}

#[tokio::test]
async fn a_missing_permission_in_one_channel_is_told_and_the_rest_goes_on() {
    let stand = stand(Way::Gateway).await;
    let discord = &stand.discord;
    discord.deny("ops", "SEND_MESSAGES");
    stand.reports("2026-11-21", "0.06").await;
    assert_eq!(discord.posts("ops").len(), 0);
    discord.wait_for_message("@mei").await;
    insta::assert_snapshot!("permission_missing", shown(&discord.wait_for_message("@ada").await));
    discord.allow("ops", "SEND_MESSAGES");
    stand.reports_of("amz_vtr", "2026-11-21", "0.80").await;
    assert_eq!(discord.posts("ops").len(), 1, "it is tried again with the next message");
}

#[tokio::test]
async fn a_channel_that_is_deleted_is_told_to_the_administrators() {
    let stand = stand(Way::Gateway).await;
    stand.discord.delete_channel("ops");
    stand.told(1).await;
    insta::assert_snapshot!("channel_closed", shown(&stand.discord.wait_for_message("@ada").await));
    stand.reports("2026-11-21", "0.06").await;
    stand.discord.wait_for_message("@mei").await;
}

#[tokio::test]
async fn a_bot_that_is_removed_from_its_server_is_told_of() {
    let stand = stand(Way::Gateway).await;
    // Somebody has to be within reach.
    let other = stand.discord.add_guild("Another", "en-US");
    stand.discord.add_user(&other, steward_tests::fakes::discord::NewUser::named("ada"));
    stand.discord.remove_bot(&stand.guild);
    stand.told(1).await;
    assert_eq!(stand.discord.posts("@ada").len(), 1, "once");
}

#[tokio::test]
async fn a_server_that_is_away_for_a_while_is_no_news() {
    let stand = stand(Way::Gateway).await;
    stand.discord.tell("GUILD_DELETE", &json!({ "id": stand.guild, "unavailable": true }));
    stand.breach().await;
    assert_eq!(stand.discord.posts("@ada").len(), 0);
}

#[tokio::test]
async fn a_channel_keeps_its_place_under_another_name() {
    let stand = stand(Way::Gateway).await;
    stand.discord.rename("ops", "ops-us");
    let named = async || {
        let org = stand.app.store.org().await.expect("the standing data");
        org.channels.values().next().expect("a channel").name.clone()
    };
    let renamed = async {
        while named().await != "#ops-us" {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), renamed).await.expect("it is heard");
    stand.reports("2026-11-21", "0.06").await;
    assert_eq!(stand.discord.posts("ops-us").len(), 1);
}

#[tokio::test]
async fn a_closed_mailbox_is_passed_by() {
    let stand = stand(Way::Gateway).await;
    let discord = &stand.discord;
    discord.set_mailbox("mei", false);
    stand.reports("2026-11-21", "0.06").await;
    let card = discord.wait_for_message("ops").await;
    let page = discord.wait_for_message("@hao").await;
    assert!(page.buttons().contains(&"Acknowledge".to_owned()), "{}", shown(&page));
    insta::assert_snapshot!("mailbox_closed", shown(&discord.wait_for_message("@ada").await));
    assert_eq!(discord.posts("@mei").len(), 0);
    assert_eq!(
        discord.traffic().iter().filter(|call| call.answer["code"] == 50_007).count(),
        1,
        "tried once"
    );

    // What is for her alone is not said to everybody.
    let before = discord.posts("ops").len();
    discord.reply("mei", &card, "收到");
    let hint = discord.wait_for_posts("ops", before + 1).await.pop().expect("a hint");
    insta::assert_snapshot!("mailbox_closed_hint", shown(&hint));
    // A command is answered all the same.
    assert!(discord.slash("mei", "ops", "我的", &[]).await.acked);
    discord.wait_for_ephemeral("mei", 1).await;
}

#[tokio::test]
async fn somebody_who_has_left_is_stood_in_for() {
    let stand = stand(Way::Gateway).await;
    stand.discord.leave("mei", &stand.guild);
    stand.reports("2026-11-21", "0.06").await;
    let page = stand.discord.wait_for_message("@hao").await;
    assert!(page.buttons().contains(&"Acknowledge".to_owned()), "{}", shown(&page));
    insta::assert_snapshot!("member_left", shown(&stand.discord.wait_for_message("@ada").await));
}

#[tokio::test]
async fn a_card_that_was_deleted_is_missed_by_nobody() {
    let stand = stand(Way::Gateway).await;
    let (card, page) = stand.breach().await;
    let discord = &stand.discord;
    discord.delete_message(&card);
    assert!(discord.press("mei", &page, "确认").await.acked);
    stand.settle().await;
    assert_ne!(discord.again(&page).lines(), page.lines(), "the other card follows");
    // What would stand in its thread stands in the channel.
    let left: Vec<String> = discord.posts("ops").iter().map(shown).collect();
    assert_eq!((left.len(), discord.posts("@ada").len()), (1, 0), "{left:?}");
    assert!(left[0].contains("Mei acknowledged"), "{left:?}");
    let tried = || discord.traffic().iter().filter(|call| call.answer["code"] == 10_008).count();
    let before = tried();
    assert!(before > 0, "the edit found nothing");
    stand.forward(SignedDuration::from_mins(5)).await;
    assert_eq!(tried(), before, "and is not tried for ever");
}

async fn posted(stand: &Stand, card: &Card) -> Result<String, PlatformError> {
    stand.office.posted("discord", &stand.discord.channel_id("ops"), card).await
}

#[tokio::test]
async fn a_long_digest_goes_on_in_its_thread() {
    let stand = stand(Way::Gateway).await;
    for (lines, goes_on) in [(1, false), (30, false), (300, true)] {
        let first = posted(&stand, &digest(lines)).await.expect("accepted");
        let card = stand.discord.posts("ops").pop().expect("a message");
        assert_eq!(card.id(), first);
        let rest = if goes_on { stand.discord.posts(&first) } else { Vec::new() };
        assert_eq!(rest.is_empty(), !goes_on, "{lines} lines");
        assert_eq!(card.shown["thread"].is_object(), goes_on);
        let told: String = std::iter::once(&card).chain(&rest).map(shown).collect();
        let told = told.replace('\\', "");
        let is_told = |number: usize| told.contains(&format!(" {number}. 迟发率"));
        assert!((1..=lines).all(is_told), "every line is there");
        assert_eq!(card.buttons(), ["我的告警"]);
        assert!(rest.iter().all(|part: &Message| part.buttons().is_empty()));
    }
}

#[tokio::test]
async fn the_largest_and_the_smallest_card_are_taken() {
    let stand = stand(Way::Gateway).await;
    posted(&stand, &smallest()).await.expect("the smallest");
    posted(&stand, &largest("长 & <b> *")).await.expect("the largest");
}
