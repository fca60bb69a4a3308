//! Messages: to Steward alone, to a group by mention, and replies that a group lets it read.

use serde_json::Value;

use super::{Place, What, text};

pub(super) fn read(event: &Value, bot: &str) -> (Place, What) {
    let of = |path: &str| text(event, path);
    let message = of("/event/message/message_id");
    let root = of("/event/message/root_id").or_else(|| of("/event/message/parent_id"));
    let direct = of("/event/message/chat_type").as_deref() == Some("p2p");
    let place = Place {
        user: of("/event/sender/sender_id/open_id").unwrap_or_default(),
        chat: of("/event/message/chat_id"),
        direct: Some(direct),
        root: root.filter(|root| Some(root) != message.as_ref()),
        message,
        card_token: None,
    };
    if of("/event/sender/sender_type").is_some_and(|kind| kind != "user") {
        return (place, What::Nothing("a message that nobody wrote"));
    }
    let content = of("/event/message/content").unwrap_or_default();
    let content: Value = serde_json::from_str(&content).unwrap_or_default();
    let Some(written) = written(&content) else {
        return (place, What::Nothing("a message without a text"));
    };
    let mentions = event.pointer("/event/message/mentions").and_then(Value::as_array);
    let (text, is_mentioned) = resolved(written, mentions.map_or(&[], Vec::as_slice), bot);
    let addressed = direct || is_mentioned;
    if addressed || place.root.is_some() {
        (place, What::Said { text, addressed })
    } else {
        (place, What::Nothing("what people say to each other"))
    }
}

/// The text of a message: of a plain one, or all of a rich one.
fn written(content: &Value) -> Option<String> {
    if let Some(text) = content.get("text").and_then(Value::as_str) {
        return Some(text.to_owned());
    }
    let paragraph = |paragraph: &Value| {
        let pieces = paragraph.as_array().into_iter().flatten().filter_map(|piece| {
            let key = if piece.get("tag").and_then(Value::as_str) == Some("at") { "user_id" } else { "text" };
            piece.get(key)?.as_str()
        });
        pieces.collect::<String>()
    };
    let paragraphs: Vec<String> = content.get("content")?.as_array()?.iter().map(paragraph).collect();
    let title = content.get("title").and_then(Value::as_str).filter(|title| !title.is_empty());
    let lines = title.map(str::to_owned).into_iter().chain(paragraphs);
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// The text without the mention of Steward, the other people in it by their ids; and whether Steward was mentioned.
fn resolved(mut written: String, mentions: &[Value], bot: &str) -> (String, bool) {
    let mut known: Vec<(&str, &str)> = mentions
        .iter()
        .filter_map(|mention| {
            let id = mention.pointer("/id/open_id").and_then(Value::as_str).unwrap_or_default();
            Some((mention.get("key")?.as_str().filter(|key| !key.is_empty())?, id))
        })
        .collect();
    // `@_user_1` also begins `@_user_10`.
    known.sort_by_key(|(key, _)| std::cmp::Reverse(key.len()));
    let mut is_mentioned = false;
    for (key, id) in known {
        if !bot.is_empty() && id == bot {
            is_mentioned = true;
            written = written.replace(key, " ");
        } else {
            written = written.replace(key, &format!("<@{id}>"));
        }
    }
    let text = written.trim_matches([' ', '\u{a0}', ',', ':', '，', '：', '\n', '\t']);
    (text.to_owned(), is_mentioned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{Arrival, read};
    use super::*;

    fn event(chat_type: &str, content: &Value, mentions: &Value) -> Arrival {
        let event = json!({
            "schema": "2.0",
            "header": { "event_id": "ev1", "event_type": "im.message.receive_v1", "create_time": "1700000000123" },
            "event": {
                "sender": { "sender_id": { "open_id": "ou_mei" }, "sender_type": "user", "tenant_key": "t" },
                "message": {
                    "message_id": "om_2", "root_id": "om_1", "parent_id": "om_1", "chat_id": "oc_1",
                    "chat_type": chat_type, "message_type": "text", "content": content.to_string(),
                    "mentions": mentions, "new_field": [{}],
                },
            },
        });
        read(&event, "ou_bot")
    }

    fn said(arrival: &Arrival) -> (&str, bool) {
        let What::Said { text, addressed } = &arrival.what else { panic!("{arrival:?}") };
        (text, *addressed)
    }

    fn mention(key: &str, id: &str) -> Value {
        json!({ "key": key, "id": { "open_id": id }, "name": "somebody" })
    }

    #[test]
    fn a_mention_of_steward_is_left_away_and_one_of_others_kept() {
        let mentions: Vec<Value> =
            std::iter::once(mention("@_user_1", "ou_bot")).chain([mention("@_user_10", "ou_hao")]).collect();
        let arrival = event("group", &json!({ "text": "@_user_1 转派 7 @_user_10" }), &json!(mentions));
        assert_eq!(said(&arrival), ("转派 7 <@ou_hao>", true));
        assert_eq!((arrival.id.as_str(), arrival.place.root.as_deref()), ("ev1", Some("om_1")));
    }

    #[test]
    fn a_reply_among_people_is_heard_but_not_addressed() {
        assert_eq!(said(&event("group", &json!({ "text": "收到" }), &json!(null))), ("收到", false));
        assert_eq!(said(&event("p2p", &json!({ "text": " 我的 " }), &json!([]))), ("我的", true));
    }

    #[test]
    fn what_people_say_to_each_other_is_nobody_s_business() {
        let event = json!({
            "header": { "event_id": "ev1", "event_type": "im.message.receive_v1" },
            "event": {
                "sender": { "sender_id": { "open_id": "ou_mei" }, "sender_type": "user" },
                "message": { "message_id": "om_2", "chat_id": "oc_1", "chat_type": "group",
                             "content": "{\"text\":\"午饭？\"}" },
            },
        });
        assert_eq!(read(&event, "ou_bot").what, What::Nothing("what people say to each other"));
    }

    #[test]
    fn a_rich_message_is_read_whole() {
        let content = json!({ "title": "整改", "content": [
            [{ "tag": "at", "user_id": "@_user_1" }, { "tag": "text", "text": " 已联系" }, { "tag": "img" }],
            [{ "tag": "text", "text": "周五前" }],
        ] });
        let arrival = event("group", &content, &json!([mention("@_user_1", "ou_bot")]));
        assert_eq!(said(&arrival), ("整改\n  已联系\n周五前", true));
    }

    #[test]
    fn what_has_no_text_is_left_alone() {
        for content in [json!({ "image_key": "img_1" }), json!(7), json!({ "text": 7 })] {
            assert!(matches!(event("p2p", &content, &json!([])).what, What::Nothing(_)), "{content}");
        }
    }
}
