//! The program as an operator meets it at the shell and an engineer over HTTP: the real binary, real files, real ports.

mod apply;
#[path = "../../bot/sources/src/table/tests/archive.rs"]
mod archive;
mod ask;
mod company;
mod demo;
mod discord;
mod doctor;
mod import;
mod import_tables;
mod kept;
mod link;
mod moving;
mod push;
mod push_points;
mod refusals;
mod secrets;
mod slack;
mod visit;

use steward_tests::binary::Shell;

/// A shell in an empty folder.
fn shell() -> Shell {
    Shell::new(env!("CARGO_BIN_EXE_steward-under-test"))
}

/// A shell whose store holds the small company.
fn shell_with_company() -> Shell {
    let shell = shell();
    shell.write("company.toml", company::text());
    shell.succeed(&["apply", "company.toml", "--yes"]);
    shell
}

/// Asserts that each of the words is in the text, and names the one that is not.
#[track_caller]
fn assert_says(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "`{word}` is not in:\n{text}");
    }
}
