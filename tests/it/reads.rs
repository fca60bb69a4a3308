//! What a person reads, compared with the words in the story; the same words for every case of a story.

/// `reads!(card.text(), @"…")`: an inline snapshot that a story of several cases meets several times.
macro_rules! reads {
    ($text:expr, @$expected:literal) => {{
        let text = String::from($text);
        insta::allow_duplicates! { insta::assert_snapshot!(text, @$expected) }
    }};
}
