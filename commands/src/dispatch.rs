//! From what came in to a command: buttons by name, texts by what they mean.

use std::collections::BTreeMap;

use steward_core::alert::Alert;
use steward_core::card::Act;
use steward_core::inbound::{Inbound, Said};
use steward_core::message::answer::{Answer, Refusal};
use steward_store::StoreError;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::{Meaning, Understanding};
use crate::reading::text::{MOST_CHARACTERS, shortened, too_long};
use crate::understand::{Scene, Thread, understand};
use crate::{form, menu, recognised, registry, several, subject};

/// Understands and does what came in. A refusal is an answer; only the store can fail.
pub async fn handle(context: &mut Context<'_>) -> Result<Outcome, StoreError> {
    let inbound = context.inbound;
    let routing = context.routing();
    context.round.begin(context.tx, is_of_its_alert_alone(inbound), &routing).await?;
    let outcome = match &inbound.what {
        Said::Act { act, fields } => pressed(context, act, fields).await,
        Said::Text { text, addressed } => said(context, text, *addressed).await,
    };
    match outcome {
        Ok(outcome) => Ok(outcome),
        Err(Stop::Answer(answer)) => Ok(Outcome::private(*answer)),
        Err(Stop::Store(error)) => Err(error),
    }
}

/// The answer to somebody who is not known on the platform; private.
pub fn not_linked(inbound: &Inbound) -> Answer {
    Answer::Refused {
        why: Refusal::NotLinked { platform: inbound.platform.clone(), id: inbound.person.clone() },
    }
}

/// Whether it reads and changes nothing but the alert of its button.
fn is_of_its_alert_alone(inbound: &Inbound) -> bool {
    let Said::Act { act, .. } = &inbound.what else { return false };
    act.alert.is_some()
        && registry::named(&act.command).is_some_and(|command| command.spec().is_of_its_alert_alone)
}

async fn pressed(
    context: &mut Context<'_>,
    act: &Act,
    fields: &BTreeMap<String, String>,
) -> Result<Outcome, Stop> {
    match registry::named(&act.command) {
        // What the menu offers means the same as if it had been said.
        Some(command) if act.alert.is_none() && act.value.is_none() && menu::has(command.spec()) => {
            let meaning = form::meaning(context, command.spec(), fields)?;
            meant(context, command, &meaning, None, "").await
        }
        Some(command) => command.run(context, Call::Pressed { act, fields }).await,
        None => Err(Refusal::NotUnderstood {
            text: shortened(&act.command),
            recognised: Vec::new(),
            examples: Vec::new(),
        }
        .into()),
    }
}

async fn said(context: &mut Context<'_>, text: &str, addressed: bool) -> Result<Outcome, Stop> {
    let thread = subject::in_view(context).await?;
    if !addressed && thread.is_none() {
        return Ok(Outcome::Silent);
    }
    // Nothing that long can be kept, and no command needs more around what it keeps.
    if text.chars().count() > 2 * MOST_CHARACTERS {
        return Err(too_long().into());
    }
    let in_thread = thread.as_ref().map(|alert| Thread { number: alert.number, kpi: &alert.kpi });
    let scene = Scene { thread: in_thread, addressed, ..context.scene() };
    match understand(text, context.lexicon, &scene) {
        Understanding::Understood { meaning } => match registry::meaning(&meaning) {
            Some(command) => meant(context, command, &meaning, thread.as_ref(), text).await,
            None => Err(Refusal::NotUnderstood {
                text: shortened(text),
                recognised: Vec::new(),
                examples: Vec::new(),
            }
            .into()),
        },
        Understanding::Choose { choices, .. } => {
            Err(Answer::Choose { asked: shortened(text), choices }.into())
        }
        Understanding::NotUnderstood { meaning, nearest } => {
            let recognised = recognised::of(&meaning, context.org);
            Err(Refusal::NotUnderstood { text: shortened(text), recognised, examples: nearest }.into())
        }
        Understanding::NotForSteward => Ok(Outcome::Silent),
    }
}

/// Does what was meant, to each alert where it is meant for several.
async fn meant(
    context: &mut Context<'_>,
    command: &dyn Command,
    meaning: &Meaning,
    thread: Option<&Alert>,
    text: &str,
) -> Result<Outcome, Stop> {
    if several::means_each(meaning) {
        return several::each(context, command, meaning, thread, text).await;
    }
    command.run(context, Call::Said { meaning, thread, text }).await
}
