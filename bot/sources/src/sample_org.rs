//! A small team for the unit tests of this crate: KPIs made from entries of the catalogue.

use jiff::Timestamp;
use steward_core::catalog;
use steward_core::kpi::{Activity, Kpi};
use steward_core::org::Org;
use steward_core::org::mapping::Mapping;

use crate::import::FileInput;

/// A team with these KPIs: key and catalogue entry.
pub(crate) fn org(kpis: &[(&str, &str)]) -> Org {
    let mut org = Org::default();
    for (key, catalog) in kpis {
        let kpi = kpi(key, catalog);
        org.kpis.insert(kpi.key.clone(), kpi);
    }
    org
}

/// A team with one KPI for each of these catalogue entries, under the same key.
pub(crate) fn org_of(entries: &[&str]) -> Org {
    org(&entries.iter().map(|entry| (*entry, *entry)).collect::<Vec<_>>())
}

fn kpi(key: &str, catalog: &str) -> Kpi {
    let entry = catalog::entry(catalog).unwrap_or_else(|| panic!("{catalog} is no entry of the catalogue"));
    Kpi {
        key: key.parse().unwrap(),
        catalog: Some(catalog.to_owned()),
        scope: None,
        name_en: entry.name_en.clone(),
        name_zh: entry.name_zh.clone(),
        aliases: entry.aliases.clone(),
        definition: entry.formula_en.clone(),
        unit: entry.unit,
        direction: entry.direction,
        class: entry.class,
        grain: entry.grain,
        aggregation: entry.aggregation,
        zone: entry.zone.clone(),
        lag: entry.lag,
        plausibility: entry.plausibility,
        source: "file".to_owned(),
        owner: None,
        backup: None,
        data_owner: None,
        team: "ops".parse().unwrap(),
        channel: None,
        policy: None,
        recovery_periods: 2,
        recovery_margin: rust_decimal::Decimal::ZERO,
        activity: Activity::Active,
    }
}

/// A file of the team, fetched on the evening of 19 November 2026 in Los Angeles, when it is the 20th in UTC.
pub(crate) fn file<'a>(org: &'a Org, name: &'a str, bytes: &'a [u8]) -> FileInput<'a> {
    let fetched_at: Timestamp = "2026-11-20T05:00:00Z".parse().unwrap();
    FileInput { name, bytes, fetched_at, org, mapping: None, shop: None }
}

/// The same with a mapping.
pub(crate) fn mapped<'a>(
    org: &'a Org,
    name: &'a str,
    bytes: &'a [u8],
    mapping: &'a Mapping,
) -> FileInput<'a> {
    FileInput { mapping: Some(mapping), ..file(org, name, bytes) }
}
