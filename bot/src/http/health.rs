//! Whether the process lives, and whether it can do its work.

use std::borrow::Cow;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;

use crate::app::App;
use crate::health::Condition;
use crate::strange;

/// The state of one part the service needs.
#[derive(Debug, Serialize)]
pub(super) struct Part {
    name: Cow<'static, str>,
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
}

/// What `/readyz` answers.
#[derive(Debug, Serialize)]
pub(super) struct Readiness {
    ready: bool,
    parts: Vec<Part>,
}

/// Answers as long as the process runs.
pub(super) async fn alive() -> &'static str {
    "ok\n"
}

/// Answers 200 when the database answers, every duty's last run went well and the clock can be gone by, else 503 with what
/// is wrong. A part that is `ok` and has a problem works, and somebody should look.
pub(super) async fn ready(State(app): State<Arc<App>>) -> (StatusCode, Json<Readiness>) {
    let database = app.store.ping().await.err().map(|error| error.to_string());
    let mut parts = vec![Part { name: "database".into(), ok: database.is_none(), problem: database }];
    if let Some(trouble) = app.store.standing_trouble() {
        let problem =
            format!("{trouble}; what could be read last is gone by: run the newest build, or repair it");
        parts.push(Part { name: "standing".into(), ok: true, problem: Some(problem) });
    }
    for platform in &app.platform_names {
        // That the database cannot be asked is told above.
        let trouble = strange::trouble(&app.store, platform, app.clock.now()).await.ok().flatten();
        let name = format!("app of {platform}").into();
        parts.extend(trouble.map(|problem| Part { name, ok: true, problem: Some(problem) }));
    }
    for (name, condition) in app.health.parts() {
        let (ok, problem) = match condition {
            Condition::Well => (true, None),
            Condition::Doubtful(problem) => (true, Some(problem)),
            Condition::Failed(problem) => (false, Some(problem)),
        };
        parts.push(Part { name, ok, problem });
    }
    let ready = parts.iter().all(|part| part.ok);
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(Readiness { ready, parts }))
}
