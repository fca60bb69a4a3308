//! `dismiss`: end an alert because nothing has to be done.

use async_trait::async_trait;
use steward_core::alert::DismissReason;
use steward_core::alert::decide::Deed;
use steward_core::message::answer::{DoneWhat, Refusal};
use steward_core::person::Role;

use crate::command::{Call, Command, field};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::perform::perform;
use crate::reading::text::{Text, kept};
use crate::reading::words::Words;
use crate::spec::{Rest, Spec};
use crate::subject;

/// The command.
pub(crate) struct Dismiss;

static SPEC: Spec = Spec {
    name: "dismiss",
    words_en: &["dismiss", "ignore", "close"],
    words_zh: &["忽略", "关闭", "驳回"],
    asks_en: &[
        "not an issue",
        "no issue here",
        "is nothing",
        "nothing wrong",
        "no need",
        "no need to handle",
        "no need handle",
        "no need to act",
        "no action needed",
        "needs no action",
        "nothing to do",
        "not needed",
        "can be ignored",
        "wave off",
        "disregard",
        "pay no attention to",
        "not a problem",
        "not a real issue",
        "is noise",
        "just noise",
    ],
    beside: &["没问题", "大促", "正常现象", "it", "is", "the"],
    intent: Intent::Dismiss,
    asks_zh: &[
        "不用管",
        "不用处理",
        "没事",
        "别管",
        "可以忽略",
        "忽略掉",
        "关掉",
        "不用管了",
        "不需要处理",
        "无需处理",
        "不必处理",
        "不用理",
        "不用理会",
        "不管了",
        "别管了",
        "没事的",
        "关了吧",
        "关闭掉",
        "消掉",
        "消除",
        "取消告警",
        "忽略就行",
        "忽略就好",
        "不用跟",
        "不用跟了",
        "不是问题",
        "划掉",
    ],
    rest: Rest::Dismissal,
    usage_en: "dismiss [NUMBER] false alarm | known event | new normal [WHY]",
    usage_zh: "忽略 [编号] 误报 | 已知活动 | 新常态 [说明]",
    role: Role::Owner,
    on_alert: true,
    is_of_its_alert_alone: true,
    ..Spec::BLANK
};

/// Words for the allowed reasons; the first is how the form sends it.
pub(crate) const REASONS: &[(DismissReason, &[&str])] = &[
    (DismissReason::FalseAlarm, &["false_alarm", "false alarm", "false positive", "误报", "虚警"]),
    (
        DismissReason::KnownEvent,
        &[
            "known_event",
            "known event",
            "known",
            "expected",
            "event",
            "已知活动",
            "已知",
            "活动",
            "大促",
            "预期内",
            "预期",
        ],
    ),
    (
        DismissReason::NewNormal,
        &["new_normal", "new normal", "limit no longer fits", "新常态", "常态", "目标不合适", "阈值不合适"],
    ),
];

#[async_trait]
impl Command for Dismiss {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let (found, text) = match &call {
            Call::Said { meaning, .. } => {
                (meaning.values.dismissal, kept(meaning.values.text.as_deref().unwrap_or_default())?)
            }
            Call::Pressed { act, fields } => {
                let form = Some(field(fields, "reason")).filter(|reason| !reason.is_empty());
                let sent = Text::of(form.or(act.value.as_deref()).unwrap_or_default());
                (reason(sent.words()).map(|(reason, _)| reason), kept(field(fields, "text"))?)
            }
        };
        let subject = subject::of(context, &call).await?;
        let number = subject.alert.number;
        let reason = found.ok_or(Refusal::NeedsReason { number })?;
        let alert = perform(context, &subject, Deed::Dismiss { reason, text }).await?;
        let status = alert.status.clone();
        Ok(Outcome::undoable(DoneWhat::Closed { number, status }, &alert))
    }
}

/// The reason with which the words begin, and the words behind it. A dash may set it apart.
pub(crate) fn reason(words: Words<'_>) -> Option<(DismissReason, Words<'_>)> {
    let mut words = words;
    while let Some(behind) = words.after("-") {
        words = behind;
    }
    let words = words.after_any(&["as", "because", "it's a", "因为", "是"]).unwrap_or(words);
    REASONS.iter().find_map(|(reason, names)| words.after_any(names).map(|rest| (*reason, rest)))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("false alarm carrier scans late", DismissReason::FalseAlarm, "carrier scans late")]
    #[case("误报，物流扫描延迟", DismissReason::FalseAlarm, "物流扫描延迟")]
    #[case("known event: Prime Day", DismissReason::KnownEvent, "Prime Day")]
    #[case("大促", DismissReason::KnownEvent, "")]
    #[case("- known event, Prime Day", DismissReason::KnownEvent, "Prime Day")]
    #[case("—— 误报，物流扫描延迟", DismissReason::FalseAlarm, "物流扫描延迟")]
    #[case("new_normal", DismissReason::NewNormal, "")]
    #[case("新常态 换了仓库", DismissReason::NewNormal, "换了仓库")]
    fn reads_a_reason(#[case] said: &str, #[case] expected: DismissReason, #[case] left: &str) {
        let text = Text::of(said);
        let (found, rest) = reason(text.words()).unwrap();
        assert_eq!((found, rest.said().as_str()), (expected, left));
    }

    #[rstest]
    #[case("")]
    #[case("because I say so")]
    fn refuses_other_reasons(#[case] said: &str) {
        assert!(reason(Text::of(said).words()).is_none());
    }
}
