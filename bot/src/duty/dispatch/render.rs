//! Rendering a claimed row: the alert as it is now, in the reader's language.

use steward_core::card::{Block, Card, Link};
use steward_core::message::{Message, Purpose};
use steward_core::org::Org;
use steward_core::outbox::{Outgoing, Reader};
use steward_core::person::Locale;
use steward_core::platform::Platform;
use steward_store::StoreError;
use steward_store::outbox::{Claimed, OVER};

use super::ahead::{Ahead, alert_of};
use crate::app::App;

/// A card, and the version of the alert that it shows.
pub(super) struct Rendered {
    pub card: Card,
    pub version: Option<u32>,
}

/// The card of a row; none when its alert or KPI is gone.
pub(super) fn card(
    app: &App,
    row: &Claimed,
    platform: &dyn Platform,
    ahead: &Ahead,
) -> Result<Option<Rendered>, StoreError> {
    let over = over(row);
    let (message, org) = (over.as_ref().unwrap_or(&row.outgoing.message), &ahead.org);
    let about = alert_of(message);
    let mut view = about.map(|id| ahead.view(app, id)).transpose()?.flatten();
    if let (Some(view), Message::AlertUpdate { event, .. }) = (&mut view, message) {
        // Whoever did something may stand nowhere else on the alert.
        view.names.extend(event.people().map(|person| (person.clone(), org.name_of(person).to_owned())));
    }
    if view.is_none() && matches!(message, Message::Alert { .. }) {
        return Ok(None);
    }
    let reader = &row.outgoing.reader;
    let write = |reader: &Reader| {
        let card = app.card(platform.name(), message, view.as_ref(), reader);
        let needs_link = about.is_some() && !platform.capabilities().can_press;
        Card { link: link(app, &reader.locale).filter(|_| needs_link), ..card }
    };
    let mut card = write(reader);
    if let Some(second) = second_reader(org, row) {
        card.second = Some(Box::new(write(&second)));
    }
    let mut card = if platform.capabilities().can_translate { card } else { card.in_one() };
    let identity = |person| org.people.get(person)?.identities.get(platform.name()).cloned();
    for mention in &mut card.mentions {
        mention.id = identity(&mention.person);
    }
    let mut card = if row.outgoing.plain { card.plain() } else { card };
    if row.is_labelled {
        let text = app.texts.phrase(&reader.locale, "possible-duplicate", &[]);
        card.blocks.push(Block::Context { text });
    }
    Ok(Some(Rendered { card, version: view.map(|view| view.alert.version) }))
}

/// What the card of an episode that is over says instead of how the alert stands.
fn over(row: &Claimed) -> Option<Message> {
    let alert = alert_of(&row.outgoing.message).filter(|_| row.desired_version == Some(OVER))?;
    Some(Message::Alert { alert, purpose: Purpose::Over })
}

/// Who reads the other language of a channel that has two.
fn second_reader(org: &Org, row: &Claimed) -> Option<Reader> {
    let Outgoing { to, reader, .. } = &row.outgoing;
    let locale = org.channel_on(&to.platform, &to.target)?.second_locale.clone()?;
    (!to.direct && locale != reader.locale).then(|| Reader { locale, ..reader.clone() })
}

/// Where to act upon an alert that is read where buttons do not work: the web chat, when people can reach it.
fn link(app: &App, locale: &Locale) -> Option<Link> {
    let address = app.config.server.base_url.clone().filter(|_| app.config.web.enabled)?;
    Some(Link { label: app.texts.phrase(locale, "act-in-web-chat", &[]), address })
}
