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
