//! The real binary: from its start to ready, and its memory while nothing happens.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use steward::clock::SystemClock;
use steward::demo;
use steward::demo::stage::{SEED, move_in};
use steward::ids::ClockedIds;
use steward_core::time::Clock;
use steward_store::sample;

use super::Engine;
use super::figure::{Finding, Found, Spread};
use super::home::Home;
use super::{memory, stage};

/// Starts measured on each kind of store.
const STARTS: usize = 15;
/// Starts whose memory is looked at.
const IDLES: usize = 3;
/// After so long nothing of the start is left to do.
const IDLE: Duration = Duration::from_secs(5);
/// Samples recorded in one go.
const BATCH: usize = 500;

/// Builds the binary, which the build of this program does not.
pub fn build() -> Result<PathBuf> {
    let own = std::env::current_exe().context("the path of this program")?;
    let folder = own.parent().context("the folder of this program")?;
    ensure!(folder.ends_with("release"), "measure the release build: cargo run --release …");
    let status =
        Command::new("cargo").args(["build", "--release", "--quiet", "--package", "steward"]).status()?;
    ensure!(status.success(), "the binary does not build");
    Ok(folder.join("steward"))
}

/// What runs the binary on the store of a home.
pub(super) fn command(binary: &Path, home: &Home) -> Command {
    let mut command = Command::new(binary);
    command
        .args(["run", "--listen", "127.0.0.1:0"])
        .env("STEWARD_STORE_URL", &home.address)
        .env("STEWARD_PUSH_TOKEN", stage::TOKEN)
        .current_dir(home.folder.path());
    command
}

/// Measures starts and memory.
pub async fn measure(engine: Engine, binary: &Path) -> Result<Vec<Finding>> {
    let (mut fresh, mut existing) = (Vec::new(), Vec::new());
    let (mut idle_fresh, mut idle_existing) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let home = Home::fresh(engine).await?;
        let (took, running) = Running::start(binary, &home)?;
        fresh.push(took);
        running.stop()?;
    }
    let lived_in = Home::fresh(engine).await?;
    furnish(&lived_in).await?;
    for _ in 0..STARTS {
        let (took, running) = Running::start(binary, &lived_in)?;
        existing.push(took);
        running.stop()?;
    }
    for _ in 0..IDLES {
        let home = Home::fresh(engine).await?;
        idle_fresh.push(Running::start(binary, &home)?.1.memory_after_idling().await?.0);
        idle_existing.push(Running::start(binary, &lived_in)?.1.memory_after_idling().await?.0);
    }
    let times = |what: &str, durations: &[Duration]| Finding {
        what: what.to_owned(),
        engine: engine.name(),
        aim: Some("100 ms".to_owned()),
        found: Found::Times(Spread::of(durations)),
    };
    let memory = |what: &str, megabytes: Vec<f64>| Finding {
        what: what.to_owned(),
        engine: engine.name(),
        aim: Some("40 MB".to_owned()),
        found: Found::Megabytes(Spread::of_numbers(megabytes)),
    };
    Ok(vec![
        times("start to ready, empty database (all migrations run)", &fresh),
        times("start to ready, sample company with 13 months", &existing),
        memory("resident memory after 5 s idle, empty store", idle_fresh),
        memory("resident memory after 5 s idle, sample company", idle_existing),
    ])
}

/// Moves the sample company with its 13 months of samples in.
async fn furnish(home: &Home) -> Result<()> {
    let store = stage::open(home).await?;
    let now = SystemClock.now();
    let day = demo::stage::zone()?.date_at(now);
    move_in(&store, day).await?;
    let org = store.org().await?;
    let ids = ClockedIds::new(std::sync::Arc::new(SystemClock));
    let mut tx = store.begin().await?;
    for batch in demo::history(&org, day, SEED).chunks(BATCH) {
        sample::record(&mut tx, batch, now, &ids, &|_| true).await?;
    }
    tx.commit().await?;
    store.close().await;
    Ok(())
}

/// The running service; ends with this.
pub(super) struct Running(Child);

impl Running {
    /// Starts the service; how long until it says that it is ready.
    pub(super) fn start(binary: &Path, home: &Home) -> Result<(Duration, Self)> {
        let mut command = command(binary, home);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let begin = Instant::now();
        let mut running = Self(command.spawn().with_context(|| format!("start {}", binary.display()))?);
        let output = running.0.stdout.take().context("its output is piped")?;
        for line in BufReader::new(output).lines() {
            if line?.starts_with("Steward is ready at") {
                return Ok((begin.elapsed(), running));
            }
        }
        anyhow::bail!("the service ended before it was ready")
    }

    /// Asks it to end and waits for that.
    fn stop(mut self) -> Result<()> {
        let status = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status()?;
        ensure!(status.success(), "the service is gone");
        self.0.wait()?;
        Ok(())
    }

    /// Its resident memory once it has idled, and the most it had until then, in MB.
    #[expect(clippy::disallowed_methods, reason = "the measurement is about time that passes")]
    pub(super) async fn memory_after_idling(self) -> Result<(f64, f64)> {
        tokio::time::sleep(IDLE).await;
        let megabytes = (memory::resident(self.0.id())?, memory::most(self.0.id())?);
        self.stop()?;
        Ok(megabytes)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Gone already where it was stopped.
        let _ = self.0.kill();
    }
}
