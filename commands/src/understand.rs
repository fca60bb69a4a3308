//! Understanding a text: what it means, which readings there are to choose from, or that it was not said to Steward.
//!
//! Pure and deterministic. A text is taken apart into stretches that the lexicon knows (`pieces.rs`); a command is meant
//! when it explains the whole text (`candidate.rs`); what it means follows from its spec (`fill.rs`). What no command
//! explains is asked back with the nearest that would be understood, never guessed.

mod candidate;
mod choice;
mod colloquial;
mod figure;
mod fill;
mod flat;
mod head;
mod hours;
mod kept;
mod lexicon;
mod names;
mod nearest;
mod period;
mod pieces;
mod pinyin;
mod place;
mod print;
mod resolve;
mod scene;
mod shop;
mod slip;
mod spelling;
mod talk;
mod term;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use lexicon::Lexicon;
pub use scene::{Scene, Thread};

use candidate::{Candidate, candidates};
use fill::Said;

use crate::meaning::{Intent, Meaning, Understanding};
use crate::reading::text::{MOST_CHARACTERS, Text};
use crate::spec::{Rest, Spec};

/// Longer texts, in characters, ask for nothing: they tell something. Only commands that keep words read them.
const LONGEST_QUESTION: usize = 300;

/// Longer replies, in characters, report more than that somebody has an alert.
const LONGEST_REPORT: usize = 40;

/// Longer replies, in characters, speak of somebody rather than hand over to them.
const LONGEST_HANDOVER: usize = 16;

/// Understands a text.
pub fn understand(text: &str, lexicon: &Lexicon, scene: &Scene<'_>) -> Understanding {
    if !scene.addressed && scene.thread.is_none() {
        return Understanding::NotForSteward;
    }
    // Nothing that long can be kept, and no command needs more around what it keeps.
    let text: String = text.chars().take(2 * MOST_CHARACTERS + 1).collect();
    let text = Text::of(&text);
    let words = head::without_call(text.words());
    if words.is_blank() {
        let help = || understood(Meaning { intent: Some(Intent::Help), ..Meaning::default() });
        return if scene.addressed { help() } else { Understanding::NotForSteward };
    }
    let said = Said { words, lexicon, scene };
    let is_question = text.is_question();
    if scene.addressed { addressed(said, is_question) } else { in_thread(said, is_question) }
}

fn understood(meaning: Meaning) -> Understanding {
    Understanding::Understood { meaning: Box::new(meaning) }
}

/// A text that was said to Steward.
fn addressed(said: Said<'_>, is_question: bool) -> Understanding {
    let is_short = said.words.len() <= LONGEST_QUESTION;
    if is_short && let Some(meaning) = exact_key(said) {
        return understood(meaning);
    }
    if let Some(meaning) = keeping(said, is_question) {
        return understood(meaning);
    }
    if let Some(meaning) = kept::numbered_note(said).filter(|_| !is_question) {
        return understood(meaning);
    }
    if is_short {
        let readings = Readings::of(said, is_question);
        if let Some(understanding) = readings.decided(said) {
            return understanding;
        }
        if let Some(understanding) = slip::corrected(said, &readings, is_question) {
            return understanding;
        }
        if let Some(meaning) = readings.unclear(said) {
            return understood(meaning);
        }
        if said.scene.thread.is_none() {
            return nearest::not_understood(said, &readings);
        }
    }
    match said.scene.thread {
        Some(_) => in_thread(said, is_question),
        None => nearest::not_understood(said, &Readings { all: Vec::new(), pieces: Vec::new() }),
    }
}

/// A text in an alert's thread that was said to nobody in particular.
fn in_thread(said: Said<'_>, is_question: bool) -> Understanding {
    let thread = said.scene.thread.map(|thread| thread.number);
    let head = head::head(said.words)
        .and_then(|head| head.in_thread(thread))
        .filter(|head| head.spec.on_alert && !(is_question && head.spec.reports));
    if let Some(head) = head {
        if kept::fits(&head, said) {
            return understood(kept::meaning(&head, said));
        }
        if matches!(head.spec.rest, Rest::Nothing | Rest::Until) && said.words.len() <= LONGEST_QUESTION {
            let readings = Readings::of(said, is_question);
            let clear = |meaning: &Meaning| {
                meaning.values.unclear.is_none() && meaning.intent == Some(head.spec.intent)
            };
            if let Some(Understanding::Understood { meaning }) = readings.decided(said)
                && clear(&meaning)
            {
                return Understanding::Understood { meaning };
            }
        }
    }
    if !is_question && let Some(meaning) = reported(said) {
        return understood(meaning);
    }
    if !is_question && let Some(meaning) = kept::proposal(said) {
        return understood(meaning);
    }
    understood(kept::comment(said))
}

/// What is done to an alert by a reply that says nothing else: "looking into it", "误报".
fn reported(said: Said<'_>) -> Option<Meaning> {
    if said.words.len() > LONGEST_REPORT {
        return None;
    }
    let readings = Readings::of(said, false);
    let decided = readings.decided(said).or_else(|| slip::corrected(said, &readings, false));
    let Some(Understanding::Understood { mut meaning }) = decided else { return None };
    // "Mine, looking now" speaks of this one.
    meaning.all = false;
    let spec = crate::registry::specs().iter().find(|spec| Some(spec.intent) == meaning.intent)?;
    let is_dismissal = spec.rest == Rest::Dismissal && meaning.values.dismissal.is_some();
    let own = said.scene.thread.map(|thread| thread.number);
    let is_of_thread = meaning.alerts.iter().all(|number| Some(*number) == own) && meaning.kpis.is_empty();
    // "给小林", "over to grace".
    let is_handed =
        spec.intent == Intent::Assign && meaning.people.len() == 1 && said.words.len() <= LONGEST_HANDOVER;
    let is_report = (spec.reports && meaning.values.text.is_none()) || is_dismissal || is_handed;
    (is_report && is_of_thread).then_some(*meaning)
}

/// The key of a KPI, exactly and alone, means the KPI whatever else it may be.
fn exact_key(said: Said<'_>) -> Option<Meaning> {
    let asked = said.words.plain();
    let key = steward_core::id::KpiKey::parse(&asked).ok()?;
    let kpi = said.lexicon.org().kpis.get(&key)?;
    Some(Meaning { intent: Some(Intent::Kpi), kpis: vec![kpi.key.clone()], ..Meaning::default() })
}

/// A command that keeps the words behind it.
fn keeping(said: Said<'_>, is_question: bool) -> Option<Meaning> {
    let thread = said.scene.thread.map(|thread| thread.number);
    let head = head::head(said.words)?.in_thread(thread)?;
    if is_question && head.spec.reports {
        return None;
    }
    match head.spec.rest {
        Rest::Text | Rest::Note | Rest::Dismissal => {
            let is_meant = head.number.is_some() || kept::fits(&head, said);
            (is_meant && !talk::is_name(said)).then(|| kept::meaning(&head, said))
        }
        Rest::Remark => {
            let is_meant = kept::fits(&head, said) && !kept::is_list(head.rest);
            (is_meant && !talk::is_name(said)).then(|| kept::meaning(&head, said))
        }
        Rest::Nothing | Rest::Reason | Rest::Until => None,
    }
}

/// The commands that a text may mean.
struct Readings {
    all: Vec<Candidate>,
    pieces: Vec<pieces::Piece>,
}

impl Readings {
    fn of(said: Said<'_>, is_question: bool) -> Self {
        let pieces = pieces::pieces(said.words, said.lexicon, said.scene);
        let mut all = candidates(&pieces, said.words, said.scene.thread.is_some());
        all.retain(|candidate| !(is_question && candidate.spec().reports));
        Self { all, pieces }
    }

    /// What is decided by those that explain the whole text.
    fn decided(&self, said: Said<'_>) -> Option<Understanding> {
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
        }
        // "The red ones of mine" are KPIs; "mine" alone are alerts.
        if whole.iter().any(|candidate| candidate.spec().intent == Intent::List && candidate.is_of_state()) {
            whole.retain(|candidate| candidate.spec().intent != Intent::Mine);
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
        match readings.len() {
            0 => None,
            1 => readings.pop().map(understood),
            _ => {
                let meaning = common(&readings);
                let choices = choice::choices(&readings, said, choice::MOST_CHOICES);
                Some(Understanding::Choose { meaning: Box::new(meaning), choices })
            }
        }
    }
}

impl Readings {
    /// A command that is meant without doubt, with words where something else should stand: "assign 42 nobody",
    /// "record odr many". It says what it does not know.
    fn unclear(&self, said: Said<'_>) -> Option<Meaning> {
        const LONGEST: usize = 40;
        let head = head::head(said.words)?;
        let candidate = self.all.iter().find(|candidate| candidate.spec().intent == head.spec.intent)?;
        let (begin, end) = fill::hull(&candidate.residue)?;
        let is_of_something =
            candidate.has(crate::spec::Slot::Alerts) || candidate.has(crate::spec::Slot::Kpis);
        let may_be_unclear = matches!(head.spec.rest, Rest::Nothing | Rest::Until);
        if only_asks(head.spec) || !may_be_unclear || !is_of_something || end - begin > LONGEST {
            return None;
        }
        let mut readings = fill::meanings(candidate, said);
        let mut meaning = readings.pop().filter(|_| readings.is_empty())?;
        if head.spec.rest == Rest::Nothing {
            meaning.values.unclear = Some(said.words.skip(begin).first(end - begin).said());
        }
        Some(meaning)
    }
}

/// One reading for each person of a name that several bear.
fn by_person(candidate: &Candidate, readings: Vec<Meaning>, said: Said<'_>) -> Vec<Meaning> {
    let Some(keys) = fill::open_people(candidate, said.lexicon) else { return readings };
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
            common.values = crate::meaning::Values::default();
        }
    }
    common
}

/// Whether a command changes nothing when it is done.
fn only_asks(spec: &Spec) -> bool {
    matches!(
        spec.intent,
        Intent::Kpi
            | Intent::List
            | Intent::Best
            | Intent::Worst
            | Intent::Why
            | Intent::Owner
            | Intent::Alerts
            | Intent::Mine
            | Intent::Room
            | Intent::Freshness
            | Intent::History
            | Intent::Changes
            | Intent::Help
    )
}
