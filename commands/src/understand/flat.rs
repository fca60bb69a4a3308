//! A text as the lexicon sees it: without the signs that people write, or leave out, between the words of a name.

/// A folded text in which words of Latin letters and digits have one space between them, and nothing else has one. Every
/// byte knows which character it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Flat {
    text: String,
    /// The character of each byte.
    places: Vec<usize>,
}

impl Flat {
    /// Flattens characters that are folded already.
    pub(super) fn of(plain: &[char]) -> Self {
        let mut flat =
            Self { text: String::with_capacity(plain.len()), places: Vec::with_capacity(plain.len()) };
        let mut gap = false;
        for (place, &letter) in plain.iter().enumerate() {
            // "grace's" is Grace, "i'm" is im.
            let behind = |at: usize| plain.get(place + at).copied().unwrap_or(' ');
            let is_possessive = |at: usize| behind(at) == 's' && !behind(at + 1).is_alphanumeric();
            let after_apostrophe =
                place > 0 && plain.get(place - 1) == Some(&'\'') && !behind(1).is_alphanumeric();
            if letter == '\'' {
                gap |= is_possessive(1);
                continue;
            }
            if letter == 's' && after_apostrophe {
                continue;
            }
            if letter.is_whitespace() || matches!(letter, '_' | '-' | '.' | '/' | '·') {
                gap = true;
                continue;
            }
            if gap && letter.is_ascii_alphanumeric() && flat.ends_in_word() {
                flat.push(' ', place.saturating_sub(1));
            }
            gap = false;
            flat.push(letter, place);
        }
        flat
    }

    /// The flat form of a name.
    pub(super) fn name(name: &str) -> String {
        let text = crate::reading::text::Text::of(name);
        Self::of(text.words().chars()).text
    }

    fn push(&mut self, letter: char, place: usize) {
        self.text.push(letter);
        self.places.resize(self.text.len(), place);
    }

    fn ends_in_word(&self) -> bool {
        self.text.bytes().next_back().is_some_and(|byte| byte.is_ascii_alphanumeric())
    }

    /// The flat text.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The characters, begin and end, that a stretch of bytes comes from; none when it is cut out of a word.
    pub(super) fn characters(&self, begin: usize, end: usize) -> Option<(usize, usize)> {
        let bytes = self.text.as_bytes();
        let at = |place: usize| bytes.get(place).copied().unwrap_or(b' ');
        let before = begin.checked_sub(1).map_or(b' ', at);
        let last = end.checked_sub(1)?;
        if joins(before, at(begin)) || joins(at(last), at(end)) {
            return None;
        }
        Some((*self.places.get(begin)?, *self.places.get(last)? + 1))
    }
}

/// Whether two neighbouring bytes belong to one word: letters do, digits do, a letter and a digit need not.
fn joins(first: u8, second: u8) -> bool {
    (first.is_ascii_alphabetic() && second.is_ascii_alphabetic())
        || (first.is_ascii_digit() && second.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Late_Shipment", "late shipment")]
    #[case("A-to-Z 索赔", "a to z索赔")]
    #[case("迟发 率", "迟发率")]
    #[case("what's  red now", "what red now")]
    #[case("I'm on it", "im on it")]
    #[case("ＡＣｏＳ　昨天", "acos昨天")]
    fn flattens(#[case] said: &str, #[case] flat: &str) {
        assert_eq!(Flat::name(said), flat);
    }

    #[test]
    fn knows_where_a_stretch_comes_from() {
        let plain: Vec<char> = "what's 迟发 率".chars().collect();
        let flat = Flat::of(&plain);
        assert_eq!(flat.characters(0, 4), Some((0, 4)));
        assert_eq!(flat.characters(4, 13), Some((7, 11)), "{flat:?}");
        assert_eq!(flat.characters(0, 3), None);
    }
}
