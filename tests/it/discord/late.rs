//! Forms that are opened or sent too late: whoever filled one in sees again what they wrote, and how to go on.

use std::sync::atomic::Ordering;

use jiff::SignedDuration;
use rstest::rstest;
use steward_core::alert::AlertStatus;
use steward_tests::fakes::discord::{Fault, FaultOrder, Message, Refused};

use super::hand::stand_in_hand;
use super::stand::{Stand, Way, sent, shown, stand};

/// Kinds of first answer in Discord's reference.
const MESSAGE_LATER: u64 = 5;
const NOTHING: u64 = 6;
/// What Mei writes.
const WRITTEN: &str = "联系了第二家承运商";
const NOTE: [(&str, &str); 3] =
    [("原因类别", "物流 / 仓库"), ("整改措施", WRITTEN), ("完成日期", "2026-11-27")];

/// Discord does not know the next interaction any more when it is answered.
fn forgets_an_interaction(stand: &Stand) {
    let order = FaultOrder::next(1, Fault::Refused(Refused::Code(404, 10_062)));
    stand.discord.fails(order.of("create_interaction_response"));
}

/// Mei opens the form of a note.
async fn opens_the_form(stand: &Stand, page: &Message) {
    stand.discord.press("mei", page, "填写整改").await;
    stand.discord.wait_for_modal("mei").await;
}

/// Lin closes the alert.
async fn is_closed(stand: &Stand, card: &Message) {
    let discord = &stand.discord;
    discord.choose("lin", card, "Dismiss").await;
    discord.wait_for_modal("lin").await;
    let why = [("Reason", "Known event"), ("In your words", "Prime Day")];
    assert!(sent(discord.submit("lin", &why).await).acked);
    stand.settle().await;
}

/// The form is opened by the button on a message, and what is written in it is kept.
async fn goes_on(stand: &Stand, again: &Message) {
    assert!(stand.discord.press("mei", again, "打开表单").await.acked);
    stand.discord.wait_for_modal("mei").await;
    assert!(sent(stand.discord.submit("mei", &NOTE).await).acked);
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Remediating);
}

#[rstest]
#[case(Way::Gateway)]
#[case(Way::Endpoint)]
#[tokio::test]
async fn a_note_for_an_alert_that_was_closed_keeps_what_was_typed(#[case] way: Way) {
    let stand = stand(way).await;
    let (card, page) = stand.breach().await;
    opens_the_form(&stand, &page).await;
    is_closed(&stand, &card).await;
    assert!(sent(stand.discord.submit("mei", &NOTE).await).acked);
    let told = stand.discord.wait_for_ephemeral("mei", 1).await;
    insta::assert_snapshot!("closed_meanwhile", shown(&told));
    assert!(told.lines().concat().contains(WRITTEN));
}

#[rstest]
#[case(Way::Gateway)]
#[case(Way::Endpoint)]
#[tokio::test]
async fn a_note_that_cannot_be_kept_comes_back(#[case] way: Way) {
    let (stand, hand) = stand_in_hand(way).await;
    let (_, page) = stand.breach().await;
    opens_the_form(&stand, &page).await;
    hand.away.store(1, Ordering::Relaxed);
    assert!(sent(stand.discord.submit("mei", &NOTE).await).acked);
    let told = stand.discord.wait_for_ephemeral("mei", 1).await;
    assert!(told.lines().concat().contains(WRITTEN), "{}", shown(&told));
    assert_eq!(stand.alert().await.notes.len(), 0);
}

#[rstest]
#[case(Way::Gateway)]
#[case(Way::Endpoint)]
#[tokio::test]
async fn a_form_that_is_made_too_late_is_offered_again(#[case] way: Way) {
    let (stand, hand) = stand_in_hand(way).await;
    let (_, page) = stand.breach().await;
    let held = hand.door.write().await;
    let pressed = stand.discord.press("mei", &page, "填写整改").await;
    assert_eq!(pressed.answer.expect("an answer")["type"], NOTHING);
    drop(held);
    let again = stand.discord.wait_for_ephemeral("mei", 1).await;
    insta::assert_snapshot!("form_late", shown(&again));
    goes_on(&stand, &again).await;
}

#[rstest]
#[case::on_a_page(false)]
#[case::in_a_channel(true)]
#[tokio::test]
async fn a_form_that_discord_opens_no_more_is_offered_directly(#[case] in_channel: bool) {
    let stand = stand(Way::Gateway).await;
    let (card, page) = stand.breach().await;
    let (discord, before) = (&stand.discord, stand.discord.posts("ops").len());
    forgets_an_interaction(&stand);
    let (message, button) = if in_channel { (&card, "Note") } else { (&page, "填写整改") };
    let pressed = discord.press("mei", message, button).await;
    assert!(!pressed.acked && discord.modals("mei").is_empty());
    let again = stand.answered_directly("mei", 2).await;
    insta::assert_snapshot!("form_late", shown(&again));
    goes_on(&stand, &again).await;
    assert_eq!(discord.posts("ops").len(), before, "nobody else is bothered");
}

#[tokio::test]
async fn what_was_typed_comes_back_directly_where_the_form_cannot_be_answered() {
    let stand = stand(Way::Gateway).await;
    let (card, page) = stand.breach().await;
    opens_the_form(&stand, &page).await;
    is_closed(&stand, &card).await;
    forgets_an_interaction(&stand);
    assert!(!sent(stand.discord.submit("mei", &NOTE).await).acked);
    let told = stand.answered_directly("mei", 2).await;
    insta::assert_snapshot!("closed_meanwhile", shown(&told));
}

#[tokio::test]
async fn a_note_that_was_kept_is_confirmed_directly_where_the_form_cannot_be_answered() {
    let stand = stand(Way::Gateway).await;
    let (_, page) = stand.breach().await;
    opens_the_form(&stand, &page).await;
    forgets_an_interaction(&stand);
    assert!(!sent(stand.discord.submit("mei", &NOTE).await).acked);
    insta::assert_snapshot!("kept", shown(&stand.answered_directly("mei", 2).await));
    stand.settle().await;
    assert_eq!(stand.alert().await.notes.len(), 1);
}

#[rstest]
#[case::kept(Way::Gateway, false)]
#[case::kept_by_the_endpoint(Way::Endpoint, false)]
#[case::not_kept(Way::Gateway, true)]
#[case::not_kept_by_the_endpoint(Way::Endpoint, true)]
#[tokio::test]
async fn what_takes_a_quarter_of_an_hour_is_told_directly(#[case] way: Way, #[case] is_away: bool) {
    let (stand, hand) = stand_in_hand(way).await;
    let (_, page) = stand.breach().await;
    opens_the_form(&stand, &page).await;
    let held = hand.door.write().await;
    hand.away.store(u32::from(is_away), Ordering::Relaxed);
    let submitted = sent(stand.discord.submit("mei", &NOTE).await);
    assert_eq!(submitted.answer.expect("an answer")["type"], MESSAGE_LATER);
    stand.clock.forward(SignedDuration::from_mins(16));
    drop(held);
    let told = stand.answered_directly("mei", 2).await;
    assert!(
        told.lines().concat().contains(if is_away { WRITTEN } else { "整改记录已保存" }),
        "{}",
        shown(&told)
    );
}

#[tokio::test]
async fn an_endpoint_whose_answer_comes_too_late_tells_it_directly() {
    let (stand, hand) = stand_in_hand(Way::Endpoint).await;
    let (_, page) = stand.breach().await;
    opens_the_form(&stand, &page).await;
    let held = hand.door.write().await;
    let submitted = async { sent(stand.discord.submit("mei", &NOTE).await) };
    let expires = async {
        stand
            .discord
            .wait_until("the modal is sent", |discord| discord.modals("mei").is_empty().then_some(()))
            .await;
        stand.discord.expire_interactions();
    };
    let (submitted, ()) = tokio::join!(submitted, expires);
    assert!(!submitted.acked);
    drop(held);
    let told = stand.answered_directly("mei", 2).await;
    insta::assert_snapshot!("kept", shown(&told));
}

#[tokio::test]
async fn whoever_can_be_told_nowhere_is_told_so_where_everybody_reads_and_no_more() {
    let stand = stand(Way::Gateway).await;
    let (card, _) = stand.breach().await;
    let (discord, before) = (&stand.discord, stand.discord.posts("ops").len());
    discord.set_mailbox("mei", false);
    discord.press("mei", &card, "Note").await;
    discord.wait_for_modal("mei").await;
    is_closed(&stand, &card).await;
    forgets_an_interaction(&stand);
    sent(discord.submit("mei", &NOTE).await);
    let told = discord.wait_for_posts("ops", before + 1).await.pop().expect("a message");
    assert!(!told.lines().concat().contains(WRITTEN), "{}", shown(&told));
    assert_eq!(told.shown["message_reference"]["message_id"], card.id());
}
