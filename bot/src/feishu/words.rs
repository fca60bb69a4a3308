//! The words that the Feishu adapter says beside the cards, from the locales.

use steward_core::person::Locale;
use steward_platforms::feishu::app::{Word, Words};
use steward_text::{LoadError, Texts};

/// The words, from a catalogue of their own: platforms are made before the service.
pub struct FeishuWords(Texts);

impl FeishuWords {
    /// Reads the catalogue.
    ///
    /// # Errors
    /// When this build is broken.
    pub fn load() -> Result<Self, LoadError> {
        Ok(Self(Texts::load()?))
    }

    /// A phrase of setting up.
    pub fn phrase(&self, locale: &Locale, key: &str) -> String {
        self.0.phrase(locale, key, &[])
    }
}

impl Words for FeishuWords {
    fn say(&self, locale: &Locale, word: Word<'_>) -> String {
        let phrase = |key| self.0.phrase(locale, key, &[]);
        match word {
            Word::More => phrase("feishu-more"),
            Word::Choose => phrase("feishu-choose"),
            Word::MoreBelow => phrase("feishu-more-below"),
            Word::FormSent => phrase("feishu-form-sent"),
            Word::Replaced => phrase("feishu-replaced"),
            Word::Typed => phrase("feishu-typed"),
            Word::FilledIn { field, value } => self.0.filled_in(locale, field, value),
            Word::LinkedTo { name } => self.0.phrase(locale, "feishu-linked", &[("name", name.into())]),
            Word::WrongCode => phrase("feishu-wrong-code"),
            Word::Added { chat } => self.0.phrase(locale, "feishu-added", &[("chat", chat.into())]),
        }
    }
}
