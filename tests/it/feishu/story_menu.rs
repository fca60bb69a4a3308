//! The menu at the thumb: from the bot's own menu to a form as a card.

use rstest::rstest;

use super::stand::{Way, shown, stand};

/// Lin orders a digest for the group in a form. Sent once more it says that the group gets it already.
#[rstest]
#[case(Way::LongConnection)]
#[case(Way::Webhook)]
#[tokio::test]
async fn a_digest_is_ordered_in_a_form(#[case] way: Way) {
    let stand = stand(way).await;
    let feishu = &stand.feishu;
    let before = feishu.posts("@lin").len();
    feishu.menu("lin", "menu").await;
    let menu = feishu.wait_for_posts("@lin", before + 1).await.pop().expect("the menu");
    feishu.press("lin", &menu, "简报").await;
    let digests = feishu.wait_for_posts("@lin", before + 2).await.pop().expect("the digests");
    insta::assert_snapshot!("menu_channel", shown(&digests));

    feishu.press("lin", &digests, "订阅简报").await;
    let form = feishu.wait_for_posts("@lin", before + 3).await.pop().expect("a form");
    insta::assert_snapshot!("subscribe_form", shown(&form));
    let kinds = [("channel", "#ops"), ("digest", "周报")];
    let sent = feishu.submit("lin", &form, &kinds).await;
    assert!(sent.problem.is_none(), "{sent:?}");
    stand.settle().await;
    let schedules = || async { stand.app.store.org().await.expect("the standing data").schedules.len() };
    let ordered = schedules().await;

    feishu.press("lin", &digests, "订阅简报").await;
    let form = feishu.wait_for_posts("@lin", before + 4).await.pop().expect("a form");
    let again = feishu.submit("lin", &form, &kinds).await;
    assert!(again.problem.is_none(), "{again:?}");
    insta::assert_snapshot!("subscribed_already", shown(&feishu.again(&form)));
    assert_eq!(schedules().await, ordered);
}
