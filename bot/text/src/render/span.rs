//! The answer about one KPI over days: what was understood, the value, what it is judged by, and the small table.

use jiff::civil::Date;
use rust_decimal::Decimal;
use steward_core::answer::measure::Measured;
use steward_core::answer::total::{NoTotal, Total};
use steward_core::card::{Block, Card, Fact, Line, Tone};
use steward_core::digest::DigestLine;
use steward_core::message::answer::{KpiValue, SpanAnswer};

use super::parts::{fact, line as plain_line};
use super::{kpi as kpi_card, line, measured, spark, understood};
use crate::catalogue::{paragraph, plain};
use crate::writer::Writer;

/// The card of the answer.
pub(super) fn card(writer: &Writer<'_>, answer: &SpanAnswer) -> Card {
    let kpi = &answer.kpi;
    let lead = measured::lead(writer, kpi);
    // Why there is no value is a sentence, not a number to be shown large.
    let has_value = kpi.measured.total.value().is_some();
    let text = lead.clone();
    let mut blocks = vec![if has_value { Block::Lead { text } } else { Block::Text { text } }];
    if let (Total::Reading { period, .. }, 2..) = (&kpi.measured.total, kpi.measured.periods) {
        let day = writer.period(*period, kpi.grain);
        blocks.push(Block::Text { text: writer.say("total-reading", &[("day", day.into())]) });
    }
    blocks.extend(now(writer, kpi));
    blocks.push(Block::Facts { facts: facts(writer, answer) });
    blocks.extend(table(writer, answer));
    let values: Vec<(Date, Decimal)> =
        answer.rows.iter().filter_map(|row| Some((row.from, row.total.value()?))).collect();
    if values.len() > 2 {
        blocks.extend(spark::picture(writer, &values, kpi.measured.limit, kpi.line.unit));
    }
    let definition = writer.name(&answer.definition.en, &answer.definition.zh);
    if !definition.is_empty() {
        blocks.push(Block::Context { text: paragraph(definition) });
    }
    let title = title(writer, kpi);
    let days = writer.say("kpi-summary", &[("kpi", (&title).into()), ("lead", lead.into())]);
    Card {
        summary: writer.remarks([days, now_in_short(writer, kpi).unwrap_or_default()]),
        title,
        tone: tone(kpi),
        blocks,
        buttons: kpi_card::buttons(writer, &kpi.line),
        ..Card::default()
    }
}

/// Where the KPI stands now, when that needs a person: good days behind must not hide it.
fn now(writer: &Writer<'_>, kpi: &KpiValue) -> Option<Block> {
    let needs_person = kpi.line.severity.is_some() || kpi.line.alert.is_some();
    let own_period = kpi.line.period.map(|period| (period, kpi.grain));
    let line = DigestLine { own_period, ..kpi.line.clone() };
    needs_person.then(|| Block::Section {
        heading: writer.say("span-now", &[]),
        lines: vec![line::full(writer, &line)],
    })
}

/// The colour of the days, or of now where that is worse.
fn tone(kpi: &KpiValue) -> Tone {
    let now = kpi.line.severity.map(Tone::from);
    match (measured::tone(&kpi.measured), now) {
        (_, Some(Tone::Critical)) | (Tone::Critical, _) => Tone::Critical,
        (_, Some(now)) => now,
        (days, None) => days,
    }
}

/// Where the KPI stands now, for who reads no more than a line: beyond its limit, and with which alert.
fn now_in_short(writer: &Writer<'_>, kpi: &KpiValue) -> Option<String> {
    let value = writer.value(kpi.line.value?, kpi.line.unit);
    let severity = line::severity_word(writer, kpi.line.severity?);
    let now = writer.say("span-now-short", &[("value", value.into()), ("severity", severity.into())]);
    let alert = kpi.line.alert.as_ref().map(|alert| line::brief(writer, alert)).unwrap_or_default();
    Some(writer.remarks([now, alert]))
}

/// Name, shop, and days with their zone.
fn title(writer: &Writer<'_>, kpi: &KpiValue) -> String {
    let days = understood::zoned_days(writer, kpi.measured.from, kpi.measured.to, &kpi.zone);
    writer.remarks([line::name(writer, &kpi.line), days])
}

fn facts(writer: &Writer<'_>, answer: &SpanAnswer) -> Vec<Fact> {
    let kpi = &answer.kpi;
    let measured = &kpi.measured;
    let named = |key: &str, value: Option<String>| value.map(|value| fact(writer.say(key, &[]), value));
    let compared = kpi.compared.as_ref().map(|compared| {
        fact(understood::comparison(writer, compared.with), measured::compared(writer, kpi, compared))
    });
    let (numerator, denominator) = measured.total.parts().unzip();
    let window = measured.window.filter(|_| measured.periods == 1);
    let window = window.map(|(first, last)| understood::zoned_days(writer, first, last, &kpi.zone));
    let coverage = Some(measured::coverage(writer, measured, kpi.grain)).filter(|text| !text.is_empty());
    let target = kpi_card::measured_target(writer, kpi);
    let owner = kpi.line.owner_name.as_deref().map_or_else(|| writer.say("kpi-no-owner", &[]), plain);
    [
        compared,
        named("fact-parts", kpi_card::parts(writer, numerator, denominator)),
        named("fact-window", window),
        named("fact-coverage", coverage),
        named("fact-outside", measured::outside(writer, measured)),
        named("fact-target", target),
        named("fact-limit", kpi_card::measured_limit(writer, kpi)),
        named("fact-owner", Some(owner)),
        named("fact-alert", Some(kpi_card::alert(writer, &kpi.line))),
        named("fact-data", data(writer, answer)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn data(writer: &Writer<'_>, answer: &SpanAnswer) -> Option<String> {
    let as_of = answer.kpi.measured.as_of;
    let as_of = as_of.map(|at| writer.say("kpi-as-of", &[("at", writer.instant(at).into())]));
    let source = Some(plain(&answer.source)).filter(|source| !source.is_empty());
    let text = writer.remarks([as_of, source].into_iter().flatten());
    (!text.is_empty()).then_some(text)
}

/// The rows, oldest first.
fn table(writer: &Writer<'_>, answer: &SpanAnswer) -> Option<Block> {
    let by = answer.by?;
    let older = (answer.more > 0).then(|| {
        let text = writer.say("rows-older", &[("count", answer.more.into())]);
        plain_line(Tone::Neutral, text)
    });
    let rows = answer.rows.iter().map(|row| table_row(writer, &answer.kpi, row));
    Some(Block::Section {
        heading: understood::breakdown(writer, by),
        lines: older.into_iter().chain(rows).collect(),
    })
}

fn table_row(writer: &Writer<'_>, kpi: &KpiValue, row: &Measured) -> Line {
    let value = match row.total {
        Total::Nothing { why: NoTotal::NoData } => writer.say("row-no-data", &[]),
        _ => measured::value(writer, row, kpi.line.unit, kpi.grain),
    };
    let days = understood::days(writer, row.from, row.to);
    let text = writer.say("row", &[("days", days.into()), ("value", value.into())]);
    let severity = row.severity.map(|severity| line::severity_word(writer, severity)).unwrap_or_default();
    let whole = row.coverage.present == row.periods;
    let coverage = match row.total.value() {
        Some(_) if !whole || row.coverage.provisional > 0 => measured::coverage(writer, row, kpi.grain),
        _ => String::new(),
    };
    let detail = writer.remarks([severity, coverage]);
    Line { tone: measured::tone(row), text, detail: (!detail.is_empty()).then_some(detail) }
}
