//! Showing a person what came of what they did: as the answer to an interaction, or as a message where they wrote.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use steward_core::card::{Act, Block, Button, ButtonStyle, Card};
use steward_core::host::{Asked, Host};
use steward_core::inbound::Immediate;
use steward_core::person::Locale;
use steward_core::platform::PlatformError;
use tokio::sync::watch;

use super::NAME;
use super::bot::Bot;
use super::card::{Part, Showing, parts};
use super::codes::{CLOSED_MAILBOX, is, is_over};
use super::inbound::Place;
use super::modal::modal;
use super::picture::{Said, Spot};
use super::words::{Chrome, Word};
use crate::pause::{patiently, persistently};
use crate::taken::Tell;

/// Kinds of answer to an interaction in Discord's reference.
const MESSAGE: u8 = 4;
const MESSAGE_LATER: u8 = 5;
const NOTHING: u8 = 6;
const CHOICES: u8 = 8;
const MODAL: u8 = 9;
/// The flag of a message that only one person sees.
const EPHEMERAL: u64 = 1 << 6;

/// The first answers that are the same each time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum First {
    /// Nothing is shown.
    Nothing,
    /// Something is shown later, to the person alone.
    Later,
    /// There is nothing to choose from.
    NoChoices,
}

impl First {
    /// As Discord takes it.
    pub(super) fn body(self) -> Value {
        match self {
            Self::Nothing => json!({ "type": NOTHING }),
            Self::Later => json!({ "type": MESSAGE_LATER, "data": { "flags": EPHEMERAL } }),
            Self::NoChoices => choices(&[]),
        }
    }
}

/// The completions of what is being typed.
pub(super) fn choices(texts: &[String]) -> Value {
    let choices: Vec<Value> = texts.iter().map(|text| json!({ "name": text, "value": text })).collect();
    json!({ "type": CHOICES, "data": { "choices": choices } })
}

/// What became of the first answer to an interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Discord took it.
    Taken,
    /// Discord has one from another replica, which has heard of the interaction as well. Whatever follows is its to say.
    Overtaken,
    /// Discord took none.
    Lost,
}

/// How to answer in one place.
pub(super) struct Reply<'a> {
    pub(super) bot: &'a Bot,
    pub(super) host: &'a dyn Host,
    pub(super) place: &'a Place,
    /// What every replica calls the event that is answered.
    pub(super) event: &'a str,
    /// When it happened, where Discord says so.
    pub(super) at: Option<Timestamp>,
    /// Of an interaction: what became of its first answer; none while nobody knows.
    pub(super) fate: Option<watch::Receiver<Option<Fate>>>,
    /// What an interaction is answered where its answer takes too long.
    pub(super) late: First,
}

impl Reply<'_> {
    /// Shows what the service says. `tell` takes the first answer to an interaction, `answer_to` is the event whose kept
    /// answer it is.
    pub(super) async fn show(&self, shown: &Immediate, answer_to: Option<&str>, tell: Option<Tell>) {
        let (card, is_private) = match shown {
            Immediate::Nothing => return self.show_nothing(tell).await,
            Immediate::Private { card, .. } => (card, true),
            Immediate::Public { card } => (card, false),
        };
        let chrome = Chrome::of(self.bot.words.as_ref(), &card.lang);
        let showing = Showing { chrome: &chrome, mentions: false, summary: false, answer_to, at: self.at };
        let parts = parts(card, showing);
        let sent = match &self.place.token {
            Some(token) => self.answer(token, &parts, is_private, tell).await,
            None => self.write(&parts, 0, is_private).await,
        };
        match sent {
            Ok(Some(last)) => self.bot.illustrate(card, &last).await,
            Ok(None) => {}
            Err(error) => {
                tracing::warn!(answer_to, user = self.place.user, %error, "a person was not answered");
            }
        }
    }

    /// Says a few words privately.
    pub(super) async fn tell(&self, word: Word<'_>, next: Option<Word<'_>>, tell: Option<Tell>) {
        let locale = self.locale().await;
        let say = |word| self.bot.words.say(&locale, word);
        let title = say(word);
        let card = Card {
            summary: title.clone(),
            title,
            lang: locale.tag().to_owned(),
            blocks: next.map(|next| Block::Text { text: say(next) }).into_iter().collect(),
            ..Card::default()
        };
        self.show_private(card, None, tell).await;
    }

    /// The person's language: their own with us, else the one Discord knows, else that of the server.
    pub(super) async fn locale(&self) -> Locale {
        let told = self.place.locale.as_deref().or(self.place.server_locale.as_deref());
        match told {
            Some(tag) if !self.host.knows(NAME, &self.place.user).await => Locale::best_for(tag),
            _ => self.host.locale(NAME, &self.place.user).await,
        }
    }

    /// Opens what has to be filled in or confirmed before an act.
    pub(super) async fn ask(&self, act: &Act, answer_to: Option<&str>, tell: Tell) {
        let asked = Asked {
            platform: NAME.to_owned(),
            person: self.place.user.clone(),
            locale: self.place.locale.as_deref().map(Locale::best_for),
            act: act.clone(),
            answer_to: answer_to.map(str::to_owned),
        };
        let button = match self.host.offer(asked).await {
            Ok(button) => button,
            Err(card) => {
                let refused = Immediate::Private { card, refused: true, field: None };
                return self.show(&refused, None, Some(tell)).await;
            }
        };
        let locale = self.locale().await;
        let chrome = Chrome::of(self.bot.words.as_ref(), locale.tag());
        let Some(modal) = modal(&button, &chrome) else {
            return self.show_private(confirmation(button, &locale), answer_to, Some(tell)).await;
        };
        let is_told = tell.send(Some(json!({ "type": MODAL, "data": modal }))).is_ok();
        if !is_told || self.fate().await == Fate::Lost {
            // Discord opens no form any more.
            self.show_private(self.form_again(button, &locale), answer_to, None).await;
        }
    }

    async fn show_private(&self, card: Card, answer_to: Option<&str>, tell: Option<Tell>) {
        let shown = Immediate::Private { card: Box::new(card), refused: false, field: None };
        self.show(&shown, answer_to, tell).await;
    }

    /// The way on for a form that came too late: the button once more, or the same in words.
    fn form_again(&self, button: Button, locale: &Locale) -> Card {
        let say = |word| self.bot.words.say(locale, word);
        let title = say(Word::FormLate);
        Card {
            summary: title.clone(),
            title,
            lang: locale.tag().to_owned(),
            blocks: vec![Block::Text { text: say(Word::FormLateNext) }],
            buttons: vec![Button { label: say(Word::OpenAgain), confirm: None, ..button }],
            ..Card::default()
        }
    }

    async fn show_nothing(&self, tell: Option<Tell>) {
        let Some(token) = &self.place.token else { return };
        let told = tell.is_some_and(|tell| tell.send(Some(First::Nothing.body())).is_ok());
        // Whoever was promised something later is not left waiting.
        if !told
            && self.late == First::Later
            && self.fate().await == Fate::Taken
            && let Err(error) = patiently(|| self.bot.remove_answer(token)).await
        {
            tracing::warn!(user = self.place.user, %error, "a person waits for an answer that does not come");
        }
    }

    /// Answers an interaction: at once, or in the place of what was said when it took too long. What Discord takes as an
    /// answer no more is written to the person. Gives the last message.
    async fn answer(
        &self,
        token: &str,
        parts: &[Part],
        is_private: bool,
        tell: Option<Tell>,
    ) -> Result<Option<Said>, PlatformError> {
        let bodies: Vec<Value> = parts.iter().map(|part| seen_by(part.body(), is_private)).collect();
        let first = bodies.first().map(|first| json!({ "type": MESSAGE, "data": first }));
        let is_told = tell.is_some_and(|tell| tell.send(first).is_ok());
        match self.fate().await {
            Fate::Taken => {}
            Fate::Overtaken => return Ok(None),
            Fate::Lost => return self.write(parts, 0, true).await,
        }
        let mut last = None;
        for (number, body) in bodies.iter().enumerate() {
            let spot = match number {
                0 if is_told => Ok(Spot::Answer { token: token.to_owned() }),
                0 if self.late == First::Later => self.take_place(token, body, is_private).await,
                _ => self.follow_up(token, body).await,
            };
            match spot {
                Ok(spot) => last = Some(Said { spot, body: body.clone() }),
                Err(error) if is_over(&error) => return self.write(parts, number, true).await,
                // It may be there, and cannot be told from one that is not: whoever waits for the rest gets it.
                Err(error @ PlatformError::Unknown { .. }) => {
                    tracing::warn!(event = self.event, number, %error, "a part of an answer may be missing");
                }
                Err(error) => return Err(error),
            }
        }
        Ok(last)
    }

    /// Says it in the place of what was said when it took too long, which only the person sees.
    async fn take_place(&self, token: &str, body: &Value, is_private: bool) -> Result<Spot, PlatformError> {
        if is_private {
            patiently(|| self.bot.replace_answer(token, body)).await?;
            return Ok(Spot::Answer { token: token.to_owned() });
        }
        patiently(|| self.bot.remove_answer(token)).await?;
        self.follow_up(token, body).await
    }

    async fn follow_up(&self, token: &str, body: &Value) -> Result<Spot, PlatformError> {
        let message = patiently(|| self.bot.follow_up(token, body)).await?;
        Ok(Spot::FollowUp { token: token.to_owned(), message })
    }

    /// What became of the first answer.
    async fn fate(&self) -> Fate {
        let Some(fate) = &self.fate else { return Fate::Taken };
        // Whoever waited for it has gone away where nobody says so any more.
        fate.clone().wait_for(Option::is_some).await.ok().and_then(|fate| *fate).unwrap_or(Fate::Lost)
    }

    /// Writes parts from a number on where the person wrote or did something; what is private, directly. Gives the
    /// last message.
    async fn write(
        &self,
        parts: &[Part],
        from: usize,
        is_private: bool,
    ) -> Result<Option<Said>, PlatformError> {
        let place = self.place;
        let Some(spot) = &place.spot else { return Ok(None) };
        if !is_private || place.direct {
            return self.write_in(spot, parts, from).await;
        }
        let outcome = match self.bot.direct(&place.user).await {
            Ok(own) => self.post(&own, parts, from, None).await,
            Err(error) => Err(error),
        };
        match outcome {
            Err(error) if is(&error, CLOSED_MAILBOX) => {
                self.write_in(spot, &self.closed().await, 0).await?;
                Ok(None)
            }
            outcome => outcome,
        }
    }

    /// Below the message, so that it is plain what is answered; in a thread and in one's own conversation it is anyway.
    async fn write_in(&self, spot: &str, parts: &[Part], from: usize) -> Result<Option<Said>, PlatformError> {
        let is_below = !self.place.direct && self.place.channel.as_deref() == Some(spot);
        let message = self.place.message.as_deref().filter(|_| is_below);
        self.post(spot, parts, from, message).await
    }

    async fn post(
        &self,
        spot: &str,
        parts: &[Part],
        from: usize,
        below: Option<&str>,
    ) -> Result<Option<Said>, PlatformError> {
        let mut last = None;
        for (number, part) in parts.iter().enumerate().skip(from) {
            let mut body = part.body();
            if let Some(body) = body.as_object_mut() {
                // Every replica hears the event and answers it; Discord keeps one of the answers.
                body.insert("nonce".to_owned(), json!(nonce(self.event, number)));
                body.insert("enforce_nonce".to_owned(), json!(true));
                if let Some(message) = below {
                    let reference = json!({ "message_id": message, "fail_if_not_exists": false });
                    body.insert("message_reference".to_owned(), reference);
                }
            }
            let (channel, message) = (spot.to_owned(), persistently(|| self.bot.send(spot, &body)).await?);
            last = Some(Said { spot: Spot::Channel { channel, message }, body });
        }
        Ok(last)
    }

    /// Says that something private waits for whoever opens their direct messages; nothing of it.
    async fn closed(&self) -> Vec<Part> {
        let locale = self.locale().await;
        let say = |word| self.bot.words.say(&locale, word);
        let title = say(Word::Closed);
        let blocks = vec![Block::Text { text: say(Word::ClosedNext) }];
        let lang = locale.tag().to_owned();
        let card = Card { summary: title.clone(), title, lang, blocks, ..Card::default() };
        let chrome = Chrome::of(self.bot.words.as_ref(), &card.lang);
        parts(&card, Showing { chrome: &chrome, mentions: false, summary: false, answer_to: None, at: None })
    }
}

/// The same for the same part of the answer to the same event.
fn nonce(event: &str, number: usize) -> String {
    const BYTES: usize = 16;
    let digest = Sha256::digest(format!("{event} {number}"));
    URL_SAFE_NO_PAD.encode(digest.get(..BYTES).unwrap_or_default())
}

fn seen_by(mut body: Value, is_private: bool) -> Value {
    if let Some(fields) = body.as_object_mut().filter(|_| is_private) {
        fields.insert("flags".to_owned(), json!(EPHEMERAL));
    }
    body
}

/// The question before an act; Discord's buttons cannot ask by themselves.
fn confirmation(button: Button, locale: &Locale) -> Card {
    let title = button.confirm.unwrap_or_else(|| button.label.clone());
    Card {
        summary: title.clone(),
        title,
        lang: locale.tag().to_owned(),
        buttons: vec![Button { style: ButtonStyle::Danger, confirm: None, ..button }],
        ..Card::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discord::limits::NONCE_CHARACTERS;

    #[test]
    fn an_answer_is_called_the_same_by_everybody_and_like_no_other() {
        let first = nonce("message:1444444444444444444", 0);
        assert_eq!(nonce("message:1444444444444444444", 0), first);
        assert_ne!(nonce("message:1444444444444444444", 1), first);
        assert_ne!(nonce("message:1444444444444444445", 0), first);
        assert!(first.len() <= NONCE_CHARACTERS, "{first}");
    }
}
