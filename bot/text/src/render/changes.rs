//! What changed since a day: alerts, numbers and targets.

use steward_core::card::{Block, Card, Line, Tone};
use steward_core::limit::Limit;
use steward_core::message::answer::{AlertLines, ChangesAnswer, MovedLine, NewTarget};

use super::{basis, line, lists, measured, understood};
use crate::catalogue::plain;
use crate::writer::Writer;

/// The card of the answer.
pub(super) fn card(writer: &Writer<'_>, answer: &ChangesAnswer) -> Card {
    let since = || {
        let day = writer.weekday_date(answer.from);
        let zone = writer.zone_name(&answer.zone);
        writer.say("changes-since", &[("day", day.into()), ("zone", zone.into())])
    };
    let days =
        answer.to.map_or_else(since, |to| understood::zoned_days(writer, answer.from, to, &answer.zone));
    let title = writer.remarks([
        writer.say("changes-title", &[]),
        days,
        understood::narrowed(writer, &answer.narrowed),
    ]);
    let alerts = |alerts: &AlertLines| -> Vec<Line> {
        let lines = alerts.lines.iter().map(|alert| lists::alert_line(writer, alert));
        lines.chain(lists::more_line(writer, alerts.more)).collect()
    };
    let sections = [
        ("changes-opened", alerts(&answer.opened)),
        ("changes-relapsed", alerts(&answer.relapsed)),
        ("changes-closed", alerts(&answer.closed)),
        ("changes-moved", answer.moved.iter().map(|moved| moved_line(writer, moved)).collect()),
        ("changes-targets", answer.targets.iter().map(|target| target_line(writer, target)).collect()),
    ];
    let counted = |key: &str, count: u32| match count {
        0 => String::new(),
        _ => writer.say(key, &[("count", count.into())]),
    };
    let lead = writer.remarks([
        counted("changes-count-opened", answer.opened.count()),
        counted("changes-count-relapsed", answer.relapsed.count()),
        counted("changes-count-closed", answer.closed.count()),
    ]);
    let lead = if lead.is_empty() { writer.say("changes-no-alerts", &[]) } else { lead };
    let (opened, relapsed, closed) = (&answer.opened.lines, &answer.relapsed.lines, &answer.closed.lines);
    let bases = opened.iter().chain(relapsed).chain(closed).map(|alert| &alert.basis);
    let age = basis::age(writer, bases.chain(answer.moved.iter().map(|moved| &moved.line.basis)));
    let worst = opened.iter().chain(relapsed).map(|alert| alert.severity).max();
    let sections = sections
        .into_iter()
        .filter(|(_, lines)| !lines.is_empty())
        .map(|(heading, lines)| Block::Section { heading: writer.say(heading, &[]), lines });
    Card {
        tone: worst.map_or(Tone::Neutral, Tone::from),
        summary: writer.remarks([title.clone(), lead.clone()]),
        title,
        blocks: [Block::Lead { text: lead }].into_iter().chain(sections).chain(age).collect(),
        ..Card::default()
    }
}

fn moved_line(writer: &Writer<'_>, moved: &MovedLine) -> Line {
    let unit = moved.line.unit;
    let ((from, before), (to, now)) = (moved.moved.from, moved.moved.to);
    let text = writer.say(
        "line-value-change",
        &[
            ("kpi", line::name(writer, &moved.line).into()),
            ("value", writer.value(now, unit).into()),
            ("change", writer.change(now, before, unit).into()),
        ],
    );
    let basis = moved.line.basis.as_ref().map(|basis| basis::grounds(writer, basis, unit));
    let severity = moved.line.severity.map(|severity| line::severity_word(writer, severity));
    let detail = writer.remarks([
        severity.unwrap_or_default(),
        measured::better_or_worse(writer, moved.direction, now.cmp(&before)),
        writer.say(
            "changes-from-to",
            &[
                ("before", writer.value(before, unit).into()),
                ("from", writer.period(from, moved.grain).into()),
                ("to", writer.period(to, moved.grain).into()),
            ],
        ),
        basis.unwrap_or_default(),
        line::owner(writer, &moved.line),
        moved.line.alert.as_ref().map(|alert| line::brief(writer, alert)).unwrap_or_default(),
    ]);
    Line { tone: line::tone(&moved.line), text, detail: Some(detail) }
}

fn target_line(writer: &Writer<'_>, target: &NewTarget) -> Line {
    let kpi = writer.kpi(&target.name_en, &target.name_zh, target.scope.as_deref());
    let limits = |limits: &[Limit]| writer.list(limits.iter().map(|limit| writer.limit(*limit, target.unit)));
    let named = |key: &str, limits: String| {
        if limits.is_empty() { limits } else { writer.say(key, &[("limits", limits.into())]) }
    };
    let text = match target.value {
        Some(value) => writer
            .say("line-value", &[("kpi", kpi.into()), ("value", writer.value(value, target.unit).into())]),
        None => kpi,
    };
    let days = match target.to {
        Some(to) => writer.dates(target.from, to),
        None => writer.say("dates-from", &[("day", writer.date(target.from).into())]),
    };
    let detail = writer.remarks([
        days,
        named("changes-warning", limits(&target.limits.warning)),
        named("changes-critical", limits(&target.limits.critical)),
        plain(&target.by_name),
        plain(&target.reason),
    ]);
    Line { tone: Tone::Neutral, text, detail: Some(detail) }
}
