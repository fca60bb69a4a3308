//! The whole life of an alert at the thumb, for an owner in Chinese and for one in English: digest, breach, page,
//! acknowledgement by button, note in a modal, a late tap, the same event twice, done, verified.

use jiff::SignedDuration;
use rstest::rstest;
use steward_core::alert::{AlertStatus, Closure};
use steward_core::time::Clock;
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

#[rstest]
#[case::over_the_gateway(Way::Gateway)]
#[case::over_the_endpoint(Way::Endpoint)]
#[tokio::test]
async fn at_the_thumb_in_english(#[case] way: Way) {
    let stand = stand(way).await;
    let discord = &stand.discord;
    // The valid tracking rate is Hao's, and must not be below its limit.
    stand.reports_of("amz_vtr", "2026-11-21", "0.80").await;
    let (card, page) = (discord.wait_for_message("ops").await, discord.wait_for_message("@hao").await);
    insta::assert_snapshot!("english_page_open", shown(&page));
    assert_eq!(page.buttons(), ["Acknowledge", "Note", "Snooze"]);

    assert!(discord.press("hao", &page, "Acknowledge").await.acked);
    insta::assert_snapshot!("english_receipt", shown(&discord.wait_for_ephemeral("hao", 1).await));
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);

    discord.press("hao", &discord.again(&page), "Note").await;
    let modal = discord.wait_for_modal("hao").await;
    insta::assert_json_snapshot!("english_note_modal", modal["components"]);
    let names: Vec<&str> = modal["components"]
        .as_array()
        .expect("fields")
        .iter()
        .filter_map(|field| field["label"].as_str())
        .collect();
    let [cause, _, action, due] = names.as_slice() else { panic!("{names:?}") };
    let note = |day| [(*cause, "logistics"), (*action, "second carrier booked"), (*due, day)];
    assert!(sent(discord.submit("hao", &note("2031-01-01")).await).acked);
    insta::assert_snapshot!("english_note_refused", shown(&discord.wait_for_ephemeral("hao", 2).await));
    discord.press("hao", &discord.again(&page), "Note").await;
    discord.wait_for_modal("hao").await;
    assert!(sent(discord.submit("hao", &note("2026-11-27")).await).acked);
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Remediating);
    insta::assert_snapshot!("english_page_noted", shown(&discord.again(&page)));

    assert!(discord.press("hao", &discord.again(&page), "Done").await.acked);
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Watching);
    for period in ["2026-11-22", "2026-11-23", "2026-11-24"] {
        stand.clock.forward(SignedDuration::from_hours(24));
        stand.reports_of("amz_vtr", period, "0.99").await;
    }
    assert_eq!(stand.alert().await.status, AlertStatus::Closed { how: Closure::Verified });
    insta::assert_snapshot!("english_card_verified", shown(&discord.again(&card)));
}

#[tokio::test]
async fn each_reader_sees_moments_on_their_own_clock() {
    let stand = stand(Way::Gateway).await;
    let (card, page) = stand.breach().await;
    let discord = &stand.discord;
    discord.press("mei", &page, "确认").await;
    stand.settle().await;
    let ack = stand.alert().await.ack.expect("an acknowledgement");
    let shown_at = |at: jiff::Timestamp| format!("<t:{}:f>", at.as_second());
    let receipt = discord.wait_for_ephemeral("mei", 1).await;
    for told in [shown(&discord.again(&card)), shown(&discord.again(&page)), shown(&receipt)] {
        assert!(told.contains(&shown_at(ack.expires_at)), "{told}");
        assert!(!told.contains("Times are") && !told.contains("08:59"), "{told}");
    }
    // An answer says when it was asked for; a digest's day is a day for everybody.
    let at = receipt.shown["embeds"][0]["timestamp"].as_str().expect("when it was asked for");
    assert_eq!(at.parse::<jiff::Timestamp>().expect("an instant").as_second(), stand.clock.now().as_second());
    stand.forward(SignedDuration::from_secs(61)).await;
    let digest = discord.posts("ops").into_iter().find(|post| shown(post).contains("Sat Nov 21"));
    let digest = shown(&digest.expect("a digest of a day"));
    assert!(digest.contains("<t:"), "when its data were cut: {digest}");
}
