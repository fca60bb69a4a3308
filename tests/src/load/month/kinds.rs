//! The kinds of calls, and how many were made of each.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use crate::fakes::feishu::Call;

/// Where the app's token is fetched.
const TOKEN: &str = "auth.v3.tenant_access_token.internal";
/// For how long a token is used: the two hours that Feishu gives it, less the ten minutes before their end.
const TOKEN_LASTS: SignedDuration = SignedDuration::from_mins(110);

/// How many calls of each kind these are, most first. Whatever has no name of its own here is told by its method.
pub(super) fn count(calls: &[Call]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for call in calls.iter().filter(|call| call.method != TOKEN) {
        *counts.entry(kind(call)).or_default() += 1;
    }
    let with_token: Vec<Timestamp> =
        calls.iter().filter(|call| call.method != TOKEN).map(|call| call.at).collect();
    counts.insert("tokens".to_owned(), tokens(&with_token));
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, calls)| Reverse(*calls));
    counts
}

fn kind(call: &Call) -> String {
    let to = call.arguments["query"]["receive_id_type"].as_str();
    match (call.method.as_str(), to) {
        ("im.v1.message.create", Some("chat_id")) => "digests and cards in the group".to_owned(),
        ("im.v1.message.create", _) => "pages, forms and answers to a person".to_owned(),
        ("im.v1.message.reply", _) => "answers and lines below a message in the group".to_owned(),
        ("im.v1.message.patch", _) => "edits of cards".to_owned(),
        ("im.v1.message.urgent_app", _) => "buzzes".to_owned(),
        ("ephemeral.v1.send", _) => "cards in the group that one person sees".to_owned(),
        (method, _) => format!("`{method}`"),
    }
}

/// How many tokens calls at these instants need. The service keeps the age of its token by the machine's clock, which does
/// not run along with the month's; so they are reckoned by the same rule.
fn tokens(calls: &[Timestamp]) -> usize {
    let mut until = None;
    let mut fetched = 0;
    for at in calls {
        if until.is_none_or(|until| *at >= until) {
            fetched += 1;
            until = Some(*at + TOKEN_LASTS);
        }
    }
    fetched
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_fetched_when_the_last_one_is_too_old() {
        let at = |minutes: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
        assert_eq!(tokens(&[]), 0);
        assert_eq!(tokens(&[at(0), at(109), at(110), at(219), at(500)]), 3);
    }
}
