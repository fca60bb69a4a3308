//! The menu at the thumb: from its slash command to a form in a modal.

use rstest::rstest;

use super::stand::{Way, sent, shown, stand};

/// Mei pauses her KPI in a modal. A day that is over is refused and what she wrote is kept; a right one is set.
#[rstest]
#[case(Way::Gateway)]
#[case(Way::Endpoint)]
#[tokio::test]
async fn a_kpi_is_paused_in_a_modal(#[case] way: Way) {
    let stand = stand(way).await;
    let discord = &stand.discord;
    assert!(discord.slash("mei", "ops", "菜单", &[]).await.acked);
    let menu = discord.wait_for_ephemeral("mei", 1).await;
    discord.press("mei", &menu, "指标").await;
    let kpis = discord.wait_for_ephemeral("mei", 2).await;
    insta::assert_snapshot!("menu_kpis", shown(&kpis));

    discord.press("mei", &kpis, "暂停指标").await;
    let modal = discord.wait_for_modal("mei").await;
    insta::assert_json_snapshot!("pause_modal", modal["components"]);
    let wrong = [("结束日期", "2026-11-01"), ("原因", "仓库搬迁，数据不可比")];
    assert!(sent(discord.submit("mei", &wrong).await).acked);
    let refused = discord.wait_for_ephemeral("mei", 3).await;
    assert!(shown(&refused).contains("仓库搬迁，数据不可比"), "{}", shown(&refused));

    discord.press("mei", &kpis, "暂停指标").await;
    discord.wait_for_modal("mei").await;
    let right = [("结束日期", "2026-12-01"), ("原因", "仓库搬迁，数据不可比")];
    assert!(sent(discord.submit("mei", &right).await).acked);
    stand.settle().await;
    let org = stand.app.store.org().await.expect("the standing data");
    let paused = org.kpis.values().filter(|kpi| kpi.activity != steward_core::kpi::Activity::Active);
    assert_eq!(paused.map(|kpi| kpi.key.as_str()).collect::<Vec<_>>(), ["amz_lsr"]);
}
