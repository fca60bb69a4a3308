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
const MAY_ANNOUNCE: &[&str] = &["by", "before", "done by", "fixed by", "预计"];

/// Words before a day that is no promise by themselves: "shipped on friday", "on vacation until friday".
const STANDS_BEFORE: &[&str] = &["until", "till", "on", "于", "在"];

/// What follows a Chinese day that is an end.
const BEFORE: &[&str] = &["之前", "以前", "前", "内", "为止"];

/// The part of a day, which a promise of the day may name.
const PARTS: &[&str] = &[
    "morning",
    "noon",
    "afternoon",
    "evening",
    "night",
    "eod",
    "end of day",
    "cob",
    "早上",
    "上午",
    "中午",
    "下午",
    "晚上",
    "晚些时候",
    "早",
    "晚",
    "下班",
    "收工",
];

/// What may stand around a day without saying more: that something will be, and be well.
const FILLING: &[&str] = &[
    "i",
    "we",
    "it",
    "this",
    "that",
    "they",
    "will",
    "i'll",
    "we'll",
    "it'll",
    "should",
    "would",
    "can",
    "be",
    "is",
    "have",
    "hopefully",
    "probably",
    "likely",
    "expect",
    "expected",
    "expecting",
    "estimated",
    "estimate",
    "target",
    "planned",
    "plan",
    "done",
    "fixed",
    "fix",
    "fix it",
    "resolved",
    "solved",
    "ok",
    "okay",
    "fine",
    "good",
    "better",
    "normal",
    "back",
    "to",
    "to normal",
    "on track",
    "recover",
    "recovered",
    "ready",
    "live",
    "finished",
    "finish",
    "complete",
    "completed",
    "all",
    "set",
    "at the latest",
    "latest",
    "give it",
    "give me",
    "for sure",
    "the",
    "see",
    "let's",
    "lets",
    "let us",
    "check",
    "check back",
    "check again",
    "look again",
    "see results",
    "see the effect",
    "see the numbers",
    "latest by",
    "我",
    "我们",
    "这个",
    "预计",
    "估计",
    "希望",
    "应该",
    "大概",
    "争取",
    "计划",
    "打算",
    "尽量",
    "会",
    "能",
    "可以",
    "就",
    "要",
    "把",
    "它",
    "全部",
    "再",
    "内",
    "完成",
    "搞定",
    "解决",
    "恢复",
    "恢复正常",
    "正常",
    "弄好",
    "弄完",
    "做完",
    "搞完",
    "处理",
    "处理完",
    "处理好",
    "处理掉",
    "修好",
    "修复",
    "改好",
    "改完",
    "调好",
    "好",
    "好了",
    "完",
    "给结果",
    "出结果",
    "给答复",
    "给反馈",
    "到位",
    "见效",
    "生效",
    "上线",
    "到货",
    "发出",
    "看",
    "看看",
    "看效果",
    "看数据",
    "看结果",
    "见分晓",
    "之间",
    "左右",
    "了",
    "吧",
    "哈",
    "的",
    "时候",
    "最晚",
    "最迟",
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
    let announced = clause.after_any(MAY_ANNOUNCE).or_else(|| clause.after_any(STANDS_BEFORE));
    if let Some(date) = announced.and_then(|rest| only_day(rest, today)) {
        return Promise::Day(date, clause.skip(clause.len()));
    }
    // "周五前搞定", "should be fine tomorrow": a day with nothing around it that says more.
    let rest = without_filling(clause);
    if let Some((date, rest)) = day_with_part(rest, today) {
        if is_filling(rest) {
            return Promise::Day(date, clause.skip(clause.len()));
        }
        if rest.after_any(BEFORE).is_some() {
            return Promise::Day(date, clause);
        }
    }
    at_the_end(clause, today)
}

/// "moved to UPS by fri", "换 UPS 周五前", "已调低出价 周三看效果".
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
        let before = clause.first(at).trim();
        let announced = rest
            .after_any(ANNOUNCES)
            .or_else(|| rest.after_any(MAY_ANNOUNCE))
            .or_else(|| rest.after_any(STANDS_BEFORE).filter(|_| is_filling(before)));
        if let Some(date) = announced.and_then(|rest| only_day(rest, today)) {
            return Promise::Day(date, if is_filling(before) { before.skip(before.len()) } else { before });
        }
        let Some((date, behind)) = day_with_part(rest, today) else { continue };
        let is_end = behind.after_any(BEFORE).is_some_and(is_filling);
        let is_apart = clause.chars().get(at - 1).is_some_and(|c| c.is_whitespace());
        if is_end || (is_apart && !behind.is_blank() && is_filling(behind)) {
            return Promise::Day(date, clause.first(at).trim());
        }
    }
    Promise::None
}

/// Whether a promise names its day and nothing that will be done: "周五前", "eta friday".
pub(crate) fn is_bare(words: Words<'_>, today: Date) -> bool {
    let announced = words.after_any(ANNOUNCES).or_else(|| words.after_any(MAY_ANNOUNCE));
    let day = day_with_part(announced.unwrap_or(words), today);
    day.is_some_and(|(_, rest)| rest.after_any(BEFORE).unwrap_or(rest).is_blank())
}

fn only_day(words: Words<'_>, today: Date) -> Option<Date> {
    let (date, rest) = day_with_part(words, today)?;
    is_filling(rest).then_some(date)
}

/// A day and the part of it that is named: "明天下午", "friday eod".
fn day_with_part(words: Words<'_>, today: Date) -> Option<(Date, Words<'_>)> {
    let (date, rest) = day::day(words, today, Lean::Ahead)?;
    Some((date, rest.after_any(PARTS).unwrap_or(rest)))
}

/// Whether nothing is left that says more than the day did.
fn is_filling(rest: Words<'_>) -> bool {
    let rest = rest.after_any(BEFORE).unwrap_or(rest);
    without_filling(rest).is_blank()
}

/// What is left behind the words in front that say no more.
pub(crate) fn without_filling(words: Words<'_>) -> Words<'_> {
    let mut left = words.trim();
    while let Some(shorter) = left.after_any(FILLING).filter(|shorter| shorter.len() < left.len()) {
        left = shorter;
    }
    left
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
    #[case("should be fine tomorrow", "11-24", "")]
    #[case("should be back to normal by thursday", "11-26", "")]
    #[case("今晚之前弄完", "11-23", "")]
    #[case("明天下午应该能好", "11-24", "")]
    #[case("已调低出价 周三看效果", "11-25", "已调低出价")]
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
    #[case("shipped on friday")]
    #[case("we agreed on friday")]
    #[case("on vacation until friday")]
    #[case("提前发货")]
    #[case("以前没有")]
    #[case("承运商停发 周五")]
    #[case("it was like this on friday too")]
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
