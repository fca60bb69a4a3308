//! The same by other ways than buttons: slash command, a reply in the thread in Chinese, a reaction, a mention, directly.

use rstest::rstest;
use steward_core::alert::AlertStatus;
use steward_core::person::Locale;
use steward_tests::fakes::slack::{FakeSlack, Message, Submitted};

use super::stand::{Way, shown, stand};

#[rstest]
#[case(Way::Socket)]
#[case(Way::Http)]
#[tokio::test]
async fn by_slash_command(#[case] way: Way) {
    let stand = stand(way).await;
    let (card, _) = stand.breach().await;
    let slack = &stand.slack;
    assert!(slack.slash("hao", "ops", "/kpi", "ack 1").await.acked);
    let receipt = slack.wait_for_ephemeral("hao", 1).await;
    insta::assert_snapshot!("slash_receipt", shown(&receipt));
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);

    slack
        .slash("hao", "ops", "/kpi", "note 1 cause: carrier late; action: second carrier booked; due Friday")
        .await;
    slack.wait_for_ephemeral("hao", 2).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Remediating);
    slack.slash("hao", "ops", "/kpi", "done 1").await;
    slack.wait_for_ephemeral("hao", 3).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Watching);
    assert!(slack.again(&card).lines().concat().contains("second carrier booked"));
}

#[rstest]
#[case(Way::Socket)]
#[case(Way::Http)]
#[tokio::test]
async fn by_a_reply_in_the_thread(#[case] way: Way) {
    let stand = stand(way).await;
    let (card, _) = stand.breach().await;
    let slack = &stand.slack;
    // What people say to each other is left alone.
    slack.say("hao", "ops", "收到").await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Open);

    slack.reply("mei", &card, "收到").await;
    slack.wait_for_ephemeral("mei", 1).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
    slack.reply("mei", &card, "整改 原因：承运商揽收晚 措施：已联系第二家承运商 周五前").await;
    slack.wait_for_ephemeral("mei", 2).await;
    stand.settle().await;
    let alert = stand.alert().await;
    assert_eq!(alert.status, AlertStatus::Remediating, "{:?}", shown(&slack.ephemerals("mei")[1]));
    assert!(slack.again(&card).lines().concat().contains("已联系第二家承运商"));
}

#[rstest]
#[case(Way::Socket)]
#[case(Way::Http)]
#[tokio::test]
async fn by_a_reaction(#[case] way: Way) {
    let stand = stand(way).await;
    let (card, _) = stand.breach().await;
    let slack = &stand.slack;
    slack.react("mei", &card, "eyes").await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Open);
    assert!(slack.react("mei", &card, "white_check_mark").await.acked);
    slack.wait_for_ephemeral("mei", 1).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
}

#[tokio::test]
async fn a_mention_is_answered_in_its_thread_and_once() {
    let stand = stand(Way::Socket).await;
    stand.breach().await;
    let slack = &stand.slack;
    let before = slack.posts("ops").len();
    let mention = slack.mention("hao", "ops", "late shipment rate").await;
    let answer = slack.wait_for_posts("ops", before + 1).await.pop().expect("an answer");
    assert!(slack.deliver_again(&mention).await.acked);
    stand.settle().await;
    assert_eq!(slack.posts("ops").len(), before + 1, "the same mention is answered once");
    let asked = slack.messages("ops").into_iter().rev().find(|message| message.shown["bot_id"].is_null());
    assert_eq!(answer.thread(), asked.as_ref().map(Message::ts));
    insta::assert_snapshot!("mention_answer", shown(&answer));
}

#[tokio::test]
async fn a_direct_message_is_answered_in_the_person_s_language() {
    let stand = stand(Way::Socket).await;
    stand.breach().await;
    let slack = &stand.slack;
    let before = slack.posts("@mei").len();
    slack.say("mei", "@steward", "我的").await;
    let answer = slack.wait_for_posts("@mei", before + 1).await.pop().expect("an answer");
    insta::assert_snapshot!("direct_answer", shown(&answer));
}

#[tokio::test]
async fn the_home_tab_shows_what_is_mine() {
    let stand = stand(Way::Socket).await;
    stand.breach().await;
    let slack = &stand.slack;
    for person in ["mei", "hao"] {
        slack.open_home(person).await;
        let home = slack.wait_until("a home tab", |slack| slack.home(person)).await;
        insta::assert_json_snapshot!(format!("home_{person}"), home["blocks"]);
    }
}

#[tokio::test]
async fn the_home_tab_follows_what_is_done_on_it() {
    let stand = stand(Way::Socket).await;
    stand.breach().await;
    let slack = &stand.slack;
    slack.open_home("mei").await;
    let before = slack.wait_until("a home tab", |slack| slack.home("mei")).await;
    slack.press_at_home("mei", "确认 #1").await;
    let is_new = |slack: &FakeSlack| slack.home("mei").filter(|home| home["blocks"] != before["blocks"]);
    let after = slack.wait_until("a newer home tab", is_new).await;
    assert!(!FakeSlack::lines(&after).concat().contains("待确认"), "{after:#}");
}

#[tokio::test]
async fn a_form_behind_an_answer_holds_what_was_said() {
    let stand = stand(Way::Socket).await;
    let (card, _) = stand.breach().await;
    let slack = &stand.slack;
    slack.reply("mei", &card, "承运商停发，已换UPS，周五前").await;
    let answer = slack.wait_for_ephemeral("mei", 1).await;
    insta::assert_snapshot!("note_proposal", shown(&answer));
    slack.press("mei", &answer, "修改").await;
    let modal = slack.wait_for_modal("mei").await;
    assert!(modal["blocks"].to_string().contains("\"initial_value\":\"已换UPS\""), "{modal:#}");
    assert_eq!(slack.submit("mei", &[("field:cause", "logistics")]).await, Submitted::Closed);
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Remediating);
}

#[tokio::test]
async fn what_stands_behind_more_asks_first() {
    let stand = stand(Way::Http).await;
    let (card, page) = stand.breach().await;
    let slack = &stand.slack;
    slack.press("mei", &page, "暂缓提醒").await;
    slack.wait_for_modal("mei").await;
    assert_eq!(slack.submit("mei", &[("field:span", "1h")]).await, Submitted::Closed);
    stand.settle().await;
    assert!(stand.alert().await.snoozed_until.is_some(), "{:?}", stand.alert().await);

    slack.choose("mei", &slack.again(&card), "Escalate now").await;
    let question = slack.wait_for_modal("mei").await;
    insta::assert_snapshot!("question", FakeSlack::lines(&question).join("\n"));
    assert_eq!(slack.submit("mei", &[]).await, Submitted::Closed);
    stand.settle().await;
    slack.wait_for_message("@hao").await;

    slack.choose("mei", &slack.again(&card), "Assign").await;
    slack.wait_for_modal("mei").await;
    assert_eq!(slack.submit("mei", &[("field:to", "hao")]).await, Submitted::Closed);
    stand.settle().await;
    assert_eq!(stand.alert().await.owner.as_str(), "hao");

    // A question that is answered too late has no field to put an error below, so the modal tells it.
    slack.choose("hao", &slack.again(&card), "Escalate now").await;
    slack.wait_for_modal("hao").await;
    slack.slash("lin", "ops", "/kpi", "dismiss 1 known event: Prime Day").await;
    slack.wait_for_ephemeral("lin", 1).await;
    stand.settle().await;
    assert_eq!(slack.submit("hao", &[]).await, Submitted::Updated);
    let told = slack.modals("hao").pop().expect("a modal");
    insta::assert_snapshot!("question_too_late", FakeSlack::lines(&told).join("\n"));
}

#[tokio::test]
async fn in_a_mixed_channel_the_other_language_says_it_in_a_line() {
    let stand = stand(Way::Socket).await;
    stand
        .change(|org| {
            let ops = org.channels.get_mut(&"ops".parse().expect("a key")).expect("the channel");
            ops.second_locale = Some(Locale::ZH_CN);
        })
        .await;
    let (card, _) = stand.breach().await;
    insta::assert_snapshot!("mixed_channel", shown(&card));
}
