//! Serving HTTP and running the duties until the process is told to stop.

use std::sync::Arc;

use anyhow::Context;
use tokio::net::TcpListener;

use crate::app::App;
use crate::config::Config;
use crate::http;
use crate::runner::Runner;

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
pub fn base_url(config: &Config, listener: &TcpListener) -> anyhow::Result<String> {
    match &config.server.base_url {
        Some(url) => Ok(url.trim_end_matches('/').to_owned()),
        None => Ok(format!("http://{}", listener.local_addr().context("the listening address")?)),
    }
}

/// Serves and runs until Ctrl-C or SIGTERM; calls `ready` once everything is up.
pub async fn until_stopped(app: Arc<App>, listener: TcpListener, ready: impl FnOnce()) -> anyhow::Result<()> {
    let runner = Runner::start(&app);
    let router = http::router(&app);
    let server = axum::serve(listener, router);
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "ready");
    ready();
    // Live pages hold their connections open for ever, so the server is dropped, not drained; what it accepted is
    // in the store.
    tokio::select! {
        ended = server => ended.context("the HTTP server ended")?,
        () = told_to_stop() => tracing::info!("stopping"),
    }
    runner.stop().await;
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
