//! What stands right beside the words of an action and turns it into something else: a statement, another person, a noun.

use super::candidate::{Candidate, Taken};
use super::fill::Said;
use super::term::Term;
use crate::meaning::Intent;
use crate::reading::words::Words;
use crate::spec::Slot;

/// Whether an action is told of, or is no action at all, by a word beside one of its own.
pub(super) fn is_twisted(candidate: &Candidate, said: Said<'_>) -> bool {
    match candidate.spec().intent {
        Intent::Target => {
            let is_dated = candidate.has(Slot::Ahead);
            of(candidate, |term| term == Term::Number).any(|number| is_stated(number, is_dated, said))
        }
        Intent::Record => is_noun(candidate, said) || is_of_long(candidate, said),
        Intent::Assign => {
            of(candidate, |term| matches!(term, Term::People(_))).any(|person| is_not_receiver(person, said))
                || is_told(candidate, said)
        }
        Intent::Resume
        | Intent::Pause
        | Intent::Escalate
        | Intent::Reopen
        | Intent::Subscribe
        | Intent::Unsubscribe => is_told(candidate, said),
        _ => false,
    }
}

fn of(candidate: &Candidate, fits: impl Fn(Term) -> bool) -> impl Iterator<Item = &Taken> {
    candidate.taken.iter().filter(move |taken| fits(taken.term))
}

/// What stands between a target and its number, or behind the number, where both are told of.
const COPULAS: &[&str] = &["is", "are", "is now", "是"];

/// The same of what has been.
const PAST_COPULAS: &[&str] =
    &["was", "were", "has been", "had been", "used to be", "一直是", "原来是", "本来是", "以前是", "之前是"];

/// "The target was 15%", "tacos target 15% is too low", "目标是15%": so it is, and nothing is to be changed. With days to come,
/// as in "the target is 18% as of dec 1", it is to be.
fn is_stated(number: &Taken, is_dated: bool, said: Said<'_>) -> bool {
    let (before, behind) = (said.words.first(number.begin), said.words.skip(number.end));
    let is_past = before.before_any(PAST_COPULAS).is_some() || behind.after_any(PAST_COPULAS).is_some();
    let is_present = before.before_any(COPULAS).is_some() && !is_dated;
    is_past || is_present || behind.after_any(COPULAS).is_some()
}

/// What an English order may begin with, beside pleas.
const BEFORE_ORDER: &[&str] = &[
    "i want to", "i need to", "need to", "want to", "i'd like to", "like to", "let me", "let us", "let's", "to", "and",
    "then", "also", "now", "can you", "could you", "would you", "please", "pls", "manually", "help me", "help",
];

/// "We hit record sales", "us sales record 120k": in English the word is an order where it stands in front.
fn is_noun(candidate: &Candidate, said: Said<'_>) -> bool {
    let Some(sign) = of(candidate, |term| matches!(term, Term::Sign(_))).next() else { return false };
    let before = said.words.first(sign.begin).without_leading_padding().trim();
    let is_english = said.words.skip(sign.begin).chars().first().is_some_and(char::is_ascii);
    let is_led = before.is_blank()
        || before.before_any(BEFORE_ORDER).is_some()
        || before.chars().last().is_some_and(|sign| !sign.is_ascii() || matches!(sign, ',' | ':' | ';' | '.'));
    is_english && !is_led
}

/// A value is of one period: two days stand for none of them.
fn is_of_long(candidate: &Candidate, said: Said<'_>) -> bool {
    const LONGEST_MONTH: i32 = 31;
    let readings = super::fill::meanings(candidate, said);
    readings.iter().filter_map(|meaning| meaning.span.as_ref()).any(|span| {
        span.to.is_some_and(|to| span.from.until(to).map_or(true, |days| days.get_days() >= LONGEST_MONTH))
    })
}

/// What takes an alert away from whoever is named behind it.
const AWAY: &[&str] = &["from", "off", "away from", "从", "由"];

/// Whether somebody is named who does not get it: "take 42 from Lin", or whose the receiver is: "转给小林的领导".
fn is_not_receiver(person: &Taken, said: Said<'_>) -> bool {
    let behind = said.words.skip(person.end);
    let of_them = behind.after("'s").or_else(|| behind.after("的"));
    let is_owner = of_them.is_some_and(|rest| rest.chars().iter().any(|letter| letter.is_alphanumeric()));
    is_owner || said.words.first(person.begin).before_any(AWAY).is_some()
}

/// What makes an order of what else would be told: "把ipi恢复了".
const ORDERS: &[char] = &['把', '将', '请', '帮', '烦', '吧', '让', '给'];

/// "ipi恢复了": it has recovered by itself.
fn is_told(candidate: &Candidate, said: Said<'_>) -> bool {
    let chars = said.words.chars();
    let is_past = |sign: &Taken| chars.get(sign.end) == Some(&'了') || ends_past(said.words.first(sign.end), sign);
    of(candidate, |term| matches!(term, Term::Sign(_))).any(is_past)
        && !chars.iter().any(|letter| ORDERS.contains(letter))
}

/// Whether the phrase itself ends with the past.
fn ends_past(words: Words<'_>, sign: &Taken) -> bool {
    sign.end - sign.begin > 1 && words.chars().last() == Some(&'了')
}
