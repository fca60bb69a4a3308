//! The slash commands: one for anything that can be said, and one for each command, from its spec.

use std::collections::BTreeSet;

use steward_commands::{Argument, Offer, offers};
use steward_core::person::Locale;
use steward_platforms::discord::{CommandOption, SlashCommand};
use steward_text::Texts;

/// The command that takes any text; the spec of the same name says no more.
const TALK: [&str; 2] = ["kpi", "指标"];

/// Every slash command.
pub(super) fn commands(texts: &Texts) -> Vec<SlashCommand> {
    let both = |key: &str| [Locale::EN_US, Locale::ZH_CN].map(|locale| texts.phrase(&locale, key, &[]));
    let talk = SlashCommand {
        name: TALK.map(str::to_owned),
        description: both("discord-command"),
        options: vec![CommandOption { name: "text", label: both("discord-command-text"), required: true }],
    };
    let mut taken: BTreeSet<String> = TALK.iter().map(|name| (*name).to_owned()).collect();
    let mut commands = vec![talk];
    for offer in offers() {
        if offer.label.iter().any(|label| taken.contains(label)) {
            continue;
        }
        taken.extend(offer.label.iter().cloned());
        commands.push(command(&offer, &both));
    }
    commands
}

fn command(offer: &Offer, both: &dyn Fn(&str) -> [String; 2]) -> SlashCommand {
    let needed = offer.arguments.iter().filter(|argument| argument.needed).count();
    let option = |argument: &Argument| CommandOption {
        name: argument.name,
        label: both(&format!("slot-{}", argument.name)),
        // Of several any one will do.
        required: argument.needed && needed == 1,
    };
    SlashCommand {
        name: offer.label.clone(),
        description: both(&offer.help),
        options: offer.arguments.iter().map(option).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_offered_once_in_each_language() {
        let commands = commands(&Texts::load().unwrap());
        assert!(commands.len() > 30 && commands.len() <= 100, "{}", commands.len());
        for language in 0..2 {
            let names: BTreeSet<&str> =
                commands.iter().map(|command| command.name[language].as_str()).collect();
            assert_eq!(names.len(), commands.len());
            for command in &commands {
                let labels: BTreeSet<&str> =
                    command.options.iter().map(|option| option.label[language].as_str()).collect();
                assert_eq!(labels.len(), command.options.len(), "{command:?}");
            }
        }
        assert_eq!(commands[0].name, TALK);
    }
}
