//! The emulator as a process, behind a gate that lets it take reading methods by GET, as Slack does, and notes its answers.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{OriginalUri, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use axum::{Json, Router};
use serde_json::Value;
use steward_tests::conformance::Packages;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How long an answer of the emulator is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// The emulator.
pub struct Emulator {
    process: Child,
    gate: Arc<Gate>,
    address: String,
}

struct Gate {
    http: reqwest::Client,
    behind: String,
    token: String,
    /// Where the emulator says that files go, and where they are to go instead: through the gate.
    uploads: (String, String),
    answers: Mutex<Vec<(String, Value)>>,
    answered: watch::Sender<usize>,
}

impl Emulator {
    /// Starts it with the seed and waits until it is ready.
    pub async fn start(packages: &Packages, token: &str) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let free = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        let mut command = packages.node();
        command.arg(packages.folder().join("node_modules/emulate/dist/index.js"));
        command.args(["start", "--service", "slack", "--port", &port.to_string(), "--seed"]);
        command.arg(Packages::sources().join("slack/emulate.json"));
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().expect("start the emulator");
        let said = BufReader::new(process.stdout.take().expect("its output is piped"));
        let is_ready = tokio::task::spawn_blocking(move || {
            said.lines().map_while(Result::ok).any(|line| line.contains("Ready"))
        });
        assert!(is_ready.await.expect("its output"), "the emulator did not start");

        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let gate = Arc::new(Gate {
            http: reqwest::Client::new(),
            behind: format!("http://127.0.0.1:{port}/api"),
            uploads: (format!("http://localhost:{port}/"), format!("{address}/")),
            token: token.into(),
            answers: Mutex::default(),
            answered: watch::Sender::new(0),
        });
        let router = Router::new()
            .route("/api/{method}", any(pass))
            .route("/upload/v1/{file}", any(pass_file))
            .with_state(Arc::clone(&gate));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { process, gate, address }
    }

    pub fn api_url(&self) -> String {
        format!("{}/api", self.address)
    }

    /// Calls a method beside the gate.
    pub async fn call(&self, method: &str, arguments: &Value) -> Value {
        let request = self.gate.http.post(format!("{}/{method}", self.gate.behind));
        let answer = request.bearer_auth(&self.gate.token).json(arguments).send().await.expect("an answer");
        answer.json().await.expect("JSON")
    }

    /// The id of a channel.
    pub async fn channel(&self, name: &str) -> String {
        let answer = self.call("conversations.list", &Value::Null).await;
        let channels = answer["channels"].as_array().expect("channels");
        let channel = channels.iter().find(|channel| channel["name"] == name).expect("the channel");
        channel["id"].as_str().expect("an id").to_owned()
    }

    /// The id of a person.
    pub async fn user(&self, email: &str) -> String {
        let answer = self.call("users.list", &Value::Null).await;
        let users = answer["members"].as_array().expect("people");
        let user = users.iter().find(|user| user["profile"]["email"] == email).expect("the person");
        user["id"].as_str().expect("an id").to_owned()
    }

    /// What was answered to a method through the gate, oldest first.
    pub fn answers(&self, method: &str) -> Vec<Value> {
        let answers = self.gate.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.iter().filter(|(own, _)| own == method).map(|(_, answer)| answer.clone()).collect()
    }

    /// The answer to a method, waited for.
    pub async fn wait_for_answer(&self, method: &str) -> Value {
        let mut answered = self.gate.answered.subscribe();
        let there = answered.wait_for(|_| !self.answers(method).is_empty());
        tokio::time::timeout(PATIENCE, there).await.expect("an answer in time").expect("the gate stands");
        self.answers(method).remove(0)
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Hands a call on; a GET becomes a POST of the same arguments as a form.
async fn pass(
    State(gate): State<Arc<Gate>>,
    Path(method): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut request = gate.http.post(format!("{}/{method}", gate.behind));
    if let Some(token) = headers.get(header::AUTHORIZATION) {
        request = request.header(header::AUTHORIZATION, token);
    }
    let form = uri.query().filter(|_| body.is_empty());
    request = match form {
        Some(form) => {
            let kind = "application/x-www-form-urlencoded";
            request.header(header::CONTENT_TYPE, kind).body(form.to_owned())
        }
        None => request.header(header::CONTENT_TYPE, "application/json; charset=utf-8").body(body),
    };
    let Ok(response) = request.send().await else { return StatusCode::BAD_GATEWAY.into_response() };
    let mut answer: Value = response.json().await.unwrap_or_default();
    if let Some(url) = answer["upload_url"].as_str() {
        answer["upload_url"] = url.replace(&gate.uploads.0, &gate.uploads.1).into();
    }
    gate.answers.lock().unwrap_or_else(PoisonError::into_inner).push((method, answer.clone()));
    gate.answered.send_modify(|count| *count += 1);
    Json(answer).into_response()
}

/// Hands the bytes of a file on.
async fn pass_file(
    State(gate): State<Arc<Gate>>,
    Path(file): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let kind = headers.get(header::CONTENT_TYPE).cloned();
    let mut request = gate.http.post(format!("{}upload/v1/{file}", gate.uploads.0)).body(body);
    if let Some(kind) = kind {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    let Ok(response) = request.send().await else { return StatusCode::BAD_GATEWAY.into_response() };
    let status = response.status();
    (status, response.text().await.unwrap_or_default()).into_response()
}
