//! `uncover`: nobody answers for somebody any more who had been going to be away.

use async_trait::async_trait;
use steward_core::cover::Cover;
use steward_core::id::PersonKey;
use steward_core::message::answer::setting::{NotSet, Setting};
use steward_core::message::answer::{Answer, DoneWhat};
use steward_core::org::Org;
use steward_core::person::Role;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::cover::tell;
use crate::meaning::Intent;
use crate::spec::{Slot, Spec, Want};
use crate::standing::{Record, change, not_set};
use crate::who_may;

/// The command.
pub(crate) struct Uncover;

static SPEC: Spec = Spec {
    name: "uncover",
    intent: Intent::Uncover,
    words_en: &["uncover", "cancel cover", "end cover", "stop cover", "i'm back", "i am back"],
    words_zh: &["取消代班", "结束代班", "撤销代班", "不用代班", "我回来了", "我已返岗"],
    asks_en: &["cancel the cover", "end the cover", "no cover needed", "cancel my cover", "back at work"],
    asks_zh: &["代班取消", "代班结束", "不用顶班", "取消顶班", "不需要代班"],
    beside: &["for", "by", "my", "the", "of", "的", "了", "now", "anymore", "any more"],
    takes: &[Slot::People],
    form: &[Want::Cover.must()],
    usage_en: "uncover [PERSON]",
    usage_zh: "取消代班 [姓名]",
    role: Role::Owner,
    ..Spec::BLANK
};

#[async_trait]
impl Command for Uncover {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    /// It is about the cover that holds now, else about the next one; the person named is away or covers.
    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let meaning = call.said(&SPEC)?;
        let (org, speaker) = (context.org, &context.person.key);
        let named = meaning.people.first().unwrap_or(speaker);
        let found = next(org, context, |cover| cover.person == *named)
            .or_else(|| next(org, context, |cover| cover.by == *named && cover.person == *speaker));
        let Some(cover) = found else {
            let person_name = org.name_of(named).to_owned();
            return Err(not_set(NotSet::NotCovered { person_name }));
        };
        let lead = org.people.get(&cover.person).and_then(|away| who_may::lead_of_person(away, org));
        who_may::only(context.person, [&cover.person].into_iter().chain(lead), org)?;
        change(context, Record::NoCover(cover.clone())).await?;
        let setting = Box::new(Setting::Uncovered {
            person_name: org.name_of(&cover.person).to_owned(),
            by_name: org.name_of(&cover.by).to_owned(),
            from: cover.from,
            to: cover.to,
        });
        let answer = Answer::Done { what: DoneWhat::Set { setting }, undo: None };
        let others = [&cover.by, &cover.person].into_iter().filter(|key| *key != speaker);
        for person in others.filter_map(|key| org.people.get(key)).filter(|person| !person.left) {
            tell(context, person, &answer).await?;
        }
        Ok(Outcome::public(answer))
    }
}

/// The first cover of some that is not over where the person who is away lives.
fn next<'a>(org: &'a Org, context: &Context<'_>, is_one: impl Fn(&Cover) -> bool) -> Option<&'a Cover> {
    let today = |person: &PersonKey| {
        let zone = org.people.get(person).map_or(&context.person.zone, |person| &person.zone);
        zone.date_at(context.now)
    };
    let covers = org.covers.values().filter(|cover| is_one(cover) && cover.to >= today(&cover.person));
    covers.min_by_key(|cover| (cover.from, &cover.key))
}
