//! Plain text in Discord's markup: nothing in it becomes markup, and nobody is named by it. Moments are written so that each
//! reader sees them on their own clock.

use steward_core::moment;

/// Signs that mean something anywhere in a line.
const ANYWHERE: &[char] = &['\\', '*', '_', '~', '`', '|', '<', '[', ']'];
/// Signs that mean something at the beginning of a line.
const AT_BEGINNING: &[char] = &['#', '-', '+', '>'];

/// Day and time in Discord's reference ("Timestamp Styles").
const MOMENT_STYLE: char = 'f';

/// The text as it is to be seen.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (place, line) in text.split('\n').enumerate() {
        if place > 0 {
            escaped.push('\n');
        }
        line_into(&mut escaped, line);
    }
    moment::written(&escaped, |seconds, _| format!("<t:{seconds}:{MOMENT_STYLE}>"))
}

fn line_into(escaped: &mut String, line: &str) {
    let trimmed = line.trim_start();
    escaped.push_str(line.get(..line.len() - trimmed.len()).unwrap_or_default());
    // A number with a point begins a list.
    let digits = trimmed.chars().take_while(char::is_ascii_digit).count();
    let is_list = digits > 0 && trimmed.get(digits..).is_some_and(|rest| rest.starts_with(". "));
    for (place, sign) in trimmed.chars().enumerate() {
        let is_markup = ANYWHERE.contains(&sign)
            || (place == 0 && AT_BEGINNING.contains(&sign))
            || (is_list && place == digits);
        if is_markup {
            escaped.push('\\');
        }
        escaped.push(sign);
    }
}

/// Bold.
pub(super) fn bold(text: &str) -> String {
    format!("**{}**", escape(text))
}

/// Small print, line by line.
pub(super) fn small(text: &str) -> String {
    text.lines().map(|line| format!("-# {}", escape(line))).collect::<Vec<_>>().join("\n")
}

/// Somebody's name that pings where the message allows it.
pub(super) fn mention(id: &str) -> String {
    format!("<@{}>", id.chars().filter(char::is_ascii_digit).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_markup() {
        assert_eq!(
            escape("late_shipment *rate* <@1> [x](y)"),
            "late\\_shipment \\*rate\\* \\<@1> \\[x\\](y)"
        );
        assert_eq!(escape("# one\n> two\n- three"), "\\# one\n\\> two\n\\- three");
        assert_eq!(escape("1. one\n4.6% of it, 1.5"), "1\\. one\n4.6% of it, 1.5");
        assert_eq!(escape("迟发率 4.6% ~ 高"), "迟发率 4.6% \\~ 高");
    }

    #[test]
    fn a_moment_is_on_the_reader_s_own_clock() {
        let at = "2026-11-28T16:00:00Z".parse().unwrap();
        let text = format!("- by *{}*", moment::marked(at, "today_09:12"));
        assert_eq!(escape(&text), "\\- by \\*<t:1795881600:f>\\*");
        assert_eq!(escape("<t:1795881600:f>"), "\\<t:1795881600:f>", "nobody else writes one");
    }

    #[test]
    fn small_print_stays_small_on_every_line() {
        assert_eq!(small("one\n*two*"), "-# one\n-# \\*two\\*");
        assert_eq!(mention("12> @everyone"), "<@12>");
    }
}
