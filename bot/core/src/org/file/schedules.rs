//! Schedules of digests and the days of calendars in the file.

use std::collections::BTreeMap;

use super::fields::Fields;
use super::lines::{self, Lines};
use crate::calendar::{Calendar, CalendarChanges, DayOff, ExtraWorkday};
use crate::digest::{DigestKind, DigestSchedule};
use crate::id::{ChannelKey, ScheduleKey, ScorecardKey};
use crate::person::Channel;
use crate::schedule::{Rule, Timing};
use crate::time::Zone;

const KINDS: [(&str, DigestKind); 3] =
    [("daily", DigestKind::Daily), ("weekly", DigestKind::Weekly), ("monthly", DigestKind::Monthly)];

/// Hours after its slot in which a digest is still worth reading: until the evening of a morning's one.
pub const DEFAULT_LATE_HOURS: u32 = 12;

/// Reads a schedule; its zone is the channel's when it names none.
pub(super) fn read(fields: &Fields<'_>, channels: &BTreeMap<ChannelKey, Channel>) -> Option<DigestSchedule> {
    let key =
        fields.need("key", fields.read("key", ScheduleKey::parse), "a short name, such as \"ops_daily\"");
    let channel = fields.need("channel", fields.read("channel", ChannelKey::parse), "the channel it goes to");
    let kind = fields.need("kind", fields.word("kind", &KINDS), "\"daily\", \"weekly\" or \"monthly\"");
    let hint = "such as \"workdays 09:00\", \"mon 09:00\" or \"30 9 * * 1-5\"";
    let rule = fields.need("at", fields.read("at", Rule::parse), hint);
    let of_channel = || channels.get(channel.as_ref()?).map(|channel| channel.zone.clone());
    let zone = fields.read("zone", Zone::parse).or_else(|| of_channel().filter(|_| !fields.has("zone")));
    let zone = fields.need("zone", zone, "a named zone, such as \"Asia/Shanghai\"");
    let follows_workdays = rule.as_ref().is_some_and(Rule::follows_workdays);
    let calendar = match fields.text("calendar") {
        None if follows_workdays => fields.need("calendar", None, "whose workdays: \"cn\" or \"us\""),
        None if !fields.has("calendar") => Some(Calendar::EVERY_DAY.to_owned()),
        own => own,
    };
    let scorecard = fields.read("scorecard", ScorecardKey::parse);
    let late_hours = fields.whole("late_hours").unwrap_or(DEFAULT_LATE_HOURS);
    fields.finish();
    let timing = Timing { rule: rule?, zone: zone?, calendar: calendar? };
    Some(DigestSchedule { key: key?, channel: channel?, kind: kind?, timing, scorecard, late_hours })
}

pub(super) fn write(out: &mut Lines, schedule: &DigestSchedule) {
    let kind = KINDS.iter().find(|(_, kind)| *kind == schedule.kind).map_or("", |(word, _)| word);
    out.record("schedule");
    out.text("key", &schedule.key);
    out.text("channel", &schedule.channel);
    out.text("kind", kind);
    out.text("at", &schedule.timing.rule);
    out.text("zone", schedule.timing.zone.name());
    out.text("calendar", &schedule.timing.calendar);
    out.maybe_text("scorecard", schedule.scorecard.as_ref());
    if schedule.late_hours != DEFAULT_LATE_HOURS {
        out.raw("late_hours", schedule.late_hours);
    }
}

pub(super) fn read_calendar(fields: &Fields<'_>) -> Option<(String, CalendarChanges)> {
    let key = fields.need("key", fields.text("key"), "the calendar these days change: \"cn\" or \"us\"");
    let day = |table: &Fields<'_>| {
        let date = table.need("date", table.date("date"), "a date such as 2026-11-20");
        let name = table.need("name", table.text("name"), "what the day is called");
        table.finish();
        date.zip(name)
    };
    let days = |key| fields.tables(key, &["date"]).iter().filter_map(day).collect::<Vec<_>>();
    let days_off = days("days_off").into_iter().map(|(date, name)| DayOff { date, name }).collect();
    let workdays = days("workdays").into_iter().map(|(date, name)| ExtraWorkday { date, name }).collect();
    fields.finish();
    Some((key?, CalendarChanges { days_off, workdays }))
}

pub(super) fn write_calendar(out: &mut Lines, key: &str, changes: &CalendarChanges) {
    out.record("calendar");
    out.text("key", key);
    write_days(out, "days_off", changes.days_off.iter().map(|day| (day.date, &day.name)));
    write_days(out, "workdays", changes.workdays.iter().map(|day| (day.date, &day.name)));
}

fn write_days<'a>(out: &mut Lines, key: &str, days: impl Iterator<Item = (jiff::civil::Date, &'a String)>) {
    let mut days = days.peekable();
    if days.peek().is_some() {
        out.tables(key, days.map(|(date, name)| format!("date = {date}, name = {}", lines::quoted(name))));
    }
}
