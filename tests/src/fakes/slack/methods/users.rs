//! `users.*`: the people of a workspace.

use serde_json::{Value, json};

use super::conversations::paged;
use crate::fakes::slack::answer::Refusal;
use crate::fakes::slack::state::User;
use crate::fakes::slack::web_api::Calling;

pub(in crate::fakes::slack) fn info(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let wanted = call.arguments.needed("user")?;
    let user = call.state.users.get(&wanted).filter(|user| user.team == call.team);
    let user = user.ok_or_else(|| Refusal::of("user_not_found"))?;
    Ok(json!({ "user": describe(call, user) }))
}

#[expect(clippy::unnecessary_wraps, reason = "every method has this form")]
pub(in crate::fakes::slack) fn list(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let own = call.state.users.values().filter(|user| user.team == call.team);
    let all: Vec<Value> = own.map(|user| describe(call, user)).collect();
    let mut answer = paged(call, "members", &all);
    answer["cache_ts"] = call.now.as_second().into();
    Ok(answer)
}

pub(in crate::fakes::slack) fn lookup_by_email(call: &mut Calling<'_>) -> Result<Value, Refusal> {
    let email = call.arguments.needed("email")?;
    let is_it = |user: &&User| {
        let has_it = user.email.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(&email));
        user.team == call.team && !user.deactivated && has_it
    };
    let user = call.state.users.values().find(is_it).ok_or_else(|| Refusal::of("users_not_found"))?;
    Ok(json!({ "user": describe(call, user) }))
}

fn describe(call: &Calling<'_>, user: &User) -> Value {
    let asked_locale = call.arguments.flag("include_locale").then(|| user.locale.clone());
    let email = user.email.as_ref().filter(|_| call.has_scope("users:read.email"));
    user_json(user, email.map(String::as_str), asked_locale.as_deref())
}

/// A person as Slack describes them.
pub(in crate::fakes::slack) fn user_json(user: &User, email: Option<&str>, locale: Option<&str>) -> Value {
    let mut profile = json!({
        "real_name": user.real_name, "real_name_normalized": user.real_name, "display_name": user.name,
        "display_name_normalized": user.name, "team": user.team, "title": "", "phone": "",
        "status_text": "", "status_emoji": "", "avatar_hash": "0123456789ab",
    });
    if let Some(email) = email {
        profile["email"] = email.into();
    }
    let mut told = json!({
        "id": user.id, "team_id": user.team, "name": user.name, "deleted": user.deactivated,
        "is_bot": user.is_bot, "is_app_user": false, "updated": 1_700_000_000, "profile": profile,
    });
    // Slack says nothing more about whom has left.
    if !user.deactivated {
        told["real_name"] = user.real_name.clone().into();
        told["tz"] = user.zone.clone().into();
        told["tz_label"] = user.zone.clone().into();
        told["tz_offset"] = 0.into();
        for absent in ["is_admin", "is_owner", "is_primary_owner", "is_restricted", "is_ultra_restricted"] {
            told[absent] = false.into();
        }
        if let Some(locale) = locale {
            told["locale"] = locale.into();
        }
    }
    told
}
