//! Settings of the store.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Where everything is kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoreConfig {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
}

impl StoreConfig {
    /// The file of a SQLite store.
    pub fn sqlite_path(&self) -> Option<PathBuf> {
        let path = self.url.strip_prefix("sqlite:")?;
        Some(PathBuf::from(path.strip_prefix("//").unwrap_or(path)))
    }

    /// A SQLite store in a folder.
    pub fn sqlite_in(dir: &Path) -> Self {
        Self { url: format!("sqlite:{}", dir.join("steward.sqlite").display()) }
    }

    /// The address without its password, for people's eyes.
    pub fn shown(&self) -> String {
        if self.url.starts_with("sqlite:") {
            return self.url.clone();
        }
        let Some((scheme, rest)) = self.url.split_once("://") else {
            // A slip in the scheme leaves the password where it is.
            let host = self.url.rsplit('@').next().unwrap_or_default();
            return host.split('?').next().unwrap_or(host).to_owned();
        };
        match rest.rsplit_once('@') {
            Some((user, host)) => {
                let user = user.split(':').next().unwrap_or_default();
                format!("{scheme}://{user}@{}", host.split('?').next().unwrap_or(host))
            }
            None => format!("{scheme}://{}", rest.split('?').next().unwrap_or(rest)),
        }
    }
}

impl std::fmt::Debug for StoreConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoreConfig").field("url", &self.shown()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        let config = StoreConfig { url: "postgres://bot:s3cret@db.example/steward?password=s3cret".into() };
        assert_eq!(config.shown(), "postgres://bot@db.example/steward");
        assert!(!format!("{config:?}").contains("s3cret"));
        for slip in
            ["bot:s3cret@db.example/steward", "postgres:bot:s3cret@db.example/steward?password=s3cret"]
        {
            assert_eq!(StoreConfig { url: slip.into() }.shown(), "db.example/steward");
        }
        assert_eq!(StoreConfig { url: "sqlite:a/b.sqlite".into() }.sqlite_path(), Some("a/b.sqlite".into()));
    }
}
