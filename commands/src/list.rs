//! `list`: how all KPIs stand, or those that pass what was said, worst first.

mod filters;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use rust_decimal::Decimal;
use steward_core::alert::{Alert, Reading};
use steward_core::answer::margin::margin;
use steward_core::digest::DigestLine;
use steward_core::digest::line::line;
use steward_core::id::KpiKey;
use steward_core::judge::{Judgement, Standing, Unjudged};
use steward_core::kpi::Kpi;
use steward_core::limit::Severity;
use steward_core::message::answer::{Answer, Narrowed, Rank, Standings};
use steward_core::org::Org;
use steward_store::alert;

use crate::alert_line::MOST_LINES;
use crate::basis;
use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::kpi::most_important;
use crate::meaning::{Intent, Meaning};
use crate::spec::{Filters, Slot, Spec, Want};

pub(crate) use filters::is_named;
use filters::stands;

/// The command.
pub(crate) struct List;

static SPEC: Spec = Spec {
    name: "list",
    words_en: &["list", "kpis", "all kpis", "show all", "overview", "status"],
    words_zh: &["列表", "指标列表", "所有指标", "全部指标", "总览", "清单"],
    asks_en: &[
        "how are we doing",
        "health check",
        "dashboard",
        "scoreboard",
        "snapshot",
        "how's the",
        "all good",
        "any problems",
        "anything wrong",
        "everything",
        "overall",
        "how does everything look",
        "how is everything",
        "the big picture",
        "whole picture",
        "how's business",
        "hows business",
        "how is business",
        "how are things",
        "how is it going",
        "how's it going",
        "hows it going",
        "are we ok",
        "are we good",
        "is everything ok",
        "is everything fine",
        "everything ok",
        "everything fine",
        "all ok",
        "anything off",
        "anything broken",
        "anything i should know",
        "anything to worry about",
        "what should i worry about",
        "what needs attention",
        "give me the rundown",
        "rundown",
        "summary of everything",
        "full picture",
        "kpi list",
        "kpi overview",
        "kpi status",
        "how are the kpis",
        "how are our kpis",
        "where do we stand",
        "what's the situation",
        "the situation",
    ],
    beside: &[
        "looking",
        "doing",
        "the",
        "看",
        "吗",
        "with",
        "how",
        "is",
        "are",
        "only",
        "today",
        "today's",
        "今天",
        "目前",
        "all",
        "all of",
        "all the",
        "所有",
        "所有的",
        "全部",
        "全部的",
        "都",
        "which ones",
        "里",
        "all teams",
        "every team",
        "所有团队",
    ],
    intent: Intent::List,
    asks_zh: &[
        "一览",
        "全局",
        "都怎么样",
        "有没有问题",
        "一切正常吗",
        "今天怎么样",
        "总体怎么样",
        "整体情况",
        "总体情况",
        "整体",
        "大盘",
        "整体怎么样",
        "各项指标",
        "指标情况",
        "都正常吗",
        "哪些指标",
        "哪几个指标",
        "有什么要关注的",
        "有什么需要关注",
        "有啥要关注的",
        "有什么问题",
        "有啥问题",
        "哪些有问题",
        "哪里有问题",
        "过一遍",
        "盘一下",
        "盘点",
        "汇总一下",
        "情况汇总",
        "今日概况",
        "今天情况",
        "今天情况怎么样",
        "全部情况",
        "所有情况",
        "整体表现",
        "总体表现",
        "大盘怎么样",
        "大盘情况",
        "体检",
    ],
    takes: &[Slot::Scopes, Slot::Filters, Slot::Teams, Slot::People],
    form: &[Want::Filter(Filters::Kpis).may(), Want::Shop.may(), Want::Team.may(), Want::Owner.may()],
    usage_en: "list [red]",
    usage_zh: "列表 [越线]",
    ..Spec::BLANK
};

/// Lines of an answer that asks for the best or the worst.
const MOST_RANKED: usize = 5;

#[async_trait]
impl Command for List {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        match call.meaning() {
            Some(meaning) => answer(context, meaning).await,
            None => answer(context, &Meaning::default()).await,
        }
    }
}

/// The KPIs that pass what was said, worst first.
pub(crate) async fn answer(context: &mut Context<'_>, meaning: &Meaning) -> Result<Outcome, Stop> {
    ordered(context, meaning, None).await
}

/// The same in an order that was asked for, and then no more than a few.
pub(crate) async fn ordered(
    context: &mut Context<'_>,
    meaning: &Meaning,
    order: Option<Rank>,
) -> Result<Outcome, Stop> {
    let org = context.org;
    let judgements = context.standings().await?;
    let open = alert::open_all(context.tx).await?;
    let mut open_of: BTreeMap<&KpiKey, Vec<&Alert>> = BTreeMap::new();
    for alert in &open {
        open_of.entry(&alert.kpi).or_default().push(alert);
    }
    let mut standings = Standings::default();
    let mut rows: Vec<Row<'_>> = Vec::new();
    for kpi in org.kpis.values().filter(|kpi| is_named(kpi, meaning, context.person)) {
        let judgement = judgements.get(&kpi.key).map(Arc::as_ref);
        let open = open_of.get(&kpi.key).map_or_else(Vec::new, Clone::clone);
        count(&mut standings, judgement);
        if stands(kpi, judgement, &open, &meaning.filters) && is_ranked(judgement, order) {
            let mut row = Row { place: place(judgement), margin: None, kpi, judgement, open };
            row.margin = order.and(row.reading()).and_then(margin);
            rows.push(row);
        }
    }
    let most = if order.is_some() { MOST_RANKED } else { MOST_LINES };
    let more = if order.is_some() { 0 } else { rows.len().saturating_sub(most) };
    keep_first(&mut rows, most, order);
    let values: Vec<_> = rows.iter().map(|row| (row.kpi, row.reading())).collect();
    let bases = basis::of_each(context, &values).await?;
    let lines = rows
        .into_iter()
        .zip(bases)
        .map(|(row, basis)| {
            let line = line(row.kpi, row.judgement, most_important(row.open.into_iter()), org);
            DigestLine { own_period: line.period.map(|first| (first, row.kpi.grain)), basis, ..line }
        })
        .collect();
    let narrowed = Box::new(Narrowed { order, ..narrowed(meaning, org) });
    let more = u32::try_from(more).unwrap_or(u32::MAX);
    Ok(Outcome::public(Answer::KpiList { narrowed, standings, lines, more }))
}

/// What a meaning narrows a list to, in names.
pub(crate) fn narrowed(meaning: &Meaning, org: &Org) -> Narrowed {
    let kpis = meaning.kpis.iter().filter_map(|key| org.kpis.get(key));
    let teams = meaning.teams.iter().filter_map(|key| org.teams.get(key));
    Narrowed {
        filters: meaning.filters.clone(),
        kpis: kpis.map(|kpi| (kpi.name_en.clone(), kpi.name_zh.clone())).collect(),
        shops: meaning.scopes.clone(),
        teams: teams.map(|team| (team.name_en.clone(), team.name_zh.clone())).collect(),
        people: meaning.people.iter().map(|person| org.name_of(person).to_owned()).collect(),
        order: None,
    }
}

/// A KPI that may be shown.
struct Row<'a> {
    place: Place,
    /// How far from its limit, where best or worst is asked for.
    margin: Option<Decimal>,
    kpi: &'a Kpi,
    judgement: Option<&'a Judgement>,
    open: Vec<&'a Alert>,
}

impl<'a> Row<'a> {
    fn reading(&self) -> Option<&'a Reading> {
        self.judgement?.reading.as_ref()
    }
}

/// Keeps the first rows, in order. Only they are sorted: there may be thousands.
fn keep_first(rows: &mut Vec<Row<'_>>, most: usize, order: Option<Rank>) {
    let by = |one: &Row<'_>, other: &Row<'_>| {
        let key = |row: &Row<'_>| (row.place, row.margin);
        let worst_first = key(one).cmp(&key(other)).then_with(|| one.kpi.key.cmp(&other.kpi.key));
        if order == Some(Rank::Best) { worst_first.reverse() } else { worst_first }
    };
    if rows.len() > most {
        rows.select_nth_unstable_by(most, by);
        rows.truncate(most);
    }
    rows.sort_by(by);
}

/// The place of a KPI in the list: critical, warning, faulty data, everything else.
type Place = (Reverse<Option<Severity>>, bool);

fn place(judgement: Option<&Judgement>) -> Place {
    match judgement.map(|judgement| judgement.standing) {
        Some(Standing::Outside { severity }) => (Reverse(Some(severity)), false),
        Some(Standing::Unjudged { why: Unjudged::DataFault }) => (Reverse(None), false),
        _ => (Reverse(None), true),
    }
}

/// Best and worst are told of what is judged alone.
fn is_ranked(judgement: Option<&Judgement>, order: Option<Rank>) -> bool {
    let standing = judgement.map(|judgement| judgement.standing);
    order.is_none() || matches!(standing, Some(Standing::Good | Standing::Outside { .. }))
}

fn count(standings: &mut Standings, judgement: Option<&Judgement>) {
    match judgement.map(|judgement| judgement.standing) {
        Some(Standing::Good) => standings.good += 1,
        Some(Standing::Outside { .. }) => standings.outside += 1,
        Some(Standing::Unjudged { .. }) | None => standings.unjudged += 1,
    }
}
