//! The app of Feishu and Lark: cards in JSON 2.0, taps, forms, mentions, reactions and the menu, over the long connection or
//! encrypted HTTP. Feishu and Lark are one adapter with two addresses, each a platform under its own name.

#[cfg(test)]
mod approved;
mod body;
mod buttons;
mod call;
mod card;
mod check;
mod codes;
mod crypt;
mod desk;
mod directory;
mod form;
mod inbound;
mod limits;
mod manifest;
mod platform;
mod press;
mod ration;
mod reply;
mod socket;
mod tenant;
mod token;
mod translate;
mod words;

pub use body::{Body, BodyError, HookSecrets};
pub use call::ApiError;
pub use crypt::{SignError, Signed};
pub use desk::Desk;
pub use manifest::{CALLBACK, EVENTS, MENU, permissions};
pub use socket::{check_long_connection, listen};
pub use tenant::{Addresses, AppsError, Credentials, Identity, Tenant, open, read};
pub use words::{Word, Words};

/// The platform's name for Feishu.
pub const FEISHU: &str = "feishu";
/// The platform's name for Lark.
pub const LARK: &str = "lark";
