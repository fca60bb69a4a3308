//! What can be meant once and was said twice, and names that stand beside each other by chance: nothing is guessed then.

use super::candidate::{Candidate, Taken};
use super::fill::{Said, digest_kind};
use super::term::Term;
use crate::meaning::Intent;
use crate::reading::text::shortened;
use crate::spec::Slot;

/// What fills one field of a meaning.
const SINGLE: &[Slot] = &[
    Slot::Comparison,
    Slot::Breakdown,
    Slot::Channel,
    Slot::Digest,
    Slot::Language,
    Slot::Zone,
    Slot::Hours,
];

/// Whether two different things were said for one: "日报发到运营群和广告群", "同比环比". The days of two alerts are two, too:
/// "snooze 42 for 2 hours and 43 for 3".
pub(super) fn is_contradicted(candidate: &Candidate, said: Said<'_>) -> bool {
    // Why something moved is asked in many words, and no comparison is made.
    let is_asked_why = candidate.spec().intent == Intent::Why;
    let kept = candidate.kept_begin(said.words).unwrap_or(usize::MAX);
    let differs = |slot: &Slot| {
        let said = candidate.taken.iter().filter(|taken| taken.begin < kept);
        let mut filling = said.filter(|taken| taken.term.fills(*slot));
        filling.next().is_some_and(|first| filling.any(|other| other.term != first.term))
    };
    (!is_asked_why && SINGLE.iter().any(differs))
        || are_alerts_apart(candidate)
        || are_digests_apart(candidate, said)
        || is_time_of_rest(candidate, said)
}

/// "把月报和周报发到管理层": two kinds of digest.
fn are_digests_apart(candidate: &Candidate, said: Said<'_>) -> bool {
    let is_of_digests =
        matches!(candidate.spec().intent, Intent::Digest | Intent::Subscribe | Intent::Unsubscribe);
    let signs = candidate.taken.iter().filter(|taken| matches!(taken.term, Term::Sign(_)));
    let mut kinds = signs.filter_map(|taken| digest_kind(&said.part(taken.begin, taken.end).plain()));
    is_of_digests && kinds.next().is_some_and(|first| kinds.any(|other| other != first))
}

/// Whether a number that could be an alert's is the hour or the length of a rest: "remind me about 42 at 3", "snooze 42 10".
fn is_time_of_rest(candidate: &Candidate, said: Said<'_>) -> bool {
    let bare: Vec<&Taken> =
        candidate.taken.iter().filter(|taken| matches!(taken.term, Term::Alert(_, false))).collect();
    let is_time = |alert: &&Taken| {
        said.words.first(alert.begin).before_any(&["at", "till", "until", "around", "到"]).is_some()
    };
    let is_length = |two: &[&Taken]| match two {
        [first, second] => {
            let between = said.words.skip(first.end).first(second.begin.saturating_sub(first.end));
            between.is_blank() || between.plain() == "for"
        }
        _ => false,
    };
    // "Snooze 1 2 4h" says how long.
    let is_untold = || !matches!(super::fill::until(candidate, said), Some(Ok(_)));
    candidate.spec().intent == Intent::Snooze
        && (bare.iter().any(is_time) || (bare.windows(2).any(is_length) && is_untold()))
}

/// Whether something that is no other alert stands between the numbers of two.
fn are_alerts_apart(candidate: &Candidate) -> bool {
    let alerts: Vec<&Taken> =
        candidate.taken.iter().filter(|taken| matches!(taken.term, Term::Alert(..))).collect();
    alerts.windows(2).any(|two| {
        let [first, second] = two else { return false };
        let is_between = |begin: usize| (first.end..second.begin).contains(&begin);
        let is_of_two = |taken: &Taken| {
            is_between(taken.begin)
                && matches!(taken.term, Term::Time | Term::Number | Term::People(_) | Term::Hours(_))
        };
        candidate.taken.iter().any(is_of_two) || candidate.residue.iter().any(|(begin, _)| is_between(*begin))
    })
}

/// The stretch from the first number to the last, where several are said and one is meant: "15% or 16%".
pub(super) fn several_numbers(candidate: &Candidate, said: Said<'_>) -> Option<String> {
    let mut numbers = candidate.taken.iter().filter(|taken| taken.term == Term::Number);
    let first = numbers.next()?;
    let last = numbers.next_back()?;
    Some(shortened(&said.part(first.begin, last.end).said()))
}

/// Whether a command can be about so many KPIs: a value is recorded of one, and of one alone none is the best.
pub(super) fn fits(intent: Intent, kpis: usize) -> bool {
    match intent {
        Intent::Record => kpis <= 1,
        Intent::Best | Intent::Worst => kpis != 1,
        _ => true,
    }
}

/// What may stand between the names of two KPIs that are both asked for.
const JOINTS: &[&str] = &[
    "and", "&", "+", "/", ",", "vs", "plus", "also", "with", "和", "跟", "与", "及", "同", "加", "还有",
    "以及", "加上", "的",
];

/// Whether a word or a sign joins two names, as "和" does; between Chinese ones a space does, too.
fn is_said_joint(first: &Taken, second: &Taken, said: Said<'_>) -> bool {
    let chars = said.words.chars();
    let is_chinese = |at: usize| chars.get(at).is_some_and(|letter| !letter.is_ascii());
    let beside_chinese = is_chinese(first.end.saturating_sub(1)) || is_chinese(second.begin);
    let between = chars.get(first.end..second.begin).unwrap_or_default();
    between.iter().any(|letter| if letter.is_whitespace() { beside_chinese } else { *letter != '的' })
}

/// Whether a part of a name stands beside the name of another KPI without being joined to it: the "平均" of "头程这个月平均
/// 几天" is no order value. Only shops may stand between.
pub(super) fn has_stray_part(candidate: &Candidate, said: Said<'_>) -> bool {
    let is_name = |term: Term| matches!(term, Term::Name(_) | Term::Part(_));
    let is_joined = |begin: usize, end: usize| {
        let between = said.part(begin, end);
        between.after_any(JOINTS).unwrap_or(between).is_blank()
    };
    let kept = candidate.kept_begin(said.words).unwrap_or(usize::MAX);
    let mut last: Option<&Taken> = None;
    let mut joined = true;
    for taken in candidate
        .taken
        .iter()
        .filter(|taken| taken.begin < kept)
        .filter(|taken| is_name(taken.term) || matches!(taken.term, Term::Place(_)))
    {
        joined &= candidate.taken.iter().rfind(|before| before.end <= taken.begin).is_none_or(|before| {
            let is_of_names = is_name(before.term) || matches!(before.term, Term::Place(_));
            is_of_names && is_joined(before.end, taken.begin)
        });
        if !is_name(taken.term) {
            continue;
        }
        if let Some(before) = last {
            let has_part = [before.term, taken.term].iter().any(|term| matches!(term, Term::Part(_)));
            let is_apart = !is_said_joint(before, taken, said);
            if has_part && (!joined || is_apart) {
                return true;
            }
        }
        (last, joined) = (Some(taken), true);
    }
    false
}

/// Whether a word right before a filter or a comparison turns it round: "没红的", "other than last week". "有没红的" asks.
pub(super) fn is_turned_round(candidate: &Candidate, said: Said<'_>) -> bool {
    const DENIES: &str = "没不非未无";
    let chars = said.words.chars();
    let before = |at: usize, back: usize| at.checked_sub(back).and_then(|at| chars.get(at)).copied();
    let turns = |taken: &Taken| said.words.first(taken.begin).before_any(&["other", "rather"]).is_some();
    let mut comparisons = candidate.taken.iter().filter(|taken| matches!(taken.term, Term::Comparison(_)));
    let mut filters = candidate.taken.iter().filter(|taken| matches!(taken.term, Term::Filter(_)));
    // "没人认领的都给小林" hands them over.
    let is_asked_of_alerts = matches!(candidate.spec().intent, Intent::Alerts | Intent::List | Intent::Mine);
    let gets = |taken: &Taken| {
        let is_person = matches!(taken.term, Term::People(_));
        is_person && said.words.first(taken.begin).before_any(&["给", "交给", "转给", "派给", "to"]).is_some()
    };
    if is_asked_of_alerts && candidate.taken.iter().any(gets) {
        return true;
    }
    comparisons.any(turns)
        || filters.any(|taken| {
            let denies = before(taken.begin, 1).is_some_and(|letter| DENIES.contains(letter));
            denies && !matches!(before(taken.begin, 2), Some('有' | '冇'))
        })
}
