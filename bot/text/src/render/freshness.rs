//! How fresh the data is: to which day it reaches, what is overdue, and who answers for it.

use steward_core::card::{Block, Card, Line, Tone};
use steward_core::kpi::Grain;
use steward_core::message::answer::{FreshLine, FreshSource, FreshnessAnswer};

use super::parts::{line as plain_line, short};
use super::{fault, understood};
use crate::catalogue::plain;
use crate::writer::Writer;

/// The card of the answer.
pub(super) fn card(writer: &Writer<'_>, answer: &FreshnessAnswer) -> Card {
    let title =
        writer.remarks([writer.say("freshness-title", &[]), understood::narrowed(writer, &answer.narrowed)]);
    if answer.lines.is_empty() && answer.sources.is_empty() {
        return short(title, writer.say("freshness-nothing", &[]), Tone::Unknown);
    }
    let faulty = answer.lines.iter().filter(|line| line.fault.is_some()).count();
    let faulty = u32::try_from(faulty).unwrap_or(u32::MAX).saturating_add(answer.more);
    let lead = match faulty {
        0 => writer.say("freshness-good", &[]),
        _ => writer.say("freshness-faulty", &[("count", faulty.into())]),
    };
    let more = (answer.more > 0)
        .then(|| plain_line(Tone::Neutral, writer.say("list-more", &[("count", answer.more.into())])));
    let lines: Vec<Line> = answer.lines.iter().map(|line| kpi_line(writer, line)).chain(more).collect();
    let sources: Vec<Line> = answer.sources.iter().map(|source| source_line(writer, source)).collect();
    let sections = [("freshness-kpis", lines), ("freshness-sources", sources)];
    let sections = sections
        .into_iter()
        .filter(|(_, lines)| !lines.is_empty())
        .map(|(heading, lines)| Block::Section { heading: writer.say(heading, &[]), lines });
    Card {
        tone: if faulty == 0 { Tone::Good } else { Tone::Unknown },
        summary: writer.remarks([title.clone(), lead.clone()]),
        title,
        blocks: [Block::Lead { text: lead }].into_iter().chain(sections).collect(),
        ..Card::default()
    }
}

fn kpi_line(writer: &Writer<'_>, line: &FreshLine) -> Line {
    let kpi = writer.kpi(&line.name_en, &line.name_zh, line.scope.as_deref());
    let newest = line.settled.max(line.provisional);
    let text = match newest {
        Some(newest) => {
            let day = writer.period(newest, line.grain);
            writer.say("freshness-reaches", &[("kpi", kpi.into()), ("day", day.into())])
        }
        None => writer.say("freshness-never", &[("kpi", kpi.into())]),
    };
    let settled = match (line.settled, line.provisional) {
        (Some(settled), Some(_)) => {
            writer.say("freshness-settled", &[("day", writer.period(settled, line.grain).into())])
        }
        (None, Some(_)) => writer.say("coverage-provisional-one", &[]),
        _ => String::new(),
    };
    let fault = line.fault.as_ref().map(|fault| fault::sentence(writer, fault, line.unit));
    let next = line.next_due.map(|due| writer.say("freshness-next", &[("due", writer.instant(due).into())]));
    let owner = line.data_owner.as_ref().map(|name| writer.say("line-data-owner", &[("name", name.into())]));
    let as_of = line.as_of.map(|at| writer.say("kpi-as-of", &[("at", writer.instant(at).into())]));
    let detail = writer.remarks([
        fault.unwrap_or_default(),
        settled,
        as_of.unwrap_or_default(),
        next.unwrap_or_default(),
        writer.zone_name(&line.zone),
        plain(&line.source),
        owner.unwrap_or_default(),
    ]);
    let tone = if line.fault.is_some() || newest.is_none() { Tone::Unknown } else { Tone::Good };
    Line { tone, text, detail: Some(detail) }
}

fn source_line(writer: &Writer<'_>, source: &FreshSource) -> Line {
    let name =
        if source.source.is_empty() { writer.say("freshness-no-source", &[]) } else { plain(&source.source) };
    let text = match source.reaches {
        Some(reaches) => {
            let day = writer.period(reaches, Grain::Day);
            writer.say("freshness-reaches", &[("kpi", name.into()), ("day", day.into())])
        }
        None => writer.say("freshness-not-all", &[("source", name.into())]),
    };
    let late = match source.faulty {
        0 => String::new(),
        count => writer.say("freshness-source-faulty", &[("count", count.into())]),
    };
    let kpis = writer.say("freshness-source-kpis", &[("count", source.kpis.into())]);
    let tone = if source.faulty > 0 || source.reaches.is_none() { Tone::Unknown } else { Tone::Good };
    Line { tone, text, detail: Some(writer.remarks([kpis, late])) }
}
