//! The report: a Markdown table with a column for each engine, or the same as JSON.

use std::fmt::Write;

use super::figure::{Finding, Found, Spread};
use super::{Engine, Wanted};

/// The table, or JSON where it was asked for.
pub fn write(wanted: &Wanted, findings: &[Finding]) -> serde_json::Result<String> {
    if wanted.json { serde_json::to_string_pretty(findings) } else { Ok(table(&wanted.engines, findings)) }
}

fn table(engines: &[Engine], findings: &[Finding]) -> String {
    let names: Vec<&str> = engines.iter().map(|engine| engine.name()).collect();
    let mut table =
        format!("| measured | aim | {} |\n|---|---|{}\n", names.join(" | "), "---|".repeat(names.len()));
    let mut rows: Vec<&str> = Vec::new();
    for finding in findings {
        if !rows.contains(&finding.what.as_str()) {
            rows.push(&finding.what);
        }
    }
    for what in rows {
        let of_engine =
            |name: &&str| findings.iter().find(|finding| finding.what == what && finding.engine == *name);
        let aim =
            findings.iter().find(|finding| finding.what == what).and_then(|finding| finding.aim.clone());
        // Writing to a String cannot fail.
        let _ = write!(table, "| {what} | {} |", aim.unwrap_or_default());
        for name in &names {
            let _ = write!(
                table,
                " {} |",
                of_engine(name).map(|finding| cell(&finding.found)).unwrap_or_default()
            );
        }
        table.push('\n');
    }
    table
}

fn cell(found: &Found) -> String {
    match found {
        Found::Times(spread) => spread_cell(spread, "ms"),
        Found::Megabytes(spread) => spread_cell(spread, "MB"),
        Found::Commits { median, p99 } => format!("**{median:.1}** commits, p99 {p99:.1}"),
        Found::Pace { of, spread: Spread { times, min, median, max, .. } } => {
            format!("**{median:.0} {of}/s** ({min:.0} to {max:.0}, {times} times)")
        }
        Found::Count(count) => format!("**{count}**"),
        Found::Work { done, of, seconds } => {
            #[expect(clippy::cast_precision_loss, reason = "a count far below 2^52")]
            let pace = *done as f64 / seconds;
            format!("**{seconds:.2} s**, {pace:.0} {of}/s")
        }
    }
}

fn spread_cell(spread: &Spread, unit: &str) -> String {
    let Spread { times, min, median, p99, max } = spread;
    if *times < 100 {
        return format!("**{median:.2} {unit}** ({min:.2} to {max:.2}, {times} times)");
    }
    format!("**{median:.2} {unit}**, p99 {p99:.2} ({min:.2} to {max:.2}, {times} times)")
}
