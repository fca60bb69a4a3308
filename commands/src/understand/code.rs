//! Code, told by its form: nobody means an action by a sentence that has the signs of a program.

use crate::reading::words::Words;

/// Signs that join or call programs and stand in no sentence.
const SIGNS: &[&str] = &["`", "$(", "${", "&&", "||", "</", "/*", "--;", "';", "\";", "' or "];

/// What stands in every sentence that is more than a cry: articles, pronouns, forms of "be", "have" and "will", and the
/// little words between. A statement of a program has none of them, but for those that its grammar has, too.
const SENTENCE: &[&str] = &[
    "a", "an", "the", "this", "that", "these", "those", "it", "its", "we", "our", "i", "my", "you", "your",
    "they", "their", "he", "she", "us", "is", "are", "was", "were", "be", "been", "being", "am", "has",
    "have", "had", "will", "would", "can", "could", "should", "may", "might", "must", "do", "does", "did",
    "to", "of", "for", "with", "by", "at", "in", "than", "but", "because", "since", "until", "not", "no",
    "please", "pls", "again", "already", "yet", "still", "soon", "thanks",
];

/// Shorter stretches behind a semicolon say too little to be a statement.
const SHORTEST_STATEMENT: usize = 2;

/// Whether code stands anywhere in a text.
pub(super) fn is_code(words: Words<'_>) -> bool {
    let plain = words.plain();
    SIGNS.iter().any(|sign| plain.contains(sign))
        || has_tag(&plain)
        || has_option(&plain)
        || is_piped(&plain)
        || plain.split(';').skip(1).any(is_statement)
}

/// `<script`, but not `<@U12>` or `<https://…>`, as platforms write mentions and links.
fn has_tag(plain: &str) -> bool {
    plain.split('<').skip(1).any(|behind| {
        let name: String = behind.chars().take_while(char::is_ascii_alphabetic).collect();
        !name.is_empty() && !behind.get(name.len()..).unwrap_or_default().starts_with(':')
    })
}

/// `rm -rf`: a dash that stands before letters and behind a space.
fn has_option(plain: &str) -> bool {
    plain.split(char::is_whitespace).skip(1).any(|word| {
        let letters = word.trim_start_matches('-');
        let dashes = word.len() - letters.len();
        (1..=2).contains(&dashes) && letters.starts_with(|letter: char| letter.is_ascii_alphabetic())
    })
}

/// `| sh`, but not "up | down" in a table: a stretch behind a bar that is a single word.
fn is_piped(plain: &str) -> bool {
    plain.split('|').skip(1).any(|behind| {
        let mut words = behind.split_whitespace();
        words.next().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_alphanumeric()))
            && words.next().is_none()
    })
}

/// What stands behind a semicolon and is no sentence.
fn is_statement(behind: &str) -> bool {
    let is_of_word = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '\'' | '_');
    let words: Vec<&str> =
        behind.split(|letter| !is_of_word(letter)).filter(|word| !word.is_empty()).collect();
    let is_latin = !behind.chars().any(|letter| letter.is_alphabetic() && !letter.is_ascii());
    let begins_with_word = behind.trim_start().starts_with(|letter: char| letter.is_ascii_alphabetic());
    let is_long = words.len() >= SHORTEST_STATEMENT;
    is_latin && is_long && begins_with_word && !words.iter().any(|word| SENTENCE.contains(word))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::reading::text::Text;

    #[rstest]
    #[case("ack 42; drop table", true)]
    #[case("done 42 && sudo reboot", true)]
    #[case("ack 42 `rm x`", true)]
    #[case("ack 42；DELETE FROM alerts", true)]
    #[case("ack 42; truncate alerts cascade", true)]
    #[case("ack 42 | sh", true)]
    #[case("ack 42, rm -rf tmp", true)]
    #[case("ack 42 <script>alert(1)</script>", true)]
    #[case("ack 42' OR 'x'='x", true)]
    #[case("ack 42, $(reboot)", true)]
    #[case("ack 42; update to follow", false)]
    #[case("ack 42; cat food is back in stock", false)]
    #[case("snooze 42 2h; will delete the listing", false)]
    #[case("Q&A page is being fixed", false)]
    #[case("selected another carrier & dropped the price", false)]
    #[case("done 42 -- waiting for UPS", false)]
    #[case("ack 42, <@U12> looks", false)]
    #[case("ack 42, see <https://ups.com|UPS>", false)]
    #[case("ack 42; 换了承运商", false)]
    #[case("ack 42 - on it", false)]
    fn tells_code_from_words(#[case] said: &str, #[case] expected: bool) {
        assert_eq!(is_code(Text::of(said).words()), expected, "{said}");
    }
}
