//! `resume`: a paused KPI is judged again, and it is told what the pause kept quiet.

use async_trait::async_trait;
use steward_core::judge::Evidence;
use steward_core::judge::missed::{looked_at_from, missed};
use steward_core::kpi::{Activity, Kpi};
use steward_core::message::answer::setting::{NotSet, Setting};
use steward_core::message::answer::{Answer, DoneWhat};
use steward_core::person::Role;
use steward_store::sample;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::say;
use crate::spec::{Kpis, Slot, Spec, Want};
use crate::standing::{Record, change, not_set};
use crate::who_may;

/// The command.
pub(crate) struct Resume;

static SPEC: Spec = Spec {
    name: "resume",
    asks_en: &[
        "restart",
        "turn on",
        "turn back on",
        "switch on",
        "enable",
        "start watching",
        "start judging",
        "un-pause",
        "reactivate",
        "bring back",
    ],
    intent: Intent::Resume,
    words_en: &["resume", "unpause", "watch again"],
    words_zh: &["恢复指标", "恢复监控", "取消暂停", "恢复判定"],
    asks_zh: &[
        "恢复",
        "重新监控",
        "重新开始监控",
        "重启",
        "启用",
        "打开监控",
        "开启监控",
        "继续监控",
        "继续判定",
        "解除暂停",
        "重新启用",
        "恢复正常监控",
    ],
    takes: &[Slot::Kpis, Slot::Scopes],
    needs: &[Slot::Kpis],
    form: &[Want::Kpi(Kpis::Paused).must()],
    usage_en: "resume KPI",
    usage_zh: "恢复指标 名称",
    role: Role::Owner,
    ..Spec::BLANK
};

#[async_trait]
impl Command for Resume {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let meaning = call.said(&SPEC)?;
        let (person, org) = (context.person, context.org);
        let kpi = say::kpi(meaning, &SPEC, org)?;
        who_may::only(person, who_may::owner_or_lead(kpi, org), org)?;
        let today = kpi.zone.date_at(context.now);
        let Activity::Paused { until, reason, since, by } = &kpi.activity else {
            return Err(not_set(NotSet::NotPaused { kpi: kpi.into() }));
        };
        if *until <= today {
            return Err(not_set(NotSet::NotPaused { kpi: kpi.into() }));
        }
        let first = looked_at_from(since.unwrap_or(today));
        let samples = sample::between(context.tx, &kpi.key, first, today).await?;
        let targets = org.targets_of(&kpi.key);
        let evidence = Evidence { kpi, targets, samples: &samples, watched_since: context.now };
        let quiet = since
            .map(|since| missed(&evidence, since, today.tomorrow().unwrap_or(today), context.now))
            .unwrap_or_default();
        // The day on which it ends stays, so that what did not come during the pause is not late at once; the first day
        // goes, for what was kept quiet is told here.
        let activity = Activity::Paused { until: today, reason: reason.clone(), since: None, by: by.clone() };
        let resumed = Kpi { activity, ..kpi.clone() };
        change(context, Record::Kpi(Box::new(resumed), targets.to_vec())).await?;
        let setting = Setting::resumed(kpi, *since, quiet);
        let what = DoneWhat::Set { setting: Box::new(setting) };
        Ok(Outcome::public(Answer::Done { what, undo: None }))
    }
}
