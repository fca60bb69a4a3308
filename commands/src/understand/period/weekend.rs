//! Weekends: "last weekend", "周末".

use super::{Period, Today};
use crate::reading::day::{Lean, shifted};
use crate::reading::words::Words;

/// "last weekend", "周末", "上周末".
pub(super) fn weekend(words: Words<'_>, today: Today, lean: Lean) -> Option<(Period, Words<'_>)> {
    let monday = shifted(today.speaker, -i64::from(today.speaker.weekday().to_monday_zero_offset()))?;
    let names: &[(i64, &[&str])] = &[
        (-1, &["last weekend", "the past weekend", "past weekend", "上周末", "上个周末"]),
        (0, &["this weekend", "本周末", "这周末", "这个周末"]),
        (1, &["next weekend", "下周末", "下个周末"]),
    ];
    if let Some((weeks, rest)) =
        names.iter().find_map(|(weeks, names)| words.after_any(names).map(|rest| (*weeks, rest)))
    {
        let saturday = shifted(monday, 5 + 7 * weeks)?;
        return Some((Period::of(saturday, shifted(saturday, 1)?), rest));
    }
    let rest = words.after_any(&["the weekend", "over the weekend", "weekend", "周末"])?;
    let saturday = shifted(monday, 5)?;
    let saturday =
        if lean == Lean::Back && saturday >= today.speaker { shifted(saturday, -7)? } else { saturday };
    Some((Period::of(saturday, shifted(saturday, 1)?), rest))
}
