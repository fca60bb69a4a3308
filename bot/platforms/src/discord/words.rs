//! The few words that the adapter itself says; the service gives them in each language.

use steward_core::person::Locale;

/// Something the adapter says beside the cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word<'a> {
    /// Above the buttons that do not fit in the row.
    More,
    /// On a select of a form before anything is chosen.
    Choose,
    /// On the button that opens a form again.
    OpenAgain,
    /// Below a message whose rest is in its thread.
    MoreInThread,
    /// Below a message that was edited and does not hold everything any more: how to get at the rest.
    CutShort,
    /// Above what has no button because there is no room for it.
    SayInstead,
    /// Below a list of a form that does not hold everything.
    NotListed,
    /// A form was asked for too late, so that Discord does not open it.
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
    /// The code that came with "link" is not good.
    WrongCode,
    /// How to get one.
    WrongCodeNext,
    /// A private answer cannot be given, because the person takes no direct messages.
    Closed,
    /// What to do about it.
    ClosedNext,
}

/// Says the adapter's words.
pub trait Words: Send + Sync {
    /// The words in a language.
    fn say(&self, locale: &Locale, word: Word<'_>) -> String;
}

/// The words that stand on a card.
#[derive(Debug, Clone, Default)]
pub(super) struct Chrome {
    pub(super) more: String,
    pub(super) choose: String,
    pub(super) more_in_thread: String,
    pub(super) cut_short: String,
    pub(super) say_instead: String,
    pub(super) not_listed: String,
}

impl Chrome {
    /// In the language of a card.
    pub(super) fn of(words: &dyn Words, lang: &str) -> Self {
        let locale = Locale::best_for(lang);
        let say = |word| words.say(&locale, word);
        Self {
            more: say(Word::More),
            choose: say(Word::Choose),
            more_in_thread: say(Word::MoreInThread),
            cut_short: say(Word::CutShort),
            say_instead: say(Word::SayInstead),
            not_listed: say(Word::NotListed),
        }
    }
}
