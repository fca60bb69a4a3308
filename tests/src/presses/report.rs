//! The report: a Markdown table with a column for each app.

use std::fmt::Write;

use super::sender::Sent;
use crate::load::figure::Spread;

/// What was found about one app.
#[derive(Debug, Clone)]
pub struct Finding {
    app: &'static str,
    what: String,
    cell: String,
}

impl Finding {
    /// The times of presses, so many in flight.
    pub fn times(app: &'static str, in_flight: usize, sent: &Sent) -> Self {
        let Spread { times, median, p99, .. } = Spread::of(&sent.times);
        #[expect(clippy::cast_precision_loss, reason = "a count far below 2^52")]
        let pace = times as f64 / sent.took.as_secs_f64();
        let what = format!("press → answer, {in_flight} in flight");
        let cell = format!("**{median:.2} ms**, p99 {p99:.2}; {pace:.0}/s ({times} times)");
        Self { app, what, cell }
    }

    /// What is on the disk of an app that was killed after its last answer.
    pub fn kept(app: &'static str, kept: usize, presses: usize) -> Self {
        let what = "on the disk when killed after the last answer".to_owned();
        Self { app, what, cell: format!("{kept} of {presses}") }
    }

    /// The memory after all presses.
    pub fn memory(app: &'static str, megabytes: f64) -> Self {
        let what = "resident memory after all presses".to_owned();
        Self { app, what, cell: format!("**{megabytes:.1} MB**") }
    }
}

/// The table.
pub fn table(findings: &[Finding]) -> String {
    let (mut apps, mut rows): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for finding in findings {
        if !apps.contains(&finding.app) {
            apps.push(finding.app);
        }
        if !rows.contains(&finding.what.as_str()) {
            rows.push(&finding.what);
        }
    }
    let mut table = format!("| measured | {} |\n|---|{}\n", apps.join(" | "), "---|".repeat(apps.len()));
    for what in rows {
        let cell = |app: &&str| {
            let found = findings.iter().find(|finding| finding.what == what && finding.app == *app);
            found.map(|finding| finding.cell.as_str()).unwrap_or_default()
        };
        let cells: Vec<&str> = apps.iter().map(cell).collect();
        // Writing to a String cannot fail.
        let _ = writeln!(table, "| {what} | {} |", cells.join(" | "));
    }
    table
}
