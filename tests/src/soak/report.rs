//! The report: what was tried, how often, and what came of it, for each platform and each database.

use std::fmt::Write;

use super::Run;
use crate::invariants::verdict::Tally;
use crate::load::figure::Spread;

const INTRODUCTION: &str = include_str!("introduction.md");

/// The whole document. `note` says on what machine and build the runs were made.
pub fn write(runs: &[Run], note: Option<&str>) -> String {
    let mut text = INTRODUCTION.to_owned();
    text.push_str("\n## What came of it\n\n");
    if let Some(note) = note {
        let _ = writeln!(text, "{note}\n");
    }
    text.push_str(&totals(runs));
    text.push_str("\n## By platform\n\n");
    text.push_str(&platforms(runs));
    text
}

/// One line on a platform.
pub fn told(tally: &Tally) -> String {
    let Tally { due, accepted, replaced, held, lost, doubled, labelled, .. } = tally;
    format!(
        "due {due} · accepted {accepted} · replaced {replaced} · held {held} · lost {lost} · doubled {doubled} · \
         labelled {labelled}"
    )
}

// Writing to a String cannot fail, here and below.
fn totals(runs: &[Run]) -> String {
    let mut table = String::from(
        "| database | processes | build | seed | kills | minutes | samples answered | presses handled | due | accepted \
         | lost | doubled |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for run in runs {
        let total = |of: fn(&Tally) -> usize| run.verdict.total(of);
        let Run { engine, replicas, version, seed, kills, pushed, inbound, .. } = run;
        let _ = writeln!(
            table,
            "| {engine} | {replicas} | {version} | {seed} | {kills} | {} | {} | {inbound} | {} | {} | **{}** | **{}** |",
            run.seconds.div_ceil(60),
            pushed.len(),
            total(|tally| tally.due),
            total(|tally| tally.accepted),
            run.lost(),
            total(|tally| tally.doubled),
        );
    }
    table
}

fn platforms(runs: &[Run]) -> String {
    let mut table = String::from(
        "| platform | database | due | accepted | replaced | held | lost | doubled | labelled | page, median | p99 |\n\
         |---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    let mut rows: Vec<(&String, &Run, &Tally)> = runs
        .iter()
        .flat_map(|run| run.verdict.platforms.iter().map(move |(name, tally)| (name, run, tally)))
        .collect();
    rows.sort_by_key(|(name, ..)| *name);
    for (name, run, tally) in rows {
        let Tally { due, accepted, replaced, held, lost, doubled, labelled, .. } = tally;
        let (median, p99) = waits(tally);
        let _ = writeln!(
            table,
            "| {name} | {} | {due} | {accepted} | {replaced} | {held} | **{lost}** | **{doubled}** | {labelled} | \
             {median} | {p99} |",
            run.engine
        );
    }
    table
}

/// Median and 99th percentile of how long pages waited; empty where the platform's record does not tell.
fn waits(tally: &Tally) -> (String, String) {
    if tally.waits.is_empty() {
        return (String::new(), String::new());
    }
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of some minutes")]
    let seconds = tally.waits.iter().map(|milliseconds| *milliseconds as f64 / 1e3).collect();
    let spread = Spread::of_numbers(seconds);
    (format!("{:.2} s", spread.median), format!("{:.1} s", spread.p99))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_tells_every_platform_and_every_run() {
        let tally = Tally { due: 9, accepted: 8, lost: 1, waits: vec![250], ..Tally::default() };
        let run = |engine: &str| Run {
            engine: engine.into(),
            replicas: 1,
            kills: 7,
            seed: 3,
            seconds: 61,
            address: String::new(),
            pushed: Vec::new(),
            inbound: 4,
            version: "steward 1".into(),
            verdict: crate::invariants::verdict::Verdict {
                platforms: [("slack".to_owned(), tally.clone())].into(),
                broken: Vec::new(),
            },
            missing: vec!["a sample".into()],
        };
        assert_eq!(run("SQLite").line(), "kills 7 · due 9 · accepted 8 · lost 2 · doubled 0");
        let text = write(&[run("SQLite"), run("PostgreSQL")], Some("A busy machine."));
        assert!(text.contains("\nA busy machine.\n"), "{text}");
        assert!(
            text.contains("| SQLite | 1 | steward 1 | 3 | 7 | 2 | 0 | 4 | 9 | 8 | **2** | **0** |"),
            "{text}"
        );
        assert!(
            text.contains("| slack | PostgreSQL | 9 | 8 | 0 | 0 | **1** | **0** | 0 | 0.25 s | 0.2 s |"),
            "{text}"
        );
    }
}
