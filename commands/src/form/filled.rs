//! What a form means that was filled in: the same as if it had been said.

use std::collections::BTreeMap;

use jiff::civil::Date;
use steward_core::id::{ChannelKey, KpiKey, PersonKey, TeamKey};
use steward_core::kpi::Kpi;
use steward_core::message::answer::Refusal;
use steward_core::message::answer::menu::BlankName;
use steward_core::person::Locale;
use steward_core::time::{WorkingHours, Zone};

use super::choices::{ALL, BREAKDOWNS, COMPARISONS, DIGESTS, FILTERS};
use crate::command::field;
use crate::context::Context;
use crate::meaning::{Meaning, Span, Understanding, Values};
use crate::reading::day::{self, Lean};
use crate::reading::text::{Text, shortened};
use crate::reading::value;
use crate::reading::who;
use crate::spec::{Slot, Spec};
use crate::understand::{hours, understand};

/// The fields of a form as they were sent.
struct Filled<'a> {
    fields: &'a BTreeMap<String, String>,
}

impl Filled<'_> {
    /// What is in a field; none where it was left empty.
    fn get(&self, name: BlankName) -> Option<&str> {
        Some(field(self.fields, name.name())).filter(|text| !text.is_empty())
    }

    /// What stands for the value that was chosen in a field.
    fn chosen<T: Copy>(&self, name: BlankName, choices: &[(&str, T)]) -> Option<T> {
        let value = self.get(name)?;
        choices.iter().find(|(name, _)| *name == value).map(|(_, chosen)| *chosen)
    }
}

/// The meaning of a form. What cannot be read as what it should be is lacking in it, or is refused.
pub(crate) fn meaning(
    context: &Context<'_>,
    spec: &Spec,
    fields: &BTreeMap<String, String>,
) -> Result<Meaning, Refusal> {
    let filled = Filled { fields };
    let kpi = kpi(context, &filled)?;
    let mut values = Values {
        text: filled.get(BlankName::Reason).map(str::to_owned),
        digest: filled.chosen(BlankName::Digest, &DIGESTS),
        language: filled.get(BlankName::Language).map(Locale::best_for),
        zone: filled.get(BlankName::Zone).and_then(|name| Zone::parse(name).ok()),
        hours: filled.get(BlankName::Hours).and_then(working_hours),
        ..Values::default()
    };
    let written = filled.get(BlankName::Value).or_else(|| filled.get(BlankName::Limit));
    if let (Some(kpi), Some(text)) = (kpi, written) {
        // As in a text, who may is asked before what is wrong with the number.
        match value::value(Text::of(text).words(), kpi.unit) {
            Ok(number) => values.number = Some(number),
            Err(Refusal::AmbiguousPercent { text }) => values.written = Some(text),
            Err(_) => values.unclear = Some(shortened(text)),
        }
    }
    Ok(Meaning {
        intent: Some(spec.intent),
        kpis: kpi.map(|kpi| kpi.key.clone()).into_iter().collect(),
        span: span(context, spec, kpi, &filled)?,
        people: people(context, &filled)?,
        channel: filled.get(BlankName::Channel).and_then(|key| ChannelKey::parse(key).ok()),
        scopes: shops(context, &filled),
        teams: filled.get(BlankName::Team).and_then(|key| TeamKey::parse(key).ok()).into_iter().collect(),
        filters: filled.chosen(BlankName::Filter, &FILTERS).into_iter().collect(),
        comparison: filled.chosen(BlankName::Comparison, &COMPARISONS),
        breakdown: filled.chosen(BlankName::Breakdown, &BREAKDOWNS),
        all: filled.get(BlankName::Numbers).is_none() && filled.get(BlankName::Alert) == Some(ALL),
        alerts: alerts(&filled),
        values,
        ..Meaning::default()
    })
}

/// The KPI that was named, else the one that was chosen.
fn kpi<'a>(context: &Context<'a>, filled: &Filled<'_>) -> Result<Option<&'a Kpi>, Refusal> {
    let org = context.org;
    let Some(name) = filled.get(BlankName::KpiNamed) else {
        let key = filled.get(BlankName::Kpi).and_then(|key| KpiKey::parse(key).ok());
        return Ok(key.and_then(|key| org.kpis.get(&key)));
    };
    let nearest = match understand(name, context.lexicon, &context.scene()) {
        Understanding::Understood { meaning } => match meaning.kpis.as_slice() {
            [only] => return Ok(org.kpis.get(only)),
            _ => Vec::new(),
        },
        Understanding::Choose { choices, .. } => choices,
        Understanding::NotUnderstood { .. } | Understanding::NotForSteward => Vec::new(),
    };
    Err(Refusal::NoSuchKpi { asked: shortened(name), nearest })
}

/// The alerts that were numbered, else the one that was chosen.
fn alerts(filled: &Filled<'_>) -> Vec<i64> {
    let number = |text: &str| Text::of(text).words().number().map(|(number, _)| number);
    let mut written = [BlankName::Numbers, BlankName::Alert, BlankName::Number].into_iter();
    let written = written.find_map(|name| filled.get(name));
    let parts = written.unwrap_or_default().split([',', ';', ' ', '，', '、', '；']);
    parts.filter_map(number).collect()
}

/// The shop that was named, else the one that was chosen. A name that is no shop's stays: nothing is of that shop.
fn shops(context: &Context<'_>, filled: &Filled<'_>) -> Vec<String> {
    let Some(name) = filled.get(BlankName::ShopNamed) else {
        return filled.get(BlankName::Shop).map(str::to_owned).into_iter().collect();
    };
    match understand(name, context.lexicon, &context.scene()) {
        Understanding::Understood { meaning } if !meaning.scopes.is_empty() => meaning.scopes,
        _ => vec![shortened(name)],
    }
}

/// Who answers, and who is away where that is somebody else; or whose cover it is.
fn people(context: &Context<'_>, filled: &Filled<'_>) -> Result<Vec<PersonKey>, Refusal> {
    let chosen = |name| filled.get(name).and_then(|key| PersonKey::parse(key).ok());
    let named = filled.get(BlankName::PersonNamed).or_else(|| filled.get(BlankName::OwnerNamed));
    let by = match named {
        Some(name) => {
            let (speaker, platform) = (context.person, &context.inbound.platform);
            let words = Text::of(name);
            let found =
                who::person(words.words(), speaker, platform, context.org, |person| person.key.to_string());
            let nobody = |_| Refusal::NoSuchPerson { asked: shortened(name) };
            Some(found.map_err(nobody)?.key.clone())
        }
        None => [BlankName::Person, BlankName::Owner, BlankName::Cover].into_iter().find_map(chosen),
    };
    let away = by.as_ref().and_then(|_| chosen(BlankName::Away));
    Ok(by.into_iter().chain(away).collect())
}

/// The days: from today on where only the last of days to come is given, until today where only the first of days is that
/// have been.
fn span(
    context: &Context<'_>,
    spec: &Spec,
    kpi: Option<&Kpi>,
    filled: &Filled<'_>,
) -> Result<Option<Span>, Refusal> {
    let zone = kpi.map_or(&context.person.zone, |kpi| &kpi.zone);
    let today = zone.date_at(context.now);
    let is_ahead = spec.takes(Slot::Ahead);
    let lean = if is_ahead { Lean::Ahead } else { Lean::Back };
    let read = |name| filled.get(name).map(|text| date(text, today, lean)).transpose();
    let day = read(BlankName::Day)?;
    let (from, until) = (read(BlankName::From)?, read(BlankName::Until)?);
    let days = match (day, from, until) {
        (Some(day), ..) => (day, Some(day)),
        (None, None, None) => return Ok(None),
        (None, Some(from), None) if is_ahead => (from, None),
        (None, Some(from), None) => (from, Some(today.max(from))),
        (None, None, Some(until)) if is_ahead => (today.min(until), Some(until)),
        (None, from, Some(until)) => (from.unwrap_or(until), Some(until)),
    };
    Ok(Some(Span { from: days.0, to: days.1, zone: zone.clone() }))
}

/// A day as a date picker sends it, or as somebody writes it where there is none.
fn date(text: &str, today: Date, lean: Lean) -> Result<Date, Refusal> {
    let written = || day::whole(Text::of(text).words(), today, lean);
    text.parse().ok().or_else(written).ok_or_else(|| Refusal::NoSuchDay { text: shortened(text) })
}

fn working_hours(text: &str) -> Option<WorkingHours> {
    let text = Text::of(text);
    let (hours, rest) = hours(text.words())?;
    rest.is_blank().then_some(hours)
}
