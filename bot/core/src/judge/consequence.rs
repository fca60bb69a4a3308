//! Consequences: what a new judgement means for the alerts of its KPI.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::readings::outside_since;
use super::{Judgement, Standing, Unjudged};
use crate::alert::{Alert, AlertKind, AlertStatus, Closure, DataFault, Reading};
use crate::kpi::Kpi;
use crate::limit::Severity;

/// Why an alert opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// A settled value beyond its limit.
    Breach {
        /// The newest reading.
        reading: Reading,
        /// How bad it is.
        severity: Severity,
        /// First period beyond the limit.
        since: Date,
    },
    /// Data that is missing, late or cannot be true.
    DataFault(DataFault),
}

/// What a judgement found about an open alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The next settled reading, and the first period of the unbroken run beyond the limit that reaches it.
    Reading(Reading, Option<Date>),
    /// A reading that had been told before, as it is now.
    Restated(Reading),
    /// What is wrong with the data is something else now.
    Fault(DataFault),
    /// The data is well again.
    FaultGone,
}

/// What has to happen because of a judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Consequence {
    /// A new alert opens.
    Open(Opening),
    /// A closed breach comes back as its next episode.
    Relapse {
        /// The closed alert.
        alert: Alert,
        /// The newest reading.
        reading: Reading,
    },
    /// Something about an open alert was found. Several findings about one alert each go to the alert that the one
    /// before left behind.
    Found {
        /// The alert as it was given.
        alert: Alert,
        /// What was found.
        finding: Finding,
    },
}

/// What a judgement means for the alerts of its KPI, in the order in which it is to be done. Nothing when everything
/// has been done before.
///
/// `open` are the KPI's open alerts, `closed` the last closed alert of each kind, as far as there is one. When a finding
/// closes its alert, those that follow about it are void: ask again with what is open then.
///
/// While data is at fault nothing is said about a breach: late data never opens or closes one.
pub fn consequences(
    new: &Judgement,
    kpi: &Kpi,
    open: &[Alert],
    closed: &[Alert],
    now: Timestamp,
) -> Vec<Consequence> {
    let of_kind = |alerts: &'_ [Alert], kind: AlertKind| {
        alerts.iter().find(|alert| alert.kpi == kpi.key && alert.kind == kind).cloned()
    };
    let mut all = match new.standing {
        Standing::Unjudged { why: Unjudged::NotActive } => return Vec::new(),
        _ => about_data(new, of_kind(open, AlertKind::DataFault), of_kind(closed, AlertKind::DataFault)),
    };
    if matches!(new.standing, Standing::Good | Standing::Outside { .. }) {
        match of_kind(open, AlertKind::Breach) {
            Some(alert) => all.extend(about_open_breach(new, &alert)),
            None => all.extend(about_no_breach(new, of_kind(closed, AlertKind::Breach), now)),
        }
    }
    all
}

fn about_data(new: &Judgement, open: Option<Alert>, closed: Option<Alert>) -> Vec<Consequence> {
    let consequence = match (&new.fault, open) {
        (Some(fault), Some(alert)) if alert.fault.as_ref() != Some(fault) => {
            Consequence::Found { alert, finding: Finding::Fault(fault.clone()) }
        }
        (None, Some(alert)) => Consequence::Found { alert, finding: Finding::FaultGone },
        // A person has said about this very fault that nothing is to be done.
        (Some(fault), None) if closed.is_some_and(|closed| was_settled_by_a_person(&closed, fault)) => {
            return Vec::new();
        }
        (Some(fault), None) => Consequence::Open(Opening::DataFault(fault.clone())),
        _ => return Vec::new(),
    };
    vec![consequence]
}

fn was_settled_by_a_person(closed: &Alert, fault: &DataFault) -> bool {
    let by_person = matches!(
        closed.status,
        AlertStatus::Closed { how: Closure::Dismissed { .. } | Closure::BadData { .. } }
    );
    by_person && closed.fault.as_ref() == Some(fault)
}

fn about_open_breach(new: &Judgement, alert: &Alert) -> Vec<Consequence> {
    let last = alert.reading.as_ref();
    let is_newer = |reading: &Reading| last.is_none_or(|last| reading.period > last.period);
    let restated = new.readings.iter().filter(|reading| is_restated(reading, alert)).cloned();
    let newer =
        new.readings.iter().enumerate().filter(|(_, reading)| is_newer(reading)).map(|(at, reading)| {
            let run = outside_since(new.readings.iter().take(at + 1));
            let is_newest = new.reading.as_ref().is_some_and(|newest| newest.period == reading.period);
            Finding::Reading(reading.clone(), if is_newest { new.since } else { run })
        });
    restated
        .map(Finding::Restated)
        .chain(newer)
        .map(|finding| Consequence::Found { alert: alert.clone(), finding })
        .collect()
}

/// Whether the alert knows this period by another value: as its last or its worst reading, or as the first period of
/// its episode, which is no longer beyond the limit.
fn is_restated(reading: &Reading, alert: &Alert) -> bool {
    let known: Vec<&Reading> = [&alert.reading, &alert.worst]
        .into_iter()
        .flatten()
        .filter(|known| known.period == reading.period)
        .collect();
    if known.is_empty() {
        return alert.since == Some(reading.period) && reading.severity.is_none();
    }
    known.iter().any(|known| {
        known.revision < reading.revision
            && (known.value != reading.value || known.severity != reading.severity)
    })
}

fn about_no_breach(new: &Judgement, closed: Option<Alert>, now: Timestamp) -> Option<Consequence> {
    let reading = new.reading.clone()?;
    let severity = reading.severity?;
    let Some(closed) = closed else { return Some(opened(new, reading, severity)) };
    if closed.reading.as_ref().is_some_and(|dealt_with| is_dealt_with(&reading, dealt_with)) {
        return None;
    }
    let verified = closed.status == AlertStatus::Closed { how: Closure::Verified };
    let days = SignedDuration::from_hours(24 * i64::from(closed.policy.relapse_days));
    let in_time = closed.closed_at.and_then(|at| at.checked_add(days).ok()).is_some_and(|end| now <= end);
    Some(if verified && in_time {
        Consequence::Relapse { alert: closed, reading }
    } else {
        opened(new, reading, severity)
    })
}

fn opened(new: &Judgement, reading: Reading, severity: Severity) -> Consequence {
    let since = new.since.unwrap_or(reading.period);
    Consequence::Open(Opening::Breach { reading, severity, since })
}

/// Whether a closed alert ended knowing of this reading, or of one after it, at least as bad.
fn is_dealt_with(reading: &Reading, known: &Reading) -> bool {
    reading.period < known.period
        || (reading.period == known.period
            && reading.revision <= known.revision
            && reading.severity <= known.severity)
}
