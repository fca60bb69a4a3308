//! One KPI now, with everything that an answer from the ledger owes.

use steward_core::digest::line::line;
use steward_core::judge::limits::in_force;
use steward_core::judge::settled;
use steward_core::kpi::Kpi;
use steward_core::message::answer::{Answer, Definition, KpiAnswer, Refusal};
use steward_core::sample::Sample;
use steward_store::{alert, judgement, sample};

use super::most_important;
use crate::context::{Context, Outcome, Stop};

/// Most values in an answer.
const MOST_RECENT: u32 = 14;

/// The answer about a KPI.
pub(crate) async fn answer(context: &mut Context<'_>, kpi: &Kpi) -> Result<Outcome, Stop> {
    Ok(Outcome::public(Answer::Kpi { kpi: Box::new(of(context, kpi).await?) }))
}

/// Everything to be said about a KPI now; refused when nothing of it has arrived.
pub(crate) async fn of(context: &mut Context<'_>, kpi: &Kpi) -> Result<KpiAnswer, Stop> {
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
    let force = shown.map(|sample| in_force(kpi, &sample.seen, context.org.targets_of(&kpi.key)));
    let target_source = force.as_ref().and_then(|force| force.target_source().cloned());
    Ok(KpiAnswer {
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
        target_source: target_source.map(|source| source.named(context.org)),
        limit_source: judged
            .and_then(|reading| reading.limit_source.clone())
            .map(|source| source.named(context.org)),
        provisional: judgement.as_ref().and_then(|judgement| judgement.provisional).or(newest),
        fault,
        recent,
    })
}

fn value(sample: &Sample) -> Option<(jiff::civil::Date, rust_decimal::Decimal)> {
    sample.seen.value.map(|value| (sample.seen.period, value))
}
