//! Starter packs: the first few KPIs for a way of selling.

use serde::Deserialize;

/// A set of KPIs to begin with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StarterPack {
    /// Its name in files and chat, unique.
    pub key: String,
    /// Name in English.
    pub name_en: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Keys of the catalogue, the most important first.
    pub kpis: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PackFile {
    pack: Vec<StarterPack>,
}

/// Reads the compiled-in packs.
pub(super) fn packs() -> Result<Vec<StarterPack>, toml::de::Error> {
    toml::from_str::<PackFile>(include_str!("../../catalog/packs.toml")).map(|file| file.pack)
}
