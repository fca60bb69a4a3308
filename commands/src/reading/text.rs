//! A text as it was said, cleaned of what cannot be seen, beside the same text folded for comparison.

use steward_core::message::answer::Refusal;
use unicode_normalization::UnicodeNormalization;

use super::traditional::simplified;
use super::words::Words;

/// The most characters of a person's text that are kept.
pub(crate) const MOST_CHARACTERS: usize = 2000;

/// A text twice, character by character: as it was said, and plain (half width, lower case, without emoji).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    said: Vec<char>,
    plain: Vec<char>,
}

impl Text {
    /// Cleans and folds a text.
    pub(crate) fn of(text: &str) -> Self {
        let said: Vec<char> = text.chars().filter_map(visible).collect();
        let only_signs = said.iter().all(|&c| is_emoji(c) || c.is_whitespace());
        let plain = said
            .iter()
            .map(|&c| match c {
                c if only_signs && is_approval(c) => APPROVAL,
                c if is_emoji(c) => ' ',
                c => fold(c),
            })
            .collect();
        Self { said, plain }
    }

    /// Both readings, to be taken apart.
    pub(crate) fn words(&self) -> Words<'_> {
        Words::new(&self.said, &self.plain).trim()
    }

    /// Whether it asks something.
    pub(crate) fn is_question(&self) -> bool {
        let end = self.plain.iter().rposition(|c| !c.is_whitespace() && !matches!(c, '!' | '.' | '~'));
        let asks = |last: usize| {
            let asked = self.plain.get(..=last).unwrap_or_default();
            ASKING.iter().any(|word| asked.ends_with(&word.chars().collect::<Vec<_>>()))
        };
        end.is_some_and(asks)
    }
}

/// What a question ends with.
const ASKING: &[&str] = &["?", "吗", "嘛", "没", "没有", "么"];

/// The sign that any approving emoji folds to, in a text that has nothing else.
pub(crate) const APPROVAL: char = '✅';

/// The text as it is kept: without control characters and bidirectional overrides, trimmed.
pub(crate) fn kept(text: &str) -> Result<String, Refusal> {
    let kept: String = text.chars().filter_map(visible).collect();
    let kept = kept.trim();
    if kept.chars().count() > MOST_CHARACTERS {
        return Err(too_long());
    }
    Ok(kept.to_owned())
}

/// The refusal of a text that is longer than can be kept.
pub(crate) fn too_long() -> Refusal {
    Refusal::TooLong { most: u32::try_from(MOST_CHARACTERS).unwrap_or(u32::MAX) }
}

/// The beginning of a text, to be quoted back.
pub(crate) fn shortened(text: &str) -> String {
    const MOST: usize = 80;
    let clean: String = text.chars().filter_map(visible).map(|c| if c == '\n' { ' ' } else { c }).collect();
    let clean = clean.trim();
    if clean.chars().count() <= MOST {
        return clean.to_owned();
    }
    clean.chars().take(MOST).chain(['…']).collect()
}

/// The character, unless it cannot be seen or turns the direction of the text around it.
fn visible(c: char) -> Option<char> {
    match c {
        '\t' => Some(' '),
        '\n' | '\u{2028}' | '\u{2029}' => Some('\n'),
        c if c.is_control() || is_invisible(c) => None,
        c => Some(c),
    }
}

/// Characters without a shape: soft hyphens, zero widths, marks and overrides of direction, annotations, tags.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Half width, lower case, simplified, and one sign for each kind of punctuation.
fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let c = simplified(compatible(c));
    let half = match c {
        '\n' => '\n',
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '。' | '｡' | '…' => '.',
        '、' | '､' => ',',
        '—' | '–' | '−' | '‐' | '‑' => '-',
        '“' | '”' | '„' | '「' | '」' => '"',
        '‘' | '’' => '\'',
        '￥' => '¥',
        '【' => '[',
        '】' => ']',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let mut lower = half.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(only), None) => only,
        _ => half,
    }
}

/// The plain form of a letter that is only written otherwise (NFKC), where that is one letter.
fn compatible(c: char) -> char {
    let mut plain = std::iter::once(c).nfkc();
    match (plain.next(), plain.next()) {
        (Some(only), None) => only,
        _ => c,
    }
}

fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{2300}'..='\u{23FF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{200D}' | '\u{20E3}')
}

fn is_approval(c: char) -> bool {
    matches!(c, '✅' | '✔' | '☑' | '👍' | '👌' | '🆗')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("ＡＣＫ　４２", "ack 42")]
    #[case("  Note\u{202E} 42\u{200B}", "note 42")]
    #[case("收到 👍", "收到")]
    #[case("👍🏽", "✅")]
    #[case("✅", "✅")]
    #[case("🎉", "")]
    #[case("录入：１２％", "录入:12%")]
    #[case("İ", "İ")]
    fn folds(#[case] said: &str, #[case] plain: &str) {
        assert_eq!(Text::of(said).words().plain(), plain);
    }

    #[test]
    fn keeps_what_was_said() {
        assert_eq!(kept(" 承运商\u{202E}停发\u{0007}，已换 UPS 🚚 \r\n").unwrap(), "承运商停发，已换 UPS 🚚");
        assert_eq!(kept(&"字".repeat(2000)).unwrap().chars().count(), 2000);
        assert_eq!(kept(&"字".repeat(2001)), Err(Refusal::TooLong { most: 2000 }));
    }

    proptest! {
        #[test]
        fn both_readings_have_one_length(text in any::<String>()) {
            let text = Text::of(&text);
            prop_assert_eq!(text.said.len(), text.plain.len());
        }
    }
}
