//! The platform of group robots: a channel's target is the robot's name in the robots file.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use serde::Deserialize;
use serde_json::{Value, json};
use steward_core::card::Card;
use steward_core::id::OutboxId;
use steward_core::pace::Limits;
use steward_core::pace::rate::{Rate, Window};
use steward_core::platform::{Address, Capabilities, Platform, PlatformError};
use steward_core::time::Clock;

use super::card::{BODY_LIMIT, card};
use super::{codes, sign};

/// Room that signature and envelope take in the body, in bytes.
const ENVELOPE: usize = 512;
/// Longest wait for Feishu's answer.
const CALL_LIMIT: Duration = Duration::from_secs(10);

/// How much each robot takes (<https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot>): 5 messages a second and
/// 100 a minute.
const PACE: Limits = Limits {
    target: Some(Rate::within(&[Window { calls: 5, seconds: 1 }, Window { calls: 100, seconds: 60 }], 3)),
    ..Limits::NONE
};

/// One group's robot. The address is as secret as the secret: whoever has it can post.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Robot {
    /// The webhook's address as Feishu or Lark shows it.
    pub webhook: String,
    /// The secret of its signature check; none where the check is off.
    pub secret: Option<String>,
}

/// Why the robots file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RobotsError {
    /// It cannot be read.
    #[error("cannot read the Feishu robots in {0}: {1}")]
    Unreadable(String, std::io::Error),
    /// It holds something else.
    #[error("{0}: each robot is a section [NAME] with webhook = \"https://…\" and secret = \"…\"")]
    Malformed(String),
    /// Not an address of a robot.
    #[error("robot `{0}`: its webhook must begin with https://")]
    NotHttps(String),
    /// The HTTP client cannot be made.
    #[error("the HTTPS client cannot be made: {0}")]
    Client(String),
}

/// The name of the platform.
pub const ROBOTS: &str = "feishu_robot";

/// Every group robot of the service, as a platform that posts and nothing else.
pub struct Robots {
    by_name: BTreeMap<String, Robot>,
    client: reqwest::Client,
    clock: Arc<dyn Clock>,
}

impl Robots {
    /// Reads the robots file.
    ///
    /// # Errors
    /// Never shows what the file holds: addresses and secrets stay in it.
    pub fn read(file: &Path, clock: Arc<dyn Clock>) -> Result<Self, RobotsError> {
        let shown = file.display().to_string();
        let text =
            std::fs::read_to_string(file).map_err(|error| RobotsError::Unreadable(shown.clone(), error))?;
        let robots: BTreeMap<String, Robot> =
            toml::from_str(&text).map_err(|_| RobotsError::Malformed(shown))?;
        Self::of(robots, clock)
    }

    /// These robots.
    ///
    /// # Errors
    /// When an address is neither HTTPS nor on this machine, or the HTTPS client cannot be made.
    pub fn of(robots: BTreeMap<String, Robot>, clock: Arc<dyn Clock>) -> Result<Self, RobotsError> {
        if let Some((name, _)) = robots.iter().find(|(_, robot)| !is_safe(&robot.webhook)) {
            return Err(RobotsError::NotHttps(name.clone()));
        }
        let client = reqwest::Client::builder()
            .timeout(CALL_LIMIT)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| RobotsError::Client(error.to_string()))?;
        Ok(Self { by_name: robots, client, clock })
    }

    /// The names of the robots.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    fn body(&self, robot: &Robot, message: &Card) -> Value {
        let mut body = json!({ "msg_type": "interactive", "card": card(message, BODY_LIMIT - ENVELOPE) });
        if let (Some(secret), Some(fields)) = (&robot.secret, body.as_object_mut()) {
            let seconds = self.clock.now().as_second();
            fields.insert("timestamp".to_owned(), json!(seconds.to_string()));
            fields.insert("sign".to_owned(), json!(sign::sign(seconds, secret)));
        }
        body
    }
}

#[async_trait]
impl Platform for Robots {
    fn name(&self) -> &'static str {
        ROBOTS
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            idempotent_for: None,
            can_find: false,
            can_edit: false,
            can_thread: false,
            can_press: false,
            can_translate: false,
            can_tell_time: false,
        }
    }

    fn limits(&self) -> Limits {
        PACE
    }

    async fn post(&self, to: &Address, marker: OutboxId, message: &Card) -> Result<String, PlatformError> {
        let Some(robot) = self.by_name.get(&to.target) else {
            return Err(PlatformError::Dead {
                reason: format!("the robots file has no robot `{}`", to.target),
            });
        };
        let sent = self.client.post(&robot.webhook).json(&self.body(robot, message)).send().await;
        let response = sent.map_err(|error| not_answered(&error))?;
        let status = response.status().as_u16();
        let body = response.bytes().await.map_err(|error| not_answered(&error))?;
        codes::outcome(status, &body)?;
        // A robot's message has no id of its own.
        Ok(marker.to_string())
    }

    async fn edit(&self, _to: &Address, _message: &str, _card: &Card) -> Result<(), PlatformError> {
        Err(PlatformError::Rejected { reason: "a group robot's message cannot be edited".to_owned() })
    }

    async fn find(&self, _to: &Address, _marker: OutboxId) -> Result<Option<String>, PlatformError> {
        Ok(None)
    }
}

/// Whether nobody between here and there can read the call: HTTPS, or a server on this machine.
fn is_safe(webhook: &str) -> bool {
    let Ok(address) = reqwest::Url::parse(webhook) else { return false };
    match address.scheme() {
        "https" => true,
        "http" => matches!(address.host_str(), Some("127.0.0.1" | "localhost")),
        _ => false,
    }
}

/// The error without the address, which is a secret.
fn not_answered(error: &reqwest::Error) -> PlatformError {
    if error.is_connect() {
        return PlatformError::Retry { reason: "no connection to Feishu".to_owned() };
    }
    let reason = if error.is_timeout() { "no answer in time" } else { "the connection broke" };
    PlatformError::Unknown { reason: reason.to_owned() }
}
