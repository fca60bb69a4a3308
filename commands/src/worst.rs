//! `worst`: the KPIs or shops that do worst.

use async_trait::async_trait;
use steward_core::message::answer::Rank;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::ranking;
use crate::spec::{Kpis, Slot, Spec, Want};

/// The command.
pub(crate) struct Worst;

static SPEC: Spec = Spec {
    name: "worst",
    words_en: &["worst"],
    words_zh: &["最差"],
    beside: &[
        "the", "kpi", "shop", "store", "kpis", "shops", "店", "店铺", "的", "ones", "哪个", "哪家", "has",
        "the", "has", "with", "has the",
    ],
    intent: Intent::Worst,
    asks_en: &[
        "bottom",
        "lagging",
        "worst performer",
        "weakest",
        "poorest",
        "worst",
        "highest",
        "lowest",
        "worst performing",
        "doing worst",
        "the worst",
        "weakest",
        "which shop is worst",
        "bottom",
        "biggest problem",
        "biggest problems",
        "most urgent",
        "weak spots",
        "weak spot",
        "underperforming",
        "underperformers",
        "doing badly",
        "struggling",
        "falling behind",
        "worst offenders",
        "worst offender",
        "needs attention",
        "need attention",
        "top problems",
        "biggest issue",
        "biggest issues",
        "hurting most",
    ],
    asks_zh: &[
        "最烂",
        "垫底",
        "倒数",
        "最惨",
        "最糟",
        "最拉",
        "哪家最低",
        "最低的",
        "最高的",
        "最高",
        "最低",
        "表现最差",
        "哪个最差",
        "哪个店最差",
        "最差的",
        "最糟",
        "最弱",
        "垫底",
        "倒数",
        "问题最大",
        "最严重",
        "最该管",
        "最不行",
        "最不好",
        "最需要关注",
        "需要关注",
        "拖后腿",
        "最拖后腿",
        "最危险",
        "最该关注",
        "最大的问题",
        "问题最多",
        "掉得最多",
        "跌得最多",
        "哪个不行",
        "哪些不行",
        "最差劲",
        "最高的是哪个",
        "最低的是哪个",
    ],
    takes: &[Slot::Kpis, Slot::Scopes, Slot::Span, Slot::Breakdown, Slot::Teams, Slot::People],
    form: &[
        Want::Kpi(Kpis::All).may(),
        Want::Shop.may(),
        Want::Team.may(),
        Want::Owner.may(),
        Want::Since.may(),
    ],
    usage_en: "worst [KPI]",
    usage_zh: "最差 [指标]",
    ..Spec::BLANK
};

#[async_trait]
impl Command for Worst {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        ranking::answer(context, &call, Rank::Worst).await
    }
}
