//! People, teams and channels: somebody administers, everybody can be told, and no two share an address.

use jiff::Timestamp;

use super::Checked;
use crate::host::{EMAIL, PHONE};
use crate::org::Org;
use crate::org::problem::{ProblemKind, Rule};
use crate::person::Role;
use crate::scorecard::rules::MOST_KPIS_OF_ONE_OWNER;

pub(super) fn check(org: &Org, _: Timestamp, checked: &mut Checked) {
    let present: Vec<_> = org.people.values().filter(|person| !person.left).collect();
    if present.iter().all(|person| person.role != Role::Admin) {
        checked.error("person", ProblemKind::Rule(Rule::NoAdministrator));
    }
    for (index, person) in present.iter().enumerate() {
        let place = format!("person.{}", person.key);
        if person.identities.is_empty() {
            checked.warn(&place, ProblemKind::Rule(Rule::NoIdentity));
        }
        let is_found_on = |platform: &String| {
            [platform.as_str(), EMAIL, PHONE].iter().any(|key| person.identities.contains_key(*key))
        };
        if let Some(strange) = person.prefers.as_ref().filter(|platform| !is_found_on(platform)) {
            let what = Rule::PrefersStrange(strange.clone());
            checked.warn(format!("{place}.prefers"), ProblemKind::Rule(what));
        }
        for (platform, id) in &person.identities {
            let same = |other: &&&crate::person::Person| other.identities.get(platform) == Some(id);
            if let Some(other) = present.iter().take(index).find(same) {
                let what = Rule::SharedIdentity {
                    person: other.key.to_string(),
                    id: id.clone(),
                    platform: platform.clone(),
                };
                checked.error(format!("{place}.identities"), ProblemKind::Rule(what));
            }
        }
        let owned = org.kpis.values().filter(|kpi| kpi.owner.as_ref() == Some(&person.key)).count();
        if owned > MOST_KPIS_OF_ONE_OWNER {
            let what = Rule::TooManyOwned(owned, MOST_KPIS_OF_ONE_OWNER);
            checked.warn(place, ProblemKind::Rule(what));
        }
    }
    for team in org.teams.values().filter(|team| team.lead.is_none()) {
        checked.warn(format!("team.{}", team.key), ProblemKind::Rule(Rule::NoLead));
    }
    for (index, channel) in org.channels.values().enumerate() {
        let place = format!("channel.{}.target", channel.key);
        if channel.target.trim().is_empty() {
            checked.error(place, ProblemKind::Rule(Rule::NoAddress(channel.platform.clone())));
            continue;
        }
        let address = (&channel.platform, &channel.target);
        let same = |other: &&crate::person::Channel| (&other.platform, &other.target) == address;
        if let Some(other) = org.channels.values().take(index).find(same) {
            checked.error(place, ProblemKind::Rule(Rule::SharedAddress(other.key.to_string())));
        }
    }
}
