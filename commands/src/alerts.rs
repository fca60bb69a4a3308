//! `alerts`: the alerts of everybody, or of the people, teams, shops and KPIs that were named.

use async_trait::async_trait;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::spec::{Slot, Spec};

/// The command.
pub(crate) struct Alerts;

static SPEC: Spec = Spec {
    name: "alerts",
    words_en: &["alerts", "all alerts", "open alerts"],
    words_zh: &["告警", "告警列表", "所有告警", "全部告警", "未关闭告警"],
    beside: &["doing", "yet", "open", "there"],
    intent: Intent::Alerts,
    asks_en: &[
        "work on",
        "on right now",
        "on at the moment",
        "working on",
        "busy with",
        "what does",
        "on the plate of",
        "alerts of",
        "alerts for",
        "list alerts",
        "show alerts",
        "any alerts",
        "who is late",
        "what is still open",
        "promises",
        "promised",
    ],
    asks_zh: &[
        "在work on",
        "手上有哪些告警",
        "手上有哪些",
        "手上有什么",
        "名下有哪些",
        "在弄什么",
        "什么在手",
        "在做什么",
        "在忙什么",
        "在处理什么",
        "在处理哪些",
        "在跟什么",
        "手上有什么",
        "手头有什么",
        "名下有什么",
        "有哪些告警",
        "有什么告警",
        "的告警",
        "还没处理的",
        "哪些没处理",
        "没人认领",
        "承诺",
    ],
    takes: &[Slot::Filters, Slot::People, Slot::Teams, Slot::Scopes, Slot::Kpis, Slot::Span],
    usage_en: "alerts [overdue | unacknowledged | PERSON | TEAM]",
    usage_zh: "告警 [逾期 | 未确认 | 姓名 | 团队]",
    ..Spec::BLANK
};

#[async_trait]
impl Command for Alerts {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        crate::mine::Mine.run(context, call).await
    }
}
