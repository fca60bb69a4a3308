//! Which KPIs are meant by names and shops: one each, or readings to choose from.

use std::collections::BTreeSet;

use steward_core::id::KpiKey;
use steward_core::kpi::Kpi;

use super::lexicon::{Lexicon, Name};
use super::shop::Facet;

/// What names and shops mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Resolved {
    /// These KPIs.
    Clear(Vec<KpiKey>),
    /// One of these lists.
    Open(Vec<Vec<KpiKey>>),
    /// No KPI of the name is of the shop.
    Nothing,
}

/// The shops that facets name, in order: what can be true of one shop is one.
pub(super) fn shops(lexicon: &Lexicon, places: impl Iterator<Item = usize>) -> Vec<Vec<Facet>> {
    let mut shops: Vec<Vec<Facet>> = Vec::new();
    for facets in places.filter_map(|place| lexicon.words.places.get(place)) {
        match shops.last_mut() {
            Some(shop) if !facets.iter().any(|facet| shop.iter().any(|other| facet.excludes(*other))) => {
                shop.extend(facets.iter().filter(|facet| !shop.contains(facet)).copied().collect::<Vec<_>>());
            }
            _ => shops.push(facets.clone()),
        }
    }
    shops
}

/// Whether a KPI is of a shop.
pub(super) fn is_of(lexicon: &Lexicon, kpi: &Kpi, shop: &[Facet]) -> bool {
    let facets = lexicon.words.facets.get(&kpi.key).map_or(&[][..], Vec::as_slice);
    shop.iter().all(|facet| {
        facets.contains(facet)
            // A KPI of one platform without a scope is of the country whose day it keeps.
            || (kpi.scope.is_none()
                && *facet == Facet::Country("us")
                && !facets.is_empty()
                && kpi.zone.name().starts_with("America/"))
    })
}

/// The KPIs meant by names, each in every shop that is named. `all_shops` takes all bearers of a name.
pub(super) fn resolve(lexicon: &Lexicon, names: &[&Name], shops: &[Vec<Facet>], all_shops: bool) -> Resolved {
    let org = lexicon.org();
    let mut slots: Vec<Vec<KpiKey>> = Vec::new();
    for name in names {
        if shops.is_empty() {
            match &name.key {
                Some(key) if !all_shops => slots.push(vec![key.clone()]),
                _ if all_shops => slots.extend(name.kpis.iter().map(|key| vec![key.clone()])),
                _ if name.kpis.is_empty() => slots.push(name.of_shop.iter().cloned().collect()),
                _ => slots.push(name.kpis.iter().cloned().collect()),
            }
            continue;
        }
        for shop in shops {
            let bearers = name.kpis.iter().filter(|key| !name.of_shop.contains(*key)).chain(&name.of_shop);
            let of_shop: Vec<KpiKey> = bearers
                .filter_map(|key| org.kpis.get(key))
                .filter(|kpi| is_of(lexicon, kpi, shop))
                .map(|kpi| kpi.key.clone())
                .collect();
            match (of_shop.len(), all_shops) {
                // "acos us and germany": the key of one, and its sibling in another shop.
                (0, _) if name.key.is_some() && name.kpis.len() == 1 => {
                    match siblings(lexicon, name, shop).as_slice() {
                        [] => return Resolved::Nothing,
                        found => {
                            slots.push(name.kpis.iter().cloned().collect());
                            slots.push(found.to_vec());
                        }
                    }
                }
                (0, _) => return Resolved::Nothing,
                (_, true) => slots.extend(of_shop.into_iter().map(|key| vec![key])),
                _ => slots.push(of_shop),
            }
        }
    }
    readings(lexicon, slots)
}

/// The KPIs of a shop that measure what a KPI does.
fn siblings(lexicon: &Lexicon, name: &Name, shop: &[Facet]) -> Vec<KpiKey> {
    let org = lexicon.org();
    let own = name.key.as_ref().and_then(|key| org.kpis.get(key)).and_then(|kpi| kpi.catalog.as_ref());
    let of_shop = org.kpis.values().filter(|kpi| kpi.catalog.as_ref() == own && is_of(lexicon, kpi, shop));
    of_shop.filter(|_| own.is_some()).map(|kpi| kpi.key.clone()).collect()
}

fn readings(lexicon: &Lexicon, slots: Vec<Vec<KpiKey>>) -> Resolved {
    let distinct = |keys: Vec<KpiKey>| {
        let mut seen = BTreeSet::new();
        keys.into_iter().filter(|key| seen.insert(key.clone())).collect::<Vec<_>>()
    };
    let Some(open) = slots.iter().find(|slot| slot.len() > 1) else {
        return Resolved::Clear(distinct(slots.into_iter().flatten().collect()));
    };
    let scope = |key: &KpiKey| lexicon.org().kpis.get(key).and_then(|kpi| kpi.scope.clone());
    // Several names that are open are asked about shop by shop.
    let mut readings: Vec<Vec<KpiKey>> = Vec::new();
    for key in open {
        let wanted = scope(key);
        let same_shop = |slot: &Vec<KpiKey>| match slot.as_slice() {
            [only] => Some(only.clone()),
            several if several == open.as_slice() => Some(key.clone()),
            several => {
                let mut fitting = several.iter().filter(|other| scope(other) == wanted);
                fitting.next().filter(|_| fitting.next().is_none()).cloned()
            }
        };
        if let Some(reading) = slots.iter().map(same_shop).collect::<Option<Vec<_>>>() {
            let reading = distinct(reading);
            if !readings.contains(&reading) {
                readings.push(reading);
            }
        }
    }
    match readings.len() {
        0 => Resolved::Open(open.iter().map(|key| vec![key.clone()]).collect()),
        1 => readings.pop().map_or(Resolved::Nothing, Resolved::Clear),
        _ => Resolved::Open(readings),
    }
}
