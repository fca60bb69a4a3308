//! The end of an alert whose KPI was removed from the standing data.

use jiff::Timestamp;

use super::Decision;
use crate::alert::event::{Actor, AlertEvent, Happened, Origin};
use crate::alert::fold::fold;
use crate::alert::{Alert, Closure};

/// Ends an alert whose KPI is no longer known: without it nobody can act, and no reading will ever come. None when the
/// alert has ended before. Nobody is told: its cards say so by themselves.
pub fn removed(alert: &Alert, now: Timestamp) -> Option<Decision> {
    if !alert.is_open() {
        return None;
    }
    let event = AlertEvent {
        alert: alert.id,
        seq: alert.version.saturating_add(1),
        episode: alert.episode,
        at: now,
        actor: Actor::Steward,
        origin: Origin::default(),
        what: Happened::Closed { how: Closure::KpiRemoved },
        next_action: None,
    };
    let alert = fold(Some(alert.clone()), &event)?;
    Some(Decision { alert, events: vec![event], tell: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alert::AlertStatus;
    use crate::alert::tests::Case;

    #[test]
    fn an_alert_ends_with_its_kpi() {
        let case = Case::breach("9", "2026-03-03T10:00");
        let decision = removed(&case.alert, case.now).unwrap();
        assert_eq!(decision.alert.status, AlertStatus::Closed { how: Closure::KpiRemoved });
        assert_eq!((decision.alert.next_action, decision.tell), (None, Vec::new()));
        assert_eq!(removed(&decision.alert, case.now), None);
    }
}
