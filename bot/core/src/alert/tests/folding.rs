//! The fold: events that do not follow change nothing.

use super::*;
use crate::alert::fold;

fn replay(events: &[AlertEvent]) -> Option<Alert> {
    events.iter().fold(None, fold)
}

#[test]
fn the_events_are_the_alert() {
    let mut case = Case::breach("9", "2026-03-03T10:00");
    case.tick().act("mei", note_due("Switch the carrier", "2026-03-04")).tick().act("mei", Deed::Done);
    assert_eq!(replay(&case.events), Some(case.alert.clone()));
    let text = serde_json::to_string(&case.alert).unwrap();
    assert_eq!(serde_json::from_str::<Alert>(&text).unwrap(), case.alert);
}

#[test]
fn an_event_that_does_not_follow_changes_nothing() {
    let mut case = Case::breach("9", "2026-03-03T10:00");
    case.act("mei", Deed::Acknowledge);
    assert_eq!(replay(&case.events[1..]), None, "nothing was opened");
    let last = case.events.last().unwrap();
    assert_eq!(fold(Some(case.alert.clone()), last).unwrap(), case.alert, "a repetition");
    let gap = AlertEvent { seq: last.seq + 2, ..last.clone() };
    assert_eq!(fold(Some(case.alert.clone()), &gap).unwrap(), case.alert, "a gap");
    let alert = AlertId::from_uuid(Uuid::from_u128(9));
    let other = AlertEvent { seq: last.seq + 1, alert, ..last.clone() };
    assert_eq!(fold(Some(case.alert.clone()), &other).unwrap(), case.alert, "another alert");
}
