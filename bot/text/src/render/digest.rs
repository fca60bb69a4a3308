//! The card of a digest: first what needs a person, the rest last.

use steward_core::card::{Block, Card, Line, Tone};
use steward_core::digest::{Digest, DigestKind, Promise};
use steward_core::limit::Severity;
use steward_core::scorecard::Score;

use super::parts::{line as plain_line, say};
use super::{line, review};
use crate::catalogue::Value;
use crate::format::number::number;
use crate::writer::Writer;

/// Decimals of a score out of 100.
const SCORE_PLACES: u32 = 1;

/// The card of a digest.
pub(super) fn card(writer: &Writer<'_>, digest: &Digest) -> Card {
    let headline = headline(writer, digest);
    let mut blocks = vec![Block::Lead { text: headline.clone() }, speaks_of(writer, digest)];
    if let Some(due) = digest.late_since {
        blocks.push(Block::Text { text: writer.say("digest-late", &[("due", writer.instant(due).into())]) });
    }
    blocks.extend(sections(writer, digest));
    if let Some(review) = &digest.review {
        blocks.push(review::block(writer, review));
    }
    if let Some(score) = &digest.score {
        blocks.push(score_block(writer, digest, score));
    }
    let title = title(writer, digest);
    Card {
        summary: writer.remarks([title.clone(), headline]),
        title,
        tone: tone(digest),
        blocks,
        buttons: vec![say(writer.say("button-mine", &[]), writer.say("say-mine", &[]))],
        ..Card::default()
    }
}

fn title(writer: &Writer<'_>, digest: &Digest) -> String {
    let key = match digest.kind {
        DigestKind::Daily => "digest-daily",
        DigestKind::Weekly => "digest-weekly",
        DigestKind::Monthly => "digest-monthly",
    };
    writer.say(key, &[("date", writer.weekday_date(digest.date).into())])
}

fn tone(digest: &Digest) -> Tone {
    let worst = digest.breaches.iter().filter_map(|line| line.severity).max();
    let overdue = digest.promises.iter().any(|promise| promise.overdue);
    match worst {
        Some(severity) => severity.into(),
        None if overdue || !digest.warnings.is_empty() => Severity::Warning.into(),
        None if !digest.data_faults.is_empty() || digest.good.is_empty() => Tone::Unknown,
        None => Tone::Good,
    }
}

/// How things stand, in one line.
fn headline(writer: &Writer<'_>, digest: &Digest) -> String {
    let counted = |key: &str, count: usize| match count {
        0 => String::new(),
        _ => writer.say(key, &[("count", count.into())]),
    };
    let needs_somebody =
        digest.breaches.len() + digest.promises.len() + digest.warnings.len() + digest.data_faults.len();
    match (needs_somebody, digest.good.len()) {
        (0, 0) if digest.unjudged.is_empty() => writer.say("digest-nothing-judged", &[]),
        (0, 0) => writer.say("digest-none-judged-yet", &[("count", digest.unjudged.len().into())]),
        (0, good) => writer.remarks([
            counted("digest-all-good", good),
            counted("digest-count-unjudged", digest.unjudged.len()),
        ]),
        (_, good) => writer.remarks([
            counted("digest-count-breaches", digest.breaches.len()),
            counted("digest-count-promises", digest.promises.len()),
            counted("digest-count-warnings", digest.warnings.len()),
            counted("digest-count-faults", digest.data_faults.len()),
            counted("digest-count-unjudged", digest.unjudged.len()),
            counted("digest-count-good", good),
        ]),
    }
}

/// The sections that have something in them.
fn sections<'d>(writer: &'d Writer<'_>, digest: &'d Digest) -> impl Iterator<Item = Block> + 'd {
    let lines: [(&str, Vec<Line>); 6] = [
        ("digest-breaches", digest.breaches.iter().map(|kpi| line::full(writer, kpi)).collect()),
        ("digest-promises", digest.promises.iter().map(|promise| promised(writer, promise)).collect()),
        ("digest-warnings", digest.warnings.iter().map(|kpi| line::full(writer, kpi)).collect()),
        ("digest-faults", digest.data_faults.iter().map(|kpi| line::faulty(writer, kpi)).collect()),
        ("digest-unjudged", digest.unjudged.iter().map(|kpi| line::short(writer, kpi)).collect()),
        ("digest-good", digest.good.iter().map(|kpi| line::short(writer, kpi)).collect()),
    ];
    lines.into_iter().filter(|(_, lines)| !lines.is_empty()).map(|(key, lines)| {
        let heading = writer.say(key, &[("count", lines.len().into())]);
        Block::Section { heading, lines }
    })
}

fn promised(writer: &Writer<'_>, promise: &Promise) -> Line {
    let values: [(&str, Value<'_>); 4] = [
        ("number", promise.number.to_string().into()),
        ("kpi", writer.name(&promise.name_en, &promise.name_zh).into()),
        ("name", (&promise.by_name).into()),
        ("due", writer.weekday_date(promise.due).into()),
    ];
    let (key, tone) =
        if promise.overdue { ("promise-overdue", Tone::Warning) } else { ("promise-due", Tone::Neutral) };
    let detail = crate::catalogue::plain(&promise.action);
    Line { detail: (!detail.is_empty()).then_some(detail), ..plain_line(tone, writer.say(key, &values)) }
}

/// The score, and what caps it.
fn score_block(writer: &Writer<'_>, digest: &Digest, score: &Score) -> Block {
    let heading = writer.say("digest-score", &[]);
    let mut lines = Vec::new();
    match score.value {
        Some(value) => {
            let text = writer.say("score-value", &[("score", hundred(value).into())]);
            lines.push(plain_line(Tone::Neutral, text));
        }
        None => lines.push(plain_line(Tone::Unknown, writer.say("score-none", &[]))),
    }
    if let Some(key) = &score.capped_by {
        let named =
            digest.breaches.iter().chain(&digest.warnings).chain(&digest.unjudged).chain(&digest.good);
        let kpi = named
            .filter(|line| line.kpi == *key)
            .map(|kpi| line::name(writer, kpi))
            .next()
            .unwrap_or_else(|| key.to_string());
        let text = match score.ungated {
            Some(ungated) => {
                writer.say("score-capped-from", &[("kpi", kpi.into()), ("ungated", hundred(ungated).into())])
            }
            None => writer.say("score-capped", &[("kpi", kpi.into())]),
        };
        lines.push(plain_line(Tone::Critical, text));
    }
    if !score.missing.is_zero() {
        let share = crate::format::percent::percent(score.missing);
        lines.push(plain_line(Tone::Unknown, writer.say("score-missing", &[("share", share.into())])));
    }
    Block::Section { heading, lines }
}

/// A share as points out of 100.
fn hundred(share: rust_decimal::Decimal) -> String {
    number(share.checked_mul(rust_decimal::Decimal::ONE_HUNDRED).unwrap_or(share), SCORE_PLACES)
}

/// The days the digest speaks about, by zone.
fn speaks_of(writer: &Writer<'_>, digest: &Digest) -> Block {
    let days = writer.remarks(digest.speaks_of.iter().map(|(first, last, zone)| {
        let days = ("days", writer.dates(*first, *last).into());
        writer.say("digest-days", &[days, ("zone", writer.zone_name(zone).into())])
    }));
    let cut = writer.say("digest-cut", &[("at", writer.instant(digest.cut_at).into())]);
    Block::Context { text: writer.remarks([days, cut]) }
}
