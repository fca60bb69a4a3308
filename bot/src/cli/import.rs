//! `steward import`: reads files with numbers, all or nothing unless the good rows are asked for.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use steward_core::judge::settled;
use steward_core::org::Org;
use steward_core::org::mapping::Mapping;
use steward_core::sample::Observation;
use steward_core::time::Clock;
use steward_sources::{FileInput, Import};
use steward_store::sample::{self, Recorded};
use steward_store::{Store, Tx};

use super::{Settings, open};
use crate::clock::SystemClock;
use crate::config::Environment;
use crate::ids::ClockedIds;

#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// Files: Amazon's account health, sales and traffic, FBA planning, stranded and restock reports as Amazon
    /// ships them, or any CSV, TSV or XLSX by a mapping of the scorecard file
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The mapping to read tables by; found by its file name pattern without
    #[arg(long, value_name = "KEY")]
    mapping: Option<String>,
    /// The shop or marketplace the files are about, where several KPIs could be meant
    #[arg(long, value_name = "SCOPE")]
    shop: Option<String>,
    /// Keep the good rows of a file that has bad ones
    #[arg(long)]
    partial: bool,
}

/// Observations written in one statement batch between two looks at the progress bar.
const BATCH: usize = 500;
/// A progress bar is shown only when the import takes longer than this.
const SHOW_PROGRESS_AFTER: Duration = Duration::from_secs(1);

pub(super) async fn run(
    settings: &Settings,
    environment: &Environment,
    args: &ImportArgs,
) -> anyhow::Result<ExitCode> {
    let config = settings.load(environment)?;
    let store = open::existing(&config).await?;
    let org = store.org().await?;
    if org.kpis.is_empty() {
        bail!("the store has no KPI that could take a value: begin with `steward apply FILE --yes`");
    }
    let mapping = args.mapping.as_deref().map(|key| find_mapping(&org, key)).transpose()?;
    let mut imports = Vec::new();
    let mut refused = false;
    for path in &args.files {
        let bytes = std::fs::read(path)
            .with_context(|| format!("cannot read {}: check the path and its permissions", path.display()))?;
        let import = read(path, &bytes, &org, mapping, args)?;
        refused |= !tell(path, &import, args.partial);
        imports.push(import);
    }
    if refused {
        eprintln!("Nothing was imported. Repair the rows, or keep the good ones with --partial.");
        return Ok(ExitCode::FAILURE);
    }
    write_all(&store, &org, imports, args).await?;
    Ok(ExitCode::SUCCESS)
}

fn find_mapping<'a>(org: &'a Org, key: &str) -> anyhow::Result<&'a Mapping> {
    org.mappings.values().find(|mapping| mapping.key.as_str() == key).with_context(|| {
        let known: Vec<&str> = org.mappings.keys().map(steward_core::id::Key::as_str).collect();
        format!("there is no mapping `{key}`; the scorecard file has {}", known.join(", "))
    })
}

fn read(
    path: &Path,
    bytes: &[u8],
    org: &Org,
    mapping: Option<&Mapping>,
    args: &ImportArgs,
) -> anyhow::Result<Import> {
    let name = path.display().to_string();
    let input = FileInput {
        name: &name,
        bytes,
        fetched_at: SystemClock.now(),
        org,
        mapping,
        shop: args.shop.as_deref(),
    };
    steward_sources::read(&input).with_context(|| format!("{name} gives nothing, so nothing was imported"))
}

/// Tells what was found in a file; answers whether it may be kept.
fn tell(path: &Path, import: &Import, partial: bool) -> bool {
    for remark in &import.remarks {
        eprintln!("note: {}: {remark}", path.display());
    }
    if !import.unmapped.is_empty() {
        eprintln!("note: {}: no KPI asks for {}", path.display(), import.unmapped.join(", "));
    }
    // One bad cell may be bad for several KPIs; it has to be repaired once.
    let mut told = HashSet::new();
    for problem in import.problems.iter().map(ToString::to_string) {
        if told.insert(problem.clone()) {
            eprintln!("{}: {problem}", if partial { "left out" } else { "error" });
        }
    }
    partial || import.problems.is_empty()
}

#[derive(Debug, Default)]
struct Tally {
    new: usize,
    unchanged: usize,
    revised: usize,
}

/// Writes everything in one transaction, so that an import that is cut off has changed nothing.
#[expect(clippy::print_stdout, reason = "the command line prints")]
async fn write_all(store: &Store, org: &Org, imports: Vec<Import>, args: &ImportArgs) -> anyhow::Result<()> {
    let observations: Vec<Observation> = imports.into_iter().flat_map(|import| import.observations).collect();
    if observations.is_empty() {
        bail!("the files hold no value of a KPI in the scorecard");
    }
    let bar = progress_bar(observations.len())?;
    let mut tally = Tally::default();
    let mut tx = store.begin().await?;
    for batch in observations.chunks(BATCH) {
        write_batch(&mut tx, org, batch, &mut tally).await?;
        bar.inc(u64::try_from(batch.len())?);
        if bar.elapsed() > SHOW_PROGRESS_AFTER && bar.is_hidden() {
            bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
        }
    }
    tx.commit().await?;
    bar.finish_and_clear();
    println!(
        "{} from {}: {} new, {} changed, {} as before.",
        counted(observations.len(), "value"),
        counted(args.files.len(), "file"),
        tally.new,
        tally.revised,
        tally.unchanged
    );
    Ok(())
}

fn counted(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

fn progress_bar(values: usize) -> anyhow::Result<ProgressBar> {
    let bar = ProgressBar::hidden();
    bar.set_length(u64::try_from(values)?);
    bar.set_style(ProgressStyle::with_template("{bar:40} {human_pos} of {human_len} values, {eta} left")?);
    Ok(bar)
}

async fn write_batch(tx: &mut Tx, org: &Org, batch: &[Observation], tally: &mut Tally) -> anyhow::Result<()> {
    let now = SystemClock.now();
    let ids = ClockedIds::new(std::sync::Arc::new(SystemClock));
    let settled = |seen: &Observation| {
        org.kpis.get(&seen.kpi).is_some_and(|kpi| settled::is_settled(kpi, seen, now, now))
    };
    for recorded in sample::record(tx, batch, now, &ids, &settled).await? {
        match recorded {
            Recorded::New { .. } => tally.new += 1,
            Recorded::Unchanged { .. } => tally.unchanged += 1,
            Recorded::Revised { .. } => tally.revised += 1,
        }
    }
    Ok(())
}
