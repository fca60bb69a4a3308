//! The text of a file while it is written: one `key = value` a line, in a form that reads back unchanged.

use std::fmt::{Display, Write};

/// Lines of TOML.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// Begins a record of a list.
    pub(super) fn record(&mut self, name: &str) {
        self.add(&format!("\n[[{name}]]"));
    }

    /// Begins a table of the record above.
    pub(super) fn table(&mut self, name: &str) {
        self.add(&format!("\n[{name}]"));
    }

    /// A text.
    pub(super) fn text(&mut self, key: &str, text: impl Display) {
        self.add(&format!("{key} = {}", quoted(&text.to_string())));
    }

    /// A text, if there is one.
    pub(super) fn maybe_text<T: Display>(&mut self, key: &str, text: Option<&T>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    /// Texts, if there are any.
    pub(super) fn texts<T: Display>(&mut self, key: &str, texts: impl IntoIterator<Item = T>) {
        let texts: Vec<_> = texts.into_iter().collect();
        if !texts.is_empty() {
            self.raw(key, list(texts));
        }
    }

    /// A number, a date, a flag, or a value that is TOML already.
    pub(super) fn raw(&mut self, key: &str, value: impl Display) {
        self.add(&format!("{key} = {value}"));
    }

    /// A name in both languages, in one text when they are the same.
    pub(super) fn name(&mut self, en: &str, zh: &str) {
        if en == zh {
            self.text("name", en);
        } else {
            self.raw("name", format!("{{ en = {}, zh = {} }}", quoted(en), quoted(zh)));
        }
    }

    /// Small tables in brackets, one a line.
    pub(super) fn tables(&mut self, key: &str, tables: impl IntoIterator<Item = String>) {
        let mut text = String::from("[\n");
        for table in tables {
            text.extend(["    { ", &table, " },\n"]);
        }
        text.push(']');
        self.raw(key, text);
    }

    fn add(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    /// The whole text.
    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// Texts in brackets.
pub(super) fn list<T: Display>(texts: impl IntoIterator<Item = T>) -> String {
    let texts: Vec<_> = texts.into_iter().map(|text| quoted(&text.to_string())).collect();
    format!("[{}]", texts.join(", "))
}

/// A basic string of TOML.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // Writing to a text cannot fail.
            _ if letter.is_control() => drop(write!(out, "\\u{:04X}", u32::from(letter))),
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// A key of TOML, in quotation marks where it needs them.
pub(super) fn key(text: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    if !text.is_empty() && text.chars().all(is_bare) { text.to_owned() } else { quoted(text) }
}
