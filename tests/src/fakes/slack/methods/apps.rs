//! `apps.*`: the way into Socket Mode.

use serde_json::{Value, json};

use crate::fakes::slack::answer::Refusal;
use crate::fakes::slack::web_api::Calling;

#[expect(clippy::unnecessary_wraps, reason = "every method has this form")]
pub(in crate::fakes::slack) fn connections_open(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let ticket = format!("ticket-{}", call.state.next_number());
    call.state.tickets.insert(ticket.clone());
    let host = call.slack.address().trim_start_matches("http://");
    let app = &call.state.app.id;
    Ok(json!({ "url": format!("ws://{host}/link/?ticket={ticket}&app_id={app}") }))
}
