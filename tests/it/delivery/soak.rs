//! F5: random kills under load, judged by the record of the platforms; and the judge sees what is lost and what is doubled.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use steward_tests::binary::Outcome;
use steward_tests::{postgres, skip};
use tempfile::TempDir;

/// On each database; a run of a thousand is in the report.
const KILLS: usize = 50;

fn soak(arguments: &[&str]) -> Outcome {
    let mut command = Command::new(env!("CARGO_BIN_EXE_soak"));
    command.args(arguments);
    Outcome::of(command)
}

fn kill(store: &str, folder: &Path) -> Outcome {
    let (kills, folder) = (KILLS.to_string(), folder.to_str().expect("a path in UTF-8"));
    let steward = env!("CARGO_BIN_EXE_steward-under-test");
    soak(&["--store", store, "--kills", &kills, "--seed", "7", "--steward", steward, "--keep", folder])
}

/// What the last line says, such as `lost 0`.
fn says(outcome: &Outcome, words: &str) -> bool {
    outcome.out.lines().last().is_some_and(|line| line.split(" · ").any(|part| part == words))
}

#[test]
fn f5_random_kills_on_sqlite() {
    let folder = TempDir::new().expect("a folder");
    let run = folder.path().join("run");
    let outcome = kill("sqlite", &run);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    for words in ["kills 50", "lost 0", "doubled 0"] {
        assert!(says(&outcome, words), "{words}: {outcome}");
    }
    a_spoiled_record_is_seen(&run);
}

#[tokio::test]
async fn f5_random_kills_on_postgresql() {
    if skip::unless(postgres::fresh_database().await).is_none() {
        return;
    }
    let folder = TempDir::new().expect("a folder");
    let outcome = kill("postgres", &folder.path().join("run"));
    assert_eq!(outcome.code, Some(0), "{outcome}");
    for words in ["kills 50", "lost 0", "doubled 0"] {
        assert!(says(&outcome, words), "{words}: {outcome}");
    }
}

/// A platform in the record: which of its calls posts a message, and where its answer has the message's id.
struct Kind {
    posts: fn(&Value) -> bool,
    id: &'static str,
}

const KINDS: [Kind; 2] = [
    Kind {
        posts: |call| call["method"] == "chat.postMessage" && call["arguments"]["thread_ts"].is_null(),
        id: "/call/answer/ts",
    },
    Kind {
        posts: |call| {
            let address = call["body"]["embeds"][0]["url"].as_str().unwrap_or_default();
            let row = address.strip_prefix("https://steward.invalid/");
            // Further parts of a long message carry their number.
            call["method"] == "create_message" && row.is_some_and(|row| !row.contains('.'))
        },
        id: "/call/answer/id",
    },
];

/// Takes a message of each kind out of the record, then puts one in twice.
fn a_spoiled_record_is_seen(run: &Path) {
    let (file, path) = (run.join("record.jsonl"), run.to_str().expect("a path in UTF-8"));
    let record = fs::read_to_string(&file).expect("the record");
    for Kind { posts, id } in KINDS {
        let is_post = |line: &&str| posts(&call(line)["call"]);
        let post = call(record.lines().rfind(is_post).expect("a post"));
        // A platform that gives a message back has accepted it twice.
        let is_it = |line: &&str| is_post(line) && call(line).pointer(id) == post.pointer(id);
        let without: Vec<&str> = record.lines().filter(|line| !is_it(line)).collect();
        fs::write(&file, without.join("\n")).expect("write");
        let outcome = soak(&["check", path]);
        assert_eq!(outcome.code, Some(1), "{outcome}");
        assert!(says(&outcome, "lost 1") && says(&outcome, "doubled 0"), "{outcome}");

        let mut double = post.clone();
        *double.pointer_mut(id).expect("the id of a message") = "1.000001".into();
        fs::write(&file, format!("{record}{double}\n")).expect("write");
        let outcome = soak(&["check", path]);
        assert_eq!(outcome.code, Some(1), "{outcome}");
        assert!(says(&outcome, "lost 0") && says(&outcome, "doubled 1"), "{outcome}");
    }
    fs::write(&file, &record).expect("write");
    assert_eq!(soak(&["check", path]).code, Some(0));
}

fn call(line: &str) -> Value {
    serde_json::from_str(line).expect("a line of the record")
}
