//! A meaning as the text that means it without doubt.

use jiff::Timestamp;
use rust_decimal::Decimal;
use steward_core::alert::DismissReason;
use steward_core::digest::DigestKind;
use steward_core::time::Zone;
use steward_core::unit::Unit;

use super::lexicon::Lexicon;
use crate::meaning::{Breakdown, Comparison, Filter, Intent, Meaning, Span};
use crate::registry::specs;

/// Writes a meaning as a command, in English words and with keys: what the command would be told by these words is the
/// meaning again.
pub(crate) fn print(meaning: &Meaning, lexicon: &Lexicon, zone: &Zone) -> String {
    let spec = specs().iter().find(|spec| Some(spec.intent) == meaning.intent);
    let word = spec.map_or("", |spec| spec.words_en.first().copied().unwrap_or(spec.name));
    let mut parts: Vec<String> = vec![word.to_owned()];
    parts.extend(meaning.alerts.iter().map(i64::to_string));
    if meaning.all {
        parts.push("all mine".to_owned());
    }
    parts.extend(meaning.values.command.map(str::to_owned));
    parts.extend(meaning.kpis.iter().map(|key| key.as_str().to_owned()));
    if meaning.kpis.is_empty() {
        parts.extend(meaning.scopes.iter().cloned());
    }
    parts.extend(meaning.filters.iter().map(|filter| self::filter(*filter).to_owned()));
    let unit = meaning.kpis.first().and_then(|key| lexicon.org().kpis.get(key)).map(|kpi| kpi.unit);
    parts.extend(meaning.values.number.map(|number| self::number(number, unit)));
    parts.extend(meaning.values.written.clone());
    parts.extend(meaning.span.as_ref().map(|span| self::span(span, meaning.intent)));
    parts.extend(meaning.comparison.map(|comparison| self::comparison(comparison).to_owned()));
    parts.extend(meaning.breakdown.map(|breakdown| self::breakdown(breakdown).to_owned()));
    parts.extend(meaning.people.iter().map(|key| key.as_str().to_owned()));
    parts.extend(meaning.teams.iter().map(|key| format!("{} team", key.as_str())));
    parts.extend(meaning.values.digest.map(|kind| digest(kind).to_owned()));
    parts.extend(meaning.channel.as_ref().map(|key| format!("#{}", key.as_str())));
    parts.extend(
        meaning
            .values
            .language
            .as_ref()
            .map(|locale| if locale.is_chinese() { "chinese" } else { "english" }.to_owned()),
    );
    parts.extend(meaning.values.zone.as_ref().map(|zone| zone.name().to_owned()));
    parts.extend(meaning.values.hours.as_ref().map(|hours| format!("{}-{}", hours.from, hours.to)));
    parts.extend(meaning.values.until.map(|until| instant(until, zone)));
    parts.extend(meaning.values.dismissal.map(|reason| dismissal(reason).to_owned()));
    let mut text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    text.push_str(&words(meaning));
    text
}

/// The words that are kept.
fn words(meaning: &Meaning) -> String {
    let values = &meaning.values;
    let mut text = String::new();
    for (label, words) in [("cause: ", &values.cause), ("action: ", &values.action)] {
        if let Some(words) = words {
            text.push_str(&[" ", label, words].concat());
        }
    }
    if let Some(due) = values.due {
        text.push_str(&[" due: ", &due.to_string()].concat());
    }
    if let Some(words) = &values.text {
        let before = match meaning.intent {
            Some(Intent::Target | Intent::Pause | Intent::Cover) => " because ",
            Some(Intent::Ack | Intent::Done | Intent::Reopen) => ", ",
            _ => " ",
        };
        text.push_str(before);
        text.push_str(words);
    }
    text
}

fn number(number: Decimal, unit: Option<Unit>) -> String {
    match unit {
        Some(Unit::Percent) => format!("{}%", (number * Decimal::ONE_HUNDRED).normalize()),
        _ => number.normalize().to_string(),
    }
}

fn span(span: &Span, intent: Option<Intent>) -> String {
    match span.to {
        // What is said "since" a day is asked for.
        None if intent == Some(Intent::Target) => format!("from {}", span.from),
        None => format!("since {}", span.from),
        Some(to) if to == span.from => to.to_string(),
        Some(to) => format!("from {} to {to}", span.from),
    }
}

fn instant(at: Timestamp, zone: &Zone) -> String {
    let local = zone.local_at(at);
    format!("until {} {:02}:{:02}", local.date(), local.hour(), local.minute())
}

fn filter(filter: Filter) -> &'static str {
    match filter {
        Filter::Red => "red",
        Filter::Warning => "yellow",
        Filter::Critical => "critical",
        Filter::Green => "green",
        Filter::Mine => "mine",
        Filter::Overdue => "overdue",
        Filter::Unacknowledged => "unacknowledged",
        Filter::Late => "stale",
        Filter::Open => "still open",
        Filter::Closed => "closed",
        Filter::Paused => "paused",
    }
}

fn comparison(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Target => "vs target",
        Comparison::Previous => "vs previous period",
        Comparison::Day => "dod",
        Comparison::Week => "wow",
        Comparison::Month => "mom",
        Comparison::Year => "yoy",
    }
}

fn breakdown(breakdown: Breakdown) -> &'static str {
    match breakdown {
        Breakdown::Shop => "by shop",
        Breakdown::Day => "by day",
        Breakdown::Week => "by week",
        Breakdown::Month => "by month",
        Breakdown::Team => "by team",
        Breakdown::Owner => "by owner",
    }
}

fn digest(kind: DigestKind) -> &'static str {
    match kind {
        DigestKind::Daily => "daily",
        DigestKind::Weekly => "weekly",
        DigestKind::Monthly => "monthly",
    }
}

fn dismissal(reason: DismissReason) -> &'static str {
    match reason {
        DismissReason::FalseAlarm => "false alarm",
        DismissReason::KnownEvent => "known event",
        DismissReason::NewNormal => "new normal",
    }
}
