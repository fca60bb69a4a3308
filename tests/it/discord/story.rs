//! The whole life of an alert at the thumb: digest, breach, page, acknowledgement by button, note in a modal, a late tap,
//! the same event twice, done, verified.

use jiff::SignedDuration;
use rstest::rstest;
use steward_core::alert::AlertStatus;
use steward_tests::fakes::discord::FakeDiscord;

use super::stand::{Way, sent, shown, stand};

#[rstest]
#[case::over_the_gateway(Way::Gateway)]
#[case::over_the_endpoint(Way::Endpoint)]
#[tokio::test]
async fn at_the_thumb(#[case] way: Way) {
    let stand = stand(way).await;
    let discord = &stand.discord;

    stand.forward(SignedDuration::from_secs(61)).await;
    let digest = discord.wait_for_message("ops").await;
    insta::assert_snapshot!("digest", shown(&digest));

    let (card, page) = stand.breach().await;
    insta::assert_snapshot!("card_open", shown(&card));
    insta::assert_snapshot!("page_open", shown(&page));
    assert_eq!(page.buttons(), ["确认", "填写整改", "暂缓提醒"]);

    let tap = discord.press("mei", &page, "确认").await;
    assert!(tap.acked);
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
    insta::assert_snapshot!("card_taken", shown(&discord.again(&card)));
    assert_ne!(discord.again(&page).lines(), page.lines(), "the page is edited as well");
    let receipt = discord.wait_for_ephemeral("mei", 1).await;
    insta::assert_snapshot!("receipt", shown(&receipt));

    // The same event once more, as a session has it that is resumed.
    let version = stand.alert().await.version;
    discord.deliver_again(&tap).await;
    if way == Way::Gateway {
        // Over the endpoint the answer to it has just come back.
        let answered_twice = |discord: &FakeDiscord| {
            let mut all = discord.traffic().into_iter();
            all.find(|call| call.method == "create_interaction_response" && call.status == 400)
        };
        discord.wait_until("a second answer", answered_twice).await;
    }
    stand.settle().await;
    assert_eq!(stand.alert().await.version, version, "the same tap has no second effect");
    assert_eq!(discord.ephemerals("mei").len(), 1, "and is answered once");

    // Somebody else taps what their phone still shows.
    assert!(discord.press_old("hao", &card, "Acknowledge").await.acked);
    let late = discord.wait_for_ephemeral("hao", 1).await;
    insta::assert_snapshot!("late_tap", shown(&late));
    assert_eq!(stand.alert().await.version, version, "a late tap changes nothing");

    discord.press("mei", &discord.again(&page), "填写整改").await;
    let modal = discord.wait_for_modal("mei").await;
    insta::assert_json_snapshot!("note_modal", modal["components"]);
    let wrong = [("原因类别", "物流 / 仓库"), ("整改措施", "联系了第二家承运商"), ("完成日期", "2031-01-01")];
    assert!(sent(discord.submit("mei", &wrong).await).acked);
    let refusal = discord.wait_for_ephemeral("mei", 2).await;
    insta::assert_snapshot!("note_refused", shown(&refusal));
    assert_eq!(stand.alert().await.version, version, "nothing of it is kept");

    discord.press("mei", &discord.again(&page), "填写整改").await;
    discord.wait_for_modal("mei").await;
    let right = [("原因类别", "物流 / 仓库"), ("整改措施", "联系了第二家承运商"), ("完成日期", "2026-11-27")];
    assert!(sent(discord.submit("mei", &right).await).acked);
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Remediating);
    insta::assert_snapshot!("card_noted", shown(&discord.again(&card)));

    discord.press("mei", &discord.again(&page), "已处理").await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Watching);
    stand.recovers().await;
    insta::assert_snapshot!("card_verified", shown(&discord.again(&card)));
}
