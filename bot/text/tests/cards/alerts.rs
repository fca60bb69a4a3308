//! Cards of alerts in each status and for each purpose.

use steward_core::alert::proposal::Proposal;
use steward_core::alert::{
    Alert, AlertKind, AlertStatus, ChosenBecause, Closure, DataFault, DismissReason, Implausible, NextStep,
    Reading,
};
use steward_core::escalation::Rung;
use steward_core::limit::{Limits, Severity};
use steward_core::message::{Message, Purpose};

use crate::picture::{approve, approve_in_channel};
use crate::samples::*;

fn shown(purpose: Purpose) -> Message {
    Message::Alert { alert: alert_id(), purpose }
}

fn page(because: ChosenBecause, again: bool) -> Message {
    shown(Purpose::Page { person: person("mei"), because, rung: Rung::Owner, again })
}

#[test]
fn open_for_the_owner() {
    approve("alert_open_owner", &page(ChosenBecause::OwnsIt, false), Some(&view(alert())));
}

#[test]
fn open_in_the_channel() {
    approve_in_channel("alert_open_channel", &shown(Purpose::Announce), Some(&view(alert())));
}

#[test]
fn paged_again_in_the_channel() {
    let alert = Alert { severity: Severity::Warning, worst: None, ..alert() };
    approve_in_channel("alert_paged_again_channel", &page(ChosenBecause::BacksUp, true), Some(&view(alert)));
}

#[test]
fn below_a_lower_limit() {
    let reading = Reading {
        value: number("0.895"),
        limit: Some(limit("< 90%")),
        previous: Some(number("0.912")),
        ..reading()
    };
    let alert = Alert {
        reading: Some(reading.clone()),
        worst: Some(reading),
        since: Some(day("2026-11-19")),
        ..alert()
    };
    approve("alert_below", &page(ChosenBecause::LeadsTheTeam, false), Some(&view(alert)));
}

#[test]
fn acknowledged() {
    let alert = Alert {
        status: AlertStatus::Acknowledged,
        ack: Some(ack()),
        next_action: Some(next(NextStep::AckExpires, "2026-11-21T04:40:00Z")),
        version: 3,
        ..alert()
    };
    approve_in_channel("alert_acknowledged", &shown(Purpose::Announce), Some(&view(alert)));
}

fn remediating() -> Alert {
    Alert {
        status: AlertStatus::Remediating,
        ack: Some(ack()),
        notes: vec![note()],
        next_action: Some(next(NextStep::DuePasses, "2026-11-27T16:00:00Z")),
        version: 4,
        ..alert()
    }
}

#[test]
fn remediating_after_a_relapse() {
    let mut earlier = note();
    earlier.at = at("2026-11-12T03:00:00Z");
    earlier.action = "Asked the carrier for a later pick-up".into();
    let alert = Alert { episode: 2, earlier_notes: vec![earlier], ..remediating() };
    approve("alert_relapse", &shown(Purpose::Shown), Some(&view(alert)));
}

#[test]
fn over_since_a_relapse() {
    let alert = Alert { episode: 2, earlier_notes: vec![note()], ..alert() };
    approve_in_channel("alert_over", &shown(Purpose::Over), Some(&view(alert)));
}

#[test]
fn overdue() {
    let alert = Alert {
        overdue: true,
        next_action: Some(next(NextStep::Escalate, "2026-11-28T01:00:00Z")),
        snoozed_until: Some(at("2026-11-21T05:00:00Z")),
        ..remediating()
    };
    approve("alert_overdue", &shown(Purpose::Overdue { person: person("mei") }), Some(&view(alert)));
}

#[test]
fn handed_over() {
    let purpose = Purpose::Handover { person: person("mei"), from: person("lin") };
    let alert = Alert { because: ChosenBecause::WasHandedIt, ..alert() };
    approve("alert_handover", &shown(purpose), Some(&view(alert)));
}

#[test]
fn watching() {
    let inside = Reading {
        value: number("0.031"),
        severity: None,
        recovered: true,
        period: day("2026-11-20"),
        ..reading()
    };
    let alert = Alert {
        status: AlertStatus::Watching,
        reading: Some(inside),
        periods_inside: 1,
        next_action: Some(next(NextStep::WatchEnds, "2026-11-23T01:00:00Z")),
        ..remediating()
    };
    approve("alert_watching", &shown(Purpose::AskForNote { person: person("mei") }), Some(&view(alert)));
}

#[test]
fn closed() {
    let closed = |how| Alert {
        status: AlertStatus::Closed { how },
        closed_at: Some(at("2026-11-20T20:00:00Z")),
        next_action: None,
        ..remediating()
    };
    approve("alert_verified", &shown(Purpose::Announce), Some(&view(closed(Closure::Verified))));
    let text = "Prime Day, planned".to_owned();
    let dismissed = Closure::Dismissed { reason: DismissReason::KnownEvent, text };
    approve("alert_dismissed", &shown(Purpose::Announce), Some(&view(closed(dismissed))));
    let wrong = Closure::BadData { text: "orders counted twice".into() };
    approve("alert_bad_data", &shown(Purpose::Announce), Some(&view(closed(wrong))));
    approve("alert_withdrawn", &shown(Purpose::Announce), Some(&view(closed(Closure::Withdrawn))));
}

fn faulty(fault: DataFault) -> Alert {
    Alert {
        kind: AlertKind::DataFault,
        severity: Severity::Warning,
        reading: None,
        worst: None,
        since: None,
        fault: Some(fault),
        because: ChosenBecause::OwnsTheData,
        ..alert()
    }
}

#[test]
fn data_faults() {
    let late = DataFault::Late {
        newest: day("2026-11-18"),
        missing: day("2026-11-19"),
        due: at("2026-11-21T00:00:00Z"),
    };
    approve("alert_fault_late", &page(ChosenBecause::OwnsTheData, false), Some(&view(faulty(late))));
    let jump = DataFault::Implausible {
        period: day("2026-11-19"),
        value: number("0.46"),
        why: Implausible::Jump { median: number("0.031") },
    };
    approve("alert_fault_jump", &page(ChosenBecause::OwnsTheData, true), Some(&view(faulty(jump))));
    let never = DataFault::NeverArrived { due: at("2026-11-20T16:00:00Z") };
    approve_in_channel("alert_fault_never", &shown(Purpose::Announce), Some(&view(faulty(never))));
    let none = DataFault::NoValue { period: day("2026-11-19") };
    approve_in_channel("alert_fault_none", &shown(Purpose::Announce), Some(&view(faulty(none))));
}

#[test]
fn early_warning() {
    let alert = Alert { kind: AlertKind::EarlyWarning, severity: Severity::Warning, ..alert() };
    approve("alert_early", &page(ChosenBecause::OwnsIt, false), Some(&view(alert)));
}

#[test]
fn gone() {
    approve("alert_gone", &shown(Purpose::Shown), None);
}

#[test]
fn other_limits_to_be_decided() {
    let limits = Limits { warning: vec![limit("> 5%")], critical: vec![limit("> 6%")] };
    let closure = Closure::Dismissed { reason: DismissReason::NewNormal, text: "a second warehouse".into() };
    let alert = Alert {
        status: AlertStatus::Closed { how: closure },
        proposal: Some(Proposal { limits, by: person("lin"), to: person("mei"), answer: None }),
        closed_at: Some(at("2026-11-21T01:00:00Z")),
        next_action: None,
        version: 3,
        ..alert()
    };
    approve("alert_proposal", &shown(Purpose::Proposal { person: person("mei") }), Some(&view(alert)));
}
