//! Chinese names with one letter wrong, most often one of the same sound.

use std::collections::HashMap;

use crate::understand::pinyin::sound;

/// What a word means, to tell whether two names mean the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    /// The KPIs of a name, by its place in the lexicon.
    Kpis(usize),
    /// A word of its own.
    Word(usize),
    /// A word of the team's own data.
    OwnWord(usize),
    /// Days.
    Days(&'static str),
}

/// Chinese words of two letters and more.
#[derive(Debug, Default)]
pub(super) struct ChineseNames {
    names: Vec<Name>,
    /// The names that begin with a letter.
    beginning: HashMap<char, Vec<usize>>,
    /// The names that end with a letter.
    ending: HashMap<char, Vec<usize>>,
}

#[derive(Debug)]
struct Name {
    letters: Vec<char>,
    /// Whether it is of the team's own data.
    is_own: bool,
    meant: Meant,
}

/// In a shorter name a letter of another sound makes another name: 毛利率 is not 净利率.
const SHORTEST_OTHER_SOUND: usize = 5;

/// Days that may be written with a letter of the same sound.
const DAYS: &[&str] = &[
    "今天",
    "昨天",
    "前天",
    "本周",
    "上周",
    "这周",
    "上个月",
    "本月",
    "这个月",
    "上月",
    "近七天",
    "去年",
    "今年",
    "上季度",
    "本季度",
];

impl ChineseNames {
    /// Learns a word; none that is not Chinese.
    pub(super) fn learn(&mut self, text: &str, is_own: bool, meant: Meant) {
        let letters: Vec<char> = text.chars().collect();
        let (Some(first), Some(last)) = (letters.first(), letters.last()) else { return };
        if letters.len() < 2 || letters.iter().any(char::is_ascii) {
            return;
        }
        let place = self.names.len();
        self.beginning.entry(*first).or_default().push(place);
        self.ending.entry(*last).or_default().push(place);
        self.names.push(Name { letters, is_own, meant });
    }

    /// Learns the words for days.
    pub(super) fn learn_days(&mut self) {
        for day in DAYS {
            self.learn(day, false, Meant::Days(day));
        }
    }

    /// Where a name stands with one letter wrong, and the name: begin, end and letters. Only when it is the only such
    /// name; one with a letter of the same sound comes first.
    pub(super) fn nearest<'a>(
        layers: impl Iterator<Item = &'a Self>,
        plain: &[char],
        is_unknown: impl Fn(usize) -> bool,
    ) -> Option<(usize, usize, &'a [char])> {
        let mut slips: Vec<Slip<'a>> = Vec::new();
        for layer in layers {
            // What the team calls its own is not what everybody means by it.
            let found = layer.slips(plain, &is_unknown);
            let is_known = |slip: &Slip<'_>| {
                slips.iter().any(|own| own.begin == slip.begin && own.name.letters == slip.name.letters)
            };
            let new: Vec<Slip<'a>> = found.into_iter().filter(|slip| !is_known(slip)).collect();
            slips.extend(new);
        }
        let best = slips.iter().min_by_key(|slip| slip.rank())?;
        // Another name that is as near leaves it open which is meant.
        let is_alone =
            slips.iter().all(|slip| slip.rank() != best.rank() || slip.name.meant == best.name.meant);
        is_alone.then(|| (best.begin, best.begin + best.name.letters.len(), best.name.letters.as_slice()))
    }

    /// Everything that may be a name with one letter wrong.
    fn slips(&self, plain: &[char], is_unknown: &impl Fn(usize) -> bool) -> Vec<Slip<'_>> {
        let mut slips: Vec<Slip<'_>> = Vec::new();
        for (at, letter) in plain.iter().enumerate() {
            // With one letter wrong the first or the last is right.
            let begins = self.beginning.get(letter).into_iter().flatten().map(|name| (at, *name));
            let ends = self.ending.get(letter).into_iter().flatten().filter_map(|name| {
                let length = self.names.get(*name)?.letters.len();
                Some(((at + 1).checked_sub(length)?, *name))
            });
            for (begin, name) in begins.chain(ends) {
                slips.extend(self.names.get(name).and_then(|name| slip(plain, begin, name, is_unknown)));
            }
        }
        slips
    }
}

/// A Chinese name with one letter wrong.
struct Slip<'a> {
    sounds_other: bool,
    begin: usize,
    name: &'a Name,
}

impl Slip<'_> {
    /// A letter of the same sound comes first, then the longest name.
    fn rank(&self) -> (bool, std::cmp::Reverse<usize>) {
        (self.sounds_other, std::cmp::Reverse(self.name.letters.len()))
    }
}

/// A name at a place, when one unknown letter of it is wrong.
fn slip<'a>(
    plain: &[char],
    begin: usize,
    name: &'a Name,
    is_unknown: &impl Fn(usize) -> bool,
) -> Option<Slip<'a>> {
    let window = plain.get(begin..begin + name.letters.len())?;
    let mut wrong = window.iter().zip(&name.letters).enumerate().filter(|(_, (said, meant))| said != meant);
    let (Some((at, (said, meant))), None) = (wrong.next(), wrong.next()) else { return None };
    if !is_unknown(begin + at) || said.is_ascii() {
        return None;
    }
    let sounds_other = sound(*said).is_none() || sound(*said) != sound(*meant);
    let is_other = sounds_other && (!name.is_own || name.letters.len() < SHORTEST_OTHER_SOUND);
    (!is_other).then_some(Slip { sounds_other, begin, name })
}
