//! Calls that Discord accepted: a post carries its row in the address of its embed.
//!
//! Discord gives back the message of a nonce that it remembers, and lets conversations be searched for the address of one that
//! it has forgotten. So it is not blind: a row may be there once.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use uuid::Uuid;

use super::Calls;

/// What stands before the row in an address.
const ADDRESS: &str = "https://steward.invalid/";

pub(super) fn take(calls: &mut Calls, call: &Value) {
    let (given, answer) = (&call["body"], &call["answer"]);
    let id = answer["id"].as_str().unwrap_or_default();
    // Such as `/channels/1/messages/2/threads`.
    let place = call["path"].as_str().and_then(|path| path.split('/').nth(2)).unwrap_or_default();
    match call["method"].as_str().unwrap_or_default() {
        "create_dm" => {
            let person = given["recipient_id"].as_str().unwrap_or_default();
            calls.places.insert(id.into(), person.into());
        }
        "create_thread_from_message" => {
            calls.places.insert(id.into(), place.into());
        }
        "create_message" => {
            calls.heard.messages.insert(id.into());
            if let Some(marker) = marker(given) {
                calls.post(call, &marker, Some(calls.target(place)), id, given);
            }
        }
        _ => {}
    }
}

/// The row that a message came from; none of answers, and of the further parts of a long message.
fn marker(body: &Value) -> Option<String> {
    let row = body["embeds"][0]["url"].as_str()?.strip_prefix(ADDRESS)?;
    Some(Uuid::from_slice(&URL_SAFE_NO_PAD.decode(row).ok()?).ok()?.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ROW: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    fn post(place: &str, id: &str, part: &str, title: &str) -> Value {
        let row = URL_SAFE_NO_PAD.encode(ROW.parse::<Uuid>().expect("an id").as_bytes());
        let embed = json!({ "title": title, "url": format!("{ADDRESS}{row}{part}") });
        json!({ "at": "2026-11-22T01:00:00Z", "method": "create_message", "path": format!("/channels/{place}/messages"),
                "body": { "embeds": [embed] }, "answer": { "id": id } })
    }

    fn read(all: &[Value]) -> Calls {
        let mut calls = Calls::of("discord");
        for call in all {
            take(&mut calls, call);
        }
        calls
    }

    #[test]
    fn a_message_that_is_given_back_is_there_once_and_a_second_one_is_a_double() {
        let posts = |second| read(&[post("1", "7", "", "A"), post("1", second, "", "A")]).heard.posts.len();
        assert_eq!((posts("7"), posts("8")), (1, 2));
        let further = read(&[post("1", "7", "", "A"), post("1", "8", ".1", "A")]).heard;
        assert_eq!((further.posts.len(), further.messages.len()), (1, 2));
        assert_eq!(further.posts[0].marker, ROW);
        assert!(!further.is_blind && !further.posts[0].is_labelled);
    }

    #[test]
    fn threads_and_direct_conversations_stand_for_what_rows_name() {
        let direct = json!({ "method": "create_dm", "path": "/users/@me/channels",
                             "body": { "recipient_id": "5" }, "answer": { "id": "2" } });
        let thread = json!({ "method": "create_thread_from_message", "path": "/channels/1/messages/3/threads",
                             "body": { "name": "A" }, "answer": { "id": "3" } });
        let posts =
            [post("2", "7", "", "A"), post("3", "8", "", "Possible duplicate"), post("1", "9", "", "A")];
        let heard = read(&[[direct, thread].as_slice(), posts.as_slice()].concat()).heard;
        let targets: Vec<Option<&str>> = heard.posts.iter().map(|post| post.target.as_deref()).collect();
        assert_eq!(targets, [Some("5"), Some("1"), Some("1")]);
        assert_eq!(heard.posts.iter().map(|post| post.is_labelled).collect::<Vec<_>>(), [false, true, false]);
    }
}
