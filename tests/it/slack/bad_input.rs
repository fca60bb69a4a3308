//! What must not do harm: strangers, forged and broken calls, hostile words, forms that come too late.

use std::fmt::Write;

use jiff::SignedDuration;
use rstest::rstest;
use serde_json::{Value, json};
use steward_core::alert::AlertStatus;
use steward_core::time::Clock;
use steward_tests::fakes::slack::{Fault, FaultOrder, Refused, Submitted, sign};

use super::stand::{Stand, Way, error_of, shown, stand};

async fn post(stand: &Stand, body: &str, stamp: i64, signature: &str) -> u16 {
    let call = reqwest::Client::new()
        .post(&stand.url)
        .header("content-type", "application/json")
        .header("x-slack-request-timestamp", stamp.to_string())
        .header("x-slack-signature", signature)
        .body(body.to_owned());
    call.send().await.expect("an answer").status().as_u16()
}

async fn signed(stand: &Stand, body: &str) -> u16 {
    let stamp = stand.clock.now().as_second();
    post(stand, body, stamp, &sign(&stand.slack.signing_secret(), stamp, body)).await
}

/// A press as Slack posts it, upon whatever the value says.
fn press(stand: &Stand, value: &str) -> String {
    let payload = json!({
        "type": "block_actions", "team": { "id": stand.acme.team }, "user": { "id": stand.slack.user_id("mei") },
        "channel": { "id": stand.slack.channel_id("ops") }, "container": { "message_ts": "1.000001" },
        "trigger_id": format!("t-{value}"), "actions": [{ "value": value, "action_ts": "2.000001" }],
    });
    let mut body = String::from("payload=");
    for byte in payload.to_string().bytes() {
        write!(body, "%{byte:02X}").expect("a text takes everything");
    }
    body
}

#[tokio::test]
async fn only_slack_is_believed() {
    let stand = stand(Way::Http).await;
    let secret = stand.slack.signing_secret();
    let now = stand.clock.now().as_second();
    let body = r#"{"type":"event_callback","team_id":"T0","event":{"type":"message"}}"#;
    assert_eq!(post(&stand, body, now, &sign("another secret", now, body)).await, 401);
    assert_eq!(post(&stand, body, now - 301, &sign(&secret, now - 301, body)).await, 401);
    assert_eq!(post(&stand, body, now, "v0=").await, 401);
    assert_eq!(post(&stand, &format!("{body} "), now, &sign(&secret, now, body)).await, 401);
    assert_eq!(post(&stand, body, now, &sign(&secret, now, body)).await, 200);
    for broken in ["{", "payload=%7B", "", "nothing"] {
        assert_eq!(signed(&stand, broken).await, 400, "{broken}");
    }
    assert!(stand.slack.verify_url(&stand.url).await, "the challenge goes back as it came");
}

#[rstest]
#[case(Way::Socket)]
#[case(Way::Http)]
#[tokio::test]
async fn what_cannot_be_kept_in_time_is_sent_again_and_counts_once(#[case] way: Way) {
    let stand = stand(way).await;
    let (card, _) = stand.breach().await;
    let busy = stand.app.store.begin().await.expect("begin");
    let first = stand.slack.reply("mei", &card, "收到").await;
    assert!(!first.acked, "acknowledged, and kept nowhere");
    drop(busy);
    stand.clock.forward(SignedDuration::from_mins(1));
    let again = stand.slack.deliver_due().await;
    assert_eq!(again.iter().map(|delivered| delivered.acked).collect::<Vec<_>>(), [true]);
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
    assert_eq!(stand.slack.ephemerals("mei").len(), 1, "one answer");
}

#[tokio::test]
async fn a_payload_of_a_megabyte_is_heard_and_one_of_three_refused() {
    let stand = stand(Way::Http).await;
    stand.breach().await;
    let before = stand.slack.posts("@mei").len();
    let odd = json!({ "blocks": [{ "type": "unheard_of", "text": "x".repeat(1_000_000) }] });
    assert!(stand.slack.say_with("mei", "@steward", "我的", odd).await.acked);
    stand.slack.wait_for_posts("@mei", before + 1).await;
    assert_eq!(signed(&stand, &"x".repeat(3_000_000)).await, 413);
}

#[tokio::test]
async fn a_button_upon_something_unknown_is_answered() {
    let stand = stand(Way::Http).await;
    let gone = "00000000-0000-0000-0000-00000000dead";
    for (count, kind) in [(1, "act"), (2, "ask")] {
        assert_eq!(signed(&stand, &press(&stand, &format!("{kind}|ack|{gone}|1|1"))).await, 200);
        stand.slack.wait_for_ephemeral("mei", count).await;
    }
    assert_eq!(signed(&stand, &press(&stand, "not ours")).await, 200);
    assert_eq!(stand.slack.ephemerals("mei").len(), 2, "what is not ours is left alone");
}

#[tokio::test]
async fn a_workspace_that_is_not_ours_is_told_so() {
    let stand = stand(Way::Socket).await;
    let other = stand.slack.add_workspace("Elsewhere");
    stand.slack.add_user(&other.team, steward_tests::fakes::slack::NewUser::named("zoe"));
    let lobby = steward_tests::fakes::slack::NewChannel::named("lobby").members(&["zoe"]);
    stand.slack.add_channel(&other.team, lobby);
    assert!(stand.slack.slash("zoe", "lobby", "/kpi", "help").await.acked);
    insta::assert_snapshot!("strange_workspace", shown(&stand.slack.wait_for_ephemeral("zoe", 1).await));
}

#[tokio::test]
async fn a_stranger_learns_how_to_be_known_and_is_linked_by_address() {
    let stand = stand(Way::Socket).await;
    let (card, _) = stand.breach().await;
    let slack = &stand.slack;
    slack.say("guest", "ops", "lunch?").await;
    slack.press("guest", &card, "Acknowledge").await;
    let told = shown(&slack.wait_for_ephemeral("guest", 1).await);
    assert!(told.contains(&slack.user_id("guest")), "{told}");
    assert_eq!(slack.ephemerals("guest").len(), 1, "what strangers say to each other is left alone");
    slack.slash("guest", "ops", "/kpi", "link").await;
    slack.wait_for_ephemeral("guest", 2).await;

    stand
        .change(|org| {
            let mut guest = org.people.values().next().expect("somebody").clone();
            guest.key = "gus".parse().expect("a key");
            guest.name = "Gus".into();
            guest.role = steward_core::person::Role::Viewer;
            guest.zone = steward_core::time::Zone::utc();
            guest.identities = [("email".into(), "Guest@Evenfield.example".into())].into();
            org.people.insert(guest.key.clone(), guest);
        })
        .await;
    slack.slash("guest", "ops", "/kpi", "link").await;
    let linked = slack.wait_for_ephemeral("guest", 3).await;
    insta::assert_snapshot!("linked", shown(&linked));
    let org = stand.app.store.org().await.expect("the standing data");
    let gus = org.person_on("slack", &slack.user_id("guest")).expect("linked");
    assert_eq!((gus.zone.to_string().as_str(), gus.locale.tag()), ("Asia/Shanghai", "en-US"));

    // Known, but without the right.
    slack.press("guest", &card, "Acknowledge").await;
    insta::assert_snapshot!("no_right", shown(&slack.wait_for_ephemeral("guest", 4).await));
    assert_eq!(stand.alert().await.status, AlertStatus::Open);
}

#[tokio::test]
async fn a_note_for_an_alert_that_was_closed_keeps_what_was_typed() {
    let stand = stand(Way::Socket).await;
    let (card, page) = stand.breach().await;
    let slack = &stand.slack;
    slack.press("mei", &page, "填写整改").await;
    slack.wait_for_modal("mei").await;
    slack.choose("lin", &card, "Dismiss").await;
    slack.wait_for_modal("lin").await;
    let why = [("field:reason", "known_event"), ("field:text", "Prime Day")];
    let dismissed = slack.submit("lin", &why).await;
    assert_eq!(dismissed, Submitted::Closed);
    stand.settle().await;
    let note = [("field:cause", "logistics"), ("field:action", "联系了第二家承运商")];
    let Submitted::Errors(errors) = slack.submit("mei", &note).await else { panic!("no errors") };
    insta::assert_snapshot!("closed_meanwhile", error_of(&errors, "cause"));
    assert_eq!(slack.modals("mei").len(), 1, "the modal stays with what was typed");
}

#[tokio::test]
async fn a_form_that_comes_too_late_is_offered_again() {
    let stand = stand(Way::Socket).await;
    let (_, page) = stand.breach().await;
    let slack = &stand.slack;
    slack.fails(FaultOrder::next(1, Fault::Refused(Refused::with("expired_trigger_id"))).of("views.open"));
    let before = slack.ephemerals("mei").len();
    slack.press("mei", &page, "填写整改").await;
    let again = slack.wait_for_ephemeral("mei", before + 1).await;
    insta::assert_snapshot!("form_late", shown(&again));
    slack.press("mei", &again, "打开表单").await;
    slack.wait_for_modal("mei").await;
}

#[tokio::test]
async fn hostile_words_mention_nobody_and_mark_up_nothing() {
    let stand = stand(Way::Socket).await;
    let (card, page) = stand.breach().await;
    let slack = &stand.slack;
    let hostile = "<!channel> <@U000001> <https://x.example|click> `code` *bold* _it_ ~s~\n> quoted :tada: &lt;!here&gt;";
    slack.press("mei", &page, "填写整改").await;
    slack.wait_for_modal("mei").await;
    let note = [("field:cause", "logistics"), ("field:action", hostile)];
    assert_eq!(slack.submit("mei", &note).await, Submitted::Closed);
    stand.settle().await;
    let all = slack.messages("ops").into_iter().chain(slack.messages("@mei"));
    for message in all.filter(|message| message.shown["bot_id"].is_string()) {
        assert!(
            !message.text().contains("<!") && !message.text().contains("<@U000001"),
            "{}",
            message.text()
        );
        marked(&message.shown["blocks"]);
    }
    let words = slack.again(&card).lines().join("\n");
    assert!(words.contains("<!channel> <@U000001>"), "{words}");
}

/// Fails where markup was made of what a person wrote.
fn marked(value: &Value) {
    match value {
        Value::Array(list) => list.iter().for_each(marked),
        Value::Object(map) if map.get("type") == Some(&json!("mrkdwn")) => {
            let text = map["text"].as_str().expect("a text");
            for bad in ["<!", "<@U000001", "<http", "`", "*bold*", ":tada:"] {
                assert!(!text.contains(bad), "{bad} in {text}");
            }
        }
        Value::Object(map) => map.values().for_each(marked),
        _ => {}
    }
}

#[tokio::test]
async fn a_note_of_four_thousand_characters_is_refused_before_anything_is_lost() {
    let stand = stand(Way::Socket).await;
    let (_, page) = stand.breach().await;
    let slack = &stand.slack;
    let long = "长".repeat(4_000);
    slack.press("mei", &page, "填写整改").await;
    slack.wait_for_modal("mei").await;
    let submitted = slack.submit("mei", &[("field:cause", "logistics"), ("field:action", &long)]).await;
    assert!(matches!(submitted, Submitted::Incomplete(_)), "{submitted:?}");
    slack.slash("mei", "ops", "/kpi", &format!("整改 1 {long}")).await;
    insta::assert_snapshot!("too_long", shown(&slack.wait_for_ephemeral("mei", 1).await));
    assert_eq!(stand.alert().await.notes.len(), 0);
}

#[tokio::test]
async fn a_mention_alone_is_helped_and_a_novel_changes_nothing() {
    let stand = stand(Way::Socket).await;
    stand.breach().await;
    let before = stand.alert().await;
    let slack = &stand.slack;
    let novel: String = "这是一个很长的故事，没有人会读完。".chars().cycle().take(10_000).collect();
    for (count, (said, words)) in [("", "可以这样跟我说"), (novel.as_str(), "2,000")].into_iter().enumerate()
    {
        assert!(slack.mention("mei", "ops", said).await.acked);
        let told = shown(&slack.wait_for_ephemeral("mei", count + 1).await);
        assert!(told.contains(words), "{told}");
    }
    assert_eq!(stand.alert().await, before);
}

#[tokio::test]
async fn slack_has_its_acknowledgement_however_long_the_work_takes() {
    let stand = stand(Way::Socket).await;
    stand.breach().await;
    let slack = &stand.slack;
    slack.fails(FaultOrder::next(1, Fault::Stalls).of("users.info"));
    let given = slack.slash("guest", "ops", "/kpi", "mine").await;
    assert!(given.acked, "within three seconds, although the account cannot be looked up yet");
    slack.go_on();
    slack.wait_for_ephemeral("guest", 1).await;
}
