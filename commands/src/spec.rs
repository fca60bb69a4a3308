//! The spec of a command: its names, what it takes, its syntax and who may use it.

mod ask;

use steward_core::person::Role;

use crate::meaning::Intent;

pub use ask::{Ask, Channels, Filters, Kpis, Want};

/// What a command is called, what it takes and how it is written. Understanding a text needs nothing else: a command
/// is meant when its words are said and everything beside them is something that it takes, or says nothing.
///
/// Its help, its example and its usage with explanations lie in `locales/*/commands.ftl` under `command-NAME-…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spec {
    /// The name that buttons carry and help uses, unique.
    pub name: &'static str,
    /// What it does; no two commands do the same.
    pub intent: Intent,
    /// English words for it, lower case; the first is the one to teach. No two commands share one.
    pub words_en: &'static [&'static str],
    /// Chinese words for it; the first is the one to teach.
    pub words_zh: &'static [&'static str],
    /// Further English phrases that mean it, anywhere in a sentence: "who owns", "working on". Commands may share one;
    /// what is said beside it decides, or the person is asked.
    pub asks_en: &'static [&'static str],
    /// Further Chinese phrases that mean it.
    pub asks_zh: &'static [&'static str],
    /// Words in both languages that say nothing beside its own: "how many more *defects* until *we hit* 1%".
    pub beside: &'static [&'static str],
    /// What may be said beside its words.
    pub takes: &'static [Slot],
    /// It is meant when one of these is said; without any, only its own words alone mean it, and it asks for what it lacks.
    pub needs: &'static [Slot],
    /// What becomes of words that are nothing that it takes.
    pub rest: Rest,
    /// Whether its word tells what somebody does or did ("done", "收到"). People ask with such words, too: in a question
    /// they mean nothing.
    pub reports: bool,
    /// What its form in the menu asks for; without anything it is done at once.
    pub form: &'static [Ask],
    /// The syntax in English: what may be left out stands in brackets.
    pub usage_en: &'static str,
    /// The syntax in Chinese.
    pub usage_zh: &'static str,
    /// The least role to which help shows it. What a person may really do depends on the KPI, too.
    pub role: Role,
    /// Whether it acts on an alert: then it takes a number, and works unaddressed in the thread of an alert's card.
    pub on_alert: bool,
    /// Whether by button it reads and changes nothing but its alert. Those who press such buttons at the same time share
    /// what is read and written.
    pub is_of_its_alert_alone: bool,
}

/// Something that can be said beside the words of a command. Each fills the field of [`crate::meaning::Meaning`] or
/// [`crate::meaning::Values`] of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slot {
    /// KPIs.
    Kpis,
    /// Shops and marketplaces; they also tell which of several KPIs of one name is meant.
    Scopes,
    /// Days that have been, in the KPI's zone where one is named, else in the person's.
    Span,
    /// Days to come, in the person's zone.
    Ahead,
    /// A comparison.
    Comparison,
    /// A breakdown.
    Breakdown,
    /// Filters.
    Filters,
    /// People.
    People,
    /// Teams.
    Teams,
    /// A channel.
    Channel,
    /// Numbers of alerts.
    Alerts,
    /// All alerts of the person.
    All,
    /// A number.
    Number,
    /// A kind of digest.
    Digest,
    /// A language.
    Language,
    /// A zone.
    Zone,
    /// Working hours.
    Hours,
    /// A command.
    Command,
}

/// What becomes of the words that are nothing that a command takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// There may be none: otherwise the command is not meant.
    Nothing,
    /// They are kept as they were said, and must stand behind the command's word (`values.text`).
    Text,
    /// They are a remediation note behind the command's word: cause, action, due day.
    Note,
    /// They say why an alert needs nothing to be done, behind the command's word (`values.dismissal`, `values.text`).
    Dismissal,
    /// They say why, behind a word like "because", "for", "因为", or in a clause of their own (`values.text`).
    Reason,
    /// They say until when (`values.until`).
    Until,
    /// They are a remark behind the command's word and a comma (`values.text`), or the promise of a day: then a note is
    /// meant that is still to be confirmed.
    Remark,
}

impl Spec {
    /// A spec that says nothing, to begin others with.
    pub const BLANK: Self = Self {
        name: "",
        intent: Intent::Help,
        words_en: &[],
        words_zh: &[],
        asks_en: &[],
        asks_zh: &[],
        beside: &[],
        takes: &[],
        needs: &[],
        rest: Rest::Nothing,
        reports: false,
        form: &[],
        usage_en: "",
        usage_zh: "",
        role: Role::Viewer,
        on_alert: false,
        is_of_its_alert_alone: false,
    };

    /// All words for it; phrases inside sentences aside.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.words_en.iter().chain(self.words_zh).copied()
    }

    /// Everything that can mean it, words first.
    pub fn phrases(&self) -> impl Iterator<Item = &'static str> {
        self.words().chain(self.asks_en.iter().chain(self.asks_zh).copied())
    }

    /// Whether it takes such a thing. What acts on an alert takes its number, or the KPI it is about.
    pub fn takes(&self, slot: Slot) -> bool {
        let names_alert = matches!(slot, Slot::Alerts | Slot::Kpis | Slot::Scopes);
        self.takes.contains(&slot) || (self.on_alert && names_alert)
    }
}
