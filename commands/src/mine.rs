//! `mine`: the open alerts of the person.

use async_trait::async_trait;
use steward_core::message::answer::Answer;

use crate::alert_line::lines;
use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::spec::{Slot, Spec};
use crate::subject::open_of_person;

/// The command.
pub(crate) struct Mine;

static SPEC: Spec = Spec {
    name: "mine",
    words_en: &["mine", "my alerts", "my open alerts", "my tasks", "what do i have"],
    words_zh: &["我的", "我的告警", "我的待办", "待办"],
    beside: &[
        "the",
        "on",
        "今天",
        "目前",
        "还",
        "有",
        "哪些",
        "to handle",
        "to do",
        "today",
        "今天",
        "要",
        "all",
        "all of",
        "all the",
        "所有",
        "所有的",
        "全部",
        "全部的",
        "open",
        "pending",
        "没弄完的",
        "待处理",
        "今日",
    ],
    intent: Intent::Mine,
    asks_en: &[
        "my todo",
        "my to do",
        "my list",
        "todo list",
        "my queue",
        "my plate",
        "assigned to me",
        "do i have anything",
        "anything for me",
        "my stuff",
        "what is mine",
        "whats mine",
        "my open ones",
        "what is on my plate",
        "whats on my plate",
        "what should i do",
        "my promises",
        "my pending",
        "my pending items",
        "my open items",
        "my open issues",
        "what do i owe",
        "what i owe",
        "what have i got",
        "what's left for me",
        "waiting for me",
        "waiting on me",
        "need from me",
        "needs me",
        "my workload",
        "my backlog",
        "my items",
    ],
    asks_zh: &[
        "我的任务",
        "我的事",
        "我待处理的",
        "我要跟的",
        "我的活",
        "我的单子",
        "我今天要干啥",
        "我要干啥",
        "要干啥",
        "我该做什么",
        "我有什么要处理的",
        "我要处理什么",
        "要处理的",
        "我今天要处理什么",
        "我该干嘛",
        "我手上有什么",
        "我手上有哪些",
        "我有什么",
        "我手上",
        "我有哪些",
        "我该处理什么",
        "我名下",
        "我负责的告警",
        "我手头",
        "我手里",
        "我手上还有",
        "我手头还有",
        "我手里还有",
        "我这边有什么",
        "我这边有啥",
        "我还有什么",
        "我还有啥",
        "我还欠什么",
        "我还有多少没处理",
        "等我处理的",
        "待我处理",
        "需要我处理的",
        "我跟的",
        "我在跟的",
        "我今天有什么要做",
        "有咩要我跟",
        "有咩要我做",
        "咩要我跟",
        "要我跟",
        "要我处理",
        "要我做",
        "有什么要我跟",
        "有什么要我处理",
        "啥子要搞的",
        "有啥子要搞",
        "有啥要搞的",
        "有什么要搞的",
        "要搞的",
    ],
    takes: &[Slot::Filters],
    usage_en: "mine",
    usage_zh: "我的",
    ..Spec::BLANK
};

#[async_trait]
impl Command for Mine {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, _: Call<'_>) -> Result<Outcome, Stop> {
        let open = open_of_person(context).await?;
        let (lines, more) = lines(context, open).await?;
        let whose = Some((context.person.key.clone(), context.person.name.clone()));
        Ok(Outcome::private(Answer::AlertList { whose, narrowed: Box::default(), lines, more }))
    }
}
