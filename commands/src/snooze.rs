//! `snooze`: let an alert rest for a while.

use async_trait::async_trait;
use steward_core::alert::decide::Deed;
use steward_core::message::answer::{DoneWhat, Refusal};
use steward_core::person::Role;

use crate::command::{Call, Command, field};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::perform::perform;
use crate::reading::span;
use crate::reading::text::{Text, shortened};
use crate::reading::words::Words;
use crate::spec::{Rest, Spec};
use crate::subject;

/// The command.
pub(crate) struct Snooze;

static SPEC: Spec = Spec {
    name: "snooze",
    words_en: &["snooze", "remind me", "postpone"],
    words_zh: &["暂缓", "暂停", "稍后", "稍后提醒", "推迟", "延后", "晚点", "晚点提醒"],
    beside: &["me", "later", "again", "我", "吧", "at", "rest", "about", "again", "告警"],
    intent: Intent::Snooze,
    asks_en: &[
        "ping me",
        "bug me",
        "remind me again",
        "check back",
        "hush",
        "quiet",
        "pause alert",
        "wake me",
        "wake me up",
        "let",
        "rest until",
        "remind",
        "silence",
        "hold off",
        "later",
        "not now",
        "rest",
        "mute",
        "can wait",
        "can wait until",
        "push to",
        "push back",
        "push it to",
        "put off",
        "defer",
        "delay",
        "park",
        "park it",
        "revisit",
        "come back to",
        "circle back on",
        "circle back to",
        "circle back",
        "look again",
        "don't ping me about",
        "dont ping me about",
        "stop pinging me about",
        "stop bugging me about",
        "stop reminding me about",
        "check again",
        "sleep on",
    ],
    asks_zh: &[
        "推到",
        "推迟到",
        "延到",
        "延后到",
        "等会",
        "晚些",
        "过会儿",
        "过一会儿",
        "先缓缓",
        "缓一缓",
        "缓到",
        "别提醒",
        "叫我",
        "再叫我",
        "提醒",
        "hold",
        "hold到",
        "先hold",
        "先放到",
        "先放一放",
        "放到",
        "先放着",
        "晚点再说",
        "先不管",
        "snooze",
        "安静",
        "等到",
        "再提醒我",
        "提醒我",
        "再说",
        "静音",
        "搁着",
        "先搁着",
        "搁置",
        "先搁置",
        "往后推",
        "往后推推",
        "往后延",
        "往后放",
        "推后",
        "推一下",
        "延",
        "延一下",
        "顺延",
        "拖到",
        "挪到",
        "放一放",
        "先放",
        "缓缓",
        "缓",
        "缓一下",
        "压一下",
        "先压着",
        "不急",
        "别催",
        "先别催",
        "别叫我",
        "别烦我",
        "先别提醒",
        "过会再看",
        "再看",
        "再处理",
        "再弄",
        "再说吧",
        "等等",
    ],
    rest: Rest::Until,
    usage_en: "snooze [NUMBER] SPAN",
    usage_zh: "暂缓 [编号] 时长",
    role: Role::Owner,
    on_alert: true,
    is_of_its_alert_alone: true,
    ..Spec::BLANK
};

#[async_trait]
impl Command for Snooze {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let moment = context.moment();
        let read = |words: Words<'_>| {
            let why = || Refusal::NoSuchSpan { text: shortened(&words.said()) };
            span::until(words, moment).ok_or_else(why)
        };
        let until = match &call {
            Call::Said { meaning, .. } => {
                let why = || Refusal::NoSuchSpan { text: meaning.values.unclear.clone().unwrap_or_default() };
                meaning.values.until.ok_or_else(why)?
            }
            Call::Pressed { act, fields } => {
                let form =
                    [field(fields, "span"), field(fields, "until")].into_iter().find(|text| !text.is_empty());
                read(Text::of(form.or(act.value.as_deref()).unwrap_or_default()).words())?
            }
        };
        let subject = subject::of(context, &call).await?;
        let alert = perform(context, &subject, Deed::Snooze { until }).await?;
        let until = alert.snoozed_until.unwrap_or(until);
        Ok(Outcome::undoable(DoneWhat::Snoozed { number: alert.number, until }, &alert))
    }
}
