//! Settings of the HTTP server.

use anyhow::bail;
use serde::{Deserialize, Serialize};

/// Where HTTP is served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerConfig {
    /// Address and port.
    pub listen: String,
    /// Address and port of health and metrics, where they are not served with the rest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watch_listen: Option<String>,
    /// The address people reach it by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
}

impl ServerConfig {
    /// Whether links can begin with the base URL.
    ///
    /// # Errors
    /// When it is none.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        match &self.base_url {
            Some(url) if !url.starts_with("https://") && !url.starts_with("http://") => {
                bail!("[server] base_url = \"{url}\" must begin with https:// or http://")
            }
            _ => Ok(()),
        }
    }

    /// The address for people, as far as the settings alone tell it: none with a free port or every interface.
    pub fn address_for_people(&self) -> Option<String> {
        if let Some(url) = &self.base_url {
            return Some(url.trim_end_matches('/').to_owned());
        }
        let (host, port) = self.listen.rsplit_once(':')?;
        let is_everywhere = matches!(host, "" | "0.0.0.0" | "[::]");
        (!is_everywhere && port != "0").then(|| format!("http://{}", self.listen))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_reach_the_base_url_or_the_one_address_listened_on() {
        let address = |listen: &str, base_url: Option<&str>| {
            let base_url = base_url.map(str::to_owned);
            ServerConfig { listen: listen.to_owned(), watch_listen: None, base_url }.address_for_people()
        };
        assert_eq!(address("127.0.0.1:8080", None).as_deref(), Some("http://127.0.0.1:8080"));
        assert_eq!(
            address("0.0.0.0:80", Some("https://kpi.example/")).as_deref(),
            Some("https://kpi.example")
        );
        for unclear in ["0.0.0.0:8080", "[::]:8080", "127.0.0.1:0"] {
            assert_eq!(address(unclear, None), None, "{unclear}");
        }
    }
}
