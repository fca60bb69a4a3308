//! `room`: how much room is left until the limit of a KPI.

use async_trait::async_trait;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::spec::{Slot, Spec};

/// The command.
pub(crate) struct Room;

static SPEC: Spec = Spec {
    name: "room",
    words_en: &["room", "headroom"],
    words_zh: &["余量", "空间"],
    beside: &[
        "much",
        "hits",
        "取消",
        "再取消几单",
        "再取消",
        "defects",
        "defect",
        "late orders",
        "late",
        "orders",
        "order",
        "can we take",
        "we take",
        "can we have",
        "before",
        "until",
        "hits",
        "hit",
        "hitting",
        "we hit",
        "reach",
        "reaches",
        "the limit",
        "limit",
        "from the limit",
        "from",
        "left",
        "go",
        "red line",
        "红线",
        "到",
        "离",
        "单",
        "几单",
        "几个",
        "次",
        "上限",
        "限",
        "阈值",
        "才",
        "会",
        "之前",
        "就",
        "空间",
        "cancellations",
        "claims",
        "shipments",
        "迟几单",
        "错几单",
        "多少单",
        "still",
        "allowed",
        "afford",
    ],
    intent: Intent::Room,
    asks_en: &[
        "how much slack",
        "slack",
        "how far",
        "how much room",
        "how many more",
        "how much more",
        "room until",
        "room before",
        "room left",
        "how far from",
        "how far is",
        "how close",
        "how close to",
        "away from",
        "before we breach",
        "until we breach",
        "distance to",
        "buffer",
        "margin until",
    ],
    asks_zh: &[
        "还剩多少余地",
        "余地",
        "还能再",
        "还能迟",
        "还能错",
        "还有多远",
        "还剩多少",
        "能再",
        "离",
        "还差",
        "还有多少空间",
        "还有多少余量",
        "还能有多少",
        "还能容",
        "还能出几单",
        "还能再",
        "还差多少",
        "离红线",
        "距红线",
        "离上限",
        "离限值",
        "距离限值",
        "离目标还",
        "还有多远",
        "多久会越线",
        "还剩多少",
    ],
    takes: &[Slot::Kpis, Slot::Scopes, Slot::Number],
    needs: &[Slot::Kpis, Slot::Scopes],
    usage_en: "room KPI [until LIMIT]",
    usage_zh: "余量 指标 [到 限值]",
    ..Spec::BLANK
};

#[async_trait]
impl Command for Room {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        crate::kpi::Kpi.run(context, call).await
    }
}
