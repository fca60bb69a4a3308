//! Settings of Feishu and Lark.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Feishu and Lark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeishuConfig {
    /// The file with the group robots.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub robots_file: Option<PathBuf>,
}
