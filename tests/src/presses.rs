//! Signed presses of a button: how long until each app answers, with what the press did on the disk.
//!
//! Steward acknowledges an alert for each press, with its event, its inbox row and the edit of its cards. The apps made with
//! Bolt verify the press, write one row and answer.

pub mod app;
pub mod company;
pub mod press;
pub mod report;
pub mod sender;
pub mod slack;
mod steward;
mod unpaced;

use std::path::Path;

use anyhow::{Result, anyhow, ensure};

use crate::conformance::Packages;
use app::App;
use report::Finding;
use slack::Slack;

/// Presses in flight at the same time.
pub const IN_FLIGHT: [usize; 4] = [1, 16, 50, 200];
/// The first presses of each app, which find everything cold.
const WARM_UP: usize = 100;
/// The secret that presses are signed with.
const SECRET: &str = "8f742231b10e8888abcd99yyyzzz85a5";
/// The token of the bot.
const TOKEN: &str = "xoxb-presses";

/// Measures all three, one after the other, with the same presses.
pub async fn measure(steward: &Path, target: &Path, presses: usize) -> Result<Vec<Finding>> {
    let packages = Packages::find(target).map_err(|skip| anyhow!("{skip}"))?;
    let slack = Slack::start().await?;
    let all = WARM_UP + presses * IN_FLIGHT.len();
    let (running, presses_to_send) = steward::furnish(steward, &slack, all).await?;
    ensure!(presses_to_send.len() >= all, "only {} alerts can be acknowledged", presses_to_send.len());
    let mut findings = measure_app("Steward", &running, &presses_to_send, presses).await?;
    findings.push(Finding::kept("Steward", running.end().await?, all));

    for (name, script) in [("Bolt for JavaScript", "press_bolt.js"), ("Bolt for Python", "press_bolt.py")] {
        let folder = tempfile::tempdir()?;
        let mut command = packages.check(&format!("slack/{script}"));
        command.args([&slack.api_url(), TOKEN, SECRET]).current_dir(folder.path());
        let app = App::start(command)?;
        findings.extend(measure_app(name, &app, &presses_to_send, presses).await?);
        let database = folder.path().join("presses.sqlite");
        drop(app);
        findings.push(Finding::kept(name, usize::try_from(app::rows(&database).await?)?, all));
    }
    Ok(findings)
}

async fn measure_app(
    name: &'static str,
    app: &(impl AsRef<App> + Sync),
    presses: &[press::Press],
    each: usize,
) -> Result<Vec<Finding>> {
    let app = app.as_ref();
    let (warm_up, rest) = presses.split_at(WARM_UP);
    sender::send(app.url(), warm_up, 1).await?;
    let mut findings = Vec::new();
    for (in_flight, presses) in IN_FLIGHT.into_iter().zip(rest.chunks(each)) {
        eprintln!("{name}: {in_flight} in flight");
        let sent = sender::send(app.url(), presses, in_flight).await?;
        findings.push(Finding::times(name, in_flight, &sent));
    }
    findings.push(Finding::memory(name, app.megabytes()?));
    Ok(findings)
}
