//! `comment`: say something about an alert; also anything said in its thread that is no command.

use async_trait::async_trait;
use steward_core::alert::Alert;
use steward_core::alert::decide::Deed;
use steward_core::message::answer::DoneWhat;

use crate::command::{Call, Command, field};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::{Intent, Meaning};
use crate::perform::perform;
use crate::reading::moment::Moment;
use crate::reading::text::kept;
use crate::reading::words::Words;
use crate::spec::{Rest, Spec};
use crate::subject;

/// The command.
pub(crate) struct Comment;

static SPEC: Spec = Spec {
    name: "comment",
    words_en: &["comment"],
    words_zh: &["评论", "留言"],
    intent: Intent::Comment,
    rest: Rest::Text,
    usage_en: "comment [NUMBER] TEXT",
    usage_zh: "评论 [编号] 内容",
    on_alert: true,
    ..Spec::BLANK
};

#[async_trait]
impl Command for Comment {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn fits(&self, rest: Words<'_>, _: Moment<'_>) -> bool {
        !rest.is_blank()
    }

    fn keeps_words(&self) -> bool {
        true
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let text = match &call {
            Call::Said { rest, .. } => kept(&rest.said())?,
            Call::Pressed { fields, .. } => kept(field(fields, "text"))?,
        };
        say(context, &call, text).await
    }
}

/// Keeps something that was said in an alert's thread.
pub(crate) async fn in_thread(
    context: &mut Context<'_>,
    words: Words<'_>,
    alert: &Alert,
) -> Result<Outcome, Stop> {
    let text = kept(&words.said())?;
    let meaning = Meaning::default();
    let call = Call::Said { all: words, rest: words, number: None, thread: Some(alert), meaning: &meaning };
    say(context, &call, text).await
}

async fn say(context: &mut Context<'_>, call: &Call<'_>, text: String) -> Result<Outcome, Stop> {
    let subject = subject::of(context, call).await?;
    let alert = perform(context, &subject, Deed::Comment { text }).await?;
    Ok(Outcome::done(DoneWhat::Commented { number: alert.number }))
}
