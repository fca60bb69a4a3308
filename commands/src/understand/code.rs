//! Fragments of SQL, shell and markup, which nobody says to mean an action.

use crate::reading::words::Words;

/// Statements, as they begin; an English sentence does not go on like that.
const STATEMENTS: &[&str] = &[
    "drop table",
    "drop database",
    "drop schema",
    "drop index",
    "drop view",
    "delete from",
    "insert into",
    "select * from",
    "union select",
    "union all select",
    "truncate table",
    "alter table",
    "create table",
    "exec xp_",
    "or 1=1",
    "or '1'='1",
    "rm -rf",
    "rm -r",
    "chmod ",
    "curl http",
    "wget http",
    "/etc/passwd",
    "| sh",
    "| bash",
    "$(",
    "${",
    "<script",
    "javascript:",
    "'; --",
    "';--",
    "; --",
    ";--",
];

/// What joins a program to what stands before it.
const JOINTS: &[char] = &[';', '&', '|', '`'];

/// Programs that are run when they stand behind such a sign.
const PROGRAMS: &[&str] = &[
    "rm", "curl", "wget", "sudo", "bash", "sh", "nc", "chmod", "chown", "eval", "exec", "shutdown", "mkfs",
    "dd", "python",
];

/// Whether code stands anywhere in a text.
pub(super) fn is_code(words: Words<'_>) -> bool {
    let plain = words.plain();
    STATEMENTS.iter().any(|statement| plain.contains(statement)) || runs_program(&plain)
}

fn runs_program(plain: &str) -> bool {
    plain.split(JOINTS).skip(1).any(|behind| {
        let program = behind.split_whitespace().next().unwrap_or_default();
        PROGRAMS.contains(&program)
    })
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
    #[case("ack 42; update to follow", false)]
    #[case("ack 42; cat food is back in stock", false)]
    #[case("snooze 42 2h; will delete the listing", false)]
    #[case("Q&A page is being fixed", false)]
    #[case("selected another carrier & dropped the price", false)]
    fn tells_code_from_words(#[case] said: &str, #[case] expected: bool) {
        assert_eq!(is_code(Text::of(said).words()), expected, "{said}");
    }
}
