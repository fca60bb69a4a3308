//! `freshness`: how fresh the data is: to which day it reaches, and whether more is overdue.

use async_trait::async_trait;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::spec::{Slot, Spec};

/// The command.
pub(crate) struct Freshness;

static SPEC: Spec = Spec {
    name: "freshness",
    words_en: &["freshness", "data status", "data freshness"],
    words_zh: &["数据新鲜度", "数据状态", "数据更新"],
    beside: &["from"],
    intent: Intent::Freshness,
    asks_en: &[
        "is our data current",
        "data current",
        "up to date",
        "is the data fresh",
        "how fresh",
        "how old",
        "how current",
        "how recent",
        "up to date",
        "when was it updated",
        "when was the data updated",
        "last updated",
        "last update",
        "is the data",
        "is data",
        "data late",
        "data missing",
        "data arrived",
        "data in yet",
        "where does the data stop",
    ],
    asks_zh: &[
        "数据拉到哪天",
        "拉到哪天",
        "数据是最新的吗",
        "数据是最新的",
        "数据新不新",
        "拉到哪天了",
        "更新到哪天",
        "数据是什么时候的",
        "什么时候的数据",
        "数据是哪天的",
        "哪天的数据",
        "数据到哪天",
        "数据到几号",
        "数据更新到",
        "更新到哪天",
        "更新到几号",
        "更新了吗",
        "什么时候更新",
        "数据新不新",
        "数据多新",
        "最新数据",
        "数据齐了吗",
        "数据到了吗",
        "数据延迟",
        "数据断了",
        "数据有没有",
        "缺数据",
        "数据截至",
    ],
    takes: &[Slot::Kpis, Slot::Scopes, Slot::Filters, Slot::Teams],
    usage_en: "freshness [KPI]",
    usage_zh: "数据新鲜度 [指标]",
    ..Spec::BLANK
};

#[async_trait]
impl Command for Freshness {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        crate::list::List.run(context, call).await
    }
}
