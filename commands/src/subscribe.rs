//! `subscribe`: a channel gets a digest from now on.

use async_trait::async_trait;
use steward_core::calendar::Calendar;
use steward_core::digest::{DigestKind, DigestSchedule};
use steward_core::id::{ChannelKey, ScheduleKey};
use steward_core::message::answer::setting::{Lack, NotSet, Setting};
use steward_core::message::answer::{Answer, DoneWhat, Refusal};
use steward_core::org::Org;
use steward_core::org::file::DEFAULT_LATE_HOURS;
use steward_core::person::{Channel, Role};
use steward_core::schedule::{Rule, Timing};

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::{Intent, Meaning};
use crate::say;
use crate::spec::{Channels, Slot, Spec, Want};
use crate::standing::{Record, change, not_set};
use crate::who_may;

/// The command.
pub(crate) struct Subscribe;

static SPEC: Spec = Spec {
    name: "subscribe",
    asks_en: &[
        "sign me up for",
        "start sending",
        "send every",
        "should get",
        "should receive",
        "add to",
        "add",
        "from now on",
        "going forward",
    ],
    asks_zh: &[
        "以后每周收",
        "以后每天收",
        "以后收",
        "要收",
        "想收",
        "每天发",
        "每周发",
        "每月发",
        "定期发",
        "定时发",
        "开始发",
        "接收",
        "加上",
        "以后发",
        "以后都发",
        "每个月的月报",
        "每月的月报",
        "每天的日报",
        "每日的日报",
        "每周的周报",
        "每星期的周报",
    ],
    beside: &[
        "以后",
        "今后",
        "从今天起",
        "给",
        "都",
        "每周",
        "每天",
        "每月",
        "the",
        "to",
        "every",
        "day",
        "week",
        "month",
        "收",
        "在",
        "每个月",
        "发",
        "发到",
        "推",
        "推到",
        "推送到",
        "into",
        "send",
        "post",
    ],
    intent: Intent::Subscribe,
    words_en: &["subscribe", "sign up"],
    words_zh: &["订阅", "开通"],
    takes: &[Slot::Channel, Slot::Digest],
    needs: &[Slot::Channel, Slot::Digest],
    form: &[Want::Channel(Channels::All).must(), Want::Digest.must()],
    usage_en: "subscribe [#CHANNEL] [daily | weekly | monthly]",
    usage_zh: "订阅 [#频道] [日报 | 周报 | 月报]",
    role: Role::Lead,
    ..Spec::BLANK
};

#[async_trait]
impl Command for Subscribe {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let meaning = call.said(&SPEC)?;
        let org = context.org;
        let channel = channel(context, meaning).ok_or_else(|| say::lacks(&SPEC, Lack::Channel))?;
        who_may::only(context.person, who_may::leads(org), org)?;
        let kind = meaning.values.digest.unwrap_or(DigestKind::Daily);
        if find(org, &channel.key, Some(kind)).next().is_some() {
            return Err(not_set(NotSet::SubscribedAlready { channel: channel.name.clone(), kind }));
        }
        let timing = timing(kind, channel, &context.person.calendar)?;
        let next = timing.next_after(context.now, &org.calendar(&timing.calendar)).map(|slot| slot.at);
        let key = free_key(org, channel, kind).ok_or(Refusal::TryAgain)?;
        let schedule = DigestSchedule {
            key,
            channel: channel.key.clone(),
            kind,
            timing,
            scorecard: None,
            late_hours: DEFAULT_LATE_HOURS,
        };
        change(context, Record::Schedule(Box::new(schedule))).await?;
        let setting = Setting::Subscribed { channel: channel.name.clone(), kind, next };
        Ok(Outcome::public(Answer::Done { what: DoneWhat::Set { setting: Box::new(setting) }, undo: None }))
    }
}

/// The channel that was named, else the one it was said in.
pub(crate) fn channel<'a>(context: &Context<'a>, meaning: &Meaning) -> Option<&'a Channel> {
    let named = meaning.channel.as_ref().and_then(|key| context.org.channels.get(key));
    named.or(context.channel)
}

/// The schedules of a channel, of one kind or all.
pub(crate) fn find<'a>(
    org: &'a Org,
    channel: &'a ChannelKey,
    kind: Option<DigestKind>,
) -> impl Iterator<Item = &'a DigestSchedule> {
    let fits = move |schedule: &&DigestSchedule| {
        schedule.channel == *channel && kind.is_none_or(|kind| schedule.kind == kind)
    };
    org.schedules.values().filter(fits)
}

/// At nine in the channel's zone: on workdays, on Mondays, on the first of the month.
fn timing(kind: DigestKind, channel: &Channel, calendar: &str) -> Result<Timing, Stop> {
    let rule = match kind {
        DigestKind::Daily => "workdays 09:00",
        DigestKind::Weekly => "mon 09:00",
        DigestKind::Monthly => "0 9 1 * *",
    };
    let rule = Rule::parse(rule).map_err(|_| Stop::from(Refusal::TryAgain))?;
    let calendar = if rule.follows_workdays() { calendar } else { Calendar::EVERY_DAY };
    Ok(Timing { rule, zone: channel.zone.clone(), calendar: calendar.to_owned() })
}

fn free_key(org: &Org, channel: &Channel, kind: DigestKind) -> Option<ScheduleKey> {
    let kind = match kind {
        DigestKind::Daily => "daily",
        DigestKind::Weekly => "weekly",
        DigestKind::Monthly => "monthly",
    };
    // A long key of a channel leaves room for the kind.
    let channel: String = channel.key.as_str().chars().take(40).collect();
    let names = (1..100).map(|number| match number {
        1 => format!("{channel}_{kind}"),
        _ => format!("{channel}_{kind}_{number}"),
    });
    names.filter_map(|name| ScheduleKey::parse(&name).ok()).find(|key| !org.schedules.contains_key(key))
}
