//! Why a KPI stands where it stands: by how much, since when, which part moved, what was written about it.

use steward_core::answer::moved::{Movement, Mover};
use steward_core::card::{Block, Card, Fact};
use steward_core::message::answer::{PastNote, WhyAnswer};

use super::parts::{fact, quote};
use super::{fault, kpi as kpi_card, line, spark};
use crate::format::number::{COUNT_PLACES, number};
use crate::writer::Writer;

/// The card of the answer.
pub(super) fn card(writer: &Writer<'_>, answer: &WhyAnswer) -> Card {
    let kpi = &answer.kpi.line;
    let lead = lead(writer, answer);
    let mut blocks = vec![Block::Lead { text: lead.clone() }];
    if let Some(fault) = &answer.kpi.fault {
        blocks.push(Block::Text { text: fault::sentence(writer, fault, kpi.unit) });
    }
    if let Some(text) = answer.moved.as_ref().and_then(|moved| moved_by(writer, moved)) {
        blocks.push(Block::Text { text });
    }
    blocks.push(Block::Facts { facts: facts(writer, answer) });
    blocks.extend(spark::block(writer, &answer.kpi.recent, kpi.limit, kpi.unit));
    blocks.extend(answer.notes.iter().map(|note| past_note(writer, note)));
    if answer.notes.is_empty() {
        blocks.push(Block::Context { text: writer.say("why-no-notes", &[]) });
    }
    let title = writer.say("why-title", &[("kpi", line::name(writer, kpi).into())]);
    Card {
        summary: writer.remarks([title.clone(), lead]),
        title,
        tone: line::tone(kpi),
        blocks,
        buttons: kpi_card::buttons(writer, kpi),
        ..Card::default()
    }
}

/// The value against its limit; where it stands when there is none.
fn lead(writer: &Writer<'_>, answer: &WhyAnswer) -> String {
    let kpi = &answer.kpi.line;
    let (Some(value), Some(limit)) = (kpi.value, kpi.limit) else {
        return kpi_card::lead(writer, &answer.kpi);
    };
    let key = match (kpi.severity, limit.value == value) {
        (Some(_), true) => "why-at-limit",
        (Some(_), false) => "why-beyond",
        (None, _) => "why-inside",
    };
    let said = [
        ("value", writer.value_beside(value, limit.value, kpi.unit).into()),
        ("gap", writer.gap(value, limit.value, kpi.unit).into()),
        ("limit", writer.value(limit.value, kpi.unit).into()),
    ];
    writer.say(key, &said)
}

/// Which part of a ratio moved it.
fn moved_by(writer: &Writer<'_>, moved: &Movement) -> Option<String> {
    let key = match moved.parts.as_ref()?.mover {
        Mover::Numerator => "why-numerator",
        Mover::Denominator => "why-denominator",
        Mover::Both => "why-both",
        Mover::Neither => return None,
    };
    Some(writer.say(key, &[]))
}

fn facts(writer: &Writer<'_>, answer: &WhyAnswer) -> Vec<Fact> {
    let kpi = &answer.kpi.line;
    let named = |key: &str, value: Option<String>| value.map(|value| fact(writer.say(key, &[]), value));
    let since = kpi.since.map(|since| {
        let run = kpi.period.map(|last| writer.run(since, last, answer.grain)).unwrap_or_default();
        writer.remarks([writer.period(since, answer.grain), run])
    });
    let last_inside = answer.last_inside.map(|(period, value)| {
        let day = writer.period(period, answer.grain);
        writer.say("why-value-of", &[("value", writer.value(value, kpi.unit).into()), ("day", day.into())])
    });
    let change = answer.moved.as_ref().zip(kpi.value).map(|(moved, value)| {
        let day = writer.period(moved.period, answer.grain);
        writer.say(
            "compared-earlier",
            &[
                ("change", writer.change(value, moved.before, kpi.unit).into()),
                ("before", writer.value(moved.before, kpi.unit).into()),
                ("days", day.into()),
            ],
        )
    });
    let part = |(before, now)| {
        writer.say(
            "why-part",
            &[
                ("before", number(before, COUNT_PLACES).into()),
                ("now", number(now, COUNT_PLACES).into()),
                ("change", writer.change(now, before, steward_core::unit::Unit::Count).into()),
            ],
        )
    };
    let severity = kpi.severity.map(|severity| line::severity_word(writer, severity));
    let limit = kpi_card::limit(writer, &answer.kpi);
    let limit = limit.map(|limit| writer.remarks([limit, severity.unwrap_or_default()]));
    let parts = answer.moved.as_ref().and_then(|moved| moved.parts.as_ref());
    let both = || kpi_card::parts(writer, kpi.numerator, kpi.denominator);
    [
        named("fact-limit", limit),
        named("fact-since", since),
        named("why-last-inside", last_inside),
        named("fact-change", change),
        named("why-part-upper", parts.map(|parts| part(parts.numerator))),
        named("why-part-lower", parts.map(|parts| part(parts.denominator))),
        named("fact-parts", if parts.is_none() { both() } else { None }),
        named("fact-day", kpi_card::day(writer, &answer.kpi)),
        named("fact-target", kpi_card::target(writer, &answer.kpi)),
        named("fact-newer", kpi_card::provisional(writer, &answer.kpi)),
        named("fact-data", kpi_card::data(writer, &answer.kpi)),
        named("fact-owner", Some(line::owner(writer, kpi))),
        named("fact-alert", Some(kpi_card::alert(writer, kpi))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn past_note(writer: &Writer<'_>, past: &PastNote) -> Block {
    let note = &past.note;
    let by = writer.remarks([
        writer.say(
            "why-note-by",
            &[("name", (&past.by_name).into()), ("number", past.number.to_string().into())],
        ),
        writer.instant(note.at),
        note.due
            .map(|due| writer.say("brief-due", &[("due", writer.weekday_date(due).into())]))
            .unwrap_or_default(),
    ]);
    let words = match (note.cause_text.trim(), note.action.trim()) {
        ("", action) => action.to_owned(),
        (cause, "") => cause.to_owned(),
        (cause, action) => writer.say("why-note", &[("cause", cause.into()), ("action", action.into())]),
    };
    quote(&words, by)
}
