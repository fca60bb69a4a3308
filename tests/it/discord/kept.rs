//! What is said over the gateway is told once, so it is kept as soon as it can be.

use std::sync::atomic::Ordering;

use steward_core::alert::AlertStatus;

use super::hand::stand_in_hand;
use super::stand::Way;

#[tokio::test]
async fn what_cannot_be_kept_at_first_is_kept_later_and_answered_once() {
    let (stand, hand) = stand_in_hand(Way::Gateway).await;
    let (card, _) = stand.breach().await;
    let before = stand.discord.posts("@mei").len();
    hand.away.store(2, Ordering::Relaxed);
    stand.discord.reply("mei", &card, "收到");
    stand.answered_directly("mei", before + 1).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
    assert_eq!(stand.discord.posts("@mei").len(), before + 1);
}
