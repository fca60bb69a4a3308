//! What `migrate-store`, `backup` and `restore` share: filling one database from another, with a bar and a report.

use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use steward_core::time::Clock;
use steward_store::copy::{Compared, Copy, Original, Progress, Stage};
use steward_store::{Options, Store};

use crate::clock::SystemClock;
use crate::config::StoreConfig;

/// Longest wait for a database to answer.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);
/// The bar is shown only when it takes longer than this.
const SHOW_PROGRESS_AFTER: Duration = Duration::from_secs(1);

/// A store by its address, for messages and for the mark of its copy: a file by its whole path.
pub(super) fn name_of(store: &StoreConfig) -> String {
    let path = store.sqlite_path().and_then(|path| std::fs::canonicalize(path).ok());
    path.map_or_else(|| store.shown(), |path| format!("sqlite:{}", path.display()))
}

/// Fills a store and compares it with its original. Services refuse it until it is declared complete.
pub(super) async fn fill(original: Original, to: &StoreConfig) -> anyhow::Result<(Store, Vec<Compared>)> {
    let cannot = || format!("cannot fill the store {}", to.shown());
    let options = Options { patience: PATIENCE, ..Options::at(SystemClock.now()) };
    let mut copy = Copy::begin(original, &to.url, options).await.with_context(cannot)?;
    if copy.had() > 0 {
        eprintln!("Going on where it was interrupted, {} rows are there.", copy.had());
    }
    let bar = bar()?;
    copy.copy(&mut |progress| show(&bar, progress)).await.with_context(cannot)?;
    let compared = copy.compare(&mut |progress| show(&bar, progress)).await.with_context(cannot)?;
    bar.finish_and_clear();
    Ok((copy.into_store(), compared))
}

fn bar() -> anyhow::Result<ProgressBar> {
    let bar = ProgressBar::hidden();
    let template = "{prefix} {bar:40} {human_pos} of {human_len} rows, {eta} left";
    bar.set_style(ProgressStyle::with_template(template)?);
    Ok(bar)
}

fn show(bar: &ProgressBar, progress: Progress) {
    let prefix = match progress.stage {
        Stage::Copying => "Copying  ",
        Stage::Comparing => "Comparing",
    };
    if bar.prefix() != prefix {
        bar.set_prefix(prefix);
        bar.reset_eta();
    }
    bar.set_length(progress.of);
    bar.set_position(progress.done);
    if bar.elapsed() > SHOW_PROGRESS_AFTER && bar.is_hidden() {
        bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
    }
}

/// Tells what was compared, a table a line.
#[expect(clippy::print_stdout, reason = "the command line prints")]
pub(super) fn report(compared: &[Compared]) {
    let widest = compared.iter().map(|one| one.table.len()).max().unwrap_or_default();
    for Compared { table, sum } in compared {
        println!("  {table:widest$}  {sum}");
    }
    let rows: u64 = compared.iter().map(|one| one.sum.rows).sum();
    println!("{} tables, {rows} rows: counts and checksums agree.", compared.len());
}

/// A path with something behind it.
pub(super) fn beside(path: &Path, behind: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(behind);
    name.into()
}
