//! One KPI in a line: value and change above; limit, duration, owner and alert below.

use steward_core::alert::AlertStatus;
use steward_core::card::{Line, Tone};
use steward_core::digest::{AlertBrief, DigestLine, FaultLine};
use steward_core::judge::{Standing, Unjudged};
use steward_core::limit::Severity;

use super::{basis, fault, status};
use crate::writer::Writer;

/// The name of the KPI of a line.
pub(super) fn name(writer: &Writer<'_>, line: &DigestLine) -> String {
    writer.kpi(&line.name_en, &line.name_zh, line.scope.as_deref())
}

/// A KPI that needs a person.
pub(super) fn full(writer: &Writer<'_>, line: &DigestLine) -> Line {
    let basis = line.basis.as_ref().map(|basis| basis::remarks(writer, basis, line.unit));
    let detail = writer.remarks([
        own_period(writer, line),
        line.severity.map(|severity| severity_word(writer, severity)).unwrap_or_default(),
        basis.unwrap_or_else(|| limit(writer, line)),
        line.since.map(|since| since_day(writer, since)).unwrap_or_default(),
        owner(writer, line),
        line.alert.as_ref().map(|alert| brief(writer, alert)).unwrap_or_default(),
    ]);
    Line { tone: tone(line), text: value(writer, line), detail: (!detail.is_empty()).then_some(detail) }
}

/// A KPI that needs nobody. Green only when it was judged and is good; otherwise the line says why it was not.
pub(super) fn short(writer: &Writer<'_>, line: &DigestLine) -> Line {
    let unjudged = match line.standing {
        Some(Standing::Good | Standing::Outside { .. }) => String::new(),
        Some(Standing::Unjudged { why: Unjudged::NotSettled }) if line.value.is_none() => String::new(),
        Some(Standing::Unjudged { why }) => unjudged(writer, why),
        None => writer.say("unjudged-never", &[]),
    };
    let alert = line.alert.as_ref().map(|alert| brief(writer, alert)).unwrap_or_default();
    let basis = line
        .basis
        .as_ref()
        .map(|basis| writer.remarks([basis::remarks(writer, basis, line.unit), owner(writer, line)]));
    let detail = writer.remarks([own_period(writer, line), unjudged, basis.unwrap_or_default(), alert]);
    Line { tone: tone(line), text: value(writer, line), detail: (!detail.is_empty()).then_some(detail) }
}

/// The period of the value, where the digest speaks of other days.
fn own_period(writer: &Writer<'_>, line: &DigestLine) -> String {
    // What a value stands on tells its period.
    let Some((first, grain)) = line.own_period.filter(|_| line.basis.is_none()) else { return String::new() };
    writer.say("line-own-period", &[("period", writer.period(first, grain).into())])
}

/// The colour of a line: unknown is neither good nor bad.
pub(super) fn tone(line: &DigestLine) -> Tone {
    match (line.severity, line.standing) {
        (Some(severity), _) => severity.into(),
        (None, Some(Standing::Good)) => Tone::Good,
        (None, _) => Tone::Unknown,
    }
}

/// Why a KPI is not judged.
pub(super) fn unjudged(writer: &Writer<'_>, why: Unjudged) -> String {
    let key = match why {
        Unjudged::NotActive => "unjudged-not-active",
        Unjudged::NoTarget => "unjudged-no-target",
        Unjudged::NotSettled => "unjudged-not-settled",
        Unjudged::DataFault => "unjudged-data-fault",
    };
    writer.say(key, &[])
}

/// A KPI whose data is not fit to be judged.
pub(super) fn faulty(writer: &Writer<'_>, line: &FaultLine) -> Line {
    let name = writer.kpi(&line.name_en, &line.name_zh, line.scope.as_deref());
    let owner = line
        .data_owner_name
        .as_ref()
        .map(|name| writer.say("line-data-owner", &[("name", name.into())]))
        .unwrap_or_default();
    Line {
        tone: Tone::Unknown,
        text: writer.say("line-not-judged", &[("kpi", name.into())]),
        detail: Some(writer.remarks([fault::sentence(writer, &line.fault, line.unit), owner])),
    }
}

/// Name, value and change on the period before.
fn value(writer: &Writer<'_>, line: &DigestLine) -> String {
    let kpi = name(writer, line);
    let Some(value) = line.value else {
        return writer.say("line-no-value", &[("kpi", kpi.into())]);
    };
    let shown = match line.limit {
        Some(limit) => writer.value_beside(value, limit.value, line.unit),
        None => writer.value(value, line.unit),
    };
    match line.previous {
        Some(previous) => writer.say(
            "line-value-change",
            &[
                ("kpi", kpi.into()),
                ("value", shown.into()),
                ("change", writer.change(value, previous, line.unit).into()),
            ],
        ),
        None => writer.say("line-value", &[("kpi", kpi.into()), ("value", shown.into())]),
    }
}

/// How bad, in a word.
pub(super) fn severity_word(writer: &Writer<'_>, severity: Severity) -> String {
    match severity {
        Severity::Critical => writer.say("severity-critical", &[]),
        Severity::Warning => writer.say("severity-warning", &[]),
    }
}

fn limit(writer: &Writer<'_>, line: &DigestLine) -> String {
    let Some(limit) = line.limit else { return String::new() };
    let value = ("limit", writer.value(limit.value, line.unit).into());
    if limit.is_upper() {
        writer.say("line-limit-upper", &[value])
    } else {
        writer.say("line-limit-lower", &[value])
    }
}

fn since_day(writer: &Writer<'_>, since: jiff::civil::Date) -> String {
    writer.say("line-since", &[("day", writer.weekday_date(since).into())])
}

/// Who answers for a KPI.
pub(super) fn owner(writer: &Writer<'_>, line: &DigestLine) -> String {
    match &line.owner_name {
        Some(name) => writer.say("line-owner", &[("name", name.into())]),
        None => writer.say("line-no-owner", &[]),
    }
}

/// An open alert: its number, where it stands, who has it, what is promised.
pub(super) fn brief(writer: &Writer<'_>, alert: &AlertBrief) -> String {
    let number = ("number", alert.number.to_string().into());
    let status = match (&alert.status, &alert.acknowledged_by) {
        (AlertStatus::Open, _) => writer.say("brief-open", &[number]),
        (AlertStatus::Acknowledged, Some(name)) => {
            writer.say("brief-acknowledged", &[number, ("name", name.into())])
        }
        (other, _) => writer.say("brief-status", &[number, ("status", status::word(writer, other).into())]),
    };
    let due = alert
        .due
        .map(|due| writer.say("brief-due", &[("due", writer.weekday_date(due).into())]))
        .unwrap_or_default();
    writer.remarks([status, due])
}
