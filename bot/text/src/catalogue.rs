//! The catalogue: the Fluent files of every language, compiled in, with the one way to turn a key into a sentence.

pub mod files;
mod plain;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use steward_core::person::Locale;
use unic_langid::LanguageIdentifier;

pub use plain::{paragraph, plain};

use crate::format::number::{COUNT_PLACES, number};

/// A value that a sentence has room for.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// A text, also a number that is formatted already. Written on one line and without hidden characters.
    Text(Cow<'a, str>),
    /// A number that chooses the plural form; written in full with separators.
    Count(Decimal),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<u32> for Value<'_> {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

impl From<i64> for Value<'_> {
    fn from(count: i64) -> Self {
        Self::Count(count.into())
    }
}

impl From<usize> for Value<'_> {
    fn from(count: usize) -> Self {
        Self::Count(count.into())
    }
}

impl From<Decimal> for Value<'_> {
    fn from(count: Decimal) -> Self {
        Self::Count(count)
    }
}

/// Why the catalogue cannot be loaded. The files are compiled in and tested, so only a broken build shows it.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The folder's name is no language.
    #[error("locales/{0}: not the tag of a language")]
    Language(String),
    /// The file is not Fluent.
    #[error("locales/{locale}/{file}: {problem}")]
    Syntax {
        /// Folder.
        locale: String,
        /// File.
        file: String,
        /// The parser's words.
        problem: String,
    },
    /// A key occurs twice in a language.
    #[error("locales/{locale}/{file}: {problem}")]
    Twice {
        /// Folder.
        locale: String,
        /// File.
        file: String,
        /// Which key.
        problem: String,
    },
}

/// The sentences of every language.
pub struct Texts {
    languages: BTreeMap<&'static str, FluentBundle<FluentResource>>,
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts").field("languages", &self.languages.keys()).finish()
    }
}

impl Texts {
    /// Loads the compiled-in files.
    pub fn load() -> Result<Self, LoadError> {
        let mut languages: BTreeMap<&'static str, FluentBundle<FluentResource>> = BTreeMap::new();
        for file in files::FILES {
            let language: LanguageIdentifier =
                file.locale.parse().map_err(|_| LoadError::Language(file.locale.to_owned()))?;
            let resource =
                FluentResource::try_new(file.text.to_owned()).map_err(|(_, errors)| LoadError::Syntax {
                    locale: file.locale.to_owned(),
                    file: file.name.to_owned(),
                    problem: errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
                })?;
            languages.entry(file.locale).or_insert_with(|| empty(language)).add_resource(resource).map_err(
                |errors| LoadError::Twice {
                    locale: file.locale.to_owned(),
                    file: file.name.to_owned(),
                    problem: errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
                },
            )?;
        }
        Ok(Self { languages })
    }

    /// The sentence of a key. A key that the language lacks is taken from en-US; one that nobody has is shown as it
    /// is, which harms nobody and is seen. The checker makes both impossible in a tested build.
    pub fn phrase(&self, locale: &Locale, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let nearest = Locale::best_for(locale.tag());
        [locale.tag(), nearest.tag(), Locale::EN_US.tag()]
            .into_iter()
            .find_map(|tag| self.sentence(tag, key, values))
            .unwrap_or_else(|| key.to_owned())
    }

    /// Every key, in order.
    pub fn keys(&self) -> Vec<&'static str> {
        let mut keys: Vec<&'static str> = files::FILES
            .iter()
            .filter(|file| file.locale == Locale::EN_US.tag())
            .flat_map(files::File::keys)
            .collect();
        keys.sort_unstable();
        keys
    }

    /// The tags of the languages there are.
    pub fn languages(&self) -> impl Iterator<Item = &'static str> {
        self.languages.keys().copied()
    }

    fn sentence(&self, tag: &str, key: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
        let bundle = self.languages.get(tag)?;
        let pattern = bundle.get_message(key)?.value()?;
        let args: FluentArgs<'_> = values
            .iter()
            .map(|(name, value)| {
                let value = match value {
                    Value::Text(text) => FluentValue::from(plain(text)),
                    Value::Count(count) => FluentValue::from(count.to_f64().unwrap_or_default()),
                };
                (*name, value)
            })
            .collect();
        // What goes wrong inside a sentence (a value that was not given) is seen in the sentence itself.
        let mut seen_in_sentence = Vec::new();
        Some(bundle.format_pattern(pattern, Some(&args), &mut seen_in_sentence).into_owned())
    }
}

/// A language without sentences yet. Isolation marks are off because chat shows them as stray characters; texts of
/// people are freed of direction marks instead.
fn empty(language: LanguageIdentifier) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(count) => {
            Decimal::from_f64_retain(count.value).map(|count| number(count, COUNT_PLACES))
        }
        _ => None,
    }));
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_key_is_harmless_and_seen() {
        let texts = Texts::load().unwrap();
        assert_eq!(texts.phrase(&Locale::ZH_CN, "no-such-key", &[]), "no-such-key");
    }

    #[test]
    fn another_region_of_a_language_is_served() {
        let texts = Texts::load().unwrap();
        let taiwan: Locale = serde_json::from_str("\"zh-TW\"").unwrap();
        assert_eq!(texts.phrase(&taiwan, "day-today", &[]), "今天");
        let german: Locale = serde_json::from_str("\"de-DE\"").unwrap();
        assert_eq!(texts.phrase(&german, "day-today", &[]), "today");
    }

    #[test]
    fn words_of_people_cannot_turn_a_sentence_around() {
        let texts = Texts::load().unwrap();
        let name = Value::from("Mei\u{202e}\u{2066}\n\u{7}");
        let sentence = texts.phrase(&Locale::EN_US, "owner-of-kpi", &[("name", name)]);
        assert!(sentence.contains("Mei"), "{sentence}");
        assert!(!sentence.contains(|c: char| c.is_control() || c == '\u{202e}' || c == '\u{2066}'));
        assert!(!sentence.contains('\u{2068}'));
    }
}
