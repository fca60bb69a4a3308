//! The real service in this process: its store, its parts, and its HTTP on a free port.

use std::net::SocketAddr;
use std::sync::Arc;

use steward::app::{self, App, WebEntry};
use steward::config::Config;
use steward::http;
use steward::http::push::PushToken;
use steward_core::person::Locale;
use steward_store::{Options, Store};
use steward_web::Mode;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::Door;
use super::clock::HandClock;
use super::numbers::{CountedIds, CountedSecrets};

/// The token of the push endpoint.
pub(super) const PUSH_TOKEN: &str = "a-push-token-of-the-stories";
/// The secret that signs personal links.
pub(super) const LINK_SECRET: &[u8] = b"a secret of the stories, 32 byte";

/// What every start of the service gets.
pub(super) struct Parts {
    address: String,
    pub(super) door: Door,
    clock: Arc<HandClock>,
    ids: Arc<CountedIds>,
    secrets: Arc<CountedSecrets>,
}

/// A running service.
pub(super) struct Service {
    pub(super) app: Arc<App>,
    pub(super) url: String,
    listen: SocketAddr,
    stop: oneshot::Sender<()>,
    server: JoinHandle<()>,
}

impl Parts {
    pub(super) fn new(address: String, door: Door, clock: Arc<HandClock>) -> Self {
        Self { address, door, clock, ids: Arc::default(), secrets: Arc::default() }
    }
}

impl Service {
    /// Starts on the database; at the address it had, when it had one.
    pub(super) async fn start(parts: &Parts, listen: Option<SocketAddr>) -> Self {
        let listen = listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 0)));
        let listener = TcpListener::bind(listen).await.expect("a free port");
        let listen = listener.local_addr().expect("an address");
        let url = format!("http://{listen}");
        let store =
            Store::open(&parts.address, Options::at(parts.clock.get())).await.expect("open the store");
        let mode = match parts.door {
            Door::Demo => Mode::Demo { first: Locale::EN_US },
            Door::Signed => Mode::Signed { secret: LINK_SECRET.into() },
        };
        let app = App::build(app::Parts {
            config: Config::defaults().expect("the defaults"),
            store,
            clock: parts.clock.clone(),
            ids: parts.ids.clone(),
            push_token: Some(PushToken::of(PUSH_TOKEN)),
            web: Some(WebEntry { mode, base_url: url.clone(), secrets: parts.secrets.clone() }),
            platforms: Vec::new(),
        })
        .expect("the service");
        let (stop, stopped) = oneshot::channel();
        let router = http::router(&app);
        let server = tokio::spawn(async move {
            let serving = axum::serve(listener, router).with_graceful_shutdown(async {
                // A sender that is gone ends it as well.
                let _ = stopped.await;
            });
            serving.await.expect("serve");
        });
        Self { app, url, listen, stop, server }
    }

    /// Ends it and frees the database; the address it had.
    pub(super) async fn stop(self) -> SocketAddr {
        let Self { app, listen, stop, server, .. } = self;
        app.close_pages();
        let _ = stop.send(());
        server.await.expect("the server ends");
        app.store.clone().close().await;
        listen
    }
}
