//! Working hours as people write them: "9:30-18:30", "9am to 6pm", "9点半到18点半", "9-18".

use steward_core::time::{TimeOfDay, WorkingHours};

use crate::reading::numeral;
use crate::reading::span;
use crate::reading::words::Words;

/// Words between two times.
const BETWEEN: &[&str] = &["to", "until", "till", "through", "-", "~", "到", "至", "—"];

/// The hours with which a stretch begins, and what stands behind them.
pub(crate) fn hours(words: Words<'_>) -> Option<(WorkingHours, Words<'_>)> {
    let begin = words.after_any(&["from", "从"]).unwrap_or(words);
    let first = *begin.chars().first()?;
    if !(first.is_ascii_digit() || "早上下中晚凌一二三四五六七八九十两".contains(first)) {
        return None;
    }
    let (from, rest) = time(begin)?;
    // "Snooze 12 until 18:00" names an alert.
    if span::time(begin).is_none() && rest.after_any(&["until", "till"]).is_some() {
        return None;
    }
    let rest = rest.after_any(BETWEEN).or_else(|| {
        rest.chars().first().is_some_and(|c| matches!(c, '-' | '~')).then(|| rest.skip(1).trim())
    })?;
    let (mut to, rest) = time(rest)?;
    // "9 to 6" ends in the afternoon.
    if to <= from && to.hour() < 12 && from.hour() < 12 {
        to = TimeOfDay::new(u8::try_from(to.hour()).ok()? + 12, u8::try_from(to.minute()).ok()?)?;
    }
    (from != to).then_some((WorkingHours { from, to }, rest))
}

fn time(words: Words<'_>) -> Option<(TimeOfDay, Words<'_>)> {
    if let Some(found) = span::time(words) {
        return Some(found);
    }
    let (hour, length) = numeral::small(words.chars())?;
    let rest = words.skip(length);
    let goes_on = |c: &char| c.is_ascii_alphanumeric() || "%月号日天年周个万千.,:/".contains(*c);
    if rest.chars().first().is_some_and(goes_on) {
        return None;
    }
    Some((TimeOfDay::new(u8::try_from(hour).ok()?, 0)?, rest.trim()))
}
