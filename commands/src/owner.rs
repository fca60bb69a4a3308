//! `owner`: who answers for a KPI, and who has its alert now.

use async_trait::async_trait;
use steward_core::digest::DigestLine;
use steward_core::digest::line::line;
use steward_core::id::PersonKey;
use steward_core::message::answer::{Answer, OwnerLine};
use steward_store::{alert, judgement};

use crate::alert_line::MOST_LINES;
use crate::basis;
use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::kpi::most_important;
use crate::list;
use crate::meaning::Intent;
use crate::spec::{Kpis, Slot, Spec, Want};
use crate::subject_kpi;

/// The command.
pub(crate) struct Owner;

static SPEC: Spec = Spec {
    name: "owner",
    words_en: &["owner", "who owns"],
    words_zh: &["负责人", "责任人"],
    beside: &["是", "的", "在", "for", "kpi", "should", "talk", "负责"],
    intent: Intent::Owner,
    asks_en: &[
        "who runs",
        "whose is",
        "whose",
        "point person for",
        "point of contact for",
        "who to contact for",
        "who do i contact about",
        "who's behind",
        "who manages",
        "who watches",
        "who should i talk to about",
        "who do i ask about",
        "who do i talk to about",
        "who to ask about",
        "who在负责",
        "who is responsible for",
        "whos responsible for",
        "who is in charge of",
        "who is on",
        "whos on",
        "who handles",
        "who takes care of",
        "who looks after",
        "owner of",
        "owner for",
        "who has",
        "who got",
        "whose kpi is",
        "whose is",
        "backup for",
        "who backs up",
        "in charge",
        "in charge of",
        "who in charge",
        "person in charge",
        "person in charge of",
        "pic",
        "pic of",
        "pic for",
        "responsible for",
        "who is responsible",
        "accountable for",
        "who takes care",
        "who covers",
        "who do i chase",
        "who to chase",
        "who should i ping",
        "who should i chase",
        "who do i ping",
        "who's got",
        "who is handling",
        "whos handling",
        "who took",
        "who is looking after",
        "who is looking at",
        "dri",
        "dri for",
        "who do i bug about",
        "who do i bug for",
        "who do i ping about",
        "who do i go to for",
        "who do i contact for",
        "who do i reach out to about",
        "who do i chase about",
        "who do i bug",
        "who is taking care of",
        "who is owning",
        "who's owning",
        "who takes ownership of",
        "who is running",
        "who is managing",
    ],
    asks_zh: &[
        "谁跟",
        "归属",
        "对接人",
        "对接人是谁",
        "谁盯",
        "谁在盯",
        "谁是负责人",
        "谁背",
        "谁扛",
        "哪位负责",
        "责任人是哪位",
        "找谁问",
        "谁在负责",
        "该问谁",
        "问谁",
        "who在负责",
        "谁负责",
        "谁在负责",
        "归谁",
        "归谁管",
        "是谁的",
        "谁管",
        "谁在管",
        "谁在跟",
        "谁跟进",
        "谁来处理",
        "谁在处理",
        "是谁负责",
        "负责人是谁",
        "责任人是谁",
        "该找谁",
        "找谁",
        "谁接手了",
        "谁确认的",
        "谁在弄",
        "谁在跟进",
        "谁弄的",
        "谁来管",
        "谁来跟",
        "谁来负责",
        "是谁在弄",
        "是谁在管",
        "是谁在处理",
        "是谁",
        "是哪位在跟",
        "哪个负责",
        "哪个在跟",
        "哪位在负责",
        "谁接",
        "谁接的",
        "谁接了",
        "谁认领了",
        "谁认领",
        "由谁负责",
        "由谁",
        "第一责任人",
        "边个负责",
        "边个跟",
        "边个管",
        "哪一位负责",
        "是哪位负责",
        "承办人",
        "窗口是谁",
        "窗口",
        "谁own",
        "谁在own",
    ],
    takes: &[Slot::Kpis, Slot::Scopes, Slot::Alerts],
    needs: &[Slot::Kpis, Slot::Scopes, Slot::Alerts],
    form: &[Want::Kpi(Kpis::All).must()],
    usage_en: "owner KPI",
    usage_zh: "负责人 指标",
    ..Spec::BLANK
};

#[async_trait]
impl Command for Owner {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let org = context.org;
        let named = subject_kpi::of(context, &call).await?;
        if named.is_empty() {
            return list::answer(context, call.meaning_or_blank()).await;
        }
        let more = named.len().saturating_sub(MOST_LINES);
        let mut owners = Vec::new();
        for kpi in named.into_iter().take(MOST_LINES) {
            let judgement = judgement::of(context.tx, &kpi.key).await?;
            let open = alert::open_of(context.tx, &kpi.key).await?;
            let alert = most_important(open.iter());
            let name = |person: &PersonKey| org.name_of(person).to_owned();
            let team = org.teams.get(&kpi.team);
            let reading = judgement.as_ref().and_then(|judgement| judgement.reading.as_ref());
            let basis = basis::of_each(context, &[(kpi, reading)]).await?.pop().flatten();
            owners.push(OwnerLine {
                line: DigestLine { basis, ..line(kpi, judgement.as_ref(), alert, org) },
                grain: kpi.grain,
                owner: kpi.owner.as_ref().map(name),
                backup: kpi.backup.as_ref().map(name),
                data_owner: kpi.data_owner.as_ref().map(name),
                team: team.map_or_else(
                    || (kpi.team.to_string(), kpi.team.to_string()),
                    |team| (team.name_en.clone(), team.name_zh.clone()),
                ),
                lead: team.and_then(|team| team.lead.as_ref()).map(name),
                acting: alert.map(|alert| name(alert.responsible())),
            });
        }
        let more = u32::try_from(more).unwrap_or(u32::MAX);
        Ok(Outcome::public(Answer::Owners { owners, more }))
    }
}
