//! The whole life of an alert at the thumb: 日报, 越线, 提醒负责人, 点确认, 填整改记录, 过期点击, 重复事件, 已处理, 复核关闭.

use jiff::SignedDuration;
use steward_core::alert::AlertStatus;

use super::stand::{Way, shown, stand};

#[tokio::test]
async fn over_the_long_connection() {
    story(Way::LongConnection).await;
}

#[tokio::test]
async fn over_the_webhook() {
    story(Way::Webhook).await;
}

async fn story(way: Way) {
    let stand = stand(way).await;
    let feishu = &stand.feishu;

    stand.forward(SignedDuration::from_secs(61)).await;
    let digest = feishu.wait_for_message("ops").await;
    insta::assert_snapshot!("digest", shown(&digest));

    let (card, page) = stand.breach().await;
    insta::assert_snapshot!("card_open", shown(&card));
    insta::assert_snapshot!("page_open", shown(&page));
    assert_eq!(feishu.urgents("mei").len(), 1, "a critical page buzzes");

    let tap = feishu.press("mei", &page, "确认").await;
    assert!(tap.acked && tap.problem.is_none(), "{tap:?}");
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
    insta::assert_snapshot!("card_taken", shown(&feishu.again(&card)));
    assert_ne!(feishu.again(&page).lines(), page.lines(), "the page is edited as well");
    insta::assert_snapshot!("receipt", tap.toast.as_ref().expect("a toast").text);

    // The same event once more, as Feishu sends it when it missed the acknowledgement.
    let version = stand.alert().await.version;
    assert!(feishu.deliver_again(&tap.event).await.acked);
    stand.settle().await;
    assert_eq!(stand.alert().await.version, version, "the same tap has no second effect");

    // Somebody else taps what their phone still shows.
    let mut stale = tap.event["event"].clone();
    stale["operator"]["open_id"] = feishu.open_id("hao").into();
    let late = feishu.deliver_event("card.action.trigger", stale).await;
    let said = late.answer.expect("an answer")["toast"]["content"].as_str().map(str::to_owned);
    insta::assert_snapshot!("late_tap", said.expect("a toast"));
    assert_eq!(stand.alert().await.version, version, "a late tap changes nothing");

    let before = feishu.posts("@mei").len();
    feishu.press("mei", &feishu.again(&page), "填写整改").await;
    let form = feishu.wait_for_posts("@mei", before + 1).await.pop().expect("a form");
    insta::assert_snapshot!("note_form", shown(&form));
    let wrong = [("cause", "物流 / 仓库"), ("action", "联系了第二家承运商"), ("due", "2031-01-01")];
    let refused = feishu.submit("mei", &form, &wrong).await;
    assert!(refused.problem.is_none() && refused.card.is_some(), "{refused:?}");
    let form = feishu.again(&form);
    insta::assert_snapshot!("note_form_wrong", shown(&form));
    // What was typed is still there.
    let right = feishu.submit("mei", &form, &[("due", "2026-11-27")]).await;
    assert!(right.problem.is_none(), "{right:?}");
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Remediating);
    insta::assert_snapshot!("card_noted", shown(&feishu.again(&card)));

    feishu.press("mei", &feishu.again(&page), "已处理").await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Watching);
    stand.recovers().await;
    insta::assert_snapshot!("card_verified", shown(&feishu.again(&card)));
}
