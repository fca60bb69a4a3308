//! What the values of a list stand on, read for all of them at once.

use steward_core::alert::Reading;
use steward_core::kpi::Kpi;
use steward_core::message::answer::Basis;
use steward_store::sample;

use crate::context::{Context, Stop};

/// A KPI with the judged value that is shown of it.
pub(crate) type Value<'a> = (&'a Kpi, Option<&'a Reading>);

/// What judged values stand on, in their order; nothing for a KPI without one.
pub(crate) async fn of_each(
    context: &mut Context<'_>,
    values: &[Value<'_>],
) -> Result<Vec<Option<Box<Basis>>>, Stop> {
    let mut wanted: Vec<_> = values
        .iter()
        .filter_map(|(kpi, reading)| reading.map(|reading| (&kpi.key, reading.period, reading.period)))
        .collect();
    wanted.sort_unstable();
    wanted.dedup();
    let samples = sample::between_each(context.tx, &wanted).await?;
    let of = |(kpi, reading): &Value<'_>| {
        let reading = (*reading)?;
        let known = samples.get(&kpi.key).map_or(&[][..], Vec::as_slice);
        let sample = known.iter().find(|sample| sample.seen.period == reading.period);
        Some(Box::new(Basis::of(kpi, reading, sample, context.org)))
    };
    Ok(values.iter().map(of).collect())
}
