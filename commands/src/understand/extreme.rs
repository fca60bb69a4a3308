//! "The highest" and "the lowest": whether that is the best or the worst depends on what is better of the KPI.

use steward_core::kpi::{Direction, Kpi};

use super::candidate::Candidate;
use super::fill::Said;
use super::term::Term;
use crate::meaning::Intent;

/// Phrases with these ask for much.
const HIGH: &[&str] = &["highest", "最高", "最厉害"];

/// Phrases with these ask for little.
const LOW: &[&str] = &["lowest", "最低"];

/// The intent of a question for the best or the worst, once it is known of which KPI it is asked.
pub(super) fn intent(candidate: &Candidate, kpi: Option<&Kpi>, said: Said<'_>) -> Intent {
    let intent = candidate.spec().intent;
    let Some(kpi) = kpi.filter(|_| matches!(intent, Intent::Best | Intent::Worst)) else { return intent };
    let has = |words: &[&str]| {
        candidate.taken.iter().filter(|taken| matches!(taken.term, Term::Sign(_))).any(|taken| {
            let phrase = said.part(taken.begin, taken.end).plain();
            words.iter().any(|word| phrase.contains(word))
        })
    };
    match (kpi.direction, has(HIGH), has(LOW)) {
        (Direction::Higher, true, false) | (Direction::Lower, false, true) => Intent::Best,
        (Direction::Higher, false, true) | (Direction::Lower, true, false) => Intent::Worst,
        _ => intent,
    }
}
