//! `comment`: say something about an alert; also anything said in its thread that is no command.

use async_trait::async_trait;
use steward_core::alert::decide::Deed;
use steward_core::message::answer::DoneWhat;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::perform::perform;
use crate::spec::{Rest, Spec};
use crate::subject;

/// The command.
pub(crate) struct Comment;

static SPEC: Spec = Spec {
    name: "comment",
    words_en: &["comment", "add a comment", "add comment", "leave a comment"],
    words_zh: &["评论", "留言"],
    intent: Intent::Comment,
    rest: Rest::Text,
    usage_en: "comment [NUMBER] TEXT",
    usage_zh: "评论 [编号] 内容",
    on_alert: true,
    is_of_its_alert_alone: true,
    ..Spec::BLANK
};

#[async_trait]
impl Command for Comment {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let text = call.words()?;
        say(context, &call, text).await
    }
}

async fn say(context: &mut Context<'_>, call: &Call<'_>, text: String) -> Result<Outcome, Stop> {
    let subject = subject::of(context, call).await?;
    let alert = perform(context, &subject, Deed::Comment { text }).await?;
    Ok(Outcome::done(DoneWhat::Commented { number: alert.number }))
}
