//! Interactions: buttons, the menu behind "More", and modals.

use serde_json::Value;

use super::{Arrival, Place, What, instant, is_direct, team, text};
use crate::press;
use crate::slack::buttons;
use crate::slack::modal::{CALLBACK, Seal};

pub(super) fn read(payload: &Value) -> Arrival {
    let of = |path: &str| text(payload, path);
    let what = match of("/type").as_deref().unwrap_or_default() {
        "block_actions" => pressed(payload),
        "view_submission" if of("/view/callback_id").as_deref() == Some(CALLBACK) => submitted(payload),
        _ => What::Nothing("an interaction of no use to us"),
    };
    let place = match &what {
        What::Submitted { seal, .. } => sealed(payload, seal),
        _ => place(payload),
    };
    let trigger = of("/trigger_id").or_else(|| of("/actions/0/action_ts")).unwrap_or_default();
    Arrival {
        id: format!("press:{}:{trigger}", place.user),
        team: team(payload).unwrap_or_default().to_owned(),
        at: of("/actions/0/action_ts").and_then(|stamp| instant(&stamp)),
        place,
        what,
    }
}

fn place(payload: &Value) -> Place {
    let of = |path: &str| text(payload, path);
    let channel = of("/channel/id").or_else(|| of("/container/channel_id"));
    let is_private = payload.pointer("/container/is_ephemeral") == Some(&Value::Bool(true));
    let message = of("/container/message_ts").or_else(|| of("/message/ts"));
    Place {
        user: of("/user/id").unwrap_or_default(),
        direct: is_direct(channel.as_deref()),
        channel,
        thread: of("/container/thread_ts")
            .or_else(|| of("/message/thread_ts"))
            .filter(|thread| Some(thread) != message.as_ref()),
        message: message.filter(|_| !is_private),
        response_url: of("/response_url"),
        trigger: of("/trigger_id"),
    }
}

/// A modal knows by its seal where it was asked for.
fn sealed(payload: &Value, seal: &Seal) -> Place {
    Place {
        user: text(payload, "/user/id").unwrap_or_default(),
        direct: is_direct(seal.channel.as_deref()),
        channel: seal.channel.clone(),
        thread: seal.thread.clone(),
        message: seal.message.clone(),
        response_url: None,
        trigger: text(payload, "/trigger_id"),
    }
}

fn pressed(payload: &Value) -> What {
    let of = |path: &str| text(payload, path);
    let value = of("/actions/0/value").or_else(|| of("/actions/0/selected_option/value"));
    match value.as_deref().and_then(press::read) {
        Some(pressed) => {
            let block = of("/actions/0/block_id").unwrap_or_default();
            What::Pressed { pressed, answer_to: buttons::answer_to(&block).map(str::to_owned) }
        }
        // A link is opened by Slack and told to us all the same.
        None => What::Nothing("a button that is not ours"),
    }
}

fn submitted(payload: &Value) -> What {
    let view = payload.get("view").cloned().unwrap_or_default();
    match Seal::read(&view) {
        Some(seal) => What::Submitted { seal, view },
        None => What::Nothing("a modal without its seal"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::press::Pressed;

    #[test]
    fn a_button_says_what_where_and_by_whom() {
        let arrival = read(&json!({
            "type": "block_actions", "team": { "id": "T1" }, "user": { "id": "U1" }, "trigger_id": "9.1",
            "container": { "type": "message", "message_ts": "1.000001", "channel_id": "C1", "is_ephemeral": false },
            "channel": { "id": "C1" }, "response_url": "https://hooks.slack.com/actions/x",
            "message": { "ts": "1.000001", "blocks": [{ "type": "unheard_of" }] },
            "actions": [{ "type": "overflow", "action_id": "more-0", "block_id": "re:message:C1:2.0#0",
                          "selected_option": { "value": "ask|escalate||0|0" }, "action_ts": "3.000001" }],
        }));
        let What::Pressed { pressed: Pressed::Ask(act), answer_to } = &arrival.what else {
            panic!("{arrival:?}")
        };
        assert_eq!((act.command.as_str(), answer_to.as_deref()), ("escalate", Some("message:C1:2.0")));
        assert_eq!((arrival.team.as_str(), arrival.id.as_str()), ("T1", "press:U1:9.1"));
        assert_eq!(arrival.place.message.as_deref(), Some("1.000001"));
    }

    #[test]
    fn a_message_that_only_one_person_sees_has_no_name() {
        let arrival = read(&json!({
            "type": "block_actions", "user": { "id": "U1" }, "channel": { "id": "D1" },
            "container": { "message_ts": "1.000001", "is_ephemeral": true },
            "actions": [{ "value": "say|mine" }],
        }));
        assert_eq!((arrival.place.message, arrival.place.direct), (None, true));
    }

    #[test]
    fn what_is_not_ours_is_left_alone() {
        for payload in [
            json!({ "type": "view_submission", "view": { "callback_id": "other" } }),
            json!({ "type": "view_submission", "view": { "callback_id": CALLBACK, "private_metadata": "{" } }),
            json!({ "type": "view_submission", "view": { "callback_id": CALLBACK } }),
            json!({ "type": "block_actions", "actions": [] }),
            json!({ "type": "block_actions", "actions": [{ "action_id": "link" }] }),
            json!({ "type": "shortcut" }),
            json!(null),
        ] {
            assert!(matches!(read(&payload).what, What::Nothing(_)), "{payload}");
        }
    }
}
