//! Receipts: what was done, in one sentence.

use steward_core::alert::{AlertStatus, Closure};
use steward_core::card::{Card, Tone};
use steward_core::message::answer::DoneWhat;

use super::parts::short;
use super::status;
use crate::catalogue::Value;
use crate::writer::Writer;

/// The card of something that was done.
pub(super) fn card(writer: &Writer<'_>, what: &DoneWhat) -> Card {
    short(sentence(writer, what), next(writer, what), Tone::Good)
}

fn sentence(writer: &Writer<'_>, what: &DoneWhat) -> String {
    match what {
        DoneWhat::Acknowledged { number, until } => {
            writer.say("done-acknowledged", &[alert(*number), ("until", writer.instant(*until).into())])
        }
        DoneWhat::Noted { number, due: Some(due) } => {
            writer.say("done-noted-with-due", &[alert(*number), ("due", writer.weekday_date(*due).into())])
        }
        DoneWhat::Noted { number, due: None } => writer.say("done-noted", &[alert(*number)]),
        DoneWhat::Watching { number, periods } => {
            writer.say("done-watching", &[alert(*number), ("periods", (*periods).into())])
        }
        DoneWhat::Snoozed { number, until } => {
            writer.say("done-snoozed", &[alert(*number), ("until", writer.instant(*until).into())])
        }
        DoneWhat::Assigned { number, to_name } => {
            writer.say("done-assigned", &[alert(*number), ("name", to_name.into())])
        }
        DoneWhat::Closed { number, status } => closed(writer, *number, status),
        DoneWhat::Commented { number } => writer.say("done-commented", &[alert(*number)]),
        DoneWhat::Recorded { name_en, name_zh, unit, period, value, before, .. } => {
            let values = [
                ("kpi", Value::from(writer.name(name_en, name_zh))),
                ("day", writer.weekday_date(*period).into()),
                ("value", writer.value(*value, *unit).into()),
            ];
            match before {
                Some(before) if before != value => {
                    let [kpi, day, value] = values;
                    let before = ("before", writer.value(*before, *unit).into());
                    writer.say("done-recorded-again", &[kpi, day, value, before])
                }
                Some(_) => writer.say("done-recorded-unchanged", &values),
                None => writer.say("done-recorded", &values),
            }
        }
        DoneWhat::DigestQueued { channel } => {
            writer.say("done-digest-queued", &[("channel", channel.into())])
        }
    }
}

/// What the person can do next, where there is something.
fn next(writer: &Writer<'_>, what: &DoneWhat) -> String {
    match what {
        DoneWhat::Acknowledged { number, .. } => writer.say("done-acknowledged-next", &[alert(*number)]),
        DoneWhat::Noted { due: None, number } => writer.say("done-noted-next", &[alert(*number)]),
        _ => String::new(),
    }
}

fn closed(writer: &Writer<'_>, number: i64, status: &AlertStatus) -> String {
    match status {
        AlertStatus::Closed { how: Closure::Dismissed { reason, .. } } => writer.say(
            "done-dismissed",
            &[alert(number), ("reason", status::dismiss_reason(writer, *reason).into())],
        ),
        AlertStatus::Closed { how: Closure::BadData { .. } } => writer.say("done-bad-data", &[alert(number)]),
        _ => writer.say("done-closed", &[alert(number), ("status", status::word(writer, status).into())]),
    }
}

fn alert(number: i64) -> (&'static str, Value<'static>) {
    ("number", number.to_string().into())
}
