//! Messages and reactions, which come over the gateway.

use serde_json::Value;

use super::{Arrival, Place, REACTION, What, made_at, placed, text};
use crate::discord::channels::Whereabouts;

/// Reactions that acknowledge.
const CHECK_MARKS: &[&str] = &["✅", "☑", "✔"];
/// What makes a sign a picture.
const AS_PICTURE: char = '\u{fe0f}';
/// What such a reaction says.
const ACKNOWLEDGES: &str = "ack";
/// Kinds of message that people write in Discord's reference: plain ones and replies.
const WRITTEN: [u64; 2] = [0, 19];
/// The kind of a reference that is a reply.
const REPLY: u64 = 0;

/// Reads a message. `bot` is our own id.
pub(in crate::discord) fn message(event: &Value, bot: &str, whereabouts: &Whereabouts) -> Arrival {
    let of = |path: &str| text(event, path);
    let is = |path: &str| event.pointer(path) == Some(&Value::Bool(true));
    let id = of("/id").unwrap_or_default();
    let user = of("/author/id").unwrap_or_default();
    let place = Place { user: user.clone(), message: Some(id.clone()), ..Place::default() };
    let mut place = placed(&of("/channel_id").unwrap_or_default(), whereabouts, place);
    let is_reply = event.pointer("/message_reference/type").and_then(Value::as_u64).unwrap_or(REPLY) == REPLY;
    place.thread = place.thread.or_else(|| of("/message_reference/message_id").filter(|_| is_reply));
    let kind = event.get("type").and_then(Value::as_u64).unwrap_or_default();
    let is_a_program_s = is("/author/bot") || of("/webhook_id").is_some() || user.is_empty() || user == bot;
    let (text, is_mentioned) = without_mention(&of("/content").unwrap_or_default(), bot);
    let addressed = is_mentioned || place.direct;
    let what = if is_a_program_s || !WRITTEN.contains(&kind) {
        What::Nothing("a message that nobody wrote")
    } else if text.is_empty() && !is_mentioned {
        What::Nothing("a message without words, or whose words Discord keeps to itself")
    } else if addressed || place.thread.is_some() {
        What::Said { text, addressed }
    } else {
        What::Nothing("what people say to each other")
    };
    Arrival { at: made_at(&id), id: format!("message:{id}"), place, what }
}

/// Reads a reaction. `stamp` names the event, which has no id of its own.
pub(in crate::discord) fn reaction(
    event: &Value,
    bot: &str,
    whereabouts: &Whereabouts,
    stamp: &str,
) -> Arrival {
    let of = |path: &str| text(event, path);
    let place =
        Place { user: of("/user_id").unwrap_or_default(), message: of("/message_id"), ..Place::default() };
    let place = placed(&of("/channel_id").unwrap_or_default(), whereabouts, place);
    let emoji = of("/emoji/name").unwrap_or_default();
    let is_a_program_s = event.pointer("/member/user/bot") == Some(&Value::Bool(true)) || place.user == bot;
    let is_mark = CHECK_MARKS.contains(&emoji.trim_end_matches(AS_PICTURE));
    let what = if is_mark && !is_a_program_s && place.message.is_some() && !place.user.is_empty() {
        What::Said { text: ACKNOWLEDGES.to_owned(), addressed: false }
    } else {
        What::Nothing("a reaction that says nothing")
    };
    Arrival { id: format!("{REACTION}{stamp}"), at: None, place, what }
}

/// The text without the mention of the bot, and whether there was one.
fn without_mention(text: &str, bot: &str) -> (String, bool) {
    let mentions = [format!("<@{bot}>"), format!("<@!{bot}>")];
    let found = mentions.iter().find(|mention| !bot.is_empty() && text.contains(mention.as_str()));
    let rest = found.map_or_else(|| text.to_owned(), |mention| text.replacen(mention.as_str(), " ", 1));
    (rest.trim_matches([' ', '\u{a0}', ',', ':', '，', '：', '\n']).to_owned(), found.is_some())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const IN_CHANNEL: Whereabouts = Whereabouts::Channel;

    fn said(arrival: &Arrival) -> (&str, bool) {
        let What::Said { text, addressed } = &arrival.what else { panic!("{arrival:?}") };
        (text, *addressed)
    }

    fn written(content: &str) -> Value {
        json!({ "id": "9", "channel_id": "5", "guild_id": "1", "author": { "id": "3" }, "content": content, "type": 0 })
    }

    #[test]
    fn a_mention_is_for_the_bot() {
        for mention in ["<@8> 我的", "<@!8>，我的", "我的 <@8>"] {
            let arrival = message(&written(mention), "8", &IN_CHANNEL);
            assert_eq!(said(&arrival), ("我的", true), "{mention}");
            assert_eq!((arrival.id.as_str(), arrival.place.channel.as_deref()), ("message:9", Some("5")));
        }
        assert!(matches!(message(&written("lunch?"), "8", &IN_CHANNEL).what, What::Nothing(_)));
    }

    #[test]
    fn a_reply_and_a_thread_are_below_their_message() {
        let mut reply = written("收到");
        reply["type"] = json!(19);
        reply["message_reference"] = json!({ "message_id": "7", "channel_id": "5" });
        let arrival = message(&reply, "8", &IN_CHANNEL);
        assert_eq!((said(&arrival), arrival.place.thread.as_deref()), (("收到", false), Some("7")));
        let mut inside = written("done");
        inside["channel_id"] = json!("7");
        let arrival = message(&inside, "8", &Whereabouts::Thread { parent: "5".into() });
        assert_eq!((said(&arrival), arrival.place.thread.as_deref()), (("done", false), Some("7")));
        assert_eq!((arrival.place.channel.as_deref(), arrival.place.spot.as_deref()), (Some("5"), Some("7")));
    }

    #[test]
    fn a_direct_message_is_for_the_bot() {
        let arrival = message(&written("mine"), "8", &Whereabouts::Direct);
        assert_eq!((said(&arrival), arrival.place.direct), (("mine", true), true));
    }

    #[test]
    fn what_programs_write_and_what_says_nothing_is_left_alone() {
        let with = |key: &str, value: Value| {
            let mut event = written("<@8> ack");
            event[key] = value;
            event
        };
        for event in [
            with("author", json!({ "id": "4", "bot": true })),
            with("author", json!({ "id": "8" })),
            with("webhook_id", json!("6")),
            with("type", json!(7)),
            with("content", json!("")),
            with("content", json!(7)),
            json!({}),
            json!("nothing"),
        ] {
            assert!(matches!(message(&event, "8", &IN_CHANNEL).what, What::Nothing(_)), "{event}");
        }
    }

    #[test]
    fn a_check_mark_acknowledges_and_no_other_reaction() {
        let react = |emoji: &str| {
            let event = json!({ "user_id": "3", "channel_id": "5", "message_id": "7", "guild_id": "1",
                                "emoji": { "id": null, "name": emoji } });
            reaction(&event, "8", &IN_CHANNEL, "s:4")
        };
        for mark in ["✅", "✔️", "☑️"] {
            let arrival = react(mark);
            assert_eq!((said(&arrival), arrival.place.message.as_deref()), (("ack", false), Some("7")));
            assert_eq!(arrival.id, "reaction:s:4");
            assert_eq!(arrival.common_name(), "reaction:7:3");
        }
        assert!(matches!(react("👀").what, What::Nothing(_)));
        assert!(matches!(reaction(&json!({}), "8", &IN_CHANNEL, "s:4").what, What::Nothing(_)));
    }
}
