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
/// Least share of the weight that risk KPIs must have (`reference/kpi-catalog.md` section 9).
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
