//! Reading back what stands in a channel.

use serde_json::{Value, json};

use super::conversations::found;
use crate::fakes::slack::answer::Refusal;
use crate::fakes::slack::web_api::Calling;

/// What is asked of a list of messages.
struct Span {
    oldest: Option<String>,
    latest: Option<String>,
    inclusive: bool,
    with_metadata: bool,
}

impl Span {
    fn asked(call: &Calling<'_>) -> Self {
        Self {
            oldest: call.arguments.text("oldest").map(|stamp| padded(&stamp)),
            latest: call.arguments.text("latest").map(|stamp| padded(&stamp)),
            inclusive: call.arguments.flag("inclusive"),
            with_metadata: call.arguments.flag("include_all_metadata"),
        }
    }

    fn holds(&self, message: &Value) -> bool {
        let ts = padded(message["ts"].as_str().unwrap_or_default());
        let is_edge = |edge: &String| self.inclusive && *edge == ts;
        self.oldest.as_ref().is_none_or(|oldest| ts > *oldest || is_edge(oldest))
            && self.latest.as_ref().is_none_or(|latest| ts < *latest || is_edge(latest))
    }

    fn show(&self, message: &Value) -> Value {
        let mut shown = message.clone();
        if let Some(map) = shown.as_object_mut().filter(|_| !self.with_metadata) {
            map.remove("metadata");
        }
        shown
    }
}

/// A time stamp that can be compared as text: `oldest` may come without the part after the point.
fn padded(stamp: &str) -> String {
    let (seconds, part) = stamp.split_once('.').unwrap_or((stamp, ""));
    format!("{seconds:0>12}.{part:0<6}")
}

pub(in crate::fakes::slack) fn history(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let id = readable(call)?;
    let span = Span::asked(call);
    let is_top =
        |message: &&Value| message.get("thread_ts").is_none() || message["thread_ts"] == message["ts"];
    let messages = call.state.channel(&id).messages.iter().rev();
    let all: Vec<Value> = messages
        .filter(is_top)
        .filter(|message| span.holds(message))
        .map(|message| span.show(message))
        .collect();
    Ok(page(call, &all))
}

pub(in crate::fakes::slack) fn replies(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let id = readable(call)?;
    let ts = call.arguments.needed("ts")?;
    let channel = call.state.channel(&id);
    channel.message(&ts).ok_or_else(|| Refusal::of("thread_not_found"))?;
    let span = Span::asked(call);
    let is_in = |message: &&Value| message["ts"] == ts.as_str() || message["thread_ts"] == ts.as_str();
    let all: Vec<Value> = channel
        .messages
        .iter()
        .filter(is_in)
        .filter(|message| message["ts"] == ts.as_str() || span.holds(message))
        .map(|message| span.show(message))
        .collect();
    Ok(page(call, &all))
}

fn page(call: &Calling<'_>, all: &[Value]) -> Value {
    let mut answer = super::conversations::paged(call, "messages", all);
    let is_more = answer["response_metadata"]["next_cursor"] != "";
    answer["has_more"] = is_more.into();
    if !is_more && let Some(map) = answer.as_object_mut() {
        map.remove("response_metadata");
    }
    answer["pin_count"] = json!(0);
    answer
}

/// The channel, where the bot has the scope and is a member.
fn readable(call: &Calling<'_>) -> Result<String, Refusal> {
    let channel = found(call, "channel")?;
    call.need_scope(&format!("{}:history", channel.family()))?;
    if channel.members.contains(&call.own_team().bot_user) {
        Ok(channel.id.clone())
    } else {
        Err(Refusal::of("not_in_channel"))
    }
}
