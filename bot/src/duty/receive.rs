//! Takes what people say and press: once per event, in one transaction, answered within a second. Events that come at the
//! same time share it.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use steward_commands::{Context, Outcome};
use steward_core::card::Card;
use steward_core::id::AlertId;
use steward_core::inbound::{Immediate, Inbound, NotKept, Receiver, Said};
use steward_core::message::Message;
use steward_core::message::answer::menu::BlankName;
use steward_core::message::answer::{Answer, Refusal};
use steward_core::org::Org;
use steward_core::outbox::Reader;
use steward_core::person::{Channel, Locale, Person};
use steward_core::time::Zone;
use steward_store::inbox::EventKey;
use steward_store::round::Round;
use steward_store::transition::Routing;
use steward_store::{StoreError, Tx, inbox, message_ref};

use crate::app::App;
use crate::strange;

/// How often an event is taken again after a collision.
const AGAIN: u32 = 2;

#[async_trait]
impl Receiver for App {
    async fn receive(&self, inbound: Inbound) -> Result<Immediate, NotKept> {
        let inbound = Arc::new(inbound);
        let taken = self.taking.ask(Arc::clone(&inbound), |events| take_all(self, events)).await;
        taken.map_err(|error| {
            tracing::warn!(%error, platform = inbound.platform, event = inbound.event_id, "an event was not kept");
            // Whoever the database knew when it last answered is told in their language.
            let org = self.store.last_org().unwrap_or_default();
            let person = org.person_on(&inbound.platform, &inbound.person);
            let answer = Answer::Refused { why: Refusal::TryAgain };
            let card = card(self, &inbound, answer, &reader(&org, &inbound, person, true));
            NotKept { card: Box::new(card) }
        })
    }
}

/// Takes events in one transaction; where one of them fails, each in its own.
async fn take_all(app: &App, events: Vec<Arc<Inbound>>) -> Vec<Result<Immediate, Arc<StoreError>>> {
    match take_patiently(app, &events).await {
        Ok(shown) => shown.into_iter().map(Ok).collect(),
        Err(error) if error.is_general() || events.len() == 1 => {
            let error = Arc::new(error);
            events.iter().map(|_| Err(Arc::clone(&error))).collect()
        }
        // One of them is at fault: the others must not suffer for it.
        Err(_) => {
            let mut all = Vec::with_capacity(events.len());
            for event in events {
                let shown = take_patiently(app, std::slice::from_ref(&event)).await;
                let shown = shown.map(|shown| shown.into_iter().next().unwrap_or(Immediate::Nothing));
                all.push(shown.map_err(Arc::new));
            }
            all
        }
    }
}

/// Takes events, again on a fresh transaction where somebody else was faster.
async fn take_patiently(app: &App, events: &[Arc<Inbound>]) -> Result<Vec<Immediate>, StoreError> {
    let mut again = 0;
    loop {
        match take_together(app, events).await {
            Err(StoreError::Busy { .. } | StoreError::Conflict { .. }) if again < AGAIN => again += 1,
            outcome => return outcome,
        }
    }
}

async fn take_together(app: &App, events: &[Arc<Inbound>]) -> Result<Vec<Immediate>, StoreError> {
    let org = app.store.org().await?;
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let keys: Vec<EventKey> = events.iter().map(|event| key(event)).collect();
    let mut replies = inbox::seen_all(&mut tx, &keys).await?;
    let acts = events.iter().zip(&keys).filter(|(_, key)| !replies.contains_key(key));
    let alerts: BTreeSet<AlertId> = acts.filter_map(|(event, _)| alert_of(event)).collect();
    let mut round = Round::of(&mut tx, &Vec::from_iter(alerts)).await?;
    let mut given = Vec::new();
    let mut shown = Vec::with_capacity(events.len());
    for (event, key) in events.iter().zip(keys) {
        if let Some(reply) = replies.get(&key) {
            shown.push(serde_json::from_str(reply).unwrap_or(Immediate::Nothing));
            continue;
        }
        let taken = take(app, &org, (&mut tx, &mut round), event, now).await?;
        let reply = serde_json::to_string(&taken).map_err(|error| StoreError::Corrupt {
            what: format!("an answer that cannot be written: {error}"),
        })?;
        given.push((key.clone(), reply.clone()));
        // It may have come twice within the round.
        replies.insert(key, reply);
        shown.push(taken);
    }
    let routing = Routing { org: &org, platforms: &app.platform_names, ids: app.ids.as_ref(), now };
    round.write(&mut tx, &routing).await?;
    inbox::put_all(&mut tx, &given, now).await?;
    tx.commit().await?;
    Ok(shown)
}

fn key(event: &Inbound) -> EventKey {
    (event.platform.clone(), event.event_id.clone())
}

/// The alert of a button.
fn alert_of(event: &Inbound) -> Option<AlertId> {
    match &event.what {
        Said::Act { act, .. } => act.alert,
        Said::Text { .. } => None,
    }
}

async fn take(
    app: &App,
    org: &Arc<Org>,
    (tx, round): (&mut Tx, &mut Round),
    inbound: &Inbound,
    now: Timestamp,
) -> Result<Immediate, StoreError> {
    let lexicon = app.lexicon(org);
    let person = org.person_on(&inbound.platform, &inbound.person);
    let outcome = match person {
        None if !is_for_steward(tx, inbound).await? => Outcome::Silent,
        None => Outcome::Answer { answer: steward_commands::not_linked(inbound), private: true },
        Some(person) => {
            let mut cx = Context {
                tx,
                round,
                org,
                board: app.store.board(),
                lexicon: &lexicon,
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
    let outcome = match outcome {
        Outcome::Answer { answer: Answer::Refused { .. }, .. }
            if strange::is_acted_on(tx, inbound).await? =>
        {
            strange::note(app, tx, org, &inbound.platform).await?;
            Outcome::Answer { answer: Answer::Refused { why: Refusal::StrangeCard }, private: true }
        }
        outcome => outcome,
    };
    Ok(match outcome {
        Outcome::Silent => Immediate::Nothing,
        Outcome::Answer { answer, private } => {
            shown(app, inbound, (answer, private), &reader(org, inbound, person, private))
        }
    })
}

/// Whether somebody who is not known means Steward: by addressing it, by a button, or on one of its cards or below it.
/// What strangers say to each other is left alone.
async fn is_for_steward(tx: &mut Tx, inbound: &Inbound) -> Result<bool, StoreError> {
    let Said::Text { addressed: false, .. } = &inbound.what else { return Ok(true) };
    for message in [&inbound.thread, &inbound.message].into_iter().flatten() {
        let (platform, place) = (&inbound.platform, &inbound.conversation);
        if message_ref::of_message(tx, platform, place, message).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A private answer is in the person's language, a public one in the channel's. The standing data come before what the
/// platform knows; a direct conversation has no other reader than the person.
fn reader(org: &Org, inbound: &Inbound, person: Option<&Person>, private: bool) -> Reader {
    let channel = org.channel_on(&inbound.platform, &inbound.conversation);
    let Some(person) = person else { return strange_reader(inbound, channel, private) };
    let own =
        Reader { locale: person.locale.clone(), zone: person.zone.clone(), person: Some(person.key.clone()) };
    if private || inbound.direct {
        return own;
    }
    match (channel, &inbound.languages.conversation) {
        (Some(channel), _) => channel_reader(channel),
        (None, Some(locale)) => Reader { locale: locale.clone(), person: None, ..own },
        (None, None) => own,
    }
}

/// Somebody of whom only the platform knows something.
fn strange_reader(inbound: &Inbound, channel: Option<&Channel>, private: bool) -> Reader {
    let of_channel = channel.map(channel_reader);
    let own = inbound.languages.person.clone().filter(|_| private);
    let locale = own
        .or_else(|| of_channel.as_ref().map(|reader| reader.locale.clone()))
        .or_else(|| inbound.languages.conversation.clone())
        .unwrap_or(Locale::EN_US);
    Reader { locale, zone: of_channel.map_or_else(Zone::utc, |reader| reader.zone), person: None }
}

fn channel_reader(channel: &Channel) -> Reader {
    Reader { locale: channel.locale.clone(), zone: channel.zone.clone(), person: None }
}

fn shown(app: &App, inbound: &Inbound, (answer, private): (Answer, bool), reader: &Reader) -> Immediate {
    let refusal = if let Answer::Refused { why } = &answer { Some(why) } else { None };
    let (refused, field) = (refusal.is_some(), refusal.and_then(|why| field(inbound, why)));
    let card = Box::new(card(app, inbound, answer, reader));
    if private { Immediate::Private { card, refused, field } } else { Immediate::Public { card } }
}

/// The field to be corrected in the form that was sent.
fn field(inbound: &Inbound, why: &Refusal) -> Option<String> {
    let name = match &inbound.what {
        Said::Act { act, .. } if act.alert.is_some() => why.field(),
        Said::Act { .. } => why.blank().map(BlankName::name),
        Said::Text { .. } => None,
    };
    name.map(str::to_owned)
}

fn card(app: &App, inbound: &Inbound, answer: Answer, reader: &Reader) -> Card {
    app.card(&inbound.platform, &Message::Answer { answer: Box::new(answer) }, None, reader)
}

#[cfg(test)]
mod tests {
    use steward_core::inbound::Languages;
    use steward_core::org::file;

    use super::*;

    const TEAM: &str = r#"
        name = "Acme"
        [[channel]]
        key = "ops"
        name = "ops"
        platform = "web"
        target = "c-ops"
        locale = "en-US"
        zone = "America/Los_Angeles"
        [[person]]
        key = "mei"
        name = "Mei"
        locale = "zh-CN"
        zone = "Asia/Shanghai"
        calendar = "cn"
        role = "admin"
        identities = { web = "mei" }
    "#;

    const NONE: Languages = Languages { person: None, conversation: None };

    fn locale(person: &str, conversation: &str, private: bool, languages: Languages) -> String {
        let org = file::read(TEAM, "team.toml").unwrap();
        let inbound = Inbound {
            platform: "web".to_owned(),
            event_id: "1".to_owned(),
            person: person.to_owned(),
            conversation: conversation.to_owned(),
            direct: conversation.starts_with('d'),
            thread: None,
            message: None,
            at: Timestamp::UNIX_EPOCH,
            languages,
            what: Said::Text { text: "list".to_owned(), addressed: true },
        };
        reader(&org, &inbound, org.person_on("web", person), private).locale.to_string()
    }

    #[test]
    fn everybody_s_answer_is_in_the_language_of_the_channel() {
        assert_eq!(locale("mei", "c-ops", false, NONE), "en-US");
        assert_eq!(locale("mei", "c-ops", true, NONE), "zh-CN");
        assert_eq!(locale("mei", "d-mei", false, NONE), "zh-CN");
        assert_eq!(locale("mei", "c-unlisted", false, NONE), "zh-CN");
    }

    #[test]
    fn what_the_platform_knows_counts_where_the_standing_data_say_nothing() {
        let known = |person: Locale, conversation: Locale| Languages {
            person: Some(person),
            conversation: Some(conversation),
        };
        let english = || known(Locale::ZH_CN, Locale::EN_US);
        assert_eq!(locale("mei", "c-unlisted", false, english()), "en-US", "the language of its server");
        assert_eq!(locale("mei", "c-unlisted", true, english()), "zh-CN");
        assert_eq!(locale("mei", "d-mei", false, english()), "zh-CN");
        let chinese = || known(Locale::EN_US, Locale::ZH_CN);
        assert_eq!(locale("mei", "c-ops", false, chinese()), "en-US", "the channel has one of its own");
        assert_eq!(locale("mei", "c-ops", true, chinese()), "zh-CN", "and so has she");
    }

    #[test]
    fn a_stranger_is_answered_in_their_own_language() {
        let known = |person: Option<Locale>| Languages { person, conversation: Some(Locale::ZH_CN) };
        assert_eq!(locale("guest", "c-ops", true, known(Some(Locale::ZH_CN))), "zh-CN");
        assert_eq!(locale("guest", "c-ops", true, known(None)), "en-US", "that of the channel");
        assert_eq!(locale("guest", "c-unlisted", true, known(None)), "zh-CN", "that of the server");
        assert_eq!(locale("guest", "c-unlisted", true, NONE), "en-US");
    }
}
