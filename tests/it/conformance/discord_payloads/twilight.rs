//! What `twilight-validate`, somebody else's reading of Discord's rules, says of a call's body.

use std::fmt::Display;

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use twilight_model::application::command::{Command, CommandOptionChoice};
use twilight_model::channel::message::component::{Component, Label};
use twilight_model::channel::message::{AllowedMentions, Embed};
use twilight_validate::component::label;
use twilight_validate::{channel, command, message};

/// Kinds of first answers in Discord's reference.
const MESSAGE: u64 = 4;
const CHOICES: u64 = 8;
const MODAL: u64 = 9;
/// For which there is no validator: Discord's reference of modals.
const MODAL_TITLE: usize = 45;
const MODAL_PARTS: usize = 5;
/// Most completions, for which there is none either.
const MOST_CHOICES: usize = 25;

/// Whether Discord takes the body of a call.
pub fn judge(method: &str, body: &Value) -> Result<(), String> {
    match method {
        "create_interaction_response" => match body["type"].as_u64() {
            Some(MESSAGE) => judge_message(&body["data"]),
            Some(CHOICES) => judge_choices(&body["data"]["choices"]),
            Some(MODAL) => judge_modal(&body["data"]),
            _ => Ok(()),
        },
        "bulk_set_application_commands" => judge_commands(body),
        "create_thread_from_message" => channel::name(text(body, "name")).map_err(|error| error.to_string()),
        "create_dm" => Ok(()),
        _ => judge_message(body),
    }
}

fn judge_message(body: &Value) -> Result<(), String> {
    let told = |error: &dyn Display| error.to_string();
    message::content(text(body, "content")).map_err(|error| told(&error))?;
    let _: AllowedMentions = read(&body["allowed_mentions"])?;
    let embeds = list(&body["embeds"]).into_iter().map(embed).collect::<Result<Vec<_>, _>>()?;
    message::embeds(&embeds).map_err(|error| told(&error))?;
    for file in list(&body["attachments"]) {
        message::attachment_filename(text(&file, "filename")).map_err(|error| told(&error))?;
        message::attachment_description(text(&file, "description")).map_err(|error| told(&error))?;
    }
    let rows: Vec<Component> = list(&body["components"]).iter().map(read).collect::<Result<_, _>>()?;
    message::components(&rows, false).map_err(|error| told(&error))
}

/// An embed as Discord answers with it, which is the form that is read here.
fn embed(mut sent: Value) -> Result<Embed, String> {
    sent["type"] = json!("rich");
    // It reads only the longer form in which Discord writes an instant.
    if let Some(at) = sent.as_object_mut().and_then(|fields| fields.remove("timestamp")) {
        text(&json!({ "at": at }), "at").parse::<Timestamp>().map_err(|error| error.to_string())?;
    }
    read(&sent)
}

fn judge_modal(modal: &Value) -> Result<(), String> {
    let title = text(modal, "title").chars().count();
    let labels: Vec<Label> = list(&modal["components"])
        .into_iter()
        .map(|part| match read(&part)? {
            Component::Label(label) => Ok(label),
            other => Err(format!("{:?} stands in a modal", other.kind())),
        })
        .collect::<Result<_, String>>()?;
    if !(1..=MODAL_TITLE).contains(&title) || !(1..=MODAL_PARTS).contains(&labels.len()) {
        return Err(format!("a modal with a title of {title} characters and {} fields", labels.len()));
    }
    labels.iter().try_for_each(|part| label(part).map_err(|error| error.to_string()))
}

fn judge_choices(choices: &Value) -> Result<(), String> {
    let choices: Vec<CommandOptionChoice> = read(choices)?;
    if choices.len() > MOST_CHOICES {
        return Err(format!("{} choices", choices.len()));
    }
    choices.iter().try_for_each(|choice| command::choice(choice).map_err(|error| error.to_string()))
}

fn judge_commands(commands: &Value) -> Result<(), String> {
    for mut sent in list(commands) {
        // Discord gives a command its version.
        sent["version"] = json!("1");
        let read: Command = read(&sent)?;
        command::command(&read).map_err(|error| error.to_string())?;
        command::options(&read.options).map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn text<'a>(of: &'a Value, key: &str) -> &'a str {
    of[key].as_str().unwrap_or_default()
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

fn read<T: DeserializeOwned>(value: &Value) -> Result<T, String> {
    serde_json::from_value(value.clone()).map_err(|error| format!("{error}: {value}"))
}

#[test]
fn what_is_beyond_a_limit_is_seen() {
    let message = |description: usize, rows: usize| {
        let button = json!({ "type": 2, "style": 1, "label": "x", "custom_id": "x" });
        json!({
            "content": "", "embeds": [{ "description": "x".repeat(description) }, { "description": "x".repeat(2_000) }],
            "components": vec![json!({ "type": 1, "components": [button] }); rows],
            "allowed_mentions": { "parse": [] },
        })
    };
    let judged = |description, rows| judge("create_message", &message(description, rows)).is_ok();
    assert_eq!([judged(4_000, 5), judged(4_001, 5), judged(4_000, 6)], [true, false, false]);
    let modal = |label: &str| {
        let field = json!({ "type": 4, "custom_id": "x", "style": 1 });
        let part = json!({ "type": 18, "label": label, "component": field });
        json!({ "type": MODAL, "data": { "custom_id": "x", "title": "x", "components": [part] } })
    };
    let judged = |label| judge("create_interaction_response", &modal(label)).is_ok();
    assert_eq!([judged("x"), judged("x".repeat(46).as_str())], [true, false]);
}
