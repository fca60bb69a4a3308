//! What happened to an alert: lines below its card, and its history.

use std::fmt::Write;

use steward_core::alert::event::{Actor, AlertEvent, Happened, Origin};
use steward_core::alert::{AlertKind, ChosenBecause, Closure, DataFault, DismissReason, Reading};
use steward_core::escalation::{Policy, Rung};
use steward_core::id::KpiKey;
use steward_core::limit::Severity;
use steward_core::message::Message;
use steward_core::message::answer::Answer;
use steward_core::unit::Unit;
use steward_text::Texts;

use crate::picture::{approve, compare, draw};
use crate::samples::*;

fn opened(kind: AlertKind, fault: Option<DataFault>) -> Happened {
    Happened::Opened {
        number: 12,
        kpi: KpiKey::parse("amz_lsr").unwrap(),
        kind,
        severity: Severity::Critical,
        reading: fault.is_none().then(reading),
        fault,
        since: Some(day("2026-11-17")),
        owner: person("mei"),
        because: ChosenBecause::OwnsIt,
        policy: Box::new(Policy::built_in()),
        periods_needed: 2,
    }
}

fn relapsed(failed_verification: bool) -> Happened {
    Happened::Relapsed {
        severity: Severity::Critical,
        reading: reading(),
        failed_verification,
        owner: person("mei"),
        because: ChosenBecause::OwnsIt,
        policy: Box::new(Policy::built_in()),
    }
}

fn told(because: ChosenBecause) -> Happened {
    Happened::Escalated { rung: Rung::Owner, to: person("lin"), because, step: 2, lap: 0 }
}

/// One of every kind, with every form.
fn everything() -> Vec<(Actor, Happened)> {
    let mei = || Actor::Person { key: person("mei") };
    let until = at("2026-11-21T05:12:00Z");
    let inside = Reading { value: number("0.031"), severity: None, ..reading() };
    let late = DataFault::Late {
        newest: day("2026-11-18"),
        missing: day("2026-11-19"),
        due: at("2026-11-21T00:00:00Z"),
    };
    let mut without_due = note();
    (without_due.due, without_due.cause) = (None, None);
    let text = || "the carrier called back".to_owned();
    vec![
        (Actor::Steward, opened(AlertKind::Breach, None)),
        (Actor::Steward, opened(AlertKind::EarlyWarning, None)),
        (Actor::Steward, opened(AlertKind::DataFault, Some(late.clone()))),
        (Actor::Steward, relapsed(false)),
        (Actor::Steward, relapsed(true)),
        (
            Actor::Steward,
            Happened::Read { reading: reading(), severity: Severity::Critical, periods_inside: 0 },
        ),
        (
            Actor::Steward,
            Happened::Read { reading: inside.clone(), severity: Severity::Critical, periods_inside: 1 },
        ),
        (Actor::Steward, Happened::FaultChanged { fault: late }),
        (mei(), Happened::Acknowledged { expires_at: until }),
        (Actor::Steward, Happened::AckExpired),
        (Actor::Steward, Happened::Released),
        (mei(), Happened::Noted { note: note() }),
        (mei(), Happened::Noted { note: without_due }),
        (Actor::Steward, Happened::Overdue),
        (mei(), Happened::Done),
        (Actor::Steward, Happened::WatchBegan),
        (Actor::Steward, Happened::WatchProlonged { until }),
        (Actor::Steward, Happened::NoteAsked),
        (mei(), Happened::Snoozed { until }),
        (Actor::Steward, Happened::SnoozeEnded),
        (Actor::Steward, Happened::Postponed { until }),
        (mei(), Happened::Assigned { to: person("lin") }),
        (Actor::Steward, told(ChosenBecause::OwnsIt)),
        (Actor::Steward, told(ChosenBecause::OwnsTheData)),
        (Actor::Steward, told(ChosenBecause::BacksUp)),
        (Actor::Steward, told(ChosenBecause::LeadsTheTeam)),
        (Actor::Steward, told(ChosenBecause::Administers)),
        (Actor::Steward, told(ChosenBecause::WasHandedIt)),
        (mei(), Happened::Commented { text: text() }),
        (Actor::Steward, Happened::Restated { reading: reading() }),
        (Actor::Steward, Happened::Rejudged { reading: reading() }),
        (Actor::Steward, Happened::Rejudged { reading: inside }),
        (Actor::Steward, Happened::Closed { how: Closure::Verified }),
        (
            mei(),
            Happened::Closed { how: Closure::Dismissed { reason: DismissReason::FalseAlarm, text: text() } },
        ),
        (mei(), Happened::Closed { how: Closure::BadData { text: text() } }),
        (Actor::Steward, Happened::Closed { how: Closure::Withdrawn }),
    ]
}

fn events() -> Vec<AlertEvent> {
    (1_u32..)
        .zip(everything())
        .map(|(seq, (actor, what))| AlertEvent {
            alert: alert_id(),
            seq,
            episode: if seq < 4 { 1 } else { 2 },
            at: at("2026-11-21T01:12:00Z"),
            actor,
            origin: Origin::default(),
            what,
            next_action: None,
        })
        .collect()
}

#[test]
fn updates() {
    let texts = Texts::load().unwrap();
    let view = view(alert());
    let mut text = String::new();
    for locale in ["en-US", "zh-CN"] {
        for (view, title) in [(Some(&view), "with the alert"), (None, "without")] {
            writeln!(text, "--- {locale}, {title}").unwrap();
            for event in events() {
                let kpi = KpiKey::parse("amz_lsr").unwrap();
                let message = Message::AlertUpdate { event: Box::new(event), number: 12, kpi };
                let card = texts.render(&message, view, &channel(locale), now());
                text.push_str(&draw(&card));
            }
        }
    }
    compare("updates", &text);
}

#[test]
fn history() {
    let answer = Answer::History {
        number: 12,
        name_en: "Late shipment rate".into(),
        name_zh: "迟发率".into(),
        unit: Unit::Percent,
        events: events().into_iter().take(12).collect(),
        names: names().into_iter().collect(),
    };
    approve("answer_history", &Message::Answer { answer: Box::new(answer) }, None);
}
