//! `changes`: what changed since a day: alerts, numbers and targets.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use steward_core::alert::Alert;
use steward_core::alert::event::Happened;
use steward_core::answer::changes::{Back, Moved, moved};
use steward_core::digest::DigestLine;
use steward_core::digest::line::line;
use steward_core::id::{AlertId, KpiKey, PersonKey};
use steward_core::judge::period::add_days;
use steward_core::kpi::Kpi;
use steward_core::message::answer::{Answer, ChangesAnswer, MovedLine, NewTarget};
use steward_store::{StoreError, alert};

use crate::alert_line::lines;
use crate::basis;
use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::kpi::most_important;
use crate::list;
use crate::meaning::Intent;
use crate::spec::{Slot, Spec};

/// The command.
pub(crate) struct Changes;

static SPEC: Spec = Spec {
    name: "changes",
    words_en: &["changes", "what changed", "whats new"],
    words_zh: &["变化", "变动", "有什么变化"],
    beside: &["since", "there", "了", "些", "over", "the", "last", "大的", "什么大的", "明显的", "重大"],
    intent: Intent::Changes,
    asks_en: &[
        "what moved",
        "movement",
        "movements",
        "what's different",
        "what is different",
        "changed since",
        "any changes",
        "any change",
        "anything change",
        "anything new",
        "what has changed",
        "whats changed",
        "anything changed",
        "anything new",
        "what is new",
        "what did i miss",
        "changes since",
        "changed since",
        "catch me up",
        "biggest movers",
        "biggest changes",
        "what moved",
        "what broke",
        "what happened overnight",
        "what happened today",
        "what happened yesterday",
        "overnight",
        "anything new overnight",
        "what's new since",
        "whats new since",
        "news",
        "what got worse",
        "what got better",
        "what got worse or better",
        "any news",
        "any updates",
        "any update",
    ],
    asks_zh: &[
        "变动",
        "有啥不一样",
        "有什么不一样",
        "动静",
        "有什么动静",
        "有啥新的",
        "发生了啥",
        "有哪些变动",
        "变了什么",
        "有哪些变化",
        "有啥变化",
        "变化大",
        "变化最大",
        "什么变了",
        "有什么新",
        "有什么更新",
        "错过了什么",
        "波动最大",
        "有什么不同",
        "新增了哪些告警",
        "有什么新情况",
        "有啥新情况",
        "有什么新动态",
        "有哪些新的",
        "啥变化",
        "哪些变了",
        "哪些指标变了",
        "什么变化",
        "变化有哪些",
        "出了什么事",
        "出了啥事",
        "发生什么",
        "有什么事",
        "有啥事",
        "有情况吗",
        "什么大的变动",
        "什么大的变化",
        "大的变动",
        "大的变化",
        "大变化",
        "大变动",
    ],
    takes: &[Slot::Span, Slot::Scopes, Slot::Teams, Slot::Filters],
    usage_en: "changes [since DAY]",
    usage_zh: "变化 [自 日期]",
    ..Spec::BLANK
};

#[async_trait]
impl Command for Changes {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let meaning = call.meaning_or_blank();
        let org = context.org;
        let zone = meaning.span.as_ref().map_or(&context.person.zone, |span| &span.zone).clone();
        let today = zone.date_at(context.now);
        let (from, to) = match &meaning.span {
            Some(span) => (span.from.min(today), span.to.filter(|to| *to < today)),
            None => (add_days(today, -1), None),
        };
        let until = to.map_or(Timestamp::MAX, |to| zone.start_of_day(add_days(to, 1)));
        let named: Vec<&Kpi> =
            org.kpis.values().filter(|kpi| list::is_named(kpi, meaning, context.person)).collect();
        let happened = happened(context, &named, zone.start_of_day(from), until).await?;
        let days = from.until(today).map_or(1, |span| i64::from(span.get_days()));
        let moved = moved_most(context, &named, days).await?;
        let [opened, relapsed, closed] = happened;
        let (opened, _) = lines(context, opened).await?;
        let (relapsed, _) = lines(context, relapsed).await?;
        let (closed, _) = lines(context, closed).await?;
        Ok(Outcome::public(Answer::Changes {
            changes: Box::new(ChangesAnswer {
                from,
                to,
                zone,
                narrowed: list::narrowed(meaning, org),
                opened,
                relapsed,
                closed,
                moved,
                targets: targets(context, &named, from, to.unwrap_or(today)),
            }),
        }))
    }
}

/// Most movements and targets that are told.
const MOST_TOLD: usize = 5;

/// The alerts that opened, came back and closed, each in the last of these lists that it belongs to.
async fn happened(
    context: &mut Context<'_>,
    named: &[&Kpi],
    from: Timestamp,
    until: Timestamp,
) -> Result<[Vec<Alert>; 3], Stop> {
    let events = alert::events_between(context.tx, from, until).await?;
    let mut place: BTreeMap<AlertId, usize> = BTreeMap::new();
    for event in &events {
        let what = match &event.what {
            Happened::Opened { .. } => 0,
            Happened::Relapsed { .. } => 1,
            Happened::Closed { .. } => 2,
            _ => continue,
        };
        place.insert(event.alert, what);
    }
    let named: BTreeSet<&KpiKey> = named.iter().map(|kpi| &kpi.key).collect();
    let ids: Vec<AlertId> = place.keys().copied().collect();
    let mut alerts = alert::by_ids(context.tx, &ids).await?.alerts;
    let mut found = [Vec::new(), Vec::new(), Vec::new()];
    for (id, what) in place {
        let Some(alert) = alerts.remove(&id) else { continue };
        let alert = alert.map_err(|what| StoreError::Corrupt { what })?;
        if let (true, Some(list)) = (named.contains(&alert.kpi), found.get_mut(what)) {
            list.push(alert);
        }
    }
    Ok(found)
}

/// The numbers that moved most in so many days.
async fn moved_most(context: &mut Context<'_>, named: &[&Kpi], days: i64) -> Result<Vec<MovedLine>, Stop> {
    let judgements = context.standings().await?;
    let mut back = Back::days(days);
    let mut found: Vec<(f64, &Kpi, Moved)> = Vec::new();
    for kpi in named {
        let moved = judgements.get(&kpi.key).and_then(|judgement| moved(&judgement.readings, &mut back));
        found.extend(moved.map(|moved| (moved.relative(), *kpi, moved)));
    }
    let by = |one: &(f64, &Kpi, Moved), other: &(f64, &Kpi, Moved)| {
        other.0.total_cmp(&one.0).then_with(|| one.1.key.cmp(&other.1.key))
    };
    if found.len() > MOST_TOLD {
        found.select_nth_unstable_by(MOST_TOLD, by);
        found.truncate(MOST_TOLD);
    }
    found.sort_by(by);
    let open = alert::open_of_each(context.tx, &found.iter().map(|(_, kpi, _)| &kpi.key).collect::<Vec<_>>())
        .await?;
    let judgement_of = |kpi: &Kpi| judgements.get(&kpi.key).map(Arc::as_ref);
    let reading_of = |kpi: &Kpi| judgement_of(kpi).and_then(|judgement| judgement.reading.as_ref());
    let values: Vec<_> = found.iter().map(|(_, kpi, _)| (*kpi, reading_of(kpi))).collect();
    let bases = basis::of_each(context, &values).await?;
    let told = found.into_iter().zip(bases).map(|((_, kpi, moved), basis)| {
        let open = open.get(&kpi.key).map_or(&[][..], Vec::as_slice);
        let line = line(kpi, judgement_of(kpi), most_important(open.iter()), context.org);
        MovedLine { line: DigestLine { basis, ..line }, grain: kpi.grain, direction: kpi.direction, moved }
    });
    Ok(told.collect())
}

/// The targets that began to hold in these days.
fn targets(context: &Context<'_>, named: &[&Kpi], from: Date, to: Date) -> Vec<NewTarget> {
    let org = context.org;
    let mut found = Vec::new();
    for kpi in named {
        let new = org.targets_of(&kpi.key).iter().filter(|target| (from..=to).contains(&target.valid_from));
        found.extend(new.map(|target| {
            NewTarget {
                name_en: kpi.name_en.clone(),
                name_zh: kpi.name_zh.clone(),
                scope: kpi.scope.clone(),
                unit: kpi.unit,
                value: target.value,
                limits: target.limits.clone(),
                from: target.valid_from,
                to: target.valid_to,
                by_name: PersonKey::parse(&target.set_by)
                    .map_or_else(|_| target.set_by.clone(), |key| org.name_of(&key).to_owned()),
                reason: target.reason.clone(),
            }
        }));
    }
    found.truncate(MOST_TOLD);
    found
}
