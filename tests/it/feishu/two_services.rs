//! Two services on one app: Feishu gives each event to one of them, and whatever reaches the wrong one is told.

use jiff::SignedDuration;
use serde_json::Value;
use steward_core::alert::AlertStatus;
use steward_tests::fakes::feishu::{FakeFeishu, Message, Tap};

use super::stand::{Stand, Way, shown, stand};

/// What `/readyz` says of the app.
async fn told_to_whoever_looks(stand: &Stand) -> Option<String> {
    let url = stand.url.replace("/feishu/events", "/readyz");
    let answer: Value = reqwest::get(url).await.expect("an answer").json().await.expect("JSON");
    assert_eq!(answer["ready"], true, "{answer}");
    let mut parts = answer["parts"].as_array().expect("parts").iter();
    let app = parts.find(|part| part["name"] == "app of feishu")?;
    app["problem"].as_str().map(str::to_owned)
}

/// Mei presses a button of her page until both services have had one of her presses: what she was told by each, that of
/// the wrong one first.
async fn pressed(stand: &Stand, page: &Message, button: &str) -> [Tap; 2] {
    let press = async || stand.feishu.press("mei", page, button).await;
    let taps = [press().await, press().await];
    let is_refused =
        |tap: &Tap| tap.toast.as_ref().is_some_and(|toast| toast.text.contains("另一个 Steward"));
    let [first, second] = &taps;
    assert_ne!(is_refused(first), is_refused(second), "{taps:?}");
    if is_refused(&taps[0]) {
        taps
    } else {
        let [first, second] = taps;
        [second, first]
    }
}

#[tokio::test]
async fn a_press_that_reaches_the_wrong_one_is_told_to_the_person_and_the_administrators() {
    let stand = stand(Way::LongConnection).await;
    let second = stand.second_service().await;
    let (_, page) = stand.breach().await;
    assert_eq!(told_to_whoever_looks(&second).await, None);

    let [wrong, _] = pressed(&stand, &page, "确认").await;
    assert!(wrong.acked);
    insta::assert_snapshot!("wrong_service", wrong.toast.expect("a toast").text);
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged, "the other press did what it says");

    second.settle().await;
    let notice = stand.feishu.wait_for_message("@ada").await;
    insta::assert_snapshot!("two_services", shown(&notice));
    let told = told_to_whoever_looks(&second).await.expect("a problem");
    assert!(told.contains("another Steward runs on the same app"), "{told}");
    assert_eq!(told_to_whoever_looks(&stand).await, None, "the right one has met nothing strange");

    // Told once a day, whatever else reaches it; and no more after a day of peace.
    pressed(&stand, &page, "填写整改").await;
    second.settle().await;
    assert_eq!(stand.feishu.posts("@ada").len(), 1);
    second.clock.forward(SignedDuration::from_hours(25));
    assert_eq!(told_to_whoever_looks(&second).await, None);
}

#[tokio::test]
async fn a_reaction_and_a_reply_that_reach_the_wrong_one_are_told_to_the_person() {
    let stand = stand(Way::LongConnection).await;
    let second = stand.second_service().await;
    let (card, _) = stand.breach().await;
    let feishu = &stand.feishu;
    let is_strange = |message: &Message| shown(message).contains("另一个 Steward");
    for count in 1..=2 {
        feishu.react("mei", &card, "OK").await;
        feishu.react("mei", &card, "OK").await;
        let strange = |feishu: &FakeFeishu| {
            Some(())
                .filter(|()| feishu.ephemerals("mei").iter().filter(|own| is_strange(own)).count() == count)
        };
        feishu.wait_until("a private answer", strange).await;
    }
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);

    let version = stand.alert().await.version;
    for _ in 0..2 {
        feishu.reply("mei", &card, "整改 原因：承运商揽收晚 措施：已联系第二家承运商 周五前").await;
    }
    let strange = |feishu: &FakeFeishu| {
        Some(()).filter(|()| feishu.ephemerals("mei").iter().filter(|own| is_strange(own)).count() == 3)
    };
    feishu.wait_until("a private answer", strange).await;
    stand.settle().await;
    assert!(stand.alert().await.version > version, "the other reply did what it says");
    second.settle().await;
    assert_eq!(feishu.posts("@ada").len(), 1, "the administrators hear of it");
    assert_eq!(feishu.calls_of("im.v1.message.get").len(), 1, "the card is asked for once");
}
