//! Recovery: how far inside its limits a value must be before it counts as recovered (hysteresis).

use rust_decimal::Decimal;

use crate::kpi::Kpi;
use crate::limit::{Limit, Limits};
use crate::unit::Unit;

/// Whether a value is inside every limit, and past each by the KPI's margin. Without a limit nothing has recovered.
///
/// A margin is never asked for that no value can keep: beyond what is plausible or beyond 100 % for a limit below it,
/// and where a band is too narrow for both its margins, being inside is enough.
pub fn has_recovered(kpi: &Kpi, limits: &Limits, value: Decimal) -> bool {
    if limits.is_empty() || limits.crossed_by(value).is_some() {
        return false;
    }
    let all = || limits.warning.iter().chain(&limits.critical);
    let most = all().filter(|limit| limit.is_upper()).map(|limit| within(kpi, limit)).min();
    let least = all().filter(|limit| !limit.is_upper()).map(|limit| within(kpi, limit)).max();
    match (least, most) {
        (Some(least), Some(most)) if least > most => true,
        _ => least.is_none_or(|least| value >= least) && most.is_none_or(|most| value <= most),
    }
}

/// The value that is inside a limit by the margin, no further than values can go.
fn within(kpi: &Kpi, limit: &Limit) -> Decimal {
    let margin = kpi.recovery_margin.max(Decimal::ZERO);
    let Some(distance) = limit.value.abs().checked_mul(margin) else { return limit.value };
    if limit.is_upper() {
        let asked = limit.value.checked_sub(distance).unwrap_or(limit.value);
        let lowest = kpi.plausibility.min;
        lowest.map_or(asked, |lowest| asked.max(lowest))
    } else {
        let asked = limit.value.checked_add(distance).unwrap_or(limit.value);
        let is_share = kpi.unit == Unit::Percent && limit.value <= Decimal::ONE;
        let highest = kpi.plausibility.max.into_iter().chain(is_share.then_some(Decimal::ONE)).min();
        highest.map_or(asked, |highest| asked.min(highest))
    }
}
