//! What people do: each deed in each state, rights, stale buttons and refusals.

use rstest::rstest;

use super::*;
use crate::alert::decide::act;
use crate::alert::{Closure, DismissReason};

fn dismiss() -> Deed {
    Deed::Dismiss { reason: DismissReason::FalseAlarm, text: String::new() }
}

/// A warning in each state.
fn in_state(state: &str) -> Case {
    let mut case = Case::breach("4.6", "2026-03-03T10:00");
    match state {
        "open" => {}
        "acknowledged" => drop(case.act("mei", Deed::Acknowledge)),
        "remediating" => drop(case.act("mei", note_due("Switch the carrier", "2026-03-10"))),
        "watching" => drop(case.act("mei", Deed::Acknowledge).act("mei", Deed::Done)),
        _ => drop(case.act("mei", dismiss())),
    }
    case
}

fn deed(name: &str) -> Deed {
    match name {
        "ack" => Deed::Acknowledge,
        "note" => note("Call the warehouse"),
        "done" => Deed::Done,
        "snooze" => Deed::Snooze { until: shanghai("2026-03-04T10:00") },
        "assign" => Deed::Assign { to: key("dan") },
        "dismiss" => dismiss(),
        "bad_data" => Deed::BadData { text: "the export was cut off".to_owned() },
        _ => Deed::Comment { text: "looking".to_owned() },
    }
}

/// The state after each deed, or the refusal.
#[rstest]
#[case("open", "ack", "Acknowledged")]
#[case("open", "note", "Remediating")]
#[case("open", "done", "NotNow")]
#[case("open", "snooze", "Open")]
#[case("open", "assign", "Open")]
#[case("open", "dismiss", "Closed")]
#[case("open", "bad_data", "Closed")]
#[case("open", "comment", "Open")]
#[case("acknowledged", "ack", "AlreadyTaken")]
#[case("acknowledged", "note", "Remediating")]
#[case("acknowledged", "done", "Watching")]
#[case("acknowledged", "snooze", "Acknowledged")]
#[case("acknowledged", "assign", "Open")]
#[case("acknowledged", "dismiss", "Closed")]
#[case("acknowledged", "bad_data", "Closed")]
#[case("acknowledged", "comment", "Acknowledged")]
#[case("remediating", "ack", "NotNow")]
#[case("remediating", "note", "Remediating")]
#[case("remediating", "done", "Watching")]
#[case("remediating", "snooze", "Remediating")]
#[case("remediating", "assign", "Open")]
#[case("remediating", "dismiss", "Closed")]
#[case("remediating", "bad_data", "Closed")]
#[case("remediating", "comment", "Remediating")]
#[case("watching", "ack", "NotNow")]
#[case("watching", "note", "Watching")]
#[case("watching", "done", "NotNow")]
#[case("watching", "snooze", "Watching")]
#[case("watching", "assign", "Watching")]
#[case("watching", "dismiss", "Closed")]
#[case("watching", "bad_data", "Closed")]
#[case("watching", "comment", "Watching")]
fn each_deed_in_each_state(#[case] state: &str, #[case] what: &str, #[case] expected: &str) {
    let mut case = in_state(state);
    let before = case.alert.clone();
    match case.try_act("mei", deed(what)) {
        Ok(()) => assert_eq!(name(&case.alert.status), expected),
        Err(refusal) => {
            assert_eq!(name(&refusal), expected);
            assert_eq!(case.alert, before);
        }
    }
}

#[rstest]
fn nothing_can_be_done_to_a_closed_alert(
    #[values("ack", "note", "done", "snooze", "assign", "dismiss", "bad_data", "comment")] what: &str,
) {
    let mut case = in_state("closed");
    assert_eq!(
        case.try_act("mei", deed(what)),
        Err(Refusal::AlreadyClosed { number: 7, at: shanghai("2026-03-03T10:00") })
    );
}

#[rstest]
#[case::owner("mei", true)]
#[case::backup("bob", true)]
#[case::lead("lin", true)]
#[case::admin("ada", true)]
#[case::data_owner_of_a_number("dan", false)]
#[case::viewer("vic", false)]
#[case::unknown("eve", false)]
fn who_may_act(#[case] person: &str, #[case] may: bool) {
    let mut case = in_state("open");
    match case.try_act(person, Deed::Acknowledge) {
        Ok(()) => assert!(may),
        Err(Refusal::NotAllowed { who_may }) => {
            assert!(!may);
            assert_eq!(who_may, ["Mei", "Bob", "Lin", "Ada"]);
        }
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn others_may_only_comment() {
    let mut case = in_state("open");
    assert!(case.try_act("dan", deed("comment")).is_ok());
    assert!(matches!(case.try_act("vic", deed("comment")), Err(Refusal::NotAllowed { .. })));
    assert!(Case::fault("2026-03-03T10:00").try_act("dan", Deed::Acknowledge).is_ok());
}

#[test]
fn the_service_itself_does_no_deeds() {
    let case = in_state("open");
    let refused = case.with(None, |alert, facts| act(alert, Deed::Acknowledge, None, facts));
    assert!(matches!(refused, Err(Refusal::NotAllowed { .. })));
}

#[test]
fn a_second_tap_is_told_who_was_first() {
    let mut case = in_state("open");
    case.at("2026-03-03T10:12").act("mei", Deed::Acknowledge);
    assert_eq!(case.said(), "thread: Acknowledged");
    let taken = Refusal::AlreadyTaken { number: 7, by_name: "Mei".to_owned(), at: case.now };
    assert_eq!(case.try_act("mei", Deed::Acknowledge), Err(taken.clone()));
    assert_eq!(case.try_act("bob", Deed::Acknowledge), Err(taken));
}

#[test]
fn an_old_button_changes_nothing_that_somebody_has_taken_since() {
    let mut case = in_state("open");
    let seen = (case.alert.episode, case.alert.version);
    case.act("mei", Deed::Acknowledge);
    let tap = |case: &Case, person, deed, seen| {
        case.with(Some(person), |alert, facts| act(alert, deed, Some(seen), facts))
    };
    assert!(matches!(tap(&case, "bob", dismiss(), seen), Err(Refusal::AlreadyTaken { .. })));
    assert!(tap(&case, "bob", note("Call the warehouse"), seen).is_ok(), "a note takes nothing away");
    assert!(tap(&case, "mei", Deed::Done, seen).is_ok(), "it is her own");
    assert!(tap(&case, "bob", dismiss(), (1, case.alert.version)).is_ok(), "he knows of it");
    assert_eq!(tap(&case, "mei", Deed::Done, (2, 1)), Err(Refusal::Stale { number: 7 }));
}

#[test]
fn a_note_says_what_is_being_done() {
    let mut case = in_state("open");
    let empty = Deed::Note(NoteDraft::default());
    assert_eq!(case.try_act("mei", empty), Err(Refusal::NeedsAction { number: 7 }));
    let long = note(&"长".repeat(2001));
    assert_eq!(case.try_act("mei", long), Err(Refusal::TooLong { most: 2000 }));
    assert!(case.try_act("mei", note(&"长".repeat(2000))).is_ok());
    assert_eq!(case.said(), "thread: Noted");
    assert!(case.alert.ack.is_some(), "who writes it has it");
}

#[test]
fn a_critical_alert_needs_a_cause_too() {
    let mut case = Case::breach("9", "2026-03-03T10:00");
    let action = "Switch the carrier".to_owned();
    let draft = NoteDraft { action, ..NoteDraft::default() };
    assert_eq!(case.try_act("mei", Deed::Note(draft.clone())), Err(Refusal::NeedsNote { number: 7 }));
    case.act("mei", Deed::Acknowledge);
    assert_eq!(case.try_act("mei", Deed::Done), Err(Refusal::NeedsNote { number: 7 }));
    case.act("mei", Deed::Note(NoteDraft { cause_text: "strike".to_owned(), ..draft }))
        .act("mei", Deed::Done);
    assert_eq!(case.said(), "thread: Done");
}

#[rstest]
#[case::yesterday("2026-03-02", false)]
#[case::today("2026-03-03", true)]
#[case::in_ninety_days("2026-06-01", true)]
#[case::later("2026-06-02", false)]
fn a_promise_names_a_day_in_reach(#[case] due: &str, #[case] fits: bool) {
    let mut case = in_state("open");
    let refusal = Refusal::DueOutOfRange {
        due: due.parse().unwrap(),
        first: Date::constant(2026, 3, 3),
        last: Date::constant(2026, 6, 1),
    };
    let expected = if fits { Ok(()) } else { Err(refusal) };
    assert_eq!(case.try_act("mei", note_due("Switch the carrier", due)), expected);
}

#[test]
fn a_promise_ends_with_the_day_of_who_made_it() {
    let mut case = in_state("open");
    case.act("bob", note_due("Switch the carrier", "2026-03-03"));
    assert_eq!(case.next(), "DuePasses 03-04 16:00", "midnight in Los Angeles");
}

#[test]
fn a_further_note_keeps_the_promise() {
    let mut case = in_state("remediating");
    case.act("bob", note("Called the warehouse"));
    assert_eq!(case.next(), "DuePasses 03-11 00:00");
}

#[test]
fn the_same_note_twice_is_one() {
    let mut case = in_state("remediating");
    let again = case.try_act("mei", note_due("Switch the carrier", "2026-03-10"));
    assert_eq!(again, Err(Refusal::Stale { number: 7 }));
}

#[rstest]
#[case("2026-03-03T10:00", false)]
#[case("2026-03-03T10:01", true)]
#[case("2026-03-06T10:00", true)]
#[case("2026-03-06T10:01", false)]
fn a_rest_is_short(#[case] until: &str, #[case] fits: bool) {
    let mut case = in_state("open");
    let refusal = Refusal::SnoozeOutOfRange { latest: shanghai("2026-03-06T10:00") };
    let expected = if fits { Ok(()) } else { Err(refusal) };
    assert_eq!(case.try_act("mei", Deed::Snooze { until: shanghai(until) }), expected);
}

#[test]
fn a_colleague_is_handed_the_alert_and_told() {
    let mut case = in_state("acknowledged");
    case.act("mei", Deed::Assign { to: key("dan") });
    assert_eq!(case.said(), "dan: Handover, thread: Assigned");
    assert_eq!((case.alert.owner.clone(), case.alert.ack.clone()), (key("dan"), None));
    assert_eq!(case.next(), "Escalate 03-03 12:00");
    assert!(case.try_act("dan", Deed::Acknowledge).is_ok(), "who was handed it may act");
}

#[test]
fn a_warning_is_handed_over_in_the_working_time_of_who_gets_it() {
    let mut case = in_state("open");
    case.act("mei", Deed::Assign { to: key("bob") });
    assert_eq!(case.tell[0].not_before, shanghai("2026-03-04T01:00"), "09:00 in Los Angeles");
}

#[rstest]
#[case::who_only_looks("vic", "NoSuchPerson")]
#[case::who_is_not_there("eve", "NoSuchPerson")]
#[case::who_has_it("mei", "NotNow")]
fn not_everybody_can_be_handed_it(#[case] to: &str, #[case] expected: &str) {
    let refused = in_state("open").try_act("lin", Deed::Assign { to: key(to) });
    assert_eq!(name(&refused.unwrap_err()), expected);
}

#[test]
fn a_dismissal_has_a_reason() {
    let mut case = in_state("open");
    let known = |text: &str| Deed::Dismiss { reason: DismissReason::KnownEvent, text: text.to_owned() };
    assert_eq!(case.try_act("mei", known(" ")), Err(Refusal::NeedsReason { number: 7 }));
    let bad = Deed::BadData { text: String::new() };
    assert_eq!(case.try_act("mei", bad), Err(Refusal::NeedsReason { number: 7 }));
    case.act("mei", known("Prime Day"));
    assert_eq!((case.said().as_str(), case.next().as_str()), ("thread: Closed", "none"));
    assert!(matches!(case.alert.status, AlertStatus::Closed { how: Closure::Dismissed { .. } }));
}

#[test]
fn something_critical_is_dismissed_by_the_lead() {
    let mut case = Case::breach("9", "2026-03-03T10:00");
    let who_may = vec!["Lin".to_owned(), "Ada".to_owned()];
    assert_eq!(case.try_act("mei", dismiss()), Err(Refusal::NotAllowed { who_may }));
    assert!(case.try_act("lin", dismiss()).is_ok());
}
