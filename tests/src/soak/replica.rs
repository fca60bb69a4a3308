//! One process of the program: started, killed at once, started again on the same port.

use std::fs::{File, OpenOptions};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::setup::Setup;
use super::{Plan, company, pause};

/// Longest wait until the program answers.
const ANSWERS_WITHIN: Duration = Duration::from_secs(30);
/// Between two looks whether it does.
const LOOK_EVERY: Duration = Duration::from_millis(4);
/// Lines of the log that are told when the program ends by itself.
const TOLD_LINES: usize = 15;

/// The process.
pub(super) struct Replica {
    program: PathBuf,
    folder: PathBuf,
    address: String,
    setup: Setup,
    listen: SocketAddr,
    log: PathBuf,
    client: reqwest::Client,
    child: Option<Child>,
}

/// What the program says that it is.
pub(super) fn version(program: &Path) -> Result<String> {
    let output =
        Command::new(program).arg("--version").output().context("ask the program for its version")?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

impl Replica {
    /// A process that is not started yet.
    pub(super) fn new(plan: &Plan, address: &str, setup: &Setup) -> Result<Self> {
        // The process decides on the provider of TLS, which the client asks for even where none is spoken.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let listen = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        Ok(Self {
            program: plan.steward.clone(),
            folder: plan.folder.clone(),
            address: address.into(),
            setup: setup.clone(),
            listen,
            log: plan.folder.join(format!("steward-{}.log", listen.port())),
            client: reqwest::Client::builder().no_proxy().timeout(ANSWERS_WITHIN).build()?,
            child: None,
        })
    }

    /// Where it is reached.
    pub(super) fn url(&self) -> String {
        format!("http://{}", self.listen)
    }

    /// Starts it, unless it runs.
    pub(super) fn ensure_running(&mut self) -> Result<()> {
        if self.child.is_some() {
            return self.ensure_alive();
        }
        let log = OpenOptions::new().create(true).append(true).open(&self.log)?;
        let mut command = Command::new(&self.program);
        command
            .args(["--config", company::CONFIG, "run", "--listen", &self.listen.to_string()])
            .current_dir(&self.folder)
            .envs(&self.setup.environment)
            .env("STEWARD_STORE_URL", &self.address)
            .env("STEWARD_PUSH_TOKEN", company::PUSH_TOKEN)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        self.child = Some(command.spawn().with_context(|| format!("start {}", self.program.display()))?);
        Ok(())
    }

    /// Fails when it has ended by itself.
    pub(super) fn ensure_alive(&mut self) -> Result<()> {
        let child = self.child.as_mut().context("the service was never started")?;
        if let Some(status) = child.try_wait()? {
            bail!("the service ended by itself, {status}; it logged last:\n{}", self.last_words()?);
        }
        Ok(())
    }

    /// Waits until it answers: it takes connections a while before.
    pub(super) async fn answers(&mut self) -> Result<()> {
        let begun = Instant::now();
        while self.client.get(format!("{}/healthz", self.url())).send().await.is_err() {
            self.ensure_alive()?;
            ensure!(begun.elapsed() < ANSWERS_WITHIN, "the service does not answer:\n{}", self.last_words()?);
            pause(LOOK_EVERY).await;
        }
        Ok(())
    }

    /// Ends it at once, as a power failure does.
    pub(super) fn kill(&mut self) -> Result<()> {
        self.ensure_alive()?;
        if let Some(mut child) = self.child.take() {
            child.kill()?;
            child.wait()?;
        }
        Ok(())
    }

    fn last_words(&self) -> Result<String> {
        let log = std::io::read_to_string(File::open(&self.log)?)?;
        let lines: Vec<&str> = log.lines().collect();
        Ok(lines[lines.len().saturating_sub(TOLD_LINES)..].join("\n"))
    }
}

impl Drop for Replica {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
