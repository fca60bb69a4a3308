//! Where everything that comes from Feishu is dealt with: hands it to the service, and shows what the service says.

mod ask;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use steward_core::card::{Act, Card};
use steward_core::host::{Account, Acquaintance, Host};
use steward_core::inbound::{Immediate, Inbound, Languages, NotKept, Said};
use steward_core::time::Clock;
use tokio::sync::oneshot;

use super::inbound::{Arrival, Place, What, is_press, read};
use super::press::Pressed;
use super::ration::Ration;
use super::reply::{Reply, is_said_by_toast, toast};
use super::tenant::Tenant;
use super::words::{Word, Words};
use crate::answered::Answered;
use crate::link;
use crate::taken::{Taken, Tell};

/// The desk of an organisation.
pub struct Desk {
    tenant: Arc<Tenant>,
    host: Arc<dyn Host>,
    words: Arc<dyn Words>,
    clock: Arc<dyn Clock>,
    answered: Answered,
    lookups: Ration,
}

/// Most cards that are looked up in a day because somebody answered below them without a word to Steward: in a busy group
/// people answer each other all day, and a month has few calls.
const LOOKUPS_A_DAY: u32 = 20;

impl Desk {
    /// A desk for this organisation.
    pub fn new(tenant: Arc<Tenant>, host: Arc<dyn Host>, clock: Arc<dyn Clock>) -> Arc<Self> {
        let words = Arc::clone(&tenant.words);
        Arc::new(Self {
            tenant,
            host,
            words,
            clock,
            answered: Answered::default(),
            lookups: Ration::of(LOOKUPS_A_DAY),
        })
    }

    /// The organisation.
    pub fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    /// Takes note of what somebody has to put right before there is a long connection.
    pub(super) fn note_connection(&self, trouble: Option<&str>) {
        self.host.note_connection(self.tenant.name(), trouble);
    }

    /// Deals with an event, and gives what a person who pressed something is to be shown: as soon as it is kept, and in any
    /// case within Feishu's deadline. What takes longer goes on and is shown afterwards. Feishu sends events again, and
    /// taps only once.
    pub async fn take(self: &Arc<Self>, event: Value) -> Taken {
        let is_press = is_press(&event);
        let (tell, told) = oneshot::channel();
        let desk = Arc::clone(self);
        tokio::spawn(async move { desk.deal(&event, tell).await });
        let taken = Taken::of(told).await;
        if is_press { taken.of_once() } else { taken }
    }

    async fn deal(&self, event: &Value, tell: Tell) {
        let bot = match self.tenant.identity().await {
            Ok(me) => me.bot.clone(),
            Err(error) => {
                tracing::warn!(platform = self.tenant.name(), %error, "cannot ask who we are");
                String::new()
            }
        };
        let mut arrival = read(event, &bot);
        if matches!(arrival.what, What::Said { .. } | What::Pressed { .. }) {
            self.locate(&mut arrival.place).await;
        }
        let reply = Reply {
            tenant: &self.tenant,
            host: self.host.as_ref(),
            words: self.words.as_ref(),
            place: &arrival.place,
            event: &arrival.id,
        };
        match &arrival.what {
            What::Nothing(why) => tracing::debug!(event = arrival.id, why, "left alone"),
            What::News(news) => {
                if !self.host.hear(self.tenant.name(), news.clone()).await {
                    return;
                }
            }
            What::Added => {
                let _ = tell.send(None);
                return self.introduce(&reply).await;
            }
            What::Said { text, addressed } => {
                if let Some(card) = self.strange(&arrival.place, *addressed).await {
                    let _ = tell.send(None);
                    if self.answered.is_first(&arrival.id) {
                        reply.show(&Immediate::Private { card, refused: true, field: None }).await;
                    }
                    return;
                }
                // A code is a secret: in a group it would be everybody's.
                let code = link::code(text).filter(|_| arrival.place.direct == Some(true));
                let is_linked = match &code {
                    Some(code) => self.claim(&reply, code).await,
                    None => *addressed && link::is_asked(text) && self.link(&reply).await,
                };
                if is_linked {
                    let _ = tell.send(None);
                    return;
                }
                let what = Said::Text { text: text.clone(), addressed: *addressed };
                let shown = match self.received(&arrival, what, *addressed).await {
                    Ok(shown) => shown,
                    Err(NotKept { .. }) if !addressed => return,
                    Err(not_kept) => not_kept.into(),
                };
                let _ = tell.send(None);
                if self.answered.is_first(&arrival.id) {
                    reply.show(&shown).await;
                }
                return;
            }
            What::Pressed { pressed, fields } => {
                return self.pressed(&reply, &arrival, (pressed, fields), tell).await;
            }
        }
        let _ = tell.send(None);
    }

    async fn pressed(
        &self,
        reply: &Reply<'_>,
        arrival: &Arrival,
        (pressed, fields): (&Pressed, &BTreeMap<String, String>),
        tell: Tell,
    ) {
        let what = match pressed {
            Pressed::Act { act } => acted(act, BTreeMap::new()),
            Pressed::Say { text } => Said::Text { text: text.clone(), addressed: true },
            Pressed::Ask { act, answer_to } => {
                self.meet(&arrival.place.user).await;
                return self.ask(reply, act, answer_to.as_deref(), tell).await;
            }
            Pressed::Fill { act, answer_to } => {
                let shown = self.received(arrival, acted(act, fields.clone()), true).await;
                let shown = shown.unwrap_or_else(Immediate::from);
                return self.filled(reply, (act, answer_to.as_deref()), fields, &shown, tell).await;
            }
        };
        let shown = self.received(arrival, what, true).await.unwrap_or_else(Immediate::from);
        let is_told = tell.send(Some(toast(&shown))).is_ok();
        if (!is_told || !is_said_by_toast(&shown)) && self.answered.is_first(&arrival.id) {
            reply.show(&shown).await;
        }
    }

    /// Finds out where something happened, as far as Feishu did not tell.
    async fn locate(&self, place: &mut Place) {
        if let (None, None, Some(message)) = (place.direct, &place.chat, &place.message) {
            match self.tenant.look(message).await {
                Ok(seen) => place.chat = seen.chat,
                Err(error) => {
                    tracing::warn!(message, %error, "the conversation of a message cannot be asked");
                }
            }
        }
        if place.direct.is_none() {
            place.direct = Some(match &place.chat {
                Some(chat) => self.tenant.is_direct(chat).await,
                None => true,
            });
        }
    }

    /// What to tell somebody who answered or reacted to the card of another service on the same app. Feishu gives each event to
    /// any one of them.
    async fn strange(&self, place: &Place, addressed: bool) -> Option<Box<Card>> {
        // What is said neither to Steward nor below a message is a reaction to one.
        let reacted_to = place.message.as_ref().filter(|_| !addressed);
        let card = place.root.as_ref().or(reacted_to)?;
        let is_free = addressed || self.tenant.has_seen(card);
        if !is_free && !self.lookups.take(self.clock.now()) {
            return None;
        }
        let alert = self.tenant.look(card).await.ok()?.alert?;
        self.host.disown(self.tenant.name(), &place.user, alert).await
    }

    async fn received(&self, arrival: &Arrival, what: Said, waits: bool) -> Result<Immediate, NotKept> {
        let place = &arrival.place;
        if waits {
            self.meet(&place.user).await;
        }
        // As addresses name them: a group by its id, a person's own conversation by the person's.
        let direct = place.direct != Some(false);
        let own = || place.user.clone();
        let conversation = if direct { own() } else { place.chat.clone().unwrap_or_else(own) };
        let inbound = Inbound {
            platform: self.tenant.name().to_owned(),
            event_id: arrival.id.clone(),
            person: place.user.clone(),
            conversation,
            direct,
            thread: place.root.clone(),
            message: place.message.clone(),
            at: arrival.at.unwrap_or_else(|| self.clock.now()),
            languages: Languages::default(),
            what,
        };
        self.host.receive(inbound).await
    }

    /// Ties an account that nobody has yet to the person with its address.
    async fn meet(&self, user: &str) -> Acquaintance {
        if user.is_empty() || self.host.knows(self.tenant.name(), user).await {
            return Acquaintance::Stranger;
        }
        match self.tenant.account(user).await {
            Ok(account) => self.host.meet(account).await,
            Err(error) => {
                tracing::warn!(platform = self.tenant.name(), user, %error, "an account cannot be looked up");
                Acquaintance::Stranger
            }
        }
    }

    /// Ties an account to whoever was given the code, however little the app may read of accounts; true in any case.
    async fn claim(&self, reply: &Reply<'_>, code: &str) -> bool {
        let account = Account::bare(self.tenant.name(), &reply.place.user);
        match self.host.claim(account, code).await {
            Acquaintance::Stranger => reply.tell(Word::WrongCode).await,
            Acquaintance::Known { name } | Acquaintance::Linked { name } => {
                reply.tell(Word::LinkedTo { name: &name }).await;
            }
        }
        true
    }

    /// Answers a person who wants to be linked; false for a stranger, who is told as on any other occasion.
    async fn link(&self, reply: &Reply<'_>) -> bool {
        let Ok(account) = self.tenant.account(&reply.place.user).await else { return false };
        match self.host.meet(account).await {
            Acquaintance::Stranger => false,
            Acquaintance::Known { name } | Acquaintance::Linked { name } => {
                reply.tell(Word::LinkedTo { name: &name }).await;
                true
            }
        }
    }

    /// Tells whoever added Steward to a group how the group is named in the standing data: Feishu shows its id nowhere.
    async fn introduce(&self, reply: &Reply<'_>) {
        let Some(chat) = reply.place.chat.clone() else { return };
        if !reply.place.user.is_empty() {
            reply.tell(Word::Added { chat: &chat }).await;
        }
    }
}

fn acted(act: &Act, fields: BTreeMap<String, String>) -> Said {
    Said::Act { act: act.clone(), fields }
}
