//! The rules that hang on time: tokens, the window of a `uuid`, of an edit and of a press, and redelivery.

use std::sync::Arc;

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{Door, FakeFeishu, NewChat, NewUser};
use crate::hand_clock::HandClock;

/// A Feishu with a clock that only the test moves, and an app that knows nothing but HTTP.
struct Stand {
    feishu: Arc<FakeFeishu>,
    clock: Arc<HandClock>,
    chat: String,
    token: String,
}

impl Stand {
    async fn start() -> Self {
        let clock = Arc::new(HandClock::at("2026-11-02T09:00:00+08:00".parse().expect("an instant")));
        let feishu = FakeFeishu::start(Arc::<HandClock>::clone(&clock)).await;
        feishu.add_user(NewUser::named("mei"));
        let chat = feishu.add_chat(NewChat::named("ops").members(&["mei"]).with_bot());
        let mut stand = Self { feishu, clock, chat, token: String::new() };
        stand.log_in().await;
        stand
    }

    async fn log_in(&mut self) {
        let account = self.feishu.credentials();
        let body = json!({ "app_id": account.app_id, "app_secret": account.app_secret });
        let path = "/open-apis/auth/v3/tenant_access_token/internal";
        let answer = self.call(reqwest::Method::POST, path, &body).await;
        self.token = answer["tenant_access_token"].as_str().expect("a token").into();
    }

    async fn call(&self, verb: reqwest::Method, path: &str, body: &Value) -> Value {
        let url = format!("{}{path}", self.feishu.address());
        let request = self.feishu.http.request(verb, url).bearer_auth(&self.token).json(body);
        request.send().await.expect("an answer").json().await.expect("JSON")
    }

    async fn send(&self, uuid: &str) -> Value {
        let body = json!({ "receive_id": self.chat, "msg_type": "interactive", "uuid": uuid,
                           "content": card("延迟发货率").to_string() });
        self.call(reqwest::Method::POST, "/open-apis/im/v1/messages?receive_id_type=chat_id", &body).await
    }

    async fn patch(&self, id: &Value, card: &Value) -> Value {
        let path = format!("/open-apis/im/v1/messages/{}", id.as_str().expect("an id"));
        self.call(reqwest::Method::PATCH, &path, &json!({ "content": card.to_string() })).await
    }

    fn pass(&self, time: SignedDuration) {
        self.clock.forward(time);
    }
}

fn card(title: &str) -> Value {
    json!({ "schema": "2.0", "config": { "update_multi": true },
            "header": { "title": { "tag": "plain_text", "content": title } },
            "body": { "elements": [{ "tag": "hr" }] } })
}

#[tokio::test]
async fn a_uuid_names_one_message_for_an_hour() {
    let stand = Stand::start().await;
    let first = stand.send("alert-1").await["data"]["message_id"].clone();
    stand.pass(SignedDuration::from_mins(59));
    assert_eq!(stand.send("alert-1").await["data"]["message_id"], first);
    stand.pass(SignedDuration::from_mins(1));
    assert_ne!(stand.send("alert-1").await["data"]["message_id"], first);
    assert_eq!(stand.feishu.posts("ops").len(), 2);
}

#[tokio::test]
async fn a_card_can_be_changed_for_fourteen_days() {
    let mut stand = Stand::start().await;
    let id = stand.send("alert-1").await["data"]["message_id"].clone();
    let mut alone = card("已确认");
    alone["config"] = json!({});
    assert_eq!(stand.patch(&id, &alone).await["code"], 230_001);
    stand.pass(SignedDuration::from_hours(14 * 24));
    assert_eq!(stand.patch(&id, &card("已确认")).await["code"], 99_991_663, "the token is of the first day");
    stand.log_in().await;
    assert_eq!(stand.patch(&id, &card("已确认")).await["code"], 0);
    stand.pass(SignedDuration::from_secs(1));
    assert_eq!(stand.patch(&id, &card("已关闭")).await["code"], 230_031);
    assert_eq!(stand.feishu.posts("ops").pop().expect("the card").title(), "已确认");
}

#[tokio::test]
async fn a_wrong_secret_gets_no_token() {
    let stand = Stand::start().await;
    let body = json!({ "app_id": stand.feishu.credentials().app_id, "app_secret": "wrong" });
    let path = "/open-apis/auth/v3/tenant_access_token/internal";
    assert_eq!(stand.call(reqwest::Method::POST, path, &body).await["code"], 10_014);
}

#[tokio::test]
async fn posts_and_updates_have_a_pace() {
    let stand = Stand::start().await;
    stand.feishu.keep_pace();
    let mut last = Value::Null;
    for number in 0..5 {
        last = stand.send(&number.to_string()).await;
        assert_eq!(last["code"], 0);
    }
    assert_eq!(stand.send("one more").await["code"], 230_020);
    let id = &last["data"]["message_id"];
    for _ in 0..5 {
        assert_eq!(stand.patch(id, &card("已确认")).await["code"], 0);
    }
    assert_eq!(stand.patch(id, &card("已确认")).await["code"], 230_020);
    stand.pass(SignedDuration::from_secs(1));
    assert_eq!(stand.send("one more").await["code"], 0);
    assert_eq!(stand.patch(id, &card("已确认")).await["code"], 0);
}

#[tokio::test]
async fn an_event_that_nobody_takes_comes_again_four_times() {
    let stand = Stand::start().await;
    // Nothing listens at a port that was given back.
    let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/events", gone.local_addr().expect("an address"));
    drop(gone);
    stand.feishu.set_door(Door::Webhook { url });
    let first = stand.feishu.mention("mei", "ops", "怎么样").await;
    assert!(!first.acked);
    let waits = [15, 5 * 60, 3600, 6 * 3600];
    for (attempt, seconds) in waits.into_iter().enumerate() {
        stand.pass(SignedDuration::from_secs(seconds - 1));
        assert_eq!(stand.feishu.deliver_due().await, []);
        stand.pass(SignedDuration::from_secs(1));
        let again = stand.feishu.deliver_due().await;
        assert_eq!(again.len(), 1);
        assert_eq!((again[0].attempts as usize, &again[0].event), (attempt + 2, &first.event));
    }
    stand.pass(SignedDuration::from_hours(24));
    assert_eq!(stand.feishu.deliver_due().await, []);
}
