//! The sign of life: one call to an address outside, whose silence somebody there notices.

use std::time::Duration;

use anyhow::Context;
use reqwest::{Client, Url};

/// Longest wait for the answer.
const CALL_LIMIT: Duration = Duration::from_secs(10);

/// Where signs of life go. Neither its errors nor its `Debug` show the address.
pub struct Heartbeat {
    url: Url,
    client: Client,
}

impl Heartbeat {
    /// To this address.
    ///
    /// # Errors
    /// When it is no address, or nothing can be called from here.
    pub fn to(url: &str) -> anyhow::Result<Self> {
        let url = Url::parse(url).ok().context("[heartbeat] url is no address")?;
        let client = Client::builder()
            .timeout(CALL_LIMIT)
            .user_agent(concat!("steward/", env!("CARGO_PKG_VERSION")))
            .build()
            .context("the client of the heartbeat cannot be made")?;
        Ok(Self { url, client })
    }

    /// Gives a sign of life.
    ///
    /// # Errors
    /// When it was not taken.
    pub async fn beat(&self) -> anyhow::Result<()> {
        let taken = self.client.get(self.url.clone()).send().await;
        taken.and_then(reqwest::Response::error_for_status).map(drop).map_err(hidden)
    }

    /// Whether its server answers, without giving a sign of life.
    ///
    /// # Errors
    /// When nothing answers there.
    pub async fn reach(&self) -> anyhow::Result<()> {
        let mut root = self.url.clone();
        root.set_path("/");
        root.set_query(None);
        self.client.head(root).send().await.map(drop).map_err(hidden)
    }

    /// The server, for people's eyes.
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }
}

fn hidden(error: reqwest::Error) -> anyhow::Error {
    anyhow::Error::new(error.without_url())
}

impl std::fmt::Debug for Heartbeat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Heartbeat").field("host", &self.host()).finish_non_exhaustive()
    }
}
