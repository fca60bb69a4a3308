//! Settings of the signs of life to somebody outside.

use anyhow::bail;
use serde::{Deserialize, Serialize};

/// Where signs of life go.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeartbeatConfig {
    /// The address that is called; as secret as a password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl HeartbeatConfig {
    /// Whether the address can be called.
    ///
    /// # Errors
    /// When it is none; without quoting it.
    pub fn check(&self) -> anyhow::Result<()> {
        match &self.url {
            Some(url) if !url.starts_with("https://") && !url.starts_with("http://") => {
                bail!("[heartbeat] url must begin with https:// or http://")
            }
            _ => Ok(()),
        }
    }
}

impl std::fmt::Debug for HeartbeatConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HeartbeatConfig").field("url", &self.url.as_ref().map(|_| "set")).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_never_shown() {
        for url in ["https://hc-ping.com/s3cret", "hc-ping.com/s3cret"] {
            let config = HeartbeatConfig { url: Some(url.to_owned()) };
            let told = format!("{config:?} {:?}", config.check());
            assert!(!told.contains("s3cret"), "{told}");
            assert_eq!(config.check().is_ok(), url.starts_with("https"));
        }
    }
}
