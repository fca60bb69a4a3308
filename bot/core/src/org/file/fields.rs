//! A table of the file while it is read: asks for keys by name, remembers which are known, and collects every problem
//! with its place.

use std::cell::RefCell;
use std::fmt::Display;

use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use crate::org::problem::{Problem, ProblemKind};
use crate::spelling;

/// The text of a file, with the problems found so far.
pub(super) struct Source<'s> {
    text: &'s str,
    name: &'s str,
    problems: RefCell<Vec<(usize, Problem)>>,
}

impl<'s> Source<'s> {
    pub(super) fn new(text: &'s str, name: &'s str) -> Self {
        Self { text, name, problems: RefCell::default() }
    }

    /// Notes a problem at a byte of the text.
    pub(super) fn report(&self, at: usize, path: &str, what: ProblemKind) {
        let line = self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        let gap = if path.is_empty() { "" } else { " " };
        let place = format!("{}:{line}{gap}{path}", self.name);
        self.problems.borrow_mut().push((at, Problem { place, what }));
    }

    /// What was found, in the order of the file.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|(at, _)| *at);
        problems.into_iter().map(|(_, problem)| problem).collect()
    }
}

/// A table of the file. Every key that is asked for is known; [`Fields::finish`] reports the others.
pub(super) struct Fields<'s> {
    source: &'s Source<'s>,
    path: String,
    at: usize,
    table: &'s DeTable<'s>,
    known: RefCell<Vec<&'static str>>,
}

/// A value with where it stands.
pub(super) struct Found<'s> {
    value: &'s DeValue<'s>,
    at: usize,
    path: String,
}

impl<'s> Fields<'s> {
    pub(super) fn new(source: &'s Source<'s>, path: String, at: usize, table: &'s DeTable<'s>) -> Self {
        Self { source, path, at, table, known: RefCell::default() }
    }

    /// The value of a key.
    pub(super) fn find(&self, key: &'static str) -> Option<Found<'s>> {
        self.known.borrow_mut().push(key);
        let (name, value) = self.table.iter().find(|(name, _)| name.get_ref() == key)?;
        let path = if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
        Some(Found { value: value.get_ref(), at: name.span().start, path })
    }

    /// Notes a problem of a value.
    pub(super) fn report(&self, found: &Found<'_>, what: ProblemKind) {
        self.source.report(found.at, &found.path, what);
    }

    /// Notes a problem of the table as a whole.
    pub(super) fn report_here(&self, what: ProblemKind) {
        self.source.report(self.at, &self.path, what);
    }

    /// Notes that a key is missing, unless it is there and has its own problem.
    pub(super) fn report_missing(&self, key: &'static str, hint: &'static str) {
        if self.table.iter().all(|(name, _)| name.get_ref() != key) {
            self.report_here(ProblemKind::Missing { key, hint });
        }
    }

    /// A value that has to be there.
    pub(super) fn need<T>(&self, key: &'static str, value: Option<T>, hint: &'static str) -> Option<T> {
        if value.is_none() {
            self.report_missing(key, hint);
        }
        value
    }

    /// A text.
    pub(super) fn text(&self, key: &'static str) -> Option<String> {
        self.text_of(&self.find(key)?).map(str::to_owned)
    }

    /// A text that a reader turns into a value.
    pub(super) fn read<T, E: Display>(
        &self,
        key: &'static str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let found = self.find(key)?;
        self.accept(&found, read(self.text_of(&found)?))
    }

    /// A number, written as a text or as a number; its digits go to the reader as they stand.
    pub(super) fn number<T, E: Display>(
        &self,
        key: &'static str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let found = self.find(key)?;
        let digits = match found.value {
            DeValue::String(text) => text.as_ref(),
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            DeValue::Float(number) => number.as_str(),
            other => return self.refuse(&found, other, "a number such as \"2.5%\" or 1200"),
        };
        self.accept(&found, read(digits))
    }

    /// A whole number from 0.
    pub(super) fn whole(&self, key: &'static str) -> Option<u32> {
        self.number(key, |digits| {
            digits.parse::<u32>().map_err(|_| format!("`{digits}` is not a whole number from 0"))
        })
    }

    /// One of some words.
    pub(super) fn word<T: Copy>(&self, key: &'static str, words: &[(&'static str, T)]) -> Option<T> {
        let found = self.find(key)?;
        let text = self.text_of(&found)?;
        let hit = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if hit.is_none() {
            let allowed: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            let nearest = spelling::nearest(text, allowed.iter().copied());
            self.report(&found, ProblemKind::NotOneOf { text: text.to_owned(), nearest, allowed });
        }
        hit
    }

    /// `true` or `false`.
    pub(super) fn flag(&self, key: &'static str) -> Option<bool> {
        let found = self.find(key)?;
        match found.value {
            DeValue::Boolean(flag) => Some(*flag),
            other => self.refuse(&found, other, "true or false"),
        }
    }

    /// A date, bare or in quotation marks.
    pub(super) fn date(&self, key: &'static str) -> Option<Date> {
        let found = self.find(key)?;
        let text = match found.value {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(written) => written.to_string(),
            other => return self.refuse(&found, other, "a date such as 2026-11-20"),
        };
        let is_day = text.len() == "2026-11-20".len();
        let date = text.parse::<Date>().ok().filter(|_| is_day);
        self.accept(&found, date.ok_or_else(|| format!("`{text}` is not a date: write it like 2026-11-20")))
    }

    /// Texts in brackets, or a single one without them.
    pub(super) fn texts(&self, key: &'static str) -> Option<Vec<String>> {
        let found = self.find(key)?;
        match found.value {
            DeValue::String(text) => Some(vec![text.to_string()]),
            DeValue::Array(items) => {
                let texts = items.iter().map(|item| match item.get_ref() {
                    DeValue::String(text) => Some(text.to_string()),
                    other => self.refuse(&found, other, "texts only, such as [\"a\", \"b\"]"),
                });
                texts.collect()
            }
            other => self.refuse(&found, other, "texts in brackets, such as [\"a\", \"b\"]"),
        }
    }

    /// Texts in brackets that a reader turns into values; every wrong one is reported.
    pub(super) fn list<T, E: Display>(
        &self,
        key: &'static str,
        read: impl Fn(&str) -> Result<T, E>,
    ) -> Option<Vec<T>> {
        let texts = self.texts(key)?;
        let found = self.find(key)?;
        let values: Vec<_> = texts.iter().map(|text| self.accept(&found, read(text))).collect();
        values.into_iter().collect()
    }

    /// A table: `key = { … }` or `[key]`.
    pub(super) fn table(&self, key: &'static str) -> Option<Fields<'s>> {
        let found = self.find(key)?;
        match found.value {
            DeValue::Table(table) => Some(Fields::new(self.source, found.path, found.at, table)),
            other => self.refuse(&found, other, "a table such as { a = \"b\" }"),
        }
    }

    /// The tables of a list: `[[key]]` or `key = [{ … }]`. Each is called after the first of `names` that it has.
    pub(super) fn tables(&self, key: &'static str, names: &[&str]) -> Vec<Fields<'s>> {
        let Some(found) = self.find(key) else { return Vec::new() };
        let items: Vec<(usize, &DeValue<'s>)> = match found.value {
            DeValue::Array(items) => items.iter().map(|item| (item.span().start, item.get_ref())).collect(),
            DeValue::Table(_) => vec![(found.at, found.value)],
            other => {
                self.refuse::<()>(&found, other, "tables such as [[person]] or [{ a = \"b\" }]");
                return Vec::new();
            }
        };
        let table = |(index, (at, value)): (usize, (usize, &'s DeValue<'s>))| match value {
            DeValue::Table(table) => {
                let value_of =
                    |name: &&str| table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value);
                let path = match names.iter().find_map(value_of).map(toml::Spanned::get_ref) {
                    Some(DeValue::String(text)) => format!("{}.{text}", found.path),
                    _ => format!("{}[{}]", found.path, index + 1),
                };
                Some(Fields::new(self.source, path, at, table))
            }
            other => self.refuse(&found, other, "tables only"),
        };
        items.into_iter().enumerate().filter_map(table).collect()
    }

    /// All entries of a table whose keys are free, with texts as values.
    pub(super) fn text_entries(&self) -> Vec<(String, String)> {
        let entry =
            |(key, value): (&toml::Spanned<toml::de::DeString<'s>>, &'s toml::Spanned<DeValue<'s>>)| {
                let path = format!("{}.{}", self.path, key.get_ref());
                let found = Found { value: value.get_ref(), at: key.span().start, path };
                Some((key.get_ref().to_string(), self.text_of(&found)?.to_owned()))
            };
        self.table.iter().filter_map(entry).collect()
    }

    /// Whether a key stands there, without asking for it.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.iter().any(|(name, _)| name.get_ref() == key)
    }

    /// Whether a key holds a text, without asking for it.
    pub(super) fn holds_text(&self, key: &str) -> bool {
        let found = self.table.iter().find(|(name, _)| name.get_ref() == key);
        found.is_some_and(|(_, value)| matches!(value.get_ref(), DeValue::String(_)))
    }

    /// Reports every key that was never asked for.
    pub(super) fn finish(&self) {
        let known = self.known.borrow();
        for (key, _) in self.table.iter().filter(|(key, _)| !known.contains(&key.get_ref().as_ref())) {
            let path = if self.path.is_empty() {
                key.get_ref().to_string()
            } else {
                format!("{}.{}", self.path, key.get_ref())
            };
            let nearest = spelling::nearest(key.get_ref(), known.iter().copied());
            let mut known: Vec<_> = known.clone();
            known.dedup();
            let what = ProblemKind::UnknownKey { key: key.get_ref().to_string(), nearest, known };
            self.source.report(key.span().start, &path, what);
        }
    }

    fn text_of(&self, found: &Found<'s>) -> Option<&'s str> {
        match found.value {
            DeValue::String(text) => Some(text.as_ref()),
            other => self.refuse(found, other, "a text in quotation marks"),
        }
    }

    /// The value, or a noted problem.
    pub(super) fn accept<T, E: Display>(&self, found: &Found<'_>, result: Result<T, E>) -> Option<T> {
        result.map_err(|error| self.report(found, ProblemKind::Invalid(error.to_string()))).ok()
    }

    fn refuse<T>(&self, found: &Found<'_>, value: &DeValue<'_>, expected: &'static str) -> Option<T> {
        let what = ProblemKind::WrongType { found: kind_of(value), expected };
        self.report(found, what);
        None
    }
}

fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
