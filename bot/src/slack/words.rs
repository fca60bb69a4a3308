//! The words that the Slack adapter says beside the cards, from the locales.

use steward_core::person::Locale;
use steward_platforms::slack::{ManifestWords, Word, Words};
use steward_text::{LoadError, Texts};

/// The words, from a catalogue of their own: platforms are made before the service.
pub struct SlackWords(Texts);

impl SlackWords {
    /// Reads the catalogue.
    ///
    /// # Errors
    /// When this build is broken.
    pub fn load() -> Result<Self, LoadError> {
        Ok(Self(Texts::load()?))
    }

    /// The words of the app's manifest, which has one text for all: each sentence in both languages.
    pub fn manifest(&self) -> ManifestWords {
        let both = |key: &str, between: &str| {
            [Locale::EN_US, Locale::ZH_CN].map(|locale| self.0.phrase(&locale, key, &[])).join(between)
        };
        ManifestWords {
            description: both("slack-description", " · "),
            long_description: both("slack-long-description", "\n\n"),
            command: both("slack-command", " · "),
            usage: both("slack-usage", " · "),
        }
    }
}

impl Words for SlackWords {
    fn say(&self, locale: &Locale, word: Word<'_>) -> String {
        let phrase = |key| self.0.phrase(locale, key, &[]);
        match word {
            Word::Cancel => phrase("slack-cancel"),
            Word::OpenAgain => phrase("slack-open-again"),
            Word::MoreInThread => phrase("slack-more-in-thread"),
            Word::FormLate => phrase("slack-form-late"),
            Word::FormLateNext => phrase("slack-form-late-next"),
            Word::Typed => phrase("slack-typed"),
            Word::LinkedTo { name } => self.0.phrase(locale, "slack-linked", &[("name", name.into())]),
            Word::StrangeWorkspace => phrase("slack-strange-workspace"),
        }
    }
}
