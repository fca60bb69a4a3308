//! `owner`: who answers for a KPI, and who has its alert now.

use async_trait::async_trait;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::spec::{Slot, Spec};

/// The command.
pub(crate) struct Owner;

static SPEC: Spec = Spec {
    name: "owner",
    words_en: &["owner", "who owns"],
    words_zh: &["负责人", "责任人"],
    beside: &["should", "talk", "负责"],
    intent: Intent::Owner,
    asks_en: &[
        "who should i talk to about",
        "who do i ask about",
        "who do i talk to about",
        "who to ask about",
        "who在负责",
        "who is responsible for",
        "whos responsible for",
        "who is in charge of",
        "who is on",
        "whos on",
        "who handles",
        "who takes care of",
        "who looks after",
        "owner of",
        "owner for",
        "who has",
        "who got",
        "whose kpi is",
        "whose is",
        "backup for",
        "who backs up",
    ],
    asks_zh: &[
        "找谁问",
        "谁在负责",
        "该问谁",
        "问谁",
        "who在负责",
        "谁负责",
        "谁在负责",
        "归谁",
        "归谁管",
        "是谁的",
        "谁管",
        "谁在管",
        "谁在跟",
        "谁跟进",
        "谁来处理",
        "谁在处理",
        "是谁负责",
        "负责人是谁",
        "责任人是谁",
        "该找谁",
        "找谁",
        "谁接手了",
        "谁确认的",
    ],
    takes: &[Slot::Kpis, Slot::Scopes, Slot::Alerts],
    needs: &[Slot::Kpis, Slot::Scopes, Slot::Alerts],
    usage_en: "owner KPI",
    usage_zh: "负责人 指标",
    ..Spec::BLANK
};

#[async_trait]
impl Command for Owner {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        crate::kpi::Kpi.run(context, call).await
    }
}
