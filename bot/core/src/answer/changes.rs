//! How far numbers moved in some days, the largest movements first.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::alert::Reading;
use crate::judge::period::add_days;

/// How a number moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The period it moved from, and the value.
    pub from: (Date, Decimal),
    /// The newest period, and the value.
    pub to: (Date, Decimal),
}

impl Moved {
    /// How far, as a part of where it was; the distance itself from 0.
    pub fn relative(&self) -> Decimal {
        let distance = self.to.1.checked_sub(self.from.1).unwrap_or(Decimal::MAX).abs();
        distance.checked_div(self.from.1.abs()).unwrap_or(distance)
    }
}

/// How the newest of the readings moved against the one so many days before, or the last one before that; the oldest
/// known when all are younger. None when nothing moved.
pub fn moved(readings: &[Reading], days: i64) -> Option<Moved> {
    let (newest, earlier) = readings.split_last()?;
    let until = add_days(newest.period, -days.max(1));
    let before = earlier.iter().rev().find(|reading| reading.period <= until).or_else(|| earlier.first())?;
    (before.value != newest.value)
        .then_some(Moved { from: (before.period, before.value), to: (newest.period, newest.value) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::example::{day, days, dec, judged, kpi};

    fn of(values: &str, days_back: i64) -> Option<Moved> {
        let kpi = kpi("lsr");
        let judged = judged(&kpi, &days(&kpi, "2026-06-01", values), "2026-06-20T00:00:00Z");
        moved(&judged.readings, days_back)
    }

    #[test]
    fn the_newest_is_held_against_the_day_asked_for() {
        let found = of("1 2 3 5", 2).unwrap();
        assert_eq!(found, Moved { from: (day("2026-06-02"), dec("2")), to: (day("2026-06-04"), dec("5")) });
        assert_eq!(found.relative(), dec("1.5"));
        assert_eq!(of("1 . 3 5", 2).unwrap().from.0, day("2026-06-01"), "the last one before a gap");
        assert_eq!(of("1 2", 30).unwrap().from.0, day("2026-06-01"), "the oldest that is known");
    }

    #[test]
    fn what_stays_does_not_move() {
        assert_eq!(of("5 2 5", 2), None);
        assert_eq!(of("5", 1), None);
        assert_eq!(of("0 3", 1).unwrap().relative(), dec("3"));
    }
}
