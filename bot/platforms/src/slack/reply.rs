//! Showing a person what came of what they did: privately or to all, in a modal, on the home tab.

use serde_json::{Value, json};
use steward_core::card::{Act, Block, Button, ButtonStyle, Card, Press};
use steward_core::host::{Asked, Host};
use steward_core::inbound::Immediate;
use steward_core::person::Locale;
use steward_core::platform::PlatformError;

use super::card::{Part, Showing, parts};
use super::home;
use super::inbound::Place;
use super::modal::{self, Seal};
use super::words::{Chrome, Word, Words};
use super::workspace::Workspace;
use crate::pause::patiently;

/// How to answer in one place.
pub(super) struct Reply<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) host: &'a dyn Host,
    pub(super) words: &'a dyn Words,
    pub(super) place: &'a Place,
}

impl Reply<'_> {
    /// Shows what the service says. `answer_to` is the event whose kept answer it is; `by_command` answers where the
    /// command was given.
    pub(super) async fn show(&self, shown: &Immediate, answer_to: Option<&str>, by_command: bool) {
        let (card, is_private) = match shown {
            Immediate::Nothing => return,
            Immediate::Private { card, .. } => (card, true),
            Immediate::Public { card } => (card, false),
        };
        let chrome = Chrome::of(self.words, &card.lang);
        let showing = Showing { chrome: &chrome, mentions: false, answer_to };
        for part in parts(card, showing) {
            let sent = patiently(|| self.send(&part, is_private, by_command)).await;
            if let Err(error) = sent {
                tracing::warn!(answer_to, user = self.place.user, %error, "a person was not answered");
                return;
            }
        }
        if let Some((channel, thread)) = self.illustrated(is_private, by_command) {
            let target = self.target(channel, self.place.direct);
            self.workspace.illustrate(card, target, (channel, thread)).await;
        }
    }

    /// A conversation as addresses name it: a channel by its id, a person's own by the person's.
    fn target<'a>(&'a self, channel: &'a str, is_own: bool) -> &'a str {
        if is_own { &self.place.user } else { channel }
    }

    /// Where a picture may stand beside the answer: wherever everybody who sees it may see the answer too.
    fn illustrated(&self, is_private: bool, by_command: bool) -> Option<(&str, Option<&str>)> {
        let place = self.place;
        let channel = place.channel.as_deref().filter(|_| place.direct || !is_private)?;
        let below = if place.direct || by_command { place.thread.as_ref() } else { place.below() };
        Some((channel, below.map(String::as_str)))
    }

    /// Says a few words privately.
    pub(super) async fn tell(&self, word: Word<'_>) {
        let locale = self.locale().await;
        let title = self.words.say(&locale, word);
        let lang = locale.tag().to_owned();
        self.show_private(Card { summary: title.clone(), title, lang, ..Card::default() }, None).await;
    }

    /// The person's language.
    pub(super) async fn locale(&self) -> Locale {
        self.host.locale(self.workspace.name(), &self.place.user).await
    }

    /// Opens what has to be filled in or confirmed before an act.
    pub(super) async fn ask(&self, act: &Act, answer_to: Option<&str>) {
        let asked = Asked {
            platform: self.workspace.name().to_owned(),
            person: self.place.user.clone(),
            locale: None,
            act: act.clone(),
            answer_to: answer_to.map(str::to_owned),
        };
        let button = match self.host.offer(asked).await {
            Ok(button) => button,
            Err(card) => {
                let refused = Immediate::Private { card, refused: true, field: None };
                return self.show(&refused, None, false).await;
            }
        };
        if let Err(error) = self.open(&button).await {
            tracing::info!(user = self.place.user, %error, "a modal could not be opened");
            self.show_private(self.form_again(button).await, answer_to).await;
        }
    }

    /// Shows what came of an act; the home tab that it was done on follows.
    pub(super) async fn show_done(&self, shown: &Immediate, answer_to: &str) {
        self.show(shown, Some(answer_to), false).await;
        if self.place.is_home_tab() {
            self.home().await;
        }
    }

    /// Publishes the home tab.
    pub(super) async fn home(&self) {
        let card = self.host.home(self.workspace.name(), &self.place.user).await;
        let chrome = Chrome::of(self.words, &card.lang);
        let body = json!({ "user_id": self.place.user, "view": home::view(&card, &chrome) });
        if let Err(error) = patiently(|| self.workspace.write("views.publish", &body)).await {
            tracing::warn!(user = self.place.user, %error, "a home tab was not published");
        }
    }

    async fn open(&self, button: &Button) -> Result<(), PlatformError> {
        let rejected = |reason: &str| PlatformError::Rejected { reason: reason.to_owned() };
        let (Press::Act { act } | Press::Form { act, .. }) = &button.press else {
            return Err(rejected("a button that says something needs no form"));
        };
        let trigger = self.place.trigger.as_deref().ok_or_else(|| rejected("no trigger"))?;
        let place = self.place;
        let seal = Seal::new(act, place.channel.clone(), place.thread.clone(), place.message.clone());
        let chrome = Chrome::of(self.words, self.locale().await.tag());
        let view = modal::view(button, &seal, &chrome).ok_or_else(|| rejected("nothing to fill in"))?;
        let body = json!({ "trigger_id": trigger, "view": view });
        self.workspace.write("views.open", &body).await.map(drop)
    }

    /// The way on for a form that came too late: the button once more, or the same in words.
    async fn form_again(&self, button: Button) -> Card {
        let locale = self.locale().await;
        let say = |word| self.words.say(&locale, word);
        let title = say(Word::FormLate);
        Card {
            summary: title.clone(),
            title,
            lang: locale.tag().to_owned(),
            blocks: vec![Block::Text { text: say(Word::FormLateNext) }],
            buttons: vec![match &button.press {
                Press::Form { .. } => Button { label: say(Word::OpenAgain), confirm: None, ..button },
                Press::Act { .. } | Press::Say { .. } => Button { style: ButtonStyle::Primary, ..button },
            }],
            ..Card::default()
        }
    }

    async fn show_private(&self, card: Card, answer_to: Option<&str>) {
        let card = Box::new(card);
        let shown = Immediate::Private { card, refused: false, field: None };
        self.show(&shown, answer_to, false).await;
    }

    /// Sends one message: to the address that came with the event, else into the conversation, else directly.
    async fn send(&self, part: &Part, is_private: bool, by_command: bool) -> Result<(), PlatformError> {
        let (place, mut body) = (self.place, part.body());
        if let Some(url) = place.response_url.as_deref().filter(|_| is_private || by_command) {
            let kind = if is_private { "ephemeral" } else { "in_channel" };
            set(&mut body, "response_type", json!(kind));
            set(&mut body, "replace_original", json!(false));
            set(&mut body, "thread_ts", json!(place.thread));
            return self.workspace.api.respond(url, &body).await;
        }
        let (channel, is_own) = match &place.channel {
            Some(channel) => (channel.clone(), place.direct),
            None => (self.workspace.direct(&place.user).await?, true),
        };
        set(&mut body, "channel", json!(channel));
        // Everybody's answer hangs below what was asked; one's own conversation stays a conversation.
        let below = if is_own { place.thread.as_ref() } else { place.below() };
        if let Some(thread) = below.filter(|_| !is_private || place.thread.is_some() || is_own) {
            set(&mut body, "thread_ts", json!(thread));
        }
        if is_private && !is_own {
            set(&mut body, "user", json!(place.user));
            return self.workspace.write("chat.postEphemeral", &body).await.map(drop);
        }
        self.workspace.beside.note(self.target(&channel, is_own));
        self.workspace.write("chat.postMessage", &body).await.map(drop)
    }
}

fn set(body: &mut Value, key: &str, value: Value) {
    if let (Some(fields), false) = (body.as_object_mut(), value.is_null()) {
        fields.insert(key.to_owned(), value);
    }
}
