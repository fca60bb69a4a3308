//! Two replicas hear everything: what is done is done once, and each part of a long answer is there once and in order.

use std::sync::Arc;

use rstest::rstest;
use steward_core::alert::AlertStatus;
use steward_core::card::Card;
use steward_core::id::OutboxId;
use steward_core::inbound::Immediate;
use steward_core::platform::Address;
use steward_tests::fakes::discord::{Call, FakeDiscord, Fault, FaultOrder, Message};

use super::hand::{Hand, stand_in_hand};
use super::stand::{Stand, Way, shown, stand};
use crate::conformance::shelf::digest;

/// Lines of an answer of several parts.
const LINES: usize = 300;

#[tokio::test]
async fn two_replicas_hear_everything_and_do_it_once() {
    let stand = stand(Way::Gateway).await;
    let (card, _) = stand.breach().await;
    let discord = &stand.discord;
    let _second = stand.second_service();
    discord.wait_for_sessions(2).await;
    let (before, own) = (discord.posts("@mei").len(), discord.channel_id("@mei"));
    discord.reply("mei", &card, "收到");
    let answers = |discord: &FakeDiscord, count: usize| {
        let to_mei = |call: &&Call| call.path.starts_with(&format!("/channels/{own}/messages"));
        let all = discord.calls_of("create_message");
        (all.iter().filter(to_mei).count() >= before + count).then_some(())
    };
    discord.wait_until("the answer of each", |discord| answers(discord, 2)).await;
    assert_eq!(discord.posts("@mei").len(), before + 1, "Discord keeps one of the two");
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);

    let version = stand.alert().await.version;
    discord.react("mei", &card, "✅");
    discord.wait_until("the answer of each", |discord| answers(discord, 4)).await;
    stand.settle().await;
    assert_eq!(discord.posts("@mei").len(), before + 2);
    assert_eq!(stand.alert().await.version, version, "it was hers already");

    let note = "整改 1 原因：承运商揽收晚 措施：已联系第二家承运商 周五前";
    assert!(discord.slash("mei", "ops", "指标", &[("想说的话", note)]).await.acked);
    let second = |discord: &FakeDiscord| {
        let mut all = discord.traffic().into_iter();
        all.find(|call| call.method == "create_interaction_response" && call.status == 400)
    };
    discord.wait_until("the slower answer", second).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Remediating);
    assert_eq!(stand.alert().await.notes.len(), 1);
    assert_eq!(discord.ephemerals("mei").len(), 1, "an interaction has one answer");
}

/// A company with two replicas that answers everything with a long card.
async fn answering(is_private: bool) -> (Stand, Arc<Hand>, impl Send) {
    let (stand, hand) = stand_in_hand(Way::Gateway).await;
    let second = stand.second_service();
    stand.discord.wait_for_sessions(2).await;
    let card = Box::new(digest(LINES));
    *hand.answer.lock().expect("a hand") = Some(if is_private {
        Immediate::Private { card, refused: false, field: None }
    } else {
        Immediate::Public { card }
    });
    (stand, hand, second)
}

/// The numbers of the lines that some messages tell, in their order.
fn told(messages: &[Message]) -> Vec<usize> {
    let text: String = messages.iter().map(|message| shown(message) + "\n").collect();
    let numbered = text.lines().filter_map(|line| {
        let (before, _) = line.split_once("\\. 迟发率").or_else(|| line.split_once(". 迟发率"))?;
        before.rsplit(' ').next()?.parse().ok()
    });
    numbered.collect()
}

/// Waits until both replicas have said all that they say, then looks whether each line is there once and in its place.
async fn assert_whole(stand: &Stand, calls: usize, look: impl Fn(&FakeDiscord) -> Vec<Message>) {
    let is_last = |message: &Message| told(std::slice::from_ref(message)).contains(&LINES);
    let whole = |discord: &FakeDiscord| look(discord).iter().any(is_last).then_some(());
    stand.discord.wait_until("the last part", whole).await;
    let both = |discord: &FakeDiscord| {
        let is_last = |call: &&Call| call.body.to_string().contains(&format!(" {LINES}"));
        (discord.calls().iter().filter(is_last).count() >= calls).then_some(())
    };
    stand.discord.wait_until("what everybody says", both).await;
    let all = look(&stand.discord);
    assert!(all.len() > 2, "{} parts", all.len());
    assert_eq!(told(&all), (1..=LINES).collect::<Vec<_>>());
}

#[rstest]
#[case::nothing(None)]
#[case::server_error(Some(Fault::Status(502)))]
#[case::reset(Some(Fault::Reset))]
#[case::reset_after(Some(Fault::AcceptedThenReset))]
#[case::limited(Some(Fault::RateLimited(1)))]
#[tokio::test]
async fn a_long_answer_to_a_message_is_there_once(
    #[case] fault: Option<Fault>,
    #[values(true, false)] is_private: bool,
) {
    let (stand, _hand, _second) = answering(is_private).await;
    let place = if is_private { "@mei" } else { "ops" };
    // The direct conversation is there, so that something can go wrong in it.
    stand.discord.say("mei", "@steward", "早");
    assert_whole(&stand, 2, |discord| discord.posts("@mei")).await;
    let before = stand.discord.posts(place).len();
    if let Some(fault) = fault {
        stand.discord.fails(FaultOrder::next(3, fault).of("create_message").about(place));
    }
    stand.discord.mention("mei", "ops", "你好");
    assert_whole(&stand, 4, |discord| discord.posts(place).split_off(before)).await;
}

#[rstest]
#[case::nothing(None)]
#[case::server_error(Some((1, Fault::Status(502))))]
#[case::server_error_for_both(Some((2, Fault::Status(502))))]
#[case::reset(Some((1, Fault::Reset)))]
#[case::reset_after(Some((1, Fault::AcceptedThenReset)))]
#[tokio::test]
async fn a_long_answer_to_a_command_is_there_once(
    #[case] fault: Option<(u32, Fault)>,
    #[values(true, false)] is_private: bool,
) {
    let (stand, _hand, _second) = answering(is_private).await;
    if let Some((times, fault)) = fault {
        stand.discord.fails(FaultOrder::next(times, fault).of("create_interaction_response"));
    }
    assert!(stand.discord.slash("mei", "ops", "指标", &[("想说的话", "你好")]).await.acked);
    let look =
        |discord: &FakeDiscord| if is_private { discord.ephemerals("mei") } else { discord.posts("ops") };
    assert_whole(&stand, 1, look).await;
    // Whoever was slower has heard so, and says nothing more.
    let answers = |discord: &FakeDiscord| {
        let traffic = discord.traffic();
        let is_refused = |call: &Call| call.method == "create_interaction_response" && call.status == 400;
        let looks = |call: &Call| call.method == "get_original_webhook_message" && call.status == 200;
        traffic.iter().any(|call| is_refused(call) || looks(call)).then_some(())
    };
    stand.discord.wait_until("the slower answer", answers).await;
    stand.discord.say("mei", "@steward", "早");
    assert_whole(&stand, 3, |discord| discord.posts("@mei")).await;
    assert_whole(&stand, 1, look).await;
}

#[tokio::test]
async fn what_no_replica_can_answer_is_told_directly_once() {
    let (stand, _hand, _second) = answering(true).await;
    let late = Fault::Refused(steward_tests::fakes::discord::Refused::Code(404, 10_062));
    stand.discord.fails(FaultOrder::next(2, late).of("create_interaction_response"));
    assert!(!stand.discord.slash("mei", "ops", "指标", &[("想说的话", "你好")]).await.acked);
    assert_whole(&stand, 2, |discord| discord.posts("@mei")).await;
}

/// Posts a card in the channel as a row of the outbox that is called so.
async fn post(
    service: &dyn steward_core::platform::Platform,
    stand: &Stand,
    marker: OutboxId,
    card: &Card,
) -> String {
    let target = stand.discord.channel_id("ops");
    let to = Address { platform: "discord".into(), target, direct: false, thread: None };
    service.post(&to, marker, card).await.expect("accepted")
}

#[rstest]
#[case::before_the_call(Fault::Stalls)]
#[case::on_its_way(Fault::AcceptedThenReset)]
#[case::not_taken(Fault::Status(502))]
#[tokio::test]
async fn a_digest_that_another_replica_takes_over_is_there_once(#[case] fault: Fault) {
    let stand = stand(Way::Gateway).await;
    let (second, _doors) = stand.second_service();
    let (first, second) = (stand.app.platform("discord").expect("Discord"), second.platforms().remove(0));
    let (card, marker) = (digest(LINES), OutboxId::fresh(stand.app.ids.as_ref()));
    // The rest of it is in a thread of its name.
    stand.discord.fails(FaultOrder::next(1, fault).of("create_message").about(&card.title));
    let taken_over = async {
        stand
            .discord
            .wait_until("the thread", |discord| discord.calls_of("create_thread_from_message").pop())
            .await;
        let message = post(second.as_ref(), &stand, marker, &card).await;
        stand.discord.go_on();
        message
    };
    let (one, other) = tokio::join!(post(first.as_ref(), &stand, marker, &card), taken_over);
    assert_eq!(one, other);
    let look = |discord: &FakeDiscord| {
        discord.posts("ops").into_iter().chain(discord.posts(&one)).collect::<Vec<Message>>()
    };
    assert_whole(&stand, 2, look).await;
}
