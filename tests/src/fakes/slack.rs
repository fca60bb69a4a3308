//! Slack on this machine: keeps workspaces, people and messages, refuses what Slack refuses, and misbehaves when told to.
//!
//! ```no_run
//! # async fn story(clock: std::sync::Arc<dyn steward_core::time::Clock>) {
//! use steward_tests::fakes::slack::{FakeSlack, NewChannel, NewUser};
//! let slack = FakeSlack::start(clock).await;
//! let acme = slack.add_workspace("Acme");
//! slack.add_user(&acme.team, NewUser::named("mei").email("mei@example.com").locale("zh-CN"));
//! slack.add_channel(&acme.team, NewChannel::named("ops").members(&["mei"]).with_bot());
//! // The bot starts with `slack.address()`, `acme.bot_token` and `slack.app_token()`, and posts.
//! let message = slack.wait_for_message("ops").await;
//! slack.press("mei", &message, "Acknowledge").await;
//! # }
//! ```

mod answer;
mod arguments;
mod blocks;
mod control;
mod delivery;
mod faults;
mod hooks;
mod http_delivery;
mod inspect;
mod message;
mod methods;
mod payloads;
mod person;
mod setup;
mod socket;
mod state;
mod views;
mod web_api;

use std::net::SocketAddr;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::{any, get, post};
use serde_json::Value;
use steward_core::time::Clock;

pub use delivery::{Delivered, Door, Parcel};
pub use faults::{Fault, FaultOrder, Refused};
pub use http_delivery::{sign, signed_body};
pub use message::Message;
pub use person::Submitted;
pub use setup::{NewChannel, NewUser, Workspace};
pub use state::Call;

use super::ground::Ground;
use super::line::Cut;
use state::State;

/// How long Slack waits for the acknowledgement of an event, a command or an interaction.
const ACK_DEADLINE: Duration = Duration::from_secs(3);

/// The server.
pub struct FakeSlack {
    ground: Ground<State, Refused>,
}

impl Deref for FakeSlack {
    type Target = Ground<State, Refused>;

    fn deref(&self) -> &Self::Target {
        &self.ground
    }
}

impl FakeSlack {
    /// Starts it on a free port; it ends with the test's runtime.
    pub async fn start(clock: Arc<dyn Clock>) -> Arc<Self> {
        Self::listen(clock, SocketAddr::from(([127, 0, 0, 1], 0))).await.expect("a free port")
    }

    /// Starts it at an address of this machine.
    pub async fn listen(clock: Arc<dyn Clock>, listen: SocketAddr) -> std::io::Result<Arc<Self>> {
        let (ground, listener) = Ground::prepare(clock, listen).await?;
        let slack = Arc::new(Self { ground });
        let router = Router::new()
            .route("/api/{method}", any(web_api::take))
            .route("/link/", get(socket::open))
            .route("/upload/{file}", post(methods::files::upload))
            .route("/hooks/{hook}", post(hooks::take))
            .route("/_control", post(control::take))
            .with_state(Arc::clone(&slack))
            .into_make_service_with_connect_info::<Cut>();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(slack)
    }

    /// What a client takes for `https://slack.com/api`.
    pub fn api_url(&self) -> String {
        format!("{}/api", self.address())
    }

    /// The token that opens Socket Mode.
    pub fn app_token(&self) -> String {
        self.state().app.token.clone()
    }

    /// What HTTP deliveries are signed with.
    pub fn signing_secret(&self) -> String {
        self.state().app.signing_secret.clone()
    }

    /// Waits until something can be seen in this Slack.
    ///
    /// # Panics
    ///
    /// When it has not come after 20 seconds.
    pub async fn wait_until<T>(&self, what: &str, mut look: impl FnMut(&Self) -> Option<T>) -> T {
        let seen = self.look_until(|| look(self)).await;
        seen.unwrap_or_else(|| panic!("Slack never saw {what}; it saw {:#?}", self.calls()))
    }

    /// Sends an event to the app without waiting for its acknowledgement.
    fn send_later(self: &Arc<Self>, events: Vec<(String, Value)>) {
        if events.is_empty() {
            return;
        }
        let slack = Arc::clone(self);
        // One task keeps them in their order.
        tokio::spawn(async move {
            for (team, event) in events {
                slack.deliver_event(&team, event).await;
            }
        });
    }
}
