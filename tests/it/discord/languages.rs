//! Whose language an answer is in: the standing data's, else the person's client's, else the server's.

use rstest::rstest;
use steward_core::alert::AlertStatus;
use steward_tests::fakes::discord::{Message, NewUser};

use super::stand::{Stand, Way, shown, stand};

fn is_chinese(message: &Message) -> bool {
    shown(message).chars().any(|sign| matches!(sign, '\u{4e00}'..='\u{9fff}'))
}

#[rstest]
#[case(Way::Gateway)]
#[case(Way::Endpoint)]
#[tokio::test]
async fn a_stranger_is_answered_in_the_language_of_their_client(#[case] way: Way) {
    let stand = stand(way).await;
    let (card, _) = stand.breach().await;
    let discord = &stand.discord;
    discord.add_user(&stand.guild, NewUser::named("xin").locale("zh-TW"));
    discord.add_user(&stand.guild, NewUser::named("uwe").locale("de"));

    assert!(discord.slash("xin", "ops", "kpi", &[("text", "我的")]).await.acked);
    let told = discord.wait_for_ephemeral("xin", 1).await;
    assert!(is_chinese(&told), "a command: {}", shown(&told));
    assert!(discord.press("xin", &card, "Acknowledge").await.acked);
    let told = discord.wait_for_ephemeral("xin", 2).await;
    assert!(is_chinese(&told), "a button: {}", shown(&told));
    assert!(discord.choose("xin", &card, "Dismiss").await.acked);
    let told = discord.wait_for_ephemeral("xin", 3).await;
    assert!(is_chinese(&told), "a button with a form: {}", shown(&told));
    assert!(discord.slash("xin", "ops", "kpi", &[("text", "link")]).await.acked);
    let told = discord.wait_for_ephemeral("xin", 4).await;
    assert!(is_chinese(&told), "how to be known: {}", shown(&told));

    assert!(discord.choose("uwe", &card, "Dismiss").await.acked);
    let told = discord.wait_for_ephemeral("uwe", 1).await;
    assert!(!is_chinese(&told), "{}", shown(&told));
    assert_eq!(stand.alert().await.status, AlertStatus::Open);
}

#[rstest]
#[case(Way::Gateway)]
#[case(Way::Endpoint)]
#[tokio::test]
async fn a_modal_of_somebody_who_is_nobody_s_any_more_is_answered_in_their_client_s_language(
    #[case] way: Way,
) {
    let stand = stand(way).await;
    let (_, page) = stand.breach().await;
    let discord = &stand.discord;
    discord.press("mei", &page, "暂缓提醒").await;
    discord.wait_for_modal("mei").await;
    stand
        .change(|org| {
            let mei = org.people.get_mut(&"mei".parse().expect("a key")).expect("Mei");
            mei.identities.remove("discord");
        })
        .await;
    discord.submit("mei", &[("暂缓多久", "1h")]).await;
    let told = discord.wait_for_ephemeral("mei", 1).await;
    assert!(is_chinese(&told), "{}", shown(&told));
    assert!(stand.alert().await.snoozed_until.is_none());
}

/// Hao asks in a channel, aloud; the answer.
async fn asks(stand: &Stand, channel: &str, so_far: usize) -> Message {
    stand.discord.mention("hao", channel, "late shipment rate");
    stand.discord.wait_for_posts(channel, so_far + 1).await.pop().expect("an answer")
}

#[tokio::test]
async fn a_channel_without_a_language_has_its_server_s() {
    let stand = stand(Way::Gateway).await;
    stand.breach().await;
    let discord = &stand.discord;
    let brand = discord.add_guild("Brand community", "zh-TW");
    discord.add_user(&brand, NewUser::named("hao"));
    discord.add_channel(&brand, "lounge");
    let answer = asks(&stand, "lounge", 0).await;
    assert!(is_chinese(&answer), "{}", shown(&answer));
    discord.set_language(&brand, "ja");
    let answer = asks(&stand, "lounge", 1).await;
    assert!(!is_chinese(&answer), "{}", shown(&answer));

    // One that has a language keeps it whatever the server says.
    discord.set_language(&stand.guild, "zh-CN");
    let before = discord.posts("ops").len();
    let answer = asks(&stand, "ops", before).await;
    assert!(!is_chinese(&answer), "{}", shown(&answer));
}

#[rstest]
#[case(Way::Gateway)]
#[case(Way::Endpoint)]
#[tokio::test]
async fn a_command_in_a_channel_without_a_language_is_answered_in_its_server_s(#[case] way: Way) {
    let stand = stand(way).await;
    stand.breach().await;
    let discord = &stand.discord;
    let brand = discord.add_guild("Brand community", "zh-CN");
    discord.add_user(&brand, NewUser::named("hao"));
    discord.add_channel(&brand, "lounge");
    assert!(discord.slash("hao", "lounge", "kpi", &[("text", "late shipment rate")]).await.acked);
    let answer = discord.wait_for_message("lounge").await;
    assert!(is_chinese(&answer), "{}", shown(&answer));
    // What he alone sees is in his.
    assert!(discord.slash("hao", "lounge", "mine", &[]).await.acked);
    let own = discord.wait_for_ephemeral("hao", 1).await;
    assert!(!is_chinese(&own), "{}", shown(&own));
}
