//! The budget of calls that an app has in a month: when administrators are to be told of it.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, offset};

/// Percent of the budget at which administrators are told.
const TOLD_AT_PERCENT: [u32; 2] = [80, 100];
/// Hours that China is ahead of UTC: its editions of Feishu are the ones that have a budget.
const CHINA_HOURS: i8 = 8;

/// The first day of the month that a call counts in.
pub fn month_of(now: Timestamp) -> Date {
    TimeZone::fixed(offset(CHINA_HOURS)).to_datetime(now).date().first_of_month()
}

/// The highest percentage told of that was reached when the calls of a month rose from `before` to `used`.
pub fn reached(before: u64, used: u64, allowed: u64) -> Option<u32> {
    let is_reached =
        |calls: u64, percent: u32| u128::from(calls) * 100 >= u128::from(allowed) * u128::from(percent);
    let mut told = TOLD_AT_PERCENT.into_iter().rev();
    told.find(|percent| is_reached(used, *percent) && !is_reached(before, *percent))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0, 7_999, None)]
    #[case(7_999, 8_000, Some(80))]
    #[case(8_000, 9_999, None)]
    #[case(9_999, 10_007, Some(100))]
    #[case(7_000, 12_000, Some(100))]
    #[case(10_000, 20_000, None)]
    fn each_percentage_is_told_once(#[case] before: u64, #[case] used: u64, #[case] expected: Option<u32>) {
        assert_eq!(reached(before, used, 10_000), expected);
    }

    #[test]
    fn months_are_china_s() {
        let month = |at: &str| month_of(at.parse().unwrap()).to_string();
        assert_eq!(month("2026-11-30T15:59:59Z"), "2026-11-01");
        assert_eq!(month("2026-11-30T16:00:00Z"), "2026-12-01");
    }
}
