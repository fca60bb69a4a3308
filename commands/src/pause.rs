//! `pause`: a KPI is not judged for some days, with somebody who answers for that, a reason and an end.

use async_trait::async_trait;
use jiff::Span;
use steward_core::kpi::{Activity, Kpi};
use steward_core::message::answer::setting::Setting;
use steward_core::message::answer::{Answer, DoneWhat};
use steward_core::person::Role;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::say;
use crate::spec::{Kpis, Rest, Slot, Spec, Want};
use crate::standing::{Record, change};
use crate::who_may;

/// The command.
pub(crate) struct Pause;

static SPEC: Spec = Spec {
    name: "pause",
    asks_en: &[
        "turn off",
        "switch off",
        "disable",
        "suspend",
        "stop tracking",
        "stop alerting on",
        "stop alerts on",
        "stop alerts for",
        "mute",
        "silence",
    ],
    intent: Intent::Pause,
    words_en: &["pause", "stop watching", "stop judging"],
    words_zh: &["暂停指标", "暂停监控", "停止监控", "停止判定"],
    asks_zh: &[
        "暂停",
        "停用",
        "先停",
        "停掉",
        "停一下",
        "停止",
        "关闭监控",
        "停监控",
        "先暂停",
        "别监控",
        "不监控",
        "挂起",
        "先不看",
    ],
    takes: &[Slot::Kpis, Slot::Scopes, Slot::Ahead],
    needs: &[Slot::Kpis],
    rest: Rest::Reason,
    form: &[Want::Kpi(Kpis::Pausable).must(), Want::Until(LONGEST_DAYS).must(), Want::Reason.must()],
    usage_en: "pause KPI until DAY because WHY",
    usage_zh: "暂停指标 名称 到 日期 因为 原因",
    role: Role::Owner,
    ..Spec::BLANK
};

/// The longest pause in days: a quarter. What rests for longer is a draft or is removed.
const LONGEST_DAYS: i64 = 92;

#[async_trait]
impl Command for Pause {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let meaning = call.said(&SPEC)?;
        let (person, org) = (context.person, context.org);
        let kpi = say::kpi(meaning, &SPEC, org)?;
        who_may::only(person, who_may::owner_or_lead(kpi, org), org)?;
        let today = kpi.zone.date_at(context.now);
        let latest = today.saturating_add(Span::new().days(LONGEST_DAYS));
        let (_, to) = say::days(meaning, &SPEC, (today, latest))?;
        let reason = say::reason(meaning, &SPEC)?;
        let until = to.tomorrow().unwrap_or(to);
        let since = match &kpi.activity {
            // A pause that goes on began when it began.
            Activity::Paused { since: Some(since), until, .. } if *until > today => *since,
            _ => today,
        };
        let by = Some(person.key.clone());
        let activity = Activity::Paused { until, reason: reason.clone(), since: Some(since), by };
        let paused = Kpi { activity, ..kpi.clone() };
        change(context, Record::Kpi(Box::new(paused), org.targets_of(&kpi.key).to_vec())).await?;
        let setting = Setting::Paused { kpi: kpi.into(), to, by_name: person.name.clone(), reason };
        let what = DoneWhat::Set { setting: Box::new(setting) };
        Ok(Outcome::public(Answer::Done { what, undo: None }))
    }
}
