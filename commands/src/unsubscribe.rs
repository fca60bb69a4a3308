//! `unsubscribe`: a channel gets a digest no more.

use async_trait::async_trait;
use steward_core::digest::{DigestKind, DigestSchedule};
use steward_core::message::answer::setting::{Lack, NotSet, Setting};
use steward_core::message::answer::{Answer, DoneWhat};
use steward_core::person::Role;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::say;
use crate::spec::{Channels, Slot, Spec, Want};
use crate::standing::{Record, change, not_set};
use crate::subscribe::{channel, find};
use crate::who_may;

/// The command.
pub(crate) struct Unsubscribe;

static SPEC: Spec = Spec {
    name: "unsubscribe",
    asks_en: &[
        "cancel",
        "remove",
        "turn off",
        "no longer send",
        "don't send",
        "dont send",
        "do not send",
        "stop the",
        "stop",
        "opt out of",
        "opt out",
        "discontinue",
        "cease",
        "end",
    ],
    asks_zh: &[
        "不用发",
        "不用再发",
        "不要再发",
        "别再发",
        "别发",
        "别再给",
        "别给",
        "不发",
        "不再发",
        "停掉",
        "停止发送",
        "取消",
        "关掉",
        "以后不发",
        "以后不用发",
        "不想收",
        "不收",
        "不看",
    ],
    beside: &[
        "以后",
        "今后",
        "从今天起",
        "给",
        "再",
        "了",
        "the",
        "to",
        "in",
        "anymore",
        "any more",
        "please",
        "from now on",
        "going forward",
    ],
    intent: Intent::Unsubscribe,
    words_en: &["unsubscribe", "stop sending", "no more"],
    words_zh: &["取消订阅", "退订", "不要", "停发"],
    takes: &[Slot::Channel, Slot::Digest],
    needs: &[Slot::Channel, Slot::Digest],
    form: &[Want::Channel(Channels::Subscribed).must(), Want::Digest.may()],
    usage_en: "unsubscribe [#CHANNEL] [daily | weekly | monthly]",
    usage_zh: "取消订阅 [#频道] [日报 | 周报 | 月报]",
    role: Role::Lead,
    ..Spec::BLANK
};

#[async_trait]
impl Command for Unsubscribe {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let meaning = call.said(&SPEC)?;
        let org = context.org;
        let channel = channel(context, meaning).ok_or_else(|| say::lacks(&SPEC, Lack::Channel))?;
        who_may::only(context.person, who_may::leads(org), org)?;
        let found: Vec<&DigestSchedule> = find(org, &channel.key, meaning.values.digest).collect();
        let kind: DigestKind = match found.as_slice() {
            [] => return Err(not_set(NotSet::NotSubscribed { channel: channel.name.clone() })),
            [first, others @ ..] if others.iter().all(|other| other.kind == first.kind) => first.kind,
            _ => return Err(say::lacks(&SPEC, Lack::Digest)),
        };
        for schedule in found {
            change(context, Record::NoSchedule(schedule.key.clone())).await?;
        }
        let setting = Setting::Unsubscribed { channel: channel.name.clone(), kind };
        Ok(Outcome::public(Answer::Done { what: DoneWhat::Set { setting: Box::new(setting) }, undo: None }))
    }
}
