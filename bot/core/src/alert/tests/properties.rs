//! What holds after every sequence of deeds, findings and ticks.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Span};
use proptest::prelude::*;

use super::*;
use crate::alert::decide::{act, found, relapse, tick};
use crate::alert::{DismissReason, fold};

/// Something that may come next.
#[derive(Debug, Clone)]
enum Next {
    Tick,
    Act(&'static str, Deed),
    Read(u8, &'static str),
    Restate(u8, &'static str),
    Wait(i64),
}

fn next() -> impl Strategy<Value = Next> {
    let person = prop::sample::select(vec!["mei", "bob", "lin", "ada", "dan", "vic"]);
    let percent = prop::sample::select(vec!["2", "3", "3.9", "4.5", "6", "9", "12"]);
    prop_oneof![
        4 => Just(Next::Tick),
        4 => (person, deed()).prop_map(|(person, deed)| Next::Act(person, deed)),
        3 => (1..3_u8, percent.clone()).prop_map(|(days, percent)| Next::Read(days, percent)),
        1 => (0..4_u8, percent).prop_map(|(back, percent)| Next::Restate(back, percent)),
        2 => (1..3000_i64).prop_map(Next::Wait),
    ]
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => Just(Deed::Acknowledge),
        2 => Just(note("Switch the carrier")),
        2 => (0..5_i32).prop_map(|days| {
            let Deed::Note(draft) = note("Call the warehouse") else { return Deed::Done };
            let due = Date::constant(2026, 3, 5).checked_add(Span::new().days(days)).ok();
            Deed::Note(NoteDraft { due, ..draft })
        }),
        2 => Just(Deed::Done),
        1 => (1..200_i64).prop_map(|hours| {
            let until = shanghai("2026-03-03T10:00").checked_add(SignedDuration::from_hours(hours)).unwrap();
            Deed::Snooze { until }
        }),
        1 => prop::sample::select(vec!["mei", "bob", "dan"]).prop_map(|to| Deed::Assign { to: key(to) }),
        1 => Just(Deed::Dismiss { reason: DismissReason::FalseAlarm, text: String::new() }),
        1 => Just(Deed::Dismiss { reason: DismissReason::NewNormal, text: "new carrier".to_owned() }),
        1 => Just(Deed::Reopen { text: String::new() }),
        1 => Just(Deed::Call),
        3 => Just(Deed::Undo { seq: None }),
        1 => any::<bool>().prop_map(|accept| Deed::AnswerProposal { accept }),
        1 => Just(Deed::Comment { text: "looking".to_owned() }),
    ]
}

impl Case {
    /// Does what comes next; none when it changes nothing.
    fn decide(&mut self, next: &Next) -> Option<Decision> {
        match next {
            Next::Wait(minutes) => {
                self.now = self.now.checked_add(SignedDuration::from_mins(*minutes)).unwrap();
                None
            }
            Next::Tick => {
                self.now = self.now.max(self.alert.next_action?.at);
                self.with(None, tick)
            }
            Next::Act(person, deed) => {
                self.with(Some(person), |alert, facts| act(alert, deed.clone(), None, facts)).ok()
            }
            Next::Read(days, percent) => {
                let newest = self.alert.reading.as_ref()?.period;
                let period = newest.checked_add(Span::new().days(*days)).unwrap();
                let reading = Reading { period, ..reading(1, percent) };
                self.with(None, |alert, facts| {
                    if alert.is_open() {
                        found(alert, Finding::Reading(reading), facts)
                    } else {
                        reading.severity.is_some().then(|| relapse(alert, reading, facts))
                    }
                })
            }
            Next::Restate(back, percent) => {
                let (period, counted) = self.alert.counted.iter().rev().nth(usize::from(*back))?;
                let reading =
                    Reading { period: *period, revision: counted.revision + 1, ..reading(1, percent) };
                self.with(None, |alert, facts| found(alert, Finding::Restated(reading), facts))
            }
        }
    }
}

fn keeps_its_word(before: &Alert, decision: &Decision, now: Timestamp, next: &Next) {
    let after = &decision.alert;
    assert!(!decision.events.is_empty());
    for (event, seq) in decision.events.iter().zip(before.version + 1..) {
        assert_eq!(event.seq, seq, "no gap");
        let closes = matches!(event.what, Happened::Closed { .. } | Happened::ProposalAnswered { .. });
        assert_eq!(event.next_action.is_none(), closes, "open means that something is next: {event:?}");
    }
    assert_eq!(after.version, decision.events.last().unwrap().seq);
    assert_eq!(after.next_action.is_some(), after.is_open());
    let ends_ack = |event: &AlertEvent| {
        let ends = |what: &Happened| {
            matches!(what, Happened::AckExpired | Happened::Released | Happened::Assigned { .. })
        };
        ends(&event.what)
            || matches!(
                event.what,
                Happened::Relapsed { .. } | Happened::Reopened { .. } | Happened::Undone { .. }
            )
    };
    if before.ack.is_some() && after.ack.is_none() {
        assert!(decision.events.iter().any(ends_ack), "an acknowledgement is not lost in silence");
    }
    if matches!(next, Next::Tick) {
        assert!(after.next_action.is_none_or(|next| next.at > now), "time moves on: {:?}", after.next_action);
    }
    let mut keys: Vec<_> = decision.tell.iter().map(|tell| &tell.key).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), decision.tell.len(), "every telling has its own key");
}

/// The steps of escalation that events took, by episode, lap and step.
fn steps_taken(events: &[AlertEvent]) -> BTreeSet<(u32, u32, u32)> {
    let step = |event: &AlertEvent| match event.what {
        Happened::Escalated { step, lap, .. } => Some((event.episode, lap, step)),
        _ => None,
    };
    events.iter().filter_map(step).collect()
}

proptest! {
    #[test]
    fn every_life_of_an_alert_keeps_its_word(
        percent in prop::sample::select(vec!["4.6", "9"]),
        hour in 0..24_u8,
        steps in prop::collection::vec(next(), 1..40),
    ) {
        let mut case = Case::breach(percent, &format!("2026-03-03T{hour:02}:20"));
        for step in &steps {
            let before = case.alert.clone();
            let Some(decision) = case.decide(step) else { continue };
            keeps_its_word(&before, &decision, case.now, step);
            let again = steps_taken(&case.events).intersection(&steps_taken(&decision.events)).copied().next();
            prop_assert_eq!(again, None, "no step of an escalation is taken twice: {:?}", step);
            case.take(decision);
            // Words may be said again, and each call reaches one further up.
            let repeats = matches!(step, Next::Act(_, Deed::Comment { .. } | Deed::Call));
            if !repeats && !matches!(step, Next::Read(..) | Next::Restate(..)) {
                prop_assert!(case.decide(step).is_none() || matches!(step, Next::Tick), "once is once: {step:?}");
            }
        }
        prop_assert_eq!(case.events.iter().fold(None, fold), Some(case.alert));
    }
}
