//! What the official clients cannot ask the Discord stand-in for: time that passes, TLS, limits, misbehaviour on command.

use std::sync::Arc;

use jiff::SignedDuration;
use reqwest::{Certificate, Client, Method, Response};
use serde_json::{Value, json};
use steward_tests::fakes::discord::{FakeDiscord, Fault, FaultOrder, NewUser, Refused, description};
use steward_tests::hand_clock::HandClock;
use steward_tests::skip::{self, Skip};

struct Stand {
    discord: Arc<FakeDiscord>,
    guild: String,
    ops: String,
    clock: Arc<HandClock>,
    http: Client,
}

async fn stand() -> Stand {
    let clock = Arc::new(HandClock::at("2026-11-23T09:00:00+08:00".parse().expect("an instant")));
    let discord = FakeDiscord::start(clock.clone()).await;
    let guild = discord.add_guild("Acme", "en-US");
    discord.add_user(&guild, NewUser::named("mei").locale("zh-CN"));
    let ops = discord.add_channel(&guild, "ops");
    Stand { discord, guild, ops, clock, http: Client::new() }
}

impl Stand {
    async fn send(&self, verb: Method, path: &str, body: &Value) -> reqwest::Result<Response> {
        let url = format!("{}/v10{path}", self.discord.api_url());
        let bearer = format!("Bot {}", self.discord.token());
        self.http.request(verb, url).header("authorization", bearer).json(body).send().await
    }

    async fn call(&self, verb: Method, path: &str, body: &Value) -> (u16, Value) {
        let response = self.send(verb, path, body).await.expect("an answer");
        (response.status().as_u16(), response.json().await.unwrap_or_default())
    }

    async fn post(&self, body: &Value) -> (u16, Value) {
        self.call(Method::POST, &format!("/channels/{}/messages", self.ops), body).await
    }
}

#[tokio::test]
async fn it_proves_to_be_discord_over_tls() {
    let stand = stand().await;
    let authority = Certificate::from_pem(stand.discord.authority().as_bytes()).expect("a certificate");
    let address = stand.discord.tls_address();
    let at = address.trim_start_matches("https://").parse().expect("an address");
    let client = Client::builder().tls_certs_only([authority]).resolve("discord.com", at);
    let client = client.build().expect("a client");
    let answer = client.get("https://discord.com/api/v10/gateway").send().await.expect("an answer");
    let told: Value = answer.json().await.expect("JSON");
    assert_eq!(told["url"], format!("{}/gateway", address.replace("https", "wss")));
    let stranger = Client::builder().resolve("discord.com", at).build().expect("a client");
    assert!(stranger.get("https://discord.com/api/v10/gateway").send().await.is_err());
}

#[tokio::test]
async fn a_nonce_keeps_doubles_away_for_minutes() {
    let stand = stand().await;
    let body = json!({ "content": "once", "nonce": "m1", "enforce_nonce": true });
    let (_, first) = stand.post(&body).await;
    stand.clock.forward(SignedDuration::from_secs(60));
    assert_eq!(stand.post(&body).await.1["id"], first["id"]);
    let loose = json!({ "content": "once", "nonce": "m1" });
    assert_ne!(stand.post(&loose).await.1["id"], first["id"], "nobody asked to enforce it");
    stand.clock.forward(SignedDuration::from_mins(6));
    assert_ne!(stand.post(&body).await.1["id"], first["id"], "Discord has forgotten it");
    assert_eq!(stand.discord.posts("ops").len(), 3);
}

#[tokio::test]
async fn too_many_invalid_calls_end_in_silence() {
    let stand = stand().await;
    stand.discord.ban_after(3);
    stand.discord.deny("ops", "SEND_MESSAGES");
    for _ in 0..3 {
        assert_eq!(stand.post(&json!({ "content": "x" })).await.1["code"], 50_013);
    }
    stand.discord.allow("ops", "SEND_MESSAGES");
    let (status, body) = stand.post(&json!({ "content": "x" })).await;
    assert_eq!((status, body), (429, Value::Null), "the wall speaks no JSON");
    stand.clock.forward(SignedDuration::from_mins(11));
    assert_eq!(stand.post(&json!({ "content": "x" })).await.0, 200);
}

#[tokio::test]
async fn faults_hit_what_they_are_ordered_for() {
    let stand = stand().await;
    let discord = &stand.discord;
    let text = json!({ "content": "x" });
    discord.fails(FaultOrder::next(1, Fault::RateLimited(7)).of("create_message").about("ops"));
    let (status, told) = stand.post(&text).await;
    assert_eq!((status, &told["retry_after"], &told["global"]), (429, &json!(7.0), &json!(false)));
    discord.fails(FaultOrder::next(1, Fault::Refused(Refused::Global(3))));
    assert_eq!(stand.post(&text).await.1["global"], true);
    discord.fails(FaultOrder::next(1, Fault::Refused(Refused::Code(403, 50_001))));
    assert_eq!(stand.post(&text).await, (403, json!({ "code": 50_001, "message": "as ordered" })));
    discord.fails(FaultOrder::next(1, Fault::Status(502)));
    assert_eq!(stand.post(&text).await.0, 502);
    discord.fails(FaultOrder::next(1, Fault::Reset));
    let path = format!("/channels/{}/messages", stand.ops);
    assert!(stand.send(Method::POST, &path, &text).await.is_err());
    assert!(discord.posts("ops").is_empty(), "nothing of it was carried out");
    discord.fails(FaultOrder::next(1, Fault::AcceptedThenReset));
    assert!(stand.send(Method::POST, &path, &text).await.is_err());
    assert_eq!(discord.posts("ops").len(), 1, "it was carried out, and nobody was told");
}

#[tokio::test]
async fn a_wrong_token_opens_nothing() {
    let stand = stand().await;
    stand.discord.change_token("another");
    let url = format!("{}/v10/users/@me", stand.discord.api_url());
    let answer = stand.http.get(url).header("authorization", "Bot one").send().await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 401);
}

#[tokio::test]
async fn what_is_said_after_a_quarter_of_an_hour_is_not_heard() {
    let stand = stand().await;
    let commands = json!([{ "name": "kpi", "description": "KPIs" }]);
    let path = format!("/applications/{}/guilds/{}/commands", stand.discord.application_id(), stand.guild);
    assert_eq!(stand.call(Method::PUT, &path, &commands).await.0, 200);
    let discord = Arc::clone(&stand.discord);
    let asked = tokio::spawn(async move { discord.slash("mei", "ops", "kpi", &[]).await });
    let interaction = stand.discord.wait_until("the command", FakeDiscord::newest_interaction).await;
    let text = |name: &str| interaction[name].as_str().expect("a text").to_owned();
    let callback = format!("/interactions/{}/{}/callback", text("id"), text("token"));
    let deferred = json!({ "type": 5, "data": { "flags": 64 } });
    assert_eq!(stand.call(Method::POST, &callback, &deferred).await.0, 204);
    assert_eq!(stand.call(Method::POST, &callback, &deferred).await.1["code"], 40_060);
    assert!(asked.await.expect("the command").acked);

    let hook = format!("/webhooks/{}/{}", stand.discord.application_id(), text("token"));
    stand.clock.forward(SignedDuration::from_mins(14));
    let (_, first) = stand.call(Method::POST, &hook, &json!({ "content": "done" })).await;
    assert_eq!(first["content"], "done");
    assert_eq!(stand.discord.ephemerals("mei").len(), 1, "it takes the place of what was to come");
    stand.clock.forward(SignedDuration::from_mins(1));
    let (status, late) = stand.call(Method::POST, &hook, &json!({ "content": "late" })).await;
    assert_eq!((status, &late["code"]), (401, &json!(50_027)));
}

/// Without the description nothing is held against it, in no test: this one says so.
#[tokio::test]
async fn every_call_is_held_against_discord_s_own_description() {
    let found = description().ok_or_else(|| Skip("Discord's description of its API is not there".into()));
    if skip::optional(found).is_none() {
        return;
    }
    let stand = stand().await;
    let (status, _) =
        stand.post(&json!({ "content": "fine", "embeds": [{ "title": "x", "color": 7 }] })).await;
    assert_eq!((status, stand.discord.unlike_described()), (200, Vec::<String>::new()));
    // Discord says which flags and colours there are; this stand-in takes any.
    let (status, _) =
        stand.post(&json!({ "content": "odd", "embeds": [{ "title": "x", "color": "red" }] })).await;
    let unlike = stand.discord.unlike_described().concat();
    assert_eq!(status, 200);
    assert!(unlike.contains("create_message") && unlike.contains("\"red\""), "{unlike}");
}
