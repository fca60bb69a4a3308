//! The slash commands of the bot, as Discord registers them.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use serenity::http::Route;
use steward_core::platform::PlatformError;

use super::bot::Bot;
use super::limits::{DESCRIPTION_OF_COMMAND_CHARACTERS, cut};

/// The command that takes any text.
pub(super) const TALK: &str = "kpi";
/// Options that hold a text, which stands behind everything else.
pub(super) const LAST: &[&str] = &["text", "note", "reason", "until"];

/// Kinds in Discord's reference: a command that is typed, and an option that is a text.
const CHAT_INPUT: u8 = 1;
const STRING: u8 = 3;
/// Where commands work: in servers and in the conversation with the bot.
const CONTEXTS: [u8; 2] = [0, 1];
/// Most options of a command.
const OPTIONS: usize = 25;

/// A command, its texts in English and Chinese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlashCommand {
    /// What is typed.
    pub name: [String; 2],
    /// What it does.
    pub description: [String; 2],
    /// What it takes.
    pub options: Vec<CommandOption>,
}

/// Something that a command takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandOption {
    /// Names it for us.
    pub name: &'static str,
    /// What it is, in English and Chinese.
    pub label: [String; 2],
    /// Whether the command means nothing without it.
    pub required: bool,
}

impl SlashCommand {
    /// As it is registered.
    pub(super) fn body(&self) -> Value {
        let [name, name_zh] = &self.name;
        let mut options: Vec<&CommandOption> = self.options.iter().take(OPTIONS).collect();
        // Discord wants those first that must be there.
        options.sort_by_key(|option| !option.required);
        json!({
            "type": CHAT_INPUT,
            "name": name,
            "name_localizations": { "zh-CN": name_zh },
            "description": described(&self.description[0]),
            "description_localizations": { "zh-CN": described(&self.description[1]) },
            "options": options.into_iter().map(CommandOption::body).collect::<Vec<_>>(),
            "contexts": CONTEXTS,
        })
    }
}

impl CommandOption {
    fn body(&self) -> Value {
        json!({
            "type": STRING,
            "name": self.name,
            "name_localizations": { "zh-CN": option_name(&self.label[1]) },
            "description": described(&self.label[0]),
            "description_localizations": { "zh-CN": described(&self.label[1]) },
            "required": self.required,
            "autocomplete": true,
        })
    }
}

/// A name that Discord takes, from a label without its example: letters and digits only, at most 32.
fn option_name(label: &str) -> String {
    const CHARACTERS: usize = 32;
    let name = label.split('，').next().unwrap_or_default();
    let name: String = name.chars().filter(|sign| sign.is_alphanumeric()).take(CHARACTERS).collect();
    if name.is_empty() { "文本".to_owned() } else { name.to_lowercase() }
}

fn described(text: &str) -> String {
    cut(text, DESCRIPTION_OF_COMMAND_CHARACTERS)
}

impl Bot {
    /// Registers the commands in the place of all that an older version registered.
    pub(super) async fn register(&self, commands: &[SlashCommand]) -> Result<(), PlatformError> {
        let application_id = self.application().await?;
        let body: Vec<Value> = commands.iter().map(SlashCommand::body).collect();
        self.api.put(Route::Commands { application_id }, &json!(body)).await.map(drop)
    }

    /// How the commands that are registered differ from these.
    pub async fn registered(&self, wanted: &[SlashCommand]) -> Result<Registered, PlatformError> {
        let application_id = self.application().await?;
        let parameters = vec![("with_localizations", "true".to_owned())];
        let all = self.api.list(Route::Commands { application_id }, parameters).await?;
        Ok(compared(all.as_array().map(Vec::as_slice).unwrap_or_default(), wanted))
    }
}

/// What Discord has of the commands, compared with what it should have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Registered {
    /// Those that are missing.
    pub missing: Vec<String>,
    /// Those that another version registered in another form.
    pub changed: Vec<String>,
    /// Those that there are none of any more.
    pub left_over: Vec<String>,
}

fn compared(registered: &[Value], wanted: &[SlashCommand]) -> Registered {
    let name = |command: &Value| text(command, "name").to_owned();
    let known: BTreeMap<String, Value> =
        registered.iter().map(|command| (name(command), definition(command))).collect();
    let mut found = Registered::default();
    for command in wanted {
        let own = definition(&command.body());
        match known.get(&name(&own)) {
            Some(known) if *known == own => {}
            Some(_) => found.changed.push(name(&own)),
            None => found.missing.push(name(&own)),
        }
    }
    let is_wanted = |name: &&String| wanted.iter().any(|command| command.name[0] == **name);
    found.left_over = known.keys().filter(|name| !is_wanted(name)).cloned().collect();
    found
}

/// What a command or an option is, without what Discord adds; what it leaves out where it is empty is written out.
fn definition(of: &Value) -> Value {
    let is = |key: &str| of.get(key) == Some(&Value::Bool(true));
    let kind = of.get("type").and_then(Value::as_u64).unwrap_or(CHAT_INPUT.into());
    let options = of.get("options").and_then(Value::as_array).into_iter().flatten();
    let mut contexts: Vec<u64> = of
        .get("contexts")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_u64)
        .collect();
    contexts.sort_unstable();
    json!({
        "type": kind,
        "name": of.get("name"),
        "name_localizations": of.get("name_localizations"),
        "description": of.get("description"),
        "description_localizations": of.get("description_localizations"),
        "required": is("required"),
        "autocomplete": is("autocomplete"),
        "contexts": contexts,
        "options": options.map(definition).collect::<Vec<_>>(),
    })
}

fn text<'a>(of: &'a Value, key: &str) -> &'a str {
    of.get(key).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assign() -> SlashCommand {
        let option =
            |name, required| CommandOption { name, label: ["A".into(), "编号，可省".into()], required };
        SlashCommand {
            name: ["assign".into(), "转给".into()],
            description: ["x".repeat(200), "把警报转给别人".into()],
            options: vec![option("alert", false), option("person", true)],
        }
    }

    #[test]
    fn a_command_is_compared_as_a_whole() {
        let wanted = [assign()];
        // As Discord tells it: with what it adds, and without what is empty.
        let mut told = wanted[0].body();
        told["id"] = json!("7");
        told["nsfw"] = json!(false);
        told["contexts"] = json!([1, 0]);
        told["options"][1].as_object_mut().unwrap().remove("required");
        assert_eq!(compared(&[told.clone()], &wanted), Registered::default());
        for path in [
            "/description",
            "/name_localizations/zh-CN",
            "/description_localizations/zh-CN",
            "/options/0/name",
            "/options/0/description",
            "/options/1/name_localizations/zh-CN",
        ] {
            let mut older = told.clone();
            *older.pointer_mut(path).unwrap() = json!("older");
            let changed = Registered { changed: vec!["assign".into()], ..Registered::default() };
            assert_eq!(compared(&[older], &wanted), changed, "{path}");
        }
        let mut fewer = told.clone();
        fewer["options"].as_array_mut().unwrap().pop();
        assert_eq!(compared(&[fewer], &wanted).changed, ["assign"]);
        let mut optional = told.clone();
        optional["options"][0]["required"] = json!(false);
        assert_eq!(compared(&[optional], &wanted).changed, ["assign"]);
        let mut other = told;
        other["name"] = json!("hand-over");
        let found = compared(&[other], &wanted);
        assert_eq!((found.missing, found.left_over), (vec!["assign".into()], vec!["hand-over".into()]));
    }

    #[test]
    fn what_must_be_there_comes_first() {
        let command = assign();
        let body = command.body();
        assert_eq!(
            (&body["options"][0]["name"], &body["options"][1]["name"]),
            (&json!("person"), &json!("alert"))
        );
        assert_eq!(body["options"][1]["name_localizations"]["zh-CN"], "编号");
        assert_eq!(body["description"].as_str().unwrap().chars().count(), 100);
    }
}
