//! The program as an operator meets it at the shell and an engineer over HTTP: the real binary, real files, real ports.

mod apply;
#[path = "../../bot/sources/src/table/tests/archive.rs"]
mod archive;
mod ask;
mod company;
mod demo;
mod discord;
mod doctor;
mod feishu;
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

use std::sync::Arc;

use steward_core::time::Clock;
use steward_tests::binary::{Outcome, Shell};

/// The machine's own time, which the program under test goes by as well.
struct Now;

impl Clock for Now {
    #[expect(clippy::disallowed_methods, reason = "the program under test reads the same clock")]
    fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::now()
    }
}

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

/// Runs the program beside the platform that it calls.
async fn run_beside(shell: &Arc<Shell>, arguments: &'static [&'static str]) -> Outcome {
    let shell = Arc::clone(shell);
    tokio::task::spawn_blocking(move || shell.run(arguments)).await.expect("the program runs")
}

/// Asserts that each of the words is in the text, and names the one that is not.
#[track_caller]
fn assert_says(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "`{word}` is not in:\n{text}");
    }
}
