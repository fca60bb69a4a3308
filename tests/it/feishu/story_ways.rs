//! The same by other ways than buttons: a reply below the card, a reaction, a mention, the menu, directly.

use std::sync::Arc;

use rstest::rstest;
use steward_core::alert::AlertStatus;
use steward_core::host::Host;
use steward_core::person::Locale;
use steward_platforms::Seeker;
use steward_tests::fakes::feishu::NewUser;

use super::stand::{Way, shown, stand};

#[rstest]
#[case(Way::LongConnection)]
#[case(Way::Webhook)]
#[tokio::test]
async fn by_a_reply_below_the_card(#[case] way: Way) {
    let stand = stand(way).await;
    let (card, _) = stand.breach().await;
    let feishu = &stand.feishu;
    // What people say to each other is left alone.
    feishu.say("hao", "ops", "收到").await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Open);

    feishu.reply("mei", &card, "收到").await;
    feishu.wait_for_ephemeral("mei", 1).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
    feishu.reply("mei", &card, "整改 原因：承运商揽收晚 措施：已联系第二家承运商 周五前").await;
    feishu.wait_for_ephemeral("mei", 2).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Remediating);
    assert!(feishu.again(&card).lines().concat().contains("已联系第二家承运商"));
}

#[rstest]
#[case(Way::LongConnection)]
#[case(Way::Webhook)]
#[tokio::test]
async fn by_a_reaction(#[case] way: Way) {
    let stand = stand(way).await;
    let (card, _) = stand.breach().await;
    let feishu = &stand.feishu;
    feishu.react("mei", &card, "SMILE").await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Open);
    assert!(feishu.react("mei", &card, "OK").await.acked);
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
}

#[tokio::test]
async fn a_mention_is_answered_below_it() {
    let stand = stand(Way::LongConnection).await;
    stand.breach().await;
    let feishu = &stand.feishu;
    let before = feishu.posts("ops").len();
    feishu.mention("hao", "ops", "迟发率").await;
    let answer = feishu.wait_for_posts("ops", before + 1).await.pop().expect("an answer");
    insta::assert_snapshot!("mention_answer", shown(&answer));
}

#[tokio::test]
async fn what_is_said_directly_and_the_menu_are_answered_directly() {
    let stand = stand(Way::LongConnection).await;
    stand.breach().await;
    let feishu = &stand.feishu;
    let before = feishu.posts("@mei").len();
    feishu.tell("mei", "我的").await;
    let answer = feishu.wait_for_posts("@mei", before + 1).await.pop().expect("an answer");
    insta::assert_snapshot!("direct_answer", shown(&answer));
    feishu.menu("mei", "mine").await;
    let by_menu = feishu.wait_for_posts("@mei", before + 2).await.pop().expect("an answer");
    assert_eq!(by_menu.lines(), answer.lines());
}

#[tokio::test]
async fn who_never_said_a_word_is_found_by_address_or_number() {
    let stand = stand(Way::LongConnection).await;
    stand.feishu.add_user(NewUser::named("wei").mobile("+8613800138000"));
    stand
        .change(|org| {
            let mei = org.people.get_mut(&"mei".parse().expect("a key")).expect("Mei");
            mei.identities = [("email".into(), "mei@evenfield.example".into())].into();
            let lin = org.people.get_mut(&"lin".parse().expect("a key")).expect("Lin");
            lin.identities = [("phone".into(), "138 0013 8000".into())].into();
        })
        .await;
    Seeker::new(stand.directory.clone(), stand.app.clone() as Arc<dyn Host>).look().await;
    let org = stand.app.store.org().await.expect("the standing data");
    let who =
        |name: &str| org.person_on("feishu", &stand.feishu.open_id(name)).map(|one| one.key.to_string());
    assert_eq!((who("mei").as_deref(), who("wei").as_deref()), (Some("mei"), Some("lin")));
    stand.breach().await;
}

#[tokio::test]
async fn in_a_mixed_group_everybody_reads_their_own_language() {
    let stand = stand(Way::LongConnection).await;
    stand
        .change(|org| {
            let ops = org.channels.get_mut(&"ops".parse().expect("a key")).expect("the group");
            ops.second_locale = Some(Locale::EN_US);
        })
        .await;
    let (card, _) = stand.breach().await;
    insta::assert_snapshot!("mixed_chinese", card.lines_in("zh_cn").join("\n"));
    insta::assert_snapshot!("mixed_english", card.lines_in("en_us").join("\n"));
    assert!(stand.feishu.press("mei", &card, "Acknowledge").await.acked);
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
    let card = stand.feishu.again(&card);
    assert_ne!(card.lines_in("en_us"), card.lines_in("zh_cn"), "both follow");
}
