//! Slips of the thumb in Latin words: a letter wrong, missing, held too long or swapped, a space left out.

mod chinese;

use std::collections::{BTreeMap, BTreeSet};

use chinese::{ChineseNames, Meant};

use super::term::Term;

/// The words that may be mistyped.
#[derive(Debug, Default)]
pub(super) struct Spelling {
    /// Latin words by their number of letters.
    words: BTreeMap<usize, Vec<Word>>,
    known: BTreeSet<String>,
    /// Words of the team's own data, which are rather meant than others.
    own: BTreeSet<String>,
    /// Words that say nothing.
    silent: BTreeSet<String>,
    /// Chinese words.
    names: ChineseNames,
    /// The words that are the same for every team.
    base: Option<&'static Spelling>,
}

/// Shorter words are within a letter of too many others.
const SHORTEST_WORD: usize = 4;

/// Shorter parts of a word that lacks its space say too little.
const SHORTEST_PART: usize = 3;

/// A longer word may have two letters wrong.
const LONG_WORD: usize = 7;

impl Spelling {
    /// Collects the words of patterns, to be looked for beside those of `base`.
    pub(super) fn of(patterns: &BTreeMap<String, Vec<Term>>, base: Option<&'static Spelling>) -> Self {
        let mut spelling = Self { base, ..Self::default() };
        for (place, (text, terms)) in patterns.iter().enumerate() {
            let is_own =
                terms.iter().any(|term| matches!(term, Term::Name(_) | Term::Place(_) | Term::People(_)));
            for word in text.split(|c: char| !c.is_ascii_alphabetic()) {
                spelling.learn(word);
                if is_own {
                    spelling.own.insert(word.to_owned());
                }
            }
            if terms.iter().all(|term| matches!(term, Term::Filler | Term::Tone(_))) {
                spelling.silent.insert(text.clone());
            }
            let name = terms.iter().find_map(|term| match term {
                Term::Name(name) => Some(*name),
                _ => None,
            });
            let says_something =
                terms.first().is_some_and(|term| !matches!(term, Term::Filler | Term::Tone(_)));
            if says_something {
                let word = if base.is_some() { Meant::OwnWord(place) } else { Meant::Word(place) };
                spelling.names.learn(text, is_own, name.map_or(word, Meant::Kpis));
            }
        }
        spelling
    }

    /// Learns the words for days.
    pub(super) fn learn_days(&mut self) {
        self.names.learn_days();
        for phrase in super::period::WORDS {
            for word in phrase.split(|c: char| !c.is_ascii_alphabetic()) {
                self.learn(word);
            }
        }
    }

    /// Itself, and the words that are the same for every team.
    fn layers(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(self.base)
    }

    fn learn(&mut self, word: &str) {
        let is_known = self.base.is_some_and(|base| base.knows(word));
        if word.len() >= SHORTEST_PART
            && !is_known
            && self.known.insert(word.to_owned())
            && word.len() >= SHORTEST_WORD
        {
            let letters = letters(word);
            self.words.entry(word.len()).or_default().push(Word { letters, text: word.to_owned() });
        }
    }

    /// Whether a Latin word is known.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.layers().any(|layer| layer.known.contains(word))
    }

    fn is_own(&self, word: &str) -> bool {
        self.own.contains(word)
    }

    /// Whether a word says nothing.
    fn is_silent(&self, word: &str) -> bool {
        !self.is_own(word) && self.layers().any(|layer| layer.silent.contains(word))
    }

    /// The word that was meant by a Latin one that nobody knows, when only one can be.
    pub(super) fn meant(&self, word: &str) -> Option<String> {
        if self.knows(word) || word.len() < SHORTEST_WORD {
            return None;
        }
        let plural = [format!("{word}s"), word.trim_end_matches('s').to_owned()];
        let counted = plural.into_iter().find(|other| other != word && self.is_own(other));
        counted
            .or_else(|| self.without_repeats(word))
            .or_else(|| self.nearest(word, 1).filter(|_| word.len() >= LONG_WORD))
            .or_else(|| self.parts(word))
            .or_else(|| self.nearest(word, if word.len() >= LONG_WORD { 2 } else { 1 }))
            .filter(|meant| !is_derived(word, meant))
    }

    /// A word with a letter held too long: "ackk", "doneee".
    fn without_repeats(&self, word: &str) -> Option<String> {
        let mut letters: Vec<char> = word.chars().collect();
        letters.dedup();
        let short: String = letters.into_iter().collect();
        (short.len() < word.len() && self.knows(&short)).then_some(short)
    }

    /// Two known words without the space between them.
    fn parts(&self, word: &str) -> Option<String> {
        let mut found = None;
        for at in SHORTEST_PART..=word.len().saturating_sub(SHORTEST_PART) {
            let (Some(first), Some(second)) = (word.get(..at), word.get(at..)) else { continue };
            if self.knows(first) && self.knows(second) {
                if found.is_some() {
                    return None;
                }
                found = Some(format!("{first} {second}"));
            }
        }
        found
    }

    /// The only known word that is at most so many slips away.
    fn nearest(&self, word: &str, most: usize) -> Option<String> {
        let own = letters(word);
        let mut near: Vec<(usize, bool, bool, bool, &String)> = Vec::new();
        let lengths = word.len().saturating_sub(most)..=word.len() + most;
        for (_, words) in self.layers().flat_map(|layer| layer.words.range(lengths.clone())) {
            // Every slip adds or takes at most one letter on each side.
            let is_near =
                |known: &&Word| (known.letters ^ own).count_ones() <= 2 * u32::try_from(most).unwrap_or(0);
            for Word { text: known, .. } in words.iter().filter(is_near) {
                let slips = slips(word.as_bytes(), known.as_bytes(), most);
                if slips <= most {
                    let begins_other = word.as_bytes().first() != known.as_bytes().first();
                    near.push((slips, begins_other, !is_shuffled(word, known), !self.is_own(known), known));
                }
            }
        }
        near.sort_unstable();
        let (best, others) = near.split_first()?;
        let rank = |near: &(usize, bool, bool, bool, &String)| (near.0, near.1, near.2, near.3);
        // Of several that say nothing any will do.
        let is_silent = |near: &(usize, bool, bool, bool, &String)| self.is_silent(near.4);
        let mut rivals = others.iter().take_while(|next| rank(next) == rank(best));
        let is_decided = others.first().is_none_or(|next| rank(next) != rank(best))
            || (is_silent(best) && rivals.all(is_silent));
        is_decided.then(|| best.4.clone())
    }

    /// Where a Chinese name stands with one letter wrong, and the name: begin, end and letters.
    pub(super) fn chinese<'a>(
        &'a self,
        plain: &[char],
        is_unknown: impl Fn(usize) -> bool,
    ) -> Option<(usize, usize, &'a [char])> {
        ChineseNames::nearest(self.layers().map(|layer| &layer.names), plain, is_unknown)
    }
}

/// A Latin word with the set of its letters.
#[derive(Debug)]
struct Word {
    letters: u32,
    text: String,
}

/// The set of the letters of a word, a bit each.
fn letters(word: &str) -> u32 {
    word.bytes().filter(u8::is_ascii_lowercase).fold(0, |letters, letter| letters | 1 << (letter - b'a'))
}

/// Whether two words have the same letters: two that are swapped are the commonest slip.
fn is_shuffled(said: &str, meant: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters = word.as_bytes().to_vec();
        letters.sort_unstable();
        letters
    };
    said.len() == meant.len() && sorted(said) == sorted(meant)
}

/// How many slips of the thumb lie between two words: a letter wrong, missing, too many, or two swapped. Stops counting
/// above `most`.
fn slips(said: &[u8], meant: &[u8], most: usize) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=meant.len()).collect();
    let mut last = 0;
    for (at, &letter) in said.iter().enumerate() {
        let mut next = vec![at + 1];
        for (place, &other) in meant.iter().enumerate() {
            let cell = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX / 2);
            let mut fewest = (cell(&row, place) + usize::from(letter != other))
                .min(cell(&row, place + 1) + 1)
                .min(cell(&next, place) + 1);
            let swapped = place > 0 && at > 0 && meant.get(place - 1) == Some(&letter) && last == other;
            if swapped {
                fewest = fewest.min(cell(&before, place - 1) + 1);
            }
            next.push(fewest);
        }
        if next.iter().min().is_some_and(|least| *least > most) {
            return most + 1;
        }
        before = std::mem::replace(&mut row, next);
        last = letter;
    }
    row.last().copied().unwrap_or_default()
}

/// Whether one word is made of the other, and means something else: "unsnooze", "spender".
fn is_derived(word: &str, other: &str) -> bool {
    const BEGINNINGS: [&str; 6] = ["un", "non", "dis", "de", "mis", "in"];
    const ENDINGS: [&str; 6] = ["er", "ers", "less", "able", "ful", "ment"];
    let is_made = |long: &str, short: &str| {
        BEGINNINGS.iter().any(|begin| long.strip_prefix(begin) == Some(short))
            || ENDINGS.iter().any(|end| long.strip_suffix(end) == Some(short))
    };
    is_made(word, other) || is_made(other, word)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("shipmnet", "shipment", 1)]
    #[case("akc", "ack", 1)]
    #[case("yesterdy", "yesterday", 1)]
    #[case("acoss", "acos", 1)]
    #[case("acos", "acos", 0)]
    #[case("walmart", "amazon", 3)]
    fn counts_slips(#[case] said: &str, #[case] meant: &str, #[case] expected: usize) {
        assert_eq!(slips(said.as_bytes(), meant.as_bytes(), 2), expected);
    }
}
