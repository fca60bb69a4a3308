//! An alert that crosses the platforms: the owner is pinged on Feishu in Chinese and does not answer, the lead takes it on
//! Slack in English, the owner writes the note on Feishu, and every card follows.

use jiff::SignedDuration;
use steward_core::alert::AlertStatus;

use super::stand::stand;
use crate::feishu::stand::shown as shown_on_feishu;
use crate::slack::stand::shown as shown_on_slack;

#[tokio::test]
async fn the_owner_is_on_feishu_and_the_lead_on_slack() {
    let stand = stand().await;
    let (slack, feishu) = (&stand.slack, &stand.feishu);
    stand.reports("2026-11-21", "0.06").await;
    let card = slack.wait_for_message("ops").await;
    let ping = feishu.wait_for_message("@mei").await;
    insta::assert_snapshot!("card_open", shown_on_slack(&card));
    insta::assert_snapshot!("ping_open", shown_on_feishu(&ping));
    assert!(slack.posts("@lin").is_empty() && slack.posts("@mei").is_empty(), "only the owner is told");

    // Nobody answers: the owner is told again, then the lead.
    for minutes in [16, 16, 31] {
        stand.forward(SignedDuration::from_mins(minutes)).await;
    }
    assert_eq!(feishu.posts("@mei").len(), 2, "she is told again");
    let call = slack.wait_for_message("@lin").await;
    insta::assert_snapshot!("escalated", shown_on_slack(&call));
    assert!(feishu.posts("@lin").is_empty());

    assert!(slack.press("lin", &call, "Acknowledge").await.acked);
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
    let ping = feishu.again(&ping);
    insta::assert_snapshot!("ping_taken_by_the_lead", shown_on_feishu(&ping));

    let before = feishu.posts("@mei").len();
    assert!(feishu.press("mei", &ping, "填写整改").await.problem.is_none());
    let form = feishu.wait_for_posts("@mei", before + 1).await.pop().expect("a form");
    let typed = [("cause", "物流 / 仓库"), ("action", "联系了第二家承运商"), ("due", "2026-11-27")];
    assert!(feishu.submit("mei", &form, &typed).await.problem.is_none());
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Remediating);
    insta::assert_snapshot!("card_noted", shown_on_slack(&slack.again(&card)));
    insta::assert_snapshot!("ping_noted", shown_on_feishu(&feishu.again(&ping)));
    let below: Vec<String> = thread(&stand, card.ts());
    insta::assert_snapshot!("thread", below.join("\n\n"));

    assert!(feishu.press("mei", &feishu.again(&ping), "已处理").await.acked);
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Watching);
    stand.recovers().await;
    insta::assert_snapshot!("card_verified", shown_on_slack(&slack.again(&card)));
    insta::assert_snapshot!("ping_verified", shown_on_feishu(&feishu.again(&ping)));
    insta::assert_snapshot!("call_verified", shown_on_slack(&slack.again(&call)));
}

/// What stands below a message of the team's channel.
fn thread(stand: &super::stand::Stand, ts: &str) -> Vec<String> {
    let replies = stand.slack.posts("ops").into_iter().filter(|message| message.thread() == Some(ts));
    replies.map(|reply| shown_on_slack(&reply)).collect()
}
