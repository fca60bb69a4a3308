//! Asking from outside any chat: understood and answered by the same commands as there, with the same rights.

use std::sync::Arc;

use anyhow::bail;
use jiff::Timestamp;
use steward_commands::meaning::{Filter, Intent, Understanding};
use steward_commands::{Context, Lexicon, Outcome, Scene, understand};
use steward_core::card::Card;
use steward_core::id::{ChannelKey, IdGen, PersonKey};
use steward_core::inbound::{Inbound, Languages, Said};
use steward_core::message::Message;
use steward_core::message::answer::{Answer, Refusal};
use steward_core::org::Org;
use steward_core::outbox::Reader;
use steward_core::person::{Channel, Locale, Person, Role};
use steward_core::time::{Clock, TimeOfDay, WorkingHours, Zone};
use steward_store::round::Round;
use steward_store::{Store, StoreError};
use steward_text::Texts;

/// What the audit trail calls the way a deed came in.
pub const PLATFORM: &str = "command line";

/// How often a text is taken again after a collision with the service.
const AGAIN: u32 = 2;

/// Where texts are taken: the store with what answering needs beside it.
pub struct Desk {
    store: Store,
    texts: Texts,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGen>,
    platforms: Vec<String>,
    guest: PersonKey,
    lexicon: Option<Arc<Lexicon>>,
}

/// Who asks, and where.
#[derive(Debug, Clone, Default)]
pub struct Asker {
    /// The person; without one nothing can be done, only asked.
    pub person: Option<PersonKey>,
    /// The channel whose language, zone and digest are meant.
    pub channel: Option<ChannelKey>,
}

/// What became of a text.
pub struct Asked {
    /// When it was taken.
    pub at: Timestamp,
    /// What was understood.
    pub understanding: Understanding,
    /// The answer; none to what was not meant for Steward.
    pub told: Option<Told>,
}

/// An answer as it is told.
pub struct Told {
    /// What it is made of.
    pub answer: Answer,
    /// Whether a chat would show it to the person alone.
    pub private: bool,
    /// It in the reader's language.
    pub card: Card,
}

impl Desk {
    /// A desk over an open store. What people are to be told is addressed to these platforms, best first.
    ///
    /// # Errors
    /// When the texts of this build cannot be read.
    pub fn over(
        store: Store,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdGen>,
        platforms: Vec<String>,
    ) -> anyhow::Result<Self> {
        let guest = PersonKey::parse("guest")?;
        Ok(Self { store, texts: Texts::load()?, clock, ids, platforms, guest, lexicon: None })
    }

    /// Finds who asks and where, each by key or by name.
    ///
    /// # Errors
    /// When nobody or nothing is called so; says who and what is known.
    pub async fn asker(&self, person: Option<&str>, channel: Option<&str>) -> anyhow::Result<Asker> {
        let org = self.store.org().await?;
        Ok(Asker {
            person: person.map(|name| find_person(&org, name)).transpose()?,
            channel: channel.map(|name| find_channel(&org, name)).transpose()?,
        })
    }

    /// Takes a text: what was understood, and the answer. What a person does with it is kept.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn take(&mut self, asker: &Asker, text: &str) -> anyhow::Result<Asked> {
        let mut again = 0;
        loop {
            match self.take_once(asker, text).await {
                Err(StoreError::Busy { .. } | StoreError::Conflict { .. }) if again < AGAIN => again += 1,
                outcome => return Ok(outcome?),
            }
        }
    }

    async fn take_once(&mut self, asker: &Asker, text: &str) -> Result<Asked, StoreError> {
        let org = self.store.org().await?;
        let lexicon = self.lexicon(&org);
        let at = self.clock.now();
        let channel = asker.channel.as_ref().and_then(|key| org.channels.get(key));
        let known = asker.person.as_ref().and_then(|key| org.people.get(key));
        let guest = guest(&self.guest, channel, text);
        let person = known.unwrap_or(&guest);
        let scene = Scene { now: at, person, platform: PLATFORM, channel, thread: None, addressed: true };
        let understanding = understand(text, &lexicon, &scene);
        let outcome = if known.is_none() && needs_person(&understanding) {
            Outcome::Answer { answer: Answer::Refused { why: Refusal::NeedsPerson }, private: true }
        } else {
            let inbound = self.inbound(person, channel, text, at);
            let mut tx = self.store.begin().await?;
            let outcome = steward_commands::handle(&mut Context {
                tx: &mut tx,
                round: &mut Round::default(),
                org: &org,
                board: self.store.board(),
                lexicon: &lexicon,
                now: at,
                ids: self.ids.as_ref(),
                platforms: &self.platforms,
                inbound: &inbound,
                person,
                channel,
            })
            .await?;
            // Nothing that nobody did is kept.
            if known.is_some() {
                tx.commit().await?;
            }
            outcome
        };
        let told = match outcome {
            Outcome::Silent => None,
            Outcome::Answer { answer, private } => Some(self.told(answer, private, person, channel, at)),
        };
        Ok(Asked { at, understanding, told })
    }

    fn lexicon(&mut self, org: &Arc<Org>) -> Arc<Lexicon> {
        match self.lexicon.as_ref().filter(|lexicon| Arc::ptr_eq(lexicon.org(), org)) {
            Some(lexicon) => Arc::clone(lexicon),
            None => Arc::clone(self.lexicon.insert(Arc::new(Lexicon::of(Arc::clone(org))))),
        }
    }

    fn inbound(&self, person: &Person, channel: Option<&Channel>, text: &str, at: Timestamp) -> Inbound {
        Inbound {
            platform: PLATFORM.to_owned(),
            event_id: self.ids.uuid().to_string(),
            person: person.key.to_string(),
            conversation: channel.map_or_else(|| person.key.to_string(), |channel| channel.key.to_string()),
            direct: channel.is_none(),
            thread: None,
            message: None,
            at,
            languages: Languages::default(),
            what: Said::Text { text: text.to_owned(), addressed: true },
        }
    }

    /// The answer in the person's language, or in the channel's where the whole channel would see it.
    fn told(
        &self,
        answer: Answer,
        private: bool,
        person: &Person,
        channel: Option<&Channel>,
        at: Timestamp,
    ) -> Told {
        let reader = match channel.filter(|_| !private) {
            Some(channel) => {
                Reader { locale: channel.locale.clone(), zone: channel.zone.clone(), person: None }
            }
            None => Reader {
                locale: person.locale.clone(),
                zone: person.zone.clone(),
                person: Some(person.key.clone()),
            },
        };
        let message = Message::Answer { answer: Box::new(answer.clone()) };
        let card = self.texts.render(&message, None, &reader, at);
        Told { answer, private, card }
    }
}

/// Whether a text means something that only a person can do or ask for.
fn needs_person(understanding: &Understanding) -> bool {
    let Understanding::Understood { meaning } = understanding else { return false };
    let is_theirs = meaning.all || meaning.filters.contains(&Filter::Mine);
    is_theirs || meaning.intent.is_some_and(|intent| intent == Intent::Mine || !intent.is_question())
}

/// Who asks when nobody is named: somebody who may look at everything and touch nothing.
fn guest(key: &PersonKey, channel: Option<&Channel>, text: &str) -> Person {
    let is_chinese = text.chars().any(|c| matches!(c, '\u{3400}'..='\u{9fff}'));
    let locale = if is_chinese { Locale::ZH_CN } else { Locale::EN_US };
    Person {
        key: key.clone(),
        name: PLATFORM.to_owned(),
        aliases: Vec::new(),
        locale: channel.map_or(locale, |channel| channel.locale.clone()),
        zone: channel.map_or_else(Zone::utc, |channel| channel.zone.clone()),
        working_hours: WorkingHours { from: TimeOfDay::MIDNIGHT, to: TimeOfDay::MIDNIGHT },
        calendar: String::new(),
        role: Role::Viewer,
        team: None,
        identities: std::collections::BTreeMap::new(),
        prefers: None,
        left: false,
    }
}

fn find_person(org: &Org, name: &str) -> anyhow::Result<PersonKey> {
    let is_called = |person: &&Person| {
        let names = [person.key.as_str(), person.name.as_str()];
        let mut names = names.into_iter().chain(person.aliases.iter().map(String::as_str));
        names.any(|own| own.eq_ignore_ascii_case(name))
    };
    let present = || org.people.values().filter(|person| !person.left);
    match present().filter(is_called).collect::<Vec<_>>().as_slice() {
        [only] => Ok(only.key.clone()),
        [] => bail!("there is no person `{name}`; known are {}", keys(present().map(|person| &person.key))),
        several => bail!(
            "`{name}` is the name of several people: name one by key, of {}",
            keys(several.iter().map(|person| &person.key))
        ),
    }
}

fn find_channel(org: &Org, name: &str) -> anyhow::Result<ChannelKey> {
    let plain = name.trim_start_matches('#');
    let is_called = |channel: &&Channel| {
        channel.key.as_str() == plain || channel.name.trim_start_matches('#').eq_ignore_ascii_case(plain)
    };
    match org.channels.values().filter(is_called).collect::<Vec<_>>().as_slice() {
        [only] => Ok(only.key.clone()),
        [] => bail!("there is no channel `{name}`; known are {}", keys(org.channels.keys())),
        several => bail!(
            "`{name}` is the name of several channels: name one by key, of {}",
            keys(several.iter().map(|channel| &channel.key))
        ),
    }
}

fn keys<T: std::fmt::Display>(keys: impl Iterator<Item = T>) -> String {
    let keys: Vec<String> = keys.map(|key| key.to_string()).collect();
    if keys.is_empty() { "none".to_owned() } else { keys.join(", ") }
}
