//! `freshness`: how fresh the data is: to which day it reaches, and whether more is overdue.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::civil::Date;
use steward_core::alert::DataFault;
use steward_core::judge::{Judgement, period};
use steward_core::kpi::Kpi;
use steward_core::message::answer::{Answer, FreshLine, FreshSource, FreshnessAnswer};
use steward_store::sample;

use crate::alert_line::MOST_LINES;
use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::list;
use crate::meaning::Intent;
use crate::spec::{Filters, Kpis, Slot, Spec, Want};

/// The command.
pub(crate) struct Freshness;

static SPEC: Spec = Spec {
    name: "freshness",
    words_en: &["freshness", "data status", "data freshness"],
    words_zh: &["数据新鲜度", "数据状态", "数据更新"],
    beside: &[
        "updated",
        "update",
        "data",
        "refreshed",
        "last",
        "的",
        "数据",
        "refresh",
        "was",
        "了",
        "from",
        "哪一天",
        "哪天",
        "哪天了",
        "几号",
        "几号了",
        "几月几号",
        "today",
        "今天",
        "is",
        "the",
        "to",
        "through",
        "landed",
        "arrived",
        "available",
        "has",
    ],
    intent: Intent::Freshness,
    asks_en: &[
        "last updated",
        "when was",
        "latest data",
        "data as of",
        "what date is the data",
        "when did",
        "as of when",
        "how recent",
        "is our data current",
        "data current",
        "up to date",
        "is the data fresh",
        "how fresh",
        "how old",
        "how current",
        "how recent",
        "up to date",
        "when was it updated",
        "when was the data updated",
        "last updated",
        "last update",
        "is the data",
        "is data",
        "data late",
        "data missing",
        "data arrived",
        "data in yet",
        "where does the data stop",
        "how stale",
        "how up to date",
        "how late is the data",
        "data delay",
        "data lag",
        "data delayed",
        "is data delayed",
        "when was the last update",
        "last refresh",
        "last refreshed",
        "last sync",
        "last synced",
        "data updated",
        "data not updated",
        "data not update",
        "latest day of data",
        "latest day",
        "latest date",
        "how far does the data go",
        "data through",
        "data cutoff",
        "cutoff",
        "available date",
        "latest available date",
        "latest available",
        "latest available day",
        "data landed",
        "has the data landed",
        "data come in",
    ],
    asks_zh: &[
        "数据时间",
        "更新时间",
        "最新数据",
        "几号的数据",
        "截止到哪天",
        "截至哪天",
        "什么时候更新的",
        "更新了吗",
        "数据更新了吗",
        "最新到",
        "数据拉到哪天",
        "拉到哪天",
        "数据是最新的吗",
        "数据是最新的",
        "数据新不新",
        "拉到哪天了",
        "更新到哪天",
        "数据是什么时候的",
        "什么时候的数据",
        "数据是哪天的",
        "哪天的数据",
        "数据到哪天",
        "数据到几号",
        "数据更新到",
        "更新到哪天",
        "更新到几号",
        "更新了吗",
        "什么时候更新",
        "数据新不新",
        "数据多新",
        "最新数据",
        "数据齐了吗",
        "数据到了吗",
        "数据延迟",
        "数据断了",
        "数据有没有",
        "缺数据",
        "数据截至",
        "更新到",
        "更新到了",
        "数据到",
        "数据到了",
        "数据最新",
        "最新的数据",
        "最近一次更新",
        "上次更新",
        "最后更新",
        "最后一次更新",
        "数据几号的",
        "数据延后",
        "数据什么时候更新",
        "多久更新一次",
        "数据更新没",
        "数据更新了没",
        "数据出来了吗",
        "数据出了吗",
        "数据出来没",
        "数据刷新",
        "资料更新到",
        "资料到",
        "资料是哪天的",
        "资料更新了吗",
        "资料时间",
        "update到",
        "update到哪天",
        "更新到哪",
        "更新到哪儿",
        "更新到哪里",
        "到哪天",
    ],
    takes: &[Slot::Kpis, Slot::Scopes, Slot::Filters, Slot::Teams],
    form: &[Want::Kpi(Kpis::All).may(), Want::Shop.may(), Want::Team.may(), Want::Filter(Filters::Own).may()],
    usage_en: "freshness [KPI]",
    usage_zh: "数据新鲜度 [指标]",
    ..Spec::BLANK
};

#[async_trait]
impl Command for Freshness {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let meaning = call.meaning_or_blank();
        let org = context.org;
        let mut kpis: Vec<&Kpi> =
            org.kpis.values().filter(|kpi| list::is_named(kpi, meaning, context.person)).collect();
        if let (true, Call::Said { thread: Some(alert), .. }) = (meaning.kpis.is_empty(), &call) {
            kpis.retain(|kpi| kpi.key == alert.kpi);
        }
        let judgements = context.standings().await?;
        let reaches: Vec<Reach<'_>> =
            kpis.into_iter().map(|kpi| Reach::of(kpi, judgements.get(&kpi.key).map(Arc::as_ref))).collect();
        let is_named = !meaning.kpis.is_empty() || reaches.len() == 1;
        let sources = if is_named { Vec::new() } else { by_source(&reaches) };
        let mut shown: Vec<Reach<'_>> =
            reaches.into_iter().filter(|reach| is_named || reach.fault.is_some()).collect();
        shown.sort_by_key(|reach| (reach.fault.is_none(), reach.settled));
        let more = shown.len().saturating_sub(MOST_LINES);
        let mut lines = Vec::with_capacity(shown.len().min(MOST_LINES));
        for reach in shown.into_iter().take(MOST_LINES) {
            let newest =
                if is_named { sample::latest(context.tx, &reach.kpi.key, 1).await? } else { Vec::new() };
            let as_of = newest.last().map(|sample| sample.fetched_at);
            lines.push(FreshLine { as_of, ..reach.line(context) });
        }
        Ok(Outcome::public(Answer::Freshness {
            freshness: Box::new(FreshnessAnswer {
                narrowed: list::narrowed(meaning, org),
                lines,
                more: u32::try_from(more).unwrap_or(u32::MAX),
                sources,
            }),
        }))
    }
}

/// To which day the data of a KPI reaches.
struct Reach<'a> {
    kpi: &'a Kpi,
    settled: Option<Date>,
    provisional: Option<Date>,
    fault: Option<&'a DataFault>,
}

impl<'a> Reach<'a> {
    fn of(kpi: &'a Kpi, judgement: Option<&'a Judgement>) -> Self {
        let reading = judgement.and_then(|judgement| judgement.reading.as_ref());
        Self {
            kpi,
            settled: reading.map(|reading| reading.period),
            provisional: judgement.and_then(|judgement| judgement.provisional).map(|(period, _)| period),
            fault: judgement.and_then(|judgement| judgement.fault.as_ref()),
        }
    }

    /// The newest day, settled or not.
    fn newest(&self) -> Option<Date> {
        self.settled.max(self.provisional)
    }

    /// The line, with when more is due.
    fn line(&self, context: &Context<'_>) -> FreshLine {
        let kpi = self.kpi;
        let answers = kpi.data_owner.as_ref().or(kpi.owner.as_ref());
        FreshLine {
            name_en: kpi.name_en.clone(),
            name_zh: kpi.name_zh.clone(),
            scope: kpi.scope.clone(),
            unit: kpi.unit,
            zone: kpi.zone.clone(),
            grain: kpi.grain,
            settled: self.settled,
            provisional: self.provisional,
            fault: self.fault.cloned(),
            next_due: self
                .newest()
                .map(|newest| period::due(kpi, period::next(kpi.grain, newest)))
                .filter(|due| *due > context.now),
            as_of: None,
            data_owner: answers.map(|person| context.org.name_of(person).to_owned()),
            source: kpi.source.clone(),
        }
    }
}

/// The sources, those with faults first.
fn by_source(reaches: &[Reach<'_>]) -> Vec<FreshSource> {
    let mut sources: BTreeMap<&str, FreshSource> = BTreeMap::new();
    for reach in reaches {
        let source = sources.entry(&reach.kpi.source).or_insert_with(|| FreshSource {
            source: reach.kpi.source.clone(),
            kpis: 0,
            reaches: reach.newest(),
            faulty: 0,
        });
        source.kpis += 1;
        source.faulty += u32::from(reach.fault.is_some());
        source.reaches = source.reaches.min(reach.newest());
    }
    let mut sources: Vec<FreshSource> = sources.into_values().collect();
    sources.sort_by_key(|source| (source.faulty == 0, source.reaches));
    sources.truncate(MOST_LINES);
    sources
}
