//! Serving HTTP and running the duties until the process is told to stop.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::app::App;
use crate::config::Config;
use crate::duty::compare_clock;
use crate::http::{self, server};
use crate::outside::Outside;
use crate::runner::Runner;

/// How long requests may take to their end once the process was told to stop; platforms kill it after ten seconds.
const DRAIN: Duration = Duration::from_secs(5);

/// The addresses that are served.
pub struct Listeners {
    /// The web chat and the push endpoint.
    pub public: TcpListener,
    /// Health and metrics; none where they are served with the rest.
    pub watch: Option<TcpListener>,
}

impl Listeners {
    /// Takes the configured addresses.
    ///
    /// # Errors
    /// As [`listen`].
    pub async fn take(config: &Config) -> anyhow::Result<Self> {
        let public = listen(&config.server.listen).await?;
        let watch = match &config.server.watch_listen {
            Some(address) => {
                Some(listen(address).await.context("[server] watch_listen, where health and metrics are")?)
            }
            None => None,
        };
        Ok(Self { public, watch })
    }
}

/// Takes the address.
///
/// # Errors
/// When it is no address or somebody else has it; says how to choose another.
pub async fn listen(address: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!(
            "cannot listen on {address}: choose another with --listen or [server] listen, such as 127.0.0.1:0 for \
             any free port"
        )
    })
}

/// The address people reach the service by.
///
/// # Errors
/// When the configured one is not where a browser finds the page: links would lead nowhere, and cookies travel openly.
pub fn base_url(config: &Config, listener: &TcpListener) -> anyhow::Result<String> {
    let Some(url) = &config.server.base_url else {
        return Ok(format!("http://{}", listener.local_addr().context("the listening address")?));
    };
    let url = url.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    if host.is_none_or(|host| host.is_empty() || host.contains(['/', '?', '#', '@', ' '])) {
        bail!(
            "[server] base_url = \"{url}\" is no address of a server: write https://HOST or https://HOST:PORT"
        );
    }
    Ok(url.to_owned())
}

/// Whether others than this machine reach the address.
pub fn is_open_to_others(listener: &TcpListener) -> bool {
    listener.local_addr().is_ok_and(|address| !address.ip().is_loopback())
}

/// Serves and runs until Ctrl-C or SIGTERM; calls `ready` once everything is up. What is at work then is finished: every
/// duty its run, the server its requests for at most [`DRAIN`]. A second signal ends it at once.
pub async fn until_stopped(
    app: Arc<App>,
    outside: &Outside,
    listeners: Listeners,
    ready: impl FnOnce(),
) -> anyhow::Result<()> {
    // Before anything is claimed by it.
    if let Err(error) = compare_clock::run(&app).await {
        tracing::warn!(%error, "the clock could not be compared with the database's and will be again");
    }
    let runner = Runner::start(&app);
    let (stop, stopping) = watch::channel(false);
    let mut doors = outside.serve(&app, &stopping)?;
    let mut servers = serve(&app, doors.router.clone(), listeners, &stopping);
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "ready");
    ready();
    tokio::select! {
        _ = servers.join_next() => bail!("the HTTP server ended"),
        () = told_to_stop() => tracing::info!("stopping"),
    }
    app.close_pages();
    let _ = stop.send(true);
    let finish = async {
        let drain = async { while servers.join_next().await.is_some() {} };
        let (drained, ..) =
            tokio::join!(timeout(DRAIN, drain), timeout(DRAIN, doors.closed()), runner.stop());
        if drained.is_err() {
            tracing::warn!("requests were still open and are cut off");
        }
        // The database merges its journal and lets go of its file.
        let _ = timeout(DRAIN, app.store.clone().close()).await;
    };
    tokio::select! {
        () = finish => {}
        () = told_to_stop() => tracing::warn!("told again, stopping at once"),
    }
    Ok(())
}

/// Serves each address until it is time to stop; `door` is what platforms call.
fn serve(
    app: &Arc<App>,
    door: Router,
    listeners: Listeners,
    stopping: &watch::Receiver<bool>,
) -> JoinSet<()> {
    let Listeners { public, watch } = listeners;
    let routers = match watch {
        Some(watch) => vec![(public, http::public(app).merge(door)), (watch, http::watch(app))],
        None => vec![(public, http::router(app).merge(door))],
    };
    let mut servers = JoinSet::new();
    for (listener, router) in routers {
        let mut stopping = stopping.clone();
        let stop = async move {
            let _ = stopping.wait_for(|told| *told).await;
        };
        servers.spawn(server::serve(listener, router, server::HEAD, stop));
    }
    servers
}

async fn told_to_stop() {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_address_that_leads_nowhere_is_refused() {
        let listener = listen("127.0.0.1:0").await.unwrap();
        let with = |url: &str| {
            let mut config = Config::defaults().unwrap();
            config.server.base_url = Some(url.to_owned());
            base_url(&config, &listener)
        };
        assert_eq!(with("https://steward.example.com/").unwrap(), "https://steward.example.com");
        assert_eq!(with("http://10.0.0.7:8080").unwrap(), "http://10.0.0.7:8080");
        for bad in ["steward.example.com", "ftp://x", "https://", "https://x/steward", "https://u@x"] {
            assert!(with(bad).unwrap_err().to_string().contains("base_url"), "{bad}");
        }
    }
}
