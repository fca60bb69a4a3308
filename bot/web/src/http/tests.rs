//! The routes without a browser: who comes in, what is refused, what happens once.

mod stand;

use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};
use stand::{SECRET, Stand, Visit};
use steward_core::card::Card;
use steward_core::inbound::Said;
use steward_core::person::Locale;
use steward_core::platform::{Address, Platform};

use crate::{Mode, sign_link};

fn signed() -> Mode {
    Mode::Signed { secret: SECRET.into() }
}

fn saying(target: &str, text: &str, id: &str) -> Value {
    json!({ "target": target, "text": text, "id": id })
}

#[tokio::test]
async fn without_a_link_there_is_only_the_door() {
    let stand = Stand::new(signed()).await;
    let answer = stand.get(None, "/").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.text().contains("administrator") && answer.text().contains("管理员"), "{}", answer.text());
    for path in ["/chat/state", "/chat/messages?target=ops", "/chat/thread?root=1", "/chat/events"] {
        assert_eq!(stand.get(None, path).await.status, StatusCode::UNAUTHORIZED, "{path}");
    }
}

#[tokio::test]
async fn a_link_opens_a_session_for_its_person_alone() {
    let stand = Stand::new(signed()).await;
    let mei = stand.sign_in("mei").await.expect("mei comes in");
    let state = stand.get(Some(&mei), "/chat/state").await.json();
    assert_eq!(state["me"]["key"], "mei");
    assert_eq!(state["people"], json!([]), "nobody else is shown or can be chosen");
    let targets: Vec<&Value> =
        state["conversations"].as_array().unwrap().iter().map(|one| &one["target"]).collect();
    assert_eq!(targets, ["ops", "@mei"]);
    let be = stand.post(Some(&mei), "/chat/be", &json!({ "person": "dana" })).await;
    assert_eq!(be.status, StatusCode::NOT_FOUND);

    assert!(stand.sign_in("bo").await.is_none(), "somebody who has left comes in");
    assert!(stand.sign_in("al").await.is_none(), "a key is no identity: it may be another person's");
    assert!(stand.sign_in("nobody").await.is_none());
    let late = sign_link(SECRET, &"mei".parse().unwrap(), Stand::now());
    assert_eq!(stand.get(None, &late).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(stand.get(None, "/in").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn who_signs_out_is_out() {
    let stand = Stand::new(signed()).await;
    let mei = stand.sign_in("mei").await.unwrap();
    let answer = stand.post(Some(&mei), "/chat/leave", &json!({})).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.headers[header::SET_COOKIE].to_str().unwrap().contains("=; Path=/; Max-Age=0"));
    assert_eq!(stand.get(Some(&mei), "/chat/state").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_cookie_is_kept_from_scripts_and_other_sites() {
    let stand = Stand::new(signed()).await;
    let link = sign_link(SECRET, &"mei".parse().unwrap(), Stand::tomorrow());
    let answer = stand.get(None, &link).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.headers[header::LOCATION], "/");
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Secure"),
        "{cookie}"
    );
    let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{policy}");
}

#[tokio::test]
async fn a_change_must_come_from_the_page() {
    let stand = Stand::new(signed()).await;
    let mei = stand.sign_in("mei").await.unwrap();
    let body = saying("ops", "mine", "a1").to_string();
    let json = ("content-type", "application/json");
    let token = ("x-steward-token", mei.token.as_str());
    let refused: &[(&[(&str, &str)], StatusCode)] = &[
        (&[json], StatusCode::FORBIDDEN),
        (&[json, ("x-steward-token", "0")], StatusCode::FORBIDDEN),
        (&[json, token, ("sec-fetch-site", "cross-site")], StatusCode::FORBIDDEN),
        (&[json, token, ("sec-fetch-site", "same-site")], StatusCode::FORBIDDEN),
        (&[json, token, ("origin", "https://evil.example")], StatusCode::FORBIDDEN),
        (&[json, token, ("origin", "null")], StatusCode::FORBIDDEN),
        (&[token, ("content-type", "text/plain")], StatusCode::BAD_REQUEST),
        (&[token], StatusCode::BAD_REQUEST),
    ];
    for (headers, status) in refused {
        let answer = stand.send(Method::POST, "/chat/say", Some(&mei), headers, &body).await;
        assert_eq!(answer.status, *status, "{headers:?}: {}", answer.text());
    }
    assert!(stand.received().is_empty(), "a refused change was received");
    let good = [json, token, ("sec-fetch-site", "same-origin"), ("origin", "https://chat.example")];
    let answer = stand.send(Method::POST, "/chat/say", Some(&mei), &good, &body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
}

#[tokio::test]
async fn nobody_reads_or_writes_where_they_do_not_belong() {
    let stand = Stand::new(signed()).await;
    let dana = direct("dana");
    let secret = stand.platform.post(&dana, Stand::marker(1), &card("For Dana")).await.unwrap();
    let mei = stand.sign_in("mei").await.unwrap();
    for target in ["@dana", "elsewhere", "nowhere", ""] {
        let read = stand.get(Some(&mei), &format!("/chat/messages?target={target}")).await;
        assert_eq!(read.status, StatusCode::NOT_FOUND, "{target}");
        let written = stand.post(Some(&mei), "/chat/say", &saying(target, "hello", "b1")).await;
        assert_eq!(written.status, StatusCode::NOT_FOUND, "{target}");
    }
    let thread = stand.get(Some(&mei), &format!("/chat/thread?root={secret}")).await;
    assert_eq!(thread.status, StatusCode::NOT_FOUND);
    let reply = json!({ "target": "@mei", "thread": secret, "text": "hello", "id": "b2" });
    assert_eq!(stand.post(Some(&mei), "/chat/say", &reply).await.status, StatusCode::NOT_FOUND);
    let press = json!({ "message": secret, "act": act(), "id": "b3" });
    assert_eq!(stand.post(Some(&mei), "/chat/act", &press).await.status, StatusCode::NOT_FOUND);
    assert!(stand.received().is_empty());
}

#[tokio::test]
async fn a_card_posted_twice_is_one_message() {
    let stand = Stand::new(Mode::Demo { first: Locale::ZH_CN }).await;
    let to = direct("mei");
    let first = stand.platform.post(&to, Stand::marker(1), &card("Once")).await.unwrap();
    let again = stand.platform.post(&to, Stand::marker(1), &card("Once")).await.unwrap();
    assert_eq!(first, again);
    assert_eq!(stand.platform.find(&to, Stand::marker(1)).await.unwrap(), Some(first.clone()));
    assert_eq!(stand.platform.find(&to, Stand::marker(2)).await.unwrap(), None);
    stand.platform.edit(&to, &first, &card("Changed")).await.unwrap();
    assert!(stand.platform.edit(&to, "99", &card("Nowhere")).await.is_err());

    let mei = stand.visit().await;
    let messages = stand.get(Some(&mei), "/chat/messages?target=@mei").await.json();
    let titles: Vec<&Value> =
        messages["messages"].as_array().unwrap().iter().map(|one| &one["card"]["title"]).collect();
    assert_eq!(titles, ["Changed"]);
    assert_eq!(messages["messages"][0]["edited"], true);
}

#[tokio::test]
async fn a_text_sent_twice_is_said_once() {
    let stand = Stand::new(Mode::Demo { first: Locale::ZH_CN }).await;
    let mei = stand.visit().await;
    let help = saying("ops", " @Steward help ", "c1");
    let first = stand.post(Some(&mei), "/chat/say", &help).await.json();
    let again = stand.post(Some(&mei), "/chat/say", &help).await.json();
    assert_eq!(first["message"]["id"], again["message"]["id"]);
    assert_eq!(first["public"]["id"], again["public"]["id"], "the answer is shown twice");
    let received = stand.received();
    assert!(received.iter().all(|one| one.event_id == "say:mei:c1"), "{received:?}");
    assert_eq!(received[0].what, Said::Text { text: "help".into(), addressed: true });
    let messages = stand.get(Some(&mei), "/chat/messages?target=ops").await.json();
    assert_eq!(messages["messages"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn a_reply_to_a_reply_belongs_to_the_same_thread() {
    let stand = Stand::new(Mode::Demo { first: Locale::ZH_CN }).await;
    let mei = stand.visit().await;
    let root = stand.platform.post(&direct("mei"), Stand::marker(1), &card("Alert")).await.unwrap();
    let say =
        |thread: &str, id: &str| json!({ "target": "@mei", "thread": thread, "text": "收到", "id": id });
    let first = stand.post(Some(&mei), "/chat/say", &say(&root, "d1")).await.json();
    assert_eq!(first["message"]["root_replies"]["count"], 1);
    let below = first["message"]["id"].as_str().unwrap();
    let second = stand.post(Some(&mei), "/chat/say", &say(below, "d2")).await.json();
    assert_eq!(second["message"]["thread"], Value::from(root.clone()));
    let thread = stand.get(Some(&mei), &format!("/chat/thread?root={root}")).await.json();
    assert_eq!(thread["messages"].as_array().map(Vec::len), Some(3));
    let received = stand.received();
    assert!(received.iter().all(|one| one.direct && one.conversation == "mei"));
    assert!(received.iter().all(|one| one.thread.as_deref() == Some(root.as_str())));
}

#[tokio::test]
async fn too_much_text_is_refused_in_the_readers_language() {
    let stand = Stand::new(Mode::Demo { first: Locale::ZH_CN }).await;
    let mei = stand.visit().await;
    let fits = stand.post(Some(&mei), "/chat/say", &saying("ops", &"字".repeat(4000), "e1")).await;
    assert_eq!(fits.status, StatusCode::OK);
    let long = stand.post(Some(&mei), "/chat/say", &saying("ops", &"字".repeat(4001), "e2")).await;
    assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(long.json()["error"]["code"], "too_long");
    assert!(long.text().contains("最多"), "{}", long.text());
    let huge = stand.post(Some(&mei), "/chat/say", &saying("ops", &"x".repeat(70_000), "e3")).await;
    assert_eq!(huge.status, StatusCode::PAYLOAD_TOO_LARGE);
    let blank = stand.post(Some(&mei), "/chat/say", &saying("ops", " \n", "e4")).await;
    assert_eq!(blank.json()["error"]["code"], "empty");
    let odd = stand.post(Some(&mei), "/chat/say", &saying("ops", "x", "e 5")).await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn unread_messages_are_counted_until_they_are_read() {
    let stand = Stand::new(Mode::Demo { first: Locale::ZH_CN }).await;
    let mei = stand.visit().await;
    let unread =
        async || stand.get(Some(&mei), "/chat/state").await.json()["conversations"][1]["unread"].clone();
    stand.platform.post(&direct("mei"), Stand::marker(1), &card("One")).await.unwrap();
    let last = stand.platform.post(&direct("mei"), Stand::marker(2), &card("Two")).await.unwrap();
    stand.post(Some(&mei), "/chat/say", &saying("@mei", "mine", "f1")).await;
    assert_eq!(unread().await, 2);
    stand.post(Some(&mei), "/chat/read", &json!({ "target": "@mei", "message": last })).await;
    assert_eq!(unread().await, 0);
}

#[tokio::test]
async fn a_demo_visitor_becomes_somebody_else_and_sees_their_messages() {
    let stand = Stand::new(Mode::Demo { first: Locale::ZH_CN }).await;
    let visitor = stand.visit().await;
    let page = stand.get(Some(&visitor), "/").await;
    assert!(page.text().contains("<html lang=\"zh-CN\">"), "{}", page.text());
    assert_eq!(
        stand.post(Some(&visitor), "/chat/be", &json!({ "person": "bo" })).await.status,
        StatusCode::NOT_FOUND
    );
    let be = stand.post(Some(&visitor), "/chat/be", &json!({ "person": "dana" })).await;
    assert_eq!(be.status, StatusCode::OK);
    let state = stand.get(Some(&visitor), "/chat/state").await.json();
    assert_eq!((&state["me"]["key"], &state["chrome"]["send"]), (&json!("dana"), &json!("Send")));
    assert_eq!(stand.get(Some(&visitor), "/chat/messages?target=@mei").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn events_begin_where_the_page_left_off_and_show_only_what_one_may_see() {
    let stand = Stand::new(Mode::Demo { first: Locale::ZH_CN }).await;
    let mei = stand.visit().await;
    for (number, to) in (1..).zip([direct("mei"), direct("dana"), channel("ops")]) {
        stand.platform.post(&to, Stand::marker(number), &card(&format!("Card {number}"))).await.unwrap();
    }
    let stream = stand.events(&mei, Some(1)).await;
    assert!(stream.starts_with("event: me\ndata: \"mei\"\n\n") && stream.contains("\nid: 3\n"), "{stream}");
    assert!(
        stream.contains("Card 3") && !stream.contains("Card 2") && !stream.contains("Card 1"),
        "{stream}"
    );
}

#[tokio::test]
async fn files_are_kept_for_good_under_an_address_that_changes_with_them() {
    let stand = Stand::new(Mode::Demo { first: Locale::ZH_CN }).await;
    let visitor = stand.visit().await;
    let page = stand.get(Some(&visitor), "/").await.text();
    let script =
        page.split("src=\"").find_map(|rest| rest.split('"').next().filter(|path| path.ends_with("app.js")));
    let path = script.unwrap();
    let file = stand.get(None, path).await;
    assert_eq!(file.headers[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
    assert_eq!(file.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    let tag = file.headers[header::ETAG].to_str().unwrap().to_owned();
    let known = stand.send(Method::GET, path, None, &[("if-none-match", &tag)], "").await;
    assert_eq!(known.status, StatusCode::NOT_MODIFIED);
    assert_eq!(stand.get(None, "/assets/old/app.js").await.headers[header::CACHE_CONTROL], "no-cache");
    assert_eq!(stand.get(None, "/assets/old/secret").await.status, StatusCode::NOT_FOUND);
}

fn card(title: &str) -> Card {
    Card { title: title.into(), ..Card::default() }
}

fn direct(person: &str) -> Address {
    Address { platform: "web".into(), target: person.into(), direct: true, thread: None }
}

fn channel(target: &str) -> Address {
    Address { platform: "web".into(), target: target.into(), direct: false, thread: None }
}

fn act() -> Value {
    json!({ "command": "ack", "alert": "00000000-0000-7000-8000-00000000000c", "episode": 1, "version": 1 })
}

impl Stand {
    /// A person who opens their link and loads the page's state.
    async fn sign_in(&self, person: &str) -> Option<Visit> {
        let link = sign_link(SECRET, &person.parse().unwrap(), Self::tomorrow());
        self.begin(&link).await
    }

    /// A visitor of the demo.
    async fn visit(&self) -> Visit {
        self.begin("/").await.expect("the demo lets everybody in")
    }
}
