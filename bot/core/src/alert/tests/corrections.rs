//! What people do about what was done: taking back, opening again, calling somebody, other limits, and covers.

use rstest::rstest;

use super::*;
use crate::alert::undo::Undoable;
use crate::alert::{ChosenBecause, Closure, DismissReason};
use crate::cover::Cover;
use crate::id::CoverKey;
use crate::limit::Limits;
use crate::target::Target;

const UNDO: Deed = Deed::Undo { seq: None };

fn dismiss() -> Deed {
    Deed::Dismiss { reason: DismissReason::FalseAlarm, text: String::new() }
}

/// The alert without what tells the versions apart, and without who was told of it: that cannot be taken back.
fn state(alert: &Alert) -> Alert {
    Alert { version: 0, last_deed: None, told: Vec::new(), ..alert.clone() }
}

#[rstest]
#[case::ack(&[], Deed::Acknowledge, Undoable::Acknowledgement)]
#[case::done(&[Deed::Acknowledge], Deed::Done, Undoable::Done)]
#[case::snooze(&[], Deed::Snooze { until: shanghai("2026-03-04T10:00") }, Undoable::Snooze)]
#[case::handover(&[Deed::Acknowledge], Deed::Assign { to: key("lin") }, Undoable::Handover)]
#[case::dismissal(&[Deed::Acknowledge], dismiss(), Undoable::Closing)]
#[case::wrong_data(&[], Deed::BadData { text: "cut off".to_owned() }, Undoable::Closing)]
fn a_slip_is_taken_back_whole(#[case] before: &[Deed], #[case] slip: Deed, #[case] what: Undoable) {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    for deed in before {
        case.act("mei", deed.clone());
    }
    let was = state(&case.alert);
    case.at("2026-03-03T10:01").act("mei", slip).at("2026-03-03T10:06").act("mei", UNDO);
    assert_eq!(state(&case.alert), was);
    assert_eq!(case.said(), "thread: Undone");
    assert!(matches!(case.happened().last(), Some(Happened::Undone { what: undone, .. }) if *undone == what));
    let again = Refusal::UndoneAlready { number: 7, at: case.now };
    assert_eq!(case.try_act("mei", UNDO), Err(again));
}

#[test]
fn it_is_too_late_after_five_minutes() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    let at = case.now;
    case.act("mei", Deed::Acknowledge).now =
        shanghai("2026-03-03T10:05") + jiff::SignedDuration::from_secs(1);
    assert_eq!(case.try_act("mei", UNDO), Err(Refusal::TooLateToUndo { number: 7, at }));
}

#[test]
fn nothing_is_taken_back_that_others_built_upon() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    assert_eq!(case.try_act("mei", UNDO), Err(Refusal::CannotUndo { number: 7 }));
    case.act("mei", Deed::Acknowledge).act("lin", Deed::Comment { text: "thanks".to_owned() });
    assert_eq!(case.try_act("lin", UNDO), Err(Refusal::NotAllowed { who_may: vec!["Mei".to_owned()] }));
    case.act("mei", UNDO).act("mei", Deed::Acknowledge).act("lin", note("Called the warehouse"));
    assert_eq!(case.try_act("mei", UNDO), Err(Refusal::CannotUndo { number: 7 }));
}

#[test]
fn a_button_takes_back_what_it_was_shown_for_and_nothing_later() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    case.act("mei", Deed::Acknowledge);
    let first = case.alert.version;
    case.act("mei", UNDO).act("mei", Deed::Acknowledge);
    let late = case.try_act("mei", Deed::Undo { seq: Some(first) });
    assert_eq!(late, Err(Refusal::CannotUndo { number: 7 }));
    assert!(case.try_act("mei", Deed::Undo { seq: Some(case.alert.version) }).is_ok());
}

#[test]
fn the_clock_goes_on_where_it_was() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    let next = case.next();
    case.act("mei", Deed::Acknowledge).act("mei", UNDO);
    assert_eq!(case.next(), next);
    case.tick();
    assert_eq!(case.said(), "mei: page Owner again");
}

#[rstest]
#[case::dismissed(dismiss())]
#[case::wrong_data(Deed::BadData { text: "cut off".to_owned() })]
fn a_closed_alert_goes_on(#[case] ending: Deed) {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    case.act("mei", note("Switch the carrier")).act("mei", ending);
    case.act("lin", Deed::Reopen { text: "the carrier stopped again".to_owned() });
    assert_eq!((case.alert.status.clone(), case.alert.episode), (AlertStatus::Open, 1));
    assert_eq!((case.alert.notes.len(), case.alert.closed_at), (1, None));
    assert_eq!(case.said(), "thread: Reopened, mei: page Owner");
    assert!(matches!(case.try_act("lin", Deed::Reopen { text: String::new() }), Err(Refusal::NotNow { .. })));
}

#[test]
fn who_opens_their_own_alert_again_has_it() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    case.act("mei", dismiss()).act("mei", Deed::Reopen { text: String::new() });
    assert_eq!(
        (case.alert.status.clone(), case.said().as_str()),
        (AlertStatus::Acknowledged, "thread: Reopened")
    );
}

#[test]
fn what_recovered_before_an_ending_that_was_wrong_counts_no_more() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    case.read(2, "2").read(3, "2");
    assert_eq!(case.alert.status, AlertStatus::Closed { how: Closure::Verified });
    case.act("lin", Deed::Reopen { text: String::new() }).read(4, "2");
    assert_eq!((case.alert.status.clone(), case.alert.periods_inside), (AlertStatus::Watching, 1));
}

#[test]
fn each_one_above_is_called_once_at_any_hour() {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    let next = case.next();
    let mut called = Vec::new();
    for _ in 0..3 {
        case.act("mei", Deed::Call);
        assert!(case.tell.iter().all(|tell| tell.not_before == case.now));
        called.push(case.said());
    }
    assert_eq!(
        called,
        ["bob: Called, thread: Called", "lin: Called, thread: Called", "ada: Called, thread: Called"]
    );
    assert_eq!(case.next(), next, "the clock goes on");
    let told = ["Mei", "Bob", "Lin", "Ada"].map(str::to_owned).to_vec();
    assert_eq!(case.try_act("mei", Deed::Call), Err(Refusal::NobodyAbove { number: 7, told }));
}

fn with_limits() -> Org {
    let mut org = team();
    let key = org.kpis.keys().next().unwrap().clone();
    let limit = |text: &str| vec![Limit::parse(text, Unit::Percent).unwrap()];
    let target = Target {
        value: None,
        limits: Limits { warning: limit(">= 4%"), critical: limit(">= 8%") },
        valid_from: Date::constant(2026, 1, 1),
        valid_to: None,
        season: None,
        set_by: "lin".to_owned(),
        reason: String::new(),
        source: None,
    };
    org.targets.insert(key, vec![target]);
    org
}

#[test]
fn a_new_normal_is_proposed_to_the_lead_who_answers_once() {
    let normal = Deed::Dismiss { reason: DismissReason::NewNormal, text: "new carrier".to_owned() };
    let mut case = Case::breach_in(with_limits(), "4.6", "2026-03-03T10:00");
    case.act("mei", normal);
    assert_eq!(case.said(), "lin: Proposal, thread: Closed");
    let refused = case.try_act("mei", Deed::AnswerProposal { accept: true });
    assert!(matches!(refused, Err(Refusal::NotAllowed { .. })));
    case.act("lin", Deed::AnswerProposal { accept: true });
    assert_eq!(case.alert.proposal.clone().unwrap().answer, Some((key("lin"), true)));
    let again = case.try_act("ada", Deed::AnswerProposal { accept: false });
    assert_eq!(again, Err(Refusal::AnsweredAlready { number: 7 }));
}

#[test]
fn who_covers_is_told_instead_and_may_act() {
    let mut org = team();
    let cover = Cover {
        key: CoverKey::parse("mei.march").unwrap(),
        person: key("mei"),
        by: key("dan"),
        from: Date::constant(2026, 3, 1),
        to: Date::constant(2026, 3, 7),
    };
    org.covers.insert(cover.key.clone(), cover);
    let mut case = Case::breach_in(org, "4.6", "2026-03-03T10:00");
    assert_eq!(
        (case.said().as_str(), case.alert.owner.clone()),
        ("channel: Announce, dan: page Owner", key("mei"))
    );
    let because = case.happened().iter().find_map(|happened| match happened {
        Happened::Escalated { because, .. } => Some(*because),
        _ => None,
    });
    assert_eq!(because, Some(ChosenBecause::Covers));
    assert!(case.try_act("dan", Deed::Acknowledge).is_ok());
}
