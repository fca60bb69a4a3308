//! Who may act on an alert.

use jiff::Timestamp;

use super::{Alert, AlertKind};
use crate::cover::stand_in;
use crate::escalation::chain::admins;
use crate::id::PersonKey;
use crate::kpi::Kpi;
use crate::org::Org;
use crate::person::{Person, Role};

/// Whether a person may act on an alert: they answer for it, cover somebody who does, or administer.
pub(super) fn may_act(person: &Person, alert: &Alert, kpi: &Kpi, org: &Org, now: Timestamp) -> bool {
    let is_theirs =
        |key: &PersonKey| *key == person.key || stand_in(key, org, now).as_ref() == Some(&person.key);
    !person.left && (person.role == Role::Admin || chain(alert, kpi, org).any(is_theirs))
}

/// Whether a person may say that a critical breach needs nothing to be done.
pub(super) fn may_dismiss_critical(person: &Person, kpi: &Kpi, org: &Org) -> bool {
    !person.left && (person.role == Role::Admin || lead(kpi, org) == Some(&person.key))
}

/// The names of the people who may act, nearest first.
pub(super) fn who_may_act(alert: &Alert, kpi: &Kpi, org: &Org) -> Vec<String> {
    names(chain(alert, kpi, org), org)
}

/// The names of the people who may dismiss a critical breach.
pub(super) fn who_may_dismiss_critical(kpi: &Kpi, org: &Org) -> Vec<String> {
    names(lead(kpi, org).into_iter(), org)
}

/// Those who answer for the alert without being administrators, nearest first.
fn chain<'a>(alert: &'a Alert, kpi: &'a Kpi, org: &'a Org) -> impl Iterator<Item = &'a PersonKey> {
    let data_owner = kpi.data_owner.as_ref().filter(|_| alert.kind == AlertKind::DataFault);
    let keys = [Some(&alert.owner), data_owner, kpi.owner.as_ref(), kpi.backup.as_ref(), lead(kpi, org)];
    keys.into_iter().flatten()
}

fn lead<'a>(kpi: &Kpi, org: &'a Org) -> Option<&'a PersonKey> {
    org.teams.get(&kpi.team)?.lead.as_ref()
}

/// Each person once, without those who have left, administrators last.
fn names<'a>(keys: impl Iterator<Item = &'a PersonKey>, org: &Org) -> Vec<String> {
    let people = keys.filter_map(|key| org.people.get(key)).filter(|person| !person.left);
    let mut names: Vec<String> = Vec::new();
    for person in people.chain(admins(org)) {
        if !names.contains(&person.name) {
            names.push(person.name.clone());
        }
    }
    names
}
