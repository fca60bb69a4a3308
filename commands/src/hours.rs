//! `hours`: when a person works.

use async_trait::async_trait;
use steward_core::message::answer::DoneWhat;
use steward_core::message::answer::setting::{Lack, Setting};
use steward_core::person::Person;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::say;
use crate::spec::{Slot, Spec, Want};
use crate::standing::{Record, change};

/// The command.
pub(crate) struct Hours;

static SPEC: Spec = Spec {
    name: "hours",
    intent: Intent::Hours,
    words_en: &[
        "hours",
        "working hours",
        "my hours",
        "my working hours",
        "set my working hours",
        "work hours",
    ],
    words_zh: &["工作时间", "上班时间", "我的工作时间"],
    asks_en: &[
        "i work",
        "i work from",
        "office hours",
        "my office hours",
        "my schedule is",
        "i'm on",
        "i start at",
        "i'm working",
        "i'm available",
        "available",
    ],
    asks_zh: &["上班", "我上班", "工作时段", "在线时间", "班次", "作息"],
    beside: &[
        "下班",
        "改成",
        "改为",
        "改一下",
        "换一下",
        "调一下",
        "调整为",
        "设置",
        "设置为",
        "设为",
        "是",
        "set",
        "change",
        "to",
        "are",
        "is",
        "change to",
        "switch",
        "update",
        "my",
        "from",
        "now",
        "从",
        "到",
        "每天",
        "weekdays",
        "改到",
    ],
    takes: &[Slot::Hours],
    needs: &[Slot::Hours],
    form: &[Want::Hours.must()],
    usage_en: "hours 9:00-18:00",
    usage_zh: "工作时间 9:00-18:00",
    ..Spec::BLANK
};

#[async_trait]
impl Command for Hours {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let meaning = call.said(&SPEC)?;
        let hours = meaning.values.hours.ok_or_else(|| say::lacks(&SPEC, Lack::Hours))?;
        let person = Person { working_hours: hours, ..context.person.clone() };
        change(context, Record::Person(Box::new(person))).await?;
        Ok(Outcome::done(DoneWhat::Set { setting: Box::new(Setting::Hours { hours }) }))
    }
}
