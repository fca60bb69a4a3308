//! Lists of KPIs and of alerts, a line each.

use steward_core::alert::{AlertKind, AlertStatus};
use steward_core::card::{Block, Button, Card, Line, Tone};
use steward_core::digest::DigestLine;
use steward_core::id::PersonKey;
use steward_core::message::answer::{AlertLine, Narrowed, Rank, Standings};
use steward_core::question::Filter;

use super::parts::{line as plain_line, say, short};
use super::{basis, line, status, understood};
use crate::catalogue::plain;
use crate::writer::Writer;

/// Alerts that a list offers to acknowledge; more would not fit a phone.
const MOST_BUTTONS: usize = 3;

/// The card of a list of KPIs.
pub(super) fn kpis(
    writer: &Writer<'_>,
    narrowed: &Narrowed,
    standings: Standings,
    lines: &[DigestLine],
    more: u32,
) -> Card {
    let title = match narrowed.order {
        Some(Rank::Best) => writer.say("kpi-list-best", &[]),
        Some(Rank::Worst) => writer.say("kpi-list-worst", &[]),
        None => writer.say("kpi-list-title", &[]),
    };
    let title = writer.remarks([title, understood::narrowed(writer, narrowed)]);
    let heading = heading(writer, standings);
    if lines.is_empty() {
        let nothing = match narrowed.filters.as_slice() {
            [Filter::Red | Filter::Warning | Filter::Critical] if standings.outside == 0 => {
                writer.say("kpi-list-none-outside", &[])
            }
            _ => writer.say("kpi-list-empty", &[]),
        };
        let tone = if standings.unjudged == 0 { Tone::Neutral } else { Tone::Unknown };
        let next =
            if standings == Standings::default() { writer.say("kpi-list-empty-next", &[]) } else { heading };
        return Card {
            blocks: vec![Block::Lead { text: nothing }, Block::Text { text: next }],
            ..short(title, String::new(), tone)
        };
    }
    let worst = lines.iter().filter_map(|line| line.severity).max();
    let written = lines.iter().map(|kpi| match kpi.severity {
        Some(_) => line::full(writer, kpi),
        None => line::short(writer, kpi),
    });
    Card {
        title,
        tone: worst.map_or(Tone::Neutral, Tone::from),
        blocks: [Block::Section { heading, lines: written.chain(more_line(writer, more)).collect() }]
            .into_iter()
            .chain(basis::age(writer, lines.iter().map(|line| &line.basis)))
            .collect(),
        ..Card::default()
    }
}

/// How all that were asked about stand. What is not judged is never counted as good.
fn heading(writer: &Writer<'_>, standings: Standings) -> String {
    let counted = |key: &str, count: u32| match count {
        0 => String::new(),
        _ => writer.say(key, &[("count", count.into())]),
    };
    match standings {
        Standings { outside: 0, unjudged: 0, good } if good > 0 => writer.say("kpi-list-all-good", &[]),
        Standings { outside: 0, good: 0, .. } => writer.say("kpi-list-none-judged", &[]),
        _ => writer.remarks([
            counted("kpi-list-outside", standings.outside),
            counted("kpi-list-unjudged", standings.unjudged),
            counted("kpi-list-good", standings.good),
        ]),
    }
}

/// The card of a list of alerts.
pub(super) fn alerts(
    writer: &Writer<'_>,
    whose: Option<&(PersonKey, String)>,
    narrowed: &Narrowed,
    lines: &[AlertLine],
    more: u32,
) -> Card {
    let own = whose.is_some_and(|(person, _)| writer.reader() == Some(person));
    if lines.is_empty() {
        let title = match whose {
            Some(_) if own => writer.say("alert-list-none-mine", &[]),
            Some((_, name)) => writer.say("alert-list-none-of", &[("name", name.into())]),
            None if *narrowed == Narrowed::default() => writer.say("alert-list-none", &[]),
            None => writer.say("alert-list-none-fits", &[]),
        };
        let title = writer.remarks([title, understood::narrowed(writer, narrowed)]);
        return short(title, writer.say("alert-list-none-next", &[]), Tone::Good);
    }
    let title = match whose {
        Some(_) if own => writer.say("alert-list-mine", &[]),
        Some((_, name)) => writer.say("alert-list-of", &[("name", name.into())]),
        None if narrowed.filters.contains(&Filter::Closed) => writer.say("alert-list-closed", &[]),
        None => writer.say("alert-list-all", &[]),
    };
    let title = writer.remarks([title, understood::narrowed(writer, narrowed)]);
    let count = u32::try_from(lines.len()).unwrap_or(u32::MAX).saturating_add(more);
    let heading = writer.say("alert-list-heading", &[("count", count.into())]);
    let worst = lines.iter().map(|line| line.severity).max();
    let written = lines.iter().map(|alert| alert_line(writer, alert));
    Card {
        title,
        tone: worst.map_or(Tone::Neutral, Tone::from),
        blocks: [Block::Section { heading, lines: written.chain(more_line(writer, more)).collect() }]
            .into_iter()
            .chain(basis::age(writer, lines.iter().map(|line| &line.basis)))
            .collect(),
        buttons: lines
            .iter()
            .filter(|line| line.brief.status == AlertStatus::Open)
            .take(MOST_BUTTONS)
            .map(|line| acknowledge(writer, line.brief.number))
            .collect(),
        ..Card::default()
    }
}

/// A button that acknowledges by saying so.
pub(super) fn acknowledge(writer: &Writer<'_>, number: i64) -> Button {
    let number = number.to_string();
    say(
        writer.say("button-ack-number", &[("number", (&number).into())]),
        writer.say("say-ack", &[("number", (&number).into())]),
    )
}

/// One alert.
pub(super) fn alert_line(writer: &Writer<'_>, alert: &AlertLine) -> Line {
    let kpi = writer.kpi(&alert.name_en, &alert.name_zh, alert.scope.as_deref());
    let number = alert.brief.number.to_string();
    let text = match (alert.kind, alert.value) {
        (AlertKind::DataFault, _) => {
            writer.say("alert-line-fault", &[("number", number.into()), ("kpi", kpi.into())])
        }
        (_, Some(value)) => writer.say(
            "alert-line-value",
            &[
                ("number", number.into()),
                ("kpi", kpi.into()),
                ("value", writer.value(value, alert.unit).into()),
            ],
        ),
        (_, None) => writer.say("alert-line", &[("number", number.into()), ("kpi", kpi.into())]),
    };
    let (tone, severity) = match alert.kind {
        _ if matches!(alert.brief.status, AlertStatus::Closed { .. }) => (Tone::Neutral, String::new()),
        AlertKind::DataFault => (Tone::Unknown, String::new()),
        _ => (alert.severity.into(), line::severity_word(writer, alert.severity)),
    };
    let stands = match (&alert.brief.status, &alert.brief.acknowledged_by) {
        (AlertStatus::Acknowledged, Some(name)) => {
            writer.say("alert-line-acknowledged", &[("name", name.into())])
        }
        (other, _) => status::word(writer, other),
    };
    let due = alert.brief.due.map(|due| {
        let key = if alert.overdue { "brief-overdue" } else { "brief-due" };
        writer.say(key, &[("due", writer.weekday_date(due).into())])
    });
    let action = alert.action.as_deref().map(plain).unwrap_or_default();
    let basis = alert.basis.as_ref().filter(|_| alert.kind != AlertKind::DataFault);
    let basis = basis.map(|basis| basis::remarks(writer, basis, alert.unit));
    let detail = writer.remarks([
        action,
        severity,
        stands,
        due.unwrap_or_default(),
        basis.unwrap_or_default(),
        writer.say("line-owner", &[("name", (&alert.owner_name).into())]),
        writer.say("alert-line-opened", &[("at", writer.instant(alert.brief.opened_at).into())]),
    ]);
    Line { tone, text, detail: Some(detail) }
}

/// How many more there are than are shown; nothing when there are none.
pub(super) fn more_line(writer: &Writer<'_>, more: u32) -> Option<Line> {
    (more > 0).then(|| plain_line(Tone::Neutral, writer.say("list-more", &[("count", more.into())])))
}
