//! How near a text comes to a name, in steps from equal to mistyped.

use steward_core::spelling;

/// How a text fits a name; the least is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// It is the key.
    Key,
    /// It is a name.
    Name,
    /// A name begins with it.
    Beginning,
    /// A name contains it, or it contains a name among other words.
    Part,
    /// So many letters differ.
    Typo(usize),
}

/// Shorter texts, in bytes, are part of too many names: two Latin letters or one Chinese one say too little.
const SHORTEST_PART: usize = 3;

/// Lower case and half width, with one space where a name has a space, `_`, `-` or `.`.
pub(crate) fn plain(text: &str) -> String {
    let folded = super::text::Text::of(text).words().plain();
    folded
        .split([' ', '_', '-', '.', '/', '·', '\n'])
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// How a text fits one name, both [`plain`].
pub(crate) fn fit(asked: &str, name: &str) -> Option<Fit> {
    fit_within(asked, name, most_typos(asked))
}

/// [`fit`] when at most so many letters may differ.
pub(crate) fn fit_within(asked: &str, name: &str, typos: usize) -> Option<Fit> {
    if asked.is_empty() || name.is_empty() {
        return None;
    }
    if asked == name || without_spaces(asked) == without_spaces(name) {
        return Some(Fit::Name);
    }
    let long_enough = asked.len() >= SHORTEST_PART;
    if long_enough && name.starts_with(asked) {
        return Some(Fit::Beginning);
    }
    if long_enough && name.contains(asked) || has_words(asked, name) {
        return Some(Fit::Part);
    }
    if typos == 0 || asked.chars().count().abs_diff(name.chars().count()) > typos {
        return None;
    }
    let letters = spelling::edits(asked, name);
    (letters <= typos).then_some(Fit::Typo(letters))
}

/// Whether the text has the name among its words; a Chinese name of two characters and more needs no spaces around.
pub(crate) fn has_words(text: &str, name: &str) -> bool {
    if !name.is_ascii() {
        return name.chars().count() >= 2 && without_spaces(text).contains(&without_spaces(name));
    }
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    text.match_indices(name).any(|(at, found)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let behind = text.get(at + found.len()..).and_then(|text| text.chars().next());
        !joins(before) && !joins(behind)
    })
}

/// How many letters of a text may differ from a name: a short one is within a few letters of everything.
pub(crate) fn most_typos(asked: &str) -> usize {
    match (asked.chars().count(), asked.is_ascii()) {
        (..4, true) | (..3, false) => 0,
        (4..7, true) | (3..6, false) => 1,
        _ => 2,
    }
}

fn without_spaces(text: &str) -> String {
    text.replace(' ', "")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("late_shipment", "Late shipment", Some(Fit::Name))]
    #[case("late", "late_shipment", Some(Fit::Beginning))]
    #[case("shipment", "late_shipment", Some(Fit::Part))]
    #[case("how is our acos doing", "ACoS", Some(Fit::Part))]
    #[case("now acosta", "ACoS", None)]
    #[case("迟发率怎么样", "迟发率", Some(Fit::Part))]
    #[case("late shipmnet", "late shipment", Some(Fit::Typo(2)))]
    #[case("acso", "ACoS", None)]
    #[case("acoss", "ACoS", Some(Fit::Typo(1)))]
    #[case("迟发律", "迟发率", Some(Fit::Typo(1)))]
    #[case("率", "迟发率", Some(Fit::Part))]
    #[case("", "x", None)]
    fn fits(#[case] asked: &str, #[case] name: &str, #[case] expected: Option<Fit>) {
        assert_eq!(fit(&plain(asked), &plain(name)), expected);
    }
}
