//! KPIs that measure the same in many shops: they have the same names, which are made out once.

use std::collections::BTreeMap;

use steward_core::id::KpiKey;
use steward_core::kpi::Kpi;
use steward_core::org::Org;

/// What the names of a KPI are made of: its entry of the catalogue, its names and its aliases.
type Named<'a> = (Option<&'a str>, [&'a str; 2], &'a [String]);

/// KPIs with the same names.
pub(super) struct Measure<'a> {
    first: &'a Kpi,
    others: Vec<&'a Kpi>,
}

impl<'a> Measure<'a> {
    /// All KPIs, put together by everything that their names are made of.
    pub(super) fn all(org: &'a Org) -> Vec<Self> {
        let mut places: BTreeMap<Named<'_>, usize> = BTreeMap::new();
        let mut measures: Vec<Self> = Vec::new();
        for kpi in org.kpis.values() {
            let named: Named<'_> = (
                kpi.catalog.as_deref(),
                [kpi.name_en.as_str(), kpi.name_zh.as_str()],
                kpi.aliases.as_slice(),
            );
            if let Some(measure) = places.get(&named).and_then(|place| measures.get_mut(*place)) {
                measure.others.push(kpi);
            } else {
                places.insert(named, measures.len());
                measures.push(Self { first: kpi, others: Vec::new() });
            }
        }
        measures
    }

    /// One of them, whose names are those of all.
    pub(super) fn first(&self) -> &'a Kpi {
        self.first
    }

    /// Their keys.
    pub(super) fn keys(&self) -> impl Iterator<Item = KpiKey> {
        std::iter::once(self.first).chain(self.others.iter().copied()).map(|kpi| kpi.key.clone())
    }
}
