//! `changes`: what changed since a day: alerts, numbers and targets.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use steward_core::alert::Alert;
use steward_core::answer::changes::{Back, Moved, moved};
use steward_core::digest::DigestLine;
use steward_core::digest::line::line;
use steward_core::id::{AlertId, PersonKey};
use steward_core::judge::period::add_days;
use steward_core::kpi::Kpi;
use steward_core::message::answer::{AlertLines, Answer, Basis, ChangesAnswer, MovedLine, NewTarget};
use steward_core::org::Org;
use steward_store::alert::Turn;
use steward_store::judgement::Standings;
use steward_store::{StoreError, alert};

use crate::alert_line::Shown;
use crate::basis::{self, Value};
use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::kpi::most_important;
use crate::list;
use crate::meaning::Intent;
use crate::spec::{Filters, Slot, Spec, Want};

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
    form: &[
        Want::Since.may(),
        Want::To.may(),
        Want::Shop.may(),
        Want::Team.may(),
        Want::Filter(Filters::Own).may(),
    ],
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
        let (org, person) = (context.org, context.person);
        let zone = meaning.span.as_ref().map_or(&person.zone, |span| &span.zone).clone();
        let today = zone.date_at(context.now);
        let (from, to) = match &meaning.span {
            Some(span) => (span.from.min(today), span.to.filter(|to| *to < today)),
            None => (add_days(today, -1), None),
        };
        let until = to.map_or(Timestamp::MAX, |to| zone.start_of_day(add_days(to, 1)));
        let named = |kpi: &Kpi| list::is_named(kpi, meaning, person);
        let happened = happened(context, &named, zone.start_of_day(from), until).await?;
        let shown = happened.map(|alerts| Shown::of(alerts, org));
        let days = from.until(today).map_or(1, |span| i64::from(span.get_days()));
        let standings = context.standings().await?;
        let most = moved_most(&standings, org, &named, days);
        let reading = |kpi: &Kpi| standings.get(&kpi.key).and_then(|judgement| judgement.reading.as_ref());
        let values = shown.iter().flat_map(Shown::values);
        let values: Vec<Value<'_>> = values.chain(most.iter().map(|(kpi, _)| (*kpi, reading(kpi)))).collect();
        let mut bases = basis::of_each(context, &values).await?.into_iter();
        let [opened, relapsed, closed] =
            shown.map(|shown| AlertLines { lines: shown.lines(&mut bases, org), more: shown.more });
        Ok(Outcome::public(Answer::Changes {
            changes: Box::new(ChangesAnswer {
                from,
                to,
                zone,
                narrowed: list::narrowed(meaning, org),
                opened,
                relapsed,
                closed,
                moved: moved_lines(context, &standings, most, bases).await?,
                targets: targets(org, &named, from, to.unwrap_or(today)),
            }),
        }))
    }
}

/// Most movements and targets that are told.
const MOST_TOLD: usize = 5;

/// Whether a KPI is one of those that were asked about.
type Named<'a> = &'a (dyn Fn(&Kpi) -> bool + Sync);

/// The alerts that opened, came back and closed, each in the last of these lists that it belongs to.
async fn happened(
    context: &mut Context<'_>,
    named: Named<'_>,
    from: Timestamp,
    until: Timestamp,
) -> Result<[Vec<Alert>; 3], Stop> {
    let org = context.org;
    let turns: BTreeMap<AlertId, Turn> =
        alert::turns_between(context.tx, from, until).await?.into_iter().collect();
    let [mut opened, mut relapsed, mut closed] = [const { Vec::new() }; 3];
    if turns.is_empty() {
        return Ok([opened, relapsed, closed]);
    }
    let ids: Vec<AlertId> = turns.keys().copied().collect();
    let mut alerts = alert::by_ids(context.tx, &ids).await?.alerts;
    for (id, turn) in turns {
        let Some(alert) = alerts.remove(&id) else { continue };
        let alert = alert.map_err(|what| StoreError::Corrupt { what })?;
        if !org.kpis.get(&alert.kpi).is_some_and(named) {
            continue;
        }
        match turn {
            Turn::Opened => opened.push(alert),
            Turn::Relapsed => relapsed.push(alert),
            Turn::Closed => closed.push(alert),
        }
    }
    Ok([opened, relapsed, closed])
}

/// The numbers that moved most in so many days, largest movement first. All of thousands are looked at: whose they are
/// only of the few that moved further than those before them.
fn moved_most<'a>(standings: &Standings, org: &'a Org, named: Named<'_>, days: i64) -> Vec<(&'a Kpi, Moved)> {
    let mut back = Back::days(days);
    let mut most: Vec<(f64, &Kpi, Moved)> = Vec::new();
    for (key, judgement) in standings {
        let Some(moved) = moved(&judgement.readings, &mut back) else { continue };
        let far = moved.relative();
        let is_nearer = |other: &(f64, &Kpi, Moved)| far.total_cmp(&other.0).is_lt();
        if most.len() == MOST_TOLD && most.last().is_some_and(is_nearer) {
            continue;
        }
        let Some(kpi) = org.kpis.get(key).filter(|kpi| named(kpi)) else { continue };
        let is_before = |other: &(f64, &Kpi, Moved)| {
            other.0.total_cmp(&far).then_with(|| kpi.key.cmp(&other.1.key)).is_gt()
        };
        most.insert(most.partition_point(is_before), (far, kpi, moved));
        most.truncate(MOST_TOLD);
    }
    most.into_iter().map(|(_, kpi, moved)| (kpi, moved)).collect()
}

/// The lines of the numbers that moved most, with what they stand on.
async fn moved_lines(
    context: &mut Context<'_>,
    standings: &Standings,
    most: Vec<(&Kpi, Moved)>,
    bases: impl Iterator<Item = Option<Box<Basis>>>,
) -> Result<Vec<MovedLine>, Stop> {
    let keys: Vec<_> = most.iter().map(|(kpi, _)| &kpi.key).collect();
    let open = alert::open_of_each(context.tx, &keys).await?;
    let told = most.into_iter().zip(bases).map(|((kpi, moved), basis)| {
        let open = open.get(&kpi.key).map_or(&[][..], Vec::as_slice);
        let judgement = standings.get(&kpi.key).map(Arc::as_ref);
        let line = line(kpi, judgement, most_important(open.iter()), context.org);
        MovedLine { line: DigestLine { basis, ..line }, grain: kpi.grain, direction: kpi.direction, moved }
    });
    Ok(told.collect())
}

/// The targets that began to hold in these days.
fn targets(org: &Org, named: Named<'_>, from: Date, to: Date) -> Vec<NewTarget> {
    let mut found = Vec::new();
    for (key, targets) in &org.targets {
        let mut new = targets.iter().filter(|target| (from..=to).contains(&target.valid_from)).peekable();
        // Only a few of thousands have a new one.
        let Some(kpi) = new.peek().and_then(|_| org.kpis.get(key)).filter(|kpi| named(kpi)) else { continue };
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
