//! The rules of a scorecard: few KPIs, each with somebody who answers, and enough weight on risk.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::Scorecard;
use crate::id::{KpiKey, PersonKey};
use crate::kpi::{Activity, Class, Kpi};
use crate::org::Org;

/// More KPIs than this in one scorecard need a reason (rule 8 of the product).
pub const MOST_KPIS: usize = 20;
/// More active KPIs than this for one owner are a warning (rule 8 of the product).
pub const MOST_KPIS_OF_ONE_OWNER: usize = 10;
/// Least share of the weight that risk KPIs must have (the product's own choice).
pub const LEAST_RISK_SHARE: Decimal = Decimal::from_parts(3, 0, 0, false, 1);

/// A rule that a scorecard breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleBroken {
    /// More than 20 KPIs, and no reason why.
    #[error("{count} KPIs are more than {MOST_KPIS}: leave some out, or give a `reason` why they are needed")]
    TooMany {
        /// How many.
        count: usize,
    },
    /// Somebody answers for more than 10 active KPIs.
    #[error(
        "`{owner}` answers for {count} KPIs, more than {MOST_KPIS_OF_ONE_OWNER}: nobody can look after so many"
    )]
    TooManyOfOneOwner {
        /// Who.
        owner: PersonKey,
        /// How many.
        count: usize,
    },
    /// A KPI that is active without what an active KPI needs.
    #[error("`{kpi}` cannot be active without {}", join(.lacks))]
    NotReady {
        /// Which.
        kpi: KpiKey,
        /// What it lacks.
        lacks: Vec<Lack>,
    },
    /// Risk KPIs have too little weight.
    #[error(
        "risk KPIs have {}% of the weight and need {}%: growth must not buy off a critical risk",
        percent(.share), percent(&LEAST_RISK_SHARE)
    )]
    TooLittleRisk {
        /// The share they have, 0 to 1.
        share: Decimal,
    },
    /// A KPI is listed twice.
    #[error("`{0}` is listed twice")]
    Twice(KpiKey),
    /// A KPI that does not exist.
    #[error("`{0}` is not a KPI")]
    Unknown(KpiKey),
    /// A weight of 0 or less.
    #[error("the weight of `{kpi}` is {weight}: it must be more than 0")]
    NoWeight {
        /// Which.
        kpi: KpiKey,
        /// Its weight.
        weight: Decimal,
    },
}

/// What a KPI can lack to be active.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Lack {
    /// Nobody answers for it.
    #[error("an owner")]
    Owner,
    /// It is not said how the number comes about.
    #[error("a definition")]
    Definition,
    /// It is not said where the number comes from.
    #[error("a source")]
    Source,
}

impl RuleBroken {
    /// Whether the scorecard is refused; otherwise it is a warning.
    pub fn refuses(&self) -> bool {
        !matches!(self, Self::TooManyOfOneOwner { .. })
    }
}

/// The rules, each told what it finds.
const RULES: &[fn(&Scorecard, &Org) -> Vec<RuleBroken>] =
    &[too_many, too_many_of_one_owner, not_ready, too_little_risk, entries];

/// Every rule that a scorecard breaks.
pub fn problems(card: &Scorecard, org: &Org) -> Vec<RuleBroken> {
    RULES.iter().flat_map(|rule| rule(card, org)).collect()
}

/// What a KPI lacks to be active.
pub fn lacks(kpi: &Kpi) -> Vec<Lack> {
    [
        (Lack::Owner, kpi.owner.is_none()),
        (Lack::Definition, kpi.definition.trim().is_empty()),
        (Lack::Source, kpi.source.trim().is_empty()),
    ]
    .into_iter()
    .filter(|(_, missing)| *missing)
    .map(|(lack, _)| lack)
    .collect()
}

fn too_many(card: &Scorecard, _: &Org) -> Vec<RuleBroken> {
    let has_reason = card.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
    let count = card.entries.len();
    if count > MOST_KPIS && !has_reason { vec![RuleBroken::TooMany { count }] } else { Vec::new() }
}

fn too_many_of_one_owner(card: &Scorecard, org: &Org) -> Vec<RuleBroken> {
    let owners: BTreeSet<&PersonKey> = known(card, org).filter_map(|(_, kpi)| kpi.owner.as_ref()).collect();
    let mut counts: BTreeMap<&PersonKey, usize> = BTreeMap::new();
    for kpi in org.kpis.values().filter(|kpi| kpi.activity == Activity::Active) {
        if let Some(owner) = kpi.owner.as_ref().filter(|owner| owners.contains(owner)) {
            *counts.entry(owner).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count > MOST_KPIS_OF_ONE_OWNER)
        .map(|(owner, count)| RuleBroken::TooManyOfOneOwner { owner: owner.clone(), count })
        .collect()
}

fn not_ready(card: &Scorecard, org: &Org) -> Vec<RuleBroken> {
    let mut seen = BTreeSet::new();
    known(card, org)
        .filter(|(_, kpi)| kpi.activity == Activity::Active && seen.insert(&kpi.key))
        .map(|(_, kpi)| RuleBroken::NotReady { kpi: kpi.key.clone(), lacks: lacks(kpi) })
        .filter(|broken| !matches!(broken, RuleBroken::NotReady { lacks, .. } if lacks.is_empty()))
        .collect()
}

fn too_little_risk(card: &Scorecard, org: &Org) -> Vec<RuleBroken> {
    let weight = |of: Option<Class>| {
        known(card, org)
            .filter(|(weight, kpi)| *weight > Decimal::ZERO && of.is_none_or(|class| kpi.class == class))
            .fold(Decimal::ZERO, |sum, (weight, _)| sum.saturating_add(weight))
    };
    // A card without weight has nothing to be shared; its weights are refused one by one.
    let Some(share) = weight(Some(Class::Risk)).checked_div(weight(None)) else { return Vec::new() };
    if share < LEAST_RISK_SHARE { vec![RuleBroken::TooLittleRisk { share }] } else { Vec::new() }
}

fn entries(card: &Scorecard, org: &Org) -> Vec<RuleBroken> {
    let mut seen = BTreeSet::new();
    let mut broken = Vec::new();
    for entry in &card.entries {
        if !seen.insert(&entry.kpi) {
            broken.push(RuleBroken::Twice(entry.kpi.clone()));
        }
        if !org.kpis.contains_key(&entry.kpi) {
            broken.push(RuleBroken::Unknown(entry.kpi.clone()));
        }
        if entry.weight <= Decimal::ZERO {
            broken.push(RuleBroken::NoWeight { kpi: entry.kpi.clone(), weight: entry.weight });
        }
    }
    broken
}

fn known<'a>(card: &'a Scorecard, org: &'a Org) -> impl Iterator<Item = (Decimal, &'a Kpi)> {
    card.entries.iter().filter_map(|entry| Some((entry.weight, org.kpis.get(&entry.kpi)?)))
}

fn join(lacks: &[Lack]) -> String {
    lacks.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ")
}

fn percent(share: &Decimal) -> Decimal {
    share.saturating_mul(Decimal::ONE_HUNDRED).round_dp(1).normalize()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::judge::example::{dec, kpi};
    use crate::scorecard::Entry;

    fn org(keys: &[String]) -> Org {
        Org { kpis: keys.iter().map(|key| (key.parse().unwrap(), kpi(key))).collect(), ..Org::default() }
    }

    fn card(entries: &[(&str, &str)]) -> Scorecard {
        Scorecard {
            key: "card".parse().unwrap(),
            name_en: "Card".into(),
            name_zh: "卡".into(),
            entries: entries
                .iter()
                .map(|(key, weight)| Entry { kpi: key.parse().unwrap(), weight: dec(weight) })
                .collect(),
            reason: None,
        }
    }

    /// A card of so many KPIs, each with another owner.
    fn many(count: usize) -> (Scorecard, Org) {
        let keys: Vec<String> = (0..count).map(|at| format!("k{at}")).collect();
        let mut org = org(&keys);
        for kpi in org.kpis.values_mut() {
            kpi.owner = Some(kpi.key.as_str().parse().unwrap());
        }
        (card(&keys.iter().map(|key| (key.as_str(), "1")).collect::<Vec<_>>()), org)
    }

    #[test]
    fn more_than_twenty_need_a_reason() {
        let (card, org) = many(20);
        assert_eq!(problems(&card, &org), []);
        let (mut card, org) = many(21);
        assert_eq!(problems(&card, &org), [RuleBroken::TooMany { count: 21 }]);
        card.reason = Some(" ".into());
        assert!(problems(&card, &org)[0].refuses());
        card.reason = Some("two shops share it".into());
        assert_eq!(problems(&card, &org), []);
    }

    #[test]
    fn more_than_ten_of_one_owner_are_a_warning() {
        let (card, mut org) = many(11);
        let mei: PersonKey = "mei".parse().unwrap();
        for kpi in org.kpis.values_mut() {
            kpi.owner = Some(mei.clone());
        }
        let found = problems(&card, &org);
        assert_eq!(found, [RuleBroken::TooManyOfOneOwner { owner: mei, count: 11 }]);
        assert!(!found[0].refuses());
        org.kpis.values_mut().next().unwrap().activity = Activity::Draft;
        assert_eq!(problems(&card, &org), []);
    }

    #[test]
    fn an_active_kpi_has_owner_definition_and_source() {
        let (card, mut org) = many(1);
        let kpi = org.kpis.values_mut().next().unwrap();
        (kpi.owner, kpi.definition, kpi.source) = (None, " ".into(), String::new());
        let lacks = vec![Lack::Owner, Lack::Definition, Lack::Source];
        let key = kpi.key.clone();
        let found = problems(&card, &org);
        assert_eq!(found, [RuleBroken::NotReady { kpi: key, lacks }]);
        assert_eq!(
            found[0].to_string(),
            "`k0` cannot be active without an owner and a definition and a source"
        );
        org.kpis.values_mut().next().unwrap().activity = Activity::Draft;
        assert_eq!(problems(&card, &org), []);
    }

    #[test]
    fn risk_has_three_tenths_of_the_weight() {
        let mut org = org(&["risk".into(), "growth".into()]);
        org.kpis.get_mut(&"growth".parse().unwrap()).unwrap().class = Class::Growth;
        assert_eq!(problems(&card(&[("risk", "3"), ("growth", "7")]), &org), []);
        let found = problems(&card(&[("risk", "29"), ("growth", "71")]), &org);
        assert_eq!(found, [RuleBroken::TooLittleRisk { share: dec("0.29") }]);
        assert!(found[0].to_string().contains("29% of the weight and need 30%"));
    }

    #[test]
    fn each_entry_is_a_known_kpi_once_with_weight() {
        let org = org(&["a".into()]);
        let key = |key: &str| -> KpiKey { key.parse().unwrap() };
        assert_eq!(
            problems(&card(&[("a", "1"), ("a", "1"), ("b", "1"), ("a", "0")]), &org),
            [
                RuleBroken::Twice(key("a")),
                RuleBroken::Unknown(key("b")),
                RuleBroken::Twice(key("a")),
                RuleBroken::NoWeight { kpi: key("a"), weight: dec("0") },
            ]
        );
    }

    proptest! {
        #[test]
        fn a_card_that_breaks_no_rule_has_its_share_of_risk(
            entries in prop::collection::vec((0i64..50, any::<bool>()), 1..20),
        ) {
            let (mut card, mut org) = many(entries.len());
            for (at, (weight, is_risk)) in entries.iter().enumerate() {
                card.entries[at].weight = (*weight).into();
                let kpi = org.kpis.get_mut(&card.entries[at].kpi).unwrap();
                kpi.class = if *is_risk { Class::Risk } else { Class::Growth };
            }
            if problems(&card, &org).is_empty() {
                let sum = |risk_only: bool| -> i64 {
                    entries.iter().filter(|(_, risk)| *risk || !risk_only).map(|(weight, _)| weight).sum()
                };
                prop_assert!(sum(true) * 10 >= sum(false) * 3);
            }
        }
    }
}
