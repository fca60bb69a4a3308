//! `kpi`: one or several KPIs, now or over days, compared, by shop.

pub(crate) mod now;
pub(crate) mod several;
mod span;

use async_trait::async_trait;
use steward_core::alert::{Alert, AlertKind};
use steward_core::question::Breakdown;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::{Intent, Meaning};
use crate::spec::{Kpis, Slot, Spec, Want};

/// The command; the name of a KPI alone means it, too.
pub(crate) struct Kpi;

static SPEC: Spec = Spec {
    name: "kpi",
    words_en: &["kpi", "show"],
    words_zh: &["指标", "查询", "查看", "查"],
    intent: Intent::Kpi,
    needs: &[Slot::Kpis],
    takes: &[Slot::Kpis, Slot::Scopes, Slot::Span, Slot::Comparison, Slot::Breakdown],
    form: &[
        Want::Kpi(Kpis::All).must(),
        Want::Since.may(),
        Want::To.may(),
        Want::Comparison.may(),
        Want::Breakdown.may(),
    ],
    usage_en: "kpi NAME",
    usage_zh: "指标 名称",
    ..Spec::BLANK
};

#[async_trait]
impl Command for Kpi {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        match call.meaning() {
            Some(meaning) => meant(context, meaning).await,
            None => crate::list::answer(context, &Meaning::default()).await,
        }
    }
}

/// The answer about the KPIs of a meaning: one or several, now or over days, compared, by shop.
pub(crate) async fn meant(context: &mut Context<'_>, meaning: &Meaning) -> Result<Outcome, Stop> {
    let org = context.org;
    let named: Vec<&steward_core::kpi::Kpi> =
        meaning.kpis.iter().filter_map(|key| org.kpis.get(key)).collect();
    let is_now = meaning.span.is_none() && meaning.comparison.is_none() && meaning.breakdown.is_none();
    match (named.as_slice(), meaning.breakdown) {
        ([], _) => crate::list::answer(context, meaning).await,
        ([kpi], _) if is_now => now::answer(context, kpi).await,
        (several, Some(Breakdown::Shop)) => {
            let shops = several::shops_of_each(org, several, &meaning.scopes);
            several::answer(context, shops, meaning, None).await
        }
        ([kpi], _) => span::answer(context, kpi, meaning).await,
        (several, _) => several::answer(context, several.to_vec(), meaning, None).await,
    }
}

/// Of the open alerts of a KPI, the one that its line names.
pub(crate) fn most_important<'a>(open: impl Iterator<Item = &'a Alert>) -> Option<&'a Alert> {
    open.min_by_key(|alert| match alert.kind {
        AlertKind::Breach => 0,
        AlertKind::EarlyWarning => 1,
        AlertKind::DataFault => 2,
    })
}
