//! The button behind an act, as the person would be shown it now: with its form, and with what they had typed.

use std::collections::BTreeMap;
use std::sync::Arc;

use steward_commands::menu_of;
use steward_core::card::{Act, Button, Card, Press};
use steward_core::host::Asked;
use steward_core::inbound::{Immediate, Said};
use steward_core::message::answer::Refusal;
use steward_core::message::{Message, Purpose};
use steward_core::org::Org;
use steward_core::person::Person;
use steward_store::inbox;

use super::home::{self, event};
use super::reader;
use crate::app::App;
use crate::duty::DutyError;
use crate::duty::dispatch::ahead::Ahead;
use crate::strange;

/// The button, or why there is none.
pub(super) async fn offer(app: &App, asked: &Asked) -> Result<Result<Button, Refusal>, DutyError> {
    let offered = offered(app, asked).await?;
    if let (Err(_), Some(alert)) = (&offered, asked.act.alert)
        && strange::met(app, &asked.platform, alert).await?
    {
        return Ok(Err(Refusal::StrangeCard));
    }
    Ok(offered)
}

async fn offered(app: &App, asked: &Asked) -> Result<Result<Button, Refusal>, DutyError> {
    let org = app.store.org().await?;
    let Some(person) = org.person_on(&asked.platform, &asked.person) else {
        return Ok(Err(Refusal::NotLinked { platform: asked.platform.clone(), id: asked.person.clone() }));
    };
    if let Some(button) = answered(app, asked).await? {
        return Ok(Ok(button));
    }
    if let Some(button) = of_menu(app, &org, person, asked).await? {
        return Ok(Ok(button));
    }
    let unknown = || Refusal::NotUnderstood {
        text: asked.act.command.clone(),
        recognised: Vec::new(),
        examples: Vec::new(),
    };
    let Some(id) = asked.act.alert else { return Ok(Err(unknown())) };
    let Some(view) = Ahead::of(app, &[id]).await?.view(app, id)? else { return Ok(Err(unknown())) };
    let number = view.alert.number;
    if view.alert.episode != asked.act.episode {
        return Ok(Err(Refusal::Stale { number }));
    }
    let message = Message::Alert { alert: id, purpose: Purpose::Shown };
    let card = app.texts.render(&message, Some(&view), &reader(&org, Some(person)), app.clock.now());
    Ok(button(card, &asked.act).ok_or_else(|| match view.alert.closed_at {
        Some(at) if !view.alert.is_open() => Refusal::AlreadyClosed { number, at },
        _ => Refusal::Stale { number },
    }))
}

/// The button on the answer that it was pressed on.
async fn answered(app: &App, asked: &Asked) -> Result<Option<Button>, DutyError> {
    let Some(event) = &asked.answer_to else { return Ok(None) };
    let mut conn = app.store.reader().await?;
    let Some(given) = inbox::seen(&mut conn, &asked.platform, event).await? else { return Ok(None) };
    Ok(match serde_json::from_str(&given) {
        Ok(Immediate::Private { card, .. } | Immediate::Public { card }) => button(*card, &asked.act),
        Ok(Immediate::Nothing) | Err(_) => None,
    })
}

/// The button in the menu, wherever it was pressed.
async fn of_menu(
    app: &App,
    org: &Arc<Org>,
    person: &Person,
    asked: &Asked,
) -> Result<Option<Button>, DutyError> {
    let Some(act) = menu_of(&asked.act.command).filter(|_| asked.act.alert.is_none()) else {
        return Ok(None);
    };
    let what = Said::Act { act, fields: BTreeMap::new() };
    let pressed = event(&asked.platform, &asked.person, what, app.clock.now());
    let mut tx = app.store.begin().await?;
    let answer = home::asked(app, &mut tx, org, person, &pressed).await?;
    let card = answer.map(|answer| app.answer_card(&asked.platform, answer, &reader(org, Some(person))));
    Ok(card.and_then(|card| button(card, &asked.act)))
}

/// The button of a card that does the same to the same; its version may be newer.
fn button(card: Card, wanted: &Act) -> Option<Button> {
    card.buttons.into_iter().find(|button| match &button.press {
        Press::Act { act } | Press::Form { act, .. } => {
            (&act.command, act.alert, &act.value) == (&wanted.command, wanted.alert, &wanted.value)
        }
        Press::Say { .. } => false,
    })
}
