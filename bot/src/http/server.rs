//! The HTTP server: a connection that is open and asks nothing is closed, and what is at work may finish.

use std::time::Duration;

use axum::Router;
use axum::serve::Listener;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;

/// How long a connection may wait for a whole request head, the first or the next one: longer than a phone on a bad line
/// takes, and short enough that connections held open for nothing do not use up the process's file handles.
pub const HEAD: Duration = Duration::from_secs(20);

/// Answers with `router` until `stop`, then until the last answer at work is given. A connection without a whole request
/// head for as long as `head` is closed.
pub async fn serve(
    mut listener: TcpListener,
    router: Router,
    head: Duration,
    stop: impl Future<Output = ()>,
) {
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(head);
    let service = TowerToHyperService::new(router);
    let connections = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let stream = tokio::select! {
            () = &mut stop => break,
            (stream, _) = Listener::accept(&mut listener) => stream,
        };
        // An answer is written at once; waiting for more to send along only delays it.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection cannot be set to send at once");
        }
        let connection = connections.watch(builder.serve_connection(TokioIo::new(stream), service.clone()));
        tokio::spawn(async move {
            // The client went away or was too slow; there is nobody to tell.
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
    drop(listener);
    connections.shutdown().await;
}
