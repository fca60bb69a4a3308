//! Reactions, the menu, and what happens to groups and accounts.

use serde_json::Value;
use steward_core::host::News;

use super::{Place, What, text};

/// Reactions that say something, and what.
const REACTIONS: &[(&str, &str)] = &[("OK", "ack"), ("DONE", "done"), ("Get", "ack")];

pub(super) fn read(kind: &str, event: &Value) -> (Place, What) {
    let of = |path: &str| text(event, path);
    let mut place = Place { chat: of("/event/chat_id"), ..Place::default() };
    let what = match kind {
        "im.message.reaction.created_v1" => {
            place.user = of("/event/user_id/open_id").unwrap_or_default();
            place.message = of("/event/message_id");
            reaction(event)
        }
        "application.bot.menu_v6" => {
            place.user = of("/event/operator/operator_id/open_id").unwrap_or_default();
            place.direct = Some(true);
            match of("/event/event_key") {
                // A menu's key is what a person would say; a key cannot hold blanks.
                Some(key) => What::Said { text: key.replace('_', " "), addressed: true },
                None => What::Nothing("a menu entry without a key"),
            }
        }
        "im.chat.member.bot.added_v1" => {
            place.user = of("/event/operator_id/open_id").unwrap_or_default();
            place.direct = Some(false);
            What::Added
        }
        "im.chat.member.bot.deleted_v1" | "im.chat.disbanded_v1" => match place.chat.clone() {
            Some(target) => What::News(News::ChannelClosed { target }),
            None => What::Nothing("a group without an id"),
        },
        "im.chat.updated_v1" => match place.chat.clone().zip(of("/event/after_change/name")) {
            Some((target, name)) => What::News(News::ChannelRenamed { target, name }),
            None => What::Nothing("a change of a group other than its name"),
        },
        "contact.user.deleted_v3" => match of("/event/object/open_id") {
            Some(id) => What::News(News::AccountClosed { id }),
            None => What::Nothing("an account without an id"),
        },
        _ => What::Nothing("an event of no use to us"),
    };
    (place, what)
}

fn reaction(event: &Value) -> What {
    let is_a_person_s = text(event, "/event/operator_type").is_none_or(|kind| kind == "user");
    let emoji = text(event, "/event/reaction_type/emoji_type").unwrap_or_default();
    match REACTIONS.iter().find(|(known, _)| *known == emoji) {
        Some((_, said)) if is_a_person_s => What::Said { text: (*said).to_owned(), addressed: false },
        _ => What::Nothing("a reaction that says nothing"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::read;
    use super::*;

    fn what(kind: &str, event: &Value) -> What {
        read(&json!({ "header": { "event_id": "e", "event_type": kind }, "event": event }), "ou_bot").what
    }

    #[test]
    fn ok_acknowledges_and_done_is_done() {
        let react = |emoji: &str, by: &str| {
            what(
                "im.message.reaction.created_v1",
                &json!({ "message_id": "om_1", "reaction_type": { "emoji_type": emoji }, "operator_type": by,
                         "user_id": { "open_id": "ou_mei" }, "action_time": "1700000000000" }),
            )
        };
        let said = |text: &str| What::Said { text: text.into(), addressed: false };
        assert_eq!((react("OK", "user"), react("DONE", "user")), (said("ack"), said("done")));
        assert!(matches!(react("SMILE", "user"), What::Nothing(_)));
        assert!(matches!(react("OK", "app"), What::Nothing(_)));
    }

    #[test]
    fn the_menu_says_its_key() {
        let pressed =
            json!({ "operator": { "operator_id": { "open_id": "ou_mei" } }, "event_key": "my_kpis" });
        let wanted = What::Said { text: "my kpis".into(), addressed: true };
        assert_eq!(what("application.bot.menu_v6", &pressed), wanted);
    }

    #[test]
    fn what_happens_to_groups_and_accounts_is_news() {
        let closed = What::News(News::ChannelClosed { target: "oc_1".into() });
        for kind in ["im.chat.member.bot.deleted_v1", "im.chat.disbanded_v1"] {
            assert_eq!(what(kind, &json!({ "chat_id": "oc_1" })), closed);
            assert!(matches!(what(kind, &json!({})), What::Nothing(_)));
        }
        assert_eq!(
            what("im.chat.updated_v1", &json!({ "chat_id": "oc_1", "after_change": { "name": "运营" } })),
            What::News(News::ChannelRenamed { target: "oc_1".into(), name: "运营".into() })
        );
        assert_eq!(
            what("contact.user.deleted_v3", &json!({ "object": { "open_id": "ou_1" } })),
            What::News(News::AccountClosed { id: "ou_1".into() })
        );
        assert_eq!(what("im.chat.member.bot.added_v1", &json!({ "chat_id": "oc_1" })), What::Added);
    }
}
