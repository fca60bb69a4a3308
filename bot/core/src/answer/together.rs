//! What the shops of one KPI come to together, or why that would mislead.

use rust_decimal::Decimal;

use super::total::{NoTotal, Total, sum};
use crate::kpi::Aggregation;
use crate::message::answer::{KpiValue, Together};
use crate::unit::Unit;

/// Puts the values of shops together: sums are added, ratios made from the sums of their parts.
pub fn together(shops: &[KpiValue]) -> Together {
    let mut units: Vec<Unit> = Vec::new();
    for shop in shops {
        if !units.contains(&shop.line.unit) {
            units.push(shop.line.unit);
        }
    }
    let [unit] = units[..] else { return Together::MixedUnits { units } };
    let is_reading = |shop: &KpiValue| {
        shop.aggregation == Aggregation::Gauge || matches!(shop.measured.total, Total::Reading { .. })
    };
    if shops.iter().any(is_reading) {
        return Together::Readings;
    }
    let is_empty = |shop: &&KpiValue| {
        matches!(shop.measured.total, Total::Nothing { why } if why != NoTotal::NoDenominator)
            || (shop.aggregation == Aggregation::Ratio && shop.measured.total.parts().is_none())
    };
    let without: Vec<_> = shops.iter().filter(is_empty).map(|shop| shop.line.kpi.clone()).collect();
    if !without.is_empty() {
        return Together::Incomplete { kpis: without };
    }
    let total = if shops.iter().all(|shop| shop.aggregation == Aggregation::Sum) {
        added(shops)
    } else {
        divided(shops)
    };
    Together::Whole { total: total.unwrap_or(Total::Nothing { why: NoTotal::TooLarge }), unit }
}

fn added(shops: &[KpiValue]) -> Option<Total> {
    let value = sum(shops.iter().filter_map(|shop| shop.measured.total.value()))?;
    Some(Total::Whole { value, numerator: None, denominator: None })
}

fn divided(shops: &[KpiValue]) -> Option<Total> {
    let parts: Vec<(Decimal, Decimal)> =
        shops.iter().filter_map(|shop| shop.measured.total.parts()).collect();
    let numerator = sum(parts.iter().map(|(numerator, _)| *numerator))?;
    let denominator = sum(parts.iter().map(|(_, denominator)| *denominator))?;
    if denominator.is_zero() {
        return Some(Total::Nothing { why: NoTotal::NoDenominator });
    }
    let value = numerator.checked_div(denominator)?;
    Some(Total::Whole { value, numerator: Some(numerator), denominator: Some(denominator) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::measure::{Series, measure};
    use crate::digest::line::line;
    use crate::judge::example::{at, day, days, dec, kpi};
    use crate::kpi::Kpi;
    use crate::org::Org;

    fn shop(
        key: &str,
        aggregation: Aggregation,
        unit: &str,
        values: &str,
        parts: Option<(&str, &str)>,
    ) -> KpiValue {
        let kpi = Kpi { aggregation, catalog: None, unit: unit.parse().unwrap(), ..kpi(key) };
        let mut samples = days(&kpi, "2026-06-01", values);
        for sample in &mut samples {
            sample.seen.numerator = parts.map(|(numerator, _)| dec(numerator));
            sample.seen.denominator = parts.map(|(_, denominator)| dec(denominator));
        }
        let series = Series { kpi: &kpi, targets: &[], samples: &samples };
        let measured = measure(&series, day("2026-06-01"), day("2026-06-01"), at("2026-07-01T00:00:00Z"));
        KpiValue {
            line: line(&kpi, None, None, &Org::default()),
            zone: kpi.zone.clone(),
            grain: kpi.grain,
            direction: kpi.direction,
            aggregation,
            measured,
            compared: None,
        }
    }

    #[test]
    fn sums_add_and_ratios_divide_sums() {
        let sums =
            [("a", "2"), ("b", "3")].map(|(key, value)| shop(key, Aggregation::Sum, "USD", value, None));
        let Together::Whole { total, .. } = together(&sums) else { panic!("a sum") };
        assert_eq!(total.value(), Some(dec("5")));
        let ratios = [
            shop("a", Aggregation::Ratio, "percent", "0.5", Some(("1", "2"))),
            shop("b", Aggregation::Ratio, "percent", "0.1", Some(("1", "10"))),
        ];
        let Together::Whole { total, .. } = together(&ratios) else { panic!("a ratio") };
        assert_eq!(total.parts(), Some((dec("2"), dec("12"))));
    }

    #[test]
    fn currencies_are_never_mixed() {
        let shops = [("a", "USD"), ("b", "EUR"), ("c", "USD")]
            .map(|(key, unit)| shop(key, Aggregation::Sum, unit, "2", None));
        let units = ["USD", "EUR"].map(|unit| unit.parse().unwrap()).to_vec();
        assert_eq!(together(&shops), Together::MixedUnits { units });
    }

    #[test]
    fn what_would_mislead_is_refused() {
        let readings = [shop("a", Aggregation::Gauge, "count", "2", None)];
        assert_eq!(together(&readings), Together::Readings);
        let sums = [
            shop("a", Aggregation::Sum, "count", "2", None),
            shop("b", Aggregation::Sum, "count", ".", None),
        ];
        assert_eq!(together(&sums), Together::Incomplete { kpis: vec!["b".parse().unwrap()] });
        let ratios = [shop("a", Aggregation::Ratio, "percent", "0.5", None)];
        assert_eq!(together(&ratios), Together::Incomplete { kpis: vec!["a".parse().unwrap()] });
    }
}
