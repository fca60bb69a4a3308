//! The slash commands of the bot, as Discord registers them.

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

    /// The names of the commands that are registered.
    pub async fn registered(&self) -> Result<Vec<String>, PlatformError> {
        let application_id = self.application().await?;
        let all = self.api.get(Route::Commands { application_id }).await?;
        let name = |command: &Value| command.get("name")?.as_str().map(str::to_owned);
        Ok(all.as_array().into_iter().flatten().filter_map(name).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_be_there_comes_first() {
        let option =
            |name, required| CommandOption { name, label: ["A".into(), "编号，可省".into()], required };
        let command = SlashCommand {
            name: ["assign".into(), "转给".into()],
            description: ["x".repeat(200), "把警报转给别人".into()],
            options: vec![option("alert", false), option("person", true)],
        };
        let body = command.body();
        assert_eq!(
            (&body["options"][0]["name"], &body["options"][1]["name"]),
            (&json!("person"), &json!("alert"))
        );
        assert_eq!(body["options"][1]["name_localizations"]["zh-CN"], "编号");
        assert_eq!(body["description"].as_str().unwrap().chars().count(), 100);
    }
}
