//! What must be true of every entry of the catalogue, and of the rules that change by date.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use rstest::rstest;
use rust_decimal::Decimal;

use super::read::{self, CatalogError};
use super::*;
use crate::id::KpiKey;
use crate::kpi::Class::{self, Efficiency, Growth, Risk};
use crate::kpi::Direction::{self, Band, Higher, Lower};
use crate::limit::Severity::{self, Critical, Warning};
use crate::unit::Unit;

/// Every KPI of the reference, with its direction and class.
const REFERENCE: [(&str, Direction, Class); 75] = [
    ("sales_ordered", Higher, Growth),
    ("target_pace", Higher, Growth),
    ("sessions", Higher, Growth),
    ("cvr_unit_session", Higher, Efficiency),
    ("store_cvr", Higher, Efficiency),
    ("buybox_pct", Higher, Risk),
    ("aov", Band, Efficiency),
    ("organic_share", Higher, Efficiency),
    ("sqp_purchase_share", Higher, Growth),
    ("repeat_customer_pct", Higher, Growth),
    ("ad_spend", Band, Efficiency),
    ("acos", Lower, Efficiency),
    ("tacos", Lower, Efficiency),
    ("roas", Higher, Efficiency),
    ("ctr", Higher, Efficiency),
    ("cpc", Lower, Efficiency),
    ("ad_cvr", Higher, Efficiency),
    ("wasted_spend_pct", Lower, Efficiency),
    ("budget_capped_pct", Lower, Efficiency),
    ("tos_impr_share", Higher, Growth),
    ("amz_lsr", Lower, Risk),
    ("amz_cancel", Lower, Risk),
    ("amz_vtr", Higher, Risk),
    ("amz_otdr", Higher, Risk),
    ("wm_otd", Higher, Risk),
    ("wm_cancel", Lower, Risk),
    ("wm_vtr", Higher, Risk),
    ("wm_late_ship", Lower, Risk),
    ("ebay_late", Lower, Risk),
    ("ebay_tracking", Higher, Risk),
    ("order_to_ship_h", Lower, Efficiency),
    ("firstleg_days", Lower, Efficiency),
    ("inbound_gap_pct", Lower, Efficiency),
    ("amz_late_response", Lower, Risk),
    ("frt_median_h", Lower, Efficiency),
    ("resolve_48h_pct", Higher, Efficiency),
    ("wm_srr", Higher, Risk),
    ("low_star_new", Lower, Risk),
    ("wm_neg_feedback", Lower, Risk),
    ("ncx_rate", Lower, Risk),
    ("refund_rate", Lower, Risk),
    ("return_rate_cohort", Lower, Risk),
    ("wm_return", Lower, Risk),
    ("wm_inr", Lower, Risk),
    ("ebay_inad_inr", Lower, Risk),
    ("days_of_supply", Band, Risk),
    ("in_stock_top", Higher, Risk),
    ("restock_on_time", Higher, Efficiency),
    ("restock_due", Lower, Efficiency),
    ("inv_turnover", Higher, Efficiency),
    ("sell_through_90", Higher, Efficiency),
    ("excess_pct", Lower, Efficiency),
    ("aged_181_pct", Lower, Efficiency),
    ("stranded_pct", Lower, Risk),
    ("stranded_units", Lower, Risk),
    ("storage_util_wk", Lower, Efficiency),
    ("ipi", Higher, Risk),
    ("net_margin", Higher, Growth),
    ("fee_load_pct", Lower, Efficiency),
    ("landed_cost_pct", Lower, Efficiency),
    ("vamp_ratio", Lower, Risk),
    ("funds_held_days", Lower, Risk),
    ("amz_odr", Lower, Risk),
    ("amz_atoz_rate", Lower, Risk),
    ("amz_ahr", Higher, Risk),
    ("policy_violations", Lower, Risk),
    ("listing_blocked", Lower, Risk),
    ("ebay_tdr", Lower, Risk),
    ("ebay_ccwsr", Lower, Risk),
    ("wm_risk", Lower, Risk),
    ("ack_in_sla", Higher, Efficiency),
    ("fix_in_sla", Higher, Efficiency),
    ("repeat_breach", Lower, Efficiency),
    ("data_fresh", Higher, Risk),
    ("alert_precision", Higher, Efficiency),
];

/// The days on which rules of the catalogue begin, and a day before and after all of them.
fn days() -> BTreeSet<Date> {
    let of_limits = catalog().iter().flat_map(|entry| &entry.limits);
    let edges = of_limits.flat_map(|limit| limit.valid_from.into_iter().chain(limit.valid_to));
    edges.chain([date(2020, 1, 1), date(2030, 1, 1)]).collect()
}

fn has_chinese(text: &str) -> bool {
    text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
}

#[test]
fn every_file_can_be_read() {
    let entries = read::entries().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(entries.len(), REFERENCE.len());
    assert_eq!(pack::packs().unwrap_or_else(|error| panic!("{error}")).len(), starter_packs().len());
}

#[test]
fn every_kpi_of_the_reference_is_there_once() {
    let keys: Vec<_> =
        catalog().iter().map(|entry| (entry.key.as_str(), entry.direction, entry.class)).collect();
    assert_eq!(keys, REFERENCE);
    let unique: BTreeSet<_> = REFERENCE.iter().map(|(key, ..)| KpiKey::parse(key).unwrap()).collect();
    assert_eq!(unique.len(), REFERENCE.len());
}

#[test]
fn every_entry_speaks_both_languages() {
    for entry in catalog() {
        let key = &entry.key;
        assert!(!entry.name_en.is_empty() && !has_chinese(&entry.name_en), "{key}");
        assert!(has_chinese(&entry.name_zh), "{key}");
        assert!(!entry.formula_en.is_empty() && !has_chinese(&entry.formula_en), "{key}");
        assert!(has_chinese(&entry.formula_zh), "{key}");
        assert!(entry.aliases.iter().any(|alias| has_chinese(alias)), "{key}");
        assert!(entry.aliases.iter().any(|alias| !has_chinese(alias)), "{key}");
        assert_eq!(entry.notes_en.is_some(), entry.notes_zh.is_some(), "{key}");
        assert!(entry.notes_en.as_deref().is_none_or(|note| !has_chinese(note)), "{key}");
        assert!(entry.notes_zh.as_deref().is_none_or(has_chinese), "{key}");
        assert!(!entry.data_source.is_empty(), "{key}");
    }
}

/// What people call the cancel rate of Amazon and that of Walmart alike: who says no more is asked which they mean.
const SHARED: [&str; 3] = ["cancel rate", "cancellation rate", "订单取消率"];

#[test]
fn no_two_entries_share_a_name_unless_it_is_asked_about() {
    let mut owners = BTreeMap::new();
    for entry in catalog() {
        let labels = [&entry.key, &entry.name_en, &entry.name_zh];
        for name in labels.into_iter().chain(&entry.aliases) {
            assert_eq!(name.trim(), name, "{}", entry.key);
            let earlier = owners.insert(name.to_lowercase(), &entry.key);
            // A key of one word and the English name of the same entry may be the same word.
            assert!(
                earlier
                    .is_none_or(|earlier| *earlier == entry.key || SHARED.contains(&&*name.to_lowercase())),
                "{name}: {earlier:?} and {}",
                entry.key
            );
        }
        let aliases: BTreeSet<_> = entry.aliases.iter().map(|alias| alias.to_lowercase()).collect();
        assert_eq!(aliases.len(), entry.aliases.len(), "{} repeats an alias", entry.key);
        let names = [entry.name_en.to_lowercase(), entry.name_zh.to_lowercase()];
        assert!(names.iter().all(|name| !aliases.contains(name)), "{} repeats its name", entry.key);
    }
}

#[test]
fn every_limit_says_where_it_comes_from() {
    for entry in catalog() {
        for limit in &entry.limits {
            let key = &entry.key;
            assert!(limit.source.split_whitespace().count() > 3, "{key}: {}", limit.source);
            assert!(limit.checked_on >= date(2026, 11, 1), "{key}");
            let is_second_hand = matches!(limit.evidence, Evidence::ThirdParty | Evidence::General);
            assert!(limit.confirm || !is_second_hand, "{key}: a second-hand limit is to be confirmed");
            let is_proposal = limit.source.starts_with("Steward's proposal");
            assert_eq!(is_proposal, limit.evidence == Evidence::Proposed, "{key}");
            let ordered = limit.valid_from.zip(limit.valid_to).is_none_or(|(first, last)| first <= last);
            assert!(ordered, "{key}");
        }
    }
}

#[test]
fn limits_lie_on_the_side_where_the_kpi_is_bad() {
    for entry in catalog() {
        for limit in &entry.limits {
            let right = match entry.direction {
                Lower => limit.limit.is_upper(),
                Higher => !limit.limit.is_upper(),
                Band => true,
            };
            assert!(right, "{}: {}", entry.key, limit.limit.write(entry.unit));
        }
    }
}

#[test]
fn on_every_day_critical_lies_beyond_warning() {
    for (entry, day) in catalog().iter().flat_map(|entry| days().into_iter().map(move |day| (entry, day))) {
        let limits = entry.limits_on(day);
        for upper in [true, false] {
            let side = |limits: &[crate::limit::Limit]| -> Vec<Decimal> {
                limits.iter().filter(|limit| limit.is_upper() == upper).map(|limit| limit.value).collect()
            };
            let (warning, critical) = (side(&limits.warning), side(&limits.critical));
            assert!(warning.len() <= 1 && critical.len() <= 1, "{} on {day}: two edges of a kind", entry.key);
            for (warning, critical) in warning.iter().zip(&critical) {
                let beyond = if upper { critical >= warning } else { critical <= warning };
                assert!(beyond, "{} on {day}: {critical} is inside {warning}", entry.key);
            }
        }
    }
}

#[test]
fn limits_are_values_that_can_occur() {
    for entry in catalog() {
        let (min, max) = (entry.plausibility.min, entry.plausibility.max);
        assert!(min.zip(max).is_none_or(|(min, max)| min < max), "{}", entry.key);
        for limit in &entry.limits {
            let value = limit.limit.value;
            assert!(min.is_none_or(|min| min <= value), "{}", entry.key);
            assert!(max.is_none_or(|max| value <= max), "{}", entry.key);
        }
        assert!(entry.plausibility.jump.is_none_or(|jump| jump > Decimal::ONE), "{}", entry.key);
    }
}

#[test]
fn percents_are_fractions_with_a_floor() {
    for entry in catalog().iter().filter(|entry| entry.unit == Unit::Percent) {
        assert!(entry.plausibility.min.is_some(), "{}", entry.key);
        let (min, max) = (entry.plausibility.min, entry.plausibility.max);
        // What the platforms' own rules judge is a share of orders.
        if entry.platform_target {
            assert_eq!((min, max), (Some(Decimal::ZERO), Some(Decimal::ONE)), "{}", entry.key);
        }
    }
    assert_eq!(entry("refund_rate").unwrap().plausibility.max, None);
}

#[test]
fn relative_changes_point_where_the_kpi_is_bad() {
    for entry in catalog() {
        for relative in &entry.relative {
            let (Change::Share(amount) | Change::Points(amount)) = relative.change;
            let right = match entry.direction {
                // Most of a category's limit is a warning before the limit itself.
                Lower => amount >= Decimal::ZERO || relative.against == Reference::CategoryLimit,
                Higher => amount <= Decimal::ZERO,
                Band => amount > Decimal::ZERO,
            };
            assert!(right, "{}: {amount}", entry.key);
            assert!(relative.periods >= 1, "{}", entry.key);
        }
        let severities: Vec<_> = entry.relative.iter().map(|relative| relative.severity).collect();
        assert!(severities.windows(2).all(|pair| pair[0] < pair[1]), "{}", entry.key);
    }
}

#[rstest]
#[case::visa_before("vamp_ratio", "2026-03-31", Critical, ">= 2.2%")]
#[case::visa_after("vamp_ratio", "2026-04-01", Critical, ">= 1.5%")]
#[case::walmart_delivery_before("wm_otd", "2026-01-28", Critical, "<= 95%")]
#[case::walmart_delivery_after("wm_otd", "2026-01-29", Critical, "< 90%")]
#[case::walmart_delivery_warning("wm_otd", "2026-01-29", Warning, "< 93%")]
#[case::walmart_returns_before("wm_return", "2026-01-28", Critical, "")]
#[case::walmart_returns_after("wm_return", "2026-01-29", Critical, "> 6%")]
#[case::walmart_not_received("wm_inr", "2026-01-29", Critical, "> 2%")]
#[case::amazon_delivery_before("amz_otdr", "2024-09-24", Critical, "")]
#[case::amazon_delivery_after("amz_otdr", "2024-09-25", Critical, "< 90%")]
#[case::amazon_delivery_advice("amz_otdr", "2024-09-24", Warning, "< 95%")]
fn rules_change_on_their_day(
    #[case] key: &str,
    #[case] day: Date,
    #[case] severity: Severity,
    #[case] written: &str,
) {
    let entry = entry(key).unwrap();
    let limits = entry.limits_on(day);
    let limits = if severity == Critical { limits.critical } else { limits.warning };
    let limits: Vec<_> = limits.iter().map(|limit| limit.write(entry.unit)).collect();
    assert_eq!(limits.join(", "), written);
}

#[rstest]
#[case::under_is_good("amz_lsr", ">= 4%")]
#[case::under_is_good("amz_cancel", ">= 2.5%")]
#[case::under_is_good("amz_odr", ">= 1%")]
#[case::at_least_is_good("amz_vtr", "< 95%")]
#[case::over_is_good("wm_srr", "<= 95%")]
#[case::at_most_is_good("wm_cancel", "> 2%")]
#[case::at_most_is_good("wm_neg_feedback", "> 2%")]
#[case::at_most_is_good("ebay_tdr", "> 2%")]
#[case::band("days_of_supply", "< 28, > 180")]
fn the_edge_itself_is_judged_as_the_platform_does(#[case] key: &str, #[case] written: &str) {
    let entry = entry(key).unwrap();
    let critical = entry.limits_on(date(2026, 11, 23)).critical;
    let critical: Vec<_> = critical.iter().map(|limit| limit.write(entry.unit)).collect();
    assert_eq!(critical.join(", "), written);
}

#[test]
fn risk_carries_its_share() {
    let risks = catalog().iter().filter(|entry| entry.class == Risk).count();
    assert!(risks * 10 >= catalog().len() * 3, "{risks} of {}", catalog().len());
    assert!(catalog().iter().filter(|entry| entry.event).all(|entry| entry.class == Risk));
}

#[test]
fn a_platform_metric_is_a_reading() {
    for entry in catalog().iter().filter(|entry| entry.platform_target) {
        assert_eq!(entry.aggregation, crate::kpi::Aggregation::Gauge, "{}", entry.key);
        assert_eq!(entry.lag.settle_hours, 0, "{}: a snapshot is final", entry.key);
    }
}

#[test]
fn packs_name_entries_and_are_small() {
    let keys: Vec<_> = starter_packs().iter().map(|pack| pack.key.as_str()).collect();
    assert_eq!(keys, ["fba_brand", "amazon_self_fulfilled", "walmart", "shopify"]);
    for pack in starter_packs() {
        assert!(has_chinese(&pack.name_zh) && !pack.name_en.is_empty(), "{}", pack.key);
        assert_eq!(pack.kpis.len(), 5, "{}", pack.key);
        let risks = pack.kpis.iter().filter(|key| entry(key).unwrap().class == Risk).count();
        assert!(risks > 0, "{} has no risk KPI", pack.key);
    }
}

#[rstest]
#[case("acos", &["acos"])]
#[case("acso", &["acos"])]
#[case("tacso", &["tacos"])]
#[case("amz-odrr", &["amz_odr"])]
#[case("On time delivery", &["amz_otdr"])]
#[case("退货率", &["return_rate_cohort"])]
#[case("库存周转", &["inv_turnover"])]
#[case("ship", &["order_to_ship_h", "wm_late_ship", "amz_lsr"])]
#[case("x", &[])]
#[case("", &[])]
fn a_typing_error_finds_its_key(#[case] text: &str, #[case] keys: &[&str]) {
    let found = nearest(text);
    assert!(found.len() <= 3);
    assert!(found.starts_with(keys), "{found:?}");
    assert_eq!(found.is_empty(), keys.is_empty(), "{found:?}");
}

#[test]
fn an_unknown_key_or_a_broken_limit_names_its_place() {
    let text = include_str!("../../catalog/ads.toml");
    let broken = text.replacen("change = \"±15%\"", "change = \"a bit\"", 1);
    let error = read::file(Department::Ads, &broken).unwrap_err();
    assert!(matches!(&error, CatalogError::Entry(key, _) if key == "ad_spend"), "{error}");
    let unknown = text.replacen("class = ", "colour = \"red\"\nclass = ", 1);
    let error = read::file(Department::Ads, &unknown).unwrap_err().to_string();
    assert!(error.contains("colour"), "{error}");
    let dated =
        include_str!("../../catalog/finance.toml").replacen("= 2026-11-01", "= 2026-11-01T08:00:00", 1);
    assert!(matches!(read::file(Department::Finance, &dated), Err(CatalogError::Entry(..))));
}
