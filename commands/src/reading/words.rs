//! Words taken from a text one by one, with padding that means nothing put aside.

use super::numeral;

/// A stretch of a text: as it was said and plain, both of the same length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words<'a> {
    said: &'a [char],
    plain: &'a [char],
    apart: bool,
}

/// Words before a command that mean nothing.
const LEADING: &[&str] = &[
    "please",
    "pls",
    "plz",
    "kindly",
    "hi",
    "hey",
    "hello",
    "ok",
    "okay",
    "so",
    "well",
    "just",
    "can you",
    "could you",
    "would you",
    "steward",
    "@steward",
    "请你",
    "请",
    "麻烦你",
    "麻烦",
    "帮我",
    "帮忙",
    "你好",
    "好的",
    "好",
    "嗯",
    "那就",
    "那",
    "给我",
    "我要",
    "我想",
    "看看",
    "看一下",
    "看",
];

/// Words behind a command that mean nothing.
const TRAILING: &[&str] = &[
    "please",
    "pls",
    "plz",
    "thanks",
    "thank you",
    "thx",
    "now",
    "谢谢",
    "多谢",
    "辛苦了",
    "辛苦",
    "一下",
    "吧",
    "啊",
    "哈",
    "哦",
    "呢",
    "了",
    "啦",
    "呀",
];

/// What may stand before the number of an alert.
const BEFORE_NUMBER: &[&str] = &["the", "alert", "number", "no.", "no", "告警", "编号", "第", "#", ":"];

impl<'a> Words<'a> {
    /// Two readings of one stretch; the shorter length counts.
    pub(super) fn new(said: &'a [char], plain: &'a [char]) -> Self {
        let length = said.len().min(plain.len());
        Self {
            said: said.get(..length).unwrap_or_default(),
            plain: plain.get(..length).unwrap_or_default(),
            apart: false,
        }
    }

    /// As it was said.
    pub(crate) fn said(&self) -> String {
        self.said.iter().collect::<String>().trim().to_owned()
    }

    /// Folded for comparison.
    pub(crate) fn plain(&self) -> String {
        self.plain.iter().collect::<String>().trim().to_owned()
    }

    /// The folded characters.
    pub(crate) fn chars(&self) -> &'a [char] {
        self.plain
    }

    /// How many characters.
    pub(crate) fn len(&self) -> usize {
        self.plain.len()
    }

    /// Whether nothing is left.
    pub(crate) fn is_blank(&self) -> bool {
        self.plain.iter().all(|c| c.is_whitespace())
    }

    /// Without the first `count` characters.
    pub(crate) fn skip(&self, count: usize) -> Self {
        Self {
            said: self.said.get(count..).unwrap_or_default(),
            plain: self.plain.get(count..).unwrap_or_default(),
            apart: false,
        }
    }

    /// The first `count` characters.
    pub(crate) fn first(&self, count: usize) -> Self {
        let count = count.min(self.len());
        Self {
            said: self.said.get(..count).unwrap_or_default(),
            plain: self.plain.get(..count).unwrap_or_default(),
            apart: self.apart,
        }
    }

    /// Without spaces and separating punctuation at both ends.
    pub(crate) fn trim(&self) -> Self {
        let begins_number = |at: usize| {
            self.plain.get(at) == Some(&'.') && self.plain.get(at + 1).is_some_and(char::is_ascii_digit)
        };
        let is_gap_at = |(at, c): &(usize, &char)| is_gap(**c) && !begins_number(*at);
        let begin = self.plain.iter().enumerate().take_while(is_gap_at).count();
        let gap = self.plain.get(..begin).unwrap_or_default();
        let apart = self.apart || gap.iter().any(|&c| c == '\n' || !c.is_whitespace());
        let rest = Self { apart, ..self.skip(begin) };
        // An emoji at the end is kept with what was said.
        let is_end =
            |(plain, said): &(&char, &char)| is_gap(**plain) && (**plain != ' ' || said.is_whitespace());
        let end = rest.plain.iter().zip(rest.said).rev().take_while(is_end).count();
        rest.first(rest.len().saturating_sub(end))
    }

    /// Whether punctuation stood between the word before and this stretch.
    pub(crate) fn is_apart(&self) -> bool {
        self.apart
    }

    /// What stands behind a word with which the stretch begins. A Latin word or a digit must end there.
    pub(crate) fn after(&self, word: &str) -> Option<Self> {
        let count = starts_with(self.plain, word)?;
        let rest = self.skip(count);
        let joins = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
        let cut_apart =
            word.chars().last().is_some_and(|c| joins(&c)) && rest.plain.first().is_some_and(joins);
        (!cut_apart).then(|| rest.trim())
    }

    /// What stands before a word with which the stretch ends. A Latin word must begin there.
    pub(crate) fn before(&self, word: &str) -> Option<Self> {
        let count = word.chars().count();
        let spaces = self.plain.iter().rev().take_while(|c| c.is_whitespace()).count();
        let begin = self.len().checked_sub(spaces)?.checked_sub(count)?;
        starts_with(self.skip(begin).plain, word)?;
        let rest = self.first(begin);
        let joins = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
        let cut_apart =
            word.chars().next().is_some_and(|c| joins(&c)) && rest.plain.last().is_some_and(joins);
        (!cut_apart).then(|| rest.trim())
    }

    /// What stands behind the longest of these words with which the stretch begins.
    pub(crate) fn after_any(&self, words: &[&str]) -> Option<Self> {
        words.iter().filter_map(|word| self.after(word)).min_by_key(Self::len)
    }

    /// What stands before the longest of these words with which the stretch ends.
    pub(crate) fn before_any(&self, words: &[&str]) -> Option<Self> {
        words.iter().filter_map(|word| self.before(word)).min_by_key(Self::len)
    }

    /// Without greetings and pleas at both ends; the whole when nothing else would be left.
    pub(crate) fn without_padding(&self) -> Self {
        self.without_leading_padding().without(TRAILING, Self::before_any)
    }

    /// Without greetings and pleas in front; the whole when nothing else would be left.
    pub(crate) fn without_leading_padding(&self) -> Self {
        self.without(LEADING, Self::after_any)
    }

    fn without(&self, words: &[&str], strip: impl Fn(&Self, &[&str]) -> Option<Self>) -> Self {
        let mut left = self.trim();
        while let Some(shorter) = strip(&left, words).filter(|shorter| !shorter.is_blank()) {
            left = shorter;
        }
        left
    }

    /// The number of an alert with which the stretch begins, and what stands behind it: `42`, `#42`, `告警 42`.
    pub(crate) fn number(&self) -> Option<(i64, Self)> {
        let mut rest = self.trim();
        while let Some(shorter) = rest.after_any(BEFORE_NUMBER) {
            rest = shorter;
        }
        let spoken =
            || numeral::spoken(rest.plain).filter(|(_, length)| rest.plain.get(*length) == Some(&'号'));
        let (number, digits) = numeral::whole(rest.plain).or_else(spoken)?;
        let behind = rest.skip(digits);
        if let Some(&next) = behind.plain.first() {
            if next == '号' {
                return Some((number, behind.skip(1).trim()));
            }
            // "42周五前" is no number of weeks.
            let is_weekday =
                next == '周' && behind.plain.get(1).is_some_and(|c| "一二三四五六日末".contains(*c));
            let is_decimal = matches!(next, '.' | ',' | ':' | '-' | '/')
                && behind.plain.get(1).is_some_and(char::is_ascii_digit);
            if is_decimal || next.is_ascii_alphanumeric() || (NOT_BEHIND_NUMBER.contains(next) && !is_weekday)
            {
                return None;
            }
        }
        let behind = behind.trim();
        Some((number, Self { apart: behind.apart || self.apart, ..behind }))
    }

    /// Whether the number with which the stretch begins carries a sign that it names an alert.
    pub(crate) fn has_number_sign(&self) -> bool {
        ["#", "告警", "alert"].iter().any(|sign| self.after(sign).is_some())
    }
}

/// A number before one of these counts something, or is part of a time: no alert is meant.
const NOT_BEHIND_NUMBER: &str = "天小分周月日点年个时%万千百亿$¥€£";

/// Whether the plain text begins with the word, and how many characters that takes.
pub(crate) fn starts_with(plain: &[char], word: &str) -> Option<usize> {
    let mut count = 0;
    for letter in word.chars() {
        if plain.get(count) != Some(&letter) {
            return None;
        }
        count += 1;
    }
    Some(count)
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | '!' | '?' | '~')
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::text::Text;

    #[rstest]
    #[case("please ack 42, thanks!", "ack 42")]
    #[case("麻烦确认一下", "确认")]
    #[case("hi steward, mine", "mine")]
    #[case("谢谢", "谢谢")]
    #[case("ok", "ok")]
    #[case("okra", "okra")]
    #[case("", "")]
    fn puts_padding_aside(#[case] said: &str, #[case] left: &str) {
        assert_eq!(Text::of(said).words().without_padding().plain(), left);
    }

    #[rstest]
    #[case("42", Some((42, "")))]
    #[case("#42 carrier strike", Some((42, "carrier strike")))]
    #[case("告警 42，周五前", Some((42, "周五前")))]
    #[case("第42号", Some((42, "")))]
    #[case("the alert no. 7", Some((7, "")))]
    #[case("42承运商停发", Some((42, "承运商停发")))]
    #[case("42. Late", Some((42, "late")))]
    #[case("4h", None)]
    #[case("4小时", None)]
    #[case("4.6%", None)]
    #[case("15:00", None)]
    #[case("2026-11-28", None)]
    #[case("99999999999999999999", None)]
    #[case("carrier", None)]
    fn takes_the_number_of_an_alert(#[case] said: &str, #[case] expected: Option<(i64, &str)>) {
        let text = Text::of(said);
        let found = text.words().number().map(|(number, rest)| (number, rest.plain()));
        assert_eq!(found, expected.map(|(number, rest)| (number, rest.to_owned())));
    }

    #[test]
    fn a_latin_word_ends_where_it_ends() {
        let text = Text::of("ACKnowledge 确认42");
        assert!(text.words().after("ack").is_none());
        let rest = text.words().after("acknowledge").unwrap();
        assert_eq!(rest.after("确认").unwrap().plain(), "42");
    }
}
