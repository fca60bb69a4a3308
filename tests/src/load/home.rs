//! Where a measurement's database lives: a fresh file in a folder of its own, or a fresh database of the server.

use anyhow::{Result, anyhow};
use tempfile::TempDir;

use super::Engine;
use crate::postgres::{Durability, fresh_database_with};

/// The file of a SQLite store in its folder.
pub const FILE: &str = "steward.sqlite";

/// A fresh, empty database, with the folder that goes when this goes.
#[derive(Debug)]
pub struct Home {
    /// The address that a store is opened by.
    pub address: String,
    /// A folder on the machine's disk.
    pub folder: TempDir,
    /// The engine.
    pub engine: Engine,
}

impl Home {
    /// Makes one.
    pub async fn fresh(engine: Engine) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let address = match engine {
            Engine::Sqlite => format!("sqlite:{}", folder.path().join(FILE).display()),
            Engine::Postgres => {
                fresh_database_with(Durability::Honest).await.map_err(|skip| anyhow!("{skip}"))?
            }
        };
        Ok(Self { address, folder, engine })
    }
}
