//! How numbers come in: pushed over HTTP, or imported from a file.

use std::path::Path;
use std::time::Duration;

use reqwest::Client;
use serde_json::Value;
use steward_core::judge::settled;
use steward_core::sample::Observation;
use steward_sources::{FileInput, Import};
use steward_store::sample;

use super::service::PUSH_TOKEN;
use super::{Stage, World};

/// Longest wait for an answer of the service.
const PATIENCE: Duration = Duration::from_secs(30);

/// A client that follows no redirects, so that a cookie is seen, and keeps no line open, so that the service can stop.
pub(super) fn client() -> Client {
    // As `main` does; the second world of a process finds it done.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder().redirect(reqwest::redirect::Policy::none());
    client.pool_max_idle_per_host(0).timeout(PATIENCE).build().expect("a client")
}

impl World {
    /// Sends a body to the push endpoint: the status, and what was answered. Nothing is judged by it before the world
    /// settles.
    pub async fn push(&self, body: &Value) -> (u16, Value) {
        self.stage.push(body).await
    }

    /// Imports a file as `steward import` does, all of it or nothing, and lets it be judged.
    ///
    /// # Panics
    /// When a row of it cannot be read.
    pub async fn import(&self, path: &Path) -> Import {
        let app = self.stage.app().await;
        let org = app.store.org().await.expect("the standing data");
        let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let (name, now) = (path.display().to_string(), self.now());
        let input =
            FileInput { name: &name, bytes: &bytes, fetched_at: now, org: &org, mapping: None, shop: None };
        let import = steward_sources::read(&input).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(import.problems, []);
        let is_settled = |seen: &Observation| {
            org.kpis.get(&seen.kpi).is_some_and(|kpi| settled::is_settled(kpi, seen, now, now))
        };
        let mut tx = app.store.begin().await.expect("begin");
        sample::record(&mut tx, &import.observations, now, app.ids.as_ref(), &is_settled)
            .await
            .expect("record");
        tx.commit().await.expect("commit");
        drop(app);
        self.settle().await;
        import
    }
}

impl Stage {
    pub(super) async fn push(&self, body: &Value) -> (u16, Value) {
        let request = self.http.post(format!("{}/api/v1/samples", self.url().await)).bearer_auth(PUSH_TOKEN);
        let request = request.header("idempotency-key", self.event_id()).json(body);
        let response = request.send().await.expect("a response");
        let status = response.status().as_u16();
        (status, response.json().await.expect("JSON"))
    }
}
