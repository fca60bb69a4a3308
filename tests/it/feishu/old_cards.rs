//! Cards that are no longer followed: those of an episode that is over, and those that Feishu lets nobody edit any more.

use jiff::SignedDuration;
use steward_core::alert::AlertStatus;
use steward_tests::fakes::feishu::{Fault, FaultOrder, Message, Tap};

use super::stand::{Stand, Way, shown, stand};

/// How often messages were edited.
fn edits(stand: &Stand, messages: [&Message; 2]) -> [u32; 2] {
    messages.map(|message| stand.feishu.again(message).edits)
}

/// Mei presses a button of her page as it is now.
async fn pressed(stand: &Stand, page: &Message, button: &str) -> Tap {
    let tap = stand.feishu.press("mei", &stand.feishu.again(page), button).await;
    assert!(tap.acked && tap.problem.is_none(), "{tap:?}");
    stand.settle().await;
    tap
}

#[tokio::test]
async fn the_cards_of_an_episode_that_is_over_say_so_once_and_are_left() {
    let stand = stand(Way::LongConnection).await;
    let (card, page) = stand.breach().await;
    let acknowledged = pressed(&stand, &page, "确认").await;
    stand.feishu.reply("mei", &card, "整改 原因：承运商揽收晚 措施：已联系第二家承运商 周五前").await;
    stand.feishu.wait_for_ephemeral("mei", 1).await;
    stand.settle().await;
    pressed(&stand, &page, "已处理").await;
    stand.recovers().await;
    let [of_card, of_page] = edits(&stand, [&card, &page]);

    stand.forward(SignedDuration::from_hours(24)).await;
    stand.reports("2026-11-25", "0.06").await;
    let alert = stand.alert().await;
    assert_eq!((alert.episode, alert.status), (2, AlertStatus::Open));
    insta::assert_snapshot!("card_over", shown(&stand.feishu.again(&card)));
    assert!(stand.feishu.again(&page).buttons().is_empty(), "{:?}", stand.feishu.again(&page));
    assert_eq!(edits(&stand, [&card, &page]), [of_card + 1, of_page + 1]);

    // What a phone still shows of the old card does nothing to the alert that is open again.
    let late = stand.feishu.deliver_event("card.action.trigger", acknowledged.event["event"].clone()).await;
    let told = late.answer.expect("an answer")["toast"]["content"].as_str().map(str::to_owned);
    insta::assert_snapshot!("button_of_an_episode_that_is_over", told.expect("a toast"));
    assert_eq!(stand.alert().await.status, AlertStatus::Open);

    let can_be_taken = |post: &Message| post.buttons().contains(&"确认".to_owned());
    let new = stand.feishu.posts("@mei").into_iter().rfind(can_be_taken).expect("a page");
    pressed(&stand, &new, "确认").await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
    stand.feishu.reply("mei", &card, "整改 原因：承运商揽收晚 措施：改用第二家承运商 周五前").await;
    stand.feishu.wait_for_ephemeral("mei", 2).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Remediating, "words below the old card count");
    pressed(&stand, &new, "已处理").await;
    assert!(stand.feishu.again(&new).edits >= 3, "the new one follows");
    assert_eq!(edits(&stand, [&card, &page]), [of_card + 1, of_page + 1]);
}

#[tokio::test]
async fn a_card_that_cannot_be_edited_any_more_is_replaced_below_it() {
    let stand = stand(Way::LongConnection).await;
    let (card, page) = stand.breach().await;
    pressed(&stand, &page, "确认").await;
    stand.forward(SignedDuration::from_hours(15 * 24)).await;
    let (seen, before) = (stand.feishu.again(&card), stand.feishu.posts("ops").len());
    stand.feishu.tell("mei", "整改 1 原因：承运商揽收晚 措施：已联系第二家承运商 周五前").await;
    stand.settle().await;
    assert!(stand.feishu.posts("ops").len() > before, "{:?}", stand.alert().await);
    let is_below = |post: &&Message| post.parent.as_ref() == Some(&card.id) && !post.buttons().is_empty();
    let posts = stand.feishu.posts("ops");
    let new = posts.iter().rfind(is_below).expect("a card below the old one");
    insta::assert_snapshot!("card_replaced", shown(new));
    assert_eq!(stand.feishu.again(&card).lines(), seen.lines(), "the old one stands as it was");
}

#[tokio::test]
async fn a_card_whose_replacement_got_no_answer_is_replaced_once() {
    let stand = stand(Way::LongConnection).await;
    let (card, page) = stand.breach().await;
    pressed(&stand, &page, "确认").await;
    stand.forward(SignedDuration::from_hours(15 * 24)).await;
    stand.feishu.fails(FaultOrder::next(2, Fault::AcceptedThenReset).of("im.v1.message.reply").about("ops"));
    stand.feishu.tell("mei", "整改 1 原因：承运商揽收晚 措施：已联系第二家承运商 周五前").await;
    stand.settle().await;
    for _ in 0..5 {
        stand.forward(SignedDuration::from_secs(30)).await;
    }
    let posts = stand.feishu.posts("ops");
    let is_new = |post: &&Message| {
        post.parent.as_ref() == Some(&card.id) && post.lines().iter().any(|line| line.contains("Mei 整改中"))
    };
    let new: Vec<_> = posts.iter().filter(is_new).map(Message::lines).collect();
    assert_eq!(new.len(), 1, "{new:#?}");
}
