//! What stands right beside the words of an action and turns it into something else: a statement, another person, a noun.

use steward_core::kpi::Grain;

use super::candidate::{Candidate, Taken};
use super::fill::Said;
use super::term::Term;
use crate::meaning::{Intent, Span};
use crate::reading::words::Words;
use crate::spec::Slot;

/// Whether an action is told of, or is no action at all, by a word beside one of its own.
pub(super) fn is_twisted(candidate: &Candidate, said: Said<'_>) -> bool {
    if is_of_third(candidate, said) || is_ahead(candidate, said) || is_too_long(candidate, said) {
        return true;
    }
    match candidate.spec().intent {
        Intent::Dismiss => is_mere_word(candidate, said),
        Intent::Target => {
            let is_dated = candidate.has(Slot::Ahead);
            of(candidate, |term| term == Term::Number).any(|number| is_stated(number, is_dated, said))
                || is_set_already(said)
        }
        Intent::Record => {
            is_noun(candidate, said)
                || is_of_several_periods(candidate, said)
                || is_done_already(candidate, said)
        }
        Intent::Cover => are_joined(candidate, said),
        Intent::Assign => {
            of(candidate, |term| matches!(term, Term::People(_))).any(|person| is_not_receiver(person, said))
                || is_told(candidate, said)
                || is_done_already(candidate, said)
        }
        Intent::Resume
        | Intent::Pause
        | Intent::Escalate
        | Intent::Reopen
        | Intent::Subscribe
        | Intent::Unsubscribe => is_told(candidate, said) || is_done_already(candidate, said),
        _ => false,
    }
}

/// What puts off what stands behind it.
const AHEAD: &[&str] = &[
    "will",
    "going to",
    "gonna",
    "about to",
    "plan to",
    "planning to",
    "i'll",
    "we'll",
    "准备",
    "打算",
    "正要",
];

/// "Will close 42": nothing is to be done now. Whoever takes something over or covers says so in the same way.
fn is_ahead(candidate: &Candidate, said: Said<'_>) -> bool {
    let spec = candidate.spec();
    let may_be_ahead = spec.reports || matches!(spec.intent, Intent::Assign | Intent::Cover | Intent::Note);
    !may_be_ahead
        && of(candidate, |term| matches!(term, Term::Sign(_)))
            .next()
            .is_some_and(|sign| said.words.first(sign.begin).before_any(AHEAD).is_some())
}

/// Reasons that are words of much else.
const COMMON: &[&str] =
    &["event", "events", "known", "expected", "已知", "活动", "大促", "预期", "预期内", "常态"];

/// What says that a reason is given.
const GIVES: &[&str] = &["is", "as", "it's", "its", "was", "是", "属", "属于", "算", "为"];

/// "Alert 42 events", "42 活动": the word of a reason alone is no order to dismiss.
fn is_mere_word(candidate: &Candidate, said: Said<'_>) -> bool {
    let has_sign = of(candidate, |term| matches!(term, Term::Sign(_))).next().is_some();
    let is_common = |reason: &Taken| {
        let word = said.part(reason.begin, reason.end).plain();
        let is_given = said.words.first(reason.begin).before_any(GIVES).is_some();
        COMMON.contains(&word.as_str()) && !is_given
    };
    !has_sign && of(candidate, |term| matches!(term, Term::Dismissal(_))).any(is_common)
}

/// Somebody who is neither spoken to nor speaks.
const THIRD: &[&str] = &[
    "they",
    "he",
    "she",
    "my boss",
    "the boss",
    "boss",
    "my manager",
    "my lead",
    "the client",
    "client",
    "customer",
    "customers",
    "people",
    "everyone",
    "everybody",
    "someone",
    "somebody",
    "他",
    "她",
    "他们",
    "她们",
    "老板",
    "领导",
    "客户",
    "人家",
    "别人",
    "对方",
];

/// "They want me to dismiss 42", "老板让我把42关了": what others want is told, and not yet ordered.
fn is_of_third(candidate: &Candidate, said: Said<'_>) -> bool {
    let begin = candidate.taken.iter().map(|taken| taken.begin).min().unwrap_or(0);
    let before = said.words.first(begin).without_leading_padding();
    before.after_any(THIRD).is_some()
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
    let (before, behind) = (said.words.first(number.begin), said.words.skip(number.end).trim());
    let is_past = before.before_any(PAST_COPULAS).is_some() || behind.after_any(PAST_COPULAS).is_some();
    let is_present = before.before_any(COPULAS).is_some() && !is_dated;
    is_past || is_present || behind.after_any(COPULAS).is_some()
}

/// "We set the target to 25%", "target 25% since november": that is how it is.
fn is_set_already(said: Said<'_>) -> bool {
    const SET: &[&str] =
        &["we set", "i set", "we changed", "i changed", "we've set", "i've set", "已经设", "已设"];
    let plain = said.words.plain();
    let mut words = plain.split(|letter: char| !letter.is_ascii_alphabetic());
    said.words.after_any(SET).is_some() || words.any(|word| word == "since") || plain.contains("以来")
}

/// Days without a year that reach so far were rather said the wrong way round: "from dec 1 to nov 1".
fn is_too_long(candidate: &Candidate, said: Said<'_>) -> bool {
    const LONGEST: i32 = 300;
    if !candidate.has(Slot::Ahead) || !candidate.spec().takes(Slot::Ahead) {
        return false;
    }
    let plain = said.words.plain();
    let names_year = plain.contains("20") || plain.contains("year") || plain.contains('年');
    let is_long = |span: &Span| {
        span.to.is_some_and(|to| span.from.until(to).map_or(true, |days| days.get_days() > LONGEST))
    };
    !names_year
        && super::fill::meanings(candidate, said)
            .iter()
            .any(|meaning| meaning.span.as_ref().is_some_and(is_long))
}

/// What an English order may begin with, beside pleas.
const BEFORE_ORDER: &[&str] = &[
    "i want to",
    "i need to",
    "need to",
    "want to",
    "i'd like to",
    "like to",
    "let me",
    "let us",
    "let's",
    "to",
    "and",
    "then",
    "also",
    "now",
    "can you",
    "could you",
    "would you",
    "please",
    "pls",
    "manually",
    "help me",
    "help",
];

/// "We hit record sales", "us sales record 120k": in English the word is an order where it stands in front.
fn is_noun(candidate: &Candidate, said: Said<'_>) -> bool {
    let Some(sign) = of(candidate, |term| matches!(term, Term::Sign(_))).next() else { return false };
    let before = said.words.first(sign.begin).without_leading_padding().trim();
    let is_english = said.words.skip(sign.begin).chars().first().is_some_and(char::is_ascii);
    let is_led = before.is_blank()
        || before.before_any(BEFORE_ORDER).is_some()
        || before
            .chars()
            .last()
            .is_some_and(|sign| !sign.is_ascii() || matches!(sign, ',' | ':' | ';' | '.'));
    is_english && !is_led
}

/// A value is of one period: the days of several stand for none of them.
fn is_of_several_periods(candidate: &Candidate, said: Said<'_>) -> bool {
    super::fill::meanings(candidate, said).iter().any(|meaning| {
        let kpi = meaning.kpis.first().and_then(|key| said.lexicon.org().kpis.get(key));
        let longest = match kpi.map(|kpi| kpi.grain) {
            Some(Grain::Month) => 31,
            Some(Grain::Week) => 7,
            _ => 1,
        };
        let days = |span: &Span| {
            let to = span.to.unwrap_or(span.from);
            span.from.until(to).map_or(i32::MAX, |days| days.get_days() + 1)
        };
        meaning.span.as_ref().is_some_and(|span| days(span) > longest)
    })
}

/// "浩哥和小林替我": two who both cover, where the first would cover the second.
fn are_joined(candidate: &Candidate, said: Said<'_>) -> bool {
    const JOINTS: [&str; 8] = ["and", "&", "和", "跟", "与", "、", ",", "or"];
    let people: Vec<&Taken> = of(candidate, |term| matches!(term, Term::People(_))).collect();
    people.windows(2).any(|two| match two {
        [first, second] => {
            let between = said.part(first.end, second.begin);
            between.after_any(&JOINTS).is_some_and(|rest| rest.is_blank())
        }
        _ => false,
    })
}

/// What takes an alert away from whoever is named behind it.
const AWAY: &[&str] = &["from", "off", "away from", "从", "由"];

/// Whether somebody is named who does not get it: "take 42 from Lin", or whose the receiver is: "转给小林的领导".
fn is_not_receiver(person: &Taken, said: Said<'_>) -> bool {
    let behind = said.words.skip(person.end);
    // "Let Lin know about 42".
    if behind.trim().after("know").is_some() {
        return true;
    }
    let of_them = behind.after("'s").or_else(|| behind.after("的"));
    let is_owner = of_them.is_some_and(|rest| rest.chars().iter().any(|letter| letter.is_alphanumeric()));
    is_owner || said.words.first(person.begin).before_any(AWAY).is_some()
}

/// What makes an order of what else would be told: "把ipi恢复了".
const ORDERS: &[char] = &['把', '将', '请', '帮', '烦', '吧', '让', '给'];

/// "ipi恢复了": it has recovered by itself.
fn is_told(candidate: &Candidate, said: Said<'_>) -> bool {
    let chars = said.words.chars();
    let is_past = |sign: &Taken| {
        let words = said.words.first(sign.end);
        chars.get(sign.end) == Some(&'了') || ends_past(words, sign) || words.plain().ends_with("ed")
    };
    of(candidate, |term| matches!(term, Term::Sign(_))).any(is_past)
        && !chars.iter().any(|letter| ORDERS.contains(letter))
}

/// "已经帮您记录啦", "i already escalated 42": it is done, whatever pleads beside it.
fn is_done_already(candidate: &Candidate, said: Said<'_>) -> bool {
    const ALREADY: [&str; 2] = ["已经", "already"];
    let sign = of(candidate, |term| matches!(term, Term::Sign(_))).next();
    sign.is_some_and(|sign| {
        let before = said.words.first(sign.begin).plain();
        ALREADY.iter().any(|word| before.contains(word))
    })
}

/// Whether the phrase itself ends with the past.
fn ends_past(words: Words<'_>, sign: &Taken) -> bool {
    sign.end - sign.begin > 1 && words.chars().last() == Some(&'了')
}
