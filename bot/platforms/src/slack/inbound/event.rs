//! The Events API: messages, mentions, reactions, the home tab, and what happens to channels and accounts.

use serde_json::Value;
use steward_core::host::News;

use super::{Arrival, Place, What, instant, is_direct, team, text, without_mention};

/// Reactions that acknowledge.
const CHECK_MARKS: &[&str] = &["white_check_mark", "heavy_check_mark", "ballot_box_with_check"];
/// What such a reaction says.
const ACKNOWLEDGES: &str = "ack";
/// Kinds of message that people write; the others are told by Slack itself.
const WRITTEN: &[&str] = &["", "file_share", "thread_broadcast", "me_message"];

pub(super) fn read(payload: &Value, bot: &str) -> Arrival {
    let event_id = text(payload, "/event_id").unwrap_or_default();
    let of = |path: &str| text(payload, path);
    let what = match of("/event/type").as_deref().unwrap_or_default() {
        "message" | "app_mention" => return message(payload, &event_id, bot),
        "reaction_added" => return reaction(payload, &event_id, bot),
        "app_home_opened" if of("/event/tab").is_none_or(|tab| tab == "home") => What::HomeOpened,
        "user_change" | "user_profile_changed" => account(payload),
        "channel_rename" | "group_rename" => match of("/event/channel/id").zip(of("/event/channel/name")) {
            Some((target, name)) => What::News(News::ChannelRenamed { target, name: format!("#{name}") }),
            None => What::Nothing("a channel without a name"),
        },
        "channel_archive" | "group_archive" | "channel_deleted" | "channel_left" | "group_left" => {
            closed(payload)
        }
        "member_left_channel" if of("/event/user").as_deref() == Some(bot) => closed(payload),
        _ => What::Nothing("an event of no use to us"),
    };
    let user = of("/event/user").or_else(|| of("/event/user/id")).unwrap_or_default();
    arrival(payload, event_id, Place { user, ..Place::default() }, what)
}

fn arrival(payload: &Value, id: String, place: Place, what: What) -> Arrival {
    let at = text(payload, "/event/event_ts").and_then(|stamp| instant(&stamp));
    Arrival { id, team: team(payload).unwrap_or_default().to_owned(), at, place, what }
}

/// A message. One that mentions Steward comes twice, as a message and as a mention, under two event ids; its place in the
/// conversation names it.
fn message(payload: &Value, event_id: &str, bot: &str) -> Arrival {
    let of = |path: &str| text(payload, path);
    let channel = of("/event/channel");
    let stamp = of("/event/ts");
    let place = Place {
        user: of("/event/user").unwrap_or_default(),
        direct: of("/event/channel_type").as_deref() == Some("im") || is_direct(channel.as_deref()),
        thread: of("/event/thread_ts").filter(|thread| Some(thread) != stamp.as_ref()),
        message: stamp.clone(),
        channel: channel.clone(),
        ..Place::default()
    };
    let subtype = of("/event/subtype").unwrap_or_default();
    let is_a_program_s = of("/event/bot_id").is_some() || place.user == bot || place.user.is_empty();
    let what = if is_a_program_s || !WRITTEN.contains(&subtype.as_str()) {
        What::Nothing("a message that nobody wrote")
    } else {
        let (text, is_mentioned) = without_mention(&of("/event/text").unwrap_or_default(), bot);
        let addressed = is_mentioned || place.direct || of("/event/type").as_deref() == Some("app_mention");
        if addressed || place.thread.is_some() {
            What::Said { text, addressed, command: false }
        } else {
            What::Nothing("what people say to each other")
        }
    };
    let id = match channel.zip(stamp) {
        Some((channel, stamp)) => format!("message:{channel}:{stamp}"),
        None => event_id.to_owned(),
    };
    arrival(payload, id, place, what)
}

fn reaction(payload: &Value, event_id: &str, bot: &str) -> Arrival {
    let of = |path: &str| text(payload, path);
    let channel = of("/event/item/channel");
    let place = Place {
        user: of("/event/user").unwrap_or_default(),
        direct: is_direct(channel.as_deref()),
        channel,
        message: of("/event/item/ts"),
        ..Place::default()
    };
    let reaction = of("/event/reaction").unwrap_or_default();
    // A skin tone may follow the name.
    let name = reaction.split("::").next().unwrap_or_default();
    let what = if CHECK_MARKS.contains(&name) && place.message.is_some() && place.user != bot {
        What::Said { text: ACKNOWLEDGES.to_owned(), addressed: false, command: false }
    } else {
        What::Nothing("a reaction that says nothing")
    };
    arrival(payload, event_id.to_owned(), place, what)
}

fn account(payload: &Value) -> What {
    let is_closed = payload.pointer("/event/user/deleted") == Some(&Value::Bool(true));
    match text(payload, "/event/user/id") {
        Some(id) if is_closed => What::News(News::AccountClosed { id }),
        _ => What::Nothing("a change of an account"),
    }
}

fn closed(payload: &Value) -> What {
    let channel = text(payload, "/event/channel").or_else(|| text(payload, "/event/channel/id"));
    match channel {
        Some(target) => What::News(News::ChannelClosed { target }),
        None => What::Nothing("a channel without an id"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn event(event: &Value) -> Arrival {
        let payload = json!({ "type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": event });
        read(&payload, "UBOT")
    }

    fn said(arrival: &Arrival) -> (&str, bool) {
        let What::Said { text, addressed, .. } = &arrival.what else { panic!("{arrival:?}") };
        (text, *addressed)
    }

    #[test]
    fn a_mention_and_its_message_are_one_thing() {
        let fields = |kind: &str| {
            json!({ "type": kind, "channel": "C1", "user": "U1", "ts": "1700000000.000100",
                    "text": "<@UBOT> 我的", "event_ts": "1700000000.000100" })
        };
        let (message, mention) = (event(&fields("message")), event(&fields("app_mention")));
        assert_eq!(message.id, mention.id);
        assert_eq!((said(&message), said(&mention)), (("我的", true), ("我的", true)));
    }

    #[test]
    fn a_message_with_blocks_of_a_kind_unknown_to_us_is_heard() {
        let reply = event(&json!({
            "type": "message", "channel": "C1", "channel_type": "channel", "user": "U1", "text": "收到",
            "ts": "1700000001.000100", "thread_ts": "1700000000.000100", "event_ts": "1700000001.000100",
            "blocks": [{ "type": "table_of_2027", "rows": [[1, { "deep": null }]] }, 7], "new_field": [],
        }));
        assert_eq!(said(&reply), ("收到", false));
        assert_eq!(reply.place.thread.as_deref(), Some("1700000000.000100"));
    }

    #[test]
    fn a_direct_message_is_for_steward() {
        let direct = event(&json!({
            "type": "message", "channel": "D1", "channel_type": "im", "user": "U1", "text": "mine", "ts": "1.000001"
        }));
        assert!(direct.place.direct);
        assert_eq!(said(&direct), ("mine", true));
    }

    #[test]
    fn what_people_say_to_each_other_is_nobody_s_business() {
        let fields =
            json!({ "type": "message", "channel": "C1", "user": "U1", "text": "lunch?", "ts": "1.000001" });
        assert!(matches!(event(&fields).what, What::Nothing(_)));
    }

    #[test]
    fn what_programs_write_and_what_was_edited_is_left_alone() {
        for fields in [
            json!({ "type": "message", "channel": "C1", "bot_id": "B1", "user": "U9", "text": "ack", "ts": "1.000001" }),
            json!({ "type": "message", "channel": "C1", "user": "UBOT", "text": "ack", "ts": "1.000001" }),
            json!({ "type": "message", "subtype": "message_changed", "channel": "C1", "message": {}, "ts": "1.000001" }),
            json!({ "type": "message", "subtype": "channel_join", "user": "U1", "channel": "C1", "ts": "1.000001" }),
            json!({ "type": "message" }),
            json!({ "type": 7 }),
            json!("nothing"),
        ] {
            assert!(matches!(event(&fields).what, What::Nothing(_)), "{fields}");
        }
    }

    #[test]
    fn a_check_mark_acknowledges_and_no_other_reaction() {
        let react = |reaction: &str| {
            event(&json!({
                "type": "reaction_added", "user": "U1", "reaction": reaction, "item_user": "UBOT",
                "item": { "type": "message", "channel": "C1", "ts": "1.000001" }, "event_ts": "2.000001",
            }))
        };
        let check = react("white_check_mark");
        assert_eq!((said(&check), check.place.message.as_deref()), (("ack", false), Some("1.000001")));
        assert!(matches!(react("eyes").what, What::Nothing(_)));
    }

    #[test]
    fn what_happens_to_channels_and_accounts_is_news() {
        let what = |fields: Value| event(&fields).what;
        assert_eq!(
            what(json!({ "type": "channel_rename", "channel": { "id": "C1", "name": "ops-us" } })),
            What::News(News::ChannelRenamed { target: "C1".into(), name: "#ops-us".into() })
        );
        let closed = What::News(News::ChannelClosed { target: "C1".into() });
        assert_eq!(what(json!({ "type": "channel_archive", "channel": "C1", "user": "U1" })), closed);
        assert_eq!(what(json!({ "type": "member_left_channel", "channel": "C1", "user": "UBOT" })), closed);
        assert!(matches!(
            what(json!({ "type": "member_left_channel", "channel": "C1", "user": "U1" })),
            What::Nothing(_)
        ));
        assert_eq!(
            what(json!({ "type": "user_change", "user": { "id": "U1", "deleted": true } })),
            What::News(News::AccountClosed { id: "U1".into() })
        );
    }
}
