//! Which KPI of the team wants a number of a file.

use steward_core::kpi::Kpi;
use steward_core::org::Org;

use crate::marketplace::{self, Marketplace};
use crate::reading::Fulfilment;

/// Who wants a number.
#[derive(Debug)]
pub(crate) enum Wanted<'a> {
    /// This KPI.
    By(&'a Kpi),
    /// None.
    ByNobody,
    /// Several, and nothing says which.
    Unclear(Vec<&'a Kpi>),
}

/// Finds the KPI of a catalogue entry, narrowed by the shop that was named, or else by the marketplace of the file.
///
/// A paused KPI still takes numbers, so that its history has no hole.
pub(crate) fn wanted<'a>(
    org: &'a Org,
    key: &str,
    shop: Option<&str>,
    marketplace: Option<&Marketplace>,
    fulfilment: Option<Fulfilment>,
) -> Wanted<'a> {
    let candidates: Vec<&Kpi> = org
        .kpis
        .values()
        .filter(|kpi| kpi.catalog.as_deref() == Some(key))
        .filter(|kpi| fulfilment.is_none_or(|fulfilment| fulfilment.fits(kpi)))
        .collect();
    let of_scope = |fits: &dyn Fn(&str) -> bool| -> Vec<&'a Kpi> {
        candidates.iter().copied().filter(|kpi| kpi.scope.as_deref().is_some_and(fits)).collect()
    };
    let without_scope: Vec<&Kpi> = candidates.iter().copied().filter(|kpi| kpi.scope.is_none()).collect();
    let exactly = shop
        .map(|shop| of_scope(&|scope| scope.eq_ignore_ascii_case(shop)))
        .filter(|found| !found.is_empty());
    let steps = match (exactly, shop, marketplace) {
        (Some(found), ..) => vec![found],
        (None, Some(shop), _) => vec![of_scope(&|scope| speaks_of_shop(scope, shop)), without_scope],
        (None, None, Some(own)) => {
            let of_no_marketplace = of_scope(&|scope| marketplace::named(scope).is_none());
            vec![of_scope(&|scope| own.is_named_in(scope)), without_scope, of_no_marketplace]
        }
        (None, None, None) => vec![candidates],
    };
    match steps.into_iter().find(|found| !found.is_empty()).as_deref() {
        None => Wanted::ByNobody,
        Some([kpi]) => Wanted::By(kpi),
        Some(several) => Wanted::Unclear(several.to_vec()),
    }
}

/// Whether a scope contains the shop's name, or speaks of the marketplace that the shop's name stands for.
fn speaks_of_shop(scope: &str, shop: &str) -> bool {
    let shop_words = words(shop);
    let is_part = !shop_words.is_empty()
        && words(scope).windows(shop_words.len()).any(|window| window == shop_words.as_slice());
    is_part || marketplace::named(shop).is_some_and(|marketplace| marketplace.is_named_in(scope))
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::sample_org::org;

    #[rstest]
    #[case::only_one(&[("a", None)], None, None, "a")]
    #[case::only_one_of_no_marketplace(&[("a", Some("main shop"))], None, Some("US"), "a")]
    #[case::by_marketplace(&[("a", Some("amazon-us")), ("b", Some("amazon-ca"))], None, Some("CA"), "b")]
    #[case::falls_back_to_no_scope(&[("a", Some("amazon-us")), ("b", None)], None, Some("CA"), "b")]
    #[case::another_marketplace(&[("a", Some("amazon-us"))], None, Some("CA"), "nobody")]
    #[case::unclear(&[("a", Some("main US")), ("b", Some("outlet US"))], None, Some("US"), "a b")]
    #[case::unclear_without_marketplace(&[("a", Some("x")), ("b", Some("y"))], None, None, "a b")]
    #[case::by_shop(&[("a", Some("main US")), ("b", Some("outlet US"))], Some("Outlet"), Some("US"), "b")]
    #[case::by_country(&[("a", Some("amazon-us")), ("b", Some("amazon-ca"))], Some("us"), None, "a")]
    #[case::by_id(&[("a", Some("amazon-us")), ("b", Some("amazon-ca"))], Some("A2EUQ1WTGCTBG2"), None, "b")]
    #[case::exactly(&[("a", Some("US")), ("b", Some("outlet US"))], Some("us"), None, "a")]
    #[case::other_shop(&[("a", Some("amazon-us"))], Some("amazon-ca"), None, "nobody")]
    fn the_scope_decides(
        #[case] kpis: &[(&str, Option<&str>)],
        #[case] shop: Option<&str>,
        #[case] marketplace: Option<&str>,
        #[case] expected: &str,
    ) {
        let mut team = org(&[]);
        for (key, scope) in kpis {
            let mut one = org(&[(key, "amz_lsr")]);
            for kpi in one.kpis.values_mut() {
                kpi.scope = scope.map(str::to_owned);
            }
            team.kpis.append(&mut one.kpis);
        }
        let marketplace = marketplace.and_then(marketplace::named);
        let found = match wanted(&team, "amz_lsr", shop, marketplace, None) {
            Wanted::By(kpi) => kpi.key.to_string(),
            Wanted::ByNobody => "nobody".to_owned(),
            Wanted::Unclear(kpis) => kpis.iter().map(|kpi| kpi.key.to_string()).collect::<Vec<_>>().join(" "),
        };
        assert_eq!(found, expected);
        assert!(matches!(wanted(&team, "amz_vtr", shop, marketplace, None), Wanted::ByNobody));
    }
}
