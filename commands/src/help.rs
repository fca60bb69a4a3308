//! `help`: what can be said, with examples that work for the person now.

use std::cmp::Reverse;
use std::sync::Arc;

use async_trait::async_trait;
use steward_core::alert::AlertKind;
use steward_core::digest::line::line;
use steward_core::kpi::{Activity, Kpi};
use steward_core::message::answer::{AlertLine, Answer, HelpAnswer};
use steward_core::person::Role;

use crate::alert_line::lines;
use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::example::examples;
use crate::kpi::most_important;
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

/// The person's KPIs and alerts that are shown, each: help is read on a phone.
const MOST_SHOWN: usize = 3;

/// Further words for a command that are shown.
const MOST_WORDS: usize = 5;

#[async_trait]
impl Command for Help {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let named = call.meaning().and_then(|meaning| meaning.values.command);
        match named.and_then(|name| specs().iter().find(|spec| spec.name == name)) {
            Some(spec) => Ok(Outcome::private(about(spec))),
            None => run(context).await,
        }
    }
}

/// Everything about one command.
fn about(spec: &Spec) -> Answer {
    let further =
        |words: &[&str]| words.iter().skip(1).take(MOST_WORDS).map(|&word| word.to_owned()).collect();
    Answer::HelpOn {
        command: spec.name.to_owned(),
        also_en: further(spec.words_en),
        also_zh: further(spec.words_zh),
    }
}

/// What is the person's, what they could say now, and the commands that their role has a use for.
pub(crate) async fn run(context: &mut Context<'_>) -> Result<Outcome, Stop> {
    let (org, person) = (context.org, context.person);
    let open = open_of_person(context).await?;
    let judgements = context.standings().await?;
    let is_own = |kpi: &&Kpi| kpi.owner.as_ref() == Some(&person.key) && kpi.activity != Activity::Draft;
    let mut own: Vec<&Kpi> = org.kpis.values().filter(is_own).collect();
    let beyond = |kpi: &Kpi| {
        let reading = judgements.get(&kpi.key).and_then(|judgement| judgement.reading.as_ref());
        let breaches = open.iter().filter(|alert| alert.kpi == kpi.key && alert.kind == AlertKind::Breach);
        breaches.map(|alert| alert.severity).chain(reading.and_then(|reading| reading.severity)).max()
    };
    own.sort_by_cached_key(|kpi| Reverse(beyond(kpi)));
    let red = own.first().copied().filter(|kpi| beyond(kpi).is_some());
    let (alerts, more) = lines(context, open.clone()).await?;
    let urgent = alerts.first().and_then(|line| open.iter().find(|alert| alert.id == line.alert));
    let examples = examples(context, &own, red, urgent);
    let all_alerts = count(alerts.len()).saturating_add(more);
    let shown = own.iter().take(MOST_SHOWN).map(|kpi| {
        let judgement = judgements.get(&kpi.key).map(Arc::as_ref);
        line(kpi, judgement, most_important(open.iter().filter(|alert| alert.kpi == kpi.key)), org)
    });
    let help = HelpAnswer {
        kpis: shown.collect(),
        all_kpis: count(own.len()),
        // Help is short.
        alerts: alerts.into_iter().take(MOST_SHOWN).map(|line| AlertLine { basis: None, ..line }).collect(),
        all_alerts,
        examples,
        asks: words(person.role, |spec| spec.intent.is_question()),
        acts: words(person.role, |spec| !spec.intent.is_question() && spec.on_alert),
        sets: words(person.role, |spec| !spec.intent.is_question() && !spec.on_alert),
    };
    Ok(Outcome::private(Answer::Help { help: Box::new(help) }))
}

/// The words to teach, in English and Chinese, of the commands of a sort that a role has a use for.
fn words(role: Role, is_of: impl Fn(&Spec) -> bool) -> Vec<(String, String)> {
    let word = |words: &[&str]| words.first().map_or_else(String::new, |&word| word.to_owned());
    let useful = specs().iter().filter(|spec| spec.role <= role && is_of(spec));
    useful.map(|spec| (word(spec.words_en), word(spec.words_zh))).collect()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
