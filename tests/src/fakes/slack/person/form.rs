//! Modals: filling in, submitting, closing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::choose::{initial, is_filled, value_of};
use crate::fakes::slack::delivery::{Delivered, Parcel};
use crate::fakes::slack::payloads::{base, new_trigger};
use crate::fakes::slack::{FakeSlack, message, views};

/// What becomes of a submitted modal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Submitted {
    /// It is gone, and the one below it is seen again.
    Closed,
    /// Every modal is gone.
    Cleared,
    /// It stays, with an error under these blocks.
    Errors(BTreeMap<String, String>),
    /// It shows something else.
    Updated,
    /// Another one lies on it.
    Pushed,
    /// Slack itself asks for these fields, and the app hears nothing.
    Incomplete(Vec<String>),
    /// The app did not answer, or not with what Slack understands: "We had some trouble connecting."
    Trouble(String),
}

impl FakeSlack {
    /// Somebody fills in their uppermost modal, by label, block or action, and submits it.
    pub async fn submit(&self, user: &str, values: &[(&str, &str)]) -> Submitted {
        let (submitted, _) = self.submit_and_tell(user, values).await;
        submitted
    }

    /// As [`FakeSlack::submit`], with what was sent.
    pub async fn submit_and_tell(
        &self,
        user: &str,
        values: &[(&str, &str)],
    ) -> (Submitted, Option<Delivered>) {
        let (mut view, user) = self.uppermost(user);
        self.fill_in(&mut view, values);
        let missing = incomplete(&view);
        if !missing.is_empty() {
            return (Submitted::Incomplete(missing), None);
        }
        let payload = {
            let mut state = self.state();
            let person = state.user(&user).clone();
            let trigger = new_trigger(&mut state, &user, self.clock.now());
            let mut payload = base(&state, &person);
            payload["type"] = "view_submission".into();
            payload["trigger_id"] = trigger.into();
            payload["response_urls"] = json!([]);
            payload["view"] = view.clone();
            payload
        };
        let delivered = self.deliver_once(Parcel::Interaction(payload)).await;
        let submitted = self.follow(&user, &view, &delivered);
        self.tell_change();
        (submitted, Some(delivered))
    }

    /// Somebody closes their uppermost modal.
    pub async fn close(&self, user: &str) -> Option<Delivered> {
        let (view, user) = self.uppermost(user);
        let payload = {
            let mut state = self.state();
            state.modals.retain(|modal| modal.shown["id"] != view["id"]);
            let person = state.user(&user).clone();
            let mut payload = base(&state, &person);
            payload["type"] = "view_closed".into();
            payload["is_cleared"] = false.into();
            payload["view"] = view.clone();
            payload
        };
        self.tell_change();
        if view["notify_on_close"] != true {
            return None;
        }
        Some(self.deliver_once(Parcel::Interaction(payload)).await)
    }

    fn uppermost(&self, user: &str) -> (Value, String) {
        let view = self.modals(user).pop().unwrap_or_else(|| panic!("{user} has no modal open"));
        (view, self.user_id(user))
    }

    /// Puts what is typed into a modal, and keeps it there.
    fn fill_in(&self, view: &mut Value, values: &[(&str, &str)]) {
        let mut state = self.state();
        let blocks = view["blocks"].clone();
        let all = message::elements(&blocks);
        for (block, element) in &all {
            let (at, id) = place(block, element);
            if let Some(initial) = initial(element).filter(|_| view["state"]["values"][&at][&id].is_null()) {
                view["state"]["values"][&at][&id] = initial;
            }
        }
        for (wanted, given) in values {
            let is_it = |(block, element): &&(&Value, &Value)| {
                [&block["label"]["text"], &block["block_id"], &element["action_id"]]
                    .into_iter()
                    .any(|name| name == wanted)
            };
            let labels = || all.iter().map(|(block, _)| &block["label"]["text"]).collect::<Vec<_>>();
            let (block, element) = all
                .iter()
                .find(is_it)
                .unwrap_or_else(|| panic!("no field {wanted}; there is {:?}", labels()));
            let (at, id) = place(block, element);
            view["state"]["values"][&at][&id] = value_of(&state, element, given);
        }
        let open = state.modals.iter_mut().find(|modal| modal.shown["id"] == view["id"]);
        open.expect("an open modal").shown["state"] = view["state"].clone();
    }

    /// Does what the app answers to a submitted modal.
    fn follow(&self, user: &str, view: &Value, delivered: &Delivered) -> Submitted {
        if !delivered.acked {
            return Submitted::Trouble("no acknowledgement".into());
        }
        let answer = delivered.payload.clone().unwrap_or_default();
        let now = self.clock.now();
        let mut state = self.state();
        let team = state.user(user).team.clone();
        match answer["response_action"].as_str() {
            None => {
                state.modals.retain(|modal| modal.shown["id"] != view["id"]);
                Submitted::Closed
            }
            Some("clear") => {
                state.modals.retain(|modal| modal.user != user);
                Submitted::Cleared
            }
            Some("errors") => errors(view, &answer["errors"]),
            Some(action @ ("update" | "push")) => {
                let problems = views::check(&answer["view"], &["modal"]);
                if !problems.is_empty() {
                    return Submitted::Trouble(problems.join("; "));
                }
                if action == "push" {
                    views::stack(&mut state, &team, user, answer["view"].clone(), now);
                    return Submitted::Pushed;
                }
                let hash = views::next_hash(&mut state, now);
                let open = state.modals.iter_mut().find(|modal| modal.shown["id"] == view["id"]);
                views::replace(open.expect("an open modal"), answer["view"].clone(), hash);
                Submitted::Updated
            }
            Some(other) => Submitted::Trouble(format!("no response_action is called {other}")),
        }
    }
}

fn place(block: &Value, element: &Value) -> (String, String) {
    let text = |value: &Value, otherwise: &str| value.as_str().unwrap_or(otherwise).to_owned();
    (text(&block["block_id"], ""), text(&element["action_id"], "own"))
}

/// The labels of what Slack itself asks for: what is needed and empty, too short or too long.
fn incomplete(view: &Value) -> Vec<String> {
    let all = message::elements(&view["blocks"]);
    let inputs = all.into_iter().filter(|(block, _)| block["type"] == "input");
    let is_wrong = |(block, element): &(&Value, &Value)| {
        let (at, id) = place(block, element);
        let value = &view["state"]["values"][&at][&id];
        let length = value["value"].as_str().map(|text| text.chars().count() as u64);
        let is_outside = length.is_some_and(|length| {
            element["min_length"].as_u64().is_some_and(|least| length < least)
                || length > element["max_length"].as_u64().unwrap_or(3000)
        });
        (block["optional"] != true && !is_filled(value)) || is_outside
    };
    let wrong = inputs.filter(is_wrong);
    wrong.map(|(block, _)| block["label"]["text"].as_str().unwrap_or_default().to_owned()).collect()
}

/// Errors in place; Slack takes them only under blocks that the modal has.
fn errors(view: &Value, errors: &Value) -> Submitted {
    let read: BTreeMap<String, String> = serde_json::from_value(errors.clone()).unwrap_or_default();
    let inputs: Vec<&Value> =
        view["blocks"].as_array().into_iter().flatten().filter(|block| block["type"] == "input").collect();
    let is_there = |id: &String| inputs.iter().any(|block| block["block_id"] == id.as_str());
    if read.is_empty() || !read.keys().all(is_there) {
        return Submitted::Trouble(format!("errors under blocks that are no inputs: {errors}"));
    }
    Submitted::Errors(read)
}
