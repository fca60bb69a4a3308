//! Refusals: why nothing was done, always with what to do instead.

use steward_core::card::{Button, Card, Tone};
use steward_core::message::answer::{Choice, Refusal};
use steward_core::unit::Unit;

use super::parts::{say, short};
use super::{not_set, status, understood};
use crate::catalogue::Value;
use crate::format::percent::percent;
use crate::writer::Writer;

/// The card of a refusal; for the eyes of one person.
pub(super) fn card(writer: &Writer<'_>, why: &Refusal) -> Card {
    let (reason, next) = sentences(writer, why);
    let summary = writer.remarks([reason.clone(), next.clone()]);
    Card { summary, buttons: buttons(writer, why), ..short(reason, next, Tone::Neutral) }
}

/// Why, and what to do instead.
pub(super) fn sentences(writer: &Writer<'_>, why: &Refusal) -> (String, String) {
    let both = |why: &str, next: &str, values: &[(&str, Value<'_>)]| {
        (writer.say(why, values), writer.say(next, values))
    };
    let numbered =
        |why: &str, next: &str, number: &i64| both(why, next, &[("number", number.to_string().into())]);
    match why {
        Refusal::AlreadyTaken { number, by_name, at } => both(
            "refusal-already-taken",
            "refusal-already-taken-next",
            &[
                ("number", number.to_string().into()),
                ("name", by_name.into()),
                ("at", writer.instant(*at).into()),
            ],
        ),
        Refusal::AlreadyClosed { number, at } => both(
            "refusal-already-closed",
            "refusal-already-closed-next",
            &[("number", number.to_string().into()), ("at", writer.instant(*at).into())],
        ),
        Refusal::Stale { number } => numbered("refusal-stale", "refusal-stale-next", number),
        Refusal::NoSuchAlert { number } => {
            numbered("refusal-no-such-alert", "refusal-no-such-alert-next", number)
        }
        Refusal::WhichAlert { open } => which_alert(writer, open),
        Refusal::NotAllowed { who_may } if who_may.is_empty() => {
            both("refusal-not-allowed", "refusal-not-allowed-ask-admin", &[])
        }
        Refusal::NotAllowed { who_may } => (
            writer.say("refusal-not-allowed", &[]),
            writer.say("refusal-not-allowed-next", &[("names", writer.list(who_may).into())]),
        ),
        Refusal::NotLinked { platform, id } => (
            writer.say("refusal-not-linked", &[("platform", platform.into())]),
            writer.say("refusal-not-linked-next", &[("platform", platform.into()), ("id", id.into())]),
        ),
        Refusal::NotNow { number, status } => (
            writer.say(
                "refusal-not-now",
                &[("number", number.to_string().into()), ("status", status::word(writer, status).into())],
            ),
            writer.say("refusal-not-now-next", &[("number", number.to_string().into())]),
        ),
        Refusal::NeedsNote { number } => numbered("refusal-needs-note", "refusal-needs-note-next", number),
        Refusal::NeedsReason { number } => {
            numbered("refusal-needs-reason", "refusal-needs-reason-next", number)
        }
        Refusal::NeedsAction { number } => {
            numbered("refusal-needs-action", "refusal-needs-action-next", number)
        }
        Refusal::DueOutOfRange { due, first, last } => (
            writer.say("refusal-due-out-of-range", &[("due", writer.weekday_date(*due).into())]),
            writer.say(
                "refusal-due-out-of-range-next",
                &[("first", writer.weekday_date(*first).into()), ("last", writer.weekday_date(*last).into())],
            ),
        ),
        Refusal::NoSuchDay { text } => (
            writer.say("refusal-no-such-day", &[("text", text.into())]),
            writer.say("refusal-no-such-day-next", &[]),
        ),
        Refusal::SnoozeOutOfRange { latest } => (
            writer.say("refusal-snooze-out-of-range", &[]),
            writer.say("refusal-snooze-out-of-range-next", &[("latest", writer.instant(*latest).into())]),
        ),
        Refusal::NoSuchSpan { text } => (
            writer.say("refusal-no-such-span", &[("text", text.into())]),
            writer.say("refusal-no-such-span-next", &[]),
        ),
        Refusal::NoSuchKpi { asked, nearest } => (
            writer.say("refusal-no-such-kpi", &[("asked", asked.into())]),
            if nearest.is_empty() {
                writer.say("refusal-no-such-kpi-see-list", &[])
            } else {
                writer
                    .say("refusal-no-such-kpi-next", &[("names", writer.list(names(writer, nearest)).into())])
            },
        ),
        Refusal::NoSuchPerson { asked } => (
            writer.say("refusal-no-such-person", &[("asked", asked.into())]),
            writer.say("refusal-no-such-person-next", &[]),
        ),
        Refusal::BadValue { text, unit } => (
            writer.say("refusal-bad-value", &[("text", text.into())]),
            writer.say("refusal-bad-value-next", &[("example", example(*unit).into())]),
        ),
        Refusal::AmbiguousPercent { text } => {
            let times = text.trim().parse().map_or_else(|_| text.clone(), percent);
            let percent = ("percent", format!("{}%", text.trim()).into());
            (
                writer.say(
                    "refusal-ambiguous-percent",
                    &[("text", text.into()), percent.clone(), ("times", times.into())],
                ),
                writer.say("refusal-ambiguous-percent-next", &[percent]),
            )
        }
        Refusal::ImplausibleValue { value, unit } => (
            writer.say("refusal-implausible-value", &[("value", writer.value(*value, *unit).into())]),
            writer.say("refusal-implausible-value-next", &[]),
        ),
        Refusal::NotUnderstood { text, recognised, .. } => {
            let said = match &recognised[..] {
                [] => writer.say("refusal-not-understood", &[("text", text.into())]),
                parts => {
                    let parts = writer.list(parts.iter().map(|part| understood::part(writer, part)));
                    writer
                        .say("refusal-not-understood-part", &[("text", text.into()), ("parts", parts.into())])
                }
            };
            (said, writer.say("refusal-not-understood-next", &[]))
        }
        Refusal::TooLong { most } => {
            both("refusal-too-long", "refusal-too-long-next", &[("most", (*most).into())])
        }
        Refusal::NobodyAbove { number, told } if told.is_empty() => {
            numbered("refusal-nobody-above-alone", "refusal-nobody-above-alone-next", number)
        }
        Refusal::NobodyAbove { number, told } => (
            writer.say("refusal-nobody-above", &[("number", number.to_string().into())]),
            writer.say("refusal-nobody-above-next", &[("names", writer.list(told).into())]),
        ),
        Refusal::CannotUndo { number } => numbered("refusal-cannot-undo", "refusal-cannot-undo-next", number),
        Refusal::NothingToDo => both("refusal-nothing-to-do", "refusal-nothing-to-do-next", &[]),
        Refusal::NothingToUndo => both("refusal-nothing-to-undo", "refusal-nothing-to-undo-next", &[]),
        Refusal::UndoneAlready { number, at } => (
            writer.say("refusal-undone-already", &[("at", writer.instant(*at).into())]),
            writer.say("refusal-undone-already-next", &[("number", number.to_string().into())]),
        ),
        Refusal::TooLateToUndo { number, at } => (
            writer.say("refusal-too-late-to-undo", &[("at", writer.instant(*at).into())]),
            writer.say("refusal-too-late-to-undo-next", &[("number", number.to_string().into())]),
        ),
        Refusal::AnsweredAlready { number } => {
            numbered("refusal-answered-already", "refusal-answered-already-next", number)
        }
        Refusal::OpenElsewhere { number, open } => (
            writer.say("refusal-open-elsewhere", &[("open", open.to_string().into())]),
            writer.say("refusal-open-elsewhere-next", &[("number", number.to_string().into())]),
        ),
        Refusal::NotSet { reason } => not_set::sentences(writer, reason),
        Refusal::NoDigestHere => both("refusal-no-digest-here", "refusal-no-digest-here-next", &[]),
        Refusal::NoData { name_en, name_zh } => (
            writer.say("refusal-no-data", &[("kpi", writer.name(name_en, name_zh).into())]),
            writer.say("refusal-no-data-next", &[]),
        ),
        Refusal::NeedsPerson => both("refusal-needs-person", "refusal-needs-person-next", &[]),
        Refusal::StrangeCard => both("refusal-strange-card", "refusal-strange-card-next", &[]),
        Refusal::TryAgain => both("refusal-try-again", "refusal-try-again-next", &[]),
    }
}

fn which_alert(writer: &Writer<'_>, open: &[i64]) -> (String, String) {
    let Some(first) = open.first() else {
        return (
            writer.say("refusal-which-alert-none", &[]),
            writer.say("refusal-which-alert-none-next", &[]),
        );
    };
    let numbers = writer.list(open.iter().map(|number| format!("#{number}")));
    (
        writer.say("refusal-which-alert", &[("numbers", numbers.into())]),
        writer.say("refusal-which-alert-next", &[("number", first.to_string().into())]),
    )
}

/// What can be pressed instead of typing it again.
fn buttons(writer: &Writer<'_>, why: &Refusal) -> Vec<Button> {
    let of = |choices: &[Choice]| {
        choices
            .iter()
            .map(|choice| say(writer.name(&choice.name_en, &choice.name_zh).to_owned(), choice.says.clone()))
            .collect()
    };
    match why {
        Refusal::NoSuchKpi { nearest, .. } => of(nearest),
        Refusal::NotUnderstood { examples, .. } => of(examples),
        Refusal::WhichAlert { open } if !open.is_empty() => {
            vec![say(writer.say("button-mine", &[]), writer.say("say-mine", &[]))]
        }
        Refusal::NoSuchAlert { .. } | Refusal::Stale { .. } => {
            vec![say(writer.say("button-mine", &[]), writer.say("say-mine", &[]))]
        }
        _ => Vec::new(),
    }
}

fn names<'c>(writer: &Writer<'_>, choices: &'c [Choice]) -> Vec<&'c str> {
    choices.iter().map(|choice| writer.name(&choice.name_en, &choice.name_zh)).collect()
}

/// A value of the unit as it may be typed.
fn example(unit: Unit) -> &'static str {
    match unit {
        Unit::Percent => "3.2%",
        Unit::Money(_) => "1234.50",
        Unit::Count | Unit::Score => "128",
        Unit::Level => "1",
        Unit::Ratio | Unit::Hours | Unit::Days | Unit::Weeks | Unit::TimesPerYear => "4.5",
    }
}
