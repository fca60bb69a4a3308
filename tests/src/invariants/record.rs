//! The record of the stand-ins: every call that a platform accepted, as its own process wrote it down.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::path::Path;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::heard::{Heard, Post, is_labelled};
use super::robots::Robots;

/// Characters of a marker that stands alone; further parts of a long message carry more.
const MARKER_LENGTH: usize = 36;

/// What the record holds.
#[derive(Debug)]
pub struct Record {
    /// What Slack and Feishu accepted.
    pub heard: Vec<Heard>,
    /// What the group robots accepted.
    pub(super) robots: Robots,
}

#[derive(Debug, Deserialize)]
struct Line {
    platform: String,
    call: Value,
}

impl Record {
    /// Reads the file.
    pub fn read(file: &Path) -> io::Result<Self> {
        let text = std::fs::read_to_string(file)?;
        let (mut slack, mut feishu) = (Calls::of("slack"), Calls::of("feishu"));
        let mut robots = Robots::default();
        for line in text.lines() {
            let Line { platform, call } = serde_json::from_str(line)?;
            match platform.as_str() {
                "slack" => slack.take_slack(&call),
                "feishu" => feishu.take_feishu(&call),
                "feishu_robot" => {
                    robots.take(call["robot"].as_str().unwrap_or_default(), &call["card"].to_string());
                }
                other => return Err(io::Error::other(format!("the record tells of {other}"))),
            }
        }
        Ok(Self { heard: vec![slack.heard, feishu.heard], robots })
    }
}

/// Calls of a platform, being read.
struct Calls {
    heard: Heard,
    /// The messages of each marker.
    seen: BTreeSet<(String, String)>,
    /// The person whom a conversation of two is with.
    people: HashMap<String, String>,
}

impl Calls {
    fn of(platform: &str) -> Self {
        let heard = Heard { platform: platform.into(), ..Heard::default() };
        Self { heard, seen: BTreeSet::new(), people: HashMap::new() }
    }

    fn take_slack(&mut self, call: &Value) {
        let (given, answer) = (&call["arguments"], &call["answer"]);
        let channel = answer["channel"].as_str().unwrap_or_default();
        let ts = answer["ts"].as_str().unwrap_or_default();
        match call["method"].as_str().unwrap_or_default() {
            "conversations.open" => {
                if let (Some(id), Some(user)) = (answer["channel"]["id"].as_str(), given["users"].as_str()) {
                    self.people.insert(id.into(), user.into());
                }
            }
            "chat.update" => {
                self.heard.messages.insert(ts.into());
            }
            "chat.postMessage" => {
                self.heard.messages.insert(ts.into());
                let payload = &parsed(&given["metadata"])["event_payload"];
                if payload["part"] == 0 {
                    let target = self.people.get(channel).cloned().unwrap_or_else(|| channel.into());
                    let marker = payload["marker"].as_str().unwrap_or_default();
                    self.post(call, marker, Some(target), ts);
                }
            }
            _ => {}
        }
    }

    fn take_feishu(&mut self, call: &Value) {
        let (given, answer) = (&call["arguments"]["body"], &call["answer"]);
        let method = call["method"].as_str().unwrap_or_default();
        if !method.starts_with("im.v1.message.") {
            return;
        }
        let message = answer["data"]["message_id"].as_str().unwrap_or_default().to_owned();
        self.heard.messages.insert(message.clone());
        let uuid = given["uuid"].as_str().unwrap_or_default();
        if uuid.len() == MARKER_LENGTH && matches!(method, "im.v1.message.create" | "im.v1.message.reply") {
            self.post(call, uuid, given["receive_id"].as_str().map(str::to_owned), &message);
        }
    }

    fn post(&mut self, call: &Value, marker: &str, target: Option<String>, message: &str) {
        if !self.seen.insert((marker.to_owned(), message.to_owned())) {
            return;
        }
        let at = call["at"].as_str().and_then(|at| at.parse::<Timestamp>().ok()).unwrap_or_default();
        self.heard.posts.push(Post {
            marker: marker.into(),
            target,
            message: message.into(),
            at: at.as_microsecond(),
            is_labelled: is_labelled(&call["arguments"].to_string()),
        });
    }
}

/// JSON that a form carries as text.
fn parsed(given: &Value) -> Value {
    match given.as_str() {
        Some(text) => serde_json::from_str(text).unwrap_or_default(),
        None => given.clone(),
    }
}

/// The messages of the web chat, which the service itself keeps, each under its marker.
pub(super) fn web(messages: &[(String, String, String, i64)]) -> Heard {
    let posts = messages.iter().map(|(marker, target, id, at)| Post {
        marker: marker.clone(),
        target: Some(target.trim_start_matches('@').to_owned()),
        message: id.clone(),
        at: *at,
        is_labelled: false,
    });
    Heard {
        platform: "web".into(),
        is_blind: false,
        posts: posts.collect(),
        messages: messages.iter().map(|(_, _, id, _)| id.clone()).collect(),
    }
}

/// How often each place was posted to, by whether the post says that it may be a double.
pub(super) type Counts = BTreeMap<String, (usize, usize)>;
