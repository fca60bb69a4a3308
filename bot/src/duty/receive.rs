//! Takes what people say and press: once per event, in one transaction, answered within a second.

use async_trait::async_trait;
use jiff::Timestamp;
use steward_commands::{Context, Outcome};
use steward_core::card::Card;
use steward_core::inbound::{Immediate, Inbound, Receiver};
use steward_core::message::Message;
use steward_core::message::answer::{Answer, Refusal};
use steward_core::org::Org;
use steward_core::outbox::Reader;
use steward_core::person::{Locale, Person};
use steward_core::time::Zone;
use steward_store::{StoreError, inbox};

use crate::app::App;

#[async_trait]
impl Receiver for App {
    async fn receive(&self, inbound: Inbound) -> Immediate {
        match take(self, &inbound).await {
            Ok(shown) => shown,
            Err(error) => {
                tracing::warn!(%error, platform = inbound.platform, event = inbound.event_id, "an event was not kept");
                let reader = Reader { locale: Locale::EN_US, zone: Zone::utc(), person: None };
                refuse(self, Refusal::TryAgain, &reader, self.clock.now())
            }
        }
    }
}

async fn take(app: &App, inbound: &Inbound) -> Result<Immediate, StoreError> {
    let org = app.store.org().await?;
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    if let Some(given) = inbox::seen(&mut tx, &inbound.platform, &inbound.event_id).await? {
        return Ok(serde_json::from_str(&given).unwrap_or(Immediate::Nothing));
    }
    let person = org.person_on(&inbound.platform, &inbound.person);
    let reader = reader(&org, inbound, person);
    let outcome = match person {
        None => Outcome::Answer { answer: steward_commands::not_linked(inbound), private: true },
        Some(person) => {
            let mut cx = Context {
                tx: &mut tx,
                org: &org,
                now,
                ids: app.ids.as_ref(),
                platforms: &app.platform_names,
                inbound,
                person,
                channel: org.channel_on(&inbound.platform, &inbound.conversation),
            };
            steward_commands::handle(&mut cx).await?
        }
    };
    let shown = match outcome {
        Outcome::Silent => Immediate::Nothing,
        Outcome::Answer { answer, private } => shown(app, answer, private, &reader, now),
    };
    let given = serde_json::to_string(&shown).map_err(|error| StoreError::Corrupt {
        what: format!("an answer that cannot be written: {error}"),
    })?;
    inbox::put(&mut tx, &inbound.platform, &inbound.event_id, &given, now).await?;
    tx.commit().await?;
    Ok(shown)
}

/// A private answer is in the person's language, a public one in the channel's.
fn reader(org: &Org, inbound: &Inbound, person: Option<&Person>) -> Reader {
    match (person, org.channel_on(&inbound.platform, &inbound.conversation)) {
        (Some(person), _) => Reader {
            locale: person.locale.clone(),
            zone: person.zone.clone(),
            person: Some(person.key.clone()),
        },
        (None, Some(channel)) => {
            Reader { locale: channel.locale.clone(), zone: channel.zone.clone(), person: None }
        }
        (None, None) => Reader { locale: Locale::EN_US, zone: Zone::utc(), person: None },
    }
}

fn shown(app: &App, answer: Answer, private: bool, reader: &Reader, now: Timestamp) -> Immediate {
    let refused = matches!(answer, Answer::Refused { .. });
    let message = Message::Answer { answer: Box::new(answer) };
    let card: Card = app.texts.render(&message, None, reader, now);
    let card = Box::new(card);
    if private { Immediate::Private { card, refused } } else { Immediate::Public { card } }
}

fn refuse(app: &App, why: Refusal, reader: &Reader, now: Timestamp) -> Immediate {
    shown(app, Answer::Refused { why }, true, reader, now)
}
