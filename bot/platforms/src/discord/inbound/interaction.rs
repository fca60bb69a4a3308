//! Interactions: slash commands, what is typed in them, buttons, the list behind "More", and modals.

use serde_json::Value;

use super::{Arrival, Place, What, made_at, placed, text, typed};
use crate::discord::channels::Whereabouts;
use crate::discord::components::is_more;
use crate::discord::{modal, press};

/// Kinds of interaction in Discord's reference.
const PING: u64 = 1;
const COMMAND: u64 = 2;
const COMPONENT: u64 = 3;
const TYPING: u64 = 4;
const MODAL: u64 = 5;
/// The flag of a message that only one person sees.
const EPHEMERAL: u64 = 1 << 6;

/// Reads an interaction.
pub(in crate::discord) fn read(event: &Value) -> Arrival {
    let id = text(event, "/id").unwrap_or_default();
    let kind = event.get("type").and_then(Value::as_u64).unwrap_or_default();
    let data = event.get("data").unwrap_or(&Value::Null);
    let what = match kind {
        PING => What::Ping,
        COMMAND => typed::said(data),
        TYPING => typed::typing(data),
        COMPONENT => pressed(data),
        MODAL => submitted(data),
        _ => What::Nothing("an interaction of a kind unknown to us"),
    };
    Arrival { at: made_at(&id), id: format!("interaction:{id}"), place: place(event), what }
}

fn place(event: &Value) -> Place {
    let of = |path: &str| text(event, path);
    let flags = event.pointer("/message/flags").and_then(Value::as_u64).unwrap_or_default();
    let place = Place {
        user: of("/member/user/id").or_else(|| of("/user/id")).unwrap_or_default(),
        message: of("/message/id").filter(|_| flags & EPHEMERAL == 0),
        token: of("/token"),
        locale: of("/locale"),
        server_locale: of("/guild_locale"),
        ..Place::default()
    };
    let Some(channel) = of("/channel_id").or_else(|| of("/channel/id")) else { return place };
    let is_of_server = of("/guild_id").is_some();
    let whereabouts = event.get("channel").and_then(Whereabouts::of);
    let default = if is_of_server { Whereabouts::Channel } else { Whereabouts::Direct };
    placed(&channel, &whereabouts.unwrap_or(default), place)
}

fn pressed(data: &Value) -> What {
    let own = text(data, "/custom_id").unwrap_or_default();
    let id = if is_more(&own) { text(data, "/values/0").unwrap_or_default() } else { own };
    match press::read(&id) {
        Some((pressed, answer_to)) => What::Pressed { pressed, answer_to },
        None => What::Nothing("a button that is not ours"),
    }
}

fn submitted(data: &Value) -> What {
    let act = text(data, "/custom_id").and_then(|id| press::unsealed(&id));
    match act {
        Some(act) => {
            let components = data.get("components").unwrap_or(&Value::Null);
            let (fields, written) = (modal::filled(components), modal::written(components));
            What::Submitted { act, fields, written }
        }
        None => What::Nothing("a modal that is not ours"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::press::Pressed;

    fn event(kind: u64, data: &Value) -> Value {
        json!({
            "id": "175928847299117063", "application_id": "2", "type": kind, "token": "tok", "version": 1,
            "guild_id": "1", "channel_id": "5", "channel": { "id": "5", "type": 0 }, "locale": "zh-CN",
            "guild_locale": "en-US", "member": { "user": { "id": "3" } }, "data": data, "new_field": [null],
        })
    }

    #[test]
    fn a_button_says_what_where_and_by_whom() {
        let mut press =
            event(COMPONENT, &json!({ "custom_id": "re|interaction:4|escalate||0|0", "component_type": 2 }));
        press["message"] = json!({ "id": "7", "flags": 0 });
        let arrival = read(&press);
        let What::Pressed { pressed: Pressed::Ask(act), answer_to } = &arrival.what else {
            panic!("{arrival:?}")
        };
        assert_eq!((act.command.as_str(), answer_to.as_deref()), ("escalate", Some("interaction:4")));
        assert_eq!(arrival.id, "interaction:175928847299117063");
        let place = arrival.place;
        assert_eq!((place.user.as_str(), place.message.as_deref(), place.direct), ("3", Some("7"), false));
        assert_eq!((place.locale.as_deref(), place.server_locale.as_deref()), (Some("zh-CN"), Some("en-US")));
        assert_eq!(place.token.as_deref(), Some("tok"));
    }

    #[test]
    fn the_list_behind_more_is_a_button_each() {
        for list in ["more", "more2"] {
            let arrival = read(&event(COMPONENT, &json!({ "custom_id": list, "values": ["say|mine"] })));
            let pressed = Pressed::Say("mine".into());
            assert_eq!(arrival.what, What::Pressed { pressed, answer_to: None });
        }
    }

    #[test]
    fn a_message_that_only_one_person_sees_has_no_name() {
        let mut press = event(COMPONENT, &json!({ "custom_id": "say|mine" }));
        press["message"] = json!({ "id": "7", "flags": 64 });
        assert_eq!(read(&press).place.message, None);
    }

    #[test]
    fn in_a_thread_the_channel_is_the_one_it_hangs_in() {
        let mut press = event(COMPONENT, &json!({ "custom_id": "say|mine" }));
        press["channel_id"] = json!("7");
        press["channel"] = json!({ "id": "7", "type": 11, "parent_id": "5" });
        let place = read(&press).place;
        assert_eq!((place.channel.as_deref(), place.thread.as_deref()), (Some("5"), Some("7")));
    }

    #[test]
    fn a_direct_conversation_is_the_person_s_own() {
        let direct = read(&json!({
            "id": "9", "type": 2, "token": "t", "channel_id": "6", "user": { "id": "3" },
            "data": { "name": "mine" },
        }));
        assert!(direct.place.direct);
        assert_eq!(direct.what, What::Said { text: "mine".into(), addressed: true });
    }

    #[test]
    fn what_is_not_ours_is_left_alone() {
        for event in [
            event(MODAL, &json!({ "custom_id": "other" })),
            event(MODAL, &json!({})),
            event(COMPONENT, &json!({ "custom_id": "more", "values": [] })),
            event(COMPONENT, &Value::Null),
            event(77, &json!({})),
            json!({}),
            json!([]),
        ] {
            assert!(matches!(read(&event).what, What::Nothing(_)), "{event}");
        }
    }

    #[test]
    fn a_modal_without_values_is_the_act_with_nothing_filled_in() {
        let arrival =
            read(&event(MODAL, &json!({ "custom_id": "form|note||0|0", "components": [{ "type": 18 }] })));
        let What::Submitted { act, fields, .. } = arrival.what else { panic!() };
        assert_eq!((act.command.as_str(), fields.len()), ("note", 0));
    }
}
