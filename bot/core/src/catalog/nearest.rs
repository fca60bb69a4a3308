//! "Did you mean": the keys of the catalogue that lie nearest to a text.

use super::CatalogEntry;
use crate::spelling;

/// How many keys are suggested at most.
const SUGGESTIONS: usize = 3;

/// The most letters that may differ between a typing error and what was meant.
const TYPO_LIMIT: usize = 3;

/// Shorter texts, in bytes, are part of too many names: four Latin letters or two Chinese ones say enough.
const SHORTEST_PART: usize = 4;

/// Why a key is suggested, the best reason first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    /// It is the key, a name or an alias, or one letter differs.
    Slip(usize),
    /// The key contains the text.
    PartOfKey,
    /// A name or an alias contains the text.
    PartOfName,
    /// So many letters differ from the key, a name or an alias.
    Typo(usize),
}

/// The keys that a text probably means, the likeliest first.
pub(super) fn keys<'a>(entries: &'a [CatalogEntry], text: &str) -> Vec<&'a str> {
    let wanted = plain(text);
    let mut found: Vec<(Match, &str)> = entries
        .iter()
        .filter_map(|entry| matched(entry, &wanted).map(|reason| (reason, entry.key.as_str())))
        .collect();
    found.sort_unstable();
    found.into_iter().take(SUGGESTIONS).map(|(_, key)| key).collect()
}

fn matched(entry: &CatalogEntry, wanted: &str) -> Option<Match> {
    if wanted.is_empty() {
        return None;
    }
    let names: Vec<String> = [&entry.key, &entry.name_en, &entry.name_zh]
        .into_iter()
        .chain(&entry.aliases)
        .map(|name| plain(name))
        .collect();
    // A short text is within a few letters of everything: at most half of it may differ.
    let limit = TYPO_LIMIT.min(wanted.chars().count() / 2);
    let letters = names.iter().map(|name| spelling::edits(wanted, name)).min()?;
    if letters <= limit.min(1) {
        return Some(Match::Slip(letters));
    }
    let is_part = |name: &String| wanted.len() >= SHORTEST_PART && name.contains(wanted);
    match names.iter().position(is_part) {
        Some(0) => Some(Match::PartOfKey),
        Some(_) => Some(Match::PartOfName),
        None => (letters <= limit).then_some(Match::Typo(letters)),
    }
}

/// Lower case, with the separators of a key.
fn plain(text: &str) -> String {
    text.trim().to_lowercase().replace([' ', '-'], "_")
}
