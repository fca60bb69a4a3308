//! `auth.*`, `team.*` and `bots.*`: who the token speaks for.

use serde_json::{Value, json};

use crate::fakes::slack::answer::Refusal;
use crate::fakes::slack::web_api::Calling;

#[expect(clippy::unnecessary_wraps, reason = "every method has this form")]
pub(in crate::fakes::slack) fn api_test(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    Ok(json!({ "args": call.arguments.to_json() }))
}

#[expect(clippy::unnecessary_wraps, reason = "every method has this form")]
pub(in crate::fakes::slack) fn test(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let team = call.own_team();
    Ok(json!({
        "url": format!("https://{}.slack.com/", team.domain),
        "team": team.name,
        "user": call.state.user(&team.bot_user).name,
        "team_id": call.team,
        "user_id": team.bot_user,
        "bot_id": team.bot_id,
        "is_enterprise_install": false,
    }))
}

pub(in crate::fakes::slack) fn bot_info(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let team = call.own_team();
    if call.arguments.text("bot").is_some_and(|bot| bot != team.bot_id) {
        return Err(Refusal::of("bot_not_found"));
    }
    let name = &call.state.user(&team.bot_user).name;
    Ok(json!({ "bot": {
        "id": team.bot_id, "deleted": false, "name": name, "updated": 1_700_000_000,
        "app_id": call.state.app.id, "user_id": team.bot_user,
        "icons": { "image_36": "https://example.com/36.png", "image_48": "https://example.com/48.png",
                   "image_72": "https://example.com/72.png" },
    } }))
}

#[expect(clippy::unnecessary_wraps, reason = "every method has this form")]
pub(in crate::fakes::slack) fn team_info(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let team = call.own_team();
    Ok(json!({ "team": { "id": call.team, "name": team.name, "domain": team.domain, "email_domain": "",
                         "icon": { "image_default": true } } }))
}
