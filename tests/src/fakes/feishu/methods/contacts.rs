//! People: their ids by address or number, and their profile.

use serde_json::{Value, json};

use crate::fakes::feishu::answer::{Answer, Refusal};
use crate::fakes::feishu::events::profile;
use crate::fakes::feishu::open_api::Calling;
use crate::fakes::feishu::state::User;

/// Most addresses, and most numbers, of one question.
const MOST: usize = 50;

pub(in crate::fakes::feishu) fn batch_get_id(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let (emails, mobiles) = (call.arguments.texts("emails"), call.arguments.texts("mobiles"));
    if emails.len() > MOST || mobiles.len() > MOST {
        return Err(Refusal::of(40_001, "invalid param: at most 50"));
    }
    let with_resigned = call.arguments.body["include_resigned"] == true;
    let users = || call.state.users.values().filter(|user| with_resigned || !user.resigned);
    let told = |name: &str, given: String, user: Option<&User>| {
        let mut told = json!({ name: given });
        if let Some(user) = user {
            told["user_id"] = own_id(user, call.arguments.user_id_type()).into();
        }
        told
    };
    let by_email = emails.into_iter().map(|email| {
        let user = users().find(|user| user.email.as_deref() == Some(&email));
        told("email", email, user)
    });
    let by_mobile = mobiles.into_iter().map(|mobile| {
        let bare = |number: &str| number.trim_start_matches("+86").to_owned();
        let user = users().find(|user| user.mobile.as_deref().map(bare) == Some(bare(&mobile)));
        told("mobile", mobile, user)
    });
    let list: Vec<Value> = by_email.chain(by_mobile).collect();
    Ok(Answer::Data(json!({ "user_list": list })))
}

pub(in crate::fakes::feishu) fn get(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let kind = call.arguments.user_id_type();
    let mut users = call.state.users.values();
    let user = users.find(|user| own_id(user, kind) == call.arguments.id());
    let user = user.ok_or_else(|| Refusal::of(41_050, "no user authority error"))?;
    if !user.available {
        return Err(Refusal::of(41_050, "no user authority error"));
    }
    let mut told = profile(user);
    let scopes = &call.state.app.scopes;
    if let Some(fields) = told.as_object_mut() {
        // A field that the app may not see is left out without a word.
        let hidden = [
            ("email", "contact:user.email:readonly"),
            ("mobile", "contact:user.phone:readonly"),
            ("name", "contact:user.base:readonly"),
        ];
        for (field, _) in hidden.iter().filter(|(_, scope)| !scopes.contains(*scope)) {
            fields.remove(*field);
        }
    }
    Ok(Answer::Data(json!({ "user": told })))
}

fn own_id<'a>(user: &'a User, kind: &str) -> &'a str {
    match kind {
        "union_id" => &user.union_id,
        "user_id" => &user.user_id,
        _ => &user.open_id,
    }
}
