//! A person of the company, who comes into the web chat over HTTP, says things and presses buttons.

use std::sync::Arc;

use jiff::SignedDuration;
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use steward_core::card::{Card, Press};
use steward_core::id::PersonKey;
use steward_core::org::Org;
use steward_core::person::Person;

use super::message::{Answer, Message, word_of};
use super::service::LINK_SECRET;
use super::{Conversation, Door, Stage};

/// A person by their key.
pub struct WorldPerson {
    stage: Arc<Stage>,
    key: PersonKey,
}

/// A session of a person in the web chat.
#[derive(Clone)]
pub(super) struct Session {
    cookie: String,
    token: String,
}

impl WorldPerson {
    pub(super) fn new(stage: &Arc<Stage>, key: &str) -> Self {
        Self { stage: Arc::clone(stage), key: key.parse().expect("a key") }
    }

    /// Their own conversation with Steward.
    pub async fn direct(&self) -> Conversation {
        Conversation::new(&self.stage, self.own_target().await, None)
    }

    /// Says something to Steward in their own conversation; everything that follows at once is done.
    pub async fn says(&self, text: &str) -> Answer {
        self.says_at(&self.own_target().await, None, text).await
    }

    /// Says something in a channel.
    pub async fn says_in(&self, channel: &str, text: &str) -> Answer {
        let org = self.org().await;
        let channel = channel.parse().expect("a key");
        let target = org.channels.get(&channel).expect("a channel").target.clone();
        self.says_at(&target, None, text).await
    }

    /// Says something in the thread below a message.
    pub async fn replies(&self, to: &Message, text: &str) -> Answer {
        let (target, root) = to.place();
        self.says_at(target, Some(root.to_string()), text).await
    }

    /// Presses a button of an answer that only they saw.
    ///
    /// # Panics
    /// When there is no such button.
    pub async fn presses(&self, answer: &Answer, button: &str, fields: &[(&str, &str)]) -> Answer {
        let buttons = answer.card.iter().flat_map(|card| &card.buttons);
        let found = buttons.into_iter().find(|found| word_of(found) == button);
        let found = found.unwrap_or_else(|| panic!("no button `{button}` on it:\n{}", answer.text()));
        let target = self.own_target().await;
        match &found.press {
            Press::Act { act } | Press::Form { act, .. } => {
                let fields: Value = fields.iter().map(|(name, value)| (*name, *value)).collect();
                let id = self.stage.event_id();
                self.does("/chat/act", &json!({ "target": target, "act": act, "fields": fields, "id": id }))
                    .await
            }
            Press::Say { text } => self.says_at(&target, None, text).await,
        }
    }

    /// Changes their standing data.
    pub async fn change(&self, edit: impl FnOnce(&mut Person)) {
        self.stage.change(|org| edit(org.people.get_mut(&self.key).expect("a person"))).await;
    }

    /// A personal link into the web chat that is good for a day.
    pub async fn link(&self) -> String {
        let until = self.stage.clock.get() + SignedDuration::from_hours(24);
        format!("{}{}", self.stage.url().await, steward_web::sign_link(LINK_SECRET, &self.key, until))
    }

    /// Says something in their own conversation that the page may refuse: the status, and the words of the refusal.
    pub async fn tries_to_say(&self, text: &str) -> (u16, String) {
        let body = json!({ "target": self.own_target().await, "text": text, "id": self.stage.event_id() });
        let response = self.post(&self.session().await, "/chat/say", &body).await;
        let status = response.status().as_u16();
        self.stage.follow().await;
        (status, response.text().await.expect("a text"))
    }

    pub(super) async fn says_at(&self, target: &str, thread: Option<String>, text: &str) -> Answer {
        let id = self.stage.event_id();
        let body = json!({ "target": target, "thread": thread, "text": text, "id": id });
        self.does("/chat/say", &body).await
    }

    /// Sends a change as the page does, and lets everything that follows at once be done.
    pub(super) async fn does(&self, path: &str, body: &Value) -> Answer {
        let mut session = self.session().await;
        let mut response = self.post(&session, path, body).await;
        if response.status() == StatusCode::UNAUTHORIZED {
            // The session has ended with the time that has passed.
            self.stage.sessions.lock().await.remove(self.key.as_str());
            session = self.session().await;
            response = self.post(&session, path, body).await;
        }
        let outcome = answered(response).await;
        let answer = read(&outcome);
        if let Some(id) = outcome["public"]["id"].as_str() {
            self.stage.mark_read(id.parse().expect("a number")).await;
        }
        self.stage.follow().await;
        answer
    }

    async fn session(&self) -> Session {
        let mut sessions = self.stage.sessions.lock().await;
        if let Some(session) = sessions.get(self.key.as_str()) {
            return session.clone();
        }
        let session = match self.stage.parts.door {
            Door::Demo => self.comes_in_as_anybody().await,
            Door::Signed => {
                let response = self.stage.http.get(self.link().await).send().await.expect("a response");
                self.session_of(&response).await
            }
        };
        sessions.insert(self.key.to_string(), session.clone());
        session
    }

    async fn comes_in_as_anybody(&self) -> Session {
        let response = self.stage.http.get(self.stage.url().await).send().await.expect("a response");
        let first = self.session_of(&response).await;
        answered(self.post(&first, "/chat/be", &json!({ "person": self.key })).await).await;
        first
    }

    async fn session_of(&self, response: &Response) -> Session {
        let cookie = response.headers().get("set-cookie").expect("a session").to_str().expect("a cookie");
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        let state = format!("{}/chat/state", self.stage.url().await);
        let state = self.stage.http.get(state).header("cookie", &cookie).send().await.expect("a response");
        let token = answered(state).await["token"].as_str().expect("a token").to_owned();
        Session { cookie, token }
    }

    async fn post(&self, session: &Session, path: &str, body: &Value) -> Response {
        let request = self.stage.http.post(format!("{}{path}", self.stage.url().await));
        let request = request.header("cookie", &session.cookie).header("x-steward-token", &session.token);
        request.json(body).send().await.expect("a response")
    }

    async fn own_target(&self) -> String {
        let org = self.org().await;
        let person = org.people.get(&self.key).unwrap_or_else(|| panic!("there is no {}", self.key));
        format!("@{}", person.identities.get("web").map_or(self.key.as_str(), String::as_str))
    }

    async fn org(&self) -> Arc<Org> {
        self.stage.app().await.store.org().await.expect("the standing data")
    }
}

/// The JSON of an answer that is no refusal of the page itself.
async fn answered(response: Response) -> Value {
    let status = response.status();
    let body: Value = response.json().await.expect("JSON");
    assert!(status.is_success(), "{status}: {body}");
    body
}

fn read(outcome: &Value) -> Answer {
    let card = |value: &Value| -> Option<Card> { serde_json::from_value(value.clone()).ok() };
    let (private, public) = (card(&outcome["private"]["card"]), card(&outcome["public"]["card"]));
    let refused = outcome["private"]["refused"] == true;
    let field = outcome["private"]["field"].as_str().map(str::to_owned);
    Answer { private: private.is_some(), refused, field, card: private.or(public) }
}
