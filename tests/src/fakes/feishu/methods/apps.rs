//! Tokens, the address of the long connection, and the bot itself.

use jiff::SignedDuration;
use serde_json::json;

use crate::fakes::feishu::answer::{Answer, Refusal};
use crate::fakes::feishu::open_api::Calling;
use crate::fakes::feishu::state::Token;

/// How long a token lives.
const TOKEN_LIFE: SignedDuration = SignedDuration::from_hours(2);
/// A token that lives longer than this is handed out again.
const TOKEN_REST: SignedDuration = SignedDuration::from_mins(30);

pub(in crate::fakes::feishu) fn tenant_access_token(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    if call.arguments.text("app_id") != Some(&call.state.app.id) {
        return Err(Refusal::quiet(10_003, "invalid param"));
    }
    if call.arguments.text("app_secret") != Some(&call.state.app.secret) {
        return Err(Refusal::quiet(10_014, "app secret invalid"));
    }
    let now = call.now;
    let rest = |token: &Token| token.expires.duration_since(now);
    call.state.tokens.retain(|token| rest(token) > SignedDuration::ZERO);
    if call.state.tokens.last().is_none_or(|token| rest(token) < TOKEN_REST) {
        let text = call.state.next_id("t-g1");
        let expires = now.checked_add(TOKEN_LIFE).expect("an instant");
        call.state.tokens.push(Token { text, expires });
    }
    let token = call.state.tokens.last().expect("the token");
    let expire = rest(token).as_secs();
    Ok(Answer::Body(json!({ "msg": "ok", "tenant_access_token": token.text, "expire": expire })))
}

pub(in crate::fakes::feishu) fn connection_endpoint(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let app = &call.state.app;
    if call.arguments.text("AppID") != Some(&app.id) || call.arguments.text("AppSecret") != Some(&app.secret)
    {
        return Err(Refusal::quiet(1_000_040_344, "app_id or app_secret is invalid"));
    }
    let client = app.client;
    let ticket = call.state.next_id("ticket");
    call.state.tickets.insert(ticket.clone());
    let number = call.state.next_number();
    let host = call.feishu.address().replacen("http", "ws", 1);
    let service = crate::fakes::feishu::long_connection::SERVICE;
    let url = format!(
        "{host}/ws/v2?fpid=493&aid=552564&device_id={number}&access_key={ticket}&service_id={service}&ticket={ticket}"
    );
    Ok(Answer::Body(json!({ "msg": "", "data": { "URL": url, "ClientConfig": client } })))
}

pub(in crate::fakes::feishu) fn bot_info(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let app = &call.state.app;
    if !app.has_bot {
        return Err(Refusal::of(11_205, "app do not have bot"));
    }
    Ok(Answer::Body(json!({ "msg": "ok", "bot": {
        "activate_status": 2, "app_name": app.name, "avatar_url": "", "ip_white_list": [],
        "open_id": app.bot_open_id,
    } })))
}
