//! Consequences: what a new judgement means for the alerts of its KPI.

use jiff::{SignedDuration, Timestamp};

use super::{Judgement, Standing, Unjudged};
use crate::alert::Counted;
use crate::alert::decide::{Finding, Opening};
use crate::alert::{Alert, AlertKind, AlertStatus, Closure, DataFault, Reading};
use crate::kpi::Kpi;
use crate::limit::Severity;

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
        (None, Some(alert)) if has_arrived(new, &alert) => {
            Consequence::Found { alert, finding: Finding::FaultGone }
        }
        // A person has said about this very fault that nothing is to be done.
        (Some(fault), None) if closed.is_some_and(|closed| was_settled_by_a_person(&closed, fault)) => {
            return Vec::new();
        }
        (Some(fault), None) => Consequence::Open(Opening::DataFault(fault.clone())),
        _ => return Vec::new(),
    };
    vec![consequence]
}

/// Whether a value has come for the period that was at fault. While none is expected nothing is at fault, and the data
/// is not well for that.
fn has_arrived(new: &Judgement, alert: &Alert) -> bool {
    let read = new.reading.as_ref().map(|reading| reading.period);
    let newest = read.max(new.provisional.map(|(period, _)| period));
    match &alert.fault {
        None | Some(DataFault::NeverArrived { .. }) => newest.is_some(),
        Some(
            DataFault::Late { missing: period, .. }
            | DataFault::Implausible { period, .. }
            | DataFault::NoValue { period },
        ) => newest >= Some(*period),
    }
}

fn was_settled_by_a_person(closed: &Alert, fault: &DataFault) -> bool {
    let by_person = matches!(
        closed.status,
        AlertStatus::Closed { how: Closure::Dismissed { .. } | Closure::BadData { .. } }
    );
    by_person && closed.fault.as_ref() == Some(fault)
}

/// Restated periods and newer ones. While the newest is beyond the limit the newer ones come first, so that an alert
/// whose opening period turns out to be inside goes on and is not withdrawn to be opened again.
fn about_open_breach(new: &Judgement, alert: &Alert) -> Vec<Consequence> {
    let last = alert.reading.as_ref();
    let is_newer = |reading: &&Reading| last.is_none_or(|last| reading.period > last.period);
    let newer = new.readings.iter().filter(is_newer).cloned().map(Finding::Reading);
    let restated =
        new.readings.iter().filter(|reading| is_restated(reading, alert)).cloned().map(Finding::Restated);
    let rejudged = new.reading.clone().filter(|reading| is_rejudged(reading, alert)).map(Finding::Rejudged);
    let mut findings: Vec<Finding> = restated.chain(rejudged).chain(newer).collect();
    if matches!(new.standing, Standing::Outside { .. }) {
        findings.sort_by_key(|finding| matches!(finding, Finding::Restated(_)));
    }
    findings.into_iter().map(|finding| Consequence::Found { alert: alert.clone(), finding }).collect()
}

/// Whether this episode of the alert counted the period by an older revision that said another thing; of its newest
/// period every other value counts, because cards show it.
fn is_restated(reading: &Reading, alert: &Alert) -> bool {
    let Some(before) = alert.counted.get(&reading.period) else { return false };
    let is_newest = alert.reading.as_ref().is_some_and(|newest| newest.period == reading.period);
    reading.revision > before.revision
        && (Counted::from(reading).differs(before) || (is_newest && reading.value != before.value))
}

/// Whether the newest reading is the one that the alert counted last, and says another thing because limits were changed.
fn is_rejudged(reading: &Reading, alert: &Alert) -> bool {
    let is_last = alert.reading.as_ref().is_some_and(|last| last.period == reading.period);
    let counted = alert.counted.get(&reading.period).filter(|counted| counted.revision == reading.revision);
    is_last && counted.is_some_and(|counted| Counted::from(reading).differs(counted))
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

#[cfg(test)]
mod tests;
