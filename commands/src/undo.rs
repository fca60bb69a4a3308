//! `undo`: take back what the person did last, while nothing has happened since.

use async_trait::async_trait;
use jiff::SignedDuration;
use steward_core::alert::Alert;
use steward_core::alert::decide::Deed;
use steward_core::alert::undo::{LastDeed, UNDO_MINUTES};
use steward_core::message::answer::{Answer, DoneWhat, Refusal};
use steward_core::person::Role;
use steward_store::alert;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::perform::perform;
use crate::several::Told;
use crate::spec::Spec;
use crate::subject::{self, Subject};

/// The command.
pub(crate) struct Undo;

static SPEC: Spec = Spec {
    name: "undo",
    intent: Intent::Undo,
    words_en: &["undo", "undo that", "take it back", "take that back", "oops"],
    words_zh: &["撤销", "撤回", "点错了", "按错了", "手滑"],
    asks_en: &[
        "cancel that",
        "never mind",
        "nevermind",
        "nvm",
        "scratch that",
        "take back",
        "reverse that",
        "wrong button",
        "misclick",
        "my mistake",
        "that was a mistake",
        "revert",
        "i didn't mean that",
        "didn't mean to",
        "didn't mean to do that",
        "accident",
        "that was an accident",
        "by accident",
        "accidentally",
        "whoops",
        "oopsie",
        "my bad",
        "wrong one",
        "wrong alert",
        "i clicked the wrong one",
        "clicked wrong",
        "wrong click",
        "fat finger",
        "fat fingered",
        "undo it",
        "undo last",
        "roll back",
        "roll it back",
        "rollback",
        "put it back",
    ],
    asks_zh: &[
        "取消刚才",
        "刚才的不算",
        "恢复原样",
        "撤掉",
        "收回",
        "还原",
        "撤一下",
        "误点",
        "误操作",
        "点错",
        "搞错了",
        "点错啦",
        "不小心点错了",
        "不小心点到",
        "不小心按到",
        "不小心点了",
        "手误",
        "手抖",
        "弄错了",
        "弄错",
        "选错了",
        "退回",
        "退回去",
        "回退",
        "撤销刚才",
        "取消上一步",
        "反悔",
        "当我没说",
        "刚才点错了",
        "发错了",
        "不算",
        "复原",
        "按到了",
    ],
    beside: &[
        "last",
        "the last one",
        "that",
        "上一步",
        "上一个",
        "刚才那个",
        "操作",
        "把",
        "sorry",
        "不好意思",
        "抱歉",
        "不小心",
        "刚才",
        "刚刚",
        "那个",
        "我",
        "i",
        "the",
        "it",
        "please",
    ],
    usage_en: "undo [NUMBER]",
    usage_zh: "撤销 [编号]",
    role: Role::Owner,
    on_alert: true,
    ..Spec::BLANK
};

/// How far back one looks for something to take back, in minutes: far enough to say that it is too late.
const LOOK_BACK_MINUTES: i64 = 12 * UNDO_MINUTES;

#[async_trait]
impl Command for Undo {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    /// Without a number it takes back what was done last, all of it when several alerts were acted upon at once. In a
    /// thread it is about its alert.
    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let seq = match &call {
            Call::Pressed { act, .. } => act.value.as_deref().and_then(|seq| seq.parse().ok()),
            Call::Said { .. } => None,
        };
        let named = match &call {
            Call::Pressed { act, .. } => act.alert.is_some(),
            Call::Said { meaning, thread, .. } => !meaning.alerts.is_empty() || thread.is_some(),
        };
        if named {
            let mut subject = subject::of(context, &call).await?;
            if seq.is_some() {
                // The event that the button names says more than the version it was shown at.
                subject.seen = None;
            }
            return Ok(Outcome::done(take_back(context, &subject, seq).await?));
        }
        let mut told = Told::default();
        for (alert, seq) in newest(context).await? {
            let subject = Subject { alert, seen: None };
            let number = subject.alert.number;
            told.add(number, take_back(context, &subject, Some(seq)).await)?;
        }
        Ok(told.outcome()?.ok_or(Refusal::NothingToUndo)?)
    }
}

async fn take_back(context: &mut Context<'_>, subject: &Subject, seq: Option<u32>) -> Result<DoneWhat, Stop> {
    let number = subject.alert.number;
    let alert = perform(context, subject, Deed::Undo { seq }).await?;
    match alert.last_deed {
        Some(last) => Ok(DoneWhat::Undone { number, what: last.what, status: alert.status }),
        None => Err(Stop::from(Answer::Refused { why: Refusal::CannotUndo { number } })),
    }
}

/// What the person did last that may or might have been taken back: the alerts, held, with the event of each. What was
/// done at one instant was done by one tap or sentence.
async fn newest(context: &mut Context<'_>) -> Result<Vec<(Alert, u32)>, Stop> {
    let person = &context.person.key;
    let from = context.now.saturating_sub(SignedDuration::from_mins(LOOK_BACK_MINUTES));
    let to = context.now.saturating_add(SignedDuration::from_nanos(1_000));
    let (Ok(from), Ok(to)) = (from, to) else { return Ok(Vec::new()) };
    let events = alert::events_between(context.tx, from, to).await?;
    let mut touched: Vec<_> =
        events.iter().filter(|event| event.actor.person() == Some(person)).map(|event| event.alert).collect();
    touched.sort();
    touched.dedup();
    let mut own: Vec<(Alert, LastDeed)> = Vec::new();
    for id in touched {
        let Some(alert) = alert::lock(context.tx, id).await? else { continue };
        let last = alert.last_deed.as_deref().filter(|last| last.by == *person && last.at >= from).cloned();
        own.extend(last.map(|last| (alert, last)));
    }
    let at = own.iter().map(|(_, last)| last.at).max();
    own.retain(|(_, last)| Some(last.at) == at);
    own.sort_by_key(|(alert, _)| alert.number);
    Ok(own.into_iter().map(|(alert, last)| (alert, last.seq)).collect())
}
