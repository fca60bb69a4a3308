//! The private PostgreSQL cluster that all test processes of one user share.
//!
//! Three locks, which the kernel releases when their holder dies in whatever way:
//! `start.lock` is held by the process that looks whether a cluster runs and starts one;
//! `users.lock` is held shared by every process that uses it;
//! `supervisor.lock` is held by the supervisor, which takes `users.lock` exclusively to know that nobody is left.

use super::Durability;
use crate::environment;
use crate::skip::Skip;
use reqwest::Url;
use std::fs::{self, File, OpenOptions, Permissions, TryLockError};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A cluster nobody uses stays this long, so that the next run a minute later need not make one.
const IDLE_SECONDS: u32 = 180;
/// The port is chosen before the server takes it; if somebody was faster, choose again.
const START_ATTEMPTS: usize = 3;
const SUPERVISOR: &str = include_str!("supervise.sh");

/// This process's share in the running cluster.
#[derive(Debug)]
pub(super) struct Cluster {
    port: u16,
    /// Held, shared, until this process ends: the supervisor sees by it that the cluster is in use.
    _in_use: File,
}

impl Cluster {
    /// Joins the running cluster, or starts it.
    pub(super) async fn join(durability: Durability) -> Result<Self, Skip> {
        tokio::task::spawn_blocking(move || join(durability))
            .await
            .expect("the task that joins the cluster ends")
    }

    /// The cluster's maintenance database, as its superuser.
    pub(super) fn url(&self) -> Url {
        Url::parse(&format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)).expect("a URL")
    }
}

fn join(durability: Durability) -> Result<Cluster, Skip> {
    let binaries = server_binaries().ok_or_else(|| Skip("no PostgreSQL server binaries here".into()))?;
    let account = ServerAccount::choose()?;
    let (kind, settings): (_, &[&str]) = match durability {
        Durability::Fast => ("fast", &["fsync=off", "synchronous_commit=off", "full_page_writes=off"]),
        Durability::Honest => ("honest", &[]),
    };
    let folder = own_folder(kind);
    let server = folder.join("server");

    let start = lock_file(&folder.join("start.lock"));
    start.lock().expect("lock start.lock");
    let mut in_use = lock_file(&folder.join("users.lock"));
    in_use.lock_shared().expect("lock users.lock");
    // The time of this write is the time of last use that the supervisor counts from.
    in_use.write_all(b".").expect("write to users.lock");

    if !is_supervised(&folder) {
        account.give(&server);
        let mut attempt = 1;
        while let Err(said) = start_supervisor(account, &binaries, &folder, settings) {
            assert!(attempt < START_ATTEMPTS, "the test cluster did not start:\n{said}");
            attempt += 1;
        }
    }
    Ok(Cluster { port: port_of(&server.join("data")), _in_use: in_use })
}

/// Starts the supervisor and waits until it says that the server is ready; the error is what it said instead.
fn start_supervisor(
    account: ServerAccount,
    binaries: &Path,
    folder: &Path,
    settings: &[&str],
) -> Result<(), String> {
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|socket| socket.local_addr())
        .expect("a port")
        .port();
    let mut command = account.command("bash");
    command
        .args(["-c", SUPERVISOR, "steward-test-postgres"])
        .arg(binaries)
        .arg(folder)
        .args([port.to_string(), IDLE_SECONDS.to_string()])
        .args(settings)
        .current_dir(folder)
        .env("HOME", folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        // It outlives this test, and a runner that ends a test by its process group.
        .process_group(0);
    let mut supervisor = command.spawn().map_err(|error| format!("{command:?}: {error}"))?;
    let mut said = String::new();
    let output = supervisor.stdout.as_mut().expect("its output is piped");
    output.read_to_string(&mut said).map_err(|error| error.to_string())?;
    if said.lines().last() == Some("ready") { Ok(()) } else { Err(said) }
}

fn is_supervised(folder: &Path) -> bool {
    match lock_file(&folder.join("supervisor.lock")).try_lock() {
        Ok(()) => false,
        Err(TryLockError::WouldBlock) => true,
        Err(TryLockError::Error(error)) => panic!("lock supervisor.lock: {error}"),
    }
}

/// The port, which the server itself writes as the fourth line of its pid file.
fn port_of(data: &Path) -> u16 {
    let pid_file = fs::read_to_string(data.join("postmaster.pid")).expect("read postmaster.pid");
    pid_file.lines().nth(3).and_then(|line| line.trim().parse().ok()).expect("postmaster.pid names a port")
}

/// A folder for this user and kind of cluster. Nobody else may have made it.
fn own_folder(kind: &str) -> PathBuf {
    let user = own_user();
    let top = std::env::temp_dir().join(format!("steward-test-postgres-{user}"));
    fs::create_dir_all(&top).expect("make a folder for the clusters");
    let owner = fs::symlink_metadata(&top).expect("read the owner of the cluster's folder").uid();
    assert_eq!(owner, user, "{} belongs to somebody else", top.display());
    make_readable(&top, 0o755);
    let folder = top.join(kind);
    make_folder(&folder);
    folder
}

fn make_folder(path: &Path) {
    fs::create_dir_all(path).expect("make a folder for the cluster");
    make_readable(path, 0o755);
}

fn lock_file(path: &Path) -> File {
    let file = OpenOptions::new().create(true).append(true).read(true).open(path).expect("open a lock file");
    make_readable(path, 0o644);
    file
}

/// Whatever the umask: the server's account, another one when the tests run as root, has to look in.
fn make_readable(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("make the cluster's folder readable");
}

fn own_user() -> u32 {
    fs::metadata("/proc/self").expect("read /proc/self").uid()
}

/// The folder of the newest server binaries: Debian's own place for them, else `PATH`.
fn server_binaries() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = debian
        .filter_map(|entry| {
            Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin")))
        })
        .filter(|(_, folder)| folder.join("initdb").is_file())
        .max();
    newest
        .map(|(_, folder)| folder)
        .or_else(|| environment::program("initdb")?.canonicalize().ok()?.parent().map(Path::to_path_buf))
}

/// The account the server runs under: this process's own, unless that is root, which PostgreSQL refuses.
#[derive(Debug, Clone, Copy)]
enum ServerAccount {
    Own,
    Other { user: u32, group: u32 },
}

impl ServerAccount {
    fn choose() -> Result<Self, Skip> {
        if own_user() != 0 {
            return Ok(Self::Own);
        }
        let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let ids = |wanted: &str| {
            let mut fields = accounts
                .lines()
                .map(|line| line.split(':'))
                .find(|line| line.clone().next() == Some(wanted))?;
            Some(Self::Other { user: fields.nth(2)?.parse().ok()?, group: fields.next()?.parse().ok()? })
        };
        ids("postgres")
            .or_else(|| ids("nobody"))
            .ok_or_else(|| Skip("PostgreSQL refuses to run as root, and there is no other account".into()))
    }

    fn command(self, program: &str) -> Command {
        match self {
            Self::Own => Command::new(program),
            Self::Other { user, group } => {
                let mut command = Command::new("setpriv");
                command
                    .arg(format!("--reuid={user}"))
                    .arg(format!("--regid={group}"))
                    .arg("--clear-groups")
                    .arg(program);
                command
            }
        }
    }

    /// Makes `folder` and gives it to the server.
    fn give(self, folder: &Path) {
        fs::create_dir_all(folder).expect("make the server's folder");
        if let Self::Other { user, group } = self {
            chown(folder, Some(user), Some(group)).expect("give the folder to the server's account");
        }
    }
}
