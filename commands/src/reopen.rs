//! `reopen`: open a closed alert again, because its ending was wrong.

use async_trait::async_trait;
use steward_core::alert::Alert;
use steward_core::alert::decide::Deed;
use steward_core::message::answer::{DoneWhat, Refusal};
use steward_core::person::Role;
use steward_store::alert;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::perform::perform;
use crate::spec::{Rest, Spec};
use crate::subject;

/// The command.
pub(crate) struct Reopen;

static SPEC: Spec = Spec {
    name: "reopen",
    beside: &["it", "up", "the", "open", "了", "一下", "告警"],
    intent: Intent::Reopen,
    words_en: &["reopen", "re-open", "open again"],
    words_zh: &["重新开启", "重新打开", "重开", "恢复告警"],
    asks_en: &["open again", "open up again", "bring back", "un-close", "unclose", "undismiss", "restore"],
    asks_zh: &["再打开", "又开", "重新开", "再开", "恢复打开"],
    rest: Rest::Reason,
    usage_en: "reopen NUMBER [because WHY]",
    usage_zh: "重新开启 编号 [因为 原因]",
    role: Role::Owner,
    on_alert: true,
    ..Spec::BLANK
};

#[async_trait]
impl Command for Reopen {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let text = call.words()?;
        let subject = subject::of(context, &call).await?;
        let (number, id) = (subject.alert.number, subject.alert.id);
        if let Some(open) = open_beside(context, &subject.alert).await?.filter(|open| open.id != id) {
            return Err(Refusal::OpenElsewhere { number, open: open.number }.into());
        }
        let alert = perform(context, &subject, Deed::Reopen { text }).await?;
        let owner_name = context.org.name_of(&alert.owner).to_owned();
        let until = alert.ack.as_ref().map(|ack| ack.expires_at);
        Ok(Outcome::done(DoneWhat::Reopened { number, owner_name, until }))
    }
}

/// The open alert of the same KPI and kind; there is one at most.
async fn open_beside(context: &mut Context<'_>, closed: &Alert) -> Result<Option<Alert>, Stop> {
    let open = alert::open_of(context.tx, &closed.kpi).await?;
    Ok(open.into_iter().find(|alert| alert.kind == closed.kind))
}
