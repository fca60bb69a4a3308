//! Why standing data was not set, and what to say instead.

use steward_core::message::answer::setting::{Lack, NotSet};

use super::setting::{digest, name};
use crate::writer::Writer;

/// Why, and what to do instead.
pub(super) fn sentences(writer: &Writer<'_>, why: &NotSet) -> (String, String) {
    let day = |date| writer.weekday_date(date);
    match why {
        NotSet::Incomplete { command, lacks } => {
            let text = |what: &str| writer.say(&format!("command-{command}-{what}"), &[]);
            let next = [("usage", text("usage").into()), ("example", text("example").into())];
            (writer.say(lack(*lacks), &[]), writer.say("not-set-incomplete-next", &next))
        }
        NotSet::DayOutOfRange { day: given, first, last } => (
            writer.say("not-set-day", &[("day", day(*given).into())]),
            writer.say(
                "refusal-due-out-of-range-next",
                &[("first", day(*first).into()), ("last", day(*last).into())],
            ),
        ),
        NotSet::EndsFirst { from, to } => (
            writer.say("not-set-ends-first", &[("from", day(*from).into()), ("to", day(*to).into())]),
            writer.say("not-set-ends-first-next", &[]),
        ),
        NotSet::CoversThemselves => {
            (writer.say("not-set-own-cover", &[]), writer.say("not-set-own-cover-next", &[]))
        }
        NotSet::CoveredAlready { person_name, by_name, from, to } => (
            writer.say(
                "not-set-covered",
                &[
                    ("name", by_name.into()),
                    ("away", person_name.into()),
                    ("days", writer.dates(*from, *to).into()),
                ],
            ),
            writer.say("not-set-covered-next", &[]),
        ),
        NotSet::NotCovered { person_name } => {
            (writer.say("not-set-not-covered", &[("name", person_name.into())]), String::new())
        }
        NotSet::CoverCircle { by_name } => (
            writer.say("not-set-circle", &[("name", by_name.into())]),
            writer.say("not-set-circle-next", &[]),
        ),
        NotSet::NotPaused { kpi } => {
            (writer.say("not-set-not-paused", &[("kpi", name(writer, kpi))]), String::new())
        }
        NotSet::SeasonAlready { season, from, to } => {
            let days = match to {
                Some(to) => writer.dates(*from, *to),
                None => day(*from),
            };
            (
                writer.say("not-set-season", &[("season", season.into()), ("days", days.into())]),
                writer.say("not-set-season-next", &[]),
            )
        }
        NotSet::PlatformDecides { kpi } => (
            writer.say("not-set-platform", &[("kpi", name(writer, kpi))]),
            writer.say("not-set-platform-next", &[]),
        ),
        NotSet::TwoSided { kpi } => (
            writer.say("not-set-two-sided", &[("kpi", name(writer, kpi))]),
            writer.say("not-set-two-sided-next", &[]),
        ),
        NotSet::ValueMoved { kpi } => (
            writer.say("not-set-value-moved", &[("kpi", name(writer, kpi))]),
            writer.say("not-set-value-moved-next", &[]),
        ),
        NotSet::SubscribedAlready { channel, kind } => (
            writer.say(
                "not-set-subscribed",
                &[("channel", channel.into()), ("digest", digest(writer, *kind).into())],
            ),
            String::new(),
        ),
        NotSet::NotSubscribed { channel } => {
            (writer.say("not-set-not-subscribed", &[("channel", channel.into())]), String::new())
        }
        NotSet::BreaksRule { rule } => {
            (writer.say("not-set-rule", &[]), writer.say("not-set-rule-next", &[("rule", rule.into())]))
        }
    }
}

fn lack(lack: Lack) -> &'static str {
    match lack {
        Lack::Kpi => "lacks-kpi",
        Lack::OneKpi => "lacks-one-kpi",
        Lack::Person => "lacks-person",
        Lack::Days => "lacks-days",
        Lack::End => "lacks-end",
        Lack::Reason => "lacks-reason",
        Lack::Value => "lacks-value",
        Lack::Channel => "lacks-channel",
        Lack::Digest => "lacks-digest",
        Lack::Language => "lacks-language",
        Lack::Zone => "lacks-zone",
        Lack::Hours => "lacks-hours",
    }
}
