//! What somebody sees after a press: a toast, another card, or that something went wrong.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::fakes::feishu::FakeFeishu;
use crate::fakes::feishu::delivery::Delivered;
use crate::fakes::feishu::message::Message;
use crate::fakes::feishu::methods;
use crate::fakes::feishu::state::User;

/// Kinds of toast.
const TOASTS: [&str; 4] = ["info", "success", "error", "warning"];
/// What an answer to a press may have.
const ANSWER: [&str; 2] = ["toast", "card"];

/// What came of a press, a choice or a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tap {
    /// Whether the app has answered in time.
    pub acked: bool,
    /// The toast that the person saw, in their language.
    pub toast: Option<Toast>,
    /// The card that the message shows now, where the answer brought one.
    pub card: Option<Value>,
    /// What the person saw instead: that the app did not answer, or answered what Feishu does not understand.
    pub problem: Option<String>,
    /// Fields of the form that must be filled in; nothing was sent.
    pub incomplete: Vec<String>,
    /// The token for a later update of the card.
    pub token: String,
    /// What was sent.
    pub event: Value,
}

/// A short word at the edge of the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Toast {
    /// `info`, `success`, `warning` or `error`.
    pub kind: String,
    /// What it says.
    pub text: String,
}

impl Tap {
    pub(super) fn incomplete(fields: Vec<String>) -> Self {
        Self {
            acked: false,
            toast: None,
            card: None,
            problem: None,
            incomplete: fields,
            token: String::new(),
            event: Value::Null,
        }
    }
}

impl FakeFeishu {
    /// Shows somebody what the app has answered.
    pub(super) fn show_answer(
        &self,
        user: &User,
        message: &Message,
        token: &str,
        delivered: Delivered,
    ) -> Tap {
        let mut tap = Tap {
            acked: delivered.acked,
            token: token.into(),
            event: delivered.event,
            ..Tap::incomplete(Vec::new())
        };
        if !delivered.acked {
            tap.problem = Some("出错了,请稍后重试 code: 200340".into());
            return tap;
        }
        let mut state = self.state();
        if let Some(token) = state.card_tokens.get_mut(token) {
            token.answered = true;
        }
        let answer = delivered.answer.unwrap_or_default();
        let read = read_toast(&answer, &user.locale).and_then(|toast| Ok((toast, read_card(&answer)?)));
        match read {
            Ok((toast, card)) => {
                tap.toast = toast;
                if let Some(card) = card {
                    match methods::check_card(&state, &card) {
                        Ok(()) => {
                            state.show(&message.id, card.clone(), self.clock.now());
                            tap.card = Some(card);
                        }
                        Err(refusal) => tap.problem = Some(format!("code: 200672 {}", refusal.msg)),
                    }
                }
            }
            Err(problem) => tap.problem = Some(format!("code: 200672 {problem}")),
        }
        if let Some(toast) = &tap.toast {
            state.toasts.push((user.open_id.clone(), toast.clone()));
        }
        drop(state);
        self.tell_change();
        tap
    }
}

fn read_toast(answer: &Value, locale: &str) -> Result<Option<Toast>, String> {
    let names = answer.as_object().into_iter().flatten().map(|(name, _)| name);
    if let Some(unknown) = names.into_iter().find(|name| !ANSWER.contains(&name.as_str())) {
        return Err(format!("unknown answer {unknown}"));
    }
    let toast = &answer["toast"];
    if toast.is_null() {
        return Ok(None);
    }
    let kind = toast["type"].as_str().unwrap_or("info");
    if !TOASTS.contains(&kind) {
        return Err(format!("a toast cannot be {kind}"));
    }
    let text = toast["i18n"][locale].as_str().or(toast["content"].as_str());
    let text = text.filter(|text| !text.is_empty()).ok_or("a toast without words")?;
    Ok(Some(Toast { kind: kind.into(), text: text.into() }))
}

fn read_card(answer: &Value) -> Result<Option<Value>, String> {
    let card = &answer["card"];
    match card["type"].as_str() {
        _ if card.is_null() => Ok(None),
        Some("raw") if card["data"].is_object() => Ok(Some(card["data"].clone())),
        other => Err(format!("a card of type {other:?}")),
    }
}
