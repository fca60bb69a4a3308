//! The writer: sentences, numbers and times for one reader at one instant.

mod clock;
mod figure;

use jiff::Timestamp;
use steward_core::id::PersonKey;
use steward_core::outbox::Reader;
use steward_core::person::Locale;
use steward_core::time::Zone;

use crate::catalogue::{Texts, Value};

/// Writes for one reader at one instant.
#[derive(Debug, Clone, Copy)]
pub struct Writer<'a> {
    texts: &'a Texts,
    locale: &'a Locale,
    zone: &'a Zone,
    person: Option<&'a PersonKey>,
    now: Timestamp,
    marks_moments: bool,
}

impl Texts {
    /// A writer for a reader: their language, their clock, and the instant from which "today" is counted.
    pub fn writer<'a>(&'a self, reader: &'a Reader, now: Timestamp) -> Writer<'a> {
        Writer {
            texts: self,
            locale: &reader.locale,
            zone: &reader.zone,
            person: reader.person.as_ref(),
            now,
            marks_moments: false,
        }
    }
}

impl<'a> Writer<'a> {
    /// The same writer, who marks moments (`steward_core::moment`).
    #[must_use]
    pub fn marking_moments(self) -> Self {
        Self { marks_moments: true, ..self }
    }

    /// The sentence of a key.
    pub fn say(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        self.texts.phrase(self.locale, key, values)
    }

    /// The reader's language.
    pub fn locale(&self) -> &'a Locale {
        self.locale
    }

    /// The reader, where it is a person and not a channel.
    pub fn reader(&self) -> Option<&'a PersonKey> {
        self.person
    }

    /// The name in the reader's language, or the other one where that is empty.
    pub fn name<'n>(&self, english: &'n str, chinese: &'n str) -> &'n str {
        let (own, other) = if self.locale.is_chinese() { (chinese, english) } else { (english, chinese) };
        if own.is_empty() { other } else { own }
    }

    /// A KPI's name with its scope.
    pub fn kpi(&self, english: &str, chinese: &str, scope: Option<&str>) -> String {
        let name = self.name(english, chinese);
        match scope.filter(|scope| !scope.is_empty()) {
            Some(scope) => self.say("kpi-with-scope", &[("name", name.into()), ("scope", scope.into())]),
            None => crate::catalogue::plain(name),
        }
    }

    /// Things named one after the other.
    pub fn list<I: IntoIterator<Item: AsRef<str>>>(&self, items: I) -> String {
        items
            .into_iter()
            .map(|item| crate::catalogue::plain(item.as_ref()))
            .reduce(|list, item| self.say("list-of", &[("list", list.into()), ("item", item.into())]))
            .unwrap_or_default()
    }

    /// Remarks beside each other in one line, each of them whole; empty ones are left out.
    pub fn remarks<I: IntoIterator<Item = String>>(&self, remarks: I) -> String {
        remarks
            .into_iter()
            .filter(|remark| !remark.is_empty())
            .reduce(|before, remark| {
                self.say("remarks-of", &[("before", before.into()), ("remark", remark.into())])
            })
            .unwrap_or_default()
    }
}
