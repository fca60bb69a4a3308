//! What can be chosen in the fields of a form: what is the person's first.

use std::collections::{BTreeMap, BTreeSet};

use steward_core::alert::Alert;
use steward_core::catalog;
use steward_core::cover::Cover;
use steward_core::digest::DigestKind;
use steward_core::id::ChannelKey;
use steward_core::kpi::{Activity, Kpi};
use steward_core::message::answer::menu::Shown;
use steward_core::person::{Locale, Person, Role, Team};
use steward_core::question::{Breakdown, Comparison, Filter};
use steward_core::time::Zone;

use crate::context::Context;
use crate::spec::{Channels, Filters, Kpis};
use crate::who_may;

/// A value, and what somebody chooses it by.
pub(super) type Choice = (String, Shown);

/// Zones that are offered to everybody, beside those of the team.
const ZONES: [&str; 11] = [
    "Asia/Shanghai",
    "America/Los_Angeles",
    "America/Denver",
    "America/Chicago",
    "America/New_York",
    "Asia/Hong_Kong",
    "Asia/Tokyo",
    "Asia/Singapore",
    "Europe/London",
    "Europe/Berlin",
    "UTC",
];

/// The value of the usual digest.
pub(super) const DAILY: &str = "daily";

/// The kinds of digest, each with its value in a form.
pub(super) const DIGESTS: [(&str, DigestKind); 3] =
    [(DAILY, DigestKind::Daily), ("weekly", DigestKind::Weekly), ("monthly", DigestKind::Monthly)];

/// The value of all open alerts of the person.
pub(super) const ALL: &str = "all";

/// The filters, each with its value in a form.
pub(super) const FILTERS: [(&str, Filter); 11] = [
    ("red", Filter::Red),
    ("critical", Filter::Critical),
    ("warning", Filter::Warning),
    ("green", Filter::Green),
    ("late", Filter::Late),
    ("paused", Filter::Paused),
    ("mine", Filter::Mine),
    ("unacknowledged", Filter::Unacknowledged),
    ("overdue", Filter::Overdue),
    ("open", Filter::Open),
    ("closed", Filter::Closed),
];

/// With what values are compared, each with its value in a form.
pub(super) const COMPARISONS: [(&str, Comparison); 6] = [
    ("target", Comparison::Target),
    ("previous", Comparison::Previous),
    ("day", Comparison::Day),
    ("week", Comparison::Week),
    ("month", Comparison::Month),
    ("year", Comparison::Year),
];

/// By what the values of a KPI are broken down, each with its value in a form.
pub(super) const BREAKDOWNS: [(&str, Breakdown); 4] = [
    ("shop", Breakdown::Shop),
    ("day", Breakdown::Day),
    ("week", Breakdown::Week),
    ("month", Breakdown::Month),
];

/// KPIs: the person's own, those they back up, their team's, the others.
pub(super) fn kpis(context: &Context<'_>, which: Kpis) -> Vec<Choice> {
    let person = context.person;
    let mut fitting: Vec<&Kpi> =
        context.org.kpis.values().filter(|kpi| is_offered(context, kpi, which)).collect();
    let distance = |kpi: &Kpi| {
        let is_own = |key: &Option<_>| key.as_ref() == Some(&person.key);
        let is_near = [is_own(&kpi.owner), is_own(&kpi.backup), person.team.as_ref() == Some(&kpi.team)];
        is_near.into_iter().position(|near| near).unwrap_or(is_near.len())
    };
    fitting.sort_by_cached_key(|kpi| (distance(kpi), kpi.name_en.clone(), kpi.scope.clone()));
    fitting.into_iter().map(|kpi| (kpi.key.to_string(), Shown::Kpi { kpi: kpi.into() })).collect()
}

fn is_offered(context: &Context<'_>, kpi: &Kpi, which: Kpis) -> bool {
    let (org, person) = (context.org, context.person);
    let today = kpi.zone.date_at(context.now);
    let is_paused = matches!(&kpi.activity, Activity::Paused { until, .. } if *until > today);
    let may = match which {
        Kpis::All => true,
        Kpis::Recorded => who_may::record(person, kpi, org),
        Kpis::Targeted => {
            let entry = kpi.catalog.as_deref().and_then(catalog::entry);
            let is_given = entry.is_some_and(|entry| entry.platform_target);
            !is_given && who_may::only(person, who_may::lead_of(kpi, org), org).is_ok()
        }
        Kpis::Pausable => who_may::only(person, who_may::owner_or_lead(kpi, org), org).is_ok(),
        Kpis::Paused => is_paused && who_may::only(person, who_may::owner_or_lead(kpi, org), org).is_ok(),
    };
    may && kpi.activity != Activity::Draft
}

/// Who can answer in the person's place: their team first.
pub(super) fn people(context: &Context<'_>) -> Vec<Choice> {
    let person = context.person;
    let is_other = |other: &&Person| other.key != person.key && !other.left && other.role >= Role::Owner;
    let mut others: Vec<&Person> = context.org.people.values().filter(is_other).collect();
    others.sort_by_key(|other| (other.team != person.team, &other.name));
    others.into_iter().map(named).collect()
}

/// Who answers for KPIs: the person themselves, their team, the others.
pub(super) fn owners(context: &Context<'_>) -> Vec<Choice> {
    let (org, person) = (context.org, context.person);
    let owners: BTreeSet<_> = org.kpis.values().filter_map(|kpi| kpi.owner.as_ref()).collect();
    let mut owners: Vec<&Person> = owners.into_iter().filter_map(|key| org.people.get(key)).collect();
    owners.sort_by_key(|other| (other.key != person.key, other.team != person.team, &other.name));
    owners.into_iter().map(named).collect()
}

/// Shops: those of the person's own KPIs first.
pub(super) fn shops(context: &Context<'_>) -> Vec<Choice> {
    let own = |kpi: &Kpi| kpi.owner.as_ref() == Some(&context.person.key);
    let mut shops: BTreeMap<&String, bool> = BTreeMap::new();
    for kpi in context.org.kpis.values().filter(|kpi| kpi.activity != Activity::Draft) {
        if let Some(scope) = &kpi.scope {
            *shops.entry(scope).or_default() |= own(kpi);
        }
    }
    let mut shops: Vec<_> = shops.into_iter().collect();
    shops.sort_by_key(|(_, is_own)| !is_own);
    shops.into_iter().map(|(shop, _)| (shop.clone(), Shown::Name { name: shop.clone() })).collect()
}

/// Teams: the person's own first. One alone is no choice.
pub(super) fn teams(context: &Context<'_>) -> Vec<Choice> {
    let mut teams: Vec<_> = context.org.teams.values().collect();
    teams.sort_by_key(|team| (context.person.team.as_ref() != Some(&team.key), &team.key));
    if teams.len() < 2 {
        return Vec::new();
    }
    let shown = |team: &Team| Shown::Names { en: team.name_en.clone(), zh: team.name_zh.clone() };
    teams.into_iter().map(|team| (team.key.to_string(), shown(team))).collect()
}

/// The open alerts of the person, all of them at once first.
pub(super) fn alerts(context: &Context<'_>, open: &[Alert]) -> Vec<Choice> {
    let one = |alert: &Alert| {
        let kpi = context.org.kpis.get(&alert.kpi)?.into();
        Some((alert.number.to_string(), Shown::Alert { number: alert.number, kpi }))
    };
    let count = u32::try_from(open.len()).unwrap_or(u32::MAX);
    let all = (count > 1).then(|| (ALL.to_owned(), Shown::AllAlerts { count }));
    all.into_iter().chain(open.iter().filter_map(one)).collect()
}

/// The filters that tell apart what is listed.
pub(super) fn filters(which: Filters) -> Vec<Choice> {
    let fits = |filter: Filter| match which {
        Filters::Kpis => filter != Filter::Closed,
        Filters::Alerts => !matches!(filter, Filter::Paused | Filter::Open),
        Filters::Own => filter == Filter::Mine,
    };
    let fitting = FILTERS.into_iter().filter(|(_, filter)| fits(*filter));
    fitting.map(|(value, filter)| (value.to_owned(), Shown::Filter { filter })).collect()
}

/// With what values are compared.
pub(super) fn comparisons() -> Vec<Choice> {
    COMPARISONS.into_iter().map(|(value, with)| (value.to_owned(), Shown::Comparison { with })).collect()
}

/// By what values are broken down.
pub(super) fn breakdowns() -> Vec<Choice> {
    BREAKDOWNS.into_iter().map(|(value, by)| (value.to_owned(), Shown::Breakdown { by })).collect()
}

/// Whose absence the person may arrange beside their own: their team's where they lead it, everybody's for an administrator.
pub(super) fn away(context: &Context<'_>) -> Vec<Choice> {
    let (org, person) = (context.org, context.person);
    let may = |other: &&Person| {
        let is_other = other.key != person.key && !other.left && other.role >= Role::Owner;
        is_other && who_may::only(person, who_may::lead_of_person(other, org), org).is_ok()
    };
    org.people.values().filter(may).map(named).collect()
}

fn named(person: &Person) -> Choice {
    (person.key.to_string(), Shown::Name { name: person.name.clone() })
}

/// The next cover of each person whose absence the person may end.
pub(super) fn covers(context: &Context<'_>) -> Vec<Choice> {
    let (org, person) = (context.org, context.person);
    let may = |cover: &&Cover| {
        org.people.get(&cover.person).is_some_and(|away| {
            let is_over = cover.to < away.zone.date_at(context.now);
            let those = std::iter::once(&away.key).chain(who_may::lead_of_person(away, org));
            !is_over && who_may::only(person, those, org).is_ok()
        })
    };
    let mut covers: Vec<&Cover> = org.covers.values().filter(may).collect();
    covers.sort_by_key(|cover| (cover.person != person.key, cover.from, &cover.key));
    let mut seen = BTreeSet::new();
    covers.retain(|cover| seen.insert(&cover.person));
    let shown = |cover: &Cover| Shown::Cover {
        person_name: org.name_of(&cover.person).to_owned(),
        by_name: org.name_of(&cover.by).to_owned(),
        from: cover.from,
        to: cover.to,
    };
    covers.into_iter().map(|cover| (cover.person.to_string(), shown(cover))).collect()
}

/// Channels: the one it is asked in first.
pub(super) fn channels(context: &Context<'_>, which: Channels) -> Vec<Choice> {
    let org = context.org;
    let gets = |key: &ChannelKey| org.schedules.values().any(|schedule| schedule.channel == *key);
    let mut channels: Vec<_> =
        org.channels.values().filter(|channel| which == Channels::All || gets(&channel.key)).collect();
    let here = context.channel.map(|channel| &channel.key);
    channels.sort_by_key(|channel| (Some(&channel.key) != here, &channel.name));
    let shown = |name: &String| Shown::Name { name: name.clone() };
    channels.into_iter().map(|channel| (channel.key.to_string(), shown(&channel.name))).collect()
}

/// The kinds of digest.
pub(super) fn digests() -> Vec<Choice> {
    DIGESTS.into_iter().map(|(value, kind)| (value.to_owned(), Shown::Digest { kind })).collect()
}

/// The languages.
pub(super) fn languages() -> Vec<Choice> {
    [Locale::EN_US, Locale::ZH_CN]
        .into_iter()
        .map(|locale| (locale.tag().to_owned(), Shown::Language { locale }))
        .collect()
}

/// Zones: the person's own, the usual ones, those of the team.
pub(super) fn zones(context: &Context<'_>) -> Vec<Choice> {
    let org = context.org;
    let usual = ZONES.iter().filter_map(|name| Zone::parse(name).ok());
    let of_team = org.people.values().filter(|person| !person.left).map(|person| person.zone.clone());
    let of_kpis = org.kpis.values().map(|kpi| kpi.zone.clone());
    let mut seen = BTreeSet::new();
    std::iter::once(context.person.zone.clone())
        .chain(usual)
        .chain(of_team)
        .chain(of_kpis)
        .filter(|zone| seen.insert(zone.name().to_owned()))
        .map(|zone| (zone.name().to_owned(), Shown::Zone { zone }))
        .collect()
}
