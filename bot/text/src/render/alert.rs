//! The card of an alert: what broke and by how much, who has it, what is next.

use steward_core::alert::view::AlertView;
use steward_core::alert::{AlertKind, AlertStatus, ChosenBecause, Closure, Note};
use steward_core::card::{Block, Card, Mention, Tone};
use steward_core::id::PersonKey;
use steward_core::limit::Severity;
use steward_core::message::Purpose;

use super::parts::{quote, short};
use super::{alert_facts, alert_lead, buttons, event, proposal, spark};
use crate::catalogue::plain;
use crate::writer::Writer;

/// Notes of the episode that are shown; the history has them all.
const MOST_NOTES: usize = 2;

/// The card of an alert for a purpose.
pub(super) fn card(writer: &Writer<'_>, view: &AlertView, purpose: &Purpose) -> Card {
    if *purpose == Purpose::Over {
        return over(writer, view);
    }
    let title = title(writer, view);
    let lead = alert_lead::sentence(writer, view);
    let mut blocks = vec![Block::Lead { text: lead.clone() }];
    blocks.extend(why_you(writer, view, purpose).into_iter().map(|text| Block::Text { text }));
    if view.alert.kind == AlertKind::DataFault && view.alert.is_open() {
        blocks.push(Block::Text { text: writer.say("alert-fault-not-judged", &[]) });
    }
    blocks.extend(closing_words(writer, view));
    blocks.extend(last_time(writer, view));
    blocks.extend(proposal::block(writer, view, purpose));
    blocks.push(Block::Facts { facts: alert_facts::of(writer, view) });
    let shown = view.alert.notes.len().saturating_sub(MOST_NOTES);
    blocks.extend(view.alert.notes.iter().skip(shown).map(|note| note_quote(writer, view, note)));
    blocks.extend(spark::block(writer, &view.recent, view.limit, view.kpi.unit));
    blocks.push(Block::Context { text: how_to_answer(writer, view) });
    Card {
        summary: writer.remarks([title.clone(), lead]),
        title,
        tone: tone(view),
        blocks,
        buttons: match purpose {
            Purpose::Proposal { .. } => proposal::buttons(writer, view),
            _ => buttons::of(writer, view),
        },
        mentions: mention(writer, view, purpose).into_iter().collect(),
        ..Card::default()
    }
}

/// The card of an episode that is over, with what was done in it. There is nothing to press: whoever wants to act finds the
/// card of the episode that runs.
fn over(writer: &Writer<'_>, view: &AlertView) -> Card {
    let title = titled(writer, view, "alert-title-over");
    let lead = writer.say("alert-over", &[("number", view.alert.number.to_string().into())]);
    let earlier = &view.alert.earlier_notes;
    let notes = earlier.iter().skip(earlier.len().saturating_sub(MOST_NOTES));
    let quotes = notes.map(|note| note_quote(writer, view, note));
    Card {
        summary: writer.remarks([title.clone(), lead.clone()]),
        title,
        tone: Tone::Neutral,
        blocks: std::iter::once(Block::Lead { text: lead }).chain(quotes).collect(),
        ..Card::default()
    }
}

/// The card of an alert that is not there any more.
pub(super) fn gone(writer: &Writer<'_>) -> Card {
    short(writer.say("alert-gone", &[]), writer.say("alert-gone-next", &[]), Tone::Unknown)
}

/// The severity in a word with a mark, then the KPI; what became of it once it is over.
fn title(writer: &Writer<'_>, view: &AlertView) -> String {
    let alert = &view.alert;
    let key = match (&alert.status, alert.kind, alert.severity) {
        (AlertStatus::Closed { how: Closure::Verified }, AlertKind::DataFault, _) => "alert-title-data-back",
        (AlertStatus::Closed { how: Closure::Verified }, ..) => "alert-title-verified",
        (AlertStatus::Closed { how: Closure::Dismissed { .. } }, ..) => "alert-title-dismissed",
        (AlertStatus::Closed { how: Closure::BadData { .. } }, ..) => "alert-title-bad-data",
        (AlertStatus::Closed { how: Closure::Withdrawn }, ..) => "alert-title-withdrawn",
        (AlertStatus::Closed { how: Closure::KpiRemoved }, ..) => "alert-title-kpi-removed",
        (_, AlertKind::DataFault, _) => "alert-title-fault",
        (AlertStatus::Watching, ..) => "alert-title-watching",
        (_, AlertKind::EarlyWarning, _) => "alert-title-early",
        (_, AlertKind::Breach, Severity::Critical) => "alert-title-critical",
        (_, AlertKind::Breach, Severity::Warning) => "alert-title-warning",
    };
    titled(writer, view, key)
}

fn titled(writer: &Writer<'_>, view: &AlertView, key: &str) -> String {
    let kpi = &view.kpi;
    writer.say(key, &[("kpi", writer.kpi(&kpi.name_en, &kpi.name_zh, kpi.scope.as_deref()).into())])
}

fn tone(view: &AlertView) -> Tone {
    let alert = &view.alert;
    let inside = alert.reading.as_ref().is_some_and(|reading| reading.severity.is_none());
    match (&alert.status, alert.kind) {
        (AlertStatus::Closed { how: Closure::Verified }, _) => Tone::Good,
        (AlertStatus::Closed { .. }, _) => Tone::Neutral,
        (_, AlertKind::DataFault) => Tone::Unknown,
        (AlertStatus::Watching, _) if inside => Tone::Good,
        _ => alert.severity.into(),
    }
}

/// Why this reader gets the card.
fn why_you(writer: &Writer<'_>, view: &AlertView, purpose: &Purpose) -> Vec<String> {
    let name = |person: &PersonKey| ("name", alert_facts::name(view, person).into());
    let is_reader = |person: &PersonKey| writer.reader() == Some(person);
    match purpose {
        Purpose::Announce | Purpose::Shown | Purpose::Over => Vec::new(),
        Purpose::Page { person, because: why, again, .. } => {
            let still = again.then(|| still_open(writer, view));
            [Some(because(writer, view, person, *why)), still].into_iter().flatten().collect()
        }
        Purpose::Called { person, by, because: why } => {
            let from = ("from", alert_facts::name(view, by).into());
            let asks = if is_reader(person) {
                writer.say("called-you", &[from])
            } else {
                writer.say("called-they", &[from, name(person)])
            };
            vec![asks, because(writer, view, person, *why)]
        }
        Purpose::Proposal { .. } => proposal::asks(writer, view),
        Purpose::Handover { person, from } if is_reader(person) => {
            vec![writer.say("handover-to-you", &[("from", alert_facts::name(view, from).into())])]
        }
        Purpose::Handover { person, from } => {
            let from = ("from", alert_facts::name(view, from).into());
            vec![writer.say("handover-to-them", &[from, name(person)])]
        }
        Purpose::Overdue { person } if is_reader(person) => vec![writer.say("overdue-you", &[])],
        Purpose::Overdue { person } => vec![writer.say("overdue-they", &[name(person)])],
        Purpose::AskForNote { person } if is_reader(person) => vec![writer.say("ask-note-you", &[])],
        Purpose::AskForNote { person } => vec![writer.say("ask-note-they", &[name(person)])],
    }
}

/// Why a person was chosen, said to them or of them.
fn because(writer: &Writer<'_>, view: &AlertView, person: &PersonKey, why: ChosenBecause) -> String {
    let is_reader = writer.reader() == Some(person);
    let name = ("name", alert_facts::name(view, person).into());
    match (why, view.covers.get(person)) {
        (ChosenBecause::Covers, Some((away, until))) => {
            let (away, until) = (("away", plain(away).into()), ("until", writer.weekday_date(*until).into()));
            if is_reader {
                writer.say("because-you-cover", &[away, until])
            } else {
                writer.say("because-they-cover", &[name, away, until])
            }
        }
        _ if is_reader => writer.say(alert_facts::because_you(why), &[]),
        _ => writer.say(alert_facts::because_they(why), &[name]),
    }
}

/// Why the person hears of it again.
fn still_open(writer: &Writer<'_>, view: &AlertView) -> String {
    // A clock that began before the acknowledgement ran out: whoever had it has left.
    let began = view.alert.escalated.clock_from;
    match &view.alert.lapsed {
        Some(ack) if began.is_some_and(|began| began < ack.expires_at) => {
            writer.say("page-again-left", &[("name", alert_facts::name(view, &ack.by).into())])
        }
        Some(ack) => writer.say(
            "page-again-lapsed",
            &[
                ("name", alert_facts::name(view, &ack.by).into()),
                ("at", writer.instant(ack.expires_at).into()),
            ],
        ),
        None => writer.say("page-again", &[]),
    }
}

/// The person who is to act, so that the platform pings them. Who reads of somebody else in a direct message is pinged by
/// the message itself.
fn mention(writer: &Writer<'_>, view: &AlertView, purpose: &Purpose) -> Option<Mention> {
    let person = match purpose {
        Purpose::Announce | Purpose::Shown | Purpose::Over => return None,
        Purpose::Page { person, .. }
        | Purpose::Handover { person, .. }
        | Purpose::Overdue { person }
        | Purpose::AskForNote { person }
        | Purpose::Called { person, .. }
        | Purpose::Proposal { person } => person,
    };
    if writer.reader().is_some_and(|reader| reader != person) {
        return None;
    }
    Some(Mention { person: person.clone(), name: alert_facts::name(view, person), id: None })
}

/// What was said when the alert was closed.
fn closing_words(writer: &Writer<'_>, view: &AlertView) -> Option<Block> {
    let AlertStatus::Closed { how } = &view.alert.status else { return None };
    let (text, by) = match how {
        Closure::Dismissed { reason, text } => (text, super::status::dismiss_reason(writer, *reason)),
        Closure::BadData { text } => (text, writer.say("status-bad-data", &[])),
        Closure::Verified | Closure::Withdrawn | Closure::KpiRemoved => return None,
    };
    (!text.is_empty()).then(|| quote(text, by))
}

/// The note that was meant to fix it, when the alert came back.
fn last_time(writer: &Writer<'_>, view: &AlertView) -> Vec<Block> {
    let alert = &view.alert;
    if alert.episode < 2 || !alert.is_open() {
        return Vec::new();
    }
    let episode = ("episode", alert.episode.to_string().into());
    let Some(note) = alert.earlier_notes.last() else {
        return vec![Block::Text { text: writer.say("relapse-without-note", &[episode]) }];
    };
    let by = writer.say(
        "last-time-by",
        &[("name", alert_facts::name(view, &note.by).into()), ("date", writer.date_of(note.at).into())],
    );
    vec![Block::Text { text: writer.say("relapse", &[episode]) }, quote(&event::note_words(writer, note), by)]
}

/// A note of this episode.
fn note_quote(writer: &Writer<'_>, view: &AlertView, note: &Note) -> Block {
    let name = ("name", alert_facts::name(view, &note.by).into());
    let at = ("at", writer.instant(note.at).into());
    let by = match note.due {
        Some(due) => writer.say("note-by-with-due", &[name, at, ("due", writer.weekday_date(due).into())]),
        None => writer.say("note-by", &[name, at]),
    };
    quote(&event::note_words(writer, note), by)
}

fn how_to_answer(writer: &Writer<'_>, view: &AlertView) -> String {
    let number = ("number", view.alert.number.to_string().into());
    match view.alert.status {
        AlertStatus::Open => writer.say("alert-answer-open", &[number]),
        AlertStatus::Watching => writer.say("alert-answer-watching", &[number]),
        AlertStatus::Closed { .. } => writer.say("alert-answer-closed", &[number]),
        _ => writer.say("alert-answer-taken", &[number]),
    }
}
