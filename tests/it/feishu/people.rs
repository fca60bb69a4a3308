//! What people do to groups, accounts and forms that must do no harm: they remove the bot, leave, are strangers, come too
//! late, and write hostile words.

use rstest::rstest;
use serde_json::Value;
use steward_core::alert::AlertStatus;
use steward_tests::fakes::feishu::Message;

use super::stand::{Stand, Way, shown, stand};

#[rstest]
#[case::removed(false)]
#[case::disbanded(true)]
#[tokio::test]
async fn a_group_that_is_gone_is_told_to_the_administrators_and_the_owner_is_paged_all_the_same(
    #[case] is_disbanded: bool,
) {
    let stand = stand(Way::LongConnection).await;
    if is_disbanded {
        stand.feishu.disband("hao", "ops").await;
    } else {
        stand.feishu.remove_bot("hao", "ops").await;
    }
    stand.settle().await;
    let notice = stand.feishu.wait_for_message("@ada").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!("group_closed", shown(&notice));
    }
    stand.reports("2026-11-21", "0.06").await;
    assert!(stand.feishu.posts("@mei").iter().any(|post| post.buttons().contains(&"确认".to_owned())));
    assert_eq!(stand.feishu.posts("@ada").len(), 2, "of the group, and of the card that it did not get");
}

#[tokio::test]
async fn whoever_invites_steward_back_learns_the_group_s_id() {
    let stand = stand(Way::LongConnection).await;
    stand.feishu.remove_bot("hao", "ops").await;
    stand.feishu.invite_bot("hao", "ops").await;
    let told = stand.feishu.wait_for_ephemeral("hao", 1).await;
    assert!(shown(&told).contains(&stand.feishu.chat_id("ops")), "{}", shown(&told));
    stand.breach().await;
}

#[tokio::test]
async fn who_leaves_the_company_is_noticed_and_stood_in_for() {
    let stand = stand(Way::LongConnection).await;
    stand.feishu.resign("mei").await;
    stand.settle().await;
    let notice = stand.feishu.wait_for_message("@ada").await;
    insta::assert_snapshot!("account_closed", shown(&notice));
    stand.reports("2026-11-21", "0.06").await;
    assert!(stand.feishu.posts("@mei").is_empty());
    assert_eq!(stand.feishu.posts("@hao").len(), 1, "her backup is told in her place");
}

#[tokio::test]
async fn a_stranger_learns_how_to_be_known_and_has_no_right_afterwards() {
    let stand = stand(Way::LongConnection).await;
    let (card, _) = stand.breach().await;
    let feishu = &stand.feishu;
    feishu.say("guest", "ops", "吃饭？").await;
    let told = feishu.press("guest", &card, "确认").await;
    let toast = told.toast.expect("a toast").text;
    let learned = format!("{toast} {:?}", feishu.ephemerals("guest").iter().map(shown).collect::<Vec<_>>());
    assert!(learned.contains(&feishu.open_id("guest")), "{learned}");

    stand.gus_joins("email", "Guest@Evenfield.example").await;
    let before = feishu.posts("@guest").len();
    feishu.tell("guest", "绑定").await;
    let linked = feishu.wait_for_posts("@guest", before + 1).await.pop().expect("an answer");
    assert!(shown(&linked).contains("Gus"), "{}", shown(&linked));
    let refused = feishu.press("guest", &card, "确认").await.toast.expect("a toast");
    assert_eq!(refused.kind, "warning");
    insta::assert_snapshot!("no_right", refused.text);
    assert_eq!(stand.alert().await.status, AlertStatus::Open);
}

#[tokio::test]
async fn a_form_for_an_alert_that_was_closed_keeps_what_was_typed() {
    let stand = stand(Way::LongConnection).await;
    let (_, page) = stand.breach().await;
    let form = open_note(&stand, &page).await;
    stand.feishu.tell("lin", "忽略 1 已知活动 大促").await;
    stand.settle().await;
    assert!(matches!(stand.alert().await.status, AlertStatus::Closed { .. }));
    let late = stand
        .feishu
        .submit("mei", &form, &[("cause", "物流 / 仓库"), ("action", "联系了第二家承运商")])
        .await;
    assert_eq!(late.toast.as_ref().map(|toast| toast.kind.as_str()), Some("warning"), "{late:?}");
    insta::assert_snapshot!("closed_meanwhile", shown(&stand.feishu.again(&form)));
    assert_eq!(stand.alert().await.notes.len(), 0);
}

#[tokio::test]
async fn a_form_with_an_empty_field_is_not_sent_and_a_day_in_the_past_is_refused() {
    let stand = stand(Way::LongConnection).await;
    let (_, page) = stand.breach().await;
    let form = open_note(&stand, &page).await;
    let empty = stand.feishu.submit("mei", &form, &[("cause", "物流 / 仓库")]).await;
    assert_eq!(empty.incomplete, ["action"]);
    let past = [("cause", "物流 / 仓库"), ("action", "联系了第二家承运商"), ("due", "2026-11-01")];
    let refused = stand.feishu.submit("mei", &form, &past).await;
    assert_eq!(refused.toast.expect("a toast").kind, "warning");
    let again = shown(&stand.feishu.again(&form));
    insta::assert_snapshot!("day_in_the_past", again);
    assert_eq!(stand.alert().await.notes.len(), 0);
}

#[tokio::test]
async fn hostile_words_mention_nobody_and_mark_up_nothing() {
    let stand = stand(Way::LongConnection).await;
    let (card, page) = stand.breach().await;
    let form = open_note(&stand, &page).await;
    let hostile = "<at id=all></at> <at user_id=\"all\">所有人</at> **粗** [点](https://x.example) <font color='red'>红</font>";
    let typed = [("cause", "物流 / 仓库"), ("action", hostile), ("due", "2026-11-27")];
    assert!(stand.feishu.submit("mei", &form, &typed).await.problem.is_none());
    stand.settle().await;
    for message in stand.feishu.posts("ops").into_iter().chain(stand.feishu.posts("@mei")) {
        marked(&message.content);
    }
    let words = stand.feishu.again(&card).lines().join("\n");
    assert!(words.contains(hostile), "{words}");
}

/// Fails where markup was made of what a person wrote.
fn marked(value: &Value) {
    match value {
        Value::Array(list) => list.iter().for_each(marked),
        Value::Object(map)
            if matches!(map.get("tag").and_then(Value::as_str), Some("markdown" | "lark_md")) =>
        {
            let text = map["content"].as_str().expect("a text");
            for bad in ["id=all", "user_id", "**", "https://", "<font"] {
                assert!(!text.contains(bad), "{bad} in {text}");
            }
        }
        Value::Object(map) => map.values().for_each(marked),
        _ => {}
    }
}

#[tokio::test]
async fn a_note_of_thirty_kilobytes_is_refused_before_anything_is_lost() {
    let stand = stand(Way::LongConnection).await;
    let (card, _) = stand.breach().await;
    let long = "长".repeat(10_000);
    stand.feishu.reply("mei", &card, &format!("整改 1 {long}")).await;
    let told = stand.feishu.wait_for_ephemeral("mei", 1).await;
    insta::assert_snapshot!("too_long", shown(&told));
    assert_eq!(stand.alert().await.notes.len(), 0);
}

/// Mei opens the form for her note.
async fn open_note(stand: &Stand, page: &Message) -> Message {
    let before = stand.feishu.posts("@mei").len();
    stand.feishu.press("mei", page, "填写整改").await;
    stand.feishu.wait_for_posts("@mei", before + 1).await.pop().expect("a form")
}
