//! Several KPIs beside each other, or the shops of one, in the order asked for.

use std::cmp::Ordering;
use std::collections::HashSet;

use steward_core::alert::Reading;
use steward_core::answer::together::together;
use steward_core::kpi::{Activity, Direction, Kpi};
use steward_core::message::answer::{Answer, KpiValue, Rank, ValuesAnswer};
use steward_core::org::Org;
use steward_core::question::Breakdown;
use steward_store::judgement::Standings;

use crate::alert_line::MOST_LINES;
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Meaning;
use crate::value::{self, Asked};

/// The answer about several KPIs.
pub(crate) async fn answer(
    context: &mut Context<'_>,
    kpis: Vec<&Kpi>,
    meaning: &Meaning,
    order: Option<Rank>,
) -> Result<Outcome, Stop> {
    let asked = Asked::of(meaning);
    let by_shop = meaning.breakdown == Some(Breakdown::Shop) || order.is_some();
    let is_one_kpi = measure_the_same(&kpis);
    let mut unplaced = 0;
    let shown: Vec<&Kpi> = match order {
        Some(order) if asked.is_now() && kpis.len() > MOST_LINES => {
            let judgements = context.standings().await?;
            let placed = placed(&kpis, &judgements, order);
            unplaced = kpis.len() - placed.len();
            placed.into_iter().take(MOST_LINES).collect()
        }
        // Who asks for the best of some days needs all of them.
        Some(_) => kpis.clone(),
        None => kpis.iter().take(MOST_LINES).copied().collect(),
    };
    let mut lines = value::find_each(context, &shown, &asked).await?;
    if let Some(order) = order {
        let before = lines.len();
        lines.retain(|kpi| kpi.measured.total.value().is_some());
        unplaced += before - lines.len();
        lines.sort_by(best_first);
        if order == Rank::Worst {
            lines.reverse();
        }
    }
    let total = lines.len();
    lines.truncate(MOST_LINES);
    let more = (kpis.len() - unplaced).max(total) - lines.len();
    let together = (by_shop && is_one_kpi && more == 0 && lines.len() > 1).then(|| together(&lines));
    let span = asked.span.map(|(from, to)| (from, to.unwrap_or_else(|| shown_to(&lines, context))));
    Ok(Outcome::public(Answer::Values {
        values: Box::new(ValuesAnswer {
            span,
            comparison: asked.comparison,
            by_shop: by_shop && is_one_kpi,
            order,
            lines,
            more: count(more),
            unplaced: count(unplaced),
            together,
        }),
    }))
}

/// The shops of a KPI: KPIs of the same entry of the catalogue, or of the same name, that have a scope. Itself when
/// there are none.
pub(crate) fn shops<'a>(org: &'a Org, kpi: &'a Kpi, scopes: &[String]) -> Vec<&'a Kpi> {
    let is_wanted = |other: &&Kpi| {
        let Some(scope) = &other.scope else { return false };
        scopes.is_empty() || scopes.iter().any(|wanted| wanted.eq_ignore_ascii_case(scope))
    };
    let shops: Vec<&Kpi> = org
        .kpis
        .values()
        .filter(|other| is_same(kpi, other) && other.activity != Activity::Draft)
        .filter(is_wanted)
        .collect();
    if shops.is_empty() { vec![kpi] } else { shops }
}

/// The shops of several KPIs, each once. A name without a shop means a KPI of every shop: what measures the same is
/// looked for once, as a look at each KPI for each of them would take their square.
pub(crate) fn shops_of_each<'a>(org: &'a Org, kpis: &[&'a Kpi], scopes: &[String]) -> Vec<&'a Kpi> {
    let mut measures: Vec<&Kpi> = Vec::new();
    for kpi in kpis {
        if !measures.iter().any(|known| is_same(known, kpi)) {
            measures.push(kpi);
        }
    }
    let mut known = HashSet::new();
    let shops = measures.into_iter().flat_map(|kpi| shops(org, kpi, scopes));
    shops.filter(|shop| known.insert(&shop.key)).collect()
}

/// Whether all KPIs measure the same, each of its shop.
pub(crate) fn measure_the_same(kpis: &[&Kpi]) -> bool {
    kpis.split_first().is_some_and(|(first, rest)| rest.iter().all(|kpi| is_same(first, kpi)))
}

/// Whether two KPIs measure the same, each of its shop.
fn is_same(one: &Kpi, other: &Kpi) -> bool {
    match (&one.catalog, &other.catalog) {
        (Some(one), Some(other)) => one == other,
        _ => one.name_en.eq_ignore_ascii_case(&other.name_en),
    }
}

/// The KPIs that have a judged value, in the order asked for.
fn placed<'a>(kpis: &[&'a Kpi], judgements: &Standings, order: Rank) -> Vec<&'a Kpi> {
    let mut placed: Vec<(&Reading, &Kpi)> = Vec::with_capacity(kpis.len());
    for kpi in kpis {
        let reading = judgements.get(&kpi.key).and_then(|judgement| judgement.reading.as_ref());
        placed.extend(reading.map(|reading| (reading, *kpi)));
    }
    placed.sort_by(|(one, kpi), (other, beside)| {
        let better_first = match kpi.direction {
            Direction::Higher => other.value.cmp(&one.value),
            Direction::Lower => one.value.cmp(&other.value),
            Direction::Band => one.severity.cmp(&other.severity),
        };
        let best_first = better_first.then_with(|| kpi.key.cmp(&beside.key));
        if order == Rank::Best { best_first } else { best_first.reverse() }
    });
    placed.into_iter().map(|(_, kpi)| kpi).collect()
}

/// The better value first; in a band, where neither side is better, the one that is inside.
fn best_first(one: &KpiValue, other: &KpiValue) -> Ordering {
    let (value, beside) = (one.measured.total.value(), other.measured.total.value());
    let order = match one.direction {
        Direction::Higher => beside.cmp(&value),
        Direction::Lower => value.cmp(&beside),
        Direction::Band => one.measured.severity.cmp(&other.measured.severity),
    };
    order.then_with(|| one.line.kpi.cmp(&other.line.kpi))
}

/// The last day of an open span: today where the KPIs are.
fn shown_to(lines: &[KpiValue], context: &Context<'_>) -> jiff::civil::Date {
    let zone = lines.first().map_or(&context.person.zone, |kpi| &kpi.zone);
    zone.date_at(context.now)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
