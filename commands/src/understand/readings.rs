//! The readings of a text: the commands that it may mean, and what those decide that explain it wholly.

use super::candidate::{Candidate, candidates};
use super::fill::{self, Said};
use super::pieces::{Piece, pieces};
use super::{choice, head, people, talk, tone};
use crate::meaning::{Intent, Meaning, Understanding, Values};
use crate::spec::{Rest, Slot};

/// The commands that a text may mean.
pub(super) struct Readings {
    /// All of them, in no order.
    pub(super) all: Vec<Candidate>,
    /// What the text is made of.
    pub(super) pieces: Vec<Piece>,
}

impl Readings {
    pub(super) fn of(said: Said<'_>) -> Self {
        let pieces = pieces(said.words, said.lexicon, said.scene);
        let all = candidates(&pieces, said.words, said.scene.thread.is_some());
        Self { all, pieces }
    }

    /// Of a text that asks for nothing.
    pub(super) fn none() -> Self {
        Self { all: Vec::new(), pieces: Vec::new() }
    }

    /// What is decided by those that explain the whole text.
    pub(super) fn decided(&self, said: Said<'_>) -> Option<Understanding> {
        let (mut readings, is_plain) = self.chosen(said)?;
        match readings.len() {
            0 => None,
            1 if is_plain => readings.pop().map(super::understood),
            1 => readings.pop().map(|meaning| choice::instead_of_doing(meaning, said)),
            _ => {
                let meaning = common(&readings);
                let choices = choice::choices(&readings, said, choice::MOST_CHOICES);
                Some(Understanding::Choose { meaning: Box::new(meaning), choices })
            }
        }
    }

    /// Whether there is one reading, and it is said plainly.
    pub(super) fn are_plain(&self, said: Said<'_>) -> bool {
        self.chosen(said).is_some_and(|(readings, is_plain)| is_plain && readings.len() == 1)
    }

    /// The readings of those that explain the whole text, and whether they are said plainly.
    fn chosen(&self, said: Said<'_>) -> Option<(Vec<Meaning>, bool)> {
        let complete = |candidate: &&Candidate| {
            let ends =
                candidate.spec().rest == Rest::Until && matches!(fill::until(candidate, said), Some(Ok(_)));
            (ends || candidate.is_complete(said.words)) && talk::may(candidate, &self.pieces, said)
        };
        let mut whole: Vec<&Candidate> = self.all.iter().filter(complete).collect();
        if whole.iter().any(|candidate| candidate.has_needs()) {
            whole.retain(|candidate| candidate.has_needs());
        } else {
            // A command's own word alone is the command; it says what it lacks.
            whole.retain(|candidate| candidate.signs > 0 && talk::is_command_word(candidate, said));
            whole.retain(|candidate| !super::only_asks(candidate.spec()) || candidate.is_alone());
        }
        // What is only asked about or doubted is not done, and what asks goes before it.
        let is_plain = whole.iter().any(|candidate| tone::is_plain(candidate, said));
        if is_plain {
            whole.retain(|candidate| tone::is_plain(candidate, said));
        }
        // "There is no data since friday, why?" names nothing that why could be asked of.
        let is_of_something = |candidate: &Candidate| {
            let slots = [Slot::Kpis, Slot::Alerts, Slot::Filters, Slot::Scopes];
            slots.into_iter().any(|slot| candidate.has(slot)) || said.scene.thread.is_some()
        };
        whole.retain(|candidate| {
            candidate.spec().intent != Intent::Why || is_of_something(candidate) || candidate.is_alone()
        });
        // "The red ones of mine" are KPIs; "mine" alone are alerts.
        if whole.iter().any(|candidate| candidate.spec().intent == Intent::List && candidate.is_of_state()) {
            whole.retain(|candidate| candidate.spec().intent != Intent::Mine);
        }
        // "What happened" to an alert is its history, to a KPI why it is where it is.
        let is_of = |candidate: &Candidate, intent: Intent| candidate.spec().intent == intent;
        let has_both = [Intent::Why, Intent::History]
            .iter()
            .all(|intent| whole.iter().any(|candidate| is_of(candidate, *intent)));
        if has_both {
            let other =
                if whole.iter().any(|one| one.has(Slot::Alerts)) { Intent::Why } else { Intent::History };
            whole.retain(|candidate| !is_of(candidate, other));
        }
        let most = whole.iter().map(|candidate| candidate.signs).max()?;
        whole.retain(|candidate| candidate.signs == most);
        if most == 0 {
            whole.truncate(1);
        }
        let mut readings: Vec<Meaning> = Vec::new();
        for candidate in whole {
            readings.extend(by_person(candidate, fill::meanings(candidate, said), said));
        }
        readings.dedup();
        Some((readings, is_plain))
    }

    /// A command that is meant without doubt, with words where something else should stand: "assign 42 nobody",
    /// "record odr many". It says what it does not know.
    pub(super) fn unclear(&self, said: Said<'_>) -> Option<Meaning> {
        const LONGEST: usize = 40;
        let head = head::head(said.words)?;
        let candidate = self.all.iter().find(|candidate| candidate.spec().intent == head.spec.intent)?;
        let (begin, end) = fill::hull(&candidate.residue)?;
        let is_of_something = candidate.has(Slot::Alerts) || candidate.has(Slot::Kpis);
        let may_be_unclear = matches!(head.spec.rest, Rest::Nothing | Rest::Until);
        if super::only_asks(head.spec) || !may_be_unclear || !is_of_something || end - begin > LONGEST {
            return None;
        }
        let mut readings = fill::meanings(candidate, said);
        let mut meaning = readings.pop().filter(|_| readings.is_empty())?;
        if !tone::is_plain(candidate, said) {
            return None;
        }
        if head.spec.rest == Rest::Nothing {
            meaning.values.unclear = Some(said.words.skip(begin).first(end - begin).said());
        }
        Some(meaning)
    }
}

/// One reading for each person of a name that several bear.
fn by_person(candidate: &Candidate, readings: Vec<Meaning>, said: Said<'_>) -> Vec<Meaning> {
    let Some(keys) = people::open_people(candidate, said) else { return readings };
    readings
        .into_iter()
        .flat_map(|meaning| {
            keys.iter().map(move |key| {
                let mut meaning = meaning.clone();
                meaning.people.push(key.clone());
                meaning
            })
        })
        .collect()
}

/// What all readings share.
fn common(readings: &[Meaning]) -> Meaning {
    let Some((first, others)) = readings.split_first() else { return Meaning::default() };
    let mut common = first.clone();
    for other in others {
        if other.intent != common.intent {
            common.intent = None;
        }
        common.kpis.retain(|key| other.kpis.contains(key));
        common.scopes.retain(|scope| other.scopes.contains(scope));
        common.people.retain(|key| other.people.contains(key));
        if other.span != common.span {
            common.span = None;
        }
        if other.values != common.values {
            common.values = Values::default();
        }
    }
    common
}
