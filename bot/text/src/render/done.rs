//! Receipts: what was done, in one sentence.

use steward_core::alert::undo::Undoable;
use steward_core::alert::{AlertStatus, Closure};
use steward_core::card::{Block, Card, Line, Press, Tone};
use steward_core::message::answer::{DoneWhat, Refusal, Undo};

use super::buttons::button;
use super::parts::{line, short};
use super::{refusal, setting, status};
use crate::catalogue::Value;
use crate::writer::Writer;

/// The card of something that was done.
pub(super) fn card(writer: &Writer<'_>, what: &DoneWhat, undo: Option<&Undo>) -> Card {
    let mut card = short(sentence(writer, what), next(writer, what), Tone::Good);
    if let DoneWhat::Set { setting } = what {
        card.blocks.extend(setting::section(writer, setting));
    }
    with_undo(writer, card, undo)
}

/// The card of what was done to several alerts at once: what was not done comes first, for it needs somebody.
pub(super) fn several(
    writer: &Writer<'_>,
    done: &[DoneWhat],
    refused: &[(i64, Refusal)],
    undo: Option<&Undo>,
) -> Card {
    let title = writer.say(
        "done-several",
        &[("done", done.len().to_string().into()), ("refused", refused.len().to_string().into())],
    );
    let refused = refused.iter().map(|(_, why)| {
        let (text, next) = refusal::sentences(writer, why);
        Line { tone: Tone::Warning, text, detail: Some(next).filter(|next| !next.is_empty()) }
    });
    let done = done.iter().map(|what| line(Tone::Good, sentence(writer, what)));
    let sections = [("done-several-not", refused.collect::<Vec<_>>()), ("done-several-done", done.collect())];
    let blocks = sections.into_iter().filter(|(_, lines)| !lines.is_empty());
    let blocks = blocks.map(|(key, lines)| Block::Section { heading: writer.say(key, &[]), lines }).collect();
    with_undo(writer, Card { blocks, ..short(title, String::new(), Tone::Good) }, undo)
}

/// The card with the button that takes it back.
pub(super) fn with_undo(writer: &Writer<'_>, card: Card, undo: Option<&Undo>) -> Card {
    let Some(Undo { act, until }) = undo else { return card };
    let text = writer.say("done-undo-until", &[("until", writer.instant(*until).into())]);
    let blocks = card.blocks.into_iter().chain([Block::Context { text }]).collect();
    let undo = button(writer.say("button-undo", &[]), Press::Act { act: act.clone() });
    let buttons = card.buttons.into_iter().chain([undo]).collect();
    Card { blocks, buttons, ..card }
}

pub(super) fn sentence(writer: &Writer<'_>, what: &DoneWhat) -> String {
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
        DoneWhat::Reopened { number, until: Some(until), .. } => {
            writer.say("done-reopened-yours", &[alert(*number), ("until", writer.instant(*until).into())])
        }
        DoneWhat::Reopened { number, owner_name, until: None } => {
            writer.say("done-reopened", &[alert(*number), ("name", owner_name.into())])
        }
        DoneWhat::Called { number, to_name, .. } => {
            writer.say("done-called", &[alert(*number), ("name", to_name.into())])
        }
        DoneWhat::Undone { number, what, .. } => {
            let key = match what {
                Undoable::Acknowledgement => "done-undone-acknowledgement",
                Undoable::Done => "done-undone-done",
                Undoable::Snooze => "done-undone-snooze",
                Undoable::Handover => "done-undone-handover",
                Undoable::Closing => "done-undone-closing",
            };
            writer.say(key, &[alert(*number)])
        }
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
        DoneWhat::Set { setting } => setting::sentence(writer, setting),
        DoneWhat::DigestQueued { channel } => {
            writer.say("done-digest-queued", &[("channel", channel.into())])
        }
    }
}

/// What the person can do next, where there is something.
fn next(writer: &Writer<'_>, what: &DoneWhat) -> String {
    match what {
        DoneWhat::Acknowledged { number, .. } => writer.say("done-acknowledged-next", &[alert(*number)]),
        DoneWhat::Assigned { to_name, .. } => writer.say("done-assigned-next", &[("name", to_name.into())]),
        DoneWhat::Set { setting } => setting::next(writer, setting),
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
