//! What a pause kept quiet: the settled periods of its days, and those beyond a limit.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Case, Evidence, readings};

/// What a pause kept quiet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Missed {
    /// Settled periods that began on its days.
    pub judged: u32,
    /// Those beyond a limit, of which people would have been told.
    pub beyond: u32,
}

/// What was kept quiet of the periods that began from a day on, before another.
pub fn missed(evidence: &Evidence<'_>, from: Date, before: Date, now: Timestamp) -> Missed {
    let case =
        Case { kpi: evidence.kpi, samples: evidence.samples, watched_since: evidence.watched_since, now };
    let quiet: Vec<_> = readings::all(&case, evidence.targets)
        .into_iter()
        .map(|judged| judged.reading)
        .filter(|reading| from <= reading.period && reading.period < before)
        .collect();
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let beyond = quiet.iter().filter(|reading| reading.severity.is_some()).count();
    Missed { judged: count(quiet.len()), beyond: count(beyond) }
}
