//! The whole life of an alert at the thumb: digest, breach, page, acknowledgement by button, note in a modal, a late tap,
//! the same event twice, done, verified.

use jiff::SignedDuration;
use steward_core::alert::AlertStatus;
use steward_tests::fakes::slack::Submitted;

use super::stand::{Way, error_of, shown, stand};

#[tokio::test]
async fn over_socket_mode() {
    story(Way::Socket).await;
}

#[tokio::test]
async fn over_http() {
    story(Way::Http).await;
}

async fn story(way: Way) {
    let stand = stand(way).await;
    let slack = &stand.slack;

    stand.forward(SignedDuration::from_secs(61)).await;
    let digest = slack.wait_for_message("ops").await;
    insta::assert_snapshot!("digest", shown(&digest));

    let (card, page) = stand.breach().await;
    insta::assert_snapshot!("card_open", shown(&card));
    insta::assert_snapshot!("page_open", shown(&page));
    assert_eq!(page.buttons(), ["确认", "填写整改", "暂缓提醒"]);

    let tap = slack.press("mei", &page, "确认").await;
    assert!(tap.acked);
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
    insta::assert_snapshot!("card_taken", shown(&slack.again(&card)));
    assert_ne!(slack.again(&page).lines(), page.lines(), "the page is edited as well");
    let receipt = slack.wait_for_ephemeral("mei", 1).await;
    insta::assert_snapshot!("receipt", shown(&receipt));

    // The same event once more, as Slack sends it when it missed the acknowledgement.
    let events = stand.alert().await.version;
    assert!(slack.deliver_again(&tap).await.acked);
    stand.settle().await;
    assert_eq!(stand.alert().await.version, events, "the same tap has no second effect");

    // Somebody else taps the card they still see.
    slack.press("hao", &card, "Acknowledge").await;
    let late = slack.wait_for_ephemeral("hao", 1).await;
    insta::assert_snapshot!("late_tap", shown(&late));
    assert_eq!(stand.alert().await.version, events, "a late tap changes nothing");

    let page = slack.again(&page);
    slack.press("mei", &page, "填写整改").await;
    let modal = slack.wait_for_modal("mei").await;
    insta::assert_json_snapshot!("note_modal", modal["blocks"]);
    let wrong = [("原因类别", "物流 / 仓库"), ("整改措施", "联系了第二家承运商"), ("完成日期", "2031-01-01")];
    let Submitted::Errors(errors) = slack.submit("mei", &wrong).await else { panic!("no errors") };
    insta::assert_snapshot!("note_error", error_of(&errors, "due"));
    // What was typed is still there.
    assert_eq!(slack.submit("mei", &[("完成日期", "2026-11-27")]).await, Submitted::Closed);
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Remediating);
    insta::assert_snapshot!("card_noted", shown(&slack.again(&card)));

    slack.press("mei", &slack.again(&page), "已处理").await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Watching);
    stand.recovers().await;
    insta::assert_snapshot!("card_verified", shown(&slack.again(&card)));
}
