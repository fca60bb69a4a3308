//! `done`: "It is done."

use async_trait::async_trait;
use steward_core::alert::AlertStatus;
use steward_core::alert::decide::Deed;
use steward_core::message::answer::DoneWhat;
use steward_core::person::Role;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::note;
use crate::perform::perform_all;
use crate::spec::{Rest, Slot, Spec, Want};
use crate::subject;

/// The command.
pub(crate) struct Done;

static SPEC: Spec = Spec {
    name: "done",
    words_en: &["done", "fixed", "resolved", "solved", "handled", "all done", "it's done", "it is done"],
    words_zh: &[
        "已处理",
        "处理完",
        "处理好",
        "已处理完",
        "处理完毕",
        "已解决",
        "解决了",
        "搞定",
        "已搞定",
        "完成",
        "已完成",
        "已修复",
        "弄好了",
    ],
    asks_en: &[
        "closed out",
        "it's fixed",
        "problem solved",
        "all set",
        "dealt with",
        "wrapped up",
        "has been fixed",
        "has been resolved",
        "is done",
        "is resolved",
        "is solved",
        "finished",
        "finished with",
        "sorted",
        "sorted out",
        "is sorted",
        "all sorted",
        "all good now",
        "is ok now",
        "mark as done",
        "mark done",
        "mark as fixed",
        "mark as resolved",
        "mark",
        "completed",
        "is fixed",
        "taken care of",
    ],
    asks_zh: &[
        "已经修复",
        "已经修好",
        "搞定啦",
        "完事",
        "完事了",
        "弄完",
        "处理妥了",
        "解决啦",
        "修复了",
        "处理掉了",
        "已经完成",
        "处理好了",
        "修好了",
        "已经好了",
        "好了",
        "ok了",
        "弄好",
        "fix好了",
        "已好",
        "可以了",
        "已经解决了",
        "已经处理",
        "已经处理了",
        "已经处理好了",
        "已经搞定",
        "处理完成",
        "处理了",
        "弄完了",
        "办好了",
        "done",
        "搞掂",
        "搞掂咗",
        "处理咗",
        "弄妥",
        "完成了",
        "整好了",
        "整完了",
        "整巴适了",
        "搞巴适了",
        "弄巴适了",
    ],
    intent: Intent::Done,
    takes: &[Slot::All],
    rest: Rest::Remark,
    reports: true,
    form: &[Want::Alerts.must()],
    usage_en: "done [NUMBER]",
    usage_zh: "已处理 [编号]",
    role: Role::Owner,
    on_alert: true,
    is_of_its_alert_alone: true,
    ..Spec::BLANK
};

#[async_trait]
impl Command for Done {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    /// "Done, moved to UPS" keeps its words as a note first.
    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let mut deeds = Vec::new();
        if let Some(text) = call.meaning().and_then(|meaning| meaning.values.text.as_deref()) {
            deeds.push(Deed::Note(note::action_alone(text)?));
        }
        deeds.push(Deed::Done);
        let subject = subject::of(context, &call).await?;
        // Whoever says that it is done has it, and need not say so first.
        if subject.alert.status == AlertStatus::Open && deeds.len() == 1 && subject.alert.note().is_none() {
            deeds.insert(0, Deed::Acknowledge);
        }
        let alert = perform_all(context, &subject, deeds).await?;
        let number = alert.number;
        let what = match &alert.status {
            status @ AlertStatus::Closed { .. } => DoneWhat::Closed { number, status: status.clone() },
            _ => DoneWhat::Watching {
                number,
                periods: alert.periods_needed.saturating_sub(alert.periods_inside),
            },
        };
        Ok(Outcome::undoable(what, &alert))
    }
}
