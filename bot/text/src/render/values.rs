//! The values of several KPIs, or of the shops of one, a line each.

use steward_core::answer::total::Total;
use steward_core::card::{Block, Card, Line, Tone};
use steward_core::limit::Severity;
use steward_core::message::answer::{KpiValue, Rank, Together, ValuesAnswer};
use steward_core::question::Breakdown;

use super::kpi::measured_target;
use super::parts::{line as plain_line, short};
use super::{basis, kpi as kpi_card, line, measured, understood};
use crate::catalogue::plain;
use crate::writer::Writer;

/// Names in a title; more would fill a phone.
const MOST_NAMES: usize = 3;

/// The card of the answer.
pub(super) fn card(writer: &Writer<'_>, answer: &ValuesAnswer) -> Card {
    let title = title(writer, answer);
    if answer.lines.is_empty() {
        return short(title, writer.say("values-none", &[]), Tone::Unknown);
    }
    let together = answer.together.as_ref().map(|together| together_block(writer, answer, together));
    let more = (answer.more > 0)
        .then(|| plain_line(Tone::Neutral, writer.say("list-more", &[("count", answer.more.into())])));
    let unplaced = (answer.unplaced > 0).then(|| {
        plain_line(Tone::Unknown, writer.say("values-unplaced", &[("count", answer.unplaced.into())]))
    });
    let lines = answer.lines.iter().map(|kpi| value_line(writer, answer, kpi)).chain(more).chain(unplaced);
    let section = Block::Section { heading: heading(writer, answer), lines: lines.collect() };
    let worst = answer.lines.iter().filter_map(|kpi| kpi.measured.severity).max();
    let as_of = basis::oldest(writer, answer.lines.iter().filter_map(|kpi| kpi.measured.as_of));
    Card {
        title,
        tone: worst.map_or(Tone::Neutral, |worst: Severity| worst.into()),
        blocks: together.into_iter().chain([section]).chain(as_of).collect(),
        ..Card::default()
    }
}

/// The KPIs and the days.
fn title(writer: &Writer<'_>, answer: &ValuesAnswer) -> String {
    let mut names: Vec<String> = Vec::new();
    for kpi in &answer.lines {
        let name = plain(writer.name(&kpi.line.name_en, &kpi.line.name_zh));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let names = match names.len() {
        0 => writer.say("kpi-list-title", &[]),
        few if few <= MOST_NAMES => writer.list(&names),
        many => writer.say(
            "names-and-more",
            &[
                ("names", writer.list(names.iter().take(MOST_NAMES)).into()),
                ("count", (many - MOST_NAMES).into()),
            ],
        ),
    };
    let scope = match answer.lines.split_first() {
        Some((first, rest))
            if !answer.by_shop && rest.iter().all(|kpi| kpi.line.scope == first.line.scope) =>
        {
            first.line.scope.as_deref().map(plain)
        }
        _ => None,
    };
    let by = if answer.by_shop { understood::breakdown(writer, Breakdown::Shop) } else { String::new() };
    let zones: Vec<_> = answer.lines.iter().map(|kpi| &kpi.zone).collect();
    let days = answer.span.map(|(from, to)| match zones.split_first() {
        Some((first, rest)) if rest.iter().all(|zone| zone == first) => {
            understood::zoned_days(writer, from, to, first)
        }
        _ => understood::days(writer, from, to),
    });
    let comparison = answer.comparison.map(|with| understood::comparison(writer, with));
    writer.remarks([
        names,
        scope.unwrap_or_default(),
        by,
        days.unwrap_or_default(),
        comparison.unwrap_or_default(),
    ])
}

fn heading(writer: &Writer<'_>, answer: &ValuesAnswer) -> String {
    match (answer.order, answer.by_shop) {
        (Some(Rank::Best), _) => writer.say("values-best", &[]),
        (Some(Rank::Worst), _) => writer.say("values-worst", &[]),
        (None, true) => understood::breakdown(writer, Breakdown::Shop),
        (None, false) => writer.say("values-each", &[]),
    }
}

fn value_line(writer: &Writer<'_>, answer: &ValuesAnswer, kpi: &KpiValue) -> Line {
    let measured = &kpi.measured;
    let name = match &kpi.line.scope {
        Some(scope) if answer.by_shop => plain(scope),
        _ => line::name(writer, &kpi.line),
    };
    let value = measured::value(writer, measured, kpi.line.unit, kpi.grain);
    let text = writer.say("line-value", &[("kpi", name.into()), ("value", value.into())]);
    let (numerator, denominator) = measured.total.parts().unzip();
    let is_whole_span = answer.span == Some((measured.from, measured.to));
    // Without days asked for each line says of which it speaks; with other days or another zone, too.
    let days = (!is_whole_span && measured.total.value().is_some())
        .then(|| understood::zoned_days(writer, measured.from, measured.to, &kpi.zone));
    let compared = kpi.compared.as_ref().map(|compared| measured::compared(writer, kpi, compared));
    let target =
        measured_target(writer, kpi).map(|target| writer.say("line-target", &[("target", target.into())]));
    let detail = writer.remarks([
        measured.severity.map(|severity| line::severity_word(writer, severity)).unwrap_or_default(),
        compared.unwrap_or_default(),
        kpi_card::parts(writer, numerator, denominator).unwrap_or_default(),
        days.unwrap_or_default(),
        measured::coverage(writer, measured, kpi.grain),
        target.unwrap_or_default(),
        kpi_card::measured_limit(writer, kpi).unwrap_or_default(),
        line::owner(writer, &kpi.line),
        kpi.line.alert.as_ref().map(|alert| line::brief(writer, alert)).unwrap_or_default(),
    ]);
    Line { tone: measured::tone(measured), text, detail: Some(detail) }
}

fn together_block(writer: &Writer<'_>, answer: &ValuesAnswer, together: &Together) -> Block {
    match together {
        Together::Whole { total, unit } => {
            let Some(value) = total.value() else {
                return Block::Text { text: writer.say("together-none", &[]) };
            };
            let value = ("value", writer.value(value, *unit).into());
            let parts = match total {
                Total::Whole { numerator, denominator, .. } => {
                    kpi_card::parts(writer, *numerator, *denominator)
                }
                _ => None,
            };
            let lead = writer.say("together", &[value]);
            Block::Lead { text: writer.remarks([lead, parts.unwrap_or_default()]) }
        }
        Together::MixedUnits { units } => {
            let units = writer.list(units.iter().map(ToString::to_string));
            Block::Text { text: writer.say("together-mixed", &[("units", units.into())]) }
        }
        Together::Readings => Block::Text { text: writer.say("together-readings", &[]) },
        Together::Incomplete { kpis } => {
            let shops = answer.lines.iter().filter(|kpi| kpis.contains(&kpi.line.kpi));
            let shops = writer.list(shops.map(|kpi| kpi.line.scope.clone().unwrap_or_default()));
            Block::Text { text: writer.say("together-incomplete", &[("shops", shops.into())]) }
        }
    }
}
