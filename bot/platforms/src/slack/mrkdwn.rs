//! Slack's markup: a text goes out so that it stands there as it was written, mentions nobody and marks up nothing.

use serde_json::{Value, json};

/// The characters that open and close markup.
const MARKS: [char; 3] = ['*', '_', '~'];

/// The three characters that Slack reads as its own, written so that they stand for themselves.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// What was escaped, as the person wrote it.
pub(super) fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// Whether Slack would read markup where none was meant. Escaping does not help against it.
fn has_markup(text: &str) -> bool {
    let is_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let is_mark = MARKS.contains(&character) && !(is_word(before) && is_word(rest.peek().copied()));
        if character == '`' || is_mark || is_code(character, &rest) {
            return true;
        }
        before = Some(character);
    }
    false
}

/// Whether Slack would read a line as a quotation.
fn has_quotation(text: &str) -> bool {
    text.lines().any(|line| line.starts_with('>'))
}

/// Whether an emoji's name begins here, such as `:tada:`.
fn is_code(character: char, rest: &std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    if character != ':' {
        return false;
    }
    let name: Vec<char> = rest.clone().take_while(|next| *next != ':').collect();
    let is_name = |next: &char| next.is_ascii_lowercase() || matches!(next, '_' | '+' | '-' | '0'..='9');
    let ends = rest.clone().nth(name.len()) == Some(':');
    ends && name.iter().all(is_name) && name.iter().any(char::is_ascii_lowercase)
}

/// A text object in which nothing is read as markup or as a link.
pub(super) fn plain(text: &str) -> Value {
    json!({ "type": "plain_text", "text": text, "emoji": false })
}

/// A text object of words and their weight: marked up where Slack would leave the words alone, plain otherwise.
pub(super) fn words(words: &[Words<'_>]) -> Value {
    let whole: String = words.iter().map(Words::text).collect();
    if has_quotation(&whole) || words.iter().any(|word| has_markup(word.text())) {
        return plain(&whole);
    }
    let marked: String = words.iter().map(Words::marked).collect();
    json!({ "type": "mrkdwn", "text": marked, "verbatim": true })
}

/// Words of one weight.
#[derive(Debug, Clone, Copy)]
pub(super) enum Words<'a> {
    /// As any.
    Light(&'a str),
    /// Shown bold.
    Bold(&'a str),
}

impl<'a> Words<'a> {
    /// The words alone.
    pub(super) fn text(&self) -> &'a str {
        match self {
            Self::Light(text) | Self::Bold(text) => text,
        }
    }

    fn marked(&self) -> String {
        match self {
            // Slack marks up nothing that begins or ends with a space, and no two lines at once.
            Self::Bold(text) if text.trim() == *text && !text.is_empty() && !text.contains('\n') => {
                format!("*{}*", escape(text))
            }
            Self::Light(text) | Self::Bold(text) => escape(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_mentioned() {
        for hostile in
            ["<!channel>", "<!here|here>", "<@U123>", "<#C1>", "<https://x.example|bank>", "&lt;!channel>"]
        {
            assert!(!escape(hostile).contains('<'), "{hostile}");
            assert_eq!(unescape(&escape(hostile)), hostile);
        }
    }

    #[test]
    fn markup_is_found_where_slack_would_see_it() {
        for marked in ["*bold*", "an _italic_ word", "~gone~", "`code`", "well :tada:", "a*"] {
            assert!(has_markup(marked), "{marked}");
        }
        for harmless in
            ["late_shipment", "3*4", "9:00, 10:30", "迟发率：4.6%", "a > b", "#12 · 4.6%", "08:30:00"]
        {
            assert!(!has_markup(harmless) && !has_quotation(harmless), "{harmless}");
        }
        assert!(has_quotation("> quoted") && has_quotation("one\n> two"));
    }

    #[test]
    fn words_lose_their_weight_rather_than_their_letters() {
        let bold = words(&[Words::Bold("Ads & more"), Words::Light("\n4.6%")]);
        assert_eq!(bold["text"], "*Ads &amp; more*\n4.6%");
        let plain = words(&[Words::Bold("Ads"), Words::Light(" *now*")]);
        assert_eq!((plain["type"].as_str(), plain["text"].as_str()), (Some("plain_text"), Some("Ads *now*")));
    }
}
