//! From what came in to a command: buttons by name, texts by grammar, threads by their alert.

use std::collections::BTreeMap;

use steward_core::alert::Alert;
use steward_core::card::Act;
use steward_core::inbound::{Inbound, Said};
use steward_core::message::answer::{Answer, Refusal};
use steward_store::StoreError;

use crate::command::Call;
use crate::context::{Context, Outcome, Stop};
use crate::grammar::{self, Reading};
use crate::meaning::Meaning;
use crate::reading::kpi;
use crate::reading::matching::Fit;
use crate::reading::text::{MOST_CHARACTERS, Text, shortened, too_long};
use crate::{comment, help, not_understood, registry, subject};

/// Understands and does what came in. A refusal is an answer; only the store can fail.
pub async fn handle(context: &mut Context<'_>) -> Result<Outcome, StoreError> {
    let inbound = context.inbound;
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

async fn pressed(
    context: &mut Context<'_>,
    act: &Act,
    fields: &BTreeMap<String, String>,
) -> Result<Outcome, Stop> {
    match registry::named(&act.command) {
        Some(command) => command.run(context, Call::Pressed { act, fields }).await,
        None => Err(Refusal::NotUnderstood { text: shortened(&act.command), examples: Vec::new() }.into()),
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
    let text = Text::of(text);
    let words = grammar::without_call(text.words());
    if words.is_blank() {
        return if addressed { help::run(context).await } else { Ok(Outcome::Silent) };
    }
    let is_question = text.is_question();
    let reading = grammar::read(words)
        .and_then(|reading| in_thread(reading, thread.as_ref()))
        // Who asks "done?" reports nothing.
        .filter(|reading| !(is_question && reading.command.reports()));
    let is_command_alone = reading.is_some_and(|reading| reading.rest.is_blank());
    let kpi_fit =
        if addressed { kpi::find(&words.without_padding().plain(), context.names).fit } else { None };
    let (names_kpi, mentions_kpi) = (kpi_fit.is_some_and(|fit| fit <= Fit::Name), kpi_fit.is_some());

    if names_kpi && !is_command_alone {
        return crate::kpi::answer(context, words).await;
    }
    if let Some(reading) = reading {
        let fits = reading.command.fits(reading.rest, context.moment());
        let is_clear = fits || reading.number.is_some() || !reading.command.reports();
        let may = match (&thread, addressed) {
            (None, _) => fits || (is_clear && !mentions_kpi),
            (Some(_), true) => fits,
            (Some(_), false) => fits && reading.command.spec().on_alert,
        };
        if may {
            let call = Call::Said {
                all: words,
                rest: reading.rest,
                number: reading.number.map(|number| number.value),
                thread: thread.as_ref(),
                meaning: &Meaning::default(),
            };
            return reading.command.run(context, call).await;
        }
    }
    match &thread {
        Some(alert) => comment::in_thread(context, words, alert).await,
        None if mentions_kpi => crate::kpi::answer(context, words).await,
        None => Err(not_understood::answer(context, words).await?.into()),
    }
}

/// In a thread a bare number is part of the sentence, unless it is the number of the thread's own alert. With such a
/// number in front, as in "3 done, 2 left", the sentence is no command.
fn in_thread<'a>(reading: Reading<'a>, thread: Option<&Alert>) -> Option<Reading<'a>> {
    match (thread, reading.number) {
        (Some(alert), Some(number)) if !number.signed && number.value != alert.number => {
            number.with_rest.map(|rest| Reading { number: None, rest, ..reading })
        }
        _ => Some(reading),
    }
}
