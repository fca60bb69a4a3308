//! Pictures in answers about a KPI over days: put to what was said, described in the reader's language, and never needed.

use rstest::rstest;
use steward_tests::fakes::discord::{FakeDiscord, Fault, FaultOrder, Message, Refused};

use super::stand::{Stand, Way, shown, stand};
use crate::office::record_a_week;

const QUESTION: &str = "late shipment rate 15 nov to 21 nov";

/// A company with a week of values, the last of them beyond the limit.
async fn with_a_week(way: Way) -> Stand {
    let stand = stand(way).await;
    record_a_week(&stand.app).await;
    stand.settle().await;
    stand
}

/// The first of these messages with a picture, waited for.
async fn pictured(stand: &Stand, among: impl Fn(&FakeDiscord) -> Vec<Message>) -> Message {
    let look = |discord: &FakeDiscord| {
        among(discord).into_iter().find(|message| message.shown["embeds"][0]["image"].is_object())
    };
    stand.discord.wait_until("a picture", look).await
}

/// What a message says, and what its picture says to those who cannot see it.
fn words(message: &Message) -> String {
    let embed = &message.shown["embeds"][0];
    let [alt, legend] = [&embed["image"]["description"], &embed["footer"]["text"]];
    format!("{}\n(picture) {}\n(below) {}", shown(message), alt.as_str().unwrap(), legend.as_str().unwrap())
}

fn assert_one_picture(stand: &Stand, message: &Message) {
    let url = message.shown["embeds"][0]["image"]["url"].as_str().expect("an address");
    let id = url.rsplit('/').nth(1).expect("an id");
    assert!(stand.discord.file(id).expect("a file").starts_with(b"\x89PNG"));
    assert_eq!(message.shown["attachments"], serde_json::json!([]), "it stands in the embed alone");
}

#[tokio::test]
async fn a_mention_is_answered_with_a_picture_in_the_answer() {
    let stand = with_a_week(Way::Gateway).await;
    stand.discord.mention("hao", "ops", QUESTION);
    let answer = pictured(&stand, |discord| discord.posts("ops")).await;
    insta::assert_snapshot!("words_of_a_picture", words(&answer));
    assert_one_picture(&stand, &answer);
}

#[tokio::test]
async fn a_direct_question_is_answered_with_a_picture_in_the_person_s_language() {
    let stand = with_a_week(Way::Gateway).await;
    stand.discord.say("mei", "@steward", "迟发率 11月15日到11月21日");
    let answer = pictured(&stand, |discord| discord.posts("@mei")).await;
    insta::assert_snapshot!("words_of_a_picture_in_chinese", words(&answer));
}

#[rstest]
#[case(Way::Gateway)]
#[case(Way::Endpoint)]
#[tokio::test]
async fn a_command_is_answered_with_a_picture(#[case] way: Way) {
    let stand = with_a_week(way).await;
    let before = stand.discord.posts("ops").len();
    assert!(stand.discord.slash("hao", "ops", "kpi", &[("text", QUESTION)]).await.acked);
    let answer = pictured(&stand, |discord| discord.posts("ops")).await;
    assert_one_picture(&stand, &answer);
    assert_eq!(stand.discord.posts("ops").len(), before + 1);
}

#[rstest]
#[case(Way::Gateway)]
#[case(Way::Endpoint)]
#[tokio::test]
async fn an_answer_that_took_long_has_its_picture_as_well(#[case] way: Way) {
    let stand = with_a_week(way).await;
    let busy = stand.app.store.begin().await.expect("begin");
    assert!(stand.discord.slash("hao", "ops", "kpi", &[("text", QUESTION)]).await.acked);
    drop(busy);
    let answer = pictured(&stand, |discord| discord.posts("ops")).await;
    assert_one_picture(&stand, &answer);
}

#[rstest]
#[case::not_allowed("update_message", Fault::Refused(Refused::Code(403, 50_013)))]
#[case::refused("update_message", Fault::Refused(Refused::Code(400, 50_035)))]
#[case::too_large("update_message", Fault::Refused(Refused::Code(413, 50_045)))]
#[case::server_error("update_message", Fault::Status(502))]
#[case::reset("update_message", Fault::Reset)]
#[case::stalled("update_message", Fault::Stalls)]
#[tokio::test]
async fn an_answer_goes_out_without_its_picture(#[case] method: &str, #[case] fault: Fault) {
    let stand = with_a_week(Way::Gateway).await;
    let before = stand.discord.posts("ops").len();
    stand.discord.fails(FaultOrder::next(1, fault).of(method).about("ops"));
    stand.discord.mention("hao", "ops", QUESTION);
    let answer = stand.discord.wait_for_posts("ops", before + 1).await.pop().expect("an answer");
    // The second one has its picture, so that nothing more is to come of the first.
    stand.discord.mention("lin", "ops", QUESTION);
    let second = pictured(&stand, |discord| discord.posts("ops")).await;
    assert_ne!(second.id(), answer.id());
    assert_eq!(stand.discord.posts("ops").len(), before + 2);
    stand.discord.go_on();
}

#[tokio::test]
async fn a_card_that_somebody_waits_for_carries_none() {
    let stand = with_a_week(Way::Gateway).await;
    stand.discord.wait_for_message("@mei").await;
    assert!(stand.discord.calls().iter().all(|call| call.files.is_empty()));
}
