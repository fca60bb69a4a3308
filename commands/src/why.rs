//! `why`: why a KPI is beyond its limit: by how much, since when, and what moved.

use async_trait::async_trait;

use std::cmp::Reverse;
use steward_core::answer::moved::movement;
use steward_core::judge::Standing;
use steward_core::kpi::Kpi;
use steward_core::message::answer::{Answer, Choice, PastNote, WhyAnswer};
use steward_store::{alert, judgement};

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::kpi::now;
use crate::list;
use crate::meaning::{Filter, Intent, Meaning};
use crate::spec::{Kpis, Slot, Spec, Want};
use crate::subject_kpi;

/// The command.
pub(crate) struct Why;

static SPEC: Spec = Spec {
    name: "why",
    words_en: &["why"],
    words_zh: &["为什么", "为何"],
    beside: &[
        "spike",
        "tank",
        "plunge",
        "plunged",
        "crash",
        "crashed",
        "soar",
        "soared",
        "surge",
        "surged",
        "dip",
        "dipped",
        "slip",
        "slipped",
        "climb",
        "climbed",
        "偏高",
        "偏低",
        "跳水",
        "崩",
        "崩了",
        "猛涨",
        "猛跌",
        "狂跌",
        "狂涨",
        "turn",
        "turned",
        "become",
        "变",
        "开始",
        "的",
        "spiked",
        "drop",
        "dropped",
        "jump",
        "jumped",
        "rise",
        "fell",
        "breach",
        "breached",
        "going",
        "超标",
        "变红",
        "暴涨",
        "暴跌",
        "下滑",
        "飙升",
        "导致",
        "is",
        "are",
        "did",
        "go",
        "went",
        "so high",
        "so low",
        "high",
        "low",
        "up",
        "down",
        "red",
        "红",
        "这么高",
        "这么低",
        "高",
        "低",
        "涨",
        "跌",
        "涨了",
        "跌了",
        "高了",
        "低了",
        "这么",
        "那么",
        "then",
        "again",
        "又",
        "突然",
        "bad",
        "worse",
        "差",
        "掉",
        "上去",
        "上去了",
        "下来了",
        "掉了",
        "涨上去",
        "降了",
        "降",
        "升",
        "升了",
        "上升",
        "下降",
        "恶化",
        "变差",
        "变高",
        "变低",
        "多",
        "少",
        "不达标",
        "异常",
        "不好",
        "不行",
        "rising",
        "falling",
        "dropping",
        "increasing",
        "decreasing",
        "bleeding",
        "tanked",
        "tanking",
        "through the roof",
        "off",
        "worsening",
        "so",
        "this",
        "that",
        "raised",
        "opened",
        "triggered",
        "fired",
        "alert",
        "firing",
        "alerting",
        "触发",
        "告警",
        "报警",
        "咁",
        "咁高",
        "咁低",
        "这样高",
        "这样低",
        "超了",
        "超标了",
        "凶",
        "凶得很",
        "得很",
        "厉害",
        "高得很",
        "低得很",
        "so much",
    ],
    intent: Intent::Why,
    asks_en: &[
        "since when",
        "when did",
        "how long has",
        "what's driving",
        "what is driving",
        "what drove",
        "reason",
        "the reason",
        "what's behind",
        "what made",
        "what's causing",
        "what is causing",
        "why's",
        "whys",
        "why is",
        "why are",
        "why did",
        "why was",
        "how come",
        "what caused",
        "reason for",
        "root cause of",
        "what is wrong with",
        "whats wrong with",
        "what happened to",
        "what happened with",
        "what drives",
        "explain",
        "how did it get",
        "what went wrong with",
        "what's going on with",
        "whats going on with",
        "what is going on with",
        "what's up with",
        "whats up with",
        "what is up with",
        "why so",
        "reason of",
        "drop reason",
        "cause of",
        "any reason",
        "what is the reason",
        "explain why",
        "diagnose",
        "break down why",
    ],
    asks_zh: &[
        "什么时候红的",
        "哪天红的",
        "从什么时候",
        "从哪天",
        "红了多久",
        "红了几天",
        "原因",
        "咋了",
        "什么原因导致",
        "为何",
        "怎么了",
        "怎么搞的",
        "啥情况导致",
        "why",
        "咋",
        "怎么",
        "为啥",
        "怎么红了",
        "怎么回事",
        "咋回事",
        "什么原因",
        "啥原因",
        "怎么超了",
        "怎么越线了",
        "怎么涨了",
        "怎么跌了",
        "怎么掉了",
        "怎么这么高",
        "怎么这么低",
        "出了什么问题",
        "怎么又",
        "咋又",
        "为嘛",
        "为毛",
        "凭什么",
        "为啥又",
        "因为什么",
        "什么导致",
        "是什么导致",
        "怎么会",
        "怎么还",
        "哪里出问题",
        "哪里出了问题",
        "问题出在哪",
        "出啥问题了",
        "分析一下",
        "分析下",
        "归因",
        "点解",
        "做咩",
        "怎会",
        "是怎样",
        "为啥子",
        "凭啥子",
    ],
    takes: &[Slot::Kpis, Slot::Scopes, Slot::Span, Slot::Comparison, Slot::Filters],
    form: &[Want::Kpi(Kpis::All).must()],
    usage_en: "why [KPI]",
    usage_zh: "为什么 [指标]",
    on_alert: true,
    ..Spec::BLANK
};

#[async_trait]
impl Command for Why {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let meaning = call.meaning_or_blank();
        let Some(kpi) = subject_kpi::of(context, &call).await?.first().copied() else {
            return unnamed(context, meaning).await;
        };
        answer(context, kpi).await
    }
}

/// Most notes that are told.
const MOST_NOTES: usize = 3;

/// Most KPIs to choose from.
const MOST_CHOICES: usize = 4;

/// Why a KPI stands where it stands.
async fn answer(context: &mut Context<'_>, kpi: &Kpi) -> Result<Outcome, Stop> {
    let shown = now::of(context, kpi).await?;
    let judgement = judgement::of(context.tx, &kpi.key).await?;
    let readings = judgement.map(|judgement| judgement.readings).unwrap_or_default();
    let last_inside = readings.iter().rev().find(|reading| reading.severity.is_none());
    Ok(Outcome::public(Answer::Why {
        why: Box::new(WhyAnswer {
            grain: kpi.grain,
            moved: movement(&readings),
            last_inside: last_inside
                .filter(|_| shown.line.severity.is_some())
                .map(|reading| (reading.period, reading.value)),
            kpi: shown,
            notes: notes(context, kpi).await?,
        }),
    }))
}

/// The newest notes about a KPI, on open alerts and on those that closed last.
async fn notes(context: &mut Context<'_>, kpi: &Kpi) -> Result<Vec<PastNote>, Stop> {
    let mut alerts = alert::open_of(context.tx, &kpi.key).await?;
    alerts.extend(alert::closed_last(context.tx, &kpi.key).await?);
    let mut notes: Vec<PastNote> = Vec::new();
    for alert in &alerts {
        notes.extend(alert.notes.iter().chain(&alert.earlier_notes).map(|note| PastNote {
            number: alert.number,
            by_name: context.org.name_of(&note.by).to_owned(),
            note: note.clone(),
        }));
    }
    notes.sort_by_key(|past| (Reverse(past.note.at), past.number));
    notes.truncate(MOST_NOTES);
    Ok(notes)
}

/// Nothing was named: the only KPI beyond its limits is meant, else the person chooses among them.
async fn unnamed(context: &mut Context<'_>, meaning: &Meaning) -> Result<Outcome, Stop> {
    let org = context.org;
    let judgements = context.standings().await?;
    let is_red = |kpi: &&Kpi| {
        let standing = judgements.get(&kpi.key).map(|judgement| judgement.standing);
        matches!(standing, Some(Standing::Outside { .. })) && list::is_named(kpi, meaning, context.person)
    };
    let red: Vec<&Kpi> = org.kpis.values().filter(is_red).collect();
    match red.as_slice() {
        [only] => answer(context, only).await,
        [] => list::answer(context, &Meaning { filters: vec![Filter::Red], ..meaning.clone() }).await,
        several if several.len() > MOST_CHOICES => {
            list::answer(context, &Meaning { filters: vec![Filter::Red], ..meaning.clone() }).await
        }
        several => {
            let choices = several.iter().map(|kpi| {
                let named = |name: &str| match &kpi.scope {
                    Some(scope) => format!("{name} · {scope}"),
                    None => name.to_owned(),
                };
                Choice {
                    says: format!("why {}", kpi.key),
                    name_en: named(&kpi.name_en),
                    name_zh: named(&kpi.name_zh),
                }
            });
            Err(Answer::Choose { asked: "why".to_owned(), choices: choices.collect() }.into())
        }
    }
}
