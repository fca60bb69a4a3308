//! The year that is said before or behind a month or a quarter.

use super::Today;
use crate::reading::day;
use crate::reading::numeral;
use crate::reading::words::Words;

/// The year with which a stretch begins, and what it is the year of.
pub(super) fn year(words: Words<'_>, today: Today) -> Option<(i16, Words<'_>)> {
    if let Some(rest) = words.after_any(&["去年的", "去年", "last year's", "last year"]) {
        return Some((today.speaker.year().checked_sub(1)?, rest));
    }
    if let Some(rest) = words.after_any(&["今年的", "今年", "this year's"]) {
        return Some((today.speaker.year(), rest));
    }
    if let Some(rest) = words.after("last")
        && let Some((month, _)) = day::month_name(rest)
    {
        let passed = month < i64::from(today.speaker.month());
        return Some((
            if passed { today.speaker.year() } else { today.speaker.year().checked_sub(1)? },
            rest,
        ));
    }
    let (number, length) = numeral::whole(words.chars())?;
    let behind = words.skip(length);
    let rest = behind.after_any(&["年的", "年度", "年"]).or_else(|| {
        let quarter_or_end = behind.is_blank() || behind.chars().first().is_some_and(|c| c.is_whitespace());
        quarter_or_end.then(|| behind.trim())
    })?;
    let year = i16::try_from(number).ok()?;
    (2000..2100).contains(&year).then_some((year, rest))
}

/// The year that stands behind a month or a quarter, where one does, and the rest.
pub(super) fn year_behind(words: Words<'_>, today: Today) -> (Option<i16>, Words<'_>) {
    if let Some(rest) = words.after_any(&["last year", "of last year", "去年"]) {
        return (today.speaker.year().checked_sub(1), rest);
    }
    let behind = words.after("of").unwrap_or(words);
    match numeral::whole(behind.chars()) {
        Some((number, 4)) if (2000..2100).contains(&number) => {
            (i16::try_from(number).ok(), behind.skip(4).trim())
        }
        _ => (None, words),
    }
}
