//! `cover`: somebody answers for somebody else on some days.

use async_trait::async_trait;
use jiff::Span;
use steward_core::alert::decide::{Recipient, Tell};
use steward_core::cover::Cover as Days;
use steward_core::id::{CoverKey, PersonKey};
use steward_core::message::Message;
use steward_core::message::answer::setting::{Lack, NotSet, Setting};
use steward_core::message::answer::{Answer, DoneWhat, Refusal};
use steward_core::org::Org;
use steward_core::outbox::Class;
use steward_core::outbox::route::route;
use steward_core::person::{Person, Role};
use steward_store::outbox;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::Intent;
use crate::say;
use crate::spec::{Slot, Spec, Want};
use crate::standing::{Record, change, not_set};
use crate::who_may;

/// The command.
pub(crate) struct Cover;

static SPEC: Spec = Spec {
    name: "cover",
    intent: Intent::Cover,
    words_en: &["cover", "covers", "covering", "covering for"],
    words_zh: &["代班", "顶班", "替班", "代管"],
    beside: &[
        "off",
        "out",
        "away",
        "她",
        "他",
        "一下",
        "帮我",
        "her",
        "him",
        "while",
        "i",
        "am",
        "be",
        "will",
        "is",
        "for",
        "from",
        "alerts",
        "的",
        "告警",
        "盯",
        "看",
        "看着",
        "期间",
        "时",
        "由",
        "put me down",
        "as",
        "班",
        "帮忙",
        "人",
        "down",
    ],
    asks_en: &[
        "is off",
        "is out",
        "i'm off",
        "i am off",
        "i'm out",
        "on vacation",
        "on leave",
        "is away",
        "covers me",
        "covers for me",
        "covering for me",
        "cover for me",
        "is covering for",
        "has my alerts",
        "is taking over for me",
        "takes over for me",
        "stands in for me",
        "standing in for me",
        "fills in for me",
        "filling in for me",
        "fill in for me",
        "backs me up",
        "backing me up",
        "watch my alerts",
        "watches my alerts",
        "takes my alerts",
        "handles my alerts",
        "is covering me",
        "will cover me",
        "will cover for me",
        "will be covering for me",
        "cover me",
        "ooo",
        "out of office",
        "on pto",
        "pto",
        "traveling",
        "travelling",
        "on holiday",
        "sick",
        "my leave",
        "stand in",
        "will stand in",
        "stands in",
        "standing in",
        "fills in",
        "will fill in",
        "on my behalf",
    ],
    asks_zh: &[
        "顶一下",
        "帮我顶一下",
        "顶",
        "代替",
        "替我",
        "帮我顶",
        "代我",
        "cover我",
        "替",
        "请假",
        "休假",
        "帮我盯",
        "帮我看着",
        "帮我值班",
        "帮我代班",
        "替我盯",
        "替我看",
        "替我值",
        "替我值班",
        "接我的班",
        "接手我的",
        "代我处理",
        "代为处理",
        "代理",
        "顶我",
        "顶我的班",
        "出差",
        "休年假",
        "年假",
        "不在",
        "调休",
        "病假",
        "产假",
        "替我看着",
        "替我盯着",
        "替我处理",
        "代我看",
    ],
    takes: &[Slot::People, Slot::Ahead],
    needs: &[Slot::People],
    form: &[
        Want::Person.must(),
        Want::From(LATEST_DAYS).must(),
        Want::Until(LATEST_DAYS).must(),
        Want::Away.may(),
    ],
    usage_en: "cover PERSON DAY to DAY",
    usage_zh: "代班 姓名 日期 到 日期",
    role: Role::Owner,
    ..Spec::BLANK
};

/// How far ahead an absence is planned, in days.
const LATEST_DAYS: i64 = 366;

#[async_trait]
impl Command for Cover {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let meaning = call.said(&SPEC)?;
        let org = context.org;
        let (by, away) = match meaning.people.as_slice() {
            [] => return Err(say::lacks(&SPEC, Lack::Person)),
            [by] => (present(by, org)?, context.person),
            [by, away, ..] => (present(by, org)?, present(away, org)?),
        };
        if by.key == away.key {
            return Err(not_set(NotSet::CoversThemselves));
        }
        let lead = who_may::lead_of_person(away, org);
        who_may::only(context.person, [&away.key].into_iter().chain(lead), org)?;
        let today = away.zone.date_at(context.now);
        let latest = today.saturating_add(Span::new().days(LATEST_DAYS));
        let (from, to) = say::days(meaning, &SPEC, (today, latest))?;
        let key = CoverKey::parse(&format!("{}.{from}", away.key)).map_err(|_| Refusal::TryAgain)?;
        let cover = Days { key, person: away.key.clone(), by: by.key.clone(), from, to };
        let replaced = replaced(&cover, org)?;
        if leads_back(&cover, org) {
            return Err(not_set(NotSet::CoverCircle { by_name: by.name.clone() }));
        }
        change(context, Record::Cover(cover, replaced)).await?;
        let (person_name, by_name) = (away.name.clone(), by.name.clone());
        let setting = Box::new(Setting::Covered { person_name, by_name, from, to });
        let answer = Answer::Done { what: DoneWhat::Set { setting }, undo: None };
        for person in [by, away].into_iter().filter(|person| person.key != context.person.key) {
            tell(context, person, &answer).await?;
        }
        Ok(Outcome::public(answer))
    }
}

pub(crate) fn present<'a>(key: &PersonKey, org: &'a Org) -> Result<&'a Person, Refusal> {
    let known = org.people.get(key).filter(|person| !person.left && person.role >= Role::Owner);
    known.ok_or_else(|| Refusal::NoSuchPerson { asked: org.name_of(key).to_owned() })
}

/// The covers that the new one takes the place of: by the same person, on some of the same days.
fn replaced(cover: &Days, org: &Org) -> Result<Vec<Days>, Stop> {
    let meeting = org.covers.values().filter(|other| other.overlaps(cover));
    let mut replaced = Vec::new();
    for other in meeting {
        if other.by != cover.by {
            return Err(not_set(NotSet::CoveredAlready {
                person_name: org.name_of(&other.person).to_owned(),
                by_name: org.name_of(&other.by).to_owned(),
                from: other.from,
                to: other.to,
            }));
        }
        replaced.push(other.clone());
    }
    Ok(replaced)
}

/// Whether who is to cover is covered by who is away on some of the days.
fn leads_back(cover: &Days, org: &Org) -> bool {
    org.covers.values().any(|other| {
        other.person == cover.by
            && other.by == cover.person
            && other.from <= cover.to
            && cover.from <= other.to
    })
}

/// Tells a person directly what was arranged for them.
pub(crate) async fn tell(context: &mut Context<'_>, person: &Person, answer: &Answer) -> Result<(), Stop> {
    let inbound = context.inbound;
    let tell = Tell {
        to: Recipient::Person(person.key.clone()),
        class: Class::Chatter,
        message: Message::Answer { answer: Box::new(answer.clone()) },
        not_before: context.now,
        key: format!("cover {}:{}:{}", inbound.platform, inbound.event_id, person.key),
    };
    let rows = route(&tell, None, context.org, context.platforms, context.ids, context.now);
    Ok(outbox::enqueue(context.tx, &rows).await?)
}
