//! Which KPIs pass what was said: shops, teams, people, and how they stand.

use steward_core::alert::{Alert, AlertStatus};
use steward_core::judge::{Judgement, Standing, Unjudged};
use steward_core::kpi::{Activity, Kpi};
use steward_core::limit::Severity;
use steward_core::person::Person;
use steward_core::question::Filter;

use crate::meaning::Meaning;

/// Filters that say how a KPI stands: one of them is enough. Of the others each has to pass.
const STANDINGS: &[Filter] =
    &[Filter::Red, Filter::Warning, Filter::Critical, Filter::Green, Filter::Late, Filter::Paused];

/// Whether a KPI belongs to the shops, teams, people and KPIs that were named. Nothing named means all.
pub(crate) fn is_named(kpi: &Kpi, meaning: &Meaning, person: &Person) -> bool {
    let owner_is = |key| kpi.owner.as_ref() == Some(key);
    let in_scope = |scope: &String| kpi.scope.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(scope));
    kpi.activity != Activity::Draft
        && (meaning.kpis.is_empty() || meaning.kpis.contains(&kpi.key))
        && (meaning.scopes.is_empty() || meaning.scopes.iter().any(in_scope))
        && (meaning.teams.is_empty() || meaning.teams.contains(&kpi.team))
        && (meaning.people.is_empty() || meaning.people.iter().any(owner_is))
        && (!meaning.filters.contains(&Filter::Mine) || owner_is(&person.key))
}

/// Whether a KPI stands as was asked.
pub(crate) fn stands(kpi: &Kpi, judgement: Option<&Judgement>, open: &[&Alert], filters: &[Filter]) -> bool {
    let mut standings = filters.iter().filter(|filter| STANDINGS.contains(filter)).peekable();
    let stands = standings.peek().is_none()
        || standings.any(|filter| has_standing(kpi, judgement.map(|judgement| judgement.standing), *filter));
    let others = filters.iter().filter(|filter| !STANDINGS.contains(filter));
    stands && others.into_iter().all(|filter| has_alert(open, *filter))
}

fn has_standing(kpi: &Kpi, standing: Option<Standing>, filter: Filter) -> bool {
    match (filter, standing) {
        (Filter::Red, Some(Standing::Outside { .. })) | (Filter::Green, Some(Standing::Good)) => true,
        (Filter::Warning, Some(Standing::Outside { severity })) => severity == Severity::Warning,
        (Filter::Critical, Some(Standing::Outside { severity })) => severity == Severity::Critical,
        (Filter::Late, Some(Standing::Unjudged { why })) => {
            matches!(why, Unjudged::DataFault | Unjudged::NotSettled)
        }
        (Filter::Paused, _) => matches!(kpi.activity, Activity::Paused { .. }),
        _ => false,
    }
}

fn has_alert(open: &[&Alert], filter: Filter) -> bool {
    match filter {
        Filter::Overdue => open.iter().any(|alert| alert.overdue),
        Filter::Unacknowledged => open.iter().any(|alert| alert.status == AlertStatus::Open),
        Filter::Open => !open.is_empty(),
        Filter::Closed => open.is_empty(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use steward_core::judge::Standing;

    use super::*;

    fn kpi() -> Kpi {
        let file = "name = \"Pine\"\n[[team]]\nkey = \"ops\"\nname = { en = \"Ops\", zh = \"运营\" }\n\
                    [[kpi]]\nkey = \"acos_us\"\ncatalog = \"acos\"\nscope = \"US\"\nteam = \"ops\"\n";
        let org = steward_core::org::file::read(file, "company.toml").unwrap();
        org.kpis.into_values().next().unwrap()
    }

    const WARNING: Standing = Standing::Outside { severity: Severity::Warning };
    const UNSETTLED: Standing = Standing::Unjudged { why: Unjudged::NotSettled };

    #[rstest]
    #[case(Filter::Red, WARNING, true)]
    #[case(Filter::Critical, WARNING, false)]
    #[case(Filter::Warning, WARNING, true)]
    #[case(Filter::Green, Standing::Good, true)]
    #[case(Filter::Green, UNSETTLED, false)]
    #[case(Filter::Red, UNSETTLED, false)]
    #[case(Filter::Late, UNSETTLED, true)]
    fn unknown_is_neither_red_nor_green(
        #[case] filter: Filter,
        #[case] standing: Standing,
        #[case] passes: bool,
    ) {
        assert_eq!(has_standing(&kpi(), Some(standing), filter), passes);
    }

    #[test]
    fn without_an_alert_nothing_is_overdue() {
        assert!(!stands(&kpi(), None, &[], &[Filter::Overdue]));
        assert!(stands(&kpi(), None, &[], &[]));
        assert!(!stands(&kpi(), None, &[], &[Filter::Red]), "never judged is not red");
    }
}
