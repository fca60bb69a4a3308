//! What later readings do: worse, better, recovered, fallen back, corrected.

use super::*;
use crate::alert::Closure;
use crate::alert::decide::relapse;

fn restated(day: i8, percent: &str) -> Finding {
    Finding::Restated(Reading { revision: 2, ..reading(day, percent) })
}

#[test]
fn a_reading_that_is_still_outside_is_quiet() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    case.read(2, "5");
    assert_eq!((case.said().as_str(), case.next().as_str()), ("", "Escalate 03-03 12:00"));
    assert_eq!(case.alert.worst.as_ref().unwrap().period, Date::constant(2026, 3, 2));
}

#[test]
fn the_same_reading_again_is_nothing() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    assert!(!case.find(Finding::Reading(reading(1, "4.6"))));
    case.read(2, "5");
    assert!(!case.find(Finding::Reading(reading(2, "5"))));
    assert!(!case.find(Finding::Reading(Reading { period: Date::constant(2026, 2, 27), ..reading(1, "5") })));
}

#[test]
fn a_warning_that_becomes_critical_begins_the_clock_again() {
    let mut case = Case::breach("4.6", "2026-03-03T17:30");
    case.at("2026-03-03T23:00").read(2, "9");
    assert_eq!(case.said(), "thread: Read, mei: page Owner again");
    assert_eq!((case.alert.severity, case.next().as_str()), (Severity::Critical, "Escalate 03-03 23:15"));
}

#[test]
fn who_has_a_warning_that_becomes_critical_keeps_it_for_a_shorter_time() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    case.act("mei", Deed::Acknowledge).at("2026-03-03T11:00").read(2, "9");
    assert_eq!(case.said(), "thread: Read, mei: page Owner again");
    assert_eq!(case.next(), "AckExpires 03-03 15:00");
    assert_eq!(case.alert.ack.as_ref().unwrap().expires_at, shanghai("2026-03-03T15:00"));
}

#[test]
fn a_falling_severity_pages_nobody() {
    let mut case = Case::breach("9", "2026-03-03T10:00");
    case.read(2, "5");
    assert_eq!((case.said().as_str(), case.alert.severity), ("", Severity::Warning));
    assert!(case.alert.is_critical(), "it was critical in this episode");
}

#[test]
fn a_warning_closes_after_enough_settled_periods_inside() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    case.at("2026-03-04T10:00").read(2, "3");
    assert_eq!((case.said().as_str(), case.alert.status.clone()), ("", AlertStatus::Watching));
    assert_eq!(case.next(), "WatchEnds 03-06 22:00");
    case.read(3, "3.9");
    assert_eq!(case.alert.periods_inside, 1, "inside, but not far enough to count");
    case.read(4, "3");
    assert_eq!(case.said(), "thread: Closed");
    assert_eq!(case.alert.status, AlertStatus::Closed { how: Closure::Verified });
    assert_eq!((case.next().as_str(), case.alert.closed_at), ("none", Some(case.now)));
}

#[test]
fn a_critical_alert_closes_by_itself_once_it_is_explained() {
    let mut case = Case::breach("9", "2026-03-03T10:00");
    case.act("mei", note_due("Switch the carrier", "2026-03-10")).read(2, "3").read(3, "3");
    assert_eq!(case.alert.status, AlertStatus::Closed { how: Closure::Verified });
}

#[test]
fn a_note_of_an_earlier_episode_explains_nothing() {
    let mut case = Case::breach("9", "2026-03-03T10:00");
    case.act("mei", note_due("Switch the carrier", "2026-03-10")).read(2, "3").read(3, "9");
    assert_eq!((case.alert.episode, case.alert.earlier_notes.len()), (2, 1));
    case.read(4, "3").read(5, "3");
    assert_eq!(case.said(), "mei: AskForNote");
}

#[test]
fn outside_again_while_watched_is_the_next_episode() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    case.act("mei", note("Switch the carrier")).act("mei", Deed::Done);
    case.at("2026-03-05T10:00").read(2, "5");
    assert_eq!(case.alert.status, AlertStatus::Watching, "a day before the fix says nothing about it");
    case.at("2026-03-05T22:00").read(3, "5");
    assert_eq!(case.alert.status, AlertStatus::Watching, "the watch has not ended");
    case.at("2026-03-06T10:00").read(4, "5");
    assert_eq!(case.said(), "thread: Relapsed, channel: Announce, mei: page Owner");
    assert!(matches!(
        case.happened()[case.events.len() - 2],
        Happened::Relapsed { failed_verification: true, .. }
    ));
    assert_eq!((case.alert.status.clone(), case.alert.episode), (AlertStatus::Open, 2));
    assert_eq!((case.alert.notes.len(), case.alert.earlier_notes.len()), (0, 1));
    assert_eq!((case.alert.done_at, case.alert.ack.clone()), (None, None));
}

#[test]
fn outside_again_without_a_fix_fails_no_verification() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    case.read(2, "3").read(3, "5");
    let relapsed = |what: &&Happened| matches!(what, Happened::Relapsed { failed_verification: false, .. });
    assert!(case.happened().iter().any(relapsed));
}

#[test]
fn a_closed_alert_comes_back_as_its_next_episode() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    case.act("mei", note("Switch the carrier")).read(2, "3").read(3, "3").at("2026-03-09T10:00");
    let before = case.alert.announced_as();
    let decision = case.with(None, |alert, facts| relapse(alert, reading(8, "5"), facts));
    case.take(decision);
    assert_eq!(case.said(), "thread: Relapsed, channel: Announce, mei: page Owner");
    assert_eq!((case.alert.episode, case.alert.closed_at), (2, None));
    assert_eq!(case.alert.since, Some(Date::constant(2026, 3, 8)));
    assert_ne!(case.alert.announced_as(), before, "each episode has a card of its own");
}

#[test]
fn a_breach_that_never_was_is_withdrawn_in_public() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    assert!(case.find(restated(1, "3.9")));
    assert_eq!(case.said(), "thread: Restated, thread: Closed");
    assert_eq!(case.alert.status, AlertStatus::Closed { how: Closure::Withdrawn });
}

#[test]
fn a_correction_beside_another_breach_is_told_and_no_more() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    case.read(2, "5");
    assert!(case.find(restated(1, "3")));
    assert_eq!((case.said().as_str(), case.alert.status.clone()), ("thread: Restated", AlertStatus::Open));
    assert_eq!(case.alert.since, Some(Date::constant(2026, 3, 2)));
    assert!(!case.find(restated(1, "3")), "told once");
}

#[test]
fn a_correction_that_changes_no_side_is_quiet() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    assert!(case.find(restated(1, "4.7")));
    assert_eq!(case.said(), "");
    case.read(2, "5");
    assert!(!case.find(Finding::Restated(Reading { revision: 3, ..reading(1, "4.8") })));
}

#[test]
fn a_correction_can_undo_a_recovery() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    case.read(2, "3");
    assert!(case.find(restated(2, "5")));
    assert_eq!((case.alert.status.clone(), case.alert.episode), (AlertStatus::Open, 2));
}

#[test]
fn a_correction_to_the_worse_begins_the_clock_again() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    assert!(case.find(restated(1, "9")));
    assert_eq!(case.said(), "thread: Restated, mei: page Owner again");
    assert_eq!(case.next(), "Escalate 03-03 10:15");
}

/// A reading by limits that make it what is said.
fn rejudged(day: i8, percent: &str, severity: Option<Severity>) -> Finding {
    Finding::Rejudged(Reading { severity, recovered: severity.is_none(), ..reading(day, percent) })
}

#[test]
fn a_tighter_limit_pages_at_once() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    assert!(case.find(rejudged(1, "4.6", Some(Severity::Critical))));
    assert_eq!(case.said(), "thread: Rejudged, mei: page Owner again");
    assert_eq!(case.next(), "Escalate 03-03 10:15");
    assert!(!case.find(rejudged(1, "4.6", Some(Severity::Critical))), "told once");
}

#[test]
fn a_wider_limit_begins_the_watch_and_withdraws_nothing() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    assert!(case.find(rejudged(1, "4.6", None)));
    assert_eq!(
        (case.said().as_str(), case.alert.status.clone()),
        ("thread: Rejudged", AlertStatus::Watching)
    );
    assert!(case.alert.worst.is_some(), "by the limits of its time it was a breach");
    assert!(!case.find(rejudged(2, "4.6", None)), "of a period that was never counted nothing is known");
}

#[test]
fn a_data_fault_ends_when_the_data_is_well() {
    let mut case = Case::fault("2026-03-03T10:00");
    let fault = DataFault::NoValue { period: Date::constant(2026, 3, 1) };
    assert!(case.find(Finding::Fault(fault.clone())));
    assert!(!case.find(Finding::Fault(fault)));
    assert!(!case.find(Finding::Reading(reading(2, "9"))), "a data fault says nothing about the number");
    assert!(case.find(Finding::FaultGone));
    assert_eq!((case.said().as_str(), case.next().as_str()), ("thread: Closed", "none"));
    assert!(!case.find(Finding::FaultGone), "closed");
}
