//! Dates as tables write them.

use jiff::civil::Date;
use jiff::fmt::strtime;
use steward_core::kpi::Grain;

use super::cell::Cell;

/// Reads the date of a row; a month's format needs no day. An error says what was found and what is needed.
pub(super) fn read(cell: &Cell, format: Option<&str>) -> Result<Date, String> {
    match cell {
        Cell::Date(date) => Ok(*date),
        Cell::Text(text) => of_text(text, format),
        Cell::Number(_) if format.is_some() => of_text(&cell.shown(), format),
        Cell::Number(_) => Err(format!(
            "`{}` is a number and no date: give the column a date format in the workbook",
            cell.shown()
        )),
        Cell::Empty => Err("the date is missing; the row is left out".to_owned()),
        Cell::Fault(fault) => Err(format!("`{fault}` is no date; the row is left out")),
    }
}

fn of_text(text: &str, format: Option<&str>) -> Result<Date, String> {
    let shown: String = text.chars().take(40).collect();
    let Some(format) = format else {
        // A time of day after the date does not change the day.
        let day = text.split([' ', 'T']).next().unwrap_or(text);
        return day.parse().map_err(|_| {
            format!(
                "`{shown}` is no date such as 2026-11-20: set `date_format` in the mapping, such as %d/%m/%Y"
            )
        });
    };
    let parsed = strtime::parse(format, text).and_then(|mut parts| {
        if parts.day().is_none() && parts.day_of_year().is_none() {
            parts.set_day(Some(1))?;
        }
        parts.to_date()
    });
    parsed.map_err(|_| format!("`{shown}` is no date of the format `{format}`; the row is left out"))
}

/// Why a date cannot name a period of this length.
pub(super) fn misfit(date: Date, grain: Grain) -> Option<String> {
    (grain == Grain::Month && date.day() != 1).then(|| {
        format!(
            "{date} is not the first day of a month, and the KPI goes by month: write {}",
            date.first_of_month()
        )
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2026-11-20", None, "2026-11-20")]
    #[case("2026-11-20 23:59:00", None, "2026-11-20")]
    #[case("2026-11-20T23:59:00Z", None, "2026-11-20")]
    #[case("20/11/2026", Some("%d/%m/%Y"), "2026-11-20")]
    #[case("2026/1/5", Some("%Y/%m/%d"), "2026-01-05")]
    #[case("2026年11月20日", Some("%Y年%m月%d日"), "2026-11-20")]
    #[case("2026-11", Some("%Y-%m"), "2026-11-01")]
    #[case("20261120", Some("%Y%m%d"), "2026-11-20")]
    #[case("Nov 20, 2026", Some("%b %d, %Y"), "2026-11-20")]
    fn a_date_is_read(#[case] text: &str, #[case] format: Option<&str>, #[case] expected: Date) {
        assert_eq!(read(&Cell::text(text), format), Ok(expected));
    }

    #[rstest]
    #[case("20/11/2026", None)]
    #[case("Total", None)]
    #[case("11/20/2026", Some("%d/%m/%Y"))]
    #[case("2026-02-30", None)]
    #[case("", None)]
    fn what_is_no_date_is_told(#[case] text: &str, #[case] format: Option<&str>) {
        assert!(read(&Cell::text(text), format).is_err());
    }
}
