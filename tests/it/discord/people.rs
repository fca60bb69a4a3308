//! Who is who: strangers, codes, rights; and several servers.

use steward_core::alert::AlertStatus;
use steward_tests::fakes::discord::NewUser;

use super::stand::{Way, shown, stand};

#[tokio::test]
async fn a_stranger_learns_how_to_be_known_and_cannot_guess() {
    let stand = stand(Way::Gateway).await;
    let (card, _) = stand.breach().await;
    let discord = &stand.discord;
    discord.say("guest", "ops", "lunch?");
    assert!(discord.press("guest", &card, "Acknowledge").await.acked);
    let told = shown(&discord.wait_for_ephemeral("guest", 1).await);
    assert!(told.contains(&discord.user_id("guest")), "{told}");
    assert!(discord.slash("guest", "ops", "kpi", &[("text", "link 12345-67890")]).await.acked);
    insta::assert_snapshot!("wrong_code", shown(&discord.wait_for_ephemeral("guest", 2).await));
    assert!(discord.slash("guest", "ops", "kpi", &[("text", "link")]).await.acked);
    discord.wait_for_ephemeral("guest", 3).await;
    assert_eq!(discord.posts("@guest").len(), 0, "what strangers say to each other is left alone");
    assert_eq!(stand.alert().await.status, AlertStatus::Open);
}

#[tokio::test]
async fn who_has_no_right_is_told_who_has() {
    let stand = stand(Way::Endpoint).await;
    let (card, _) = stand.breach().await;
    let discord = &stand.discord;
    let id = discord.user_id("guest");
    stand.gus_joins("discord", &id).await;
    assert!(discord.press("guest", &card, "Acknowledge").await.acked);
    insta::assert_snapshot!("no_right", shown(&discord.wait_for_ephemeral("guest", 1).await));
    assert_eq!(stand.alert().await.status, AlertStatus::Open);
}

#[tokio::test]
async fn one_bot_serves_several_servers() {
    let stand = stand(Way::Gateway).await;
    let discord = &stand.discord;
    let brand = discord.add_guild("Brand community", "zh-CN");
    discord.add_user(&brand, NewUser::named("lin"));
    let channel = discord.add_channel(&brand, "brand");
    stand
        .change(|org| {
            let mut other = org.channels.values().next().expect("a channel").clone();
            other.key = "brand".parse().expect("a key");
            other.name = "#brand".into();
            other.target.clone_from(&channel);
            let key = other.key.clone();
            org.channels.insert(key.clone(), other);
            let vtr = org.kpis.get_mut(&"amz_vtr".parse().expect("a key")).expect("the KPI");
            vtr.channel = Some(key);
        })
        .await;
    stand.breach().await;
    stand.reports_of("amz_vtr", "2026-11-21", "0.80").await;
    assert_eq!((discord.posts("ops").len(), discord.posts("brand").len()), (1, 1));
    let card = discord.wait_for_message("brand").await;
    let before = discord.posts("@lin").len();
    discord.reply("lin", &card, "ack");
    stand.answered_directly("lin", before + 1).await;
    stand.settle().await;
    assert!(!discord.again(&card).buttons().contains(&"Acknowledge".to_owned()));
    assert_eq!(stand.alert().await.status, AlertStatus::Open, "the other alert is another server's");
}
