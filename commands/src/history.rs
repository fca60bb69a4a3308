//! `history`: everything that happened to an alert.

use std::collections::BTreeSet;

use async_trait::async_trait;
use steward_core::alert::event::AlertEvent;
use steward_core::id::PersonKey;
use steward_core::message::answer::{Answer, Refusal};
use steward_store::alert;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::spec::{Spec, Want};
use crate::subject;

/// The command.
pub(crate) struct History;

static SPEC: Spec = Spec {
    name: "history",
    words_en: &["history", "what happened", "audit trail", "timeline"],
    words_zh: &["历史", "经过", "历史记录", "处理记录"],
    beside: &[
        "on",
        "for",
        "with",
        "so",
        "far",
        "的",
        "raised",
        "opened",
        "since it opened",
        "since it was opened",
        "since it was raised",
        "since then",
    ],
    intent: Intent::History,
    asks_en: &[
        "timeline of",
        "what happened with",
        "what happened on",
        "who did what on",
        "log for",
        "progress on",
        "full story",
        "whole story",
        "everything about",
        "details of",
        "history of",
        "log of",
        "story of",
        "what's the story",
        "whats the story",
        "what has been done",
        "what was done",
        "what have we done",
        "who acked",
        "who closed",
        "who dismissed",
        "who acknowledged",
        "who handled",
        "trail",
        "activity",
        "activity on",
        "past of",
        "any progress on",
        "any progress",
        "every change to",
        "all changes to",
        "changes to",
        "changes made to",
        "everything that happened to",
        "full record",
        "full record of",
        "complete record of",
        "record of",
        "records of",
        "full history of",
    ],
    asks_zh: &[
        "处理记录",
        "谁动过",
        "进展",
        "进展如何",
        "进度",
        "都发生了什么",
        "怎么回事来着",
        "来龙去脉",
        "前因后果",
        "怎么处理的",
        "处理过程",
        "发生了什么",
        "处理经过",
        "后来怎么样了",
        "后来呢",
        "处理到哪了",
        "处理到哪一步",
        "到哪一步了",
        "处理得怎么样",
        "处理的怎么样",
        "处理情况",
        "处理进度",
        "谁处理的",
        "谁关的",
        "谁关闭的",
        "谁忽略的",
        "做了什么",
        "做了些什么",
        "都做了啥",
        "跟进情况",
        "跟进得怎么样",
        "进行到哪",
        "历程",
        "来历",
        "所有操作",
        "操作记录",
    ],
    form: &[Want::Number.must()],
    usage_en: "history [NUMBER]",
    usage_zh: "历史 [编号]",
    on_alert: true,
    ..Spec::BLANK
};

#[async_trait]
impl Command for History {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let alert = subject::of(context, &call).await?.alert;
        let Some(kpi) = context.org.kpis.get(&alert.kpi) else {
            return Err(Refusal::NoSuchAlert { number: alert.number }.into());
        };
        let events = alert::events(context.tx, alert.id).await?;
        let people: BTreeSet<&PersonKey> = events.iter().flat_map(AlertEvent::people).collect();
        let names =
            people.into_iter().map(|key| (key.clone(), context.org.name_of(key).to_owned())).collect();
        Ok(Outcome::public(Answer::History {
            number: alert.number,
            name_en: kpi.name_en.clone(),
            name_zh: kpi.name_zh.clone(),
            unit: kpi.unit,
            names,
            events,
        }))
    }
}
