//! Discord on this machine: keeps servers, people and messages, refuses what Discord refuses, and misbehaves when told to.
//!
//! ```no_run
//! # async fn story(clock: std::sync::Arc<dyn steward_core::time::Clock>) {
//! use steward_tests::fakes::discord::{FakeDiscord, NewUser};
//! let discord = FakeDiscord::start(clock).await;
//! let acme = discord.add_guild("Acme", "en-US");
//! discord.add_user(&acme, NewUser::named("mei").locale("zh-CN"));
//! discord.add_channel(&acme, "ops");
//! // The bot starts with `discord.tls_address()`, `discord.authority()` and `discord.token()`, and posts.
//! let message = discord.wait_for_message("ops").await;
//! discord.press("mei", &message, "Acknowledge").await;
//! # }
//! ```

mod buckets;
mod check;
mod control;
mod description;
mod endpoint;
mod faults;
mod files;
mod gateway;
mod inspect;
mod intents;
mod interaction;
mod message;
mod methods;
mod objects;
mod permissions;
mod person;
mod post;
mod refusal;
mod rest;
mod setup;
mod state;
mod tls;

use std::net::SocketAddr;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{any, get, post as posted};
use steward_core::time::Clock;

pub use description::description;
pub use endpoint::{public_key, sign};
pub use faults::{Fault, FaultOrder, Refused};
pub use interaction::{Delivered, Door};
pub use message::Message;
pub use person::Submitted;
pub use setup::NewUser;
pub use state::Call;

use super::ground::Ground;
use super::line::Cut;
use state::State;
use tls::Tls;

/// How long Discord waits for the first answer to an interaction.
const ANSWER_WITHIN: Duration = Duration::from_secs(3);
/// Largest body that is read at all, in bytes.
const BODY_LIMIT: usize = 32 * 1024 * 1024;

/// The server.
pub struct FakeDiscord {
    ground: Ground<State, Refused>,
    tls: Tls,
}

impl Deref for FakeDiscord {
    type Target = Ground<State, Refused>;

    fn deref(&self) -> &Self::Target {
        &self.ground
    }
}

impl FakeDiscord {
    /// Starts it on a free port; it ends with the test's runtime.
    pub async fn start(clock: Arc<dyn Clock>) -> Arc<Self> {
        Self::listen(clock, SocketAddr::from(([127, 0, 0, 1], 0))).await.expect("a free port")
    }

    /// Starts it at an address of this machine, and over TLS at another.
    pub async fn listen(clock: Arc<dyn Clock>, listen: SocketAddr) -> std::io::Result<Arc<Self>> {
        let (ground, listener) = Ground::prepare(clock, listen).await?;
        let tls = tls::open(listener.0.local_addr()?).await?;
        let discord = Arc::new(Self { ground, tls });
        discord.address().clone_into(&mut discord.state().address);
        let router = Router::new()
            .route("/gateway", get(gateway::open))
            .route("/gateway/", get(gateway::open))
            .route("/attachments/{id}/{name}", get(files::fetch))
            .route("/_control", posted(control::take))
            .fallback(any(rest::take))
            .layer(DefaultBodyLimit::max(BODY_LIMIT))
            .with_state(Arc::clone(&discord))
            .into_make_service_with_connect_info::<Cut>();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(discord)
    }

    /// Where it listens over TLS, as `discord.com`, such as `https://127.0.0.1:4004`.
    pub fn tls_address(&self) -> String {
        format!("https://{}", self.tls.address)
    }

    /// The certificate of the authority that [`FakeDiscord::tls_address`] is proved by, in PEM.
    pub fn authority(&self) -> &str {
        &self.tls.authority
    }

    /// What a client takes for `https://discord.com/api`, without TLS.
    pub fn api_url(&self) -> String {
        format!("{}/api", self.address())
    }

    /// Where the gateway is, without TLS.
    fn gateway_url(&self) -> String {
        format!("{}/gateway", self.address().replacen("http", "ws", 1))
    }

    /// Where the gateway is for a client that has called this host: whoever speaks TLS goes on with it.
    fn gateway_for(&self, host: &str) -> String {
        let is_plain = self.address().ends_with(host);
        if is_plain { self.gateway_url() } else { format!("wss://{}/gateway", self.tls.address) }
    }

    /// Waits until something can be seen in this Discord.
    ///
    /// # Panics
    ///
    /// When it has not come after 20 seconds.
    pub async fn wait_until<T>(&self, what: &str, mut look: impl FnMut(&Self) -> Option<T>) -> T {
        let seen = self.look_until(|| look(self)).await;
        seen.unwrap_or_else(|| panic!("Discord never saw {what}; it saw {:#?}", self.calls()))
    }
}
