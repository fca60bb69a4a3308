//! The commands, one line each, in the order in which help shows them.

use std::sync::OnceLock;

use crate::command::Command;
use crate::meaning::Meaning;
use crate::spec::Spec;

/// Every command.
pub(crate) static COMMANDS: &[&dyn Command] = &[
    &crate::kpi::Kpi,
    &crate::list::List,
    &crate::why::Why,
    &crate::owner::Owner,
    &crate::room::Room,
    &crate::worst::Worst,
    &crate::best::Best,
    &crate::changes::Changes,
    &crate::freshness::Freshness,
    &crate::mine::Mine,
    &crate::alerts::Alerts,
    &crate::ack::Ack,
    &crate::note::Note,
    &crate::done::Done,
    &crate::snooze::Snooze,
    &crate::assign::Assign,
    &crate::dismiss::Dismiss,
    &crate::bad_data::BadData,
    &crate::reopen::Reopen,
    &crate::escalate::Escalate,
    &crate::undo::Undo,
    &crate::comment::Comment,
    &crate::history::History,
    &crate::record::Record,
    &crate::digest::Digest,
    &crate::cover::Cover,
    &crate::uncover::Uncover,
    &crate::target::Target,
    &crate::pause::Pause,
    &crate::resume::Resume,
    &crate::subscribe::Subscribe,
    &crate::unsubscribe::Unsubscribe,
    &crate::language::Language,
    &crate::zone::Zone,
    &crate::hours::Hours,
    &crate::menu::Menu,
    &crate::help::Help,
];

/// The specs of all commands, in the order in which help shows them.
pub fn specs() -> &'static [Spec] {
    static SPECS: OnceLock<Vec<Spec>> = OnceLock::new();
    SPECS.get_or_init(|| COMMANDS.iter().map(|command| *command.spec()).collect())
}

/// The command of a name.
pub(crate) fn named(name: &str) -> Option<&'static dyn Command> {
    COMMANDS.iter().find(|command| command.spec().name == name).copied()
}

/// The command that does what a text means.
pub(crate) fn meaning(meaning: &Meaning) -> Option<&'static dyn Command> {
    COMMANDS.iter().find(|command| Some(command.spec().intent) == meaning.intent).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::reading::text::Text;

    #[test]
    fn every_command_is_called_in_both_languages_by_words_of_its_own() {
        let mut seen = BTreeSet::new();
        for spec in specs() {
            assert!(!spec.words_en.is_empty() && !spec.words_zh.is_empty(), "{}", spec.name);
            assert!(!spec.usage_en.is_empty() && !spec.usage_zh.is_empty(), "{}", spec.name);
            for word in spec.words() {
                assert!(seen.insert(word), "{word} means two commands");
                assert_eq!(
                    Text::of(word).words().plain(),
                    word,
                    "{word} is not written as texts are compared"
                );
            }
        }
    }

    #[test]
    fn a_usage_begins_with_the_word_to_teach() {
        for spec in specs() {
            for (words, usage) in [(spec.words_en, spec.usage_en), (spec.words_zh, spec.usage_zh)] {
                assert!(usage.starts_with(words[0]), "{usage}");
            }
        }
    }

    /// Help shows the usage from the locales.
    #[test]
    fn help_shows_the_usage_of_the_spec() {
        let english = include_str!("../../locales/en-US/commands.ftl");
        let chinese = include_str!("../../locales/zh-CN/commands.ftl");
        for spec in specs() {
            for (texts, usage) in [(english, spec.usage_en), (chinese, spec.usage_zh)] {
                let line = format!("command-{}-usage = {usage}", spec.name);
                assert!(texts.lines().any(|text| text == line), "{line}");
            }
        }
    }
}
