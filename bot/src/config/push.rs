//! Settings of the push endpoint.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// The push endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PushConfig {
    /// The file with the bearer token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_file: Option<PathBuf>,
    /// Most points in one call.
    pub max_points: usize,
    /// Largest body in bytes.
    pub max_body_bytes: usize,
}
