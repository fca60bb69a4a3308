//! The words of a person who wants their account to be tied to them.

const WORDS: &[&str] = &["link", "link me", "绑定", "关联", "綁定"];

/// Whether the text asks for it.
pub(crate) fn is_asked(text: &str) -> bool {
    WORDS.contains(&text.trim().to_lowercase().as_str())
}
