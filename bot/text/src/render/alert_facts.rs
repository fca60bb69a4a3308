//! The facts of an alert: who has it, where it stands, what is next, and the parts of the number.

use steward_core::alert::view::{AlertView, Telling};
use steward_core::alert::{AlertKind, AlertStatus, ChosenBecause, NextStep};
use steward_core::card::Fact;
use steward_core::id::PersonKey;

use super::kpi::{parts, sourced_limit};
use super::parts::fact;
use super::status;
use crate::writer::Writer;

/// The facts, most useful first.
pub(super) fn of(writer: &Writer<'_>, view: &AlertView) -> Vec<Fact> {
    let alert = &view.alert;
    let unit = view.kpi.unit;
    let reading = alert.reading.as_ref().filter(|_| alert.kind != AlertKind::DataFault);
    let named = |key: &str, value: Option<String>| value.map(|value| fact(writer.say(key, &[]), value));
    let owner = writer.say(owner_key(alert.because), &[("name", (&view.owner_name).into())]);
    let owner = match &view.owner_covered {
        Some((name, until)) if alert.is_open() => {
            let until = ("until", writer.weekday_date(*until).into());
            writer.say("owner-is-covered", &[("owner", owner.into()), until, ("name", name.into())])
        }
        _ => owner,
    };
    let change = reading.and_then(|reading| {
        let previous = reading.previous?;
        Some(writer.say(
            "kpi-change",
            &[
                ("change", writer.change(reading.value, previous, unit).into()),
                ("previous", writer.value(previous, unit).into()),
            ],
        ))
    });
    let worst = alert.worst.as_ref().filter(|worst| reading.is_some_and(|now| now.period != worst.period));
    let worst = worst.map(|worst| {
        let day = writer.period(worst.period, view.kpi.grain);
        writer.say(
            "fact-worst-value",
            &[("value", writer.value(worst.value, unit).into()), ("day", day.into())],
        )
    });
    let zone = ("zone", writer.zone_name(&view.kpi.zone).into());
    let day = reading.map(|reading| {
        let day = writer.period(reading.period, view.kpi.grain);
        writer.say("kpi-day", &[("day", day.into()), zone])
    });
    let limit = reading.and_then(|reading| {
        let limit = writer.limit(reading.limit.or(view.limit)?, unit);
        Some(sourced_limit(writer, limit, view.limit_source.as_ref()))
    });
    [
        named("fact-owner", Some(owner)),
        named("fact-status", Some(stands(writer, view))),
        named("fact-next", next(writer, view)),
        named("fact-day", day),
        named("fact-change", change),
        named(
            "fact-parts",
            reading.and_then(|reading| parts(writer, reading.numerator, reading.denominator)),
        ),
        named("fact-limit", limit),
        named("fact-worst", worst),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The name of a person, or their key.
pub(super) fn name(view: &AlertView, person: &PersonKey) -> String {
    let known = view.names.get(person).map(String::as_str);
    crate::catalogue::plain(known.unwrap_or_else(|| person.as_str()))
}

/// Where the alert stands, with the person and the time that matter.
fn stands(writer: &Writer<'_>, view: &AlertView) -> String {
    let alert = &view.alert;
    let stands = match &alert.status {
        AlertStatus::Acknowledged => match &alert.ack {
            Some(ack) => writer.say(
                "stands-acknowledged",
                &[
                    ("name", name(view, &ack.by).into()),
                    ("at", writer.instant(ack.at).into()),
                    ("until", writer.instant(ack.expires_at).into()),
                ],
            ),
            None => status::word(writer, &alert.status),
        },
        AlertStatus::Remediating => match alert.promise().and_then(|note| Some((note, note.due?))) {
            Some((note, due)) => {
                let key = if alert.overdue { "stands-overdue" } else { "stands-remediating" };
                let due = ("due", writer.weekday_date(due).into());
                writer.say(key, &[("name", name(view, &note.by).into()), due])
            }
            None => status::word(writer, &alert.status),
        },
        AlertStatus::Watching => writer.say(
            "stands-watching",
            &[("inside", alert.periods_inside.into()), ("needed", alert.periods_needed.into())],
        ),
        AlertStatus::Open => writer.say("stands-open", &[("at", writer.instant(alert.opened_at).into())]),
        AlertStatus::Closed { .. } => match alert.closed_at {
            Some(at) => writer.say(
                "stands-closed",
                &[("status", status::word(writer, &alert.status).into()), ("at", writer.instant(at).into())],
            ),
            None => status::word(writer, &alert.status),
        },
    };
    let snoozed = alert
        .snoozed_until
        .filter(|_| alert.is_open())
        .map(|until| writer.say("stands-snoozed", &[("until", writer.instant(until).into())]));
    writer.remarks([stands, snoozed.unwrap_or_default()])
}

/// What happens if nobody does anything.
fn next(writer: &Writer<'_>, view: &AlertView) -> Option<String> {
    let (next, told) = view.next.as_ref()?;
    let at = ("at", writer.instant(next.at).into());
    let telling = told.as_ref().map(|told| told.telling);
    let name = told.as_ref().map(|told| ("name", (&told.name).into()));
    Some(match (next.what, name) {
        (NextStep::Escalate, Some(name)) if view.alert.overdue => writer.say("next-overdue", &[name, at]),
        (NextStep::Escalate, Some(name)) if telling == Some(Telling::Reminder) => {
            writer.say("next-remind", &[name, at])
        }
        (NextStep::Escalate, Some(name)) if telling == Some(Telling::First) => {
            writer.say("next-tell", &[name, at])
        }
        (NextStep::Escalate, Some(name)) => writer.say("next-escalate", &[name, at]),
        (NextStep::Escalate, None) => writer.say("next-escalate-somebody", &[at]),
        (NextStep::AckExpires, Some(name)) => writer.say("next-ack-expires", &[name, at]),
        (NextStep::AckExpires, None) => writer.say("next-ack-expires-somebody", &[at]),
        (NextStep::DuePasses, Some(name)) => writer.say("next-due-passes", &[name, at]),
        (NextStep::DuePasses, None) => writer.say("next-due-passes-somebody", &[at]),
        (NextStep::WatchEnds, _) => writer.say("next-watch-ends", &[at]),
        (NextStep::SnoozeEnds, _) => writer.say("next-snooze-ends", &[at]),
        (NextStep::AskForNote, _) => writer.say("next-ask-for-note", &[at]),
    })
}

fn owner_key(because: ChosenBecause) -> &'static str {
    match because {
        ChosenBecause::OwnsIt => "owner-of-kpi",
        ChosenBecause::OwnsTheData => "owner-of-data",
        ChosenBecause::BacksUp => "owner-backup",
        ChosenBecause::LeadsTheTeam => "owner-lead",
        ChosenBecause::Administers => "owner-admin",
        ChosenBecause::WasHandedIt => "owner-handed",
        ChosenBecause::Covers => "owner-cover",
    }
}

/// Why the reader was chosen.
pub(super) fn because_you(because: ChosenBecause) -> &'static str {
    match because {
        ChosenBecause::OwnsIt => "because-you-own-it",
        ChosenBecause::OwnsTheData => "because-you-own-the-data",
        ChosenBecause::BacksUp => "because-you-back-up",
        ChosenBecause::LeadsTheTeam => "because-you-lead",
        ChosenBecause::Administers => "because-you-administer",
        ChosenBecause::WasHandedIt => "because-you-were-handed-it",
        ChosenBecause::Covers => "because-you-cover-somebody",
    }
}

/// Why somebody else than the reader was chosen.
pub(super) fn because_they(because: ChosenBecause) -> &'static str {
    match because {
        ChosenBecause::OwnsIt => "because-they-own-it",
        ChosenBecause::OwnsTheData => "because-they-own-the-data",
        ChosenBecause::BacksUp => "because-they-back-up",
        ChosenBecause::LeadsTheTeam => "because-they-lead",
        ChosenBecause::Administers => "because-they-administer",
        ChosenBecause::WasHandedIt => "because-they-were-handed-it",
        ChosenBecause::Covers => "because-they-cover-somebody",
    }
}
