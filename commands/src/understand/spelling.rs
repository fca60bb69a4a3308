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
}

/// Shorter words are within a letter of too many others.
const SHORTEST_WORD: usize = 4;

/// Shorter parts of a word that lacks its space say too little.
const SHORTEST_PART: usize = 3;

/// A longer word may have two letters wrong.
const LONG_WORD: usize = 7;

impl Spelling {
    /// Collects the words of patterns.
    pub(super) fn of(
        patterns: &BTreeMap<String, Vec<Term>>,
        extra: impl Iterator<Item = &'static str>,
    ) -> Self {
        let mut spelling = Self::default();
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
                spelling.names.learn(text, is_own, name.map_or(Meant::Word(place), Meant::Kpis));
            }
        }
        spelling.names.learn_days();
        for phrase in extra {
            for word in phrase.split(|c: char| !c.is_ascii_alphabetic()) {
                spelling.learn(word);
            }
        }
        spelling
    }

    fn learn(&mut self, word: &str) {
        if word.len() >= SHORTEST_PART && self.known.insert(word.to_owned()) && word.len() >= SHORTEST_WORD {
            let letters = letters(word);
            self.words.entry(word.len()).or_default().push(Word { letters, text: word.to_owned() });
        }
    }

    /// Whether a Latin word is known.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.known.contains(word)
    }

    /// The word that was meant by a Latin one that nobody knows, when only one can be.
    pub(super) fn meant(&self, word: &str) -> Option<String> {
        if self.known.contains(word) || word.len() < SHORTEST_WORD {
            return None;
        }
        let plural = [format!("{word}s"), word.trim_end_matches('s').to_owned()];
        let counted = plural.into_iter().find(|other| other != word && self.own.contains(other));
        counted
            .or_else(|| self.without_repeats(word))
            .or_else(|| self.nearest(word, 1).filter(|_| word.len() >= LONG_WORD))
            .or_else(|| self.parts(word))
            .or_else(|| self.nearest(word, if word.len() >= LONG_WORD { 2 } else { 1 }))
    }

    /// A word with a letter held too long: "ackk", "doneee".
    fn without_repeats(&self, word: &str) -> Option<String> {
        let mut letters: Vec<char> = word.chars().collect();
        letters.dedup();
        let short: String = letters.into_iter().collect();
        (short.len() < word.len() && self.known.contains(&short)).then_some(short)
    }

    /// Two known words without the space between them.
    fn parts(&self, word: &str) -> Option<String> {
        let mut found = None;
        for at in SHORTEST_PART..=word.len().saturating_sub(SHORTEST_PART) {
            let (Some(first), Some(second)) = (word.get(..at), word.get(at..)) else { continue };
            if self.known.contains(first) && self.known.contains(second) {
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
        for (_, words) in self.words.range(word.len().saturating_sub(most)..=word.len() + most) {
            // Every slip adds or takes at most one letter on each side.
            let is_near =
                |known: &&Word| (known.letters ^ own).count_ones() <= 2 * u32::try_from(most).unwrap_or(0);
            for Word { text: known, .. } in words.iter().filter(is_near) {
                let slips = slips(word.as_bytes(), known.as_bytes(), most);
                if slips <= most {
                    let begins_other = word.as_bytes().first() != known.as_bytes().first();
                    near.push((
                        slips,
                        begins_other,
                        !is_shuffled(word, known),
                        !self.own.contains(known),
                        known,
                    ));
                }
            }
        }
        near.sort_unstable();
        let (best, others) = near.split_first()?;
        let rank = |near: &(usize, bool, bool, bool, &String)| (near.0, near.1, near.2, near.3);
        // Of several that say nothing any will do.
        let is_silent = |near: &(usize, bool, bool, bool, &String)| self.silent.contains(near.4);
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
        self.names.nearest(plain, is_unknown)
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
