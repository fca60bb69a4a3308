//! The few words that the adapter itself says; the service gives them in each language.

use steward_core::person::Locale;

/// Something the adapter says beside the cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word<'a> {
    /// On the button that leaves things as they are.
    Cancel,
    /// On the button that opens a form again.
    OpenAgain,
    /// Below a message whose rest is in its thread.
    MoreInThread,
    /// A form was asked for too late, so that Slack does not open it.
    FormLate,
    /// How to do the same without the form.
    FormLateNext,
    /// Above what a person typed that could not be kept.
    Typed,
    /// The person's account is tied to somebody.
    LinkedTo {
        /// The person's name.
        name: &'a str,
    },
    /// The workspace is not one of this service's.
    StrangeWorkspace,
}

/// Says the adapter's words.
pub trait Words: Send + Sync {
    /// The words in a language.
    fn say(&self, locale: &Locale, word: Word<'_>) -> String;
}

/// The words that stand on a card.
#[derive(Debug, Clone)]
pub(super) struct Chrome {
    pub(super) cancel: String,
    pub(super) more_in_thread: String,
}

impl Chrome {
    /// In the language of a card.
    pub(super) fn of(words: &dyn Words, lang: &str) -> Self {
        let locale = Locale::best_for(lang);
        Self {
            cancel: words.say(&locale, Word::Cancel),
            more_in_thread: words.say(&locale, Word::MoreInThread),
        }
    }
}
