//! Refusals of Discord's by their codes, what others have used up, and threads that are shut.

use jiff::SignedDuration;
use rstest::rstest;
use steward_core::id::OutboxId;
use steward_core::platform::{Address, PlatformError};
use steward_tests::fakes::discord::{FakeDiscord, Fault, FaultOrder, Message, Refused};

use super::stand::{Stand, Way, shown, stand, stand_on, stand_with};
use crate::conformance::shelf::{digest, smallest};
use crate::office;

fn refused(status: u16, code: u64) -> Fault {
    Fault::Refused(Refused::Code(status, code))
}

#[rstest]
#[case::invalid_json(400, 50_109, "50109: Discord does not read the call as JSON")]
#[case::file_too_large(413, 50_045, "50045: a file is too large")]
#[tokio::test]
async fn what_is_refused_for_itself_says_why(#[case] status: u16, #[case] code: u64, #[case] told: &str) {
    let stand = stand(Way::Gateway).await;
    stand.discord.fails(FaultOrder::next(1, refused(status, code)).of("create_message"));
    let outcome = stand.posted("discord", &stand.discord.channel_id("ops"), &smallest()).await;
    let Err(PlatformError::Rejected { reason }) = outcome else { panic!("{outcome:?}") };
    assert!(reason.starts_with(told), "{reason}");
}

#[tokio::test]
async fn where_no_commands_can_be_registered_today_everything_else_works() {
    let clock = office::clock();
    let discord = FakeDiscord::start(clock.clone()).await;
    discord.fails(FaultOrder::next(1, refused(400, 30_034)).of("bulk_set_application_commands"));
    // They are registered once more a little later, for which the stand waits.
    let stand = stand_on(discord, &clock, Way::Gateway).await;
    let (_, page) = stand.breach().await;
    assert!(stand.discord.press("mei", &page, "确认").await.acked);
    assert!(stand.discord.slash("mei", "ops", "我的", &[]).await.acked);
}

#[tokio::test]
async fn an_interaction_that_takes_no_more_answers_goes_on_in_a_direct_message() {
    let (stand, hand) = super::hand::stand_in_hand(Way::Gateway).await;
    let discord = &stand.discord;
    let card = Box::new(digest(120));
    *hand.answer.lock().expect("a hand") =
        Some(steward_core::inbound::Immediate::Private { card, refused: false, field: None });
    discord.fails(FaultOrder::next(9, refused(400, 40_094)).of("execute_webhook"));
    assert!(discord.slash("hao", "ops", "mine", &[]).await.acked);
    let first = discord.wait_for_ephemeral("hao", 1).await;
    assert!(shown(&first).contains(" 1\\. 迟发率"), "{}", shown(&first));
    let is_told = |discord: &FakeDiscord| {
        let told: String = discord.posts("@hao").iter().map(shown).collect();
        (told.contains(" 120\\. 迟发率") && !told.contains(" 1\\. 迟发率")).then_some(())
    };
    discord.wait_until("the rest, and nothing of it twice", is_told).await;
}

#[tokio::test]
async fn f11_an_answer_that_is_no_message_is_not_taken_for_one() {
    let stand = stand(Way::Gateway).await;
    let order = FaultOrder::next(2, Fault::Refused(Refused::CodeIn200(50_013)));
    stand.discord.fails(order.of("create_message").about("ops"));
    stand.reports("2026-11-21", "0.06").await;
    for _ in 0..4 {
        stand.forward(SignedDuration::from_secs(5)).await;
    }
    assert_eq!(stand.discord.posts("ops").len(), 1, "it is there, and once");
    stand.discord.wait_for_message("@mei").await;
}

#[tokio::test]
async fn what_others_have_used_up_is_waited_for_and_holds_up_no_other_channel() {
    let stand = stand(Way::Gateway).await;
    let order = FaultOrder::next(1, Fault::Refused(Refused::Shared(30)));
    stand.discord.fails(order.of("create_message").about("ops"));
    stand.reports("2026-11-21", "0.06").await;
    assert_eq!((stand.discord.posts("ops").len(), stand.discord.posts("@mei").len()), (0, 1));
    stand.forward(SignedDuration::from_secs(31)).await;
    assert_eq!(stand.discord.posts("ops").len(), 1);
}

#[tokio::test]
async fn refused_answers_to_interactions_end_all_calls_long_before_the_ban() {
    const MOST: usize = 12;
    let stand = stand_with(Way::Gateway, |discord| discord.most_refusals = MOST).await;
    let (_, page) = stand.breach().await;
    let discord = &stand.discord;
    discord.ban_after(MOST + 1);
    discord.fails(FaultOrder::next(1_000, refused(403, 50_013)).of("create_interaction_response"));
    let tried = || discord.traffic().len();
    for _ in 0..MOST * 2 {
        discord.press("mei", &page, "暂缓提醒").await;
    }
    let at_the_end = tried();
    discord.press("mei", &page, "暂缓提醒").await;
    stand.reports_of("amz_vtr", "2026-11-21", "0.80").await;
    assert_eq!(tried(), at_the_end, "nothing is called any more, be it an answer or a message");
    discord.heals();
    assert_eq!(discord.posts("ops").len(), 1);
    let url = format!("{}/v10/gateway", discord.api_url());
    let answer = reqwest::get(url).await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 200, "Discord has not shut the address out");
}

/// Posts below a card.
async fn below(stand: &Stand, card: &Message) -> Result<String, PlatformError> {
    let target = stand.discord.channel_id("ops");
    let thread = Some(card.id().to_owned());
    let to = Address { platform: "discord".into(), target, direct: false, thread };
    let platform = stand.app.platform("discord").expect("Discord");
    platform.post(&to, OutboxId::fresh(stand.app.ids.as_ref()), &smallest()).await
}

#[tokio::test]
async fn a_thread_that_was_archived_is_opened_by_what_is_posted() {
    let stand = stand(Way::Gateway).await;
    let (card, _) = stand.breach().await;
    let thread = stand.discord.begin_thread("hao", &card, "迟发率");
    stand.discord.end_thread(&thread, false);
    let message = below(&stand, &card).await.expect("accepted");
    let posts = stand.discord.posts(&thread);
    assert_eq!(posts.iter().map(Message::id).collect::<Vec<_>>(), [message.as_str()]);
}

#[tokio::test]
async fn what_finds_its_thread_locked_is_a_reply_in_the_channel() {
    let stand = stand(Way::Gateway).await;
    let (card, _) = stand.breach().await;
    let thread = stand.discord.begin_thread("hao", &card, "迟发率");
    stand.discord.end_thread(&thread, true);
    let message = below(&stand, &card).await.expect("accepted");
    let reply = stand.discord.posts("ops").pop().expect("a reply");
    assert_eq!(
        (reply.id(), &reply.shown["message_reference"]["message_id"]),
        (message.as_str(), &card.shown["id"])
    );
    assert!(stand.discord.posts(&thread).is_empty());
}
