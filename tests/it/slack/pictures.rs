//! Pictures below answers about a KPI over days: where the answer is, described in the reader's language, and never needed.

use rstest::rstest;
use steward_tests::fakes::slack::{Fault, FaultOrder, Message, Refused};

use super::stand::{Stand, Way, stand};
use crate::office::record_a_week;

/// A company with a week of values, the last of them beyond the limit.
async fn with_a_week(way: Way) -> Stand {
    let stand = stand(way).await;
    record_a_week(&stand.app).await;
    stand.settle().await;
    stand
}

fn pictures(stand: &Stand, channel: &str) -> Vec<Message> {
    let posts = stand.slack.posts(channel).into_iter();
    posts.filter(|message| message.shown["files"].is_array()).collect()
}

async fn wait_for_picture(stand: &Stand, channel: &str) -> Message {
    let look = |_: &_| pictures(stand, channel).pop();
    stand.slack.wait_until(&format!("a picture in {channel}"), look).await
}

#[rstest]
#[case(Way::Socket)]
#[case(Way::Http)]
#[tokio::test]
async fn a_mention_is_answered_with_a_picture_in_its_thread(#[case] way: Way) {
    let stand = with_a_week(way).await;
    stand.slack.mention("hao", "ops", "late shipment rate 15 nov to 21 nov").await;
    let picture = wait_for_picture(&stand, "ops").await;
    let mut posts = stand.slack.posts("ops").into_iter().filter(|post| post.thread() == picture.thread());
    let answer = posts.next().expect("the answer");
    assert!(answer.ts() < picture.ts() && picture.thread().is_some(), "below the answer");
    let file = &picture.shown["files"][0];
    insta::assert_snapshot!(
        "words_of_a_picture",
        format!(
            "{}\n{}\n{}",
            file["title"].as_str().expect("a title"),
            file["alt_txt"].as_str().expect("its words"),
            picture.text()
        )
    );
    let bytes = stand.slack.files("kpi.png");
    assert!(bytes.len() == 1 && bytes[0].starts_with(b"\x89PNG"), "one picture");
}

#[tokio::test]
async fn a_direct_question_is_answered_with_a_picture_in_the_person_s_language() {
    let stand = with_a_week(Way::Socket).await;
    stand.slack.say("mei", "@steward", "迟发率 11月15日到11月21日").await;
    let picture = wait_for_picture(&stand, "@mei").await;
    let alt = picture.shown["files"][0]["alt_txt"].as_str().expect("its words");
    insta::assert_snapshot!("words_of_a_picture_in_chinese", format!("{alt}\n{}", picture.text()));
}

#[tokio::test]
async fn the_command_is_answered_with_a_picture_in_the_channel() {
    let stand = with_a_week(Way::Socket).await;
    stand.slack.slash("hao", "ops", "/kpi", "late shipment rate 15 nov to 21 nov").await;
    assert_eq!(wait_for_picture(&stand, "ops").await.thread(), None);
}

#[rstest]
#[case::without_the_scope("files.getUploadURLExternal", "missing_scope")]
#[case::where_it_may_not_be_shared("files.completeUploadExternal", "not_in_channel")]
#[tokio::test]
async fn an_answer_goes_out_without_its_picture(#[case] method: &str, #[case] error: &str) {
    let stand = with_a_week(Way::Socket).await;
    stand.slack.fails(FaultOrder::next(1, Fault::Refused(Refused::with(error))).of(method));
    let before = stand.slack.posts("ops").len();
    for _ in 0..2 {
        stand.slack.mention("hao", "ops", "late shipment rate 15 nov to 21 nov").await;
    }
    // The second one has its picture, so that nothing more is to come of the first.
    wait_for_picture(&stand, "ops").await;
    let posts = stand.slack.wait_for_posts("ops", before + 3).await;
    assert_eq!((posts.len(), pictures(&stand, "ops").len()), (before + 3, 1));
}

#[tokio::test]
async fn a_card_that_somebody_waits_for_carries_none() {
    let stand = with_a_week(Way::Socket).await;
    stand.slack.wait_for_message("@mei").await;
    assert!(stand.slack.calls_of("files.getUploadURLExternal").is_empty());
}
