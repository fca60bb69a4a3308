//! The spec of a command: its names, its syntax and who may use it.

use steward_core::person::Role;

/// What a command is called and how it is written. Its help, its example and its usage with explanations lie in
/// `locales/*/commands.ftl` under `command-NAME-…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spec {
    /// The name that buttons carry and help uses, unique.
    pub name: &'static str,
    /// English words for it, lower case; the first is the one to teach.
    pub words_en: &'static [&'static str],
    /// Chinese words for it; the first is the one to teach.
    pub words_zh: &'static [&'static str],
    /// The syntax in English: what may be left out stands in brackets.
    pub usage_en: &'static str,
    /// The syntax in Chinese.
    pub usage_zh: &'static str,
    /// The least role to which help shows it. What a person may really do depends on the KPI, too.
    pub role: Role,
    /// Whether it acts on an alert: then it takes a number, and works unaddressed in the thread of an alert's card.
    pub on_alert: bool,
}

impl Spec {
    /// All words for it.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.words_en.iter().chain(self.words_zh).copied()
    }
}
