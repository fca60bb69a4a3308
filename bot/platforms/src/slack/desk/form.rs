//! A modal that was sent: what is wrong is said beside its field, and nothing that was typed is lost.

use serde_json::{Value, json};
use steward_core::inbound::{Immediate, Said};

use super::{Desk, sentence};
use crate::slack::inbound::Arrival;
use crate::slack::modal::{self, Seal};
use crate::slack::reply::Reply;
use crate::slack::words::{Chrome, Word};
use crate::taken::Tell;
use crate::typed::with_typed;

impl Desk {
    pub(super) async fn submitted(
        &self,
        reply: &Reply<'_>,
        arrival: &Arrival,
        (seal, view): (&Seal, &Value),
        tell: Tell,
    ) {
        let Some(act) = seal.act() else {
            tracing::warn!(event = arrival.id, "a modal whose seal cannot be read");
            let _ = tell.send(None);
            return;
        };
        let fields = modal::filled(view);
        let what = Said::Act { act, fields };
        let shown = self.received(reply.workspace, arrival, what, true).await;
        let shown = shown.unwrap_or_else(Immediate::from);
        let Immediate::Private { card, refused: true, field } = &shown else {
            let _ = tell.send(None);
            if self.answered.is_first(&arrival.id) {
                reply.show_done(&shown, &arrival.id).await;
            }
            return;
        };
        let chrome = Chrome::of(self.words.as_ref(), &card.lang);
        let answer = modal::errors(view, field.as_deref(), &sentence(card))
            .unwrap_or_else(|| json!({ "response_action": "update", "view": modal::told(card, &chrome) }));
        if tell.send(Some(answer)).is_err() {
            // Slack has closed the modal by now, so what was typed goes back into the conversation.
            let locale = reply.locale().await;
            let by = self.words.say(&locale, Word::Typed);
            let card = Box::new(with_typed(card, &modal::written(view), by));
            let shown = Immediate::Private { card, refused: true, field: None };
            reply.show(&shown, Some(&arrival.id), false).await;
        }
    }
}
