//! `record`: a value of a KPI, by hand.

use async_trait::async_trait;
use jiff::civil::Date;
use rust_decimal::Decimal;
use steward_core::card::Act;
use steward_core::id::KpiKey;
use steward_core::judge::{period, settled};
use steward_core::kpi::{Grain, Kpi};
use steward_core::message::answer::asked::ValueAsked;
use steward_core::message::answer::setting::NotSet;
use steward_core::message::answer::{Answer, DoneWhat, Refusal};
use steward_core::org::Org;
use steward_core::person::Role;
use steward_core::sample::{Finality, Observation, Sample};
use steward_store::sample::{self, Recorded};

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::meaning::{Intent, Meaning, Values};
use crate::reading::text::shortened;
use crate::spec::{Kpis, Slot, Spec, Want};
use crate::standing::not_set;
use crate::who_may;

/// The command.
pub(crate) struct Record;

static SPEC: Spec = Spec {
    name: "record",
    words_en: &["record", "enter", "log"],
    words_zh: &["录入", "记录", "补录", "填报"],
    asks_zh: &[
        "记一下",
        "记录一下",
        "录一下",
        "填一下",
        "填写",
        "登记",
        "登记一下",
        "手动录入",
        "手工录入",
        "手动填",
        "补一下",
        "录",
        "写一下",
        "更新为",
        "实际是",
        "实际值",
    ],
    asks_en: &[
        "log value",
        "input",
        "put in",
        "write down",
        "key in",
        "fill in",
        "manual value",
        "manually enter",
        "add value",
        "save value",
    ],
    intent: Intent::Record,
    takes: &[Slot::Kpis, Slot::Scopes, Slot::Number, Slot::Span],
    needs: &[Slot::Number],
    form: &[Want::Kpi(Kpis::Recorded).must(), Want::Value.must(), Want::Day.may()],
    usage_en: "record KPI VALUE [DAY]",
    usage_zh: "录入 指标 数值 [日期]",
    role: Role::Owner,
    ..Spec::BLANK
};

/// Periods by which it is told what is usual.
const LOOKED_BACK: u32 = 9;

/// With fewer values nothing is usual yet.
const FEWEST_USUAL: usize = 3;

#[async_trait]
impl Command for Record {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let asked = match call {
            Call::Said { meaning, text, .. } => said(context, meaning, text).await?,
            Call::Pressed { act, .. } => pressed(context, act)?,
        };
        let Asked { kpi, period, value, confirmed } = asked;
        if let Some(question) = question(context, kpi, period, value, confirmed).await? {
            return Ok(Outcome::private(Answer::ValueAsked { asked: Box::new(question) }));
        }
        let person = context.person;
        let seen = Observation {
            kpi: kpi.key.clone(),
            period,
            value: Some(value),
            numerator: None,
            denominator: None,
            finality: Finality::ByLag,
            window: None,
            platform_target: None,
            source: format!("{} in chat", person.name),
        };
        let recorded = save(context, kpi, seen).await?;
        let (revision, before) = match recorded {
            Recorded::New { revision } => (revision, None),
            Recorded::Unchanged { revision } => (revision, Some(value)),
            Recorded::Revised { revision, before, .. } => (revision, before),
        };
        Ok(Outcome::private(Answer::Done {
            what: DoneWhat::Recorded {
                kpi: kpi.key.clone(),
                name_en: kpi.name_en.as_str().into(),
                name_zh: kpi.name_zh.as_str().into(),
                unit: kpi.unit,
                period,
                value,
                revision,
                before,
            },
            undo: None,
        }))
    }
}

/// A value as it was said, or as a button confirms it.
struct Asked<'a> {
    kpi: &'a Kpi,
    period: Date,
    value: Decimal,
    /// The revision that was seen when it was confirmed, 0 without one.
    confirmed: Option<u32>,
}

async fn said<'a>(context: &mut Context<'a>, meaning: &Meaning, text: &str) -> Result<Asked<'a>, Stop> {
    let org = context.org;
    let asked = || Refusal::NoSuchKpi { asked: shortened(text), nearest: Vec::new() };
    let kpi = meaning.kpis.first().and_then(|key| org.kpis.get(key)).ok_or_else(asked)?;
    if !who_may::record(context.person, kpi, org) {
        return Err(Refusal::NotAllowed { who_may: who_may_record(kpi, org) }.into());
    }
    let value = plausible(kpi, value_of(&meaning.values, kpi)?)?;
    let newest = sample::latest(context.tx, &kpi.key, 1).await?;
    let period = period_of(meaning, kpi, &newest, context)?;
    Ok(Asked { kpi, period, value, confirmed: None })
}

/// Reads the button of the question back: KPI, period and value.
fn pressed<'a>(context: &Context<'a>, act: &Act) -> Result<Asked<'a>, Stop> {
    let org = context.org;
    let mut parts = act.value.as_deref().unwrap_or_default().split(' ');
    let kpi = parts.next().and_then(|key| KpiKey::parse(key).ok()).and_then(|key| org.kpis.get(&key));
    let period = parts.next().and_then(|day| day.parse().ok());
    let value = parts.next().and_then(|value| value.parse().ok());
    let (Some(kpi), Some(period), Some(value)) = (kpi, period, value) else {
        return Err(Refusal::TryAgain.into());
    };
    if !who_may::record(context.person, kpi, org) {
        return Err(Refusal::NotAllowed { who_may: who_may_record(kpi, org) }.into());
    }
    Ok(Asked { kpi, period, value: plausible(kpi, value)?, confirmed: Some(act.version) })
}

/// What is asked before a value is kept: what it replaces, and what is usual where it is far from that. Nothing for the
/// value that is there already, and for one that was confirmed.
async fn question(
    context: &mut Context<'_>,
    kpi: &Kpi,
    period: Date,
    value: Decimal,
    confirmed: Option<u32>,
) -> Result<Option<ValueAsked>, Stop> {
    let known = sample::latest(context.tx, &kpi.key, LOOKED_BACK).await?;
    let old = sample::between(context.tx, &kpi.key, period, period).await?.pop();
    let before = old.as_ref().and_then(|sample| sample.seen.value);
    let revision = old.as_ref().map_or(0, |sample| sample.revision);
    if before == Some(value) {
        return Ok(None);
    }
    if let Some(seen) = confirmed {
        let moved = || not_set(NotSet::ValueMoved { kpi: kpi.into() });
        return if seen == revision { Ok(None) } else { Err(moved()) };
    }
    let others = known.iter().filter(|sample| sample.seen.period != period);
    let usual = usual(others.filter_map(|sample| sample.seen.value).collect());
    let usual = usual.filter(|usual| is_far(value, *usual));
    let act = Act {
        command: SPEC.name.to_owned(),
        alert: None,
        episode: 0,
        version: revision,
        value: Some(format!("{} {period} {value}", kpi.key)),
    };
    let asked = ValueAsked { kpi: kpi.into(), unit: kpi.unit, period, value, before, usual, act };
    Ok(Some(asked))
}

/// The median.
fn usual(mut values: Vec<Decimal>) -> Option<Decimal> {
    values.sort_unstable();
    if values.len() < FEWEST_USUAL { None } else { values.get(values.len() / 2).copied() }
}

/// Whether a value is less than half or more than twice of what is usual.
fn is_far(value: Decimal, usual: Decimal) -> bool {
    let (value, usual) = (value.abs(), usual.abs());
    let twice = |amount: Decimal| amount.checked_mul(Decimal::TWO).unwrap_or(Decimal::MAX);
    value > twice(usual) || twice(value) < usual
}

async fn save(context: &mut Context<'_>, kpi: &Kpi, seen: Observation) -> Result<Recorded, Stop> {
    let period = seen.period;
    let old = sample::between(context.tx, &kpi.key, period, period).await?;
    let fetched_at = old.last().map_or(context.now, |sample| sample.fetched_at);
    let now = context.now;
    let was_settled = |seen: &Observation| settled::is_settled(kpi, seen, fetched_at, now);
    let recorded = sample::record(context.tx, &[seen], now, context.ids, &was_settled).await?;
    recorded.into_iter().next().ok_or_else(|| Refusal::TryAgain.into())
}

fn who_may_record(kpi: &Kpi, org: &Org) -> Vec<String> {
    let lead = org.teams.get(&kpi.team).and_then(|team| team.lead.as_ref());
    let keys = [kpi.data_owner.as_ref(), kpi.owner.as_ref(), kpi.backup.as_ref(), lead];
    let admins = org.people.values().filter(|person| person.role == Role::Admin);
    let mut names: Vec<String> = Vec::new();
    for person in keys.into_iter().flatten().filter_map(|key| org.people.get(key)).chain(admins) {
        if !person.left && !names.contains(&person.name) {
            names.push(person.name.clone());
        }
    }
    names
}

/// The value, unless it cannot be true. A jump is left to the judgement, which knows the values before.
fn plausible(kpi: &Kpi, value: Decimal) -> Result<Decimal, Refusal> {
    let rules = kpi.plausibility;
    let beyond = rules.min.is_some_and(|min| value < min) || rules.max.is_some_and(|max| value > max);
    if beyond { Err(Refusal::ImplausibleValue { value, unit: kpi.unit }) } else { Ok(value) }
}

/// The value that was said, in the unit of the KPI.
fn value_of(values: &Values, kpi: &Kpi) -> Result<Decimal, Refusal> {
    match (values.number, &values.written) {
        (Some(number), _) => Ok(number),
        (None, Some(written)) => Err(Refusal::AmbiguousPercent { text: written.clone() }),
        (None, None) => {
            Err(Refusal::BadValue { text: values.unclear.clone().unwrap_or_default(), unit: kpi.unit })
        }
    }
}

/// The period that a day lies in. Without a day: the last complete one; for a snapshot, today. A period that has not
/// begun has no value.
fn period_of(
    meaning: &Meaning,
    kpi: &Kpi,
    newest: &[Sample],
    context: &Context<'_>,
) -> Result<Date, Refusal> {
    let today = kpi.zone.date_at(context.now);
    let week_start = period::week_start(kpi.grain, newest);
    let Some(span) = &meaning.span else {
        if let Some(text) = &meaning.values.unclear {
            return Err(Refusal::NoSuchDay { text: text.clone() });
        }
        return Ok(match kpi.grain {
            Grain::Snapshot => today,
            _ => period::newest_complete(kpi, context.now, week_start),
        });
    };
    let first = period::containing(kpi.grain, span.from, week_start);
    if first > today { Err(Refusal::NoSuchDay { text: span.from.to_string() }) } else { Ok(first) }
}
