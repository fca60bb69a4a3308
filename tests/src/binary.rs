//! The real program: commands that run to their end, and services that run until they are stopped.
//!
//! Cargo builds the binaries of a package before the integration tests of the same package, with `cargo test` and
//! `cargo nextest run` alike, on a clean checkout and with any profile, and compiles their paths into the tests. It
//! does not do so for binaries of other packages. So this package has a binary of its own from the very source file of
//! `steward` (`bot/src/main.rs`), and the tests hand its path over: `Shell::new(env!("CARGO_BIN_EXE_steward-under-test"))`.

mod service;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

pub use service::{Reply, Service};

/// What the environment may tell the program; a test says itself what it hears.
const VARIABLES: [&str; 14] = [
    "STEWARD_PUSH_TOKEN",
    "STEWARD_WEB_SECRET",
    "STEWARD_STORE_URL",
    "STEWARD_HEARTBEAT_URL",
    "STEWARD_SLACK_BOT_TOKEN",
    "STEWARD_SLACK_APP_TOKEN",
    "STEWARD_SLACK_SIGNING_SECRET",
    "STEWARD_DISCORD_TOKEN",
    "STEWARD_DISCORD_PUBLIC_KEY",
    "STEWARD_FEISHU_APP_ID",
    "STEWARD_FEISHU_APP_SECRET",
    "STEWARD_FEISHU_ENCRYPT_KEY",
    "STEWARD_FEISHU_VERIFICATION_TOKEN",
    "RUST_LOG",
];

/// A shell in an empty folder of its own.
#[derive(Debug)]
pub struct Shell {
    program: PathBuf,
    folder: TempDir,
    variables: Vec<(String, String)>,
}

/// What a command left behind.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The exit code; none when a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Shell {
    /// A shell that knows the program at this path.
    pub fn new(program: impl Into<PathBuf>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self { program: program.into(), folder, variables: Vec::new() }
    }

    /// Sets an environment variable for everything that is started from now on.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.variables.push((name.to_owned(), value.into()));
    }

    /// The folder it is in.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file of the folder.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.folder().join(name), content).expect("write a file of the test");
    }

    /// Reads a file of the folder.
    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.folder().join(name)).unwrap_or_else(|error| panic!("read {name}: {error}"))
    }

    /// The command, ready to be started.
    pub fn command<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Command {
        self.prepared(Command::new(&self.program), arguments)
    }

    /// The command behind a line of `sh`, which ends in `exec "$0" "$@"`.
    pub fn command_behind<A: AsRef<OsStr>>(&self, script: &str, arguments: &[A]) -> Command {
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(script).arg(&self.program);
        self.prepared(shell, arguments)
    }

    fn prepared<A: AsRef<OsStr>>(&self, mut command: Command, arguments: &[A]) -> Command {
        // The help names the program as people call it.
        command.arg0("steward").args(arguments).current_dir(self.folder()).stdin(Stdio::null());
        for name in VARIABLES {
            command.env_remove(name);
        }
        command.env("COLUMNS", "100").envs(self.variables.iter().cloned());
        command
    }

    /// Runs the command to its end.
    pub fn run<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Outcome {
        Outcome::of(self.command(arguments))
    }

    /// Runs the command, which has to succeed, and gives what it printed.
    pub fn succeed<A: AsRef<OsStr>>(&self, arguments: &[A]) -> String {
        let outcome = self.run(arguments);
        assert_eq!(outcome.code, Some(0), "{outcome}");
        outcome.out
    }

    /// Runs the command, which has to fail with exit code 1, and gives what it said on standard error.
    pub fn fail<A: AsRef<OsStr>>(&self, arguments: &[A]) -> String {
        let outcome = self.run(arguments);
        assert_eq!(outcome.code, Some(1), "{outcome}");
        outcome.err
    }

    /// Starts a service and waits until it says that it is ready.
    pub fn start<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Service {
        Service::start(self.command(arguments))
    }
}

impl Outcome {
    /// Runs any command to its end.
    pub fn of(mut command: Command) -> Self {
        let output = command.output().expect("start the program");
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the program writes UTF-8");
        Self { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit code {:?}\n--- out\n{}\n--- err\n{}", self.code, self.out, self.err)
    }
}
