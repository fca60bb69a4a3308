//! The commands of the application, for every server or for one.

use serde_json::{Value, json};

use super::super::check::command;
use super::super::refusal::Refusal;
use super::super::rest::{Answer, Calling};
use super::super::state::State;

/// The commands that a path is about.
fn place<'a>(state: &'a mut State, ids: &[String]) -> Result<&'a mut Vec<Value>, Refusal> {
    if ids.first() != Some(&state.app.id) {
        return Err(Refusal::forbidden(
            20_012,
            "You are not authorized to perform this action on this application",
        ));
    }
    match ids.get(1) {
        None => Ok(&mut state.app.commands),
        Some(guild) => {
            let guild = state.guilds.get_mut(guild).filter(|guild| guild.with_bot);
            guild.map(|guild| &mut guild.commands).ok_or_else(Refusal::missing_access)
        }
    }
}

pub(super) fn list(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    let with_localizations = call.parameter("with_localizations") == Some("true");
    let mut all = place(call.state, call.ids)?.clone();
    if !with_localizations {
        for command in &mut all {
            hide_localizations(command);
        }
    }
    Ok(Answer::with(all))
}

/// Without being asked, Discord does not tell the texts of every language.
fn hide_localizations(of: &mut Value) {
    if let Some(fields) = of.as_object_mut() {
        fields.retain(|name, _| !name.ends_with("_localizations"));
    }
    for option in of["options"].as_array_mut().into_iter().flatten() {
        hide_localizations(option);
    }
}

/// Replaces all of them. A command that keeps its name keeps its id.
pub(super) fn set(call: &mut Calling<'_>) -> Result<Answer, Refusal> {
    command::all(call.body)?;
    let old = place(call.state, call.ids)?.clone();
    let (app, guild) = (call.state.app.id.clone(), call.ids.get(1).cloned());
    let mut all = Vec::new();
    for given in call.body.as_array().into_iter().flatten() {
        let mut command = given.clone();
        let is_same = |own: &&Value| own["name"] == given["name"] && own["type"] == kind_of(given);
        let id = match old.iter().find(is_same) {
            Some(own) => own["id"].as_str().unwrap_or_default().to_owned(),
            None => call.state.next_id(call.now),
        };
        command["id"] = id.into();
        command["version"] = call.state.next_id(call.now).into();
        command["application_id"] = app.as_str().into();
        command["type"] = kind_of(given);
        if let Some(guild) = &guild {
            command["guild_id"] = guild.as_str().into();
        }
        for (name, value) in [("default_member_permissions", Value::Null), ("nsfw", json!(false))] {
            if command[name].is_null() {
                command[name] = value;
            }
        }
        all.push(command);
    }
    place(call.state, call.ids)?.clone_from(&all);
    Ok(Answer::with(all))
}

/// The type of a command; one that is typed where nothing is said.
fn kind_of(command: &Value) -> Value {
    command["type"].as_u64().unwrap_or(1).into()
}
