//! How much room is left until the limits of a KPI.

use jiff::civil::Date;
use rust_decimal::Decimal;
use steward_core::answer::leaving::Leaving;
use steward_core::answer::room::Room;
use steward_core::card::{Block, Card, Fact, Line, Tone};
use steward_core::limit::Severity;
use steward_core::message::answer::{RoomAnswer, RoomUntil};

use super::parts::{fact, line as plain_line};
use super::{kpi as kpi_card, line, understood};
use crate::format::number::{COUNT_PLACES, number};
use crate::writer::Writer;

/// Days on which something leaves the window that are told one by one.
const MOST_DAYS: usize = 5;

/// The card of the answer.
pub(super) fn card(writer: &Writer<'_>, answer: &RoomAnswer) -> Card {
    let kpi = &answer.kpi.line;
    let lead = kpi_card::lead(writer, &answer.kpi);
    let title = writer.say("room-title", &[("kpi", line::name(writer, kpi).into())]);
    let lines: Vec<Line> = answer.rooms.iter().map(|until| room_line(writer, answer, until)).collect();
    let told = lines.first().map(|line| line.text.clone()).unwrap_or_default();
    let mut blocks = vec![Block::Lead { text: lead }];
    if lines.is_empty() {
        blocks.push(Block::Text { text: writer.say("room-no-limit", &[]) });
    } else {
        blocks.push(Block::Section { heading: writer.say("room-heading", &[]), lines });
    }
    blocks.push(Block::Facts { facts: facts(writer, answer) });
    let has_counts = answer.rooms.iter().any(|until| matches!(until.room, Room::Counts { .. }));
    blocks.extend(has_counts.then(|| Block::Context { text: writer.say("room-same-denominator", &[]) }));
    if let Some(((first, _), gone)) = answer.window.zip(answer.gone_after) {
        let known = answer.leaving.as_ref().filter(|leaving| !leaving.known.is_empty());
        blocks.extend(known.map(|leaving| leaving_section(writer, leaving, gone)));
        let values = [("first", writer.date(first).into()), ("gone", writer.date(gone).into())];
        let key = if known.is_some() { "room-window-known" } else { "room-window" };
        blocks.push(Block::Context { text: writer.say(key, &values) });
    }
    Card {
        summary: writer.remarks([title.clone(), told]),
        title,
        tone: line::tone(kpi),
        blocks,
        buttons: kpi_card::buttons(writer, kpi),
        ..Card::default()
    }
}

/// By which days how many leave the window at least, the next few by themselves.
fn leaving_section(writer: &Writer<'_>, leaving: &Leaving, gone: Date) -> Block {
    let say = |key: &str, count: Decimal, by: Date| {
        let values = [("count", number(count, COUNT_PLACES).into()), ("day", writer.weekday_date(by).into())];
        plain_line(Tone::Neutral, writer.say(key, &values))
    };
    let (next, later) = leaving.known.split_at(leaving.known.len().min(MOST_DAYS));
    let lines = next.iter().map(|(day, count)| say("room-leaving", *count, *day));
    let more = later.last().map(|(last, _)| {
        let count = later.iter().map(|(_, count)| *count).sum();
        say("room-leaving-more", count, *last)
    });
    let unknown = (!leaving.unknown.is_zero())
        .then(|| say("room-leaving-unknown", leaving.unknown, gone.tomorrow().unwrap_or(gone)));
    Block::Section {
        heading: writer.say("room-leaving-heading", &[]),
        lines: lines.chain(more).chain(unknown).collect(),
    }
}

fn room_line(writer: &Writer<'_>, answer: &RoomAnswer, until: &RoomUntil) -> Line {
    let unit = answer.kpi.line.unit;
    let limit = ("limit", writer.limit(until.limit, unit).into());
    let count = |count: Decimal| number(count.abs(), COUNT_PLACES);
    let is_upper = until.limit.is_upper();
    let (text, cure) = match &until.room {
        Room::Counts { more, cure } => {
            let key = match (until.room.is_beyond(), is_upper) {
                (false, true) => "room-more-fit",
                (false, false) => "room-fewer-fit",
                (true, true) => "room-too-many",
                (true, false) => "room-too-few",
            };
            let cure = cure.map(|cure| {
                let key = if is_upper { "room-cure-upper" } else { "room-cure-lower" };
                writer.say(key, &[("count", count(cure).into())])
            });
            (writer.say(key, &[("count", count(*more).into()), limit]), cure)
        }
        Room::Amount { more } => {
            let key = if until.room.is_beyond() { "room-amount-beyond" } else { "room-amount" };
            (writer.say(key, &[("amount", count(*more).into()), limit]), None)
        }
        Room::Distance { left } => {
            let key = if until.room.is_beyond() { "room-distance-beyond" } else { "room-distance" };
            let gap = writer.gap(*left, Decimal::ZERO, unit);
            (writer.say(key, &[("gap", gap.into()), limit]), None)
        }
    };
    let severity = until.severity.map(|severity| line::severity_word(writer, severity)).unwrap_or_default();
    let source =
        until.source.as_ref().map(|source| kpi_card::limit_source(writer, source)).unwrap_or_default();
    let detail = writer.remarks([severity, source, cure.unwrap_or_default()]);
    let tone = match (until.room.is_beyond(), until.severity) {
        (false, _) => Tone::Good,
        (true, severity) => severity.unwrap_or(Severity::Warning).into(),
    };
    Line { tone, text, detail: (!detail.is_empty()).then_some(detail) }
}

fn facts(writer: &Writer<'_>, answer: &RoomAnswer) -> Vec<Fact> {
    let kpi = &answer.kpi.line;
    let named = |key: &str, value: Option<String>| value.map(|value| fact(writer.say(key, &[]), value));
    let window =
        answer.window.map(|(first, last)| understood::zoned_days(writer, first, last, &answer.kpi.zone));
    let day = if window.is_some() { None } else { kpi_card::day(writer, &answer.kpi) };
    [
        named("fact-parts", kpi_card::parts(writer, kpi.numerator, kpi.denominator)),
        named("fact-window", window),
        named("fact-day", day),
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
