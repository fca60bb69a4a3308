//! The record of the stand-ins: every call that a platform accepted, as its own process wrote it down.

mod discord;
mod feishu;
mod slack;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::path::Path;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::heard::{Heard, Post, is_labelled};
use super::robots::{self, Robots};

/// What reads a call.
type Reader = fn(&mut Calls, &Value);

/// The platforms whose calls name a row of the outbox, each with what reads a call of it.
const READERS: [(&str, Reader); 3] =
    [("slack", slack::take), ("feishu", feishu::take), ("discord", discord::take)];

/// What the record holds.
#[derive(Debug)]
pub struct Record {
    /// What each platform accepted.
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
        let mut read: Vec<Calls> = READERS.iter().map(|(platform, _)| Calls::of(platform)).collect();
        let mut robots = Robots::default();
        for line in text.lines() {
            let Line { platform, call } = serde_json::from_str(line)?;
            if platform == robots::PLATFORM {
                robots.take(call["robot"].as_str().unwrap_or_default(), &call["card"].to_string());
                continue;
            }
            let mut readers = READERS.iter().zip(&mut read);
            let Some(((_, take), calls)) = readers.find(|((own, _), _)| *own == platform) else {
                return Err(io::Error::other(format!("the record tells of {platform}")));
            };
            take(calls, &call);
        }
        Ok(Self { heard: read.into_iter().map(|calls| calls.heard).collect(), robots })
    }
}

/// Calls of a platform, being read.
struct Calls {
    heard: Heard,
    /// The messages of each marker.
    seen: BTreeSet<(String, String)>,
    /// What a row calls a place that calls name otherwise: the person whom a conversation of two is with, the channel of a
    /// thread.
    places: HashMap<String, String>,
}

impl Calls {
    fn of(platform: &str) -> Self {
        let heard = Heard { platform: platform.into(), ..Heard::default() };
        Self { heard, seen: BTreeSet::new(), places: HashMap::new() }
    }

    /// The target of a row that goes to this place.
    fn target(&self, place: &str) -> String {
        self.places.get(place).cloned().unwrap_or_else(|| place.to_owned())
    }

    /// A post under a marker; `said` is what it shows. Where a platform gives the message back that it accepted before under
    /// the same marker, the same message is there once.
    fn post(&mut self, call: &Value, marker: &str, target: Option<String>, message: &str, said: &Value) {
        if !self.seen.insert((marker.to_owned(), message.to_owned())) {
            return;
        }
        let at = call["at"].as_str().and_then(|at| at.parse::<Timestamp>().ok()).unwrap_or_default();
        self.heard.posts.push(Post {
            marker: marker.into(),
            target,
            message: message.into(),
            at: at.as_microsecond(),
            is_labelled: is_labelled(&said.to_string()),
        });
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
