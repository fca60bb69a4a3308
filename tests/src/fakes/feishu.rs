//! Feishu on this machine: keeps people, chats and messages, refuses what Feishu refuses, and misbehaves when told to.
//!
//! ```no_run
//! # async fn story(clock: std::sync::Arc<dyn steward_core::time::Clock>) {
//! use steward_tests::fakes::feishu::{FakeFeishu, NewChat, NewUser};
//! let feishu = FakeFeishu::start(clock).await;
//! feishu.add_user(NewUser::named("mei").email("mei@example.com"));
//! feishu.add_chat(NewChat::named("ops").members(&["mei"]).with_bot());
//! // The bot starts with `feishu.address()` and `feishu.credentials()`, and posts.
//! let message = feishu.wait_for_message("ops").await;
//! let tap = feishu.press("mei", &message, "确认").await;
//! assert_eq!(tap.toast.expect("a toast").kind, "success");
//! # }
//! ```

mod answer;
mod arguments;
mod card;
mod control;
mod crypto;
mod delivery;
mod events;
mod faults;
mod frame;
mod inspect;
mod long_connection;
mod message;
mod methods;
mod open_api;
mod person;
#[cfg(test)]
mod rules;
mod setup;
mod state;
mod webhook;

use std::net::SocketAddr;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{any, get, post};
use steward_core::time::Clock;

pub use card::check as check_card;
pub use crypto::{decrypt, encrypt, sign};
pub use delivery::{Delivered, Door};
pub use faults::{Fault, FaultOrder, Refused};
pub use frame::{Frame, Header};
pub use message::Message;
pub use person::{Tap, Toast};
pub use setup::{Credentials, NewChat, NewUser};
pub use state::{Call, ClientConfig};

use super::ground::Ground;
use super::line::Cut;
use state::State;

/// How long Feishu waits for the acknowledgement of an event or a callback.
const ACK_DEADLINE: Duration = Duration::from_secs(3);
/// Largest body that is read at all, in bytes.
const BODY_LIMIT: usize = 32 * 1024 * 1024;

/// The server.
pub struct FakeFeishu {
    ground: Ground<State, Refused>,
}

impl Deref for FakeFeishu {
    type Target = Ground<State, Refused>;

    fn deref(&self) -> &Self::Target {
        &self.ground
    }
}

impl FakeFeishu {
    /// Starts it on a free port; it ends with the test's runtime.
    pub async fn start(clock: Arc<dyn Clock>) -> Arc<Self> {
        Self::listen(clock, SocketAddr::from(([127, 0, 0, 1], 0))).await.expect("a free port")
    }

    /// Starts it at an address of this machine.
    pub async fn listen(clock: Arc<dyn Clock>, listen: SocketAddr) -> std::io::Result<Arc<Self>> {
        let (ground, listener) = Ground::prepare(clock, listen).await?;
        let feishu = Arc::new(Self { ground });
        let router = Router::new()
            .route("/ws/v2", get(long_connection::open))
            .route("/_control", post(control::take))
            .fallback(any(open_api::take))
            .layer(DefaultBodyLimit::max(BODY_LIMIT))
            .with_state(Arc::clone(&feishu))
            .into_make_service_with_connect_info::<Cut>();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(feishu)
    }

    /// Waits until something can be seen in this Feishu.
    ///
    /// # Panics
    ///
    /// When it has not come after 20 seconds.
    pub async fn wait_until<T>(&self, what: &str, mut look: impl FnMut(&Self) -> Option<T>) -> T {
        let seen = self.look_until(|| look(self)).await;
        seen.unwrap_or_else(|| panic!("Feishu never saw {what}; it saw {:#?}", self.calls()))
    }
}
