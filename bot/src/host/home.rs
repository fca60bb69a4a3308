//! A person's own page: the answers to "my alerts" and "my KPIs", one below the other, and what can be arranged.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use steward_commands::{Context, Outcome, menu, specs};
use steward_core::card::{Block, Button, Card, Press};
use steward_core::inbound::{Inbound, Languages, Said};
use steward_core::message::answer::menu::MenuSection;
use steward_core::message::answer::{Answer, Refusal};
use steward_core::org::Org;
use steward_core::person::Person;
use steward_store::round::Round;
use steward_store::{StoreError, Tx};

use super::reader;
use crate::app::App;

/// What the page asks, as a person would. The answers are in the person's own language.
const QUESTIONS: [&str; 2] = ["mine", "my kpis"];

pub(super) async fn home(app: &App, platform: &str, id: &str) -> Result<Card, StoreError> {
    let org = app.store.org().await?;
    let Some(person) = org.person_on(platform, id) else {
        let why = Refusal::NotLinked { platform: platform.to_owned(), id: id.to_owned() };
        return Ok(app.answer_card(platform, Answer::Refused { why }, &reader(&org, None)));
    };
    let reader = reader(&org, Some(person));
    let mut tx = app.store.begin().await?;
    let mut page: Option<Card> = None;
    for text in QUESTIONS {
        let question = question(platform, id, text, app.clock.now());
        let Some(answer) = asked(app, &mut tx, &org, person, &question).await? else { continue };
        let card = app.answer_card(platform, answer, &reader);
        match &mut page {
            None => page = Some(card),
            Some(page) => {
                page.blocks.push(Block::Lead { text: card.title });
                page.blocks.extend(card.blocks);
            }
        }
    }
    let mut page = page.unwrap_or_default();
    for section in MenuSection::ALL {
        let what = Said::Act { act: menu(section), fields: BTreeMap::new() };
        let pressed = event(platform, id, what, app.clock.now());
        let Some(answer) = asked(app, &mut tx, &org, person, &pressed).await? else { continue };
        let buttons = app.answer_card(platform, answer, &reader).buttons;
        page.buttons.extend(buttons.into_iter().filter(arranges));
    }
    Ok(page)
}

/// Whether a button opens the form of something that is set or sent. What is asked is answered in the conversation, which
/// is not on this page.
fn arranges(button: &Button) -> bool {
    let Press::Form { act, .. } = &button.press else { return false };
    specs().iter().any(|spec| spec.name == act.command && !spec.intent.is_question())
}

/// The answer to a question. Nothing of it is kept.
pub(super) async fn asked(
    app: &App,
    tx: &mut Tx,
    org: &Arc<Org>,
    person: &Person,
    inbound: &Inbound,
) -> Result<Option<Answer>, StoreError> {
    let lexicon = app.lexicon(org);
    let mut round = Round::default();
    let mut context = Context {
        tx,
        round: &mut round,
        org,
        board: app.store.board(),
        lexicon: &lexicon,
        now: app.clock.now(),
        ids: app.ids.as_ref(),
        platforms: &app.platform_names,
        inbound,
        person,
        channel: None,
    };
    match steward_commands::handle(&mut context).await? {
        Outcome::Answer { answer, .. } => Ok(Some(answer)),
        Outcome::Silent => Ok(None),
    }
}

fn question(platform: &str, person: &str, text: &str, at: Timestamp) -> Inbound {
    event(platform, person, Said::Text { text: text.to_owned(), addressed: true }, at)
}

/// Something that the person themselves might have said or pressed, in their own conversation.
pub(super) fn event(platform: &str, person: &str, what: Said, at: Timestamp) -> Inbound {
    Inbound {
        platform: platform.to_owned(),
        event_id: String::new(),
        person: person.to_owned(),
        conversation: person.to_owned(),
        direct: true,
        thread: None,
        message: None,
        at,
        languages: Languages::default(),
        what,
    }
}
