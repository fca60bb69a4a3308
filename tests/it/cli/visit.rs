//! A person in the web chat, who came by a personal link and listens to what is said.

use std::time::Duration;

use reqwest::Response;
use serde_json::Value;
use steward_tests::binary::{Reply, Service, Shell};

/// Longest wait for a message: far less than the poll of the services that are asked for one at once.
const SOON: Duration = Duration::from_secs(30);

/// A session in the web chat.
pub(super) struct Visit<'a> {
    service: &'a Service,
    cookie: String,
}

impl<'a> Visit<'a> {
    /// Makes a link at the shell, as the administrator does, and opens it.
    pub(super) async fn of(shell: &Shell, service: &'a Service, person: &str) -> Self {
        let link = link(shell, service, person);
        let reply = service.get(&link).await;
        assert_eq!(reply.status, 303, "{reply:?}");
        let cookie = reply.headers["set-cookie"].to_str().expect("a cookie in ASCII");
        for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        Self { service, cookie: cookie.split(';').next().unwrap_or_default().to_owned() }
    }

    /// Asks for a path as this person.
    pub(super) async fn get(&self, path: &str) -> Reply {
        self.service.send(self.service.request("GET", path).header("cookie", &self.cookie)).await
    }

    /// The texts of a conversation's messages, oldest first, without ids and times.
    pub(super) async fn messages(&self, target: &str) -> Vec<Value> {
        let reply = self.get(&format!("/chat/messages?target={target}")).await;
        assert_eq!(reply.status, 200, "{reply:?}");
        reply.json()["messages"].as_array().cloned().unwrap_or_default()
    }

    /// Listens to everything this person may read, from the first message on.
    pub(super) async fn listen(&self) -> Listening {
        let request = self.service.request("GET", "/chat/events?after=0").header("cookie", &self.cookie);
        Listening { response: request.send().await.expect("the stream of events"), heard: String::new() }
    }
}

/// An open stream of events.
pub(super) struct Listening {
    response: Response,
    heard: String,
}

impl Listening {
    /// Waits until all of the words were heard.
    pub(super) async fn wait_for(&mut self, words: &[&str]) {
        while !words.iter().all(|word| self.heard.contains(word)) {
            let chunk = tokio::time::timeout(SOON, self.response.chunk()).await;
            let Ok(Ok(Some(chunk))) = chunk else { panic!("{words:?} not heard, only:\n{}", self.heard) };
            self.heard.push_str(&String::from_utf8_lossy(&chunk));
        }
    }
}

/// The path and query of a personal link, made beside the service. Its settings name the address it listens on.
pub(super) fn link(shell: &Shell, service: &Service, person: &str) -> String {
    let address = service.url.trim_start_matches("http://");
    shell.write("link.toml", format!("[server]\nlisten = \"{address}\"\n"));
    let printed = shell.succeed(&["link", person, "--config", "link.toml"]);
    let link = printed.trim_end().strip_prefix(&service.url).expect("a link to the service");
    link.to_owned()
}
