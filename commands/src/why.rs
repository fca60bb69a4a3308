//! `why`: why a KPI is beyond its limit: by how much, since when, and what moved.

use async_trait::async_trait;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::spec::{Slot, Spec};

/// The command.
pub(crate) struct Why;

static SPEC: Spec = Spec {
    name: "why",
    words_en: &["why"],
    words_zh: &["为什么", "为何"],
    beside: &[
        "so high",
        "so low",
        "high",
        "low",
        "up",
        "down",
        "red",
        "红",
        "这么高",
        "这么低",
        "高",
        "低",
        "涨",
        "跌",
        "涨了",
        "跌了",
        "高了",
        "低了",
        "这么",
        "那么",
        "then",
        "again",
        "又",
        "突然",
        "bad",
        "worse",
        "差",
        "掉",
    ],
    intent: Intent::Why,
    asks_en: &[
        "why's",
        "whys",
        "why is",
        "why are",
        "why did",
        "why was",
        "how come",
        "what caused",
        "reason for",
        "root cause of",
        "what is wrong with",
        "whats wrong with",
        "what happened to",
        "what happened with",
        "what drives",
        "explain",
    ],
    asks_zh: &[
        "why",
        "咋",
        "怎么",
        "为啥",
        "怎么红了",
        "怎么回事",
        "咋回事",
        "什么原因",
        "啥原因",
        "怎么超了",
        "怎么越线了",
        "怎么涨了",
        "怎么跌了",
        "怎么掉了",
        "怎么这么高",
        "怎么这么低",
        "出了什么问题",
    ],
    takes: &[Slot::Kpis, Slot::Scopes, Slot::Span, Slot::Comparison, Slot::Filters],
    usage_en: "why [KPI]",
    usage_zh: "为什么 [指标]",
    on_alert: true,
    ..Spec::BLANK
};

#[async_trait]
impl Command for Why {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        crate::kpi::Kpi.run(context, call).await
    }
}
