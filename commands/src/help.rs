//! `help`: what can be said, with examples that work for the person now.

use async_trait::async_trait;
use steward_core::message::answer::Answer;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::registry::specs;
use crate::spec::{Slot, Spec};
use crate::subject::open_of_person;

/// The command.
pub(crate) struct Help;

static SPEC: Spec = Spec {
    name: "help",
    words_en: &["help", "commands", "usage", "what can you do", "how does this work"],
    words_zh: &["帮助", "怎么用", "使用说明", "命令", "你能做什么", "你会什么"],
    intent: Intent::Help,
    asks_en: &[
        "what can i say",
        "what can i ask",
        "how do i use",
        "how to use",
        "how do i",
        "what do you do",
        "what are you able to do",
        "how do you work",
        "how does it work",
        "instructions",
        "manual",
        "guide",
        "examples",
        "cheat sheet",
        "show commands",
        "list commands",
        "what commands",
        "which commands",
        "get started",
        "how can i use",
    ],
    asks_zh: &[
        "能干什么",
        "可以做什么",
        "可以问什么",
        "会什么",
        "怎么说",
        "怎么写",
        "怎么使用",
        "如何使用",
        "使用方法",
        "使用说明书",
        "用法",
        "教程",
        "说明",
        "指令",
        "有哪些命令",
        "有什么命令",
        "有哪些功能",
        "有什么功能",
        "功能",
        "能做什么",
        "能干啥",
        "会干啥",
        "可以干嘛",
        "怎么玩",
        "怎么操作",
    ],
    takes: &[Slot::Command],
    usage_en: "help [COMMAND]",
    usage_zh: "帮助 [命令]",
    ..Spec::BLANK
};

/// Most of the person's KPIs and alerts that examples are made of.
const MOST_EXAMPLES: usize = 3;

#[async_trait]
impl Command for Help {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        match call.meaning().and_then(|meaning| meaning.values.command) {
            Some(name) => help(context, vec![name.to_owned()]).await,
            None => run(context).await,
        }
    }
}

/// Help about every command that the person's role has a use for.
pub(crate) async fn run(context: &mut Context<'_>) -> Result<Outcome, Stop> {
    let role = context.person.role;
    let shown = specs().iter().filter(|spec| spec.role <= role).map(|spec| spec.name.to_owned());
    help(context, shown.collect()).await
}

async fn help(context: &mut Context<'_>, commands: Vec<String>) -> Result<Outcome, Stop> {
    let open = open_of_person(context).await?;
    let own = context.org.kpis.values().filter(|kpi| kpi.owner.as_ref() == Some(&context.person.key));
    Ok(Outcome::private(Answer::Help {
        commands,
        own_kpis: own.take(MOST_EXAMPLES).map(|kpi| (kpi.name_en.clone(), kpi.name_zh.clone())).collect(),
        open_alerts: open.iter().take(MOST_EXAMPLES).map(|alert| alert.number).collect(),
    }))
}
