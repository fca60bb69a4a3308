//! Values in their unit, and how far one is from another.

use rust_decimal::Decimal;
use steward_core::limit::{Edge, Limit};
use steward_core::unit::Unit;

use super::Writer;
use crate::catalogue::Value;
use crate::format::money::money;
use crate::format::number::{MINUS, number};
use crate::format::percent;

/// Most decimals of a value that is neither a percent nor money.
const PLACES: u32 = 2;

/// Minutes of an hour, for values in hours.
const HOUR_MINUTES: i64 = 60;

impl Writer<'_> {
    /// A value in its unit: `3.2%`, `$1,234.50`, `26 h 30 min`, `2 days`.
    pub fn value(&self, value: Decimal, unit: Unit) -> String {
        let counted = |key: &str| {
            self.say(key, &[("number", number(value, PLACES).into()), ("count", Value::Count(value))])
        };
        match unit {
            Unit::Percent => percent::percent(value),
            Unit::Money(currency) => money(value, currency),
            Unit::Count | Unit::Ratio | Unit::Score => number(value, PLACES),
            Unit::Hours => self.hours(value),
            Unit::Days => counted("unit-days"),
            Unit::Weeks => counted("unit-weeks"),
            Unit::Level => self.say("unit-level", &[("number", number(value, PLACES).into())]),
            Unit::TimesPerYear => counted("unit-times-per-year"),
        }
    }

    /// A value written so that it is told from a limit that it only nearly equals.
    pub fn value_beside(&self, value: Decimal, other: Decimal, unit: Unit) -> String {
        match unit {
            Unit::Percent => percent::percent_beside(value, other),
            _ => self.value(value, unit),
        }
    }

    /// A limit as a condition: `> 4%`, `≤ 45 days`.
    pub fn limit(&self, limit: Limit, unit: Unit) -> String {
        let value = self.value(limit.value, unit);
        let sign = match limit.edge {
            Edge::Above => ">",
            Edge::AtOrAbove => "≥",
            Edge::Below => "<",
            Edge::AtOrBelow => "≤",
        };
        format!("{sign}\u{a0}{value}")
    }

    /// How far two values are apart, without a sign: percentage points for percents, the unit itself otherwise.
    pub fn gap(&self, one: Decimal, other: Decimal, unit: Unit) -> String {
        let gap = one.checked_sub(other).unwrap_or_default().abs();
        match unit {
            Unit::Percent => self.say("points", &[("number", percent::points(gap).into())]),
            _ => self.value(gap, unit),
        }
    }

    /// How a value changed: `+0.6 pp` between percents, `−12%` between amounts and counts, `+2 days` otherwise. A change too small
    /// to be shown is said in words.
    pub fn change(&self, value: Decimal, previous: Decimal, unit: Unit) -> String {
        let difference = value.checked_sub(previous).unwrap_or_default();
        if difference.is_zero() {
            return self.say("unchanged", &[]);
        }
        let size = match unit {
            Unit::Money(_) | Unit::Count | Unit::Ratio => {
                match difference.abs().checked_div(previous.abs()) {
                    Some(relative) if percent::is_tiny(relative) => return self.say("nearly-unchanged", &[]),
                    Some(relative) => percent::percent(relative),
                    None => self.value(difference.abs(), unit),
                }
            }
            Unit::Percent if percent::is_tiny(difference) => return self.say("nearly-unchanged", &[]),
            _ => self.gap(value, previous, unit),
        };
        if difference.is_sign_negative() { format!("{MINUS}{size}") } else { format!("+{size}") }
    }

    /// `↑` or `↓`, nothing when unchanged.
    pub fn arrow(&self, value: Decimal, previous: Decimal) -> &'static str {
        match value.cmp(&previous) {
            std::cmp::Ordering::Greater => "↑",
            std::cmp::Ordering::Less => "↓",
            std::cmp::Ordering::Equal => "",
        }
    }

    /// Hours with a fraction as hours and minutes; a span that is not whole minutes keeps its decimals.
    fn hours(&self, hours: Decimal) -> String {
        let minutes = hours.checked_mul(HOUR_MINUTES.into());
        let whole = minutes.filter(|m| m.fract().is_zero() && !m.is_sign_negative());
        match whole.and_then(|minutes| i64::try_from(minutes).ok()) {
            Some(minutes) => self.hours_and_minutes(minutes),
            None => self.say("unit-hours", &[("number", number(hours, PLACES).into())]),
        }
    }
}
