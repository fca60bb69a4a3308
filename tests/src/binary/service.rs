//! A service of the real program, over HTTP as everybody else speaks to it.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Client, RequestBuilder};
use serde_json::Value;

/// Longest wait for the service to be ready: a demo on a busy machine lives through 13 months first.
const READY_WITHIN: Duration = Duration::from_mins(2);
/// What the program prints last before it serves.
const READY: &str = "Steward is ready at ";

/// A running service; killed when dropped.
#[derive(Debug)]
pub struct Service {
    child: Child,
    /// Where it is reached, as it says itself.
    pub url: String,
    /// What it printed on standard output until it was ready, line by line.
    pub printed: Vec<String>,
    later: Receiver<String>,
    log: Arc<Mutex<String>>,
    client: Client,
}

/// An answer over HTTP.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub text: String,
}

impl Reply {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }
}

impl Service {
    /// Starts a service and waits until it says that it is ready.
    pub fn start(mut command: Command) -> Self {
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("start the service");
        let log = Arc::<Mutex<String>>::default();
        keep(child.stderr.take().expect("its standard error"), Arc::clone(&log));
        let later = lines(child.stdout.take().expect("its standard output"));
        let mut printed = Vec::new();
        let url = loop {
            let Ok(line) = later.recv_timeout(READY_WITHIN) else {
                let _ = child.kill();
                let _ = child.wait();
                let log = log.lock().unwrap_or_else(PoisonError::into_inner);
                panic!("the service was never ready; it printed {printed:?} and logged\n{log}");
            };
            printed.push(line.clone());
            if let Some(url) = line.strip_prefix(READY) {
                break url.to_owned();
            }
        };
        Self { child, url, printed, later, log, client: client() }
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it logged so far.
    pub fn log(&self) -> String {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A request to a path of it.
    pub fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let method = method.parse().expect("a method");
        self.client.request(method, format!("{}{path}", self.url))
    }

    /// Asks for a path.
    pub async fn get(&self, path: &str) -> Reply {
        self.send(self.request("GET", path)).await
    }

    /// Pushes a body with a token.
    pub async fn push(&self, token: &str, body: &Value) -> Reply {
        self.send(self.request("POST", "/api/v1/samples").bearer_auth(token).json(body)).await
    }

    /// Sends a request and reads the whole answer.
    pub async fn send(&self, request: RequestBuilder) -> Reply {
        let response =
            request.send().await.unwrap_or_else(|error| panic!("{error:?}; its log:\n{}", self.log()));
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Reply { status, headers, text: response.text().await.expect("the whole answer") }
    }

    /// Sends it a signal by its name, such as `STOP`.
    pub fn signal(&self, name: &str) {
        let told = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status();
        assert!(told.expect("run kill").success(), "kill cannot reach the service");
    }

    /// Ends it at once, as a power failure does.
    pub fn kill(mut self) -> String {
        self.child.kill().expect("kill the service");
        self.child.wait().expect("the end of the service");
        self.log()
    }

    /// Asks it to stop and waits for its end. Gives how it ended and what it printed after it was ready.
    pub fn stop(mut self) -> (ExitStatus, Vec<String>) {
        let told = Command::new("kill").arg(self.child.id().to_string()).status().expect("run kill");
        assert!(told.success(), "kill cannot reach the service");
        let ended = self.child.wait().expect("the end of the service");
        (ended, self.later.iter().collect())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Follows no redirect and keeps no cookie: the tests see what is sent.
fn client() -> Client {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
    Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(Duration::from_mins(1))
        .build()
        .expect("an HTTP client")
}

fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    receiver
}

fn keep(stream: impl Read + Send + 'static, log: Arc<Mutex<String>>) {
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
            log.push_str(&line);
            log.push('\n');
        }
    });
}
