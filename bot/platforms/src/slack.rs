//! Slack: cards as Block Kit, buttons, modals, the home tab and the slash command, over Socket Mode or signed HTTP. Each
//! workspace is a platform of its own, under the name that the configuration gives it.

#[cfg(test)]
mod approved;
mod blocks;
mod body;
mod buttons;
mod call;
mod card;
mod check;
mod codes;
mod desk;
mod directory;
mod home;
mod inbound;
mod limits;
mod manifest;
mod modal;
mod mrkdwn;
mod picture;
mod platform;
mod reply;
mod sign;
mod socket;
mod words;
mod workspace;

pub use body::{Body, BodyError, read_body};
pub use call::ApiError;
pub use check::{Membership, check_socket_mode, scopes};
pub use desk::Desk;
pub use inbound::Kind;
pub use manifest::{EVENTS, ManifestWords, SCOPES, manifest};
pub use sign::{SignError, verify};
pub use socket::listen;
pub use words::{Word, Words};
pub use workspace::{Credentials, Identity, Workspace, WorkspacesError, open, read};

/// The name of the platform where there is one workspace.
pub const NAME: &str = "slack";
/// Where Slack posts events, commands and interactions over HTTP.
pub const HTTP_PATH: &str = "/slack/events";
