//! `ack`: "I have it."

use async_trait::async_trait;
use steward_core::alert::AlertStatus;
use steward_core::alert::decide::Deed;
use steward_core::message::answer::{DoneWhat, Refusal};
use steward_core::person::Role;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::perform::{perform, perform_all};
use crate::reading::text::kept;
use crate::several::{self, Named, Told};
use crate::spec::{Rest, Slot, Spec, Want};
use crate::subject;

/// The command.
pub(crate) struct Ack;

static SPEC: Spec = Spec {
    name: "ack",
    words_en: &[
        "ack",
        "acknowledge",
        "acknowledged",
        "got it",
        "i got it",
        "i've got it",
        "i have it",
        "on it",
        "i'm on it",
        "im on it",
        "i'll take it",
        "taking it",
        "taking this",
        "✅",
    ],
    words_zh: &[
        "确认",
        "收到",
        "已收到",
        "已确认",
        "认领",
        "我来",
        "我来处理",
        "我处理",
        "正在处理",
        "处理中",
        "知道了",
        "已知悉",
        "明白",
    ],
    asks_en: &[
        "handling",
        "i'm handling",
        "i am handling",
        "handling it",
        "i got",
        "took",
        "taking",
        "picked up",
        "picking up",
        "i'll own",
        "i own this",
        "acknowledging",
        "on my plate now",
        "seen, on it",
        "i'm looking",
        "checking",
        "will look",
        "will check",
        "having a look",
        "having a look now",
        "i have",
        "is mine",
        "this one is mine",
        "this one's mine",
        "leave to me",
        "leave it to me",
        "leave this to me",
        "leave",
        "to me",
        "i've got",
        "mine, looking",
        "i'll take",
        "i will take",
        "i can take",
        "i take",
        "i'll handle",
        "i'll look into",
        "looking into it",
        "looking into this",
        "looking into",
        "i'm on this",
        "on this",
        "taking a look",
        "roger",
        "noted",
        "gotit",
        "copy that",
        "will do",
        "looking now",
        "ok got it",
        "acking",
        "ack it",
    ],
    asks_zh: &[
        "我处理中",
        "我来负责",
        "归我处理",
        "接单",
        "了解",
        "知道",
        "知悉",
        "我去看",
        "我去处理",
        "我负责处理",
        "包我身上",
        "我弄",
        "马上处理",
        "这就处理",
        "正在看",
        "看到了",
        "我跟进",
        "我来看看",
        "我看看",
        "在查了",
        "在查",
        "我盯着",
        "我先接下来",
        "我先接",
        "我接下来",
        "我来搞",
        "交给我",
        "归我",
        "我来跟",
        "我来跟进",
        "我来跟进一下",
        "我跟",
        "我接了",
        "我接",
        "我认领",
        "我在看",
        "在看",
        "我来看",
        "我看下",
        "我来弄",
        "ack",
        "收到收到",
        "我负责",
        "跟紧",
        "处理紧",
        "睇紧",
        "我睇下",
        "我跟进紧",
    ],
    intent: Intent::Ack,
    takes: &[Slot::All],
    rest: Rest::Remark,
    reports: true,
    form: &[Want::Alerts.must()],
    usage_en: "ack [NUMBER]",
    usage_zh: "确认 [编号]",
    role: Role::Owner,
    on_alert: true,
    is_of_its_alert_alone: true,
    ..Spec::BLANK
};

#[async_trait]
impl Command for Ack {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    /// What is said beside it becomes a comment.
    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let mut deeds = vec![Deed::Acknowledge];
        if let Some(text) = call.meaning().and_then(|meaning| meaning.values.text.as_deref()) {
            deeds.push(Deed::Comment { text: kept(text)? });
        }
        if let Some(named) = several::subjects(context, &call).await? {
            return all(context, named).await;
        }
        let subject = subject::of(context, &call).await?;
        // To say it twice is no mistake: it is still theirs.
        let own = subject.alert.ack.as_ref().filter(|ack| ack.by == context.person.key);
        if let ([Deed::Acknowledge], AlertStatus::Acknowledged, Some(ack)) =
            (deeds.as_slice(), &subject.alert.status, own)
        {
            return Ok(Outcome::done(DoneWhat::Acknowledged {
                number: subject.alert.number,
                until: ack.expires_at,
            }));
        }
        let alert = perform_all(context, &subject, deeds).await?;
        let until = alert.ack.as_ref().map_or(context.now, |ack| ack.expires_at);
        Ok(Outcome::undoable(DoneWhat::Acknowledged { number: alert.number, until }, &alert))
    }
}

/// Takes each of several alerts; those that the person has already are passed over in silence.
async fn all(context: &mut Context<'_>, named: Vec<Named>) -> Result<Outcome, Stop> {
    let mut told = Told::default();
    for named in named {
        let number = named.number;
        let outcome = one_of(context, named, &mut told).await;
        if let Some(outcome) = outcome.transpose() {
            told.add(number, outcome)?;
        }
    }
    Ok(told.outcome()?.ok_or(Refusal::NothingToDo)?)
}

async fn one_of(context: &mut Context<'_>, named: Named, told: &mut Told) -> Result<Option<DoneWhat>, Stop> {
    let is_one_of_all = named.is_one_of_all;
    let subject = named.subject()?;
    let alert = &subject.alert;
    let is_own = alert.ack.as_ref().is_some_and(|ack| ack.by == context.person.key);
    if alert.is_open() && (is_own || (is_one_of_all && alert.status != AlertStatus::Open)) {
        return Ok(None);
    }
    let alert = perform(context, &subject, Deed::Acknowledge).await?;
    told.undoable(&alert);
    let until = alert.ack.as_ref().map_or(context.now, |ack| ack.expires_at);
    Ok(Some(DoneWhat::Acknowledged { number: alert.number, until }))
}
