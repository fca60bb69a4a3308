//! Forms: sent when asked for, and what was filled in stays there until it is right.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use steward_core::card::{Act, Button, Card};
use steward_core::host::Asked;
use steward_core::inbound::Immediate;
use steward_core::platform::PlatformError;

use super::Desk;
use crate::feishu::app::form::form;
use crate::feishu::app::reply::{Reply, said, sentence, toast};
use crate::feishu::app::words::{Chrome, Word};
use crate::pause::patiently;
use crate::taken::Tell;
use crate::typed::with_typed;

impl Desk {
    /// Sends what has to be filled in or confirmed before an act, to the person alone.
    pub(super) async fn ask(&self, reply: &Reply<'_>, act: &Act, answer_to: Option<&str>, tell: Tell) {
        let button = match self.offered(reply, act, answer_to).await {
            Ok(button) => button,
            Err(card) => {
                let refused = Immediate::Private { card, refused: true, field: None };
                if tell.send(Some(toast(&refused))).is_err() {
                    reply.show(&refused).await;
                }
                return;
            }
        };
        let locale = reply.locale().await;
        let words = self.words.as_ref();
        let chrome = Chrome::of(words, locale.tag());
        let Some(form) = form(&button, &chrome, &BTreeMap::new(), None, answer_to) else {
            tracing::warn!(
                event = reply.event,
                command = act.command,
                "a button that asks nothing was asked for"
            );
            return;
        };
        let form = form.value();
        match patiently(|| reply.send_directly(&form, 0)).await {
            Ok(()) => {
                let words = words.say(&locale, Word::FormSent);
                let _ = tell.send(Some(json!({ "toast": said("info", &words) })));
            }
            Err(error) => {
                tracing::warn!(event = reply.event, user = reply.place.user, %error, "a form was not sent");
            }
        }
    }

    /// Puts in the place of a form what came of it: the form once more with what is wrong, or the answer.
    pub(super) async fn filled(
        &self,
        reply: &Reply<'_>,
        (act, answer_to): (&Act, Option<&str>),
        fields: &BTreeMap<String, String>,
        shown: &Immediate,
        tell: Tell,
    ) {
        let card = match shown {
            Immediate::Nothing => json!(null),
            Immediate::Private { card, refused: true, .. } => {
                self.again(reply, (act, answer_to), fields, card).await
            }
            Immediate::Private { card, .. } | Immediate::Public { card } => {
                reply.parts(card).into_iter().next().unwrap_or_default()
            }
        };
        let mut answer = toast(shown);
        if let (Some(answer), false) = (answer.as_object_mut(), card.is_null()) {
            answer.insert("card".to_owned(), json!({ "type": "raw", "data": card }));
        }
        if tell.send(Some(answer)).is_ok() || card.is_null() {
            return;
        }
        if let Err(error) = self.replace_late(reply, &card).await {
            tracing::warn!(event = reply.event, %error, "a form still stands that was dealt with");
        }
    }

    /// Puts a card in the place of the one that was pressed, after Feishu stopped waiting for the answer: by the token of the
    /// press, which is good for a card of any kind, else as an edit of our message.
    async fn replace_late(&self, reply: &Reply<'_>, card: &Value) -> Result<(), PlatformError> {
        if let Some(token) = reply.place.card_token.as_deref() {
            match patiently(|| self.tenant.update(token, card)).await {
                Ok(()) => return Ok(()),
                Err(error) => {
                    tracing::info!(event = reply.event, %error, "a card cannot be updated by the token of its press");
                }
            }
        }
        match reply.place.message.as_deref() {
            Some(message) => patiently(|| self.tenant.replace(message, card)).await,
            None => Ok(()),
        }
    }

    /// The form as it was filled in, with what is wrong above it; where there is no form any more, what was typed.
    async fn again(
        &self,
        reply: &Reply<'_>,
        (act, answer_to): (&Act, Option<&str>),
        fields: &BTreeMap<String, String>,
        refusal: &Card,
    ) -> Value {
        let locale = reply.locale().await;
        let words = self.words.as_ref();
        let chrome = Chrome::of(words, locale.tag());
        let form = match self.offered(reply, act, answer_to).await {
            Ok(button) => form(&button, &chrome, fields, Some(&sentence(refusal)), answer_to),
            Err(_) => None,
        };
        if let Some(form) = form {
            return form.value();
        }
        let by = words.say(&locale, Word::Typed);
        let filled_in =
            |(field, value): (&String, &String)| words.say(&locale, Word::FilledIn { field, value });
        let typed: Vec<String> = fields.iter().map(filled_in).collect();
        let card = with_typed(refusal, &typed, by);
        reply.parts(&card).into_iter().next().unwrap_or_default()
    }

    /// The button behind an act as the person would be shown it now.
    async fn offered(
        &self,
        reply: &Reply<'_>,
        act: &Act,
        answer_to: Option<&str>,
    ) -> Result<Button, Box<Card>> {
        let asked = Asked {
            platform: self.tenant.name().to_owned(),
            person: reply.place.user.clone(),
            locale: None,
            act: act.clone(),
            answer_to: answer_to.map(str::to_owned),
        };
        self.host.offer(asked).await
    }
}
