//! How far numbers moved in some days, the largest movements first.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
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
    /// How far, as a part of where it was; the distance itself from 0. Only for putting movements in order: a division of
    /// decimals takes many times as long, and a company has thousands of numbers.
    pub fn relative(&self) -> f64 {
        let (from, to) = (float(self.from.1), float(self.to.1));
        let distance = (to - from).abs();
        if from == 0.0 { distance } else { distance / from.abs() }
    }
}

/// A decimal up to its last few digits, in a part of the time that its own exact conversion takes.
fn float(value: Decimal) -> f64 {
    let power = i32::try_from(value.scale()).unwrap_or(i32::MAX);
    value.mantissa().to_f64().unwrap_or(f64::MAX) / 10_f64.powi(power)
}

/// How far back numbers are looked at, from the newest period of each. Most numbers of a company share theirs: the day is
/// reckoned again only where it differs from the last one, as thousands are asked for at once.
#[derive(Debug, Clone)]
pub struct Back {
    days: i64,
    last: Option<(Date, Date)>,
}

impl Back {
    /// So many days back, one at least.
    pub fn days(days: i64) -> Self {
        Self { days: days.max(1), last: None }
    }

    fn from(&mut self, newest: Date) -> Date {
        match self.last {
            Some((known, day)) if known == newest => day,
            _ => {
                let day = add_days(newest, -self.days);
                self.last = Some((newest, day));
                day
            }
        }
    }
}

/// How the newest of the readings moved against the one so many days before, or the last one before that; the oldest
/// known when all are younger. None when nothing moved.
pub fn moved(readings: &[Reading], back: &mut Back) -> Option<Moved> {
    let (newest, earlier) = readings.split_last()?;
    let until = back.from(newest.period);
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
        moved(&judged.readings, &mut Back::days(days_back))
    }

    #[test]
    fn the_newest_is_held_against_the_day_asked_for() {
        let found = of("1 2 3 5", 2).unwrap();
        assert_eq!(found, Moved { from: (day("2026-06-02"), dec("2")), to: (day("2026-06-04"), dec("5")) });
        assert!((found.relative() - 1.5).abs() < 1e-9, "{found:?}");
        assert_eq!(of("1 . 3 5", 2).unwrap().from.0, day("2026-06-01"), "the last one before a gap");
        assert_eq!(of("1 2", 30).unwrap().from.0, day("2026-06-01"), "the oldest that is known");
    }

    #[test]
    fn what_stays_does_not_move() {
        assert_eq!(of("5 2 5", 2), None);
        assert_eq!(of("5", 1), None);
        assert!((of("0 3", 1).unwrap().relative() - 3.0).abs() < 1e-9);
    }
}
