//! Words of people, made fit to stand inside our sentences: no hidden characters, nothing that turns the text around.

/// Whether a character only serves to reorder or hide other text.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2060}' | '\u{feff}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text on one line: line ends and tabs become blanks, hidden and control characters go.
pub fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .filter(|c| !c.is_control() && !is_hidden(*c))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// The text with its line ends kept, for quotes: hidden and other control characters go.
pub fn paragraph(text: &str) -> String {
    text.chars()
        .filter(|c| *c == '\n' || (!c.is_control() && !is_hidden(*c)))
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_can_be_seen() {
        assert_eq!(plain(" 已加派车辆 🚚\n明天恢复\u{202e}\u{0} "), "已加派车辆 🚚 明天恢复");
        assert_eq!(paragraph("a\r\nb\u{2067}"), "a\nb");
    }
}
