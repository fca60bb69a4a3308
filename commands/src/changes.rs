//! `changes`: what changed since a day: alerts, numbers and targets.

use async_trait::async_trait;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::spec::{Slot, Spec};

/// The command.
pub(crate) struct Changes;

static SPEC: Spec = Spec {
    name: "changes",
    words_en: &["changes", "what changed", "whats new"],
    words_zh: &["变化", "变动", "有什么变化"],
    intent: Intent::Changes,
    asks_en: &[
        "anything change",
        "anything new",
        "what has changed",
        "whats changed",
        "anything changed",
        "anything new",
        "what is new",
        "what did i miss",
        "changes since",
        "changed since",
        "catch me up",
        "biggest movers",
        "biggest changes",
        "what moved",
    ],
    asks_zh: &[
        "有哪些变化",
        "有啥变化",
        "变化大",
        "变化最大",
        "什么变了",
        "有什么新",
        "有什么更新",
        "错过了什么",
        "波动最大",
        "有什么不同",
        "新增了哪些告警",
    ],
    takes: &[Slot::Span, Slot::Scopes, Slot::Teams, Slot::Filters],
    usage_en: "changes [since DAY]",
    usage_zh: "变化 [自 日期]",
    ..Spec::BLANK
};

#[async_trait]
impl Command for Changes {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        crate::list::List.run(context, call).await
    }
}
