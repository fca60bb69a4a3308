//! The chain of people who answer for a KPI: who is chosen first, who stands on each rung, always with the reason.

use jiff::Timestamp;

use crate::alert::{Alert, AlertKind, ChosenBecause};
use crate::cover::stand_in;
use crate::escalation::Rung;
use crate::id::PersonKey;
use crate::kpi::Kpi;
use crate::org::Org;
use crate::person::{Person, Role};

/// A person, and why they were chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Who.
    pub person: PersonKey,
    /// Why they were.
    pub because: ChosenBecause,
}

/// Who answers for a new alert: the first of the chain who is still there. None when there is not even an
/// administrator. A data fault begins with who owns the data.
pub fn first(kpi: &Kpi, kind: AlertKind, org: &Org) -> Option<Chosen> {
    let data_owner = match kind {
        AlertKind::DataFault => kpi.data_owner.as_ref(),
        AlertKind::Breach | AlertKind::EarlyWarning => None,
    };
    chosen(data_owner, ChosenBecause::OwnsTheData, org)
        .or_else(|| chosen(kpi.owner.as_ref(), ChosenBecause::OwnsIt, org))
        .or_else(|| backup(kpi, org))
        .or_else(|| lead(kpi, org))
        .or_else(|| admin(org))
}

/// Who answers for an alert: its owner, or the first of the chain when they have left. Never none while anybody is there.
pub fn answers(alert: &Alert, kpi: &Kpi, org: &Org) -> Option<Chosen> {
    chosen(Some(&alert.owner), alert.because, org).or_else(|| first(kpi, alert.kind, org))
}

/// Who is told on a rung for an alert at an instant, in the place of somebody who is away who covers them; none when
/// nobody stands there. The owner's rung is never empty while anybody is there. The backup of the number is not told of a
/// fault of its data.
pub fn on_rung(rung: Rung, alert: &Alert, kpi: &Kpi, org: &Org, now: Timestamp) -> Option<Chosen> {
    let own = match rung {
        Rung::Owner => answers(alert, kpi, org),
        Rung::Backup if alert.kind == AlertKind::DataFault => None,
        Rung::Backup => backup(kpi, org),
        Rung::Lead => lead(kpi, org),
        Rung::Admin => admin(org),
    }?;
    let covers = |person| Chosen { person, because: ChosenBecause::Covers };
    Some(stand_in(&own.person, org, now).map_or(own, covers))
}

/// On which rung a person stands, and why they would be told; one who stands on none is an administrator.
pub fn standing(
    person: &PersonKey,
    alert: &Alert,
    kpi: &Kpi,
    org: &Org,
    now: Timestamp,
) -> (Rung, ChosenBecause) {
    let rungs = [Rung::Owner, Rung::Backup, Rung::Lead].into_iter();
    let mut filled = rungs.filter_map(|rung| Some((rung, on_rung(rung, alert, kpi, org, now)?)));
    let own = filled.find(|(_, chosen)| chosen.person == *person);
    own.map_or((Rung::Admin, ChosenBecause::Administers), |(rung, chosen)| (rung, chosen.because))
}

/// Everybody who administers and has not left, in the order of their keys.
pub fn admins(org: &Org) -> impl Iterator<Item = &Person> {
    org.people.values().filter(|person| person.role == Role::Admin && !person.left)
}

fn backup(kpi: &Kpi, org: &Org) -> Option<Chosen> {
    chosen(kpi.backup.as_ref(), ChosenBecause::BacksUp, org)
}

fn lead(kpi: &Kpi, org: &Org) -> Option<Chosen> {
    chosen(org.teams.get(&kpi.team)?.lead.as_ref(), ChosenBecause::LeadsTheTeam, org)
}

fn admin(org: &Org) -> Option<Chosen> {
    admins(org).next().map(|admin| Chosen { person: admin.key.clone(), because: ChosenBecause::Administers })
}

/// The person, unless they are missing or have left.
fn chosen(person: Option<&PersonKey>, because: ChosenBecause, org: &Org) -> Option<Chosen> {
    let person = org.people.get(person?).filter(|person| !person.left)?;
    Some(Chosen { person: person.key.clone(), because })
}
