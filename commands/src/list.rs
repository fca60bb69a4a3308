//! `list`: how all KPIs stand, worst first.

use std::cmp::Reverse;

use async_trait::async_trait;
use steward_core::digest::DigestLine;
use steward_core::digest::line::line;
use steward_core::judge::{Judgement, Standing, Unjudged};
use steward_core::kpi::{Activity, Kpi};
use steward_core::limit::Severity;
use steward_core::message::answer::Answer;
use steward_store::{alert, judgement};

use crate::alert_line::MOST_LINES;
use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::kpi::most_important;
use crate::meaning::{Filter, Intent};
use crate::spec::{Slot, Spec};

/// The command.
pub(crate) struct List;

static SPEC: Spec = Spec {
    name: "list",
    words_en: &["list", "kpis", "all kpis", "show all", "overview", "status"],
    words_zh: &["列表", "指标列表", "所有指标", "全部指标", "总览", "清单"],
    asks_en: &[
        "everything",
        "overall",
        "how does everything look",
        "how is everything",
        "the big picture",
        "whole picture",
    ],
    beside: &["only", "today", "today's", "今天", "目前"],
    intent: Intent::List,
    asks_zh: &[
        "整体情况",
        "总体情况",
        "整体",
        "大盘",
        "整体怎么样",
        "各项指标",
        "指标情况",
        "都正常吗",
        "哪些指标",
        "哪几个指标",
    ],
    takes: &[Slot::Scopes, Slot::Filters, Slot::Teams, Slot::People],
    usage_en: "list [red]",
    usage_zh: "列表 [越线]",
    ..Spec::BLANK
};

#[async_trait]
impl Command for List {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let filters = call.meaning().map_or(&[][..], |meaning| meaning.filters.as_slice());
        let outside_alone = filters.contains(&Filter::Red);
        let org = context.org;
        let judgements = judgement::all(context.tx).await?;
        let open = alert::open_all(context.tx).await?;
        let mut rows: Vec<(Rank, &Kpi)> = org
            .kpis
            .values()
            .filter(|kpi| kpi.activity != Activity::Draft)
            .map(|kpi| (rank(judgements.get(&kpi.key)), kpi))
            .filter(|(rank, _)| !outside_alone || rank.0 != Reverse(None))
            .collect();
        rows.sort_by_key(|(rank, kpi)| (*rank, &kpi.key));
        let more = rows.len().saturating_sub(MOST_LINES);
        let lines = rows
            .into_iter()
            .take(MOST_LINES)
            .map(|(_, kpi)| {
                let own = open.iter().filter(|alert| alert.kpi == kpi.key);
                let line = line(kpi, judgements.get(&kpi.key), most_important(own), org);
                // No heading says of which day the values are.
                DigestLine { own_period: line.period.map(|first| (first, kpi.grain)), ..line }
            })
            .collect();
        Ok(Outcome::public(Answer::KpiList { lines, more: u32::try_from(more).unwrap_or(u32::MAX) }))
    }
}

/// The place of a KPI in the list: critical, warning, faulty data, everything else.
type Rank = (Reverse<Option<Severity>>, bool);

fn rank(judgement: Option<&Judgement>) -> Rank {
    match judgement.map(|judgement| judgement.standing) {
        Some(Standing::Outside { severity }) => (Reverse(Some(severity)), false),
        Some(Standing::Unjudged { why: Unjudged::DataFault }) => (Reverse(None), false),
        _ => (Reverse(None), true),
    }
}
