//! Feishu's server for group robots, on this machine: checks signature, size, card and rate as the real one does, and
//! keeps the cards.

mod card;
mod mishaps;

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use steward_core::time::Clock;

use super::line::{Cut, LineListener};
use super::mood::{Mishap, Mood, Moody};
use super::record::Record;

/// Largest body in bytes.
const BODY_LIMIT: usize = 30 * 1024;
/// How far a time stamp may be away, in seconds.
const STAMP_WINDOW: i64 = 3600;
/// Most posts of a robot in so many seconds.
const RATES: [(usize, i64); 2] = [(5, 1), (100, 60)];

#[derive(Debug, Default)]
struct Robot {
    secret: Option<String>,
    cards: Vec<Value>,
    /// Instants of the last posts, in microseconds.
    posts: VecDeque<i64>,
}

/// The server.
pub struct FakeRobots {
    clock: Arc<dyn Clock>,
    robots: Mutex<HashMap<String, Robot>>,
    address: String,
    mood: Mutex<Option<Mood>>,
    record: Mutex<Option<Record>>,
}

impl FakeRobots {
    /// Starts it on a free port; it ends with the test's runtime.
    pub async fn start(clock: Arc<dyn Clock>) -> Arc<Self> {
        // As the service's `main` does; in a test program whoever is second finds it done.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let fake = Arc::new(Self {
            clock,
            robots: Mutex::default(),
            address,
            mood: Mutex::default(),
            record: Mutex::default(),
        });
        let router = Router::new()
            .route("/open-apis/bot/v2/hook/{token}", post(take))
            .with_state(Arc::clone(&fake))
            .into_make_service_with_connect_info::<Cut>();
        tokio::spawn(async move { axum::serve(LineListener(listener), router).await });
        fake
    }

    /// Adds a robot to a group; its webhook.
    pub fn add(&self, token: &str, secret: Option<&str>) -> String {
        let robot = Robot { secret: secret.map(String::from), ..Robot::default() };
        self.robots.lock().expect("the robots").insert(token.into(), robot);
        format!("{}/open-apis/bot/v2/hook/{token}", self.address)
    }

    /// Removes a robot from its group.
    pub fn remove(&self, token: &str) {
        self.robots.lock().expect("the robots").remove(token);
    }

    fn mishap(&self) -> Option<Mishap> {
        self.mood.lock().expect("the mood").as_mut()?.mishap()
    }

    /// The cards that a robot has posted.
    pub fn cards(&self, token: &str) -> Vec<Value> {
        self.robots
            .lock()
            .expect("the robots")
            .get(token)
            .map(|robot| robot.cards.clone())
            .unwrap_or_default()
    }

    fn post(&self, token: &str, body: &[u8]) -> Result<(), (i64, String)> {
        let mut robots = self.robots.lock().expect("the robots");
        let Some(robot) = robots.get_mut(token) else {
            return Err((19001, "param invalid: incoming webhook access token invalid".into()));
        };
        let now = self.clock.now();
        let is_over = |(most, seconds): &(usize, i64)| {
            let since = now.as_microsecond() - seconds * 1_000_000;
            robot.posts.iter().filter(|at| **at > since).count() >= *most
        };
        if RATES.iter().any(is_over) {
            return Err((11232, "frequency limited psm[lark.oapi.app_platform_runtime]".into()));
        }
        robot.posts.push_back(now.as_microsecond());
        if body.len() > BODY_LIMIT {
            return Err((9499, "Bad Request: body too large".into()));
        }
        let body: Value =
            serde_json::from_slice(body).map_err(|error| (9499, format!("Bad Request: {error}")))?;
        if let Some(secret) = &robot.secret {
            check_signature(&body, secret, now.as_second())?;
        }
        if body["msg_type"] != "interactive" {
            return Err((9499, "Bad Request: msg_type".into()));
        }
        card::check(&body["card"]).map_err(|problem| (230_099, problem))?;
        if let Some(record) = &*self.record.lock().expect("the record") {
            record.keep("feishu_robot", &json!({ "at": now, "robot": token, "card": body["card"] }));
        }
        robot.cards.push(body["card"].clone());
        Ok(())
    }
}

impl Moody for FakeRobots {
    fn record_into(&self, record: Record) {
        *self.record.lock().expect("the record") = Some(record);
    }

    fn begin(&self, mood: Mood) {
        *self.mood.lock().expect("the mood") = Some(mood);
    }

    fn calm_down(&self) {
        *self.mood.lock().expect("the mood") = None;
    }
}

fn check_signature(body: &Value, secret: &str, now: i64) -> Result<(), (i64, String)> {
    let refused =
        || (19021, String::from("sign match fail or timestamp is not within one hour from current time"));
    let stamp = body["timestamp"].as_str().ok_or_else(refused)?;
    let seconds: i64 = stamp.parse().map_err(|_| refused())?;
    let key = format!("{stamp}\n{secret}");
    let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("any key fits");
    let given = STANDARD.decode(body["sign"].as_str().ok_or_else(refused)?).map_err(|_| refused())?;
    mac.verify_slice(&given).map_err(|_| refused())?;
    if (now - seconds).abs() > STAMP_WINDOW { Err(refused()) } else { Ok(()) }
}

/// Answers as Feishu does: HTTP 200 also for what was refused.
async fn take(
    State(fake): State<Arc<FakeRobots>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    Path(token): Path<String>,
    body: Bytes,
) -> Response {
    let mishap = fake.mishap();
    if let Some(response) = mishaps::before(mishap, &cut).await {
        return response;
    }
    match fake.post(&token, &body) {
        Ok(()) => {
            mishaps::after(mishap, &cut).await;
            let answer = json!({ "StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {},
                                 "msg": "success" });
            axum::Json(answer).into_response()
        }
        Err((code, msg)) => mishaps::refused(code, &msg),
    }
}
