//! What is wrong is told or left alone, and nothing is lost: forged calls, broken frames, a connection that ends, a group
//! that is gone.

use jiff::SignedDuration;
use rstest::rstest;
use steward_core::alert::AlertStatus;
use steward_tests::fakes::feishu::{FakeFeishu, Fault, FaultOrder, Refused};

use super::stand::{Way, stand};

#[tokio::test]
async fn a_forged_call_is_refused() {
    let stand = stand(Way::Webhook).await;
    let client = reqwest::Client::new();
    let event =
        serde_json::json!({ "schema": "2.0", "header": { "event_id": "e", "event_type": "x" }, "event": {} });
    let (stamp, nonce, signature, body) = stand.feishu.seal(&event);
    let post = |stamp: &str, signature: &str, body: &str| {
        let call = client.post(&stand.url).body(body.to_owned());
        let call = call.header("X-Lark-Request-Timestamp", stamp).header("X-Lark-Request-Nonce", &nonce);
        call.header("X-Lark-Signature", signature).send()
    };
    for (stamp, signature, body) in [
        ("1700000000", signature.as_str(), body.as_str()),
        (stamp.as_str(), "00", body.as_str()),
        (stamp.as_str(), signature.as_str(), r#"{"encrypt":"P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk="}"#),
    ] {
        let answer = post(stamp, signature, body).await.expect("an answer");
        assert_eq!(answer.status().as_u16(), 401, "{stamp} {signature} {body}");
    }
    for body in ["", "{", "{}", r#"{"type":"url_verification","challenge":"c"}"#] {
        let answer = post(&stamp, &signature, body).await.expect("an answer");
        assert_eq!(answer.status().as_u16(), 400, "{body}");
    }
}

#[tokio::test]
async fn a_mention_alone_is_helped_and_a_novel_changes_nothing() {
    let stand = stand(Way::LongConnection).await;
    stand.breach().await;
    let before = stand.alert().await;
    let feishu = &stand.feishu;
    let novel: String = "这是一个很长的故事，没有人会读完。".chars().cycle().take(10_000).collect();
    for (count, (said, words)) in [("", "可以这样跟我说"), (novel.as_str(), "2,000")].into_iter().enumerate()
    {
        assert!(feishu.mention("mei", "ops", said).await.acked);
        let told = feishu.wait_for_ephemeral("mei", count + 1).await.lines().join("\n");
        assert!(told.contains(words), "{told}");
    }
    assert_eq!(stand.alert().await, before);
}

#[rstest]
#[case(Way::LongConnection)]
#[case(Way::Webhook)]
#[tokio::test]
async fn what_cannot_be_kept_in_time_is_sent_again_and_counts_once(#[case] way: Way) {
    let stand = stand(way).await;
    let (card, _) = stand.breach().await;
    let busy = stand.app.store.begin().await.expect("begin");
    let first = stand.feishu.reply("mei", &card, "收到").await;
    assert!(!first.acked, "acknowledged, and kept nowhere");
    drop(busy);
    stand.clock.forward(SignedDuration::from_mins(5));
    let again = stand.feishu.deliver_due().await;
    assert_eq!(again.iter().map(|delivered| delivered.acked).collect::<Vec<_>>(), [true]);
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
    assert_eq!(stand.feishu.ephemerals("mei").len(), 1, "one answer");
}

/// A form that Feishu no longer waits for is replaced by the token of its press, and by an edit where that is refused.
#[rstest]
#[case::by_token(false, 1)]
#[case::by_edit(true, 0)]
#[tokio::test]
async fn a_form_that_takes_longer_than_feishu_waits_is_replaced_all_the_same(
    #[case] is_token_refused: bool,
    #[case] by_token: usize,
) {
    let stand = stand(Way::LongConnection).await;
    let (_, page) = stand.breach().await;
    let feishu = &stand.feishu;
    let before = feishu.posts("@mei").len();
    feishu.press("mei", &page, "填写整改").await;
    let form = feishu.wait_for_posts("@mei", before + 1).await.pop().expect("a form");
    if is_token_refused {
        let refused = Fault::Refused(Refused::Code(300_020));
        feishu.fails(FaultOrder::next(1, refused).of("interactive.v1.card.update"));
    }
    let busy = stand.app.store.begin().await.expect("begin");
    let typed = [("cause", "物流 / 仓库"), ("action", "联系了第二家承运商"), ("due", "2026-11-27")];
    let late = feishu.submit("mei", &form, &typed).await;
    assert!(late.acked && late.card.is_none() && late.toast.is_none(), "{late:?}");
    drop(busy);
    let look = |feishu: &FakeFeishu| Some(feishu.again(&form)).filter(|now| now.lines() != form.lines());
    let replaced = feishu.wait_until("another card in the place of the form", look).await;
    assert!(replaced.lines().concat().contains("整改"), "{:?}", replaced.lines());
    assert_eq!(feishu.calls_of("interactive.v1.card.update").len(), by_token);
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Remediating);
}

#[tokio::test]
async fn events_in_pieces_and_broken_frames_lose_nothing() {
    let stand = stand(Way::LongConnection).await;
    let (_, page) = stand.breach().await;
    let feishu = &stand.feishu;
    feishu.send_raw(b"\xff\xffno frame");
    feishu.send_piece("m1", "2", "7", b"{}");
    feishu.send_piece("m2", "many", "0", b"{}");
    feishu.send_piece("m3", "2", "0", b"{");
    feishu.divide(3);
    assert!(feishu.press("mei", &page, "确认").await.acked);
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
}

#[tokio::test]
async fn a_connection_that_ends_is_opened_again() {
    let stand = stand(Way::LongConnection).await;
    let (_, page) = stand.breach().await;
    let feishu = &stand.feishu;
    feishu.close_connections();
    feishu.wait_for_connections(1).await;
    assert!(feishu.press("mei", &page, "确认").await.acked);
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
}

#[tokio::test]
async fn a_secret_that_is_wrong_is_told_by_readiness() {
    let stand = stand(Way::LongConnection).await;
    assert_eq!(stand.told_of("feishu"), None);
    let secret = stand.feishu.credentials().app_secret;
    stand.feishu.change_secret("another");
    stand.feishu.cut_connections();
    let told = stand.until_told("feishu").await;
    assert!(told.contains("the app's id or secret is wrong"), "{told}");
    stand.feishu.change_secret(&secret);
    stand.until_well("feishu").await;
}

#[tokio::test]
async fn who_is_outside_the_app_s_availability_is_stood_in_for() {
    let stand = stand(Way::LongConnection).await;
    let refused = Fault::Refused(Refused::BadRequest(230_013));
    stand.feishu.fails(FaultOrder::next(1, refused).of("im.v1.message.create").about("@mei"));
    stand.reports("2026-11-21", "0.06").await;
    assert!(stand.feishu.posts("@mei").is_empty());
    let page = stand.feishu.wait_for_message("@hao").await;
    assert!(page.buttons().contains(&"确认".to_owned()), "{page:?}");
    let notice = stand.feishu.wait_for_message("@ada").await;
    assert!(notice.lines().concat().contains("230013"), "{:?}", notice.lines());
}

#[tokio::test]
async fn without_the_permission_to_buzz_a_page_arrives_all_the_same() {
    let stand = stand(Way::LongConnection).await;
    let refused = Fault::Refused(Refused::BadRequest(230_027));
    stand.feishu.fails(FaultOrder::next(1, refused).of("im.v1.message.urgent_app"));
    let (_, page) = stand.breach().await;
    assert!(page.buttons().contains(&"确认".to_owned()), "{page:?}");
    assert!(stand.feishu.urgents("mei").is_empty(), "the refusal was met");
    assert_eq!(stand.feishu.posts("@mei").len(), 1, "once");
    assert!(stand.feishu.posts("@hao").is_empty(), "nobody stands in for her");
}

#[tokio::test]
async fn a_token_that_is_revoked_is_fetched_again() {
    let stand = stand(Way::LongConnection).await;
    stand.feishu.revoke_tokens();
    let (card, page) = stand.breach().await;
    assert!(!card.lines().is_empty() && !page.lines().is_empty());
}

#[tokio::test]
async fn a_message_accepted_without_an_answer_is_there_once() {
    let stand = stand(Way::LongConnection).await;
    let order = FaultOrder::next(1, Fault::AcceptedThenReset).of("im.v1.message.create").about("ops");
    stand.feishu.fails(order);
    stand.reports("2026-11-21", "0.06").await;
    for _ in 0..5 {
        stand.forward(SignedDuration::from_secs(30)).await;
    }
    let posts = stand.feishu.posts("ops");
    assert_eq!(posts.iter().filter(|post| post.title().contains("严重")).count(), 1, "{posts:?}");
}
