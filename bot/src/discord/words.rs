//! The words that the Discord adapter says beside the cards, from the locales.

use steward_core::person::Locale;
use steward_platforms::discord::{Word, Words};
use steward_text::{LoadError, Texts};

/// The words, from a catalogue of their own: platforms are made before the service.
pub struct DiscordWords(Texts);

impl DiscordWords {
    /// Reads the catalogue.
    ///
    /// # Errors
    /// When this build is broken.
    pub fn load() -> Result<Self, LoadError> {
        Ok(Self(Texts::load()?))
    }

    /// A text without values.
    pub fn phrase(&self, locale: &Locale, key: &str) -> String {
        self.0.phrase(locale, key, &[])
    }
}

impl Words for DiscordWords {
    fn say(&self, locale: &Locale, word: Word<'_>) -> String {
        let phrase = |key| self.phrase(locale, key);
        match word {
            Word::More => phrase("discord-more"),
            Word::Choose => phrase("discord-choose"),
            Word::OpenAgain => phrase("discord-open-again"),
            Word::MoreInThread => phrase("discord-more-in-thread"),
            Word::CutShort => phrase("discord-cut-short"),
            Word::SayInstead => phrase("discord-say-instead"),
            Word::NotListed => phrase("discord-not-listed"),
            Word::FormLate => phrase("discord-form-late"),
            Word::FormLateNext => phrase("discord-form-late-next"),
            Word::Typed => phrase("discord-typed"),
            Word::LinkedTo { name } => self.0.phrase(locale, "discord-linked", &[("name", name.into())]),
            Word::WrongCode => phrase("discord-wrong-code"),
            Word::WrongCodeNext => phrase("discord-wrong-code-next"),
            Word::Closed => phrase("discord-closed"),
            Word::ClosedNext => phrase("discord-closed-next"),
        }
    }
}
