//! `best`: the KPIs or shops that do best.

use async_trait::async_trait;
use steward_core::message::answer::Rank;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::ranking;
use crate::spec::{Kpis, Slot, Spec, Want};

/// The command.
pub(crate) struct Best;

static SPEC: Spec = Spec {
    name: "best",
    words_en: &["best"],
    words_zh: &["最好"],
    beside: &["the", "kpi", "shop", "store", "kpis", "shops", "店", "店铺", "的", "ones", "哪个", "哪家"],
    intent: Intent::Best,
    asks_en: &[
        "top",
        "leading",
        "best performer",
        "strongest",
        "best performing",
        "top performing",
        "doing best",
        "the best",
        "strongest",
        "which shop is best",
        "top shops",
        "leading",
    ],
    asks_zh: &[
        "排名第一",
        "第一名",
        "排行",
        "做得好",
        "最牛",
        "表现最好",
        "哪个最好",
        "哪个店最好",
        "最好的",
        "最优",
        "做得最好",
        "最强",
        "前几名",
        "最给力",
        "最亮眼",
        "最出色",
        "最佳",
        "哪个最高",
        "卖得最好",
        "哪个好",
        "最厉害",
        "增长最快",
        "涨得最多",
    ],
    takes: &[Slot::Kpis, Slot::Scopes, Slot::Span, Slot::Breakdown, Slot::Teams, Slot::People],
    form: &[
        Want::Kpi(Kpis::All).may(),
        Want::Shop.may(),
        Want::Team.may(),
        Want::Owner.may(),
        Want::Since.may(),
    ],
    usage_en: "best [KPI]",
    usage_zh: "最好 [指标]",
    ..Spec::BLANK
};

#[async_trait]
impl Command for Best {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        ranking::answer(context, &call, Rank::Best).await
    }
}
