//! `escalate`: tell the next person above now, without waiting for the clock.

use async_trait::async_trait;
use steward_core::alert::decide::Deed;
use steward_core::alert::event::Happened;
use steward_core::message::answer::{DoneWhat, Refusal};
use steward_core::person::Role;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::perform::decide_one;
use crate::spec::Spec;
use crate::subject;

/// The command.
pub(crate) struct Escalate;

static SPEC: Spec = Spec {
    name: "escalate",
    intent: Intent::Escalate,
    words_en: &["escalate", "escalate now", "call the lead", "page the lead"],
    words_zh: &["升级", "立即升级", "马上升级", "上报", "叫负责人"],
    asks_en: &[
        "raise",
        "bump up",
        "bump",
        "call in the lead",
        "get the lead",
        "to my lead",
        "to the lead",
        "to my boss",
        "to my manager",
        "to the boss",
        "tell my lead",
        "tell my boss",
        "page",
        "raise it",
        "raise to the lead",
        "raise to my lead",
        "get my lead",
        "get my boss",
        "loop in the lead",
        "loop in my lead",
        "loop in my boss",
        "bring in the lead",
        "alert the lead",
        "alert my boss",
        "wake the lead",
        "wake up the lead",
        "pull in the lead",
        "notify the lead",
        "notify my lead",
        "notify my boss",
        "up the chain",
        "need the lead",
        "needs the lead",
        "esc",
    ],
    asks_zh: &[
        "升级处理",
        "往上报",
        "上升",
        "升级给",
        "叫领导",
        "叫一下领导",
        "惊动领导",
        "给老板",
        "给领导",
        "给主管",
        "给组长",
        "通知老板",
        "通知领导",
        "叫老板",
        "升级一下",
        "升一级",
        "往上升",
        "往上升级",
        "找领导",
        "找老板",
        "找主管",
        "找组长",
        "喊领导",
        "喊老板",
        "叫主管",
        "叫组长",
        "通知主管",
        "通知组长",
        "拉领导",
        "拉老板",
        "请领导",
        "请示领导",
        "上升到",
        "上升到领导",
        "报给领导",
        "报给老板",
        "报给主管",
        "汇报给领导",
        "上报领导",
    ],
    beside: &["to", "on", "the", "lead", "an", "alert", "一下", "now", "right away", "立刻", "马上"],
    usage_en: "escalate [NUMBER]",
    usage_zh: "升级 [编号]",
    role: Role::Owner,
    on_alert: true,
    ..Spec::BLANK
};

#[async_trait]
impl Command for Escalate {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let subject = subject::of(context, &call).await?;
        let number = subject.alert.number;
        let events = decide_one(context, &subject, Deed::Call).await?.events;
        let called = events.into_iter().find_map(|event| match event.what {
            Happened::Called { to, because, .. } => Some((to, because)),
            _ => None,
        });
        let (to, because) = called.ok_or(Refusal::Stale { number })?;
        let to_name = context.org.name_of(&to).to_owned();
        Ok(Outcome::done(DoneWhat::Called { number, to_name, because }))
    }
}
