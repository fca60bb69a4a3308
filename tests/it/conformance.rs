//! The stand-ins judged by those who know the platforms: their official clients and checkers.

use std::path::Path;
use std::process::Command;

use steward_tests::conformance::Packages;
use steward_tests::skip;

mod feishu_clients;
mod slack_clients;

/// The official clients, or a skip by name.
fn packages() -> Option<Packages> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the folder of what is built");
    skip::unless(Packages::find(target))
}

/// Runs a check to its end, beside whatever serves it, and fails with everything it has said.
async fn passes(mut check: Command) {
    let run = tokio::task::spawn_blocking(move || check.output().expect("run the check"));
    let output = run.await.expect("the check");
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{}\n{}", output.status, String::from_utf8_lossy(&said));
}
