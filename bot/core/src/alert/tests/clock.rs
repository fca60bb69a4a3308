//! The clock: escalation, expiry, promises, rests and watches.

use super::*;
use crate::alert::decide::tick;
use crate::escalation::Policy;

#[test]
fn a_critical_alert_climbs_the_ladder_and_begins_again() {
    let mut case = Case::breach("9", "2026-03-03T10:00");
    let mut ladder = Vec::new();
    for _ in 0..6 {
        let due = case.next();
        ladder.push(format!("{due} {}", case.tick().said()));
    }
    assert_eq!(
        ladder,
        [
            "Escalate 03-03 10:15 mei: page Owner again",
            "Escalate 03-03 10:30 bob: page Backup, thread: Escalated",
            "Escalate 03-03 11:00 lin: page Lead, thread: Escalated",
            "Escalate 03-03 12:00 ada: page Admin, thread: Escalated",
            "Escalate 03-03 14:00 mei: page Owner again",
            "Escalate 03-03 14:15 mei: page Owner again",
        ]
    );
    assert_eq!((case.alert.escalated.steps, case.alert.escalated.laps), (2, 1));
}

#[test]
fn minutes_of_a_warning_count_in_the_working_time_of_who_is_told() {
    let mut case = Case::breach("4.6", "2026-03-03T17:00");
    assert_eq!(case.next(), "Escalate 03-04 10:00", "one hour today, one tomorrow");
    case.tick();
    assert_eq!(
        case.next(),
        "Escalate 03-05 01:05",
        "Bob's four hours were over before, but he had gone home"
    );
}

#[test]
fn a_step_that_comes_late_does_not_wake_the_whole_chain() {
    let mut case = Case::breach("9", "2026-03-03T10:00");
    case.at("2026-03-03T13:00");
    let decision = case.with(None, tick).unwrap();
    case.take(decision);
    assert_eq!(case.said(), "mei: page Owner again");
    assert_eq!(case.next(), "Escalate 03-03 13:05");
}

#[test]
fn a_step_that_comes_late_is_not_told_at_night() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    case.at("2026-03-03T22:00");
    let decision = case.with(None, tick).unwrap();
    case.take(decision);
    assert_eq!((case.said().as_str(), case.next().as_str()), ("", "Escalate 03-04 09:00"));
    assert!(matches!(case.happened().last().unwrap(), Happened::Postponed { .. }));
    assert_eq!(case.tick().said(), "mei: page Owner again");
}

#[test]
fn rungs_that_nobody_stands_on_are_passed_over() {
    let mut org = team();
    org.people.get_mut(&key("bob")).unwrap().left = true;
    let mut case = Case::breach_in(org, "9", "2026-03-03T10:00");
    case.tick();
    assert_eq!(case.next(), "Escalate 03-03 11:00");
    assert_eq!(case.tick().said(), "lin: page Lead, thread: Escalated");
}

#[test]
fn steps_of_one_time_are_taken_together_and_nobody_is_told_twice() {
    let mut org = team();
    let mut policy = Policy::built_in();
    for step in policy.critical.steps.iter_mut().skip(1) {
        step.after_minutes = 30;
    }
    let kpi = org.kpis.values_mut().next().unwrap();
    (kpi.policy, kpi.backup) = (Some(policy.key.clone()), Some(key("lin")));
    org.policies.insert(policy.key.clone(), policy);
    let mut case = Case::breach_in(org, "9", "2026-03-03T10:00");
    let said = case.tick().said();
    assert_eq!(
        said,
        "mei: page Owner again, lin: page Backup, thread: Escalated, ada: page Admin, thread: Escalated"
    );
    assert_eq!(case.next(), "Escalate 03-03 12:30");
}

#[test]
fn when_everybody_has_left_the_alert_still_comes_back() {
    let mut case = Case::breach("9", "2026-03-03T10:00");
    case.org.people.clear();
    assert_eq!(case.tick().said(), "admins: Notice");
    assert_eq!(case.next(), "Escalate 03-03 12:15");
}

#[test]
fn an_acknowledgement_expires_back_to_owner_and_on_call() {
    let mut case = Case::breach("9", "2026-03-03T10:00");
    case.act("lin", Deed::Acknowledge);
    assert_eq!(case.next(), "AckExpires 03-03 14:00");
    let said = case.tick().said();
    assert_eq!(
        said,
        "mei: page Owner again, bob: page Backup, thread: Escalated, lin: page Lead, thread: Escalated"
    );
    assert_eq!((case.alert.status.clone(), case.alert.ack.clone()), (AlertStatus::Open, None));
    assert_eq!(case.next(), "Escalate 03-03 14:15");
    assert_eq!(case.alert.escalated.laps, 1);
}

#[test]
fn an_overdue_promise_is_told_in_the_morning_and_to_the_lead_a_working_day_later() {
    let mut case = Case::breach("4.6", "2026-03-05T10:00");
    case.act("mei", note_due("Switch the carrier", "2026-03-06"));
    assert_eq!(case.next(), "DuePasses 03-07 00:00");
    assert_eq!(case.tick().said(), "mei: Overdue, thread: Overdue");
    assert_eq!(case.tell[0].not_before, shanghai("2026-03-09T09:00"), "Monday morning");
    assert!(case.alert.overdue);
    assert_eq!(case.next(), "Escalate 03-10 09:00");
    assert_eq!(case.tick().said(), "lin: Overdue, thread: Escalated");
    assert_eq!(case.next(), "Escalate 03-11 09:00", "each working day until something happens");
    case.act("mei", note_due("Ask the second carrier", "2026-03-12"));
    assert_eq!((case.alert.overdue, case.next().as_str()), (false, "DuePasses 03-13 00:00"));
}

#[test]
fn a_note_without_a_day_is_held_by_the_acknowledgement() {
    let mut case = Case::breach("9", "2026-03-03T10:00");
    case.act("mei", Deed::Acknowledge).at("2026-03-03T11:00").act("mei", note("Switch the carrier"));
    assert_eq!(case.next(), "AckExpires 03-03 15:00");
    assert_eq!(case.tick().alert.status, AlertStatus::Open);
    assert_eq!(case.alert.notes.len(), 1);
}

#[test]
fn a_rest_moves_the_clock_and_no_more() {
    let mut case = Case::breach("9", "2026-03-03T10:00");
    case.act("mei", Deed::Snooze { until: shanghai("2026-03-03T16:00") });
    assert_eq!(
        (case.alert.status.clone(), case.next().as_str()),
        (AlertStatus::Open, "SnoozeEnds 03-03 16:00")
    );
    assert_eq!(case.tick().said(), "mei: page Owner again");
    assert_eq!(case.alert.snoozed_until, None);
    case.act("mei", Deed::Acknowledge).act("mei", Deed::Snooze { until: shanghai("2026-03-03T17:00") });
    case.tick();
    assert_eq!(case.next(), "AckExpires 03-03 20:00", "the acknowledgement of 16:00 still holds");
}

#[test]
fn a_watch_without_data_is_prolonged() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    case.act("mei", Deed::Acknowledge).act("mei", Deed::Done);
    assert_eq!(case.next(), "WatchEnds 03-06 22:00", "two days, a day to settle, half a day to arrive");
    assert_eq!((case.tick().said().as_str(), case.next().as_str()), ("", "WatchEnds 03-07 22:00"));
    assert_eq!(case.alert.status, AlertStatus::Watching);
}

#[test]
fn a_missing_note_is_asked_for_daily_and_then_of_the_lead() {
    let mut case = Case::breach("9", "2026-03-03T10:00");
    case.at("2026-03-05T20:00").read(2, "3").read(3, "3");
    assert_eq!(case.said(), "mei: AskForNote");
    assert_eq!(case.tell[0].not_before, shanghai("2026-03-06T09:00"));
    assert_eq!(
        (case.alert.status.clone(), case.next().as_str()),
        (AlertStatus::Watching, "AskForNote 03-09 09:00")
    );
    assert_eq!(
        (case.tick().said().as_str(), case.next().as_str()),
        ("mei: AskForNote", "AskForNote 03-10 09:00")
    );
    assert_eq!(case.tick().said(), "lin: AskForNote");
    case.act("mei", note("Switched the carrier"));
    assert_eq!(case.said(), "thread: Noted, thread: Closed");
    assert_eq!(case.next(), "none");
}

#[test]
fn nothing_is_done_before_it_is_due_or_twice() {
    let mut case = Case::breach("9", "2026-03-03T10:00");
    assert_eq!(case.with(None, tick), None);
    case.tick();
    assert_eq!(case.with(None, tick), None);
}

#[test]
fn an_alert_rests_while_its_kpi_is_paused() {
    let mut case = Case::breach("9", "2026-03-03T10:00");
    let until = Date::constant(2026, 3, 5);
    case.org.kpis.values_mut().for_each(|kpi| {
        kpi.activity = Activity::Paused { until, reason: "new feed".to_owned(), since: None, by: None };
    });
    case.tick();
    assert_eq!((case.said().as_str(), case.next().as_str()), ("", "SnoozeEnds 03-04 10:15"));
    case.tick();
    assert_eq!((case.said().as_str(), case.next().as_str()), ("", "SnoozeEnds 03-05 10:15"));
    case.tick();
    // Midnight of Los Angeles.
    assert_eq!((case.said().as_str(), case.next().as_str()), ("", "SnoozeEnds 03-05 16:00"));
    case.tick();
    assert_eq!(case.said(), "mei: page Owner again");
}
