//! The secret that signs personal links: from the environment, or a file made at the first start.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::config::Config;
use crate::ids::{hex, secret_bytes};

/// Fewest characters of a secret.
const SHORTEST: usize = 32;

/// Finds the secret, making its file where there is none. A relative file lies beside the SQLite store.
///
/// # Errors
/// When the file can be neither read nor made, or holds less than a secret.
pub fn web_secret(environment: Option<&str>, config: &Config) -> anyhow::Result<Vec<u8>> {
    let text = match environment {
        Some(secret) => secret.to_owned(),
        None => read_or_make(&file(config))?,
    };
    let secret = text.trim();
    if secret.len() < SHORTEST {
        bail!("the web secret is shorter than {SHORTEST} characters: make one with `openssl rand -hex 32`");
    }
    Ok(secret.as_bytes().to_vec())
}

/// The file of the secret; a relative one lies beside the SQLite store.
pub fn file(config: &Config) -> PathBuf {
    config.data_dir().join(&config.web.secret_file)
}

fn read_or_make(path: &Path) -> anyhow::Result<String> {
    match std::fs::read_to_string(path) {
        Ok(secret) => Ok(secret),
        Err(error) if error.kind() == ErrorKind::NotFound => make(path),
        Err(error) => Err(error).with_context(|| format!("cannot read the web secret in {}", path.display())),
    }
}

fn make(path: &Path) -> anyhow::Result<String> {
    let bytes = secret_bytes().context("the system gives no randomness")?;
    let secret = hex(&bytes);
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .and_then(|mut file| file.write_all(secret.as_bytes()))
        .with_context(|| format!("cannot make the web secret in {}", path.display()))?;
    Ok(secret)
}
