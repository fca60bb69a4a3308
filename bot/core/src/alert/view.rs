//! What a card of an alert needs beside the alert itself.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::decide::due_range;
use super::next_action::next_step;
use super::{Alert, AlertStatus, NextAction, NextStep};
use crate::cover::{cover_of, reached, stand_in};
use crate::escalation::Rung;
use crate::escalation::chain::on_rung;
use crate::id::PersonKey;
use crate::kpi::Kpi;
use crate::limit::Limit;
use crate::limit::source::LimitSource;
use crate::org::Org;
use crate::person::{Person, Role};

/// People to choose from; the lists of most platforms take no more. Anybody else is named in words.
const MOST_CANDIDATES: usize = 100;

/// What a card of an alert shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertView {
    /// The alert.
    pub alert: Alert,
    /// Its KPI.
    pub kpi: Kpi,
    /// The name of who answers for it.
    pub owner_name: String,
    /// The names of all people that the alert speaks of.
    pub names: BTreeMap<PersonKey, String>,
    /// Who answers for somebody who is away, by key: the name of who is away, and the last day.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub covers: BTreeMap<PersonKey, (String, Date)>,
    /// Who is told in the place of the owner while they are away, by name, and the last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_covered: Option<(String, Date)>,
    /// The last values, oldest first: period and value.
    pub recent: Vec<(Date, Decimal)>,
    /// The limit that was crossed, or the nearest one.
    pub limit: Option<Limit>,
    /// Where that limit comes from, with the name of whoever set it.
    pub limit_source: Option<LimitSource>,
    /// What happens next, with whoever is told then.
    pub next: Option<(NextAction, Option<ToldNext>)>,
    /// Whom it may be handed to, by key and name, likeliest first: the owner of the KPI, the backup owner, the team,
    /// others. A hundred at most.
    pub candidates: Vec<(PersonKey, String)>,
    /// First and last day that a promise may name, in the owner's zone.
    pub can_form_due: (Date, Date),
}

/// Who is told when the next action is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldNext {
    /// Their name.
    pub name: String,
    /// What it is to them.
    pub telling: Telling,
}

/// What it is to a person to be told of an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Telling {
    /// Whoever answers for it hears of it for the first time.
    First,
    /// They were told in this episode before.
    Reminder,
    /// It goes on to somebody else.
    Escalation,
}

/// Puts together what a card of the alert shows at this instant. None when the KPI is no longer known.
pub fn view(alert: &Alert, org: &Org, recent: &[(Date, Decimal)], now: Timestamp) -> Option<AlertView> {
    let kpi = org.kpis.get(&alert.kpi)?;
    let zone = org.people.get(&alert.owner).map_or_else(|| kpi.zone.clone(), |owner| owner.zone.clone());
    let told_next = |next| {
        told_next(next, alert, kpi, org, now).map(|person| ToldNext {
            name: org.name_of(&person).to_owned(),
            telling: telling(&person, alert, org, now),
        })
    };
    let reading = alert.reading.as_ref();
    Some(AlertView {
        alert: alert.clone(),
        kpi: kpi.clone(),
        owner_name: org.name_of(&alert.owner).to_owned(),
        names: names(alert, org),
        covers: covers(alert, kpi, org, now),
        owner_covered: cover_of(&alert.owner, org, now)
            .map(|cover| (org.name_of(&cover.by).to_owned(), cover.to)),
        recent: recent.to_vec(),
        limit: reading.and_then(|reading| reading.limit),
        limit_source: reading
            .and_then(|reading| reading.limit_source.clone())
            .map(|source| source.named(org)),
        candidates: candidates(alert, kpi, org),
        next: alert.next_action.map(|next| (next, told_next(next))),
        can_form_due: due_range(&zone, now),
    })
}

/// Everybody who may have the alert and does not have it yet, likeliest first.
fn candidates(alert: &Alert, kpi: &Kpi, org: &Org) -> Vec<(PersonKey, String)> {
    let nearness = |person: &Person| match &person.key {
        key if kpi.owner.as_ref() == Some(key) => 0,
        key if kpi.backup.as_ref() == Some(key) => 1,
        _ if person.team.as_ref() == Some(&kpi.team) => 2,
        _ => 3,
    };
    let mut people: Vec<&Person> = org
        .people
        .values()
        .filter(|person| !person.left && person.role >= Role::Owner && person.key != alert.owner)
        .collect();
    let order = |one: &&Person, other: &&Person| {
        (nearness(one), &one.name, &one.key).cmp(&(nearness(other), &other.name, &other.key))
    };
    // Every card is asked for these, in a large company too: only those who are listed are put in order.
    if people.len() > MOST_CANDIDATES {
        people.select_nth_unstable_by(MOST_CANDIDATES, order);
        people.truncate(MOST_CANDIDATES);
    }
    people.sort_by(order);
    people.into_iter().map(|person| (person.key.clone(), person.name.clone())).collect()
}

fn names(alert: &Alert, org: &Org) -> BTreeMap<PersonKey, String> {
    let writers = alert.notes.iter().chain(&alert.earlier_notes).map(|note| &note.by);
    let acker = alert.ack.iter().chain(&alert.lapsed).map(|ack| &ack.by);
    let proposal = alert.proposal.iter().flat_map(|proposal| [&proposal.by, &proposal.to]);
    let people = [&alert.owner].into_iter().chain(acker).chain(writers).chain(&alert.told).chain(proposal);
    people.map(|person| (person.clone(), org.name_of(person).to_owned())).collect()
}

/// Who answers for those of the chain who are away.
fn covers(alert: &Alert, kpi: &Kpi, org: &Org, now: Timestamp) -> BTreeMap<PersonKey, (String, Date)> {
    let lead = org.teams.get(&kpi.team).and_then(|team| team.lead.as_ref());
    let chain = [Some(&alert.owner), kpi.owner.as_ref(), kpi.backup.as_ref(), lead];
    let covered = chain.into_iter().flatten().filter_map(|person| {
        let until = cover_of(person, org, now)?.to;
        Some((stand_in(person, org, now)?, (org.name_of(person).to_owned(), until)))
    });
    // The nearest of the chain is who a card is about.
    covered.fold(BTreeMap::new(), |mut covers, (by, away)| {
        covers.entry(by).or_insert(away);
        covers
    })
}

fn telling(person: &PersonKey, alert: &Alert, org: &Org, now: Timestamp) -> Telling {
    if alert.told.contains(person) {
        Telling::Reminder
    } else if reached(&alert.owner, org, now) == *person {
        Telling::First
    } else {
        Telling::Escalation
    }
}

/// Who is told when the next action is due; none when nobody is, as when a watch ends.
fn told_next(next: NextAction, alert: &Alert, kpi: &Kpi, org: &Org, now: Timestamp) -> Option<PersonKey> {
    match next.what {
        NextStep::Escalate if alert.status == AlertStatus::Open => next_step(alert, kpi, org, now)
            .map(|(.., chosen)| chosen)
            .or_else(|| on_rung(Rung::Owner, alert, kpi, org, now))
            .map(|chosen| chosen.person),
        NextStep::Escalate => on_rung(Rung::Lead, alert, kpi, org, now)
            .or_else(|| on_rung(Rung::Admin, alert, kpi, org, now))
            .map(|chosen| chosen.person),
        NextStep::DuePasses => {
            let promised = alert.promise().map(|note| note.by.clone());
            Some(promised.unwrap_or_else(|| alert.responsible().clone()))
        }
        NextStep::AckExpires | NextStep::AskForNote => Some(alert.responsible().clone()),
        NextStep::SnoozeEnds | NextStep::WatchEnds => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alert::decide::Deed;
    use crate::alert::tests::{Case, key};

    #[test]
    fn names_whoever_is_told_next() {
        let mut case = Case::breach("9", "2026-03-03T10:00");
        let told = |case: &Case| {
            let view = view(&case.alert, &case.org, &[], case.now).unwrap();
            view.next.unwrap().1.map(|told| (told.name, told.telling))
        };
        assert_eq!(told(&case), Some(("Mei".into(), Telling::Reminder)));
        case.tick();
        assert_eq!(told(&case), Some(("Bob".into(), Telling::Escalation)));
        case.act("lin", Deed::Acknowledge);
        assert_eq!(told(&case).map(|(name, _)| name).as_deref(), Some("Lin"));
        let view = view(&case.alert, &case.org, &[], case.now).unwrap();
        assert_eq!(view.owner_name, "Mei");
        let candidates: Vec<&str> = view.candidates.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(candidates.first(), Some(&"Bob"), "the backup owner comes first: {candidates:?}");
        assert!(!candidates.contains(&"Mei"), "who has it cannot get it: {candidates:?}");
        assert_eq!(view.names.keys().cloned().collect::<Vec<_>>(), [key("lin"), key("mei")]);
        assert_eq!(view.can_form_due, (Date::constant(2026, 3, 3), Date::constant(2026, 6, 1)));
    }

    #[test]
    fn of_many_people_the_likeliest_are_listed() {
        let mut case = Case::breach("9", "2026-03-03T10:00");
        let mei = case.org.people[&key("mei")].clone();
        for number in (0..250).rev() {
            let mut person = mei.clone();
            (person.key, person.team) = (key(&format!("p{number:03}")), None);
            person.name = format!("Aaron {number:03}");
            case.org.people.insert(person.key.clone(), person);
        }
        let view = view(&case.alert, &case.org, &[], case.now).unwrap();
        let candidates: Vec<&str> = view.candidates.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(candidates.len(), 100);
        assert_eq!(candidates.first(), Some(&"Bob"), "the backup owner comes first: {candidates:?}");
        let others: Vec<&&str> = candidates.iter().filter(|name| name.starts_with("Aaron")).collect();
        let first = others.iter().enumerate().all(|(place, name)| **name == format!("Aaron {place:03}"));
        assert!(others.len() > 90 && first, "{candidates:?}");
    }

    #[test]
    fn there_is_none_without_its_kpi() {
        let mut case = Case::breach("9", "2026-03-03T10:00");
        case.org.kpis.clear();
        assert_eq!(view(&case.alert, &case.org, &[], case.now), None);
    }
}
