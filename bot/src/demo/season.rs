//! The year of a US shop with people in China: weekdays, Prime Day, Black Friday week, Chinese New Year.

use jiff::Span;
use jiff::civil::{Date, Weekday};
use steward_core::calendar::events;

use super::generator::WHOLE;

/// How much a day is above or below an ordinary one, in parts per million of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Season {
    /// Visits and orders.
    pub(super) demand: i64,
    /// What a click costs.
    pub(super) click_cost: i64,
    /// Work that is left lying while people are away: late answers, late parcels.
    pub(super) delay: i64,
}

/// Days before Black Friday on which its offers begin.
const BLACK_FRIDAY_LEAD_DAYS: i32 = 7;

/// Days after Cyber Monday on which its offers run out.
const CYBER_MONDAY_TAIL_DAYS: i32 = 2;

/// Days around the closure of the factories in which fewer people are at their desks.
const NEW_YEAR_EDGE_DAYS: i32 = 3;

/// The season of a day of the shop.
pub(super) fn on(date: Date) -> Season {
    let mut season = Season { demand: weekday(date.weekday()), click_cost: WHOLE, delay: WHOLE };
    for event in events() {
        let within = |before: i32, after: i32| {
            event.from.saturating_sub(Span::new().days(before)) <= date
                && date <= event.to.saturating_add(Span::new().days(after))
        };
        match event.key.as_str() {
            "prime_day" if within(0, 0) => season = season.times(2_150_000, 1_350_000, 1_150_000),
            "prime_big_deal_days" if within(0, 0) => season = season.times(1_500_000, 1_200_000, 1_100_000),
            "black_friday" if within(0, 0) => season = season.times(1_600_000, 1_150_000, 1_100_000),
            "cyber_monday" if within(0, 0) => season = season.times(1_700_000, 1_150_000, 1_100_000),
            "chinese_new_year_closure" if within(NEW_YEAR_EDGE_DAYS, NEW_YEAR_EDGE_DAYS) => {
                season = season.times(970_000, WHOLE, 1_350_000);
            }
            _ => {}
        }
        if event.key == "black_friday" && within(BLACK_FRIDAY_LEAD_DAYS, 3 + CYBER_MONDAY_TAIL_DAYS) {
            season = season.times(1_400_000, 1_150_000, 1_100_000);
        }
    }
    season
}

impl Season {
    fn times(self, demand: i64, click_cost: i64, delay: i64) -> Self {
        let scale = super::generator::scaled;
        Self {
            demand: scale(self.demand, demand),
            click_cost: scale(self.click_cost, click_cost),
            delay: scale(self.delay, delay),
        }
    }
}

/// People shop on Sunday evening and Monday, least before the weekend.
fn weekday(weekday: Weekday) -> i64 {
    match weekday {
        Weekday::Monday => 1_040_000,
        Weekday::Tuesday => 1_010_000,
        Weekday::Wednesday => 990_000,
        Weekday::Thursday => 970_000,
        Weekday::Friday => 940_000,
        Weekday::Saturday => 980_000,
        Weekday::Sunday => 1_070_000,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_great_days_stand_out() {
        let ordinary = on(date(2026, 9, 9)).demand;
        assert!(on(date(2025, 7, 9)).demand > 2 * ordinary, "Prime Day");
        assert!(on(date(2026, 11, 27)).demand > 2 * ordinary, "Black Friday");
        assert!(on(date(2026, 11, 24)).demand > ordinary * 13 / 10, "the week before");
        assert!(on(date(2026, 12, 9)).demand < ordinary * 11 / 10, "it ends");
        assert!(on(date(2026, 2, 18)).delay > on(date(2026, 3, 18)).delay, "Chinese New Year");
    }
}
