//! Whoever had the alert has left the company: nobody has it any more.

use super::draft::Draft;
use super::tick::released;
use super::{Decision, Facts};
use crate::alert::event::Happened;
use crate::alert::{Alert, AlertStatus};

/// Opens an alert again whose acknowledgement or promise was given by somebody who has left since: they will not keep it.
/// None when whoever has it is still there, and when nobody has to have it.
pub fn left(alert: &Alert, facts: &Facts<'_>) -> Option<Decision> {
    let is_held = matches!(alert.status, AlertStatus::Acknowledged | AlertStatus::Remediating);
    let ack = alert.ack.as_ref().filter(|_| is_held)?;
    let is_there = facts.org.people.get(&ack.by).is_some_and(|person| !person.left);
    if is_there {
        return None;
    }
    let mut draft = Draft::of(alert, facts);
    released(&mut draft, Happened::Released);
    Some(draft.decided())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alert::decide::Deed;
    use crate::alert::event::{Actor, Origin};
    use crate::alert::tests::{Case, key};

    #[test]
    fn who_has_left_holds_no_clock() {
        let mut case = Case::breach("4.6", "2026-03-03T10:00");
        case.act("lin", Deed::Acknowledge);
        let decide = |case: &Case| {
            let (kpi, actor, origin) =
                (case.org.kpis.values().next().unwrap(), Actor::Steward, Origin::default());
            left(&case.alert, &Facts { org: &case.org, kpi, now: case.now, actor: &actor, origin: &origin })
        };
        assert_eq!(decide(&case), None);
        case.org.people.get_mut(&key("lin")).unwrap().left = true;
        let decision = decide(&case).unwrap();
        assert_eq!((decision.alert.status.clone(), decision.alert.ack.clone()), (AlertStatus::Open, None));
        assert_eq!(decision.events.first().map(|event| &event.what), Some(&Happened::Released));
        assert!(!decision.tell.is_empty());
        let opened = Case { alert: decision.alert, ..case };
        assert_eq!(decide(&opened), None);
    }
}
