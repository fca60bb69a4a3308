//! What was recognised in a text that was not understood as a whole, for its reader.

use steward_core::message::answer::Recognised;
use steward_core::org::Org;

use crate::meaning::Meaning;

/// More than so many KPIs are no help.
const MOST_KPIS: usize = 3;

/// The KPIs, else the shops, then people, alerts and days.
pub(crate) fn of(meaning: &Meaning, org: &Org) -> Vec<Recognised> {
    let kpis = meaning.kpis.iter().take(MOST_KPIS).filter_map(|key| org.kpis.get(key));
    let mut parts: Vec<Recognised> = kpis
        .map(|kpi| Recognised::Kpi {
            name_en: kpi.name_en.clone(),
            name_zh: kpi.name_zh.clone(),
            scope: kpi.scope.clone(),
        })
        .collect();
    if parts.is_empty() {
        parts.extend(meaning.scopes.iter().cloned().map(Recognised::Shop));
    }
    parts.extend(meaning.people.iter().map(|key| Recognised::Person(org.name_of(key).to_owned())));
    parts.extend(meaning.alerts.iter().copied().map(Recognised::Alert));
    parts.extend(meaning.span.iter().map(|span| Recognised::Days(span.from, span.to)));
    parts
}
