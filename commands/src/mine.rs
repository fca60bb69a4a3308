//! `mine`: the open alerts of the person.

use async_trait::async_trait;
use steward_core::message::answer::Answer;
use steward_core::person::Role;

use crate::alert_line::lines;
use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::reading::moment::Moment;
use crate::reading::words::Words;
use crate::spec::Spec;
use crate::subject::open_of_person;

/// The command.
pub(crate) struct Mine;

static SPEC: Spec = Spec {
    name: "mine",
    words_en: &["mine", "my alerts", "my open alerts", "my tasks", "what do i have"],
    words_zh: &["我的", "我的告警", "我的待办", "待办"],
    usage_en: "mine",
    usage_zh: "我的",
    role: Role::Viewer,
    on_alert: false,
};

#[async_trait]
impl Command for Mine {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    fn fits(&self, rest: Words<'_>, _: Moment<'_>) -> bool {
        rest.is_blank()
    }

    async fn run(&self, context: &mut Context<'_>, _: Call<'_>) -> Result<Outcome, Stop> {
        let open = open_of_person(context).await?;
        let (lines, more) = lines(open, context.org);
        let whose = Some((context.person.key.clone(), context.person.name.clone()));
        Ok(Outcome::private(Answer::AlertList { whose, lines, more }))
    }
}
