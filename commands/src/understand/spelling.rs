//! Slips of the thumb: a letter wrong, missing or swapped, a space left out, a Chinese letter of the same sound.

use std::collections::{BTreeMap, BTreeSet};

use super::pinyin::sound;
use super::term::Term;

/// The words that may be mistyped.
#[derive(Debug, Default)]
pub(super) struct Spelling {
    /// Latin words by their number of letters.
    words: BTreeMap<usize, Vec<String>>,
    known: BTreeSet<String>,
    /// Chinese names, and which names they are.
    names: Vec<(Vec<char>, usize)>,
}

/// Shorter words are within a letter of too many others.
const SHORTEST_WORD: usize = 4;

/// Shorter parts of a word that lacks its space say too little.
const SHORTEST_PART: usize = 3;

/// The shortest Chinese name that may have a letter wrong.
const SHORTEST_NAME: usize = 3;

/// A longer word may have two letters wrong.
const LONG_WORD: usize = 8;

impl Spelling {
    /// Collects the words of patterns.
    pub(super) fn of(
        patterns: &BTreeMap<String, Vec<Term>>,
        extra: impl Iterator<Item = &'static str>,
    ) -> Self {
        let mut spelling = Self::default();
        for (text, terms) in patterns {
            for word in text.split(|c: char| !c.is_ascii_alphabetic()) {
                spelling.learn(word);
            }
            let name = terms.iter().find_map(|term| match term {
                Term::Name(place) => Some(*place),
                _ => None,
            });
            let letters: Vec<char> = text.chars().collect();
            if let Some(place) = name
                && letters.len() >= SHORTEST_NAME
                && letters.iter().any(|c| !c.is_ascii())
            {
                spelling.names.push((letters, place));
            }
        }
        for phrase in extra {
            for word in phrase.split(|c: char| !c.is_ascii_alphabetic()) {
                spelling.learn(word);
            }
        }
        spelling
    }

    fn learn(&mut self, word: &str) {
        if word.len() >= SHORTEST_PART && self.known.insert(word.to_owned()) && word.len() >= SHORTEST_WORD {
            self.words.entry(word.len()).or_default().push(word.to_owned());
        }
    }

    /// The word that was meant by a Latin one that nobody knows, when only one can be.
    pub(super) fn meant(&self, word: &str) -> Option<String> {
        if self.known.contains(word) || word.len() < SHORTEST_WORD {
            return None;
        }
        self.parts(word).or_else(|| self.nearest(word))
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

    fn nearest(&self, word: &str) -> Option<String> {
        let most = if word.len() >= LONG_WORD { 2 } else { 1 };
        let mut best: Option<(usize, &String)> = None;
        let mut is_alone = true;
        for (_, words) in self.words.range(word.len().saturating_sub(most)..=word.len() + most) {
            for known in words {
                let slips = slips(word.as_bytes(), known.as_bytes(), most);
                if slips > most {
                    continue;
                }
                match best {
                    Some((least, _)) if least < slips => {}
                    Some((least, _)) if least == slips => is_alone = false,
                    _ => {
                        best = Some((slips, known));
                        is_alone = true;
                    }
                }
            }
        }
        best.filter(|_| is_alone).map(|(_, known)| known.clone())
    }

    /// Where a Chinese name stands with one letter wrong, and the name: begin, end and letters. Only when it is the only
    /// such name; one with a letter of the same sound comes first.
    pub(super) fn chinese<'a>(
        &'a self,
        plain: &[char],
        is_unknown: impl Fn(usize) -> bool,
    ) -> Option<(usize, usize, &'a [char])> {
        let mut fits: Vec<Slip<'_>> = Vec::new();
        for (name, place) in &self.names {
            for (begin, window) in plain.windows(name.len()).enumerate() {
                let mut wrong = window.iter().zip(name).enumerate().filter(|(_, (a, b))| a != b);
                let (Some((at, (said, meant))), None) = (wrong.next(), wrong.next()) else { continue };
                if is_unknown(begin + at) && !said.is_ascii() && !meant.is_ascii() {
                    let sounds_other = sound(*said).is_none() || sound(*said) != sound(*meant);
                    fits.push(Slip {
                        sounds_other,
                        missing: usize::MAX - name.len(),
                        begin,
                        name,
                        place: *place,
                    });
                }
            }
        }
        let best = fits.iter().min_by_key(|slip| slip.rank())?;
        // Another name that is as near leaves it open which is meant.
        let is_alone = fits.iter().all(|slip| slip.rank() != best.rank() || slip.place == best.place);
        is_alone.then(|| (best.begin, best.begin + best.name.len(), best.name))
    }
}

/// A Chinese name with one letter wrong.
struct Slip<'a> {
    sounds_other: bool,
    /// The shorter the name, the more.
    missing: usize,
    begin: usize,
    name: &'a [char],
    place: usize,
}

impl Slip<'_> {
    /// A letter of the same sound comes first, then the longest name.
    fn rank(&self) -> (bool, usize) {
        (self.sounds_other, self.missing)
    }
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
