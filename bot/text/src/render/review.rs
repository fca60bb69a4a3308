//! The look back of a weekly or monthly digest.

use steward_core::card::{Block, Line, Tone};
use steward_core::digest::Review;

use super::parts::line;
use crate::writer::Writer;

/// What happened in the span, and who took longest.
pub(super) fn block(writer: &Writer<'_>, review: &Review) -> Block {
    let mut lines = vec![
        line(
            Tone::Neutral,
            writer.say(
                "review-opened",
                &[("opened", review.opened.into()), ("relapsed", review.relapsed.into())],
            ),
        ),
        line(
            Tone::Neutral,
            writer.say(
                "review-closed",
                &[("closed", review.closed.into()), ("verified", review.verified.into())],
            ),
        ),
    ];
    if review.overdue > 0 {
        lines.push(line(Tone::Warning, writer.say("review-overdue", &[("overdue", review.overdue.into())])));
    }
    if let Some(minutes) = review.median_ack_minutes {
        let span = ("span", writer.minutes(minutes).into());
        lines.push(line(Tone::Neutral, writer.say("review-median-ack", &[span])));
    }
    lines.extend(review.slowest.iter().map(|slow| Line {
        tone: Tone::Neutral,
        text: writer.say(
            "review-slow-ack",
            &[
                ("number", slow.number.to_string().into()),
                ("kpi", writer.name(&slow.name_en, &slow.name_zh).into()),
                ("span", writer.minutes(slow.minutes).into()),
                ("name", (&slow.owner_name).into()),
            ],
        ),
        detail: None,
    }));
    Block::Section { heading: writer.say("digest-review", &[]), lines }
}
