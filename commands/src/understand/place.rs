//! What is known of the shop of each KPI, and the words for it.

use std::collections::{BTreeMap, BTreeSet};

use steward_core::id::KpiKey;
use steward_core::kpi::Kpi;
use steward_core::org::Org;

use super::flat::Flat;
use super::shop::{ALSO_WORDS, COUNTRIES, Facet, KEY_BEGINNINGS, PLATFORMS};

/// The words for shops, and the shops of KPIs.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Words, with what they say.
    pub(super) words: Vec<(String, Vec<Facet>)>,
    /// What is known of the shop of each KPI.
    pub(super) of_kpis: BTreeMap<KpiKey, Vec<Facet>>,
}

impl Places {
    /// Reads the scopes of all KPIs.
    pub(super) fn of(org: &Org) -> Self {
        let mut own: Vec<String> = Vec::new();
        let mut places = Self::default();
        let mut scopes: BTreeSet<&str> = BTreeSet::new();
        for kpi in org.kpis.values() {
            let mut facets = kpi.scope.as_deref().map(|scope| facets(scope, &mut own)).unwrap_or_default();
            facets.extend(
                platform_of(kpi).filter(|platform| !facets.iter().any(|facet| facet.excludes(*platform))),
            );
            if !facets.is_empty() {
                places.of_kpis.insert(kpi.key.clone(), facets);
            }
            if let Some(scope) = &kpi.scope
                && scopes.insert(scope)
            {
                let facets = self::facets(scope, &mut own);
                places.words.push((scope.clone(), facets));
            }
        }
        let carried = |facet: Facet| places.of_kpis.values().any(|facets| facets.contains(&facet));
        let mut words: Vec<(String, Vec<Facet>)> = Vec::new();
        for (facet, word) in known_words() {
            if !ALSO_WORDS.contains(&word) || carried(facet) {
                words.push((word.to_owned(), vec![facet]));
            }
        }
        words.extend(own.iter().enumerate().map(|(place, word)| (word.clone(), vec![Facet::Own(place)])));
        places.words.extend(words);
        places
    }
}

/// What a scope says, word by word; the words that say neither platform nor country are one of their own.
fn facets(scope: &str, own: &mut Vec<String>) -> Vec<Facet> {
    let mut facets: Vec<Facet> = Vec::new();
    let mut other = String::new();
    let flat = Flat::name(scope);
    let mut rest = flat.as_str();
    while let Some(letter) = rest.chars().next() {
        let longest = known_words()
            .filter(|(_, word)| begins_with(rest, word))
            .max_by_key(|(_, word)| word.len())
            .filter(|_| other.is_empty() || !other.ends_with(|c: char| c.is_ascii_alphanumeric()));
        if let Some((facet, word)) = longest {
            facets.push(facet);
            rest = rest.get(word.len()..).unwrap_or_default();
        } else {
            other.push(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
    }
    let other = other.trim();
    if !other.is_empty() {
        let place = own.iter().position(|known| known == other).unwrap_or_else(|| {
            own.push(other.to_owned());
            own.len() - 1
        });
        facets.push(Facet::Own(place));
    }
    facets
}

fn begins_with(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|behind| {
        !(word.ends_with(|c: char| c.is_ascii_alphanumeric())
            && behind.starts_with(|c: char| c.is_ascii_alphanumeric()))
    })
}

fn known_words() -> impl Iterator<Item = (Facet, &'static str)> {
    let platforms = PLATFORMS.iter().flat_map(|words| {
        let name = words.first().copied().unwrap_or_default();
        words.iter().map(move |word| (Facet::Platform(name), *word))
    });
    let countries = COUNTRIES.iter().flat_map(|words| {
        let name = words.first().copied().unwrap_or_default();
        words.iter().map(move |word| (Facet::Country(name), *word))
    });
    platforms.chain(countries)
}

/// The platform that a KPI of the catalogue is of.
fn platform_of(kpi: &Kpi) -> Option<Facet> {
    let key = kpi.catalog.as_deref().unwrap_or(kpi.key.as_str());
    KEY_BEGINNINGS
        .iter()
        .find(|(beginning, _)| key.starts_with(beginning))
        .map(|(_, platform)| Facet::Platform(platform))
}
