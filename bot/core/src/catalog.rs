//! The KPI catalogue: the measures sellers use, with formulas, limits and their sources, compiled in as data.

mod change;
mod entry;
mod limit;
mod nearest;
mod pack;
mod read;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

pub use change::{Change, ChangeError, Reference, RelativeLimit};
pub use entry::{CatalogEntry, Department, OwnerRole};
pub use limit::{CatalogLimit, Evidence};
pub use pack::StarterPack;

/// Every entry, department by department.
///
/// Empty when the compiled-in files cannot be read. A unit test reads them all, so a release never carries such
/// files, and a service that could still run without suggestions is not stopped by them.
pub fn catalog() -> &'static [CatalogEntry] {
    static ENTRIES: OnceLock<Vec<CatalogEntry>> = OnceLock::new();
    ENTRIES.get_or_init(|| read::entries().unwrap_or_default())
}

/// The entry of a key.
pub fn entry(key: &str) -> Option<&'static CatalogEntry> {
    catalog().iter().find(|entry| entry.key == key)
}

/// Up to three keys that were probably meant by a text that is no key, the likeliest first.
pub fn nearest(text: &str) -> Vec<&'static str> {
    nearest::keys(catalog(), text)
}

/// The sets of KPIs to begin with, one for each way of selling. Empty for the same reason as [`catalog`].
pub fn starter_packs() -> &'static [StarterPack] {
    static PACKS: OnceLock<Vec<StarterPack>> = OnceLock::new();
    PACKS.get_or_init(|| pack::packs().unwrap_or_default())
}
