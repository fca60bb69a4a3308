//! Calling somebody above without waiting for the clock.

use super::act::not_now;
use super::draft::Draft;
use crate::alert::AlertStatus;
use crate::alert::event::Happened;
use crate::escalation::Rung;
use crate::escalation::chain;
use crate::id::PersonKey;
use crate::message::Purpose;
use crate::message::answer::Refusal;
use crate::person::Person;

/// Tells the next one above who has not been told in this episode, at any hour: a colleague asks for them, not the clock.
/// Nobody is called twice; the clock goes on as it was.
pub(super) fn call(draft: &mut Draft<'_>, person: &Person) -> Result<(), Refusal> {
    let facts = draft.facts;
    let alert = &draft.alert;
    if alert.status == AlertStatus::Watching {
        return Err(not_now(alert));
    }
    let is_free =
        |key: &PersonKey| *key != person.key && key != alert.responsible() && !alert.told.contains(key);
    let mut above = [Rung::Backup, Rung::Lead, Rung::Admin].into_iter().filter_map(|rung| {
        chain::on_rung(rung, alert, facts.kpi, facts.org, facts.now).map(|chosen| (rung, chosen))
    });
    let Some((rung, chosen)) = above.find(|(_, chosen)| is_free(&chosen.person)) else {
        let names = alert.told.iter().map(|key| facts.org.name_of(key).to_owned()).collect();
        return Err(Refusal::NobodyAbove { number: alert.number, told: names });
    };
    let (to, because) = (chosen.person, chosen.because);
    draft.push_aside(Happened::Called { rung, to: to.clone(), because });
    let purpose = Purpose::Called { person: to.clone(), by: person.key.clone(), because };
    draft.page(&to, purpose, facts.now);
    draft.line();
    Ok(())
}
