//! What the official clients cannot ask the Slack stand-in for: time that passes, and misbehaviour on command.

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use jiff::SignedDuration;
use reqwest::Response;
use serde_json::{Value, json};
use steward_tests::fakes::slack::{
    Delivered, Door, FakeSlack, Fault, FaultOrder, Message, NewChannel, NewUser, Parcel, Refused, Workspace,
};
use steward_tests::hand_clock::HandClock;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

struct Stand {
    slack: Arc<FakeSlack>,
    acme: Workspace,
    clock: Arc<HandClock>,
    http: reqwest::Client,
}

async fn stand() -> Stand {
    let clock = Arc::new(HandClock::at("2026-11-23T09:00:00+08:00".parse().expect("an instant")));
    let slack = FakeSlack::start(clock.clone()).await;
    let acme = slack.add_workspace("Acme");
    slack.add_user(&acme.team, NewUser::named("mei"));
    slack.add_channel(&acme.team, NewChannel::named("ops").members(&["mei"]).with_bot());
    Stand { slack, acme, clock, http: reqwest::Client::new() }
}

/// A card with one button.
fn ping() -> Value {
    let button =
        json!({ "type": "button", "action_id": "ack", "text": { "type": "plain_text", "text": "Ack" } });
    json!([{ "type": "actions", "elements": [button] }])
}

fn note() -> Value {
    let text = json!({ "type": "plain_text", "text": "Note" });
    let section = json!({ "type": "section", "text": text });
    json!({ "type": "modal", "title": text, "blocks": [section] })
}

impl Stand {
    async fn send(&self, method: &str, arguments: &Value) -> reqwest::Result<Response> {
        let request = self.http.post(format!("{}/{method}", self.slack.api_url()));
        request.bearer_auth(&self.acme.bot_token).json(arguments).send().await
    }

    async fn call(&self, method: &str, arguments: &Value) -> Value {
        self.send(method, arguments).await.expect("an answer").json().await.expect("JSON")
    }

    async fn post(&self, text: &str) -> Value {
        let channel = self.slack.channel_id("ops");
        self.call("chat.postMessage", &json!({ "channel": channel, "text": text, "blocks": ping() })).await
    }

    /// A press on a new card; nobody acknowledges it, but Slack has given out trigger and address.
    async fn pressed(&self) -> Value {
        self.post("ping").await;
        let message: Message = self.slack.posts("ops").pop().expect("a message");
        let Delivered { parcel, .. } = self.slack.press("mei", &message, "Ack").await;
        let Parcel::Interaction(payload) = parcel else { panic!("{parcel:?}") };
        payload
    }

    /// The door of an app that answers so, and what arrives there: the number of the attempt.
    async fn app(&self, answers: StatusCode) -> UnboundedReceiver<String> {
        let (arrived, attempts) = unbounded_channel();
        let take = move |headers: HeaderMap| async move {
            let number = headers.get("x-slack-retry-num").and_then(|number| number.to_str().ok());
            let _ = arrived.send(number.unwrap_or("0").to_owned());
            answers
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/", listener.local_addr().expect("an address"));
        let router = Router::new().route("/", post(take));
        tokio::spawn(async move { axum::serve(listener, router).await });
        self.slack.set_door(Door::Http { events: url.clone(), commands: url.clone(), interactions: url });
        attempts
    }

    fn forward(&self, seconds: i64) {
        self.clock.forward(SignedDuration::from_secs(seconds));
    }
}

#[tokio::test]
async fn a_trigger_opens_one_modal_within_three_seconds() {
    let stand = stand().await;
    let open = |payload: Value| json!({ "trigger_id": payload["trigger_id"], "view": note() });
    let late = open(stand.pressed().await);
    stand.forward(3);
    assert_eq!(stand.call("views.open", &late).await["error"], "expired_trigger_id");
    let good = open(stand.pressed().await);
    stand.forward(2);
    assert_eq!(stand.call("views.open", &good).await["ok"], true);
    assert_eq!(stand.slack.modals("mei").len(), 1);
    assert_eq!(stand.call("views.open", &good).await["error"], "exchanged_trigger_id");
}

#[tokio::test]
async fn a_response_url_is_good_for_five_answers_in_half_an_hour() {
    let stand = stand().await;
    let answer = async |payload: &Value| {
        let url = payload["response_url"].as_str().expect("an address");
        let answer = stand.http.post(url).json(&json!({ "text": "only you" })).send().await.expect("sent");
        answer.text().await.expect("a word")
    };
    let used = stand.pressed().await;
    for _ in 0..5 {
        assert_eq!(answer(&used).await, "ok");
    }
    assert_eq!(answer(&used).await, "used_url");
    assert_eq!(stand.slack.ephemerals("mei").len(), 5);
    let old = stand.pressed().await;
    stand.forward(30 * 60);
    assert_eq!(answer(&old).await, "expired_url");
}

#[tokio::test]
async fn a_channel_takes_one_post_a_second_where_the_pace_is_kept() {
    let stand = stand().await;
    stand.slack.keep_pace();
    assert_eq!(stand.post("first").await["ok"], true);
    let channel = stand.slack.channel_id("ops");
    let arguments = json!({ "channel": channel, "text": "second" });
    let refused = stand.send("chat.postMessage", &arguments).await.expect("an answer");
    assert_eq!(refused.status(), 429);
    assert_eq!(refused.headers()["retry-after"], "1");
    stand.forward(1);
    assert_eq!(stand.call("chat.postMessage", &arguments).await["ok"], true);
}

#[tokio::test]
async fn it_misbehaves_as_it_is_told_and_then_no_more() {
    let stand = stand().await;
    let slack = &stand.slack;
    slack.fails(
        FaultOrder::next(1, Fault::Refused(Refused::with("fatal_error"))).of("chat.postMessage").about("ops"),
    );
    assert_eq!(stand.call("auth.test", &json!({})).await["ok"], true);
    assert_eq!(stand.post("refused").await["error"], "fatal_error");

    let arguments = json!({ "channel": slack.channel_id("ops"), "text": "said" });
    slack.fails(FaultOrder::next(1, Fault::Status(503)));
    let answer = stand.send("chat.postMessage", &arguments).await.expect("an answer");
    assert_eq!(answer.status(), 503);
    slack.fails(FaultOrder::next(1, Fault::Reset));
    assert!(stand.send("chat.postMessage", &arguments).await.is_err());
    assert_eq!(slack.posts("ops").len(), 0);
    slack.fails(FaultOrder::next(1, Fault::AcceptedThenReset));
    assert!(stand.send("chat.postMessage", &arguments).await.is_err());
    assert_eq!(slack.posts("ops").len(), 1);

    slack.fails(FaultOrder::next(1, Fault::AcceptedThenSilence));
    let silent = stand.send("chat.postMessage", &arguments);
    let told = async {
        slack.wait_for_posts("ops", 2).await;
        slack.go_on();
    };
    let (answer, ()) = tokio::join!(silent, told);
    assert!(answer.is_ok());
    assert_eq!(stand.post("healed").await["ok"], true);
}

#[tokio::test]
async fn an_event_that_nobody_acknowledges_comes_again_three_times() {
    let stand = stand().await;
    let mut attempts = stand.app(StatusCode::INTERNAL_SERVER_ERROR).await;
    let said = stand.slack.say("mei", "ops", "hello").await;
    assert_eq!((said.acked, said.attempts), (false, 2));
    stand.forward(59);
    assert_eq!(stand.slack.deliver_due().await, []);
    stand.forward(1);
    assert_eq!(stand.slack.deliver_due().await.len(), 1);
    stand.forward(5 * 60);
    assert_eq!(stand.slack.deliver_due().await.len(), 1);
    stand.forward(24 * 60 * 60);
    assert_eq!(stand.slack.deliver_due().await, []);
    attempts.close();
    let mut numbers = Vec::new();
    while let Some(number) = attempts.recv().await {
        numbers.push(number);
    }
    assert_eq!(numbers, ["0", "1", "2", "3"]);
}

#[tokio::test]
async fn what_the_app_does_not_subscribe_to_or_may_not_see_does_not_come() {
    let stand = stand().await;
    let _attempts = stand.app(StatusCode::OK).await;
    assert_eq!(stand.slack.say("mei", "ops", "heard").await.attempts, 1);
    stand.slack.unsubscribe("message.channels");
    assert_eq!(stand.slack.say("mei", "ops", "not subscribed").await.attempts, 0);
    assert_eq!(stand.slack.mention("mei", "ops", "heard").await.attempts, 1);
    stand.slack.take_scope(&stand.acme.team, "app_mentions:read");
    assert_eq!(stand.slack.mention("mei", "ops", "no scope").await.attempts, 0);
    stand.slack.remove_bot("ops").await;
    stand.slack.give_scope(&stand.acme.team, "app_mentions:read");
    assert_eq!(stand.slack.mention("mei", "ops", "not there").await.attempts, 0);
}
