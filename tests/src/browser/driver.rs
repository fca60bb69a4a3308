//! A private chromedriver process and what only Chromium's WebDriver understands.

use axum::http::Method;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use reqwest::Url;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::str::FromStr;
use tempfile::TempDir;

/// Nothing here may reach for the network or ask a person; software rendering, because test machines have no GPU.
const CHROMIUM_FLAGS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
];
/// Looks for processes this often before leaving a profile to whoever cleans the temporary folder.
const KILL_ROUNDS: usize = 500;

/// A running chromedriver with a folder of its own, in which everything that it and Chromium write ends up.
#[derive(Debug)]
pub(super) struct Driver {
    process: Child,
    port: u16,
    folder: TempDir,
    /// Kept open: a chromedriver that cannot write ends.
    _output: BufReader<ChildStdout>,
}

impl Driver {
    pub(super) async fn start(program: &Path) -> Self {
        let program = program.to_path_buf();
        tokio::task::spawn_blocking(move || start(&program))
            .await
            .expect("the task that starts chromedriver ends")
    }

    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(super) fn capabilities(&self, chromium: &Path, language: &str) -> Capabilities {
        let own = [
            format!("--user-data-dir={}", self.folder.path().join("profile").display()),
            format!("--accept-lang={language}"),
        ];
        let flags: Vec<&str> = CHROMIUM_FLAGS.into_iter().chain(own.iter().map(String::as_str)).collect();
        let wanted = json!({
            "browserName": "chrome",
            "goog:chromeOptions": {
                "binary": chromium,
                "args": flags,
                "prefs": { "intl.accept_languages": language },
            },
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        wanted.as_object().cloned().unwrap_or_default()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        // Chromium does not end with its driver. Its processes are known by the folder, which nobody else names.
        let folder = self.folder.path().to_string_lossy().into_owned();
        for _ in 0..KILL_ROUNDS {
            let left = processes_that_name(&folder);
            if left.is_empty() {
                break;
            }
            // `kill` is a word of the shell; a program of that name is missing on a bare machine.
            let _ = Command::new("sh").args(["-c", "kill -9 \"$@\" 2>/dev/null", "sh"]).args(&left).status();
        }
    }
}

fn start(program: &Path) -> Driver {
    let folder = TempDir::with_prefix("steward-browser-").expect("make a folder for the browser");
    let mut process = Command::new(program)
        // Port 0: the system chooses, and the driver says which it was.
        .arg("--port=0")
        .env("HOME", folder.path())
        .env("TMPDIR", folder.path())
        .env("XDG_CONFIG_HOME", folder.path().join("config"))
        .env("XDG_CACHE_HOME", folder.path().join("cache"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("start chromedriver");
    let mut output = BufReader::new(process.stdout.take().expect("its output is piped"));
    let port = announced_port(&mut output).expect("chromedriver says on which port it listens");
    Driver { process, port, folder, _output: output }
}

/// Reads up to "ChromeDriver was started successfully on port 41233."
fn announced_port(output: &mut impl BufRead) -> Option<u16> {
    output.lines().map_while(Result::ok).find_map(|line| {
        let (_, port) = line.split_once("successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    })
}

/// The ids of the processes in whose command line `text` occurs.
fn processes_that_name(text: &str) -> Vec<String> {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    processes
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()))
        .filter(|id| {
            let command = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&command).contains(text)
        })
        .collect()
}

/// What Chromium's WebDriver offers beyond the standard.
#[derive(Debug)]
pub(super) enum ChromeCommand {
    /// The console's entries since the last time they were read.
    BrowserLog,
    /// One command of the DevTools protocol.
    DevTools { method: &'static str, parameters: Value },
}

impl WebDriverCompatibleCommand for ChromeCommand {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, <Url as FromStr>::Err> {
        let session = session.unwrap_or_default();
        match self {
            Self::BrowserLog => base.join(&format!("session/{session}/se/log")),
            Self::DevTools { .. } => base.join(&format!("session/{session}/goog/cdp/execute")),
        }
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = match self {
            Self::BrowserLog => json!({ "type": "browser" }),
            Self::DevTools { method, parameters } => json!({ "cmd": method, "params": parameters }),
        };
        (Method::POST, Some(body.to_string()))
    }
}
