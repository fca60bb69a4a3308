//! A Slack that says yes to everything at once, so that the apps are measured and not Slack.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::routing::any;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// The id of its workspace.
pub const TEAM: &str = "T1";

/// The server.
#[derive(Debug)]
pub struct Slack {
    address: String,
    /// The bodies of posts; the number of each, in this order, is its time stamp.
    posts: Mutex<Vec<Value>>,
}

impl Slack {
    /// Starts it on a free port.
    pub async fn start() -> Result<Arc<Self>> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}", listener.local_addr()?);
        let slack = Arc::new(Self { address, posts: Mutex::default() });
        let router = Router::new().route("/api/{method}", any(take)).with_state(Arc::clone(&slack));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(slack)
    }

    /// What a client takes for `https://slack.com/api`.
    pub fn api_url(&self) -> String {
        format!("{}/api", self.address)
    }

    /// Everything that was posted, with its time stamp.
    pub fn posts(&self) -> Vec<(String, Value)> {
        let posts = self.posts.lock().unwrap_or_else(PoisonError::into_inner);
        posts.iter().enumerate().map(|(number, post)| (stamp(number), post.clone())).collect()
    }
}

fn stamp(number: usize) -> String {
    format!("1795400000.{number:06}")
}

async fn take(State(slack): State<Arc<Slack>>, Path(method): Path<String>, body: Bytes) -> Json<Value> {
    let who = json!({ "ok": true, "url": "https://load.slack.com/", "team": "Load", "team_id": TEAM,
                      "user": "steward", "user_id": "U0", "bot_id": "B0", "channel": "C0", "ts": "1.1" });
    if method != "chat.postMessage" {
        // A person's own conversation carries the person's id, so that it can be told whose it is.
        let asked: Value = serde_json::from_slice(&body).unwrap_or_default();
        let channel = asked["users"].as_str().map(|user| json!({ "id": user }));
        return Json(match channel {
            Some(channel) => json!({ "ok": true, "channel": channel }),
            None => who,
        });
    }
    let post: Value = serde_json::from_slice(&body).unwrap_or_default();
    let mut posts = slack.posts.lock().unwrap_or_else(PoisonError::into_inner);
    let ts = stamp(posts.len());
    let answer = json!({ "ok": true, "channel": post["channel"], "ts": ts, "message": { "ts": ts } });
    posts.push(post);
    Json(answer)
}
