//! Clauses: the parts of a sentence between commas, full stops and line ends.

use super::words::Words;

/// The clauses of a stretch that say something, in order.
pub(crate) fn clauses(words: Words<'_>) -> Vec<Words<'_>> {
    let chars = words.chars();
    let mut found = Vec::new();
    let mut begin = 0;
    for (at, &sign) in chars.iter().enumerate() {
        // A point or comma inside a number such as 4.6 or 12,300 separates nothing.
        let next = chars.get(at + 1);
        let inside_number = next.is_some_and(char::is_ascii_digit)
            && at.checked_sub(1).and_then(|before| chars.get(before)).is_some_and(char::is_ascii_digit);
        let ends = match sign {
            ';' | '\n' => true,
            ',' => !inside_number,
            '.' | '!' | '?' => next.is_none_or(|c| c.is_whitespace() || !c.is_ascii()),
            _ => false,
        };
        if ends {
            found.push(words.skip(begin).first(at - begin).trim());
            begin = at + 1;
        }
    }
    found.push(words.skip(begin).trim());
    found.retain(|clause| !clause.is_blank());
    found
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::text::Text;
    use super::*;

    #[rstest]
    #[case("carrier strike, moved to UPS, due fri", &["carrier strike", "moved to UPS", "due fri"])]
    #[case("承运商停发，已换 UPS。周五前", &["承运商停发", "已换 UPS", "周五前"])]
    #[case("rose to 4.6%. Fixed; done", &["rose to 4.6%", "Fixed", "done"])]
    #[case("lost $12,300\nrefunded", &["lost $12,300", "refunded"])]
    #[case(" ,, ", &[])]
    fn parts(#[case] said: &str, #[case] expected: &[&str]) {
        let text = Text::of(said);
        let found: Vec<String> = clauses(text.words()).iter().map(Words::said).collect();
        assert_eq!(found, expected);
    }
}
