//! The end of a pause: its KPI's channel and the people who answer for it hear what it kept quiet.

use steward_core::alert::decide::{Recipient, Tell};
use steward_core::escalation::hours::Hours;
use steward_core::id::PersonKey;
use steward_core::judge::Evidence;
use steward_core::judge::missed::{looked_at_from, missed, pause_over};
use steward_core::kpi::Activity;
use steward_core::message::Message;
use steward_core::message::answer::setting::Setting;
use steward_core::message::answer::{Answer, DoneWhat};
use steward_core::outbox::Class;
use steward_store::transition::{Routing, Transitions};
use steward_store::{Tx, judgement, sample};

use crate::duty::DutyError;

/// Tells what a pause kept quiet when the KPI is judged for the first time after it.
pub(super) async fn tell_when_over(
    tx: &mut Tx,
    transitions: &mut Transitions,
    evidence: &Evidence<'_>,
    routing: &Routing<'_>,
) -> Result<(), DutyError> {
    let (kpi, org, now) = (evidence.kpi, routing.org, routing.now);
    let Activity::Paused { by, .. } = &kpi.activity else { return Ok(()) };
    let last = judgement::of(tx, &kpi.key).await?.map(|judgement| judgement.at);
    let Some((since, until)) = pause_over(kpi, last, now) else { return Ok(()) };
    let samples = sample::between(tx, &kpi.key, looked_at_from(since), until).await?;
    let quiet = missed(&Evidence { samples: &samples, ..*evidence }, since, until, now);
    let setting = Setting::resumed(kpi, Some(since), quiet);
    let what = DoneWhat::Set { setting: Box::new(setting) };
    let message = Message::Answer { answer: Box::new(Answer::Done { what, undo: None }) };
    let mut people: Vec<&PersonKey> = kpi.owner.iter().chain(by).collect();
    people.dedup();
    let channel = org.channel_of(kpi).map(|channel| (Recipient::In(channel.key.clone()), now));
    let directly = people
        .into_iter()
        .map(|person| (Recipient::Person(person.clone()), Hours::of(person, org).next_start(now)));
    for (to, not_before) in channel.into_iter().chain(directly) {
        let key = format!("pause over:{}:{until}:{to:?}", kpi.key);
        let tell = Tell { to, class: Class::Chatter, message: message.clone(), not_before, key };
        transitions.tell(&tell, None, routing);
    }
    Ok(())
}
