//! The best and the worst: shops of a KPI that was named, else KPIs by how far they are from their limits.

use steward_core::message::answer::Rank;

use crate::command::Call;
use crate::context::{Context, Outcome, Stop};
use crate::kpi::several::{self, shops};
use crate::list;

/// The answer, the end that was asked for first.
pub(crate) async fn answer(context: &mut Context<'_>, call: &Call<'_>, order: Rank) -> Result<Outcome, Stop> {
    let meaning = call.meaning_or_blank();
    let org = context.org;
    let named: Vec<_> = meaning.kpis.iter().filter_map(|key| org.kpis.get(key)).collect();
    match named.as_slice() {
        [] => list::ordered(context, meaning, Some(order)).await,
        [kpi] => several::answer(context, shops(org, kpi, &[]), meaning, Some(order)).await,
        several if several::measure_the_same(several) => {
            several::answer(context, named, meaning, Some(order)).await
        }
        _ => list::ordered(context, meaning, Some(order)).await,
    }
}
