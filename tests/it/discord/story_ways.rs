//! The same by other ways than buttons: slash commands, a reply in Chinese, a thread, a reaction, a mention, directly.

use rstest::rstest;
use steward_core::alert::AlertStatus;
use steward_tests::fakes::discord::FakeDiscord;

use super::stand::{Way, sent, shown, stand};

#[rstest]
#[case(Way::Gateway)]
#[case(Way::Endpoint)]
#[tokio::test]
async fn by_slash_command(#[case] way: Way) {
    let stand = stand(way).await;
    let (card, _) = stand.breach().await;
    let discord = &stand.discord;
    assert!(discord.slash("hao", "ops", "kpi", &[("text", "ack 1")]).await.acked);
    let receipt = discord.wait_for_ephemeral("hao", 1).await;
    insta::assert_snapshot!("slash_receipt", shown(&receipt));
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);

    let note = "cause: carrier late; action: second carrier booked; due Friday";
    assert!(discord.slash("hao", "ops", "note", &[("note", note), ("alert", "1")]).await.acked);
    discord.wait_for_ephemeral("hao", 2).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Remediating);
    assert!(discord.slash("hao", "ops", "done", &[("alert", "1")]).await.acked);
    discord.wait_for_ephemeral("hao", 3).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Watching);
    assert!(discord.again(&card).lines().concat().contains("second carrier booked"));
}

#[rstest]
#[case(Way::Gateway)]
#[case(Way::Endpoint)]
#[tokio::test]
async fn by_slash_command_from_a_chinese_client(#[case] way: Way) {
    let stand = stand(way).await;
    let (card, _) = stand.breach().await;
    let discord = &stand.discord;
    assert!(discord.slash("mei", "ops", "确认", &[("告警编号", "1")]).await.acked);
    let receipt = discord.wait_for_ephemeral("mei", 1).await;
    insta::assert_snapshot!("slash_receipt_chinese", shown(&receipt));
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);

    let note = "整改 1 原因：承运商揽收晚 措施：已联系第二家承运商 周五前";
    assert!(discord.slash("mei", "@steward", "指标", &[("想说的话", note)]).await.acked);
    discord.wait_for_ephemeral("mei", 2).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Remediating);
    assert!(discord.slash("mei", "ops", "已处理", &[]).await.acked);
    discord.wait_for_ephemeral("mei", 3).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Watching);
    assert!(discord.again(&card).lines().concat().contains("已联系第二家承运商"));
}

#[rstest]
#[case(Way::Gateway)]
#[case(Way::Endpoint)]
#[tokio::test]
async fn what_is_typed_is_completed(#[case] way: Way) {
    let stand = stand(way).await;
    stand.breach().await;
    let discord = &stand.discord;
    let offered = discord.complete("hao", "ops", "kpi", ("text", "late")).await;
    assert!(offered.iter().any(|text| text.to_lowercase().contains("late shipment")), "{offered:?}");
    let offered = discord.complete("mei", "ops", "指标", ("想说的话", "迟发")).await;
    assert!(offered.iter().any(|text| text.contains("迟发率")), "{offered:?}");
    // An option is completed by itself, without the word before it.
    assert_eq!(discord.complete("hao", "ops", "ack", ("alert", "")).await, ["1"]);
    let offered = discord.complete("hao", "ops", "assign", ("person", "L")).await;
    assert_eq!(offered, ["Lin"]);
    assert!(
        discord.complete("guest", "ops", "kpi", ("text", "late")).await.is_empty(),
        "strangers learn nothing"
    );
}

#[rstest]
#[case(Way::Gateway)]
#[case(Way::Endpoint)]
#[tokio::test]
async fn by_a_reply(#[case] way: Way) {
    let stand = stand(way).await;
    let (card, _) = stand.breach().await;
    let discord = &stand.discord;
    // What people say to each other is left alone.
    discord.say("hao", "ops", "收到");
    let before = discord.posts("@mei").len();
    discord.reply("mei", &card, "收到");
    stand.answered_directly("mei", before + 1).await;
    stand.settle().await;
    let alert = stand.alert().await;
    assert_eq!(alert.status, AlertStatus::Acknowledged);
    assert_eq!(
        alert.ack.map(|ack| ack.by.to_string()).as_deref(),
        Some("mei"),
        "not Hao, who spoke to others"
    );
    discord.reply("mei", &card, "整改 原因：承运商揽收晚 措施：已联系第二家承运商 周五前");
    stand.answered_directly("mei", before + 2).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Remediating);
    assert!(discord.again(&card).lines().concat().contains("已联系第二家承运商"));
}

#[tokio::test]
async fn in_the_thread_of_a_card() {
    let stand = stand(Way::Gateway).await;
    let (card, _) = stand.breach().await;
    let discord = &stand.discord;
    let thread = discord.begin_thread("hao", &card, "迟发率");
    let before = discord.posts("@mei").len();
    discord.say("mei", &thread, "收到");
    stand.answered_directly("mei", before + 1).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
    // A mention there is answered there.
    discord.mention("hao", &thread, "late shipment rate");
    let answer = discord.wait_for_posts(&thread, 1).await.pop().expect("an answer");
    insta::assert_snapshot!("thread_answer", shown(&answer));
}

#[rstest]
#[case(Way::Gateway)]
#[case(Way::Endpoint)]
#[tokio::test]
async fn by_a_reaction(#[case] way: Way) {
    let stand = stand(way).await;
    let (card, _) = stand.breach().await;
    let discord = &stand.discord;
    let before = discord.posts("@mei").len();
    discord.react("mei", &card, "👀");
    discord.react("mei", &card, "✅");
    stand.answered_directly("mei", before + 1).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
    assert_eq!(discord.posts("@mei").len(), before + 1, "only one of the two says something");
}

#[tokio::test]
async fn a_mention_is_answered_below_it_and_once() {
    let stand = stand(Way::Gateway).await;
    stand.breach().await;
    let discord = &stand.discord;
    let before = discord.posts("ops").len();
    let asked = discord.mention("hao", "ops", "late shipment rate");
    let answer = discord.wait_for_posts("ops", before + 1).await.pop().expect("an answer");
    assert_eq!(answer.shown["message_reference"]["message_id"], asked.id());
    assert!(answer.pinged().is_empty(), "an answer pings nobody");
    insta::assert_snapshot!("mention_answer", shown(&answer));
}

#[tokio::test]
async fn a_direct_message_is_answered_in_the_person_s_language() {
    let stand = stand(Way::Gateway).await;
    stand.breach().await;
    let discord = &stand.discord;
    let before = discord.posts("@mei").len();
    discord.say("mei", "@steward", "我的");
    let answer = stand.answered_directly("mei", before + 1).await;
    insta::assert_snapshot!("direct_answer", shown(&answer));
}

#[tokio::test]
async fn a_form_behind_an_answer_holds_what_was_said() {
    let stand = stand(Way::Gateway).await;
    let (card, _) = stand.breach().await;
    let discord = &stand.discord;
    let before = discord.posts("@mei").len();
    discord.reply("mei", &card, "承运商停发，已换UPS，周五前");
    let answer = stand.answered_directly("mei", before + 1).await;
    insta::assert_snapshot!("note_proposal", shown(&answer));
    discord.press("mei", &answer, "修改").await;
    let modal = discord.wait_for_modal("mei").await;
    assert!(modal.to_string().contains("\"value\":\"已换UPS\""), "{modal:#}");
    assert!(sent(discord.submit("mei", &[("原因类别", "物流 / 仓库")]).await).acked);
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Remediating);
}

#[rstest]
#[case(Way::Gateway)]
#[case(Way::Endpoint)]
#[tokio::test]
async fn what_stands_behind_more_asks_first(#[case] way: Way) {
    let stand = stand(way).await;
    let (card, page) = stand.breach().await;
    let discord = &stand.discord;
    discord.press("mei", &page, "暂缓提醒").await;
    let modal = discord.wait_for_modal("mei").await;
    insta::assert_json_snapshot!("snooze_modal", modal["components"]);
    assert!(sent(discord.submit("mei", &[("暂缓多久", "1h")]).await).acked);
    stand.settle().await;
    assert!(stand.alert().await.snoozed_until.is_some(), "{:?}", stand.alert().await);

    let before = discord.posts("@hao").len();
    discord.choose("mei", &discord.again(&card), "Escalate now").await;
    let question = discord.wait_for_ephemeral("mei", 2).await;
    insta::assert_snapshot!("question", shown(&question));
    let yes = question.buttons().remove(0);
    assert!(discord.press("mei", &question, &yes).await.acked);
    stand.settle().await;
    discord.wait_for_posts("@hao", before + 1).await;

    discord.choose("mei", &discord.again(&card), "Assign").await;
    let modal = discord.wait_for_modal("mei").await;
    let field = modal["components"][0]["label"].as_str().expect("a field").to_owned();
    assert!(sent(discord.submit("mei", &[(&field, "Hao")]).await).acked);
    stand.settle().await;
    assert_eq!(stand.alert().await.owner.as_str(), "hao");

    // A question that is answered too late says so.
    let told = |discord: &FakeDiscord| discord.ephemerals("hao").len();
    let before = told(discord);
    discord.choose("hao", &discord.again(&card), "Escalate now").await;
    let question = discord.wait_for_ephemeral("hao", before + 1).await;
    let dismissal = [("text", "dismiss 1 known event: Prime Day")];
    assert!(discord.slash("lin", "ops", "kpi", &dismissal).await.acked);
    stand.settle().await;
    let yes = question.buttons().remove(0);
    assert!(discord.press("hao", &question, &yes).await.acked);
    let late = discord.wait_for_ephemeral("hao", before + 2).await;
    insta::assert_snapshot!("question_too_late", shown(&late));
}
