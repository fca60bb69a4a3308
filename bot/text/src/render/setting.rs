//! Receipts of standing data that was set: what holds from now on.

use steward_core::card::{Block, Line, Tone};
use steward_core::digest::DigestKind;
use steward_core::judge::missed::QuietAlert;
use steward_core::kpi::Grain;
use steward_core::message::answer::setting::{KpiName, Setting};
use steward_core::person::Locale;

use super::line::severity_word;
use super::parts::line;
use super::proposal::limits;
use crate::catalogue::Value;
use crate::writer::Writer;

/// What was set, in one sentence.
pub(super) fn sentence(writer: &Writer<'_>, setting: &Setting) -> String {
    let day = |date| Value::from(writer.weekday_date(date));
    match setting {
        Setting::Paused { kpi, to, .. } => {
            writer.say("set-paused", &[("kpi", name(writer, kpi)), ("to", day(*to))])
        }
        Setting::Resumed { kpi, .. } => writer.say("set-resumed", &[("kpi", name(writer, kpi))]),
        Setting::Covered { person_name, by_name, from, to } => writer.say(
            "set-covered",
            &[
                ("name", by_name.into()),
                ("away", person_name.into()),
                ("days", writer.dates(*from, *to).into()),
            ],
        ),
        Setting::Uncovered { person_name, by_name, from, to } => writer.say(
            "set-uncovered",
            &[
                ("name", by_name.into()),
                ("away", person_name.into()),
                ("days", writer.dates(*from, *to).into()),
            ],
        ),
        Setting::Target { kpi, unit, target } => {
            let kpi = ("kpi", name(writer, kpi));
            let value = target.value.map(|value| ("value", Value::from(writer.value(value, *unit))));
            let from = ("from", day(target.valid_from));
            match (value, target.valid_to) {
                (Some(value), Some(to)) => {
                    let days = ("days", writer.dates(target.valid_from, to).into());
                    writer.say("set-target-days", &[kpi, value, days])
                }
                (Some(value), None) => writer.say("set-target-from", &[kpi, value, from]),
                (None, _) => writer.say("set-limits-from", &[kpi, from]),
            }
        }
        Setting::LimitsKept { number, .. } => {
            writer.say("set-limits-kept", &[("number", number.to_string().into())])
        }
        Setting::Subscribed { channel, kind, .. } => {
            let digest = ("digest", digest(writer, *kind).into());
            writer.say("set-subscribed", &[("channel", channel.into()), digest])
        }
        Setting::Unsubscribed { channel, kind } => {
            let digest = ("digest", digest(writer, *kind).into());
            writer.say("set-unsubscribed", &[("channel", channel.into()), digest])
        }
        Setting::Language { locale } => {
            let key = if *locale == Locale::ZH_CN { "set-language-chinese" } else { "set-language-english" };
            writer.say(key, &[])
        }
        Setting::Zone { zone, .. } => writer.say("set-zone", &[("zone", writer.zone_name(zone).into())]),
        Setting::Hours { hours } => writer.say(
            "set-hours",
            &[("from", hours.from.to_string().into()), ("to", hours.to.to_string().into())],
        ),
    }
}

/// What follows from it.
pub(super) fn next(writer: &Writer<'_>, setting: &Setting) -> String {
    match setting {
        Setting::Paused { by_name, reason, .. } => {
            writer.say("set-paused-next", &[("name", by_name.into()), ("reason", reason.into())])
        }
        Setting::Resumed { judged: 0, .. } => writer.say("set-resumed-nothing", &[]),
        Setting::Resumed { beyond: 0, judged, .. } => {
            writer.say("set-resumed-quiet", &[("judged", (*judged).into())])
        }
        Setting::Resumed { beyond, judged, .. } => writer
            .say("set-resumed-next", &[("beyond", (*beyond).into()), ("judged", judged.to_string().into())]),
        Setting::Covered { person_name, .. } => {
            writer.say("set-covered-next", &[("away", person_name.into())])
        }
        Setting::Uncovered { person_name, .. } => {
            writer.say("set-uncovered-next", &[("away", person_name.into())])
        }
        Setting::Target { unit, target, .. } => {
            let told = ("limits", limits(writer, &target.limits, *unit).into());
            let reason = ("reason", (&target.reason).into());
            if target.limits.is_empty() {
                writer.say("set-target-without-limits", &[])
            } else {
                writer.say("set-target-next", &[told, reason])
            }
        }
        Setting::LimitsKept { by_name, .. } => {
            writer.say("set-limits-kept-next", &[("name", by_name.into())])
        }
        Setting::Subscribed { next: Some(next), .. } => {
            writer.say("set-subscribed-next", &[("at", writer.instant(*next).into())])
        }
        Setting::Zone { zone, now } => {
            let time = zone.local_at(*now).strftime("%H:%M").to_string();
            writer.say("set-zone-next", &[("time", time.into())])
        }
        Setting::Hours { .. } => writer.say("set-hours-next", &[]),
        Setting::Subscribed { next: None, .. } | Setting::Unsubscribed { .. } | Setting::Language { .. } => {
            String::new()
        }
    }
}

/// The alerts that a pause kept quiet, a line each.
pub(super) fn section(writer: &Writer<'_>, setting: &Setting) -> Option<Block> {
    const MOST_LINES: usize = 5;
    let Setting::Resumed { kpi, alerts, .. } = setting else { return None };
    let more = alerts.len().saturating_sub(MOST_LINES);
    let more = (more > 0).then(|| line(Tone::Neutral, writer.say("list-more", &[("count", more.into())])));
    let lines = alerts.iter().take(MOST_LINES).map(|alert| quiet_alert(writer, kpi, alert));
    let heading = writer.say("set-resumed-alerts", &[("count", alerts.len().into())]);
    (!alerts.is_empty()).then(|| Block::Section { heading, lines: lines.chain(more).collect() })
}

fn quiet_alert(writer: &Writer<'_>, kpi: &KpiName, alert: &QuietAlert) -> Line {
    let value = match alert.limit {
        Some(limit) => writer.value_beside(alert.worst, limit.value, alert.unit),
        None => writer.value(alert.worst, alert.unit),
    };
    let days = match alert.grain {
        Grain::Day | Grain::Snapshot => writer.dates(alert.first, alert.last),
        _ if alert.first == alert.last => writer.period(alert.first, alert.grain),
        _ => writer.dates(alert.first, alert.last),
    };
    let limit = alert.limit.map(|limit| {
        let limit = writer.limit(limit, alert.unit);
        writer.say("limit-alone", &[("limit", limit.into())])
    });
    let severity = severity_word(writer, alert.severity);
    Line {
        tone: alert.severity.into(),
        text: writer.say("line-value", &[("kpi", name(writer, kpi)), ("value", value.into())]),
        detail: Some(writer.remarks([days, severity, limit.unwrap_or_default()])),
    }
}

/// A KPI by its name.
pub(super) fn name(writer: &Writer<'_>, kpi: &KpiName) -> Value<'static> {
    writer.kpi(&kpi.en, &kpi.zh, kpi.scope.as_deref()).into()
}

/// What a digest is called.
pub(super) fn digest(writer: &Writer<'_>, kind: DigestKind) -> String {
    let key = match kind {
        DigestKind::Daily => "digest-kind-daily",
        DigestKind::Weekly => "digest-kind-weekly",
        DigestKind::Monthly => "digest-kind-monthly",
    };
    writer.say(key, &[])
}
