//! Serving HTTP and running the duties until the process is told to stop.

use std::future::IntoFuture;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::app::App;
use crate::config::Config;
use crate::feishu::Feishu;
use crate::http;
use crate::runner::Runner;
use crate::slack::Slack;

/// How long requests may take to their end once the process was told to stop; platforms kill it after ten seconds.
const DRAIN: Duration = Duration::from_secs(5);

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
    (slack, feishu): (Option<&Slack>, Option<&Feishu>),
    listener: TcpListener,
    ready: impl FnOnce(),
) -> anyhow::Result<()> {
    let runner = Runner::start(&app);
    let (told, stopped) = watch::channel(false);
    let (door, mut connections) = match slack {
        Some(slack) => slack.serve(&app, &stopped)?,
        None => (Router::new(), JoinSet::new()),
    };
    let (feishu_door, mut feishu_connections) = match feishu {
        Some(feishu) => feishu.serve(&app, &stopped),
        None => (Router::new(), JoinSet::new()),
    };
    let router = http::router(&app).merge(door).merge(feishu_door);
    let stop = Arc::new(Notify::new());
    let stopping = Arc::clone(&stop);
    let server =
        axum::serve(listener, router).with_graceful_shutdown(async move { stopping.notified().await });
    let mut server = tokio::spawn(server.into_future());
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "ready");
    ready();
    tokio::select! {
        ended = &mut server => return ended?.context("the HTTP server ended"),
        () = told_to_stop() => tracing::info!("stopping"),
    }
    app.close_pages();
    let _ = told.send(true);
    stop.notify_one();
    let finish = async {
        let unplug = async {
            while connections.join_next().await.is_some() {}
            while feishu_connections.join_next().await.is_some() {}
        };
        let (drained, ..) = tokio::join!(timeout(DRAIN, &mut server), timeout(DRAIN, unplug), runner.stop());
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
