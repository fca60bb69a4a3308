//! What is offered for a text that nothing explains: the nearest three that would be understood.

use steward_core::id::KpiKey;
use steward_core::message::answer::Choice;
use steward_core::spelling::edits;

use super::candidate::Candidate;
use super::fill::{self, Said};
use super::lexicon::Lexicon;
use super::readings::Readings;
use crate::meaning::{Intent, Meaning, Understanding};
use crate::registry::specs;
use crate::spec::Spec;

/// How many are offered.
const MOST: usize = 3;

/// The answer to a text that nothing explains.
pub(super) fn not_understood(said: Said<'_>, readings: &Readings) -> Understanding {
    let mut near: Vec<&Candidate> = readings.all.iter().filter(|candidate| candidate.has_needs()).collect();
    near.sort_by_key(|candidate| (unexplained(candidate), usize::MAX - candidate.signs));
    let meaning = near
        .first()
        .or(readings.all.first().as_ref())
        .map(|candidate| fill::recognised(candidate, said))
        .unwrap_or_default();
    let is_guess = |candidate: &&&Candidate| !candidate.taken.is_empty();
    let readings: Vec<Meaning> = near
        .iter()
        .filter(is_guess)
        .filter(|candidate| super::only_asks(candidate.spec()) || unexplained(candidate) <= 4)
        .flat_map(|candidate| fill::meanings(candidate, said))
        // Why is asked of something.
        .filter(|meaning| {
            let is_of_something = !meaning.kpis.is_empty() || !meaning.alerts.is_empty();
            let is_of_nothing_else = meaning.span.is_none() && meaning.comparison.is_none();
            meaning.intent != Some(Intent::Why) || is_of_something || is_of_nothing_else
        })
        .collect();
    let mut nearest = super::choice::choices(&readings, said, MOST);
    nearest.extend(meant(said));
    if nearest.len() < MOST {
        let asked = said.words.plain();
        let kpis = nearest_kpis(&asked, said.lexicon);
        let readings: Vec<Meaning> = kpis
            .into_iter()
            .map(|key| Meaning { intent: Some(Intent::Kpi), kpis: vec![key], ..Meaning::default() })
            .collect();
        nearest.extend(super::choice::choices(&readings, said, MOST));
    }
    nearest.extend(usual(said));
    let mut seen = std::collections::BTreeSet::new();
    nearest.retain(|choice| seen.insert(choice.says.clone()));
    nearest.truncate(MOST);
    Understanding::NotUnderstood { meaning: Box::new(meaning), nearest }
}

fn unexplained(candidate: &Candidate) -> usize {
    candidate.residue.iter().map(|(begin, end)| end - begin).sum()
}

/// Longer texts, in characters, are near no name.
const LONGEST_NAME: usize = 40;

/// Longer words, in bytes, are the slip of no command.
const LONGEST_WORD: usize = 20;

/// More letters, or bytes of a Chinese one, differ between no slip and its command.
const MOST_SLIPS: usize = 3;

/// The same words with their first one spelled as the nearest command.
fn meant(said: Said<'_>) -> Option<Choice> {
    let plain = said.words.plain();
    let (first, rest) = plain.split_once(' ').unwrap_or((&plain, ""));
    if first.len() > LONGEST_WORD {
        return None;
    }
    let (letters, word, intent) = specs()
        .iter()
        .flat_map(|spec| spec.words().map(|word| (word, spec.intent)))
        .filter(|(word, _)| word.len().abs_diff(first.len()) <= MOST_SLIPS)
        .map(|(word, intent)| (edits(first, word), word, intent))
        .min_by_key(|(letters, ..)| *letters)?;
    // A transposition counts as two edits, and is the commonest slip of a thumb.
    let is_transposed = letters == 2 && sorted(first) == sorted(word);
    let is_slip = match first.chars().count() {
        ..3 => false,
        3..6 => letters == 1 || is_transposed,
        _ => (1..=2).contains(&letters),
    };
    if !is_slip {
        return None;
    }
    let says = format!("{word} {rest}").trim().to_owned();
    let text = crate::reading::text::Text::of(&says);
    let again = Said { words: text.words(), ..said };
    let is_understood = super::keeping(again).is_some() || Readings::of(again).decided(again).is_some();
    if !is_understood {
        return None;
    }
    let name_zh = super::choice::in_chinese(&says, Some(intent));
    Some(Choice { name_en: says.clone(), name_zh, says })
}

fn sorted(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}

/// What is of use to this person: one of their KPIs, their alerts, help.
fn usual(said: Said<'_>) -> Vec<Choice> {
    let org = said.lexicon.org();
    let own = org.kpis.values().find(|kpi| kpi.owner.as_ref() == Some(&said.scene.person.key));
    let own = own.map(|kpi| Meaning {
        intent: Some(Intent::Kpi),
        kpis: vec![kpi.key.clone()],
        ..Meaning::default()
    });
    let mut usual = super::choice::choices(&own.into_iter().collect::<Vec<_>>(), said, 1);
    for intent in [Intent::Mine, Intent::List, Intent::Help] {
        usual.extend(specs().iter().find(|spec| spec.intent == intent).map(taught));
    }
    usual
}

/// A command by the words to teach.
fn taught(spec: &Spec) -> Choice {
    let first = |words: &[&str]| words.first().copied().unwrap_or(spec.name).to_owned();
    Choice { says: first(spec.words_en), name_en: first(spec.words_en), name_zh: first(spec.words_zh) }
}

/// The KPIs whose names come nearest to a text.
fn nearest_kpis(asked: &str, lexicon: &Lexicon) -> Vec<KpiKey> {
    let asked: Vec<char> = asked.chars().take(LONGEST_NAME + 1).collect();
    if asked.len() > LONGEST_NAME {
        return Vec::new();
    }
    let most = asked.len() / 3;
    let asked: String = asked.iter().collect();
    let length = asked.chars().count();
    // A letter that the name lacks is one edit at least.
    let is_near = |name: &str| {
        length.abs_diff(name.chars().count()) <= most
            && asked.chars().filter(|letter| !name.contains(*letter)).take(most + 1).count() <= most
    };
    let mut near: Vec<(usize, &KpiKey)> = lexicon
        .whole_names
        .iter()
        .filter(|(name, _)| is_near(name))
        .filter_map(|(name, key)| {
            let letters = edits(&asked, name);
            (letters <= most).then_some((letters, key))
        })
        .collect();
    near.sort();
    near.dedup_by_key(|(_, key)| key.clone());
    near.into_iter().take(MOST).map(|(_, key)| key.clone()).collect()
}
