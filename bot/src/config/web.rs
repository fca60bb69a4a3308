//! Settings of the web chat.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// The web chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebConfig {
    /// Whether it is served.
    pub enabled: bool,
    /// Hours for which a personal link opens it.
    pub link_hours: u32,
    /// The file with the secret that signs personal links.
    pub secret_file: PathBuf,
}
