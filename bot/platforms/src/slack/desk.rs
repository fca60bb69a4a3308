//! Where everything that comes from Slack is dealt with: hands it to the service, and shows what the service says.

mod form;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use steward_core::card::Card;
use steward_core::host::{Acquaintance, Host};
use steward_core::inbound::{Immediate, Inbound, Languages, NotKept, Said};
use steward_core::platform::PlatformError;
use steward_core::time::Clock;
use tokio::sync::oneshot;

use super::inbound::{Arrival, Kind, Place, What, read, team};
use super::reply::Reply;
use super::words::{Word, Words};
use super::workspace::Workspace;
use crate::answered::Answered;
use crate::link;
use crate::press::Pressed;
use crate::taken::{Taken, Tell};

/// The desk.
pub struct Desk {
    workspaces: Vec<Arc<Workspace>>,
    host: Arc<dyn Host>,
    words: Arc<dyn Words>,
    clock: Arc<dyn Clock>,
    answered: Answered,
}

impl Desk {
    /// A desk for these workspaces.
    pub fn new(
        workspaces: Vec<Arc<Workspace>>,
        host: Arc<dyn Host>,
        words: Arc<dyn Words>,
        clock: Arc<dyn Clock>,
    ) -> Arc<Self> {
        Arc::new(Self { workspaces, host, words, clock, answered: Answered::default() })
    }

    /// Takes note of what somebody has to put right before a workspace can be heard.
    pub(super) fn note_connection(&self, workspace: &str, trouble: Option<&str>) {
        self.host.note_connection(workspace, trouble);
    }

    /// Deals with something that came, and gives what Slack is to be answered at once: as soon as it is kept, and in any
    /// case within Slack's deadline. What takes longer goes on and is shown afterwards. Slack sends events again, and
    /// nothing else.
    pub async fn take(self: &Arc<Self>, kind: Kind, payload: Value) -> Taken {
        let (tell, told) = oneshot::channel();
        let desk = Arc::clone(self);
        tokio::spawn(async move { desk.deal(kind, &payload, tell).await });
        let taken = Taken::of(told).await;
        if kind == Kind::Event { taken } else { taken.of_once() }
    }

    async fn deal(&self, kind: Kind, payload: &Value, tell: Tell) {
        let workspace = match self.workspace(team(payload).unwrap_or_default()).await {
            Ok(Some(workspace)) => workspace,
            Ok(None) => {
                let _ = tell.send(None);
                return self.send_away(kind, payload).await;
            }
            Err(error) => return tracing::warn!(%error, "cannot ask who we are"),
        };
        let bot = workspace.identity().await.map(|me| me.user.clone()).unwrap_or_default();
        let arrival = read(kind, payload, &bot);
        let reply =
            Reply { workspace, host: self.host.as_ref(), words: self.words.as_ref(), place: &arrival.place };
        match &arrival.what {
            What::Nothing(why) => tracing::debug!(event = arrival.id, why, "left alone"),
            What::News(news) => {
                if !self.host.hear(workspace.name(), news.clone()).await {
                    return;
                }
            }
            What::HomeOpened => {
                let _ = tell.send(None);
                return reply.home().await;
            }
            What::Said { text, addressed, command } => {
                if *addressed && link::is_asked(text) && self.link(&reply).await {
                    let _ = tell.send(None);
                    return;
                }
                let what = Said::Text { text: text.clone(), addressed: *addressed };
                let shown = match self.received(workspace, &arrival, what, *addressed).await {
                    Ok(shown) => shown,
                    Err(NotKept { .. }) if !addressed => return,
                    Err(not_kept) => not_kept.into(),
                };
                let _ = tell.send(None);
                if self.answered.is_first(&arrival.id) {
                    reply.show(&shown, Some(&arrival.id), *command).await;
                }
                return;
            }
            What::Pressed { pressed, answer_to } => {
                let what = match pressed {
                    Pressed::Act(act) => Said::Act { act: act.clone(), fields: BTreeMap::new() },
                    Pressed::Say(text) => Said::Text { text: text.clone(), addressed: true },
                    Pressed::Ask(act) => {
                        let _ = tell.send(None);
                        self.meet(workspace, &arrival.place.user).await;
                        return reply.ask(act, answer_to.as_deref()).await;
                    }
                };
                let shown = self.received(workspace, &arrival, what, true).await;
                let shown = shown.unwrap_or_else(Immediate::from);
                let _ = tell.send(None);
                if self.answered.is_first(&arrival.id) {
                    reply.show_done(&shown, &arrival.id).await;
                }
                return;
            }
            What::Submitted { seal, view } => {
                return self.submitted(&reply, &arrival, (seal, view), tell).await;
            }
        }
        let _ = tell.send(None);
    }

    /// The workspace of that id, if it is one of ours; an error where one that cannot be asked now might be it.
    async fn workspace(&self, team: &str) -> Result<Option<&Arc<Workspace>>, PlatformError> {
        let mut none = Ok(None);
        for workspace in &self.workspaces {
            match workspace.identity().await {
                Ok(me) if me.team == team => return Ok(Some(workspace)),
                Ok(_) => {}
                Err(error) => none = Err(error),
            }
        }
        none
    }

    async fn received(
        &self,
        workspace: &Workspace,
        arrival: &Arrival,
        what: Said,
        waits: bool,
    ) -> Result<Immediate, NotKept> {
        let place = &arrival.place;
        if waits {
            self.meet(workspace, &place.user).await;
        }
        // As addresses name them: a channel by its id, a person's own conversation by the person's.
        let own = || place.user.clone();
        let conversation = if place.direct { own() } else { place.channel.clone().unwrap_or_else(own) };
        let inbound = Inbound {
            platform: workspace.name().to_owned(),
            event_id: arrival.id.clone(),
            person: place.user.clone(),
            conversation,
            direct: place.direct || place.channel.is_none(),
            thread: place.thread.clone(),
            message: place.message.clone(),
            at: arrival.at.unwrap_or_else(|| self.clock.now()),
            languages: Languages::default(),
            what,
        };
        self.host.receive(inbound).await
    }

    /// Ties an account that nobody has yet to the person with its address.
    async fn meet(&self, workspace: &Workspace, user: &str) -> Acquaintance {
        if user.is_empty() || self.host.knows(workspace.name(), user).await {
            return Acquaintance::Stranger;
        }
        match workspace.account(user).await {
            Ok(account) => self.host.meet(account).await,
            Err(error) => {
                tracing::warn!(workspace = workspace.name(), user, %error, "an account cannot be looked up");
                Acquaintance::Stranger
            }
        }
    }

    /// Answers a person who wants to be linked; false for a stranger, who is told as on any other occasion.
    async fn link(&self, reply: &Reply<'_>) -> bool {
        let user = &reply.place.user;
        let Ok(account) = reply.workspace.account(user).await else { return false };
        match self.host.meet(account).await {
            Acquaintance::Stranger => false,
            Acquaintance::Known { name } | Acquaintance::Linked { name } => {
                reply.tell(Word::LinkedTo { name: &name }).await;
                true
            }
        }
    }

    /// Something from a workspace that is none of ours.
    async fn send_away(&self, kind: Kind, payload: &Value) {
        let arrival = read(kind, payload, "");
        tracing::warn!(team = arrival.team, event = arrival.id, "from a workspace that is not configured");
        let (Some(url), Some(any)) = (&arrival.place.response_url, self.workspaces.first()) else { return };
        let locale = self.host.locale(any.name(), "").await;
        let text = self.words.say(&locale, Word::StrangeWorkspace);
        let body =
            serde_json::json!({ "response_type": "ephemeral", "replace_original": false, "text": text });
        if let Err(error) = any.api.respond(url, &body).await {
            tracing::warn!(%error, "a person of another workspace was not answered");
        }
    }
}

/// What a card says, in one paragraph.
fn sentence(card: &Card) -> String {
    let texts = card.blocks.iter().filter_map(|block| match block {
        steward_core::card::Block::Text { text } | steward_core::card::Block::Lead { text } => {
            Some(text.as_str())
        }
        _ => None,
    });
    std::iter::once(card.title.as_str()).chain(texts).collect::<Vec<_>>().join(" ")
}

impl Place {
    /// The message that a reply hangs below: the thread's first, else the message itself.
    pub(super) fn below(&self) -> Option<&String> {
        self.thread.as_ref().or(self.message.as_ref())
    }

    /// Whether it is the person's home tab, or a modal that was opened there.
    pub(super) fn is_home_tab(&self) -> bool {
        self.channel.is_none()
    }
}
