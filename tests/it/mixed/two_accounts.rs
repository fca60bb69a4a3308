//! A person with an account on both platforms: pinged once, where they want it, and on the other where nothing arrives.

use rstest::rstest;
use steward_core::alert::AlertStatus;
use steward_tests::fakes::slack::{Fault, FaultOrder, Refused};

use super::stand::stand;

#[rstest]
#[case::by_preference(Some("feishu"), 0, 1)]
#[case::by_the_order_of_the_service(None, 1, 0)]
#[tokio::test]
async fn is_pinged_once(#[case] prefers: Option<&str>, #[case] on_slack: usize, #[case] on_feishu: usize) {
    let stand = stand().await;
    stand.mei_on_both(prefers).await;
    stand.reports("2026-11-21", "0.06").await;
    assert_eq!(stand.slack.posts("@mei").len(), on_slack);
    assert_eq!(stand.feishu.posts("@mei").len(), on_feishu);
}

#[tokio::test]
async fn acts_from_either() {
    let stand = stand().await;
    stand.mei_on_both(Some("feishu")).await;
    stand.reports("2026-11-21", "0.06").await;
    let card = stand.slack.wait_for_message("ops").await;
    assert!(stand.slack.press("mei", &card, "Acknowledge").await.acked);
    stand.settle().await;
    let alert = stand.alert().await;
    assert_eq!(alert.status, AlertStatus::Acknowledged);
    let ping = stand.feishu.posts("@mei").pop().expect("the ping");
    assert!(!ping.buttons().contains(&"确认".to_owned()), "the ping follows: {:?}", ping.lines());
}

#[tokio::test]
async fn is_pinged_on_slack_once_feishu_does_not_reach_her() {
    let stand = stand().await;
    stand.mei_on_both(Some("feishu")).await;
    stand.feishu.set_available("mei", false);
    stand.reports("2026-11-21", "0.06").await;
    assert!(stand.feishu.posts("@mei").is_empty());
    assert_eq!(stand.slack.posts("@mei").len(), 1, "the other platform stands in, once");
    assert_eq!(stand.slack.posts("@ada").len(), 1, "and the administrator is told");
    assert!(stand.slack.posts("@lin").is_empty(), "nobody else is called in her place");
}

#[tokio::test]
async fn is_pinged_on_feishu_once_slack_does_not_reach_her() {
    let stand = stand().await;
    stand.mei_on_both(None).await;
    let closed = Fault::Refused(Refused::with("user_disabled"));
    stand.slack.fails(FaultOrder::next(1, closed).of("conversations.open"));
    stand.reports("2026-11-21", "0.06").await;
    assert!(stand.slack.posts("@mei").is_empty());
    assert_eq!(stand.feishu.posts("@mei").len(), 1, "the other platform stands in, once");
}
