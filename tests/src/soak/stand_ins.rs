//! The stand-ins of the platforms, in a process of their own that no kill touches.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use clap::Args;
use steward::clock::SystemClock;
use steward_core::time::Clock;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::platforms;
use super::setup::Setup;
use crate::chance::Chance;
use crate::fakes::mood::Mood;
use crate::fakes::record::Record;

/// The command of this program that is the stand-ins.
const COMMAND: &str = "stand-ins";
/// The word on their standard input after which nothing misbehaves and nobody presses any more.
const CALM: &str = "calm";
/// The first of the streams of chance of their moods, and of what goes on there.
const MOODS: u64 = 20;
const LIVES: u64 = 30;

/// The running process.
pub(super) struct StandIns {
    child: Child,
    orders: Option<ChildStdin>,
    /// What the service has to know of them.
    pub(super) setup: Setup,
}

impl StandIns {
    /// Starts them as a process of this very program.
    pub(super) fn start(seed: u64, record: &Path) -> Result<Self> {
        let program = std::env::current_exe().context("the path of this program")?;
        let mut child = Command::new(program)
            .args([COMMAND, "--seed", &seed.to_string(), "--record"])
            .arg(record)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("start the stand-ins")?;
        let output = child.stdout.take().context("their output is piped")?;
        let mut told = String::new();
        BufReader::new(output).read_line(&mut told)?;
        let setup = serde_json::from_str(&told).context("the stand-ins say where they are")?;
        Ok(Self { orders: child.stdin.take(), child, setup })
    }

    /// From now on nothing misbehaves and nobody presses.
    pub(super) fn calm_down(&mut self) -> Result<()> {
        let orders = self.orders.as_mut().context("the stand-ins listen")?;
        writeln!(orders, "{CALM}").context("tell the stand-ins to calm down")
    }

    /// Ends them, once everything they accepted is in the record.
    pub(super) fn end(mut self) -> Result<()> {
        drop(self.orders.take());
        let status = self.child.wait()?;
        ensure!(status.success(), "the stand-ins failed: {status}");
        Ok(())
    }
}

impl Drop for StandIns {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How the stand-ins are run.
#[derive(Debug, Args)]
pub struct StandInArgs {
    /// Where chance begins
    #[arg(long)]
    seed: u64,
    /// The file to which accepted calls are added
    #[arg(long)]
    record: PathBuf,
}

/// Runs the stand-ins until their standard input ends.
#[expect(clippy::print_stdout, reason = "the first line says where they are")]
pub async fn serve(args: &StandInArgs) -> Result<()> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let (stand_ins, record) = (platforms::start(&clock).await, Record::at(&args.record)?);
    let mut setup = Setup::default();
    for stand_in in &stand_ins {
        stand_in.furnish(&mut setup);
        stand_in.moody().record_into(record.clone());
    }
    println!("{}", serde_json::to_string(&setup)?);
    let (calm, calmed) = watch::channel(false);
    let mut lives = JoinSet::new();
    for (number, stand_in) in (0..).zip(&stand_ins) {
        stand_in.moody().begin(Mood::of(Chance::of(args.seed, MOODS + number)));
        lives.spawn(Arc::clone(stand_in).live(Chance::of(args.seed, LIVES + number), calmed.clone()));
    }
    let mut orders = orders();
    while orders.changed().await.is_ok() {
        for stand_in in &stand_ins {
            stand_in.moody().calm_down();
        }
        let _ = calm.send(true);
    }
    Ok(())
}

/// Moves with every order; closed when standard input ends.
fn orders() -> watch::Receiver<usize> {
    let (sender, receiver) = watch::channel(0);
    std::thread::spawn(move || {
        for line in std::io::stdin().lines().map_while(Result::ok) {
            if line == CALM {
                sender.send_modify(|count| *count += 1);
            }
        }
    });
    receiver
}
