//! A text taken apart: stretches that are known, each with everything that it can be, and those that are not.

use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

use steward_core::id::PersonKey;

use super::flat::Flat;
use super::lexicon::Lexicon;
use super::period::Today;
use super::scene::Scene;
use super::term::Term;
use super::{figure, hours, period};
use crate::reading::day::Lean;
use crate::reading::words::Words;

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its first character.
    pub(super) begin: usize,
    /// The first character behind it.
    pub(super) end: usize,
    /// What it can be; nothing when it is not known.
    pub(super) terms: Vec<Term>,
    /// The person that a platform's own mention means.
    pub(super) mention: Option<PersonKey>,
}

impl Piece {
    /// Whether it is not known, or says nothing of its own.
    pub(super) fn says_nothing(&self) -> bool {
        self.terms.iter().all(|term| matches!(term, Term::Filler | Term::Tone(_)))
    }
}

/// What a known letter counts. Names of one kind are told apart by this alone: the longest cover wins, then the one of
/// the fewest pieces.
const LETTER: i32 = 10;
/// What a piece costs.
const PIECE: i32 = 6;
/// What a part of a name costs: whole names of two things are rather meant.
const PART: i32 = 14;
/// What a piece costs that says nothing, so that the same letters rather say something.
const FILLER: i32 = 8;

/// Takes a text apart so that as much of it as can be is known, in as few pieces as can be.
pub(super) fn pieces(words: Words<'_>, lexicon: &Lexicon, scene: &Scene<'_>) -> Vec<Piece> {
    let chars = words.chars();
    let flat = Flat::of(chars);
    let mut found: BTreeMap<(usize, usize), Piece> = BTreeMap::new();
    let mut add = |begin: usize, end: usize, terms: &[Term], mention: Option<PersonKey>| {
        if begin >= end {
            return;
        }
        let piece = found.entry((begin, end)).or_insert_with(|| Piece {
            begin,
            end,
            terms: Vec::new(),
            mention: None,
        });
        for term in terms {
            if !piece.terms.contains(term) {
                piece.terms.push(*term);
            }
        }
        piece.mention = mention.or(piece.mention.take());
    };
    for (begin, end, terms) in lexicon.find(&flat) {
        add(begin, end, terms, None);
    }
    let today = Today::both(scene.person.zone.date_at(scene.now));
    for begin in (0..chars.len()).filter(|&at| begins_word(chars, at)) {
        let here = words.skip(begin);
        if figure::may_begin(here) && !is_minute(chars, begin) {
            for (length, term) in figure::figures(here) {
                add(begin, begin + length, &[term], None);
            }
        }
        if let Some((hours, rest)) = hours(here) {
            add(begin, end_of(chars, begin, rest), &[Term::Hours(hours)], None);
        }
        if period_may_begin(chars, begin) {
            for lean in [Lean::Back, Lean::Ahead] {
                if let Some((_, rest)) = period::period(here, today, lean) {
                    add(begin, end_of(chars, begin, rest), &[Term::Time], None);
                }
            }
        }
        if let Some(length) = zone_name(here) {
            add(begin, begin + length, &[Term::ZoneName], None);
        }
        if let Some((length, id)) = mention(here)
            && let Some(person) = lexicon.org().person_on(scene.platform, &id)
        {
            add(begin, begin + length, &[Term::Speaker], Some(person.key.clone()));
        }
    }
    cover(chars, found.into_values().collect())
}

/// Whether the minutes of a time of day begin here, as in "14:30".
fn is_minute(chars: &[char], begin: usize) -> bool {
    let is_digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    begin > 0
        && chars.get(begin - 1) == Some(&':')
        && is_digit(begin.checked_sub(2))
        && is_digit(Some(begin + 1))
}

/// The best cover by the known stretches; what they leave is unknown, word by word.
fn cover(chars: &[char], found: Vec<Piece>) -> Vec<Piece> {
    let mut ending: BTreeMap<usize, Vec<Piece>> = BTreeMap::new();
    for piece in found {
        ending.entry(piece.end).or_default().push(piece);
    }
    // The best score of the text up to each place, and the piece that ends there, where one does.
    let mut best: Vec<(i32, Option<&Piece>)> = vec![(0, None)];
    for end in 1..=chars.len() {
        let score_at = |at: usize| best.get(at).map_or(0, |(score, _)| *score);
        let mut here = (score_at(end - 1), None);
        for piece in ending.get(&end).into_iter().flatten() {
            let cost = match piece.terms.first() {
                Some(Term::Filler | Term::Tone(_)) => FILLER,
                Some(Term::Part(_)) => PART,
                _ => PIECE,
            };
            let letters = chars
                .get(piece.begin..piece.end)
                .map_or(0, |letters| letters.iter().filter(|letter| !is_gap(**letter)).count());
            let score = score_at(piece.begin) + LETTER * i32::try_from(letters).unwrap_or(0) - cost;
            if score > here.0 {
                here = (score, Some(piece));
            }
        }
        best.push(here);
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut end = chars.len();
    let mut unknown_end = end;
    while end > 0 {
        match best.get(end).and_then(|(_, piece)| *piece) {
            Some(piece) => {
                unknown(chars, end, unknown_end, &mut pieces);
                pieces.push(piece.clone());
                end = piece.begin;
                unknown_end = end;
            }
            None => end -= 1,
        }
    }
    unknown(chars, 0, unknown_end, &mut pieces);
    pieces.reverse();
    pieces
}

/// The unknown words of a stretch, last first.
fn unknown(chars: &[char], begin: usize, end: usize, pieces: &mut Vec<Piece>) {
    let mut at = end;
    while at > begin {
        let letter = chars.get(at - 1).copied().unwrap_or(' ');
        if is_gap(letter) {
            at -= 1;
            continue;
        }
        let mut first = at - 1;
        let is_word = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '%' | '$');
        if is_word(&letter) {
            while first > begin && chars.get(first - 1).is_some_and(is_word) {
                first -= 1;
            }
        }
        // What is left of "grace's" says nothing.
        let is_possessive =
            letter == 's' && at - first == 1 && first > 0 && chars.get(first - 1) == Some(&'\'');
        if !is_possessive {
            pieces.push(Piece { begin: first, end: at, terms: Vec::new(), mention: None });
        }
        at = first;
    }
}

/// Signs that separate and say nothing.
pub(super) fn is_gap(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            ',' | ';'
                | ':'
                | '.'
                | '!'
                | '?'
                | '~'
                | '"'
                | '\''
                | '('
                | ')'
                | '['
                | ']'
                | '{'
                | '}'
                | '<'
                | '>'
                | '-'
                | '_'
                | '/'
                | '·'
                | '@'
                | '#'
                | '*'
                | '`'
                | '《'
                | '》'
                | '〈'
                | '〉'
                | '|'
                | '='
                | '&'
                | '+'
                | '✅'
                | '^'
                | '\\'
        )
}

/// Where a stretch ends whose rest is known, without the gap between.
pub(super) fn end_of(chars: &[char], begin: usize, rest: Words<'_>) -> usize {
    let mut end = chars.len().saturating_sub(rest.len());
    while end > begin && chars.get(end - 1).is_some_and(|letter| is_gap(*letter) || *letter == '的') {
        end -= 1;
    }
    end
}

fn begins_word(chars: &[char], at: usize) -> bool {
    let Some(letter) = chars.get(at) else { return false };
    let is_negative = *letter == '-'
        && chars.get(at + 1).is_some_and(char::is_ascii_digit)
        && at.checked_sub(1).and_then(|before| chars.get(before)).is_none_or(|c| c.is_whitespace());
    if is_gap(*letter) && !matches!(letter, '<' | '#') {
        return is_negative;
    }
    let before = at.checked_sub(1).and_then(|before| chars.get(before)).copied().unwrap_or(' ');
    if letter.is_ascii_digit() {
        let digits = chars.iter().skip(at).take_while(|c| c.is_ascii_digit()).count();
        let joins = before == '.' || (before == ',' && digits == 3);
        let inside = joins && at >= 2 && chars.get(at - 2).is_some_and(char::is_ascii_digit);
        return !before.is_ascii_digit() && !inside;
    }
    !(letter.is_ascii_alphabetic() && before.is_ascii_alphabetic())
}

/// Whether days may begin at a place, by its first letters alone.
fn period_may_begin(chars: &[char], at: usize) -> bool {
    let Some(letter) = chars.get(at) else { return false };
    // "上上周五" is no "上周五".
    let before = at.checked_sub(1).and_then(|before| chars.get(before));
    let is_weekend = chars.get(at + 1) == Some(&'末');
    if matches!((before, letter), (Some('上'), '上' | '周') | (Some('下'), '下' | '周')) && !is_weekend
    {
        return false;
    }
    if letter.is_ascii_alphabetic() {
        let word: String =
            chars.iter().skip(at).take_while(|c| c.is_ascii_alphabetic()).take(LONGEST_BEGINNING).collect();
        return begins_days(&word);
    }
    letter.is_ascii_digit() || CHINESE_BEGINNINGS.contains(*letter)
}

const CHINESE_BEGINNINGS: &str = "今昨噚寻琴听前明后大本这上下去近最过当周星礼月年黑网感双会秋一二三四五六七八九十两第从自由截直到至未接季国圣元独";

/// Longer words, in letters, begin no days.
const LONGEST_BEGINNING: usize = 12;

/// First words of days.
const BEGINNINGS: &str = "\
    l as effective so yest yesterdays lst pst ystd yday h christmas xmas golden national new independence a apr april aug august before between bf bfcm black by current cyber day dec december double end eod eom \
    ever feb february first for fourth fri friday from in jan january jul july jun june last mar march may mon \
    monday month mtd next nov november oct october on over past pd previous prime primeday prior q qtd quarter \
    sat saturday second sep sept september since singles starting sun sunday thanksgiving the third this through \
    thru thu thur thurs thursday til till tmr tmrw to today tomorrow trailing tue tues tuesday until up wed \
    wednesday weds week weekend within wtd year yesterday ytd zuotian jintian mingtian qiantian shangzhou benzhou zhezhou shanggeyue";

fn begins_days(word: &str) -> bool {
    static WORDS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| BEGINNINGS.split(' ').collect()).contains(word)
}

/// A zone as the IANA database spells it, with its length: "asia/shanghai".
fn zone_name(words: Words<'_>) -> Option<usize> {
    let is_of_name = |c: &&char| c.is_ascii_alphabetic() || matches!(c, '/' | '_');
    let length = words.chars().iter().take_while(is_of_name).count();
    let name = words.first(length);
    (name.chars().contains(&'/') && steward_core::time::Zone::known(&name.said()).is_some()).then_some(length)
}

/// A mention of a person as platforms write it, with its length and the id inside: `<@U123>`, `<@!123>`.
fn mention(words: Words<'_>) -> Option<(usize, String)> {
    const LONGEST: usize = 80;
    let chars = words.chars();
    if chars.first() != Some(&'<') || chars.get(1) != Some(&'@') {
        return None;
    }
    let length = chars.iter().take(LONGEST).position(|letter| *letter == '>')? + 1;
    let said = words.first(length).said();
    let id = said.strip_prefix("<@")?.strip_suffix('>')?.trim_start_matches('!');
    Some((length, id.split('|').next().unwrap_or(id).to_owned()))
}
