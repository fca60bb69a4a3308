//! `alerts`: the alerts of everybody, or of the people, teams, shops and KPIs that were named.

use async_trait::async_trait;

use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use steward_core::alert::{Alert, AlertKind, AlertStatus};
use steward_core::id::PersonKey;
use steward_core::judge::period::add_days;
use steward_core::kpi::Kpi;
use steward_core::limit::Severity;
use steward_core::message::answer::Answer;
use steward_core::person::Person;
use steward_core::question::Filter;
use steward_store::alert::Turn;
use steward_store::{StoreError, alert};

use crate::alert_line::lines;
use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::list;
use crate::meaning::{Intent, Meaning};
use crate::spec::{Filters, Kpis, Slot, Spec, Want};

/// The command.
pub(crate) struct Alerts;

static SPEC: Spec = Spec {
    name: "alerts",
    words_en: &["alerts", "all alerts", "open alerts"],
    words_zh: &["告警", "告警列表", "所有告警", "全部告警", "未关闭告警"],
    beside: &[
        "what",
        "does",
        "have",
        "is",
        "which",
        "are",
        "late",
        "还",
        "有啥",
        "那边",
        "手上的",
        "手里的",
        "手头的",
        "谁",
        "的",
        "do",
        "people",
        "who",
        "has",
        "doing",
        "yet",
        "open",
        "there",
        "all",
        "all of",
        "all the",
        "所有",
        "所有的",
        "全部",
        "全部的",
        "都",
        "还剩",
        "剩",
        "all teams",
        "every team",
        "所有团队",
        "各团队",
    ],
    intent: Intent::Alerts,
    asks_en: &[
        "open issues",
        "what's outstanding",
        "what is outstanding",
        "outstanding",
        "have on his plate",
        "have on her plate",
        "has on her plate",
        "has on his plate",
        "on her plate",
        "on his plate",
        "dealing with",
        "handling",
        "up to",
        "promises",
        "tasks",
        "work on",
        "on right now",
        "on at the moment",
        "working on",
        "busy with",
        "what does",
        "on the plate of",
        "alerts of",
        "alerts for",
        "list alerts",
        "show alerts",
        "any alerts",
        "who is late",
        "what is still open",
        "promises",
        "promised",
        "open stuff",
        "stuff",
        "queue",
        "backlog",
        "workload",
        "has open",
        "has on",
        "plate",
        "what's on",
        "whats on",
        "open tickets",
        "tickets",
        "todo",
        "to do",
        "to do list",
        "task list",
        "pending items",
        "left to do",
        "still has",
        "working on now",
    ],
    asks_zh: &[
        "手头",
        "忙啥",
        "在跟什么",
        "手里有什么",
        "手里还有什么",
        "手上还有什么",
        "没弄完",
        "有啥没弄完",
        "在处理啥",
        "忙什么",
        "单子",
        "谁手上的单子",
        "在work on",
        "手上有哪些告警",
        "手上有哪些",
        "手上有什么",
        "名下有哪些",
        "在弄什么",
        "什么在手",
        "在做什么",
        "在忙什么",
        "在处理什么",
        "在处理哪些",
        "在跟什么",
        "手上有什么",
        "手头有什么",
        "名下有什么",
        "有哪些告警",
        "有什么告警",
        "的告警",
        "还没处理的",
        "哪些没处理",
        "没人认领",
        "承诺",
        "在搞什么",
        "在搞啥",
        "在干嘛",
        "在干什么",
        "在干啥",
        "在忙",
        "忙些什么",
        "忙些啥",
        "在弄啥",
        "在跟哪些",
        "在跟啥",
        "手里还有",
        "手里还剩",
        "手上还剩",
        "手上还有",
        "手头还有",
        "手头还剩",
        "没弄",
        "没做完",
        "没搞完",
        "没处理完",
        "还没弄",
        "还剩什么",
        "还剩啥",
        "还欠",
        "还欠着",
        "跟着哪些",
        "负责处理什么",
        "活多不多",
    ],
    takes: &[Slot::Filters, Slot::People, Slot::Teams, Slot::Scopes, Slot::Kpis, Slot::Span],
    form: &[
        Want::Filter(Filters::Alerts).may(),
        Want::Owner.may(),
        Want::Team.may(),
        Want::Kpi(Kpis::All).may(),
        Want::Since.may(),
    ],
    usage_en: "alerts [overdue | unacknowledged | PERSON | TEAM]",
    usage_zh: "告警 [逾期 | 未确认 | 姓名 | 团队]",
    ..Spec::BLANK
};

#[async_trait]
impl Command for Alerts {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let meaning = call.meaning_or_blank();
        let org = context.org;
        let is_closed = meaning.filters.contains(&Filter::Closed);
        let mut found =
            if is_closed { closed(context, meaning).await? } else { alert::open_all(context.tx).await? };
        let (person, now) = (context.person, context.now);
        found.retain(|alert| {
            org.kpis.get(&alert.kpi).is_some_and(|kpi| passes(alert, kpi, meaning, person, now))
        });
        let (lines, more) = lines(context, found).await?;
        let mut narrowed = list::narrowed(meaning, org);
        let whose = match meaning.people.as_slice() {
            [one] => Some((one.clone(), org.name_of(one).to_owned())),
            [] if meaning.filters.contains(&Filter::Mine) => Some((person.key.clone(), person.name.clone())),
            _ => None,
        };
        // The title names the one whose alerts they are.
        if whose.is_some() {
            narrowed.people.clear();
            narrowed.filters.retain(|filter| *filter != Filter::Mine);
        }
        Ok(Outcome::public(Answer::AlertList { whose, narrowed: Box::new(narrowed), lines, more }))
    }
}

/// Closed alerts are looked for so far back where no days were named, in hours: 30 days.
const CLOSED_HOURS: i64 = 30 * 24;

/// The alerts that closed in the days that were named, or lately.
async fn closed(context: &mut Context<'_>, meaning: &Meaning) -> Result<Vec<Alert>, Stop> {
    let lately = context.now.checked_sub(SignedDuration::from_hours(CLOSED_HOURS)).unwrap_or(Timestamp::MIN);
    let (from, until) = instants(meaning).unwrap_or((lately, Timestamp::MAX));
    let turns = alert::turns_between(context.tx, from, until).await?;
    let closed = turns.into_iter().filter(|(_, turn)| *turn == Turn::Closed).map(|(alert, _)| alert);
    let ids: BTreeSet<_> = closed.collect();
    let read = alert::by_ids(context.tx, &ids.into_iter().collect::<Vec<_>>()).await?.alerts;
    let mut found = Vec::with_capacity(read.len());
    for alert in read.into_values() {
        let alert = alert.map_err(|what| StoreError::Corrupt { what })?;
        found.extend((!alert.is_open()).then_some(alert));
    }
    Ok(found)
}

/// The instants of the days that were named.
fn instants(meaning: &Meaning) -> Option<(Timestamp, Timestamp)> {
    let span = meaning.span.as_ref()?;
    let until = span.to.map_or(Timestamp::MAX, |to| span.zone.start_of_day(add_days(to, 1)));
    Some((span.zone.start_of_day(span.from), until))
}

/// Whether an alert is one of those that were asked for.
fn passes(alert: &Alert, kpi: &Kpi, meaning: &Meaning, person: &Person, now: Timestamp) -> bool {
    let is_of = |key: &PersonKey| alert.owner == *key || alert.responsible() == key;
    let in_scope = |scope: &String| kpi.scope.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(scope));
    let is_breach = alert.kind != AlertKind::DataFault;
    let is_overdue =
        alert.overdue || alert.promise().and_then(|note| note.due_at).is_some_and(|due| due <= now);
    let passes = |filter: &Filter| match filter {
        Filter::Red => is_breach,
        Filter::Warning => is_breach && alert.severity == Severity::Warning,
        Filter::Critical => is_breach && alert.severity == Severity::Critical,
        Filter::Mine => is_of(&person.key),
        Filter::Overdue => is_overdue,
        Filter::Unacknowledged => alert.status == AlertStatus::Open,
        Filter::Late => alert.kind == AlertKind::DataFault,
        Filter::Green => alert.status == AlertStatus::Watching,
        Filter::Open | Filter::Closed | Filter::Paused => true,
    };
    (meaning.kpis.is_empty() || meaning.kpis.contains(&kpi.key))
        && (meaning.scopes.is_empty() || meaning.scopes.iter().any(in_scope))
        && (meaning.teams.is_empty() || meaning.teams.contains(&kpi.team))
        && (meaning.people.is_empty() || meaning.people.iter().any(is_of))
        && meaning.filters.iter().all(passes)
        && (!alert.is_open()
            || instants(meaning).is_none_or(|(from, until)| (from..until).contains(&alert.opened_at)))
}
