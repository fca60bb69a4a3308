//! The stand-ins and what Steward sends, judged by those who know the platforms: their official clients and checkers.

mod discord_clients;
mod discord_payloads;
mod discord_signing;
mod feishu_cards;
mod feishu_clients;
pub mod shelf;
mod slack_clients;
mod slack_emulator;
mod slack_signing;
mod slack_types;

use std::fs;
use std::path::Path;
use std::process::Command;

use steward_tests::conformance::Packages;
use steward_tests::skip;

/// The official clients, or a skip by name.
fn packages() -> Option<Packages> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the folder of what is built");
    skip::unless(Packages::find(target))
}

/// Runs a check to its end, beside whatever serves it, and gives what it prints; fails with everything it has said.
async fn output_of(mut check: Command) -> String {
    let run = tokio::task::spawn_blocking(move || check.output().expect("run the check"));
    let output = run.await.expect("the check");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}\n{printed}\n{said}", output.status);
    printed
}

/// Lets the compiler of TypeScript look at a program, which may import the types of the platforms.
async fn check_types(packages: &Packages, program: &str) {
    // Beside the packages, where the compiler finds them.
    let folder = tempfile::tempdir_in(packages.folder()).expect("a folder");
    let file = folder.path().join("sent.ts");
    fs::write(&file, program).expect("write the program");
    let mut check = packages.node();
    check.arg(packages.folder().join("node_modules/typescript/bin/tsc"));
    check.args([
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--module",
        "node16",
        "--moduleResolution",
        "node16",
    ]);
    check.arg(&file);
    output_of(check).await;
}
