//! The words of a person who wants their account to be tied to them.

const WORDS: &[&str] = &["link", "link me", "绑定", "关联", "綁定"];

/// Whether the text asks for it.
pub(crate) fn is_asked(text: &str) -> bool {
    WORDS.contains(&text.trim().to_lowercase().as_str())
}

/// Digits of a code.
const CODE_DIGITS: usize = 10;

/// The code that the text asks for it with: "link 12345-67890".
pub(crate) fn code(text: &str) -> Option<String> {
    let (word, code) = text.trim().split_once(char::is_whitespace)?;
    let digits: String = code.chars().filter(|sign| !matches!(sign, '-' | ' ')).collect();
    let is_code = digits.len() == CODE_DIGITS && digits.chars().all(|sign| sign.is_ascii_digit());
    (is_asked(word) && is_code).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_stands_behind_the_word() {
        for said in [" link  12345-67890 ", "绑定 1234567890", "LINK 12345 67890"] {
            assert_eq!(code(said).as_deref(), Some("1234567890"), "{said}");
        }
        for other in ["link", "link me", "link my account 2", "12345-67890", "show 1234567890", ""] {
            assert_eq!(code(other), None, "{other}");
        }
    }
}
