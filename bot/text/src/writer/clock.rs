//! Days, instants, spans and zones as people say them.

use jiff::civil::{Date, Weekday};
use jiff::{Span, Timestamp};
use steward_core::kpi::Grain;
use steward_core::moment;
use steward_core::time::{TimeOfDay, Zone};

use super::Writer;

/// Days on each side of today that are called by their weekday alone.
const WEEKDAY_REACH_DAYS: i32 = 6;

/// Spans from here on are told in days: two of them, in minutes.
const DAYS_FROM_MINUTES: i64 = 2 * DAY_MINUTES;
const DAY_MINUTES: i64 = 24 * HOUR_MINUTES;
const HOUR_MINUTES: i64 = 60;

impl Writer<'_> {
    /// A day: `Nov 21`, `11月21日`; with the year when it is not this year.
    pub fn date(&self, date: Date) -> String {
        let values = [("day", date.day().to_string()), ("month", self.month(date))];
        let [day, month] = values.each_ref().map(|(name, value)| (*name, value.into()));
        if date.year() == self.today().year() {
            return self.say("date", &[day, month]);
        }
        self.say("date-with-year", &[day, month, ("year", date.year().to_string().into())])
    }

    /// A day with its weekday: `Sat Nov 21`, `11月21日周六`.
    pub fn weekday_date(&self, date: Date) -> String {
        self.say(
            "date-with-weekday",
            &[("weekday", self.weekday(date).into()), ("date", self.date(date).into())],
        )
    }

    /// First to last day: `Nov 15–21`, `11月15日至21日`. One day is written alone, with its weekday.
    pub fn dates(&self, first: Date, last: Date) -> String {
        if first == last {
            return self.weekday_date(first);
        }
        let this_year = self.today().year();
        if first.year() == this_year && last.year() == this_year && first.month() == last.month() {
            return self.say(
                "dates-in-one-month",
                &[
                    ("first-day", first.day().to_string().into()),
                    ("last-day", last.day().to_string().into()),
                    ("month", self.month(first).into()),
                ],
            );
        }
        self.say("dates", &[("first", self.date(first).into()), ("last", self.date(last).into())])
    }

    /// The period that begins on a day.
    pub fn period(&self, first: Date, grain: Grain) -> String {
        match grain {
            Grain::Day | Grain::Snapshot => self.weekday_date(first),
            Grain::Week => self.dates(first, first.saturating_add(Span::new().days(6))),
            Grain::Month => self.say(
                "month-of-year",
                &[("month", self.month(first).into()), ("year", first.year().to_string().into())],
            ),
        }
    }

    /// An instant on the reader's clock: `today 09:12`, `Sat 09:12`, `Nov 21 09:12`.
    pub fn instant(&self, at: Timestamp) -> String {
        let local = self.zone.local_at(at);
        let time = TimeOfDay::of(local.time()).to_string();
        let words =
            self.say("day-and-time", &[("day", self.day(local.date()).into()), ("time", time.into())]);
        if self.marks_moments { moment::marked(at, &words) } else { words }
    }

    /// The reader's date of an instant: `Nov 12`.
    pub fn date_of(&self, at: Timestamp) -> String {
        self.date(self.zone.date_at(at))
    }

    /// The day of an instant on the reader's clock, in the fewest words: `today`, `Sat`, `Nov 21`.
    fn day(&self, date: Date) -> String {
        let today = self.today();
        let distance = today.until(date).map_or(i32::MAX, |span| span.get_days());
        match distance {
            0 => self.say("day-today", &[]),
            1 => self.say("day-tomorrow", &[]),
            -1 => self.say("day-yesterday", &[]),
            _ if distance.abs() <= WEEKDAY_REACH_DAYS => self.weekday(date),
            _ => self.date(date),
        }
    }

    /// A span in whole minutes: `3 h 20 min`, `2 days`; minutes are left out from two days on.
    pub fn minutes(&self, minutes: i64) -> String {
        if minutes < DAYS_FROM_MINUTES {
            return self.hours_and_minutes(minutes);
        }
        let (days, hours) = (minutes / DAY_MINUTES, minutes % DAY_MINUTES / HOUR_MINUTES);
        if hours == 0 {
            return self.say("span-days", &[("days", days.into())]);
        }
        self.say("span-days-hours", &[("days", days.into()), ("hours", hours.into())])
    }

    /// A span in hours and minutes, however long.
    pub(super) fn hours_and_minutes(&self, minutes: i64) -> String {
        let (hours, rest) = (minutes / HOUR_MINUTES, minutes % HOUR_MINUTES);
        match (hours, rest) {
            (0, _) => self.say("span-minutes", &[("minutes", rest.into())]),
            (_, 0) => self.say("span-hours", &[("hours", hours.into())]),
            _ => self.say("span-hours-minutes", &[("hours", hours.into()), ("minutes", rest.into())]),
        }
    }

    /// Periods in a row: `3 days running`. Nothing below two.
    pub fn run(&self, first: Date, last: Date, grain: Grain) -> String {
        let days = first.until(last).map_or(0, |span| span.get_days());
        let (key, periods) = match grain {
            Grain::Day | Grain::Snapshot => ("run-days", days + 1),
            Grain::Week => ("run-weeks", days / 7 + 1),
            Grain::Month => {
                let months =
                    i32::from(last.year() - first.year()) * 12 + i32::from(last.month() - first.month());
                ("run-months", months + 1)
            }
        };
        if periods < 2 { String::new() } else { self.say(key, &[("count", i64::from(periods).into())]) }
    }

    /// What people call the time of a zone: `Pacific`, `Shanghai time`.
    pub fn zone_name(&self, zone: &Zone) -> String {
        let key = match zone.name() {
            "America/Los_Angeles" | "US/Pacific" => "zone-pacific",
            "America/Denver" | "US/Mountain" => "zone-mountain",
            "America/Chicago" | "US/Central" => "zone-central",
            "America/New_York" | "US/Eastern" => "zone-eastern",
            "Asia/Shanghai" | "PRC" => "zone-shanghai",
            "Asia/Hong_Kong" => "zone-hong-kong",
            "Asia/Tokyo" => "zone-tokyo",
            "Europe/London" => "zone-london",
            "Europe/Berlin" => "zone-berlin",
            "UTC" => "zone-utc",
            name => {
                let city = name.rsplit('/').next().unwrap_or(name).replace('_', " ");
                return self.say("zone-of-city", &[("city", city.into())]);
            }
        };
        self.say(key, &[])
    }

    /// The reader's date.
    pub fn today(&self) -> Date {
        self.zone.date_at(self.now)
    }

    fn month(&self, date: Date) -> String {
        let key = match date.month() {
            1 => "month-1",
            2 => "month-2",
            3 => "month-3",
            4 => "month-4",
            5 => "month-5",
            6 => "month-6",
            7 => "month-7",
            8 => "month-8",
            9 => "month-9",
            10 => "month-10",
            11 => "month-11",
            _ => "month-12",
        };
        self.say(key, &[])
    }

    fn weekday(&self, date: Date) -> String {
        let key = match date.weekday() {
            Weekday::Monday => "weekday-monday",
            Weekday::Tuesday => "weekday-tuesday",
            Weekday::Wednesday => "weekday-wednesday",
            Weekday::Thursday => "weekday-thursday",
            Weekday::Friday => "weekday-friday",
            Weekday::Saturday => "weekday-saturday",
            Weekday::Sunday => "weekday-sunday",
        };
        self.say(key, &[])
    }
}
