//! Promises inside a sentence: "…, due fri", "moved to UPS by 11-28", "周五前", "截止 11月28日".

use jiff::civil::Date;

use super::day::{self, Lean};
use super::words::Words;

/// What a clause says about a promised day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Promise<'a> {
    /// A day, and what of the clause stands without it; blank when the clause was the promise alone.
    Day(Date, Words<'a>),
    /// It names a due day that is none.
    NoDay(Words<'a>),
    /// Nothing.
    None,
}

/// Words that announce a due day and nothing else.
const ANNOUNCES: &[&str] =
    &["due date", "due by", "due on", "due", "deadline", "eta", "截止日期", "截止到", "截止", "截至", "期限"];

/// Words that announce a due day, or something else.
const MAY_ANNOUNCE: &[&str] =
    &["by", "before", "until", "till", "done by", "fixed by", "on", "于", "在", "预计"];

/// What follows a Chinese day that is an end.
const BEFORE: &[&str] = &["之前", "以前", "前", "内", "为止"];

/// What may be added to a day without saying more.
const FILLING: &[&str] = &[
    "完成",
    "搞定",
    "解决",
    "恢复",
    "弄好",
    "处理完",
    "处理好",
    "修好",
    "给结果",
    "到位",
    "见效",
    "生效",
    "恢复正常",
    "上线",
    "到货",
    "发出",
    "should be ok",
    "should recover",
    "will recover",
    "should be back",
    "will be back",
    "will be done",
    "should be done",
    "能恢复",
    "应该能恢复",
    "应该能好",
    "会好",
    "should be fine",
    "should be fixed",
    "will be ok",
    "will be fixed",
    "back to normal",
    "预计恢复",
    "能好",
    "可以好",
    "at the latest",
    "latest",
];

/// Longer clauses, in characters, promise nothing that could be read with certainty.
const LONGEST_CLAUSE: usize = 160;

/// What a clause says about a promised day; days are counted from `today`.
pub(crate) fn promise(clause: Words<'_>, today: Date) -> Promise<'_> {
    let clause = clause.trim();
    if clause.len() > LONGEST_CLAUSE {
        return Promise::None;
    }
    if let Some(rest) = clause.after_any(ANNOUNCES) {
        return match only_day(rest, today) {
            Some(date) => Promise::Day(date, rest.skip(rest.len())),
            None => Promise::NoDay(rest),
        };
    }
    if let Some(date) = clause.after_any(MAY_ANNOUNCE).and_then(|rest| only_day(rest, today)) {
        return Promise::Day(date, clause.skip(clause.len()));
    }
    if let Some((date, rest)) = day::day(clause, today, Lean::Ahead) {
        if is_filling(rest) {
            return Promise::Day(date, clause.skip(clause.len()));
        }
        if rest.after_any(BEFORE).is_some() {
            return Promise::Day(date, clause);
        }
    }
    at_the_end(clause, today)
}

/// "moved to UPS by fri", "换 UPS 周五前".
fn at_the_end(clause: Words<'_>, today: Date) -> Promise<'_> {
    let begins_word = |at: usize| {
        let joins = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
        !(joins(clause.chars().get(at.saturating_sub(1))) && joins(clause.chars().get(at)))
    };
    for at in (1..clause.len()).filter(|&at| begins_word(at)) {
        let rest = clause.skip(at);
        if rest.chars().first().is_some_and(|c| c.is_whitespace()) {
            continue;
        }
        let announced = rest.after_any(ANNOUNCES).or_else(|| rest.after_any(MAY_ANNOUNCE));
        let before = clause.first(at).trim();
        if let Some(date) = announced.and_then(|rest| only_day(rest, today)) {
            return Promise::Day(date, if is_filling(before) { before.skip(before.len()) } else { before });
        }
        if let Some((date, behind)) = day::day(rest, today, Lean::Ahead)
            && behind.after_any(BEFORE).is_some_and(is_filling)
        {
            return Promise::Day(date, clause.first(at).trim());
        }
    }
    Promise::None
}

fn only_day(words: Words<'_>, today: Date) -> Option<Date> {
    let (date, rest) = day::day(words, today, Lean::Ahead)?;
    is_filling(rest).then_some(date)
}

/// Whether nothing is left that says more than the day did.
fn is_filling(rest: Words<'_>) -> bool {
    let rest = rest.after_any(BEFORE).unwrap_or(rest);
    let rest = rest.after_any(FILLING).unwrap_or(rest);
    rest.is_blank()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::super::text::Text;
    use super::*;

    #[rstest]
    #[case("due fri", "11-27", "")]
    #[case("by Friday", "11-27", "")]
    #[case("ETA 11-28", "11-28", "")]
    #[case("周五前", "11-27", "")]
    #[case("周五之前完成", "11-27", "")]
    #[case("周五", "11-27", "")]
    #[case("截止周五", "11-27", "")]
    #[case("截止日期：11月28日", "11-28", "")]
    #[case("预计明天搞定", "11-24", "")]
    #[case("moved to UPS by fri", "11-27", "moved to UPS")]
    #[case("moved to UPS due 11-28", "11-28", "moved to UPS")]
    #[case("已换 UPS 周五前", "11-27", "已换 UPS")]
    #[case("周五前换完承运商", "11-27", "周五前换完承运商")]
    #[case("三天内恢复", "11-26", "")]
    fn finds_a_promise(#[case] said: &str, #[case] day: &str, #[case] left: &str) {
        let text = Text::of(said);
        let Promise::Day(due, rest) = promise(text.words(), date(2026, 11, 23)) else {
            panic!("no promise in {said}")
        };
        assert_eq!((due.strftime("%m-%d").to_string().as_str(), rest.said().as_str()), (day, left));
    }

    #[rstest]
    #[case("carrier strike")]
    #[case("stopped by mistake")]
    #[case("周五承运商停发")]
    #[case("friends told us")]
    #[case("提前发货")]
    #[case("以前没有")]
    #[case("")]
    fn finds_none(#[case] said: &str) {
        let text = Text::of(said);
        assert_eq!(promise(text.words(), date(2026, 11, 23)), Promise::None);
    }

    #[test]
    fn says_when_the_day_is_none() {
        let text = Text::of("due whenever");
        assert!(
            matches!(promise(text.words(), date(2026, 11, 23)), Promise::NoDay(rest) if rest.said() == "whenever")
        );
    }
}
