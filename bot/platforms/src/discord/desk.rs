//! Where everything that comes from Discord is dealt with: hands it to the service, and shows what the service says.

mod happened;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use steward_core::host::{Account, Acquaintance, Host};
use steward_core::inbound::{Immediate, Inbound, Languages, NotKept, Said};
use steward_core::person::Locale;
use steward_core::time::Clock;
use tokio::sync::{oneshot, watch};
use tokio::time::timeout;

use super::NAME;
use super::bot::Bot;
use super::inbound::{self, Arrival, What};
use super::limits::{CHOICES, OPTION_CHARACTERS, length};
use super::reply::{Fate, First, Reply, choices};
use super::words::Word;
use crate::answered::Answered;
use crate::link;
use crate::pause::pause;
use crate::press::Pressed;
use crate::taken::Tell;
use crate::typed::with_typed;

/// By when an interaction has its first answer. Discord waits three seconds; the third is for the way.
const ANSWER_WITHIN: Duration = Duration::from_secs(2);

/// How long to wait each time before something that was said is given to the service once more: a minute in all, in which a
/// database starts again.
const KEPT_AFTER: [Duration; 6] = [
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
    Duration::from_secs(15),
    Duration::from_secs(30),
];

/// The first answer to an interaction, on its way to Discord.
pub struct FirstAnswer {
    body: Value,
    fate: watch::Sender<Option<Fate>>,
}

impl FirstAnswer {
    /// The answer, for a door by which it surely gets there.
    pub fn given(self) -> Value {
        self.fate.send_replace(Some(Fate::Taken));
        self.body
    }

    /// What is to be said.
    pub(super) fn body(&self) -> &Value {
        &self.body
    }

    /// Lets whatever follows it go on.
    pub(super) fn told(self, fate: Fate) {
        self.fate.send_replace(Some(fate));
    }
}

/// The desk.
pub struct Desk {
    bot: Arc<Bot>,
    host: Arc<dyn Host>,
    clock: Arc<dyn Clock>,
    answered: Answered,
}

impl Desk {
    /// The desk of a bot.
    pub fn new(bot: Arc<Bot>, host: Arc<dyn Host>, clock: Arc<dyn Clock>) -> Arc<Self> {
        Arc::new(Self { bot, host, clock, answered: Answered::default() })
    }

    pub(super) fn bot(&self) -> &Arc<Bot> {
        &self.bot
    }

    /// Says how the gateway is.
    pub(super) fn note_connection(&self, trouble: Option<&str>) {
        self.host.note_connection(NAME, trouble);
    }

    /// Deals with an interaction, and gives its first answer within Discord's deadline. What takes longer goes on and is
    /// shown in its place.
    pub async fn interact(self: &Arc<Self>, event: Value) -> FirstAnswer {
        let (fate, told) = watch::channel(None);
        FirstAnswer { body: self.first_answer(event, told).await, fate }
    }

    async fn first_answer(self: &Arc<Self>, event: Value, fate: watch::Receiver<Option<Fate>>) -> Value {
        let (tell, mut told) = oneshot::channel();
        let arrival = inbound::interaction(&event);
        let late = late(&arrival.what);
        let desk = Arc::clone(self);
        tokio::spawn(async move { desk.deal(arrival, late, fate, tell).await });
        let answer = if let Ok(told) = timeout(ANSWER_WITHIN, &mut told).await {
            told.ok().flatten()
        } else {
            // What was told this very moment counts; from here on nothing is.
            told.close();
            let Ok(answer) = told.try_recv() else { return late.body() };
            answer
        };
        answer.unwrap_or_else(|| First::Nothing.body())
    }

    async fn deal(&self, arrival: Arrival, late: First, fate: watch::Receiver<Option<Fate>>, tell: Tell) {
        let (bot, host, place) = (&self.bot, self.host.as_ref(), &arrival.place);
        let (event, at) = (arrival.id.as_str(), arrival.at);
        let reply = Reply { bot, host, place, event, at, fate: Some(fate), late };
        match &arrival.what {
            What::Ping => {
                let _ = tell.send(Some(serde_json::json!({ "type": 1 })));
            }
            What::Nothing(why) => {
                tracing::debug!(event = arrival.id, why, "left alone");
                reply.show(&Immediate::Nothing, None, Some(tell)).await;
            }
            What::Typing { typed, before } => {
                let _ = tell.send(Some(self.completions(&arrival, typed, before).await));
            }
            What::Said { text, .. } => self.said(&arrival, &reply, text, true, Some(tell)).await,
            What::Pressed { pressed: Pressed::Ask(act), answer_to } => {
                reply.ask(act, answer_to.as_deref(), tell).await;
            }
            What::Pressed { pressed: Pressed::Say(text), .. } => {
                self.said(&arrival, &reply, text, true, Some(tell)).await;
            }
            What::Pressed { pressed: Pressed::Act(act), .. } => {
                let what = Said::Act { act: act.clone(), fields: BTreeMap::new() };
                let shown = self.received(&arrival, what).await.unwrap_or_else(Immediate::from);
                reply.show(&shown, Some(&arrival.id), Some(tell)).await;
            }
            What::Submitted { act, fields, written } => {
                let what = Said::Act { act: act.clone(), fields: fields.clone() };
                let shown = self.received(&arrival, what).await;
                let shown = self.with_written(shown, written, &reply).await;
                reply.show(&shown, Some(&arrival.id), Some(tell)).await;
            }
        }
    }

    /// Deals with a text.
    async fn said(
        &self,
        arrival: &Arrival,
        reply: &Reply<'_>,
        text: &str,
        addressed: bool,
        tell: Option<Tell>,
    ) {
        let code = link::code(text).filter(|_| addressed);
        if code.is_some() || (addressed && link::is_asked(text)) {
            return self.link(reply, code.as_deref(), tell).await;
        }
        let what = Said::Text { text: text.to_owned(), addressed };
        let received = match tell {
            Some(_) => self.received(arrival, what).await,
            // Nobody waits for seconds to be over, and Discord does not tell it again.
            None => self.received_at_last(arrival, what).await,
        };
        let shown = match received {
            Ok(shown) => shown,
            // Nobody waits for an answer to what was said to others.
            Err(_) if !addressed => Immediate::Nothing,
            Err(not_kept) => not_kept.into(),
        };
        if self.answered.is_first(&arrival.id) {
            reply.show(&shown, Some(&arrival.id), tell).await;
        }
    }

    /// As [`Desk::received`], again and again where it is not kept.
    async fn received_at_last(&self, arrival: &Arrival, what: Said) -> Result<Immediate, NotKept> {
        for wait in KEPT_AFTER {
            match self.received(arrival, what.clone()).await {
                Err(_) => pause(wait).await,
                kept => return kept,
            }
        }
        self.received(arrival, what).await
    }

    async fn received(&self, arrival: &Arrival, what: Said) -> Result<Immediate, NotKept> {
        let place = &arrival.place;
        // As addresses name them: a channel by its id, a person's own conversation by the person's.
        let own = || place.user.clone();
        let conversation = if place.direct { own() } else { place.channel.clone().unwrap_or_else(own) };
        let inbound = Inbound {
            platform: NAME.to_owned(),
            event_id: arrival.id.clone(),
            person: place.user.clone(),
            conversation,
            direct: place.direct || place.channel.is_none(),
            thread: place.thread.clone(),
            message: place.message.clone(),
            at: arrival.at.unwrap_or_else(|| self.clock.now()),
            languages: Languages {
                person: place.locale.as_deref().map(Locale::best_for),
                conversation: place.server_locale.as_deref().map(Locale::best_for),
            },
            what,
        };
        self.host.receive(inbound).await
    }

    /// A modal is gone once it is sent, so what was written and not kept stands below the refusal.
    async fn with_written(
        &self,
        shown: Result<Immediate, NotKept>,
        written: &[String],
        reply: &Reply<'_>,
    ) -> Immediate {
        let shown = shown.unwrap_or_else(Immediate::from);
        let Immediate::Private { card, refused: true, field } = shown else { return shown };
        let locale = reply.locale().await;
        let by = self.bot.words.say(&locale, Word::Typed);
        Immediate::Private { card: Box::new(with_typed(&card, written, by)), refused: true, field }
    }

    /// Ties an account to whoever was given the code.
    async fn link(&self, reply: &Reply<'_>, code: Option<&str>, tell: Option<Tell>) {
        let bare = Account::bare(NAME, &reply.place.user);
        let account = Account { locale: reply.place.locale.clone(), ..bare };
        let met = match code {
            Some(code) => self.host.claim(account, code).await,
            None => self.host.meet(account).await,
        };
        match met {
            Acquaintance::Known { name } | Acquaintance::Linked { name } => {
                reply.tell(Word::LinkedTo { name: &name }, None, tell).await;
            }
            Acquaintance::Stranger => reply.tell(Word::WrongCode, Some(Word::WrongCodeNext), tell).await,
        }
    }

    /// What may come of what is typed, as far as it goes into the option that is being filled in.
    async fn completions(&self, arrival: &Arrival, typed: &str, before: &str) -> Value {
        let found = self.host.complete(NAME, &arrival.place.user, typed).await;
        let fitting: Vec<String> = found
            .iter()
            .filter_map(|text| text.strip_prefix(before))
            .filter(|text| !text.is_empty() && length(text) <= OPTION_CHARACTERS)
            .take(CHOICES)
            .map(str::to_owned)
            .collect();
        choices(&fitting)
    }
}

/// What is answered where an answer takes too long.
fn late(what: &What) -> First {
    match what {
        What::Said { .. } | What::Submitted { .. } => First::Later,
        What::Typing { .. } => First::NoChoices,
        What::Pressed { .. } | What::Ping | What::Nothing(_) => First::Nothing,
    }
}
