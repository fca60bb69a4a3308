//! The two doors: who is let in, how a session goes on, what Discord refuses, and the commands that stand at them.

use std::time::Duration;

use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use steward::config::{Config, Environment};
use steward::discord::Discord;
use steward_core::alert::AlertStatus;
use steward_core::time::Clock;
use steward_tests::fakes::discord::{FakeDiscord, Fault, FaultOrder, Refused, sign};

use super::stand::{Stand, Way, sent, shown, stand, stand_on};
use crate::office;

async fn post(stand: &Stand, body: &str, stamp: i64, signature: &str) -> (u16, Value) {
    let call = reqwest::Client::new()
        .post(&stand.url)
        .header("content-type", "application/json")
        .header("x-signature-timestamp", stamp)
        .header("x-signature-ed25519", signature)
        .body(body.to_owned());
    let answer = call.send().await.expect("an answer");
    (answer.status().as_u16(), answer.json().await.unwrap_or_default())
}

async fn signed(stand: &Stand, body: &str) -> (u16, Value) {
    let stamp = stand.clock.now().as_second();
    post(stand, body, stamp, &stand.discord.signed(stamp, body)).await
}

/// An interaction of Mei's in the channel, as Discord sends it.
fn interaction(stand: &Stand, id: u64, kind: u64, data: &Value) -> Value {
    json!({
        "id": id.to_string(), "application_id": stand.discord.application_id(), "type": kind, "version": 1,
        "token": format!("token-{id}"), "guild_id": stand.guild, "channel_id": stand.discord.channel_id("ops"),
        "channel": { "id": stand.discord.channel_id("ops"), "type": 0 }, "locale": "zh-CN",
        "member": { "user": { "id": stand.discord.user_id("mei") } }, "data": data,
    })
}

/// The texts of the message that an interaction is answered with.
fn told(answer: &Value) -> String {
    assert_eq!((&answer["type"], &answer["data"]["flags"]), (&json!(4), &json!(64)), "{answer:#}");
    let mut embeds = answer["data"]["embeds"].clone();
    // The mark of whoever answered.
    embeds[0].as_object_mut().map(|embed| embed.remove("url"));
    embeds.to_string()
}

#[tokio::test]
async fn only_discord_is_believed() {
    let stand = stand(Way::Endpoint).await;
    let now = stand.clock.now().as_second();
    let ping = r#"{"id":"1","type":1}"#;
    let own = stand.discord.signed(now, ping);
    let wrong = sign(b"somebody else who would like to!", now, ping);
    for (stamp, signature) in
        [(now, wrong.as_str()), (now, "00"), (now, ""), (now - 301, own.as_str()), (now + 1, own.as_str())]
    {
        assert_eq!(post(&stand, ping, stamp, signature).await.0, 401, "{stamp} {signature}");
    }
    assert_eq!(post(&stand, &format!("{ping} "), now, &own).await.0, 401);
    assert_eq!(post(&stand, ping, now, &own).await, (200, json!({ "type": 1 })));
    for broken in ["", "{", "nothing"] {
        assert_eq!(signed(&stand, broken).await.0, 400, "{broken}");
    }
    for odd in [
        "[]",
        "{}",
        r#"{"type":77}"#,
        r#"{"type":3,"id":[],"data":7}"#,
        r#"{"type":5,"data":{"components":{}}}"#,
    ] {
        assert_eq!(signed(&stand, odd).await, (200, json!({ "type": 6 })), "{odd}");
    }
    assert_eq!(signed(&stand, &"x".repeat(3_000_000)).await.0, 413);
}

#[tokio::test]
async fn what_is_pressed_upon_nothing_is_answered() {
    let stand = stand(Way::Endpoint).await;
    let gone = "00000000-0000-0000-0000-00000000dead";
    for (id, kind) in [(11, "act"), (12, "ask")] {
        let pressed = json!({ "component_type": 2, "custom_id": format!("{kind}|ack|{gone}|1|1") });
        let (status, answer) = signed(&stand, &interaction(&stand, id, 3, &pressed).to_string()).await;
        assert_eq!(status, 200);
        insta::assert_snapshot!(format!("unknown_alert_{kind}"), told(&answer));
    }
    let (_, answer) =
        signed(&stand, &interaction(&stand, 13, 3, &json!({ "custom_id": "not ours" })).to_string()).await;
    assert_eq!(answer, json!({ "type": 6 }), "what is not ours is left alone");
}

#[tokio::test]
async fn a_modal_without_its_values_says_what_is_missing() {
    let stand = stand(Way::Endpoint).await;
    let (_, page) = stand.breach().await;
    stand.discord.press("mei", &page, "填写整改").await;
    let modal = stand.discord.wait_for_modal("mei").await;
    let version = stand.alert().await.version;
    for (id, components) in [
        (21, json!([])),
        (22, json!([{ "type": 18 }])),
        (23, Value::Null),
        (24, json!([{ "type": 18, "component": { "type": 4, "custom_id": "action", "value": 7 } }])),
    ] {
        let data = json!({ "custom_id": modal["custom_id"], "components": components });
        let (_, answer) = signed(&stand, &interaction(&stand, id, 5, &data).to_string()).await;
        let told = told(&answer);
        if id == 21 {
            insta::assert_snapshot!("modal_without_values", told);
        }
    }
    assert_eq!(stand.alert().await.version, version);
}

#[rstest]
#[case(Way::Gateway)]
#[case(Way::Endpoint)]
#[tokio::test]
async fn a_command_of_an_older_version_is_answered_and_gone(#[case] way: Way) {
    let clock = office::clock();
    let discord = FakeDiscord::start(clock.clone()).await;
    let guild = discord.add_guild("Elsewhere", "en-US");
    let old = json!([{ "name": "frobnicate", "description": "what an older version offered" }]);
    let url = format!("{}/v10/applications/{}/commands", discord.api_url(), discord.application_id());
    let bearer = format!("Bot {}", discord.token());
    let call = reqwest::Client::new().request(Method::PUT, url).header("authorization", bearer).json(&old);
    assert_eq!(call.send().await.expect("an answer").status().as_u16(), 200);
    let remembered = discord.commands(&guild).remove(0);

    let stand = stand_on(discord, &clock, way).await;
    let names: Vec<Value> =
        stand.discord.commands(&stand.guild).iter().map(|one| one["name"].clone()).collect();
    assert!(!names.contains(&remembered["name"]) && names.contains(&json!("kpi")), "{names:?}");
    // A client that has not heard of it still sends it.
    let given = stand.discord.slash_old("mei", "ops", &remembered).await;
    insta::assert_snapshot!("old_command", told(&given.answer.expect("an answer")));
}

#[tokio::test]
async fn commands_keep_their_ids_when_they_are_registered_again() {
    let stand = stand(Way::Gateway).await;
    let ids = |discord: &FakeDiscord| -> Vec<Value> {
        discord.commands(&stand.guild).iter().map(|command| command["id"].clone()).collect()
    };
    let before = ids(&stand.discord);
    assert!(before.len() > 30, "{}", before.len());
    let _second = stand.second_service();
    let registered =
        |discord: &FakeDiscord| (discord.calls_of("bulk_set_application_commands").len() == 2).then_some(());
    stand.discord.wait_until("a second registration", registered).await;
    assert_eq!(ids(&stand.discord), before);
}

#[rstest]
#[case::the_line_breaks(FakeDiscord::cut_sessions)]
#[case::discord_restarts(|discord: &FakeDiscord| discord.close_sessions(4000))]
#[case::discord_asks(FakeDiscord::ask_to_reconnect)]
#[case::the_session_may_go_on(|discord: &FakeDiscord| discord.invalidate_sessions(true))]
#[tokio::test]
async fn a_session_that_is_resumed_loses_and_doubles_nothing(#[case] end: fn(&FakeDiscord)) {
    let stand = stand(Way::Gateway).await;
    let (card, _) = stand.breach().await;
    let discord = &stand.discord;
    let before = discord.posts("@mei").len();
    discord.reply("mei", &card, "收到");
    stand.answered_directly("mei", before + 1).await;
    let connections = discord.connections();
    end(discord);
    // Said while nobody may be there to hear it.
    discord.reply("mei", &card, "整改 原因：承运商揽收晚 措施：已联系第二家承运商 周五前");
    stand.answered_directly("mei", before + 2).await;
    discord
        .wait_until("another connection", |discord| (discord.connections() > connections).then_some(()))
        .await;
    discord.wait_for_sessions(1).await;
    // And what was heard is heard once more.
    discord.tell_again();
    assert!(discord.slash("mei", "ops", "已处理", &[]).await.acked);
    discord.tell_again();
    discord.wait_for_ephemeral("mei", 1).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Watching);
    assert_eq!(discord.posts("@mei").len(), before + 2, "each is answered once");
    assert_eq!(stand.alert().await.notes.len(), 1);
    assert_eq!(discord.sessions_begun(), 1, "the session went on");
}

#[rstest]
#[case::it_timed_out(|discord: &FakeDiscord| discord.close_sessions(4009))]
#[case::it_is_over(|discord: &FakeDiscord| discord.invalidate_sessions(false))]
#[case::it_is_not_known_any_more(|discord: &FakeDiscord| { discord.cut_sessions(); discord.forget_sessions(); })]
#[tokio::test]
async fn where_a_session_is_over_another_is_begun(#[case] end: fn(&FakeDiscord)) {
    let stand = stand(Way::Gateway).await;
    let (card, _) = stand.breach().await;
    let discord = &stand.discord;
    end(discord);
    discord.wait_for_sessions(1).await;
    let before = discord.posts("@mei").len();
    discord.reply("mei", &card, "收到");
    stand.answered_directly("mei", before + 1).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
}

#[tokio::test]
async fn discord_is_given_a_sign_of_life_when_it_asks() {
    let stand = stand(Way::Gateway).await;
    let connections = stand.discord.connections();
    stand.discord.ask_for_heartbeats();
    stand.discord.wait_for_heartbeats(1).await;
    stand.discord.ask_for_heartbeats();
    stand.discord.wait_for_heartbeats(2).await;
    assert_eq!(stand.discord.connections(), connections);
}

#[tokio::test]
async fn a_connection_on_which_discord_fell_silent_is_left_and_the_session_goes_on() {
    let clock = office::clock();
    let discord = FakeDiscord::start(clock.clone()).await;
    let stand = stand_on(discord, &clock, Way::Gateway).await;
    let (card, _) = stand.breach().await;
    let discord = &stand.discord;
    // From the next connection on a sign of life is due so often that a test can wait for it.
    discord.set_heartbeat(200);
    discord.answer_heartbeats(false);
    discord.cut_sessions();
    let connections = discord.connections();
    let left = |discord: &FakeDiscord| (discord.connections() >= connections + 2).then_some(());
    discord.wait_until("a connection in the place of the silent one", left).await;
    discord.answer_heartbeats(true);
    discord.wait_for_sessions(1).await;
    let before = discord.posts("@mei").len();
    discord.reply("mei", &card, "收到");
    stand.answered_directly("mei", before + 1).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
    assert_eq!(discord.sessions_begun(), 1, "nothing was lost");
}

#[tokio::test]
async fn without_the_gateway_everything_that_is_pressed_and_commanded_works() {
    let stand = stand(Way::EndpointAlone).await;
    let (card, page) = stand.breach().await;
    let discord = &stand.discord;
    assert!(discord.press("mei", &page, "确认").await.acked);
    discord.wait_for_ephemeral("mei", 1).await;
    discord.press("mei", &discord.again(&page), "填写整改").await;
    discord.wait_for_modal("mei").await;
    let note = [("原因类别", "物流 / 仓库"), ("整改措施", "联系了第二家承运商"), ("完成日期", "2026-11-27")];
    assert!(sent(discord.submit("mei", &note).await).acked);
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Remediating);
    assert_eq!(discord.complete("hao", "ops", "ack", ("alert", "")).await, ["1"]);
    assert!(discord.slash("hao", "ops", "done", &[("alert", "1")]).await.acked);
    discord.wait_for_ephemeral("hao", 1).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Watching);
    assert!(discord.again(&card).lines().concat().contains("联系了第二家承运商"));
    assert_eq!((discord.connections(), discord.calls_of("get_bot_gateway").len()), (0, 0));
}

#[rstest]
#[case::wrong_token(|discord: &FakeDiscord| discord.change_token("another"), "STEWARD_DISCORD_TOKEN")]
#[case::unknown_intents(|discord: &FakeDiscord| discord.close_sessions(4013), "update Steward")]
#[case::intent_switched_off(
    |discord: &FakeDiscord| { discord.set_message_content(false); discord.close_sessions(4014); },
    "message_content = false"
)]
#[tokio::test]
async fn where_discord_lets_nobody_in_it_is_said_and_not_tried_again_at_once(
    #[case] refuse: fn(&FakeDiscord),
    #[case] what_to_do: &str,
) {
    let stand = stand(Way::Gateway).await;
    let ready = stand.url.replace("/discord/interactions", "/readyz");
    let part = async || -> Value {
        let answer = reqwest::get(&ready).await.expect("an answer").json::<Value>().await.expect("JSON");
        let parts = answer["parts"].as_array().expect("parts").clone();
        parts.into_iter().find(|part| part["name"] == "discord").unwrap_or_default()
    };
    assert_eq!(part().await, json!({ "name": "discord", "ok": true }));
    let connections = stand.discord.connections();
    refuse(&stand.discord);
    let told = async {
        loop {
            let part = part().await;
            if part["problem"].is_string() {
                return part;
            }
        }
    };
    let told = tokio::time::timeout(Duration::from_secs(20), told).await.expect("it is said");
    assert_eq!(told["ok"], true, "the rest of the service works: {told}");
    assert!(told["problem"].as_str().expect("a text").contains(what_to_do), "{told}");
    stand.reports("2026-11-21", "0.06").await;
    assert_eq!((stand.discord.sessions(), stand.discord.connections()), (0, connections));
    // What goes out needs the token alone.
    let is_posted = !stand.discord.posts("ops").is_empty();
    assert_eq!(is_posted, what_to_do != "STEWARD_DISCORD_TOKEN");
}

#[rstest]
#[case::server_error(Fault::Status(502))]
#[case::reset(Fault::Reset)]
#[case::reset_after(Fault::AcceptedThenReset)]
#[tokio::test]
async fn an_answer_that_fails_on_its_way_is_given_again(#[case] fault: Fault) {
    let stand = stand(Way::Gateway).await;
    let (_, page) = stand.breach().await;
    stand.discord.fails(FaultOrder::next(1, fault).of("create_interaction_response"));
    assert!(stand.discord.press("mei", &page, "确认").await.acked);
    stand.discord.wait_for_ephemeral("mei", 1).await;
}

#[tokio::test]
async fn an_interaction_that_discord_does_not_know_any_more_is_done_all_the_same() {
    let stand = stand(Way::Gateway).await;
    let (card, page) = stand.breach().await;
    let order = FaultOrder::next(1, Fault::Refused(Refused::Code(404, 10_062)));
    stand.discord.fails(order.of("create_interaction_response"));
    assert!(!stand.discord.press("mei", &page, "确认").await.acked);
    let answer = stand.answered_directly("mei", 2).await;
    assert!(answer.lines().concat().contains("已由你确认"), "{}", shown(&answer));
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
    assert!(!stand.discord.again(&card).buttons().contains(&"Acknowledge".to_owned()));
}

#[tokio::test]
async fn discord_has_its_answer_in_time_however_long_the_work_takes() {
    let stand = stand(Way::Gateway).await;
    stand.breach().await;
    let discord = &stand.discord;
    let busy = stand.app.store.begin().await.expect("begin");
    let given = discord.slash("mei", "ops", "确认", &[("告警编号", "1")]).await;
    assert!(given.acked, "within three seconds, although nothing can be written");
    assert_eq!(given.answer.expect("an answer")["type"], 5, "the person sees that something comes");
    drop(busy);
    let answer = discord.wait_for_ephemeral("mei", 1).await;
    assert!(answer.lines().concat().contains("已由你确认"), "{}", shown(&answer));
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
}

#[test]
fn credentials_that_cannot_be_right_are_named_and_not_shown() {
    let open = |token: &str, key: Option<&str>, gateway: bool| {
        let mut config = Config::defaults().expect("defaults").discord;
        config.gateway = gateway;
        let environment = Environment {
            discord_token: Some(token.to_owned()),
            discord_public_key: key.map(str::to_owned),
            ..Environment::default()
        };
        format!("{:#}", Discord::open(&config, &environment).err().expect("refused"))
    };
    for (told, word) in [
        (open("hidden token", None, true), "developer portal"),
        (open("hidden", Some("hidden"), true), "64 hexadecimal digits"),
        (open("hidden", None, false), "STEWARD_DISCORD_PUBLIC_KEY"),
    ] {
        assert!(told.contains(word) && !told.contains("hidden"), "{told}");
    }
}
