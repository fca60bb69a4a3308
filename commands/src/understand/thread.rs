//! Replies in an alert's thread, said to nobody in particular, and the like of them with the number of an alert.

use super::fill::Said;
use super::readings::Readings;
use super::term::Term;
use super::{further, head, kept, reply, slip, tone, understood};
use crate::meaning::{Intent, Meaning, Understanding};
use crate::reading::clause::clauses;
use crate::reading::text::Text;
use crate::spec::Rest;

/// Longer replies, in characters, report more than that somebody has an alert.
const LONGEST_REPORT: usize = 40;

/// Longer replies, in characters, speak of somebody rather than hand over to them.
const LONGEST_HANDOVER: usize = 16;

/// What a reply means: a command, that somebody has the alert or is done with it, the promise of a day, or a comment.
pub(super) fn reply(said: Said<'_>) -> Understanding {
    let thread = said.scene.thread.map(|thread| thread.number);
    let head =
        head::head(said.words).and_then(|head| head.in_thread(thread)).filter(|head| head.spec.on_alert);
    if let Some(head) = head {
        let is_short = said.words.len() <= super::LONGEST_QUESTION;
        let promises = head.spec.rest == Rest::Remark && kept::proposal(said).is_some();
        if kept::fits(&head, said) && !promises {
            let meaning = kept::meaning(&head, said);
            if kept::is_order(&head, &meaning, said) {
                return understood(meaning);
            }
        } else if is_short && matches!(head.spec.rest, Rest::Nothing | Rest::Until) {
            let is_clear = |meaning: &Meaning| {
                meaning.values.unclear.is_none() && meaning.intent == Some(head.spec.intent)
            };
            if let Some(Understanding::Understood { meaning }) = Readings::of(said).decided(said)
                && is_clear(&meaning)
            {
                return Understanding::Understood { meaning };
            }
        }
    }
    let told = if said.is_question { None } else { told(said) };
    understood(told.unwrap_or_else(|| kept::comment(said)))
}

/// What a sentence tells of the alert and of whoever says it.
fn told(said: Said<'_>) -> Option<Meaning> {
    if reply::is_no_news(said.words) {
        return None;
    }
    reported(said)
        .or_else(|| reply::reported(said.words).map(of_intent))
        .or_else(|| kept::proposal(said))
        .or_else(|| done_at_the_end(said))
}

/// "已改价，done": what was done, and behind it the word for that, which is said in front as well: "done. switched carriers".
fn done_at_the_end(said: Said<'_>) -> Option<Meaning> {
    const MOST_CLAUSES: usize = 3;
    let all = clauses(said.words);
    let last = all.last().filter(|_| (2..=MOST_CLAUSES).contains(&all.len()))?;
    let is_done = head::head(*last).is_some_and(|head| {
        head.spec.intent == Intent::Done && head.number.is_none() && head.rest.is_blank()
    });
    let before = said.words.trim().before_any(&[last.plain().as_str()])?;
    let is_told = tone::is_order(before, false, said)
        && !tone::is_not_own(before, said)
        && !further::begins_condition(before);
    let mut meaning = of_intent(Intent::Done);
    meaning.values.text = Some(before.said());
    (is_done && is_told).then_some(meaning)
}

fn of_intent(intent: Intent) -> Meaning {
    Meaning { intent: Some(intent), ..Meaning::default() }
}

/// "42 我看下", "I took care of alert 43", "will fix 42 by wednesday": a reply with the number of the one alert it speaks of.
pub(super) fn numbered_reply(said: Said<'_>, readings: &Readings) -> Option<Meaning> {
    if said.is_question || said.words.len() > LONGEST_REPORT || head::head(said.words).is_some() {
        return None;
    }
    let numbers = readings.pieces.iter().filter_map(|piece| {
        let number = piece.terms.iter().find_map(|term| match term {
            Term::Alert(number, _) => Some(*number),
            _ => None,
        })?;
        Some((piece, number))
    });
    let (piece, number) = only(numbers)?;
    let (before, behind) = (said.words.first(piece.begin).said(), said.words.skip(piece.end).said());
    let text = Text::of(&[before, behind].join(" "));
    let alone = Said { words: text.words(), ..said };
    let meaning = reply::reported(alone.words).map(of_intent).or_else(|| kept::proposal(alone))?;
    Some(Meaning { alerts: vec![number], ..meaning })
}

/// The only one of several.
fn only<T>(mut several: impl Iterator<Item = T>) -> Option<T> {
    let first = several.next()?;
    several.next().is_none().then_some(first)
}

/// Whether somebody is named first without being called: "浩哥负责这块" says how it is.
fn begins_with_person(readings: &Readings, said: Said<'_>) -> bool {
    let first = readings.pieces.first();
    let is_person = first.is_some_and(|piece| piece.terms.iter().any(|term| matches!(term, Term::People(_))));
    is_person && said.words.chars().first() != Some(&'@')
}

/// What is done to an alert by a reply that says nothing else: "looking into it", "误报".
fn reported(said: Said<'_>) -> Option<Meaning> {
    if said.words.len() > LONGEST_REPORT {
        return None;
    }
    let readings = Readings::of(said);
    let decided = readings.decided(said).or_else(|| slip::corrected(said, &readings));
    let Some(Understanding::Understood { mut meaning }) = decided else { return None };
    // "Mine, looking now" speaks of this one.
    meaning.all = false;
    let spec = crate::registry::specs().iter().find(|spec| Some(spec.intent) == meaning.intent)?;
    let is_dismissal = spec.rest == Rest::Dismissal && meaning.values.dismissal.is_some();
    let own = said.scene.thread.map(|thread| thread.number);
    let is_of_thread = meaning.alerts.iter().all(|number| Some(*number) == own) && meaning.kpis.is_empty();
    // "给小林", "over to grace".
    let is_handed = spec.intent == Intent::Assign
        && meaning.people.len() == 1
        && said.words.len() <= LONGEST_HANDOVER
        && !begins_with_person(&readings, said);
    // "明早十点再叫我".
    let is_rest =
        spec.intent == Intent::Snooze && meaning.values.until.is_some() && meaning.values.unclear.is_none();
    let is_report = (spec.reports && meaning.values.text.is_none()) || is_dismissal || is_handed || is_rest;
    (is_report && is_of_thread).then_some(*meaning)
}
