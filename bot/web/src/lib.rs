//! The web chat: a chat platform served by the bot itself.

mod access;
mod assets;
mod chrome;
mod history;
mod http;
mod link_code;
mod platform;
mod refusal;
mod session;
mod shape;
mod state;

pub use http::router;
pub use link_code::{link_code, whose_code};
pub use platform::WebPlatform;
pub use session::{SecretSource, sign_link};
pub use state::{Mode, WebState};

/// The platform's name, in addresses and in a person's identities.
pub const NAME: &str = "web";
