//! KPIs: each active one is defined, has somebody who answers, and goes by names of its own.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::Checked;
use crate::kpi::{Activity, Kpi};
use crate::org::Org;
use crate::org::problem::{ProblemKind, Rule};
use crate::scorecard::rules::lacks;

pub(super) fn check(org: &Org, _: Timestamp, checked: &mut Checked) {
    for (key, kpi) in &org.kpis {
        let place = format!("kpi.{key}");
        if kpi.activity == Activity::Active {
            for lack in lacks(kpi) {
                checked.error(&place, ProblemKind::Rule(Rule::ActiveWithout(lack)));
            }
        }
        if let (Some(owner), Some(backup)) = (&kpi.owner, &kpi.backup)
            && owner == backup
        {
            let what = Rule::OwnBackup(owner.to_string());
            checked.error(format!("{place}.backup"), ProblemKind::Rule(what));
        }
        if kpi.owner.is_some() && kpi.backup.is_none() {
            checked.warn(&place, ProblemKind::Rule(Rule::NoBackup));
        }
        if kpi.channel.is_none() && org.teams.get(&kpi.team).is_some_and(|team| team.channel.is_none()) {
            checked.warn(&place, ProblemKind::Rule(Rule::NoChannel));
        }
        if kpi.recovery_periods == 0 {
            let place = format!("{place}.recovery_periods");
            checked.error(place, ProblemKind::Rule(Rule::NoRecoveryPeriods));
        }
    }
    names(org, checked);
}

/// Names that two KPIs share. Shops that measure the same thing share its names on purpose.
fn names(org: &Org, checked: &mut Checked) {
    let mut taken: BTreeMap<String, &Kpi> = BTreeMap::new();
    for kpi in org.kpis.values() {
        let own = [kpi.key.as_str(), &kpi.name_en, &kpi.name_zh];
        let mut told = None;
        for name in own.into_iter().chain(kpi.aliases.iter().map(String::as_str)) {
            let Some(other) = taken.get(&name.to_lowercase()) else { continue };
            let is_other_shop =
                kpi.catalog.is_some() && kpi.catalog == other.catalog && kpi.scope != other.scope;
            if other.key != kpi.key && !is_other_shop && told != Some(&other.key) {
                told = Some(&other.key);
                let what = Rule::SharedName { name: name.to_owned(), kpi: other.key.to_string() };
                checked.warn(format!("kpi.{}.aliases", kpi.key), ProblemKind::Rule(what));
            }
        }
        for name in own.into_iter().chain(kpi.aliases.iter().map(String::as_str)) {
            taken.entry(name.to_lowercase()).or_insert(kpi);
        }
    }
}
