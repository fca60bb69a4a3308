//! Who is named by a text: one person each, or several to choose from.

use steward_core::id::PersonKey;
use steward_core::org::Org;

use super::candidate::{Candidate, Taken};
use super::fill::Said;
use super::flat::Flat;
use super::term::Term;
use crate::meaning::Intent;

/// A name with all who bear it, and where it stands.
struct Called {
    begin: usize,
    end: usize,
    keys: Vec<PersonKey>,
}

/// The people named, each once. Who covers stands first: "covering for Lin" is said by who does. None where one is
/// wanted and several are named.
pub(super) fn people(candidate: &Candidate, said: Said<'_>) -> Vec<PersonKey> {
    let people = certain(&called(candidate, said));
    match candidate.spec().intent {
        Intent::Cover => covering(&people, candidate, said),
        Intent::Assign if people.len() > 1 => Vec::new(),
        _ => people.into_iter().map(|(_, key)| key).collect(),
    }
}

/// The people among whom to choose: those of a name that several bear, or several where one is wanted.
pub(super) fn open_people(candidate: &Candidate, said: Said<'_>) -> Option<Vec<PersonKey>> {
    let called = called(candidate, said);
    let people = certain(&called);
    // Of several of a name the one who is named beside it, too, is meant.
    let is_named = |key: &PersonKey| people.iter().any(|(_, known)| known == key);
    let is_open = |called: &&Called| called.keys.len() > 1 && !called.keys.iter().any(is_named);
    if let Some(open) = called.iter().find(is_open) {
        return Some(open.keys.clone());
    }
    let wants_one = candidate.spec().intent == Intent::Assign;
    (wants_one && people.len() > 1).then(|| people.into_iter().map(|(_, key)| key).collect())
}

/// Those who are named without doubt, each once.
fn certain(called: &[Called]) -> Vec<(usize, PersonKey)> {
    let mut people: Vec<(usize, PersonKey)> = Vec::new();
    for called in called {
        if let [only] = called.keys.as_slice()
            && !people.iter().any(|(_, known)| known == only)
        {
            people.push((called.begin, only.clone()));
        }
    }
    people
}

/// Every name of people in order; two halves of one name are one.
fn called(candidate: &Candidate, said: Said<'_>) -> Vec<Called> {
    let mut all: Vec<Called> = Vec::new();
    for taken in &candidate.taken {
        let keys = match (&taken.mention, taken.term) {
            (Some(key), _) => vec![key.clone()],
            (None, Term::Speaker) => vec![said.scene.person.key.clone()],
            (None, Term::People(place)) => said.lexicon.words.people.get(place).cloned().unwrap_or_default(),
            _ => continue,
        };
        let name = Called { begin: taken.begin, end: taken.end, keys };
        match all.pop() {
            Some(before) => match joined(&before, &name, said) {
                Some(keys) => all.push(Called { begin: before.begin, end: name.end, keys }),
                None => all.extend([before, name]),
            },
            None => all.push(name),
        }
    }
    all
}

/// Those whom two names side by side mean together: "Dan Kim" is Daniel Kim.
fn joined(first: &Called, second: &Called, said: Said<'_>) -> Option<Vec<PersonKey>> {
    let between = said.words.skip(first.end).first(second.begin.saturating_sub(first.end));
    let is_side_by_side = second.begin > first.end && between.chars().iter().all(|c| c.is_whitespace());
    if !is_side_by_side {
        return None;
    }
    let org = said.lexicon.org();
    let given = said.part(first.begin, first.end).plain();
    let is_called = |key: &&PersonKey| first.keys.contains(*key) || begins_name(org, key, &given);
    let keys: Vec<PersonKey> = second.keys.iter().filter(is_called).cloned().collect();
    (!keys.is_empty()).then_some(keys)
}

/// Whether the name of a person begins so.
fn begins_name(org: &Org, key: &PersonKey, given: &str) -> bool {
    org.people.get(key).is_some_and(|person| Flat::name(&person.name).starts_with(&Flat::name(given)))
}

/// Who covers, and whom, unless it is the speaker: who stands right before the word covers.
fn covering(people: &[(usize, PersonKey)], candidate: &Candidate, said: Said<'_>) -> Vec<PersonKey> {
    let speaker = &said.scene.person.key;
    let signs = candidate.taken.iter().filter(|taken| matches!(taken.term, Term::Sign(_)));
    let Some(verb) = signs.clone().find(|taken| !is_absence(taken, said)).or_else(|| signs.clone().next())
    else {
        return people.iter().map(|(_, key)| key.clone()).collect();
    };
    let before = people.iter().rfind(|(begin, _)| *begin < verb.begin).map(|(_, key)| key);
    // "Cover for Lin" is said by who does; "cover: Lin" names who does.
    let first = people.first();
    let said_for = first.is_some_and(|(begin, _)| {
        let between = said.part(verb.begin, *begin).plain();
        between.ends_with(" for") || between.ends_with('替') || between.ends_with('代')
    });
    let covers = before.or_else(|| first.map(|(_, key)| key).filter(|_| !said_for)).unwrap_or(speaker);
    let others = people.iter().map(|(_, key)| key).filter(|key| *key != covers && *key != speaker);
    std::iter::once(covers).chain(others).cloned().collect()
}

/// What phrases of absence have in common.
const ABSENCES: &[&str] = &[
    "假", "出差", "调休", "不在", "off", "out", "vacation", "leave", "away", "ooo", "pto", "travel",
    "holiday", "sick",
];

fn is_absence(sign: &Taken, said: Said<'_>) -> bool {
    let phrase = said.part(sign.begin, sign.end).plain();
    ABSENCES.iter().any(|word| phrase.contains(word))
}

/// Whether a text tells that somebody is away and nothing of who covers.
pub(super) fn is_only_absence(candidate: &Candidate, said: Said<'_>) -> bool {
    let mut signs = candidate.taken.iter().filter(|taken| matches!(taken.term, Term::Sign(_)));
    candidate.spec().intent == Intent::Cover && signs.all(|sign| is_absence(sign, said))
}
