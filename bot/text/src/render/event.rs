//! Events of an alert, told in one sentence each.

use std::collections::BTreeMap;

use steward_core::alert::event::{Actor, AlertEvent, Happened};
use steward_core::alert::undo::Undoable;
use steward_core::alert::view::AlertView;
use steward_core::alert::{AlertKind, CauseClass, ChosenBecause, Closure, Note, Reading};
use steward_core::card::{Block, Card, Tone};
use steward_core::id::PersonKey;
use steward_core::limit::Severity;
use steward_core::unit::Unit;

use super::{fault, status};
use crate::catalogue::{Value, plain};
use crate::writer::Writer;

/// What the sentences need beside the event.
pub(super) struct Circumstances<'a> {
    /// The unit of the KPI; values are left out when none.
    pub unit: Option<Unit>,
    /// Names of people.
    pub names: &'a BTreeMap<PersonKey, String>,
    /// Whose acknowledgement ran out, where it is known.
    pub lapsed: Option<&'a PersonKey>,
}

/// An event, told.
pub(super) struct Told {
    /// The sentence.
    pub sentence: String,
    /// Words of people, or a sentence on the data.
    pub detail: Option<String>,
    /// Its colour.
    pub tone: Tone,
}

/// The card of a line below the card of an alert.
pub(super) fn card(writer: &Writer<'_>, event: &AlertEvent, number: i64, view: Option<&AlertView>) -> Card {
    let nobody = BTreeMap::new();
    let around = Circumstances {
        unit: view.map(|view| view.kpi.unit),
        names: view.map_or(&nobody, |view| &view.names),
        lapsed: view.and_then(|view| view.alert.lapsed.as_ref()).map(|ack| &ack.by),
    };
    let told = tell(writer, event, &around);
    let about = writer.say(
        "update-about",
        &[("number", number.to_string().into()), ("at", writer.instant(event.at).into())],
    );
    let detail = told.detail.filter(|detail| !detail.is_empty()).map(|text| Block::Text { text });
    let blocks = detail.into_iter().chain([Block::Context { text: about }]).collect();
    let summary = writer
        .say("update-summary", &[("number", number.to_string().into()), ("what", (&told.sentence).into())]);
    Card { summary, title: told.sentence, tone: told.tone, blocks, ..Card::default() }
}

/// Tells an event.
pub(super) fn tell(writer: &Writer<'_>, event: &AlertEvent, around: &Circumstances<'_>) -> Told {
    let tone = tone(&event.what);
    Told { sentence: sentence(writer, event, around), detail: detail(writer, &event.what, around), tone }
}

fn sentence(writer: &Writer<'_>, event: &AlertEvent, around: &Circumstances<'_>) -> String {
    let by = match &event.actor {
        Actor::Person { key } => around.name(key),
        Actor::Steward => "Steward".to_owned(),
    };
    let name = || ("name", Value::from(by.clone()));
    let until = |at| ("until", writer.instant(at).into());
    match &event.what {
        Happened::Opened { kind, reading, owner, .. } => {
            opened(writer, *kind, reading.as_ref(), &around.name(owner), around)
        }
        Happened::Relapsed { reading, failed_verification, owner, .. } => {
            let owner = ("owner", around.name(owner).into());
            match (failed_verification, shown(writer, reading, around)) {
                (true, Some(value)) => writer.say("event-fix-failed", &[("value", value.into()), owner]),
                (false, Some(value)) => writer.say("event-relapsed", &[("value", value.into()), owner]),
                (true, None) => writer.say("event-fix-failed-plain", &[owner]),
                (false, None) => writer.say("event-relapsed-plain", &[owner]),
            }
        }
        Happened::Read { reading, periods_inside, .. } => read(writer, reading, *periods_inside, around),
        Happened::FaultChanged { .. } => writer.say("event-fault-changed", &[]),
        Happened::Acknowledged { expires_at } => {
            writer.say("event-acknowledged", &[name(), until(*expires_at)])
        }
        Happened::AckExpired => match around.lapsed {
            Some(person) => writer.say("event-ack-expired-of", &[("name", around.name(person).into())]),
            None => writer.say("event-ack-expired", &[]),
        },
        Happened::Released => match around.lapsed {
            Some(person) => writer.say("event-released-of", &[("name", around.name(person).into())]),
            None => writer.say("event-released", &[]),
        },
        Happened::Noted { note: Note { due: Some(due), .. } } => {
            writer.say("event-noted-with-due", &[name(), ("due", writer.weekday_date(*due).into())])
        }
        Happened::Noted { .. } => writer.say("event-noted", &[name()]),
        Happened::Overdue => writer.say("event-overdue", &[]),
        Happened::Done => writer.say("event-done", &[name()]),
        Happened::WatchBegan => writer.say("event-watch-began", &[]),
        Happened::WatchProlonged { until: end } => writer.say("event-watch-prolonged", &[until(*end)]),
        Happened::NoteAsked => writer.say("event-note-asked", &[]),
        Happened::Snoozed { until: end } => writer.say("event-snoozed", &[name(), until(*end)]),
        Happened::Postponed { until: start } => writer.say("event-postponed", &[until(*start)]),
        Happened::SnoozeEnded => writer.say("event-snooze-ended", &[]),
        Happened::Assigned { to } => writer.say("event-assigned", &[name(), ("to", around.name(to).into())]),
        Happened::Escalated { to, because, .. } => {
            writer.say(told_because(*because), &[("name", around.name(to).into())])
        }
        Happened::Commented { .. } => writer.say("event-commented", &[name()]),
        Happened::Restated { reading } => match shown(writer, reading, around) {
            Some(value) => writer.say(
                "event-restated",
                &[("value", value.into()), ("day", writer.weekday_date(reading.period).into())],
            ),
            None => {
                writer.say("event-restated-plain", &[("day", writer.weekday_date(reading.period).into())])
            }
        },
        Happened::Rejudged { reading } => rejudged(writer, reading, around),
        Happened::Closed { how } => match how {
            Closure::Verified => writer.say("event-verified", &[]),
            Closure::Dismissed { reason, .. } => {
                let reason = status::dismiss_reason(writer, *reason);
                writer.say("event-dismissed", &[name(), ("reason", reason.into())])
            }
            Closure::BadData { .. } => writer.say("event-bad-data", &[name()]),
            Closure::Withdrawn => writer.say("event-withdrawn", &[]),
            Closure::KpiRemoved => writer.say("event-kpi-removed", &[]),
        },
        Happened::Reopened { owner, .. } => {
            writer.say("event-reopened", &[name(), ("owner", around.name(owner).into())])
        }
        Happened::Called { to, .. } => writer.say("event-called", &[name(), ("to", around.name(to).into())]),
        Happened::Undone { what, .. } => writer.say(undone(*what), &[name()]),
        Happened::TargetProposed { to, .. } => {
            writer.say("event-target-proposed", &[name(), ("to", around.name(to).into())])
        }
        Happened::ProposalAnswered { accepted: true } => writer.say("event-proposal-accepted", &[name()]),
        Happened::ProposalAnswered { accepted: false } => writer.say("event-proposal-declined", &[name()]),
    }
}

fn opened(
    writer: &Writer<'_>,
    kind: AlertKind,
    reading: Option<&Reading>,
    owner: &str,
    around: &Circumstances<'_>,
) -> String {
    let owner = ("owner", owner.into());
    match kind {
        AlertKind::DataFault => writer.say("event-opened-fault", &[owner]),
        AlertKind::EarlyWarning => writer.say("event-opened-early", &[owner]),
        AlertKind::Breach => match reading.and_then(|reading| shown(writer, reading, around)) {
            Some(value) => writer.say("event-opened", &[("value", value.into()), owner]),
            None => writer.say("event-opened-plain", &[owner]),
        },
    }
}

fn read(writer: &Writer<'_>, reading: &Reading, inside: u32, around: &Circumstances<'_>) -> String {
    let day = ("day", writer.weekday_date(reading.period).into());
    match (shown(writer, reading, around), reading.severity) {
        (Some(value), Some(_)) => writer.say("event-read-outside", &[day, ("value", value.into())]),
        (Some(value), None) => {
            writer.say("event-read-inside", &[day, ("value", value.into()), ("count", inside.into())])
        }
        (None, Some(_)) => writer.say("event-read-outside-plain", &[day]),
        (None, None) => writer.say("event-read-inside-plain", &[day]),
    }
}

fn rejudged(writer: &Writer<'_>, reading: &Reading, around: &Circumstances<'_>) -> String {
    let day = ("day", writer.weekday_date(reading.period).into());
    let value = shown(writer, reading, around).map(|value| ("value", Value::from(value)));
    let severity = reading.severity.map(|severity| ("severity", status::severity(writer, severity).into()));
    match (value, severity) {
        (Some(value), Some(severity)) => writer.say("event-rejudged-outside", &[day, value, severity]),
        (Some(value), None) => writer.say("event-rejudged-inside", &[day, value]),
        (None, Some(severity)) => writer.say("event-rejudged-outside-plain", &[day, severity]),
        (None, None) => writer.say("event-rejudged-inside-plain", &[day]),
    }
}

fn detail(writer: &Writer<'_>, what: &Happened, around: &Circumstances<'_>) -> Option<String> {
    match what {
        Happened::Opened { fault: Some(fault), .. } | Happened::FaultChanged { fault } => {
            around.unit.map(|unit| fault::sentence(writer, fault, unit))
        }
        Happened::Noted { note } => Some(note_words(writer, note)),
        Happened::Commented { text }
        | Happened::Reopened { text, .. }
        | Happened::Closed { how: Closure::Dismissed { text, .. } | Closure::BadData { text } } => {
            Some(plain(text))
        }
        _ => None,
    }
}

/// Cause and action of a note in one line.
pub(super) fn note_words(writer: &Writer<'_>, note: &Note) -> String {
    // Beside the person's own words "other" says nothing.
    let told = note.cause.filter(|cause| *cause != CauseClass::Other || note.cause_text.is_empty());
    let class = told.map(|cause| status::cause(writer, cause));
    let cause = match (class, note.cause_text.is_empty()) {
        (Some(class), true) => writer.say("note-cause", &[("cause", class.into())]),
        (Some(class), false) => writer
            .say("note-cause-with-text", &[("cause", class.into()), ("text", (&note.cause_text).into())]),
        (None, false) => writer.say("note-cause", &[("cause", (&note.cause_text).into())]),
        (None, true) => String::new(),
    };
    let action = if note.action.is_empty() {
        String::new()
    } else {
        writer.say("note-action", &[("action", (&note.action).into())])
    };
    writer.remarks([cause, action])
}

fn told_because(because: ChosenBecause) -> &'static str {
    match because {
        ChosenBecause::OwnsIt => "event-told-owner",
        ChosenBecause::OwnsTheData => "event-told-data-owner",
        ChosenBecause::BacksUp => "event-told-backup",
        ChosenBecause::LeadsTheTeam => "event-told-lead",
        ChosenBecause::Administers => "event-told-admin",
        ChosenBecause::WasHandedIt => "event-told-handed",
        ChosenBecause::Covers => "event-told-cover",
    }
}

fn undone(what: Undoable) -> &'static str {
    match what {
        Undoable::Acknowledgement => "event-undone-acknowledgement",
        Undoable::Done => "event-undone-done",
        Undoable::Snooze => "event-undone-snooze",
        Undoable::Handover => "event-undone-handover",
        Undoable::Closing => "event-undone-closing",
    }
}

fn tone(what: &Happened) -> Tone {
    match what {
        Happened::Opened { fault: Some(_), .. } | Happened::FaultChanged { .. } => Tone::Unknown,
        Happened::Opened { severity, .. } | Happened::Relapsed { severity, .. } => (*severity).into(),
        Happened::Read { reading, .. } | Happened::Rejudged { reading } => {
            reading.severity.map_or(Tone::Good, Tone::from)
        }
        Happened::Overdue | Happened::AckExpired | Happened::Released => Severity::Warning.into(),
        Happened::Closed { how: Closure::Verified } | Happened::WatchBegan => Tone::Good,
        _ => Tone::Neutral,
    }
}

/// The value of a reading, where the unit is known.
fn shown(writer: &Writer<'_>, reading: &Reading, around: &Circumstances<'_>) -> Option<String> {
    let unit = around.unit?;
    Some(match reading.limit {
        Some(limit) => writer.value_beside(reading.value, limit.value, unit),
        None => writer.value(reading.value, unit),
    })
}

impl Circumstances<'_> {
    /// The name of a person, or their key.
    fn name(&self, person: &PersonKey) -> String {
        self.names.get(person).cloned().unwrap_or_else(|| person.to_string())
    }
}
