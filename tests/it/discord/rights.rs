//! What the invitation asks for is what Steward needs: no less, and no more.

use rstest::rstest;
use steward_core::alert::AlertStatus;
use steward_platforms::discord::invitation;

use super::stand::{Stand, Way, shown, stand};
use crate::conformance::shelf::digest;
use crate::office::record_a_week;

/// The bits that the invitation asks for.
fn asked_for() -> u64 {
    let address = invitation(None);
    let (_, bits) = address.split_once("permissions=").expect("permissions");
    bits.parse().expect("bits")
}

/// A company whose server lets the bot in with these rights alone.
async fn let_in_with(bits: u64) -> Stand {
    let stand = stand(Way::Gateway).await;
    stand.discord.grant(&stand.guild, bits);
    stand
}

/// What was refused for lack of a right.
fn refused(stand: &Stand) -> Vec<String> {
    let is_lack = |code: &serde_json::Value| [50_001, 50_013, 160_002].iter().any(|lack| code == lack);
    let calls = stand.discord.traffic().into_iter().filter(|call| is_lack(&call.answer["code"]));
    calls.map(|call| call.method).collect()
}

/// Everything that needs a right: a card, a long digest with its thread, an answer below a question with its picture.
async fn at_work(stand: &Stand) {
    let discord = &stand.discord;
    record_a_week(&stand.app).await;
    stand.settle().await;
    let _ = stand.posted("discord", &discord.channel_id("ops"), &digest(300)).await;
    let before = discord.traffic().len();
    discord.mention("hao", "ops", "late shipment rate 15 nov to 21 nov");
    // An answer in the channel has a picture put to it; one that cannot be given ends with its refusal.
    let is_over = |discord: &steward_tests::fakes::discord::FakeDiscord| {
        let calls = discord.traffic().split_off(before);
        let is_put = calls.iter().any(|call| call.method == "update_message" && !call.files.is_empty());
        (is_put || calls.iter().any(|call| call.status >= 400)).then_some(())
    };
    discord.wait_until("an answer", is_over).await;
}

#[tokio::test]
async fn with_what_the_invitation_asks_for_everything_works() {
    let stand = let_in_with(asked_for()).await;
    at_work(&stand).await;
    let discord = &stand.discord;
    let card =
        discord.posts("ops").into_iter().find(|post| post.buttons().contains(&"Acknowledge".to_owned()));
    let card = card.expect("a card");
    assert!(discord.press("mei", &card, "Acknowledge").await.acked);
    discord.wait_for_ephemeral("mei", 1).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged, "{}", shown(&discord.again(&card)));
    assert_eq!(refused(&stand), Vec::<String>::new());
}

#[rstest]
#[case::view_channel(1 << 10)]
#[case::send_messages(1 << 11)]
#[case::embed_links(1 << 14)]
#[case::attach_files(1 << 15)]
#[case::read_message_history(1 << 16)]
#[case::create_public_threads(1 << 35)]
#[case::send_messages_in_threads(1 << 38)]
#[tokio::test]
async fn without_one_of_them_something_is_refused(#[case] right: u64) {
    assert_eq!(asked_for() & right, right, "it is asked for");
    let stand = let_in_with(asked_for() & !right).await;
    at_work(&stand).await;
    assert_ne!(refused(&stand), Vec::<String>::new());
}
