//! Who may change the standing data of a KPI or a person, and who that is by name.

use steward_core::escalation::chain::admins;
use steward_core::id::PersonKey;
use steward_core::kpi::Kpi;
use steward_core::message::answer::Refusal;
use steward_core::org::Org;
use steward_core::person::{Person, Role};

/// The lead of a KPI's team.
pub(crate) fn lead_of<'a>(kpi: &Kpi, org: &'a Org) -> Option<&'a PersonKey> {
    org.teams.get(&kpi.team)?.lead.as_ref()
}

/// The owner of a KPI and the lead of its team.
pub(crate) fn owner_or_lead<'a>(kpi: &'a Kpi, org: &'a Org) -> impl Iterator<Item = &'a PersonKey> {
    kpi.owner.iter().chain(lead_of(kpi, org))
}

/// The lead of a person's team.
pub(crate) fn lead_of_person<'a>(person: &Person, org: &'a Org) -> Option<&'a PersonKey> {
    org.teams.get(person.team.as_ref()?)?.lead.as_ref()
}

/// Whether a person may record values of a KPI: its owner, backup and data owner, the lead of its team, administrators.
pub(crate) fn record(person: &Person, kpi: &Kpi, org: &Org) -> bool {
    let answers =
        [&kpi.owner, &kpi.backup, &kpi.data_owner].into_iter().flatten().any(|key| *key == person.key);
    answers || lead_of(kpi, org) == Some(&person.key) || person.role == Role::Admin
}

/// Refuses everybody but administrators and those who are named.
pub(crate) fn only<'a>(
    person: &Person,
    those: impl IntoIterator<Item = &'a PersonKey>,
    org: &Org,
) -> Result<(), Refusal> {
    let those: Vec<&PersonKey> = those.into_iter().collect();
    if person.role == Role::Admin || those.contains(&&person.key) {
        return Ok(());
    }
    let mut who_may: Vec<String> = Vec::new();
    let known = those.into_iter().filter_map(|key| org.people.get(key)).filter(|person| !person.left);
    for person in known.chain(admins(org)) {
        if !who_may.contains(&person.name) {
            who_may.push(person.name.clone());
        }
    }
    Err(Refusal::NotAllowed { who_may })
}

/// Those who lead a team.
pub(crate) fn leads(org: &Org) -> impl Iterator<Item = &PersonKey> {
    org.teams.values().filter_map(|team| team.lead.as_ref())
}
