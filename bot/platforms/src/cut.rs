//! Cutting what is too long for a platform, never inside a character as people see it.

use unicode_segmentation::UnicodeSegmentation;

/// How long a text is in UTF-16 units, which no platform counts more of.
pub(crate) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The text, cut with `…` between two characters as people see them where it is longer than `most`.
pub(crate) fn cut(text: &str, most: usize) -> String {
    if length(text) <= most {
        return text.to_owned();
    }
    let mut room = most.saturating_sub(1);
    let mut kept = String::new();
    for character in text.graphemes(true) {
        let Some(rest) = room.checked_sub(length(character)) else { break };
        room = rest;
        kept.push_str(character);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_cut_inside_a_character() {
        assert_eq!(cut("迟发率", 3), "迟发率");
        assert_eq!(cut("迟发率高", 3), "迟发…");
        assert_eq!(cut("ab👨‍👩‍👧c", 6), "ab…", "a family is one character of eight units");
        assert_eq!(cut("e\u{301}e\u{301}e", 4), "e\u{301}…");
        assert_eq!(cut("one two", 5), "one…");
    }

    proptest::proptest! {
        #[test]
        fn what_is_cut_fits(text: String, most in 1_usize..40) {
            proptest::prop_assert!(length(&cut(&text, most)) <= most);
        }
    }
}
