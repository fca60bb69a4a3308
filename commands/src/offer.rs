//! What a platform can offer before anything is said: every command with what it takes, from its spec.

mod complete;

use steward_core::person::{Locale, Role};

use crate::registry::specs;
use crate::spec::{Rest, Slot, Spec};

pub use complete::{Completing, complete};

/// A command as a platform registers or hints it. What it does in a sentence is the text `command-NAME-help`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The name that buttons carry.
    pub name: &'static str,
    /// Its word in English and Chinese, for where people type it.
    pub word: [&'static str; 2],
    /// The same without spaces, for where a platform wants one word: lower case, 32 characters at most.
    pub label: [String; 2],
    /// The syntax behind the word in English and Chinese; empty when it takes nothing.
    pub hint: [&'static str; 2],
    /// The key of the sentence that says what it does.
    pub help: String,
    /// What may be said behind the word.
    pub arguments: Vec<Argument>,
    /// The least role that has a use for it.
    pub role: Role,
}

/// Something that may be said behind the word of a command. What it is in a word or two is the text `slot-NAME`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Argument {
    /// Its name, unique within a command.
    pub name: &'static str,
    /// Whether the command means nothing without one of those that are needed.
    pub needed: bool,
}

/// Every command, in the order in which help shows them.
pub fn offers() -> Vec<Offer> {
    specs().iter().map(Offer::of).collect()
}

impl Offer {
    fn of(spec: &Spec) -> Self {
        let word = [first(spec.words_en), first(spec.words_zh)];
        let behind =
            |usage: &'static str, word: &str| usage.strip_prefix(word).unwrap_or_default().trim_start();
        Self {
            name: spec.name,
            word,
            label: word.map(label),
            hint: [behind(spec.usage_en, word[0]), behind(spec.usage_zh, word[1])],
            help: format!("command-{}-help", spec.name),
            arguments: arguments(spec),
            role: spec.role,
        }
    }

    /// Its word in a language.
    pub fn word_in(&self, locale: &Locale) -> &'static str {
        let [english, chinese] = self.word;
        if locale.is_chinese() { chinese } else { english }
    }
}

fn first(words: &[&'static str]) -> &'static str {
    words.first().copied().unwrap_or_default()
}

fn label(word: &str) -> String {
    word.replace(' ', "-")
}

fn arguments(spec: &Spec) -> Vec<Argument> {
    let alert = spec.on_alert.then_some(Slot::Alerts);
    let mut slots: Vec<Slot> = alert.into_iter().chain(spec.takes.iter().copied()).collect();
    slots.dedup();
    let needed = |slot: &Slot| spec.needs.contains(slot);
    let named = slots.iter().map(|slot| Argument { name: name(*slot), needed: needed(slot) });
    let text = match spec.rest {
        Rest::Nothing => None,
        Rest::Until => Some("until"),
        Rest::Note => Some("note"),
        Rest::Dismissal | Rest::Reason => Some("reason"),
        Rest::Text | Rest::Remark => Some("text"),
    };
    named.chain(text.map(|name| Argument { name, needed: false })).collect()
}

fn name(slot: Slot) -> &'static str {
    match slot {
        Slot::Kpis => "kpi",
        Slot::Scopes => "shop",
        Slot::Span => "days",
        Slot::Ahead => "when",
        Slot::Comparison => "compared",
        Slot::Breakdown => "by",
        Slot::Filters => "only",
        Slot::People => "person",
        Slot::Teams => "team",
        Slot::Channel => "channel",
        Slot::Alerts => "alert",
        Slot::All => "all",
        Slot::Number => "value",
        Slot::Digest => "digest",
        Slot::Language => "language",
        Slot::Zone => "zone",
        Slot::Hours => "hours",
        Slot::Command => "command",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Slack, Discord and Feishu take no more than this.
    #[test]
    fn every_label_is_one_that_platforms_take() {
        let mut labels = BTreeSet::new();
        for offer in offers() {
            for label in offer.label {
                assert!((1..=32).contains(&label.chars().count()), "{label}");
                assert!(label.chars().all(|c| c.is_alphanumeric() || c == '-'), "{label}");
                assert_eq!(label, label.to_lowercase());
                assert!(labels.insert(label.clone()), "{label} is offered twice");
            }
            assert!(offer.name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{}", offer.name);
        }
    }

    #[test]
    fn what_is_offered_is_what_the_command_takes() {
        let offers = offers();
        let of = |name: &str| offers.iter().find(|offer| offer.name == name).unwrap();
        let arguments = |name: &str| -> Vec<(&str, bool)> {
            of(name).arguments.iter().map(|argument| (argument.name, argument.needed)).collect()
        };
        assert_eq!(arguments("assign"), [("alert", false), ("person", true)]);
        assert_eq!(arguments("snooze"), [("alert", false), ("until", false)]);
        assert_eq!(of("snooze").hint, ["[NUMBER] SPAN", "[编号] 时长"]);
        assert_eq!(of("mine").hint, ["", ""]);
        assert_eq!(of("bad_data").label, ["bad-data", "数据错误"]);
        assert_eq!(of("ack").word_in(&Locale::ZH_CN), "确认");
    }

    #[test]
    fn every_text_that_is_named_is_there_in_both_languages() {
        let english = include_str!("../../locales/en-US/commands.ftl");
        let chinese = include_str!("../../locales/zh-CN/commands.ftl");
        for offer in offers() {
            let slots = offer.arguments.iter().map(|argument| format!("slot-{}", argument.name));
            for key in slots.chain([offer.help.clone()]) {
                for texts in [english, chinese] {
                    assert!(texts.lines().any(|line| line.starts_with(&format!("{key} = "))), "{key}");
                }
            }
        }
    }
}
