//! `language`: the language in which Steward writes to a person.

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
pub(crate) struct Language;

static SPEC: Spec = Spec {
    name: "language",
    intent: Intent::Language,
    words_en: &["language", "speak", "set my language", "my language", "switch to"],
    words_zh: &["语言", "我的语言", "说", "切换成", "换成", "切换到"],
    beside: &[
        "please",
        "改一下",
        "换一下",
        "设置",
        "设置成",
        "设置为",
        "改成",
        "改为",
        "设为",
        "换",
        "回复",
        "回复我",
        "回答",
        "界面",
        "set",
        "change",
        "to",
        "is",
        "change to",
        "switch",
        "update",
        "reply in",
        "answer in",
        "in",
        "me",
        "messages",
        "消息",
        "以后",
        "请用",
        "转返",
        "转回",
        "转成",
        "转做",
        "变回",
        "切回",
        "换回",
    ],
    asks_en: &["talk to me in", "write to me in", "answer me in"],
    asks_zh: &["用", "跟我说", "回我", "以后用"],
    takes: &[Slot::Language],
    needs: &[Slot::Language],
    form: &[Want::Language.must()],
    usage_en: "language English | Chinese",
    usage_zh: "语言 中文 | 英文",
    ..Spec::BLANK
};

#[async_trait]
impl Command for Language {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let meaning = call.said(&SPEC)?;
        let locale = meaning.values.language.clone().ok_or_else(|| say::lacks(&SPEC, Lack::Language))?;
        let person = Person { locale: locale.clone(), ..context.person.clone() };
        change(context, Record::Person(Box::new(person))).await?;
        Ok(Outcome::done(DoneWhat::Set { setting: Box::new(Setting::Language { locale }) }))
    }
}
