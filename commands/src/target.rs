//! `target`: what a KPI should be, from when until when and why; also the answer to limits that were proposed.

use async_trait::async_trait;
use jiff::Span;
use jiff::civil::Date;
use steward_core::alert::decide::Deed;
use steward_core::alert::{Alert, AlertStatus, Closure};
use steward_core::catalog;
use steward_core::kpi::Kpi;
use steward_core::message::answer::setting::{Lack, NotSet, Setting};
use steward_core::message::answer::{Answer, DoneWhat, Refusal};
use steward_core::person::Role;
use steward_core::target::set::{limits_for, with_target};
use steward_core::target::{Target as Holds, in_force};

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::{Intent, Meaning};
use crate::perform::perform;
use crate::reading::text::shortened;
use crate::say;
use crate::spec::{Kpis, Rest, Slot, Spec, Want};
use crate::standing::{Record, change, not_set};
use crate::subject;
use crate::who_may;

/// The command.
pub(crate) struct Target;

static SPEC: Spec = Spec {
    name: "target",
    intent: Intent::Target,
    words_en: &["target", "set target", "set the target"],
    words_zh: &["目标", "设定目标", "设目标", "目标改成", "目标设为"],
    asks_en: &[
        "target is",
        "set the target for",
        "goal",
        "set goal",
        "set the goal",
        "new target",
        "new goal",
        "change target",
        "change the target",
        "change target to",
        "raise target",
        "raise the target",
        "lower target",
        "lower the target",
        "update target",
        "update the target",
        "adjust target",
        "adjust the target",
        "aim for",
        "bump target to",
    ],
    asks_zh: &[
        "目标设为",
        "目标提到",
        "的目标",
        "改目标",
        "调目标",
        "调整目标",
        "目标调整为",
        "目标调到",
        "目标调成",
        "目标定",
        "目标定在",
        "目标定为",
        "目标设",
        "目标设成",
        "目标改为",
        "目标降到",
        "目标提高到",
        "目标上调到",
        "目标下调到",
        "目标值",
        "把目标",
        "新目标",
        "指标目标",
    ],
    beside: &[
        "set",
        "change",
        "raise",
        "lower",
        "update",
        "to",
        "is",
        "the",
        "设定",
        "设",
        "提到",
        "调到",
        "改到",
        "有效",
        "定为",
        "定在",
        "改成",
        "改为",
        "设为",
        "设成",
        "为",
        "at",
        "a",
        "new",
        "of",
        "should",
        "be",
        "调整",
        "调整为",
        "上调",
        "下调",
        "提高",
        "降低",
        "降到",
        "提高到",
        "上调到",
        "下调到",
        "定",
        "成",
        "到",
        "值",
        "adjust",
        "bump",
        "goal",
        "increase",
        "decrease",
        "reduce",
        "starting",
        "开始",
        "从",
        "起",
        "这个",
        "是",
        "执行",
        "生效",
        "开始执行",
        "起执行",
    ],
    takes: &[Slot::Kpis, Slot::Scopes, Slot::Number, Slot::Ahead],
    needs: &[Slot::Number],
    rest: Rest::Reason,
    form: &[
        Want::Kpi(Kpis::Targeted).must(),
        Want::Value.must(),
        Want::From(LATEST_DAYS).may(),
        Want::Until(LATEST_DAYS).may(),
        Want::Reason.must(),
    ],
    usage_en: "target KPI VALUE [from DAY to DAY] because WHY",
    usage_zh: "目标 名称 数值 [日期 到 日期] 因为 原因",
    role: Role::Lead,
    ..Spec::BLANK
};

/// How far ahead a target is set, in days: the rest of this year and the next.
const LATEST_DAYS: i64 = 2 * 366;

#[async_trait]
impl Command for Target {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        match &call {
            Call::Said { meaning, .. } => set(context, meaning).await,
            Call::Pressed { act, .. } => {
                let accept = act.value.as_deref() == Some("accept");
                answer(context, &call, accept).await
            }
        }
    }
}

async fn set(context: &mut Context<'_>, meaning: &Meaning) -> Result<Outcome, Stop> {
    let org = context.org;
    let kpi = say::kpi(meaning, &SPEC, org)?;
    who_may::only(context.person, who_may::lead_of(kpi, org), org)?;
    if let Some(text) = &meaning.values.written {
        return Err(Refusal::AmbiguousPercent { text: text.clone() }.into());
    }
    if let Some(text) = &meaning.values.unclear {
        return Err(Refusal::BadValue { text: text.clone(), unit: kpi.unit }.into());
    }
    let value = meaning.values.number.ok_or_else(|| say::lacks(&SPEC, Lack::Value))?;
    if kpi.plausibility.min.is_some_and(|min| value < min)
        || kpi.plausibility.max.is_some_and(|max| value > max)
    {
        return Err(Refusal::ImplausibleValue { value, unit: kpi.unit }.into());
    }
    if kpi.catalog.as_deref().and_then(catalog::entry).is_some_and(|entry| entry.platform_target) {
        return Err(not_set(NotSet::PlatformDecides { kpi: kpi.into() }));
    }
    let (from, to) = days(meaning, kpi.zone.date_at(context.now))?;
    let reason = say::reason(meaning, &SPEC)?;
    let base = in_force(org.targets_of(&kpi.key), from);
    let limits = limits_for(kpi, base, value).ok_or_else(|| not_set(NotSet::TwoSided { kpi: kpi.into() }))?;
    let target = Holds {
        value: Some(value),
        limits,
        valid_from: from,
        valid_to: to,
        season: to.map(|_| shortened(&reason)),
        set_by: context.person.key.to_string(),
        reason,
        source: None,
    };
    keep(context, kpi, target).await
}

/// The days of the target: from today where none was said, for good where no end was.
fn days(meaning: &Meaning, today: Date) -> Result<(Date, Option<Date>), Stop> {
    let Some(span) = &meaning.span else { return Ok((today, None)) };
    let latest = today.saturating_add(Span::new().days(LATEST_DAYS));
    let out_of_range = |day| not_set(NotSet::DayOutOfRange { day, first: today, last: latest });
    // What was judged stays as it was judged, but for a season that has begun.
    let is_over = span.to.is_some_and(|to| to < today) || (span.to.is_none() && span.from < today);
    if is_over || span.from > latest {
        return Err(out_of_range(span.to.unwrap_or(span.from)));
    }
    match span.to {
        Some(to) if to < span.from => Err(not_set(NotSet::EndsFirst { from: span.from, to })),
        Some(to) if to > latest => Err(out_of_range(to)),
        to => Ok((span.from, to)),
    }
}

async fn keep(context: &mut Context<'_>, kpi: &Kpi, target: Holds) -> Result<Outcome, Stop> {
    let targets = with_target(context.org.targets_of(&kpi.key), target.clone()).map_err(|other| {
        let season = other.season.unwrap_or_default();
        not_set(NotSet::SeasonAlready { season, from: other.valid_from, to: other.valid_to })
    })?;
    change(context, Record::Kpi(Box::new(kpi.clone()), targets)).await?;
    let setting = Setting::Target { kpi: kpi.into(), unit: kpi.unit, target };
    Ok(Outcome::public(Answer::Done { what: DoneWhat::Set { setting: Box::new(setting) }, undo: None }))
}

/// Takes or declines the limits that were proposed when an alert was dismissed as the new normal.
async fn answer(context: &mut Context<'_>, call: &Call<'_>, accept: bool) -> Result<Outcome, Stop> {
    let org = context.org;
    let subject = subject::of(context, call).await?;
    let alert = perform(context, &subject, Deed::AnswerProposal { accept }).await?;
    let number = alert.number;
    let stale = || Stop::from(Refusal::Stale { number });
    let proposal = alert.proposal.clone().ok_or_else(stale)?;
    if !accept {
        let by_name = org.name_of(&proposal.by).to_owned();
        let setting = Box::new(Setting::LimitsKept { number, by_name });
        return Ok(Outcome::done(DoneWhat::Set { setting }));
    }
    let kpi = org.kpis.get(&alert.kpi).ok_or_else(stale)?;
    let today = kpi.zone.date_at(context.now);
    let base =
        org.targets_of(&kpi.key).iter().find(|target| target.season.is_none() && target.holds_on(today));
    // A value that lies beyond the new limits would be no goal any more.
    let value = base.and_then(|base| base.value).filter(|value| proposal.limits.crossed_by(*value).is_none());
    let target = Holds {
        value,
        limits: proposal.limits,
        valid_from: today,
        valid_to: None,
        season: None,
        set_by: context.person.key.to_string(),
        reason: format!("{} (#{number})", words(&alert)),
        source: None,
    };
    keep(context, kpi, target).await
}

/// What was said when the alert was dismissed.
fn words(alert: &Alert) -> &str {
    match &alert.status {
        AlertStatus::Closed { how: Closure::Dismissed { text, .. } } => text,
        _ => "",
    }
}
