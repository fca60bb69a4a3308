//! The router on a store of its own, asked without a network.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use futures_util::StreamExt;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use steward_core::card::Card;
use steward_core::id::OutboxId;
use steward_core::inbound::{Immediate, Inbound, NotKept, Receiver, Said};
use steward_core::org::Org;
use steward_core::org::change::difference;
use steward_core::time::Clock;
use steward_store::{Options, Store};
use steward_text::Texts;
use tempfile::TempDir;
use tower::ServiceExt;

use crate::{Mode, SecretSource, WebPlatform, WebState, router};

pub(super) const SECRET: &[u8] = b"a secret of the tests, 32 bytes.";
const NOW: &str = "2026-11-23T01:12:00Z";

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        NOW.parse().unwrap()
    }
}

struct Counted(AtomicU8);

impl SecretSource for Counted {
    fn bytes(&self) -> [u8; 32] {
        [self.0.fetch_add(1, Ordering::Relaxed); 32]
    }
}

/// Answers "help" for all and keeps what came.
#[derive(Default)]
struct Fake(Mutex<Vec<Inbound>>);

#[async_trait]
impl Receiver for Fake {
    async fn receive(&self, inbound: Inbound) -> Result<Immediate, NotKept> {
        let is_help = matches!(&inbound.what, Said::Text { text, .. } if text == "help");
        self.0.lock().unwrap().push(inbound);
        let card = Box::new(Card { title: "Help".into(), ..Card::default() });
        Ok(if is_help { Immediate::Public { card } } else { Immediate::Nothing })
    }
}

/// A web chat at `https://chat.example` (in the demo: plain http).
pub(super) struct Stand {
    pub(super) platform: Arc<WebPlatform>,
    router: Router,
    receiver: Arc<Fake>,
    _folder: TempDir,
}

/// A browser that is in.
pub(super) struct Visit {
    cookie: String,
    pub(super) token: String,
}

pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(super) fn json(&self) -> Value {
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/json", "{}", self.text());
        serde_json::from_slice(&self.body).unwrap()
    }
}

impl Stand {
    pub(super) async fn new(mode: Mode) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("steward.db").display());
        let store = Store::open(&address, Options::at(Still.now())).await.unwrap();
        give_org(&store).await;
        let clock: Arc<dyn Clock> = Arc::new(Still);
        let platform = Arc::new(WebPlatform::new(store.clone(), Arc::clone(&clock)));
        let receiver = Arc::new(Fake::default());
        let base_url =
            if matches!(mode, Mode::Demo { .. }) { "http://chat.example" } else { "https://chat.example" };
        let state = WebState {
            store,
            texts: Arc::new(Texts::load().unwrap()),
            receiver: Arc::clone(&receiver) as Arc<dyn Receiver>,
            platform: Arc::clone(&platform),
            clock,
            secrets: Arc::new(Counted(AtomicU8::new(1))),
            mode,
            base_url: base_url.into(),
        };
        Self { platform, router: router(state), receiver, _folder: folder }
    }

    pub(super) fn now() -> Timestamp {
        Still.now()
    }

    pub(super) fn tomorrow() -> Timestamp {
        Self::now() + SignedDuration::from_hours(24)
    }

    pub(super) fn marker(number: u32) -> OutboxId {
        format!("00000000-0000-7000-8000-{number:012}").parse().unwrap()
    }

    pub(super) fn received(&self) -> Vec<Inbound> {
        self.receiver.0.lock().unwrap().clone()
    }

    pub(super) async fn get(&self, visit: Option<&Visit>, path: &str) -> Answer {
        self.send(Method::GET, path, visit, &[], "").await
    }

    /// As the page does it.
    pub(super) async fn post(&self, visit: Option<&Visit>, path: &str, body: &Value) -> Answer {
        let token = visit.map_or("", |visit| visit.token.as_str());
        let headers = [("content-type", "application/json"), ("x-steward-token", token)];
        self.send(Method::POST, path, visit, &headers, &body.to_string()).await
    }

    pub(super) async fn send(
        &self,
        method: Method,
        path: &str,
        visit: Option<&Visit>,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let request = request(method, path, visit, headers, body);
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        // The event stream has no end; its head says enough.
        let is_stream =
            parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        let body = if is_stream { Vec::new() } else { to_bytes(body, usize::MAX).await.unwrap().to_vec() };
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// The stream up to its first message.
    pub(super) async fn events(&self, visit: &Visit, last_seen: Option<i64>) -> String {
        let seen = last_seen.map(|seq| seq.to_string()).unwrap_or_default();
        let request = request(Method::GET, "/chat/events", Some(visit), &[("last-event-id", &seen)], "");
        let response = self.router.clone().oneshot(request).await.unwrap();
        let mut stream = response.into_body().into_data_stream();
        let mut seen = String::new();
        while !seen.contains("event: message") && !seen.contains("\nid: ") {
            let chunk = tokio::time::timeout(Duration::from_secs(10), stream.next()).await.unwrap();
            seen.push_str(&String::from_utf8_lossy(&chunk.unwrap().unwrap()));
        }
        seen
    }

    /// Opens an address that lets somebody in; nothing when it does not.
    pub(super) async fn begin(&self, path: &str) -> Option<Visit> {
        let answer = self.get(None, path).await;
        let cookie = answer.headers.get(header::SET_COOKIE)?.to_str().ok()?.split(';').next()?.to_owned();
        let visit = Visit { cookie, token: String::new() };
        let token = self.get(Some(&visit), "/chat/state").await.json()["token"].as_str()?.to_owned();
        Some(Visit { token, ..visit })
    }
}

fn request(
    method: Method,
    path: &str,
    visit: Option<&Visit>,
    headers: &[(&str, &str)],
    body: &str,
) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path).header(header::HOST, "chat.example");
    if let Some(visit) = visit {
        request = request.header(header::COOKIE, &visit.cookie);
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::from(body.to_owned())).unwrap()
}

/// Al has no identity here, Mei owns KPIs and reads Chinese, Dana reads English, Bo has left; one channel here and one elsewhere.
fn org() -> Org {
    let person = |key: &str, locale: &str, role: &str, left: bool| {
        json!({
            "key": key, "name": key, "locale": locale, "zone": "Asia/Shanghai", "role": role, "team": null,
            "left": left, "working_hours": { "from": "09:00", "to": "18:00" }, "calendar": "cn",
            "identities": { "web": key },
        })
    };
    let channel = |key: &str, platform: &str| json!({ "key": key, "platform": platform, "target": key, "name": key, "locale": "zh-CN", "zone": "Asia/Shanghai" });
    let org = json!({
        "name": "Northwind", "teams": {}, "kpis": {}, "targets": {}, "schedules": {}, "scorecards": {},
        "policies": {}, "mappings": {}, "calendars": {},
        "people": {
            "al": { "key": "al", "name": "al", "locale": "en-US", "zone": "Asia/Shanghai", "role": "admin", "team": null,
                "left": false, "working_hours": { "from": "09:00", "to": "18:00" }, "calendar": "cn", "identities": {} },
            "bo": person("bo", "en-US", "owner", true),
            "dana": person("dana", "en-US", "lead", false),
            "mei": person("mei", "zh-CN", "owner", false),
        },
        "channels": { "elsewhere": channel("elsewhere", "slack"), "ops": channel("ops", "web") },
    });
    serde_json::from_value(org).unwrap()
}

async fn give_org(store: &Store) {
    let changes = difference(&Org::default(), &org());
    let mut tx = store.begin().await.unwrap();
    steward_store::org::apply(&mut tx, &changes, "tests", Still.now()).await.unwrap();
    tx.commit().await.unwrap();
}
