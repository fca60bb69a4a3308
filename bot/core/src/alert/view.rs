//! What a card of an alert needs beside the alert itself.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::decide::due_range;
use super::next_action::next_step;
use super::{Alert, AlertStatus, NextAction, NextStep};
use crate::escalation::Rung;
use crate::escalation::chain::on_rung;
use crate::id::PersonKey;
use crate::kpi::Kpi;
use crate::limit::Limit;
use crate::org::Org;

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
    /// The last values, oldest first: period and value.
    pub recent: Vec<(Date, Decimal)>,
    /// The limit that was crossed, or the nearest one.
    pub limit: Option<Limit>,
    /// What happens next, with the name of the person who is told then.
    pub next: Option<(NextAction, Option<String>)>,
    /// First and last day that a promise may name, in the owner's zone.
    pub can_form_due: (Date, Date),
}

/// Puts together what a card of the alert shows at this instant. None when the KPI is no longer known.
pub fn view(alert: &Alert, org: &Org, recent: &[(Date, Decimal)], now: Timestamp) -> Option<AlertView> {
    let kpi = org.kpis.get(&alert.kpi)?;
    let zone = org.people.get(&alert.owner).map_or_else(|| kpi.zone.clone(), |owner| owner.zone.clone());
    let told_next = |next| told_next(next, alert, kpi, org).map(|person| org.name_of(&person).to_owned());
    Some(AlertView {
        alert: alert.clone(),
        kpi: kpi.clone(),
        owner_name: org.name_of(&alert.owner).to_owned(),
        names: names(alert, org),
        recent: recent.to_vec(),
        limit: alert.reading.as_ref().and_then(|reading| reading.limit),
        next: alert.next_action.map(|next| (next, told_next(next))),
        can_form_due: due_range(&zone, now),
    })
}

fn names(alert: &Alert, org: &Org) -> BTreeMap<PersonKey, String> {
    let writers = alert.notes.iter().chain(&alert.earlier_notes).map(|note| &note.by);
    let acker = alert.ack.iter().map(|ack| &ack.by);
    let people = [&alert.owner].into_iter().chain(acker).chain(writers).chain(&alert.told);
    people.map(|person| (person.clone(), org.name_of(person).to_owned())).collect()
}

/// Who is told when the next action is due; none when nobody is, as when a watch ends.
fn told_next(next: NextAction, alert: &Alert, kpi: &Kpi, org: &Org) -> Option<PersonKey> {
    match next.what {
        NextStep::Escalate if alert.status == AlertStatus::Open => next_step(alert, kpi, org)
            .map(|(.., chosen)| chosen)
            .or_else(|| on_rung(Rung::Owner, alert, kpi, org))
            .map(|chosen| chosen.person),
        NextStep::Escalate => on_rung(Rung::Lead, alert, kpi, org)
            .or_else(|| on_rung(Rung::Admin, alert, kpi, org))
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
            view.next.unwrap().1
        };
        assert_eq!(told(&case).as_deref(), Some("Mei"));
        case.tick();
        assert_eq!(told(&case).as_deref(), Some("Bob"));
        case.act("lin", Deed::Acknowledge);
        assert_eq!(told(&case).as_deref(), Some("Lin"));
        let view = view(&case.alert, &case.org, &[], case.now).unwrap();
        assert_eq!(view.owner_name, "Mei");
        assert_eq!(view.names.keys().cloned().collect::<Vec<_>>(), [key("lin"), key("mei")]);
        assert_eq!(view.can_form_due, (Date::constant(2026, 3, 3), Date::constant(2026, 6, 1)));
    }

    #[test]
    fn there_is_none_without_its_kpi() {
        let mut case = Case::breach("9", "2026-03-03T10:00");
        case.org.kpis.clear();
        assert_eq!(view(&case.alert, &case.org, &[], case.now), None);
    }
}
