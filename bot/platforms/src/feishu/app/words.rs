//! The few words that the adapter itself says; the service gives them in each language.

use steward_core::person::Locale;

/// Something the adapter says beside the cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word<'a> {
    /// On the list with the less likely buttons.
    More,
    /// In an empty list of a form.
    Choose,
    /// Below a message whose rest is below it.
    MoreBelow,
    /// The form was sent to the person's own conversation.
    FormSent,
    /// Above a card that replaces one too old to be edited.
    Replaced,
    /// Below what a person typed that could not be kept.
    Typed,
    /// What was filled in in a field of a form, as the person saw it.
    FilledIn {
        /// The name of the field.
        field: &'a str,
        /// Its value.
        value: &'a str,
    },
    /// The person's account is tied to somebody.
    LinkedTo {
        /// The person's name.
        name: &'a str,
    },
    /// The code that the person gave is nobody's, and where to get one.
    WrongCode,
    /// Steward was added to a group.
    Added {
        /// The group's id.
        chat: &'a str,
    },
}

/// Says the adapter's words.
pub trait Words: Send + Sync {
    /// The words in a language.
    fn say(&self, locale: &Locale, word: Word<'_>) -> String;
}

/// The words that stand on a card.
#[derive(Debug, Clone)]
pub(super) struct Chrome {
    pub(super) more: String,
    pub(super) choose: String,
    pub(super) more_below: String,
}

impl Chrome {
    /// In the language of a card.
    pub(super) fn of(words: &dyn Words, lang: &str) -> Self {
        let locale = Locale::best_for(lang);
        let say = |word| words.say(&locale, word);
        Self { more: say(Word::More), choose: say(Word::Choose), more_below: say(Word::MoreBelow) }
    }
}
