//! `kpi`: one KPI now, with everything that an answer from the ledger owes.

use async_trait::async_trait;
use steward_core::alert::{Alert, AlertKind};
use steward_core::digest::line::line;
use steward_core::judge::settled;
use steward_core::message::answer::{Answer, Definition, KpiAnswer, Refusal};
use steward_core::sample::Sample;
use steward_store::{alert, judgement, sample};

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::spec::{Slot, Spec};

/// The command; the name of a KPI alone means it, too.
pub(crate) struct Kpi;

static SPEC: Spec = Spec {
    name: "kpi",
    words_en: &["kpi", "show"],
    words_zh: &["指标", "查询", "查看", "查"],
    intent: Intent::Kpi,
    needs: &[Slot::Kpis],
    takes: &[Slot::Kpis, Slot::Scopes, Slot::Span, Slot::Comparison, Slot::Breakdown],
    usage_en: "kpi NAME",
    usage_zh: "指标 名称",
    ..Spec::BLANK
};

/// Most values in an answer.
const MOST_RECENT: u32 = 14;

#[async_trait]
impl Command for Kpi {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let org = context.org;
        let named = call.meaning().and_then(|meaning| meaning.kpis.first()).and_then(|key| org.kpis.get(key));
        match named {
            Some(kpi) => answer(context, kpi).await,
            None => crate::list::List.run(context, call).await,
        }
    }
}

/// The answer about a KPI.
pub(crate) async fn answer(context: &mut Context<'_>, kpi: &steward_core::kpi::Kpi) -> Result<Outcome, Stop> {
    let samples = sample::latest(context.tx, &kpi.key, MOST_RECENT).await?;
    let judgement = judgement::of(context.tx, &kpi.key).await?;
    let open = alert::open_of(context.tx, &kpi.key).await?;
    let judged = judgement.as_ref().and_then(|judgement| judgement.reading.as_ref());
    let fault = judgement.as_ref().and_then(|judgement| judgement.fault.clone());
    if samples.is_empty() && judged.is_none() && fault.is_none() {
        return Err(Refusal::NoData { name_en: kpi.name_en.clone(), name_zh: kpi.name_zh.clone() }.into());
    }
    // The sample behind the judged value; before the first judgement, the newest.
    let shown = match judged {
        Some(reading) => samples.iter().find(|sample| sample.seen.period == reading.period),
        None => samples.last(),
    };
    let newest = samples.last().filter(|_| judgement.is_none()).and_then(value);
    let recent = match &judgement {
        Some(judgement) => judgement.readings.iter().map(|reading| (reading.period, reading.value)).collect(),
        None => samples.iter().filter_map(value).collect(),
    };
    Ok(Outcome::public(Answer::Kpi {
        kpi: Box::new(KpiAnswer {
            line: line(kpi, judgement.as_ref(), most_important(open.iter()), context.org),
            definition: Definition::of(kpi),
            zone: kpi.zone.clone(),
            direction: kpi.direction,
            aggregation: kpi.aggregation,
            state: shown.map(|sample| settled::state(kpi, sample, context.now)),
            as_of: shown.map(|sample| sample.fetched_at),
            source: shown.map_or_else(|| kpi.source.clone(), |sample| sample.seen.source.clone()),
            window: shown.and_then(|sample| sample.seen.window),
            target: judgement.as_ref().and_then(|judgement| judgement.target),
            limit_source: judged
                .and_then(|reading| reading.limit_source.clone())
                .map(|source| source.named(context.org)),
            provisional: judgement.as_ref().and_then(|judgement| judgement.provisional).or(newest),
            fault,
            recent,
        }),
    }))
}

fn value(sample: &Sample) -> Option<(jiff::civil::Date, rust_decimal::Decimal)> {
    sample.seen.value.map(|value| (sample.seen.period, value))
}

/// Of the open alerts of a KPI, the one that its line names.
pub(crate) fn most_important<'a>(open: impl Iterator<Item = &'a Alert>) -> Option<&'a Alert> {
    open.min_by_key(|alert| match alert.kind {
        AlertKind::Breach => 0,
        AlertKind::EarlyWarning => 1,
        AlertKind::DataFault => 2,
    })
}
