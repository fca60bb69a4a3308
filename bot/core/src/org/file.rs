//! The file of standing data: the TOML that people write, and that an export writes back.
//!
//! Every record is a `[[kind]]` with a `key`. An unknown key is a problem, and all problems are told at once. What a
//! KPI leaves out comes from the entry of the catalogue that it names with `catalog`.

#[cfg(test)]
pub(crate) mod any_org;
mod covers;
mod fields;
mod kpis;
mod lines;
mod locate;
mod mappings;
mod names;
mod people;
mod policies;
mod schedules;
mod scorecards;
mod targets;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Display;

use toml::de::DeTable;

use super::Org;
use super::problem::{Problem, ProblemKind};
use super::record::RecordKind;
use fields::{Fields, Source};
use lines::Lines;

pub use locate::locate;
pub use schedules::DEFAULT_LATE_HOURS;
pub(crate) use targets::sort as sort_targets;
pub use targets::{SINCE_EVER, from_catalog};

/// Reads a file. `file_name` is what places begin with: `company.toml:12 kpi.amz_lsr.owner`.
///
/// Whether the records fit together is not looked at here: [`super::check::check`] does.
pub fn read(text: &str, file_name: &str) -> Result<Org, Vec<Problem>> {
    let source = Source::new(text, file_name);
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        source.report(at, "", ProblemKind::Syntax(error.message().to_owned()));
    }
    if !errors.is_empty() {
        // What could be understood of a broken file would only add problems that it does not have.
        return Err(source.into_problems());
    }
    let fields = Fields::new(&source, String::new(), 0, document.get_ref());
    let org = read_org(&fields);
    fields.finish();
    let problems = source.into_problems();
    if problems.is_empty() { Ok(org) } else { Err(problems) }
}

fn read_org(fields: &Fields<'_>) -> Org {
    let name = fields.need("name", fields.text("name"), "the name of the company, above the first [[…]]");
    let calendars = records(fields, RecordKind::Calendar, schedules::read_calendar, |(key, _)| key.clone());
    let channels = records(fields, RecordKind::Channel, people::read_channel, |channel| channel.key.clone());
    let teams = records(fields, RecordKind::Team, people::read_team, |team| team.key.clone());
    let people = records(fields, RecordKind::Person, people::read_person, |person| person.key.clone());
    let covers = records(fields, RecordKind::Cover, covers::read, |cover| cover.key.clone());
    let policies = records(fields, RecordKind::Policy, policies::read, |policy| policy.key.clone());
    let kpis = records(fields, RecordKind::Kpi, kpis::read, |(kpi, _)| kpi.key.clone());
    let scorecards = records(fields, RecordKind::Scorecard, scorecards::read, |card| card.key.clone());
    let schedule = |table: &Fields<'_>| schedules::read(table, &channels);
    let schedules = records(fields, RecordKind::Schedule, schedule, |schedule| schedule.key.clone());
    let mappings = records(fields, RecordKind::Mapping, mappings::read, |mapping| mapping.key.clone());
    let has_targets = |(_, (_, targets)): &(_, &(_, Vec<_>))| !targets.is_empty();
    Org {
        name: name.unwrap_or_default(),
        people,
        covers,
        teams,
        channels,
        targets: kpis
            .iter()
            .filter(has_targets)
            .map(|(key, (_, targets))| (key.clone(), targets.clone()))
            .collect(),
        kpis: kpis.into_iter().map(|(key, (kpi, _))| (key, kpi)).collect(),
        schedules,
        scorecards,
        policies,
        mappings,
        calendars: calendars.into_iter().map(|(key, (_, changes))| (key, changes)).collect(),
    }
}

/// The records of a kind by key; a second one with the same key is a problem.
fn records<K: Ord + Display, R>(
    fields: &Fields<'_>,
    kind: RecordKind,
    read: impl Fn(&Fields<'_>) -> Option<R>,
    key_of: impl Fn(&R) -> K,
) -> BTreeMap<K, R> {
    let mut records = BTreeMap::new();
    // A KPI may go by the name of its entry in the catalogue.
    for table in fields.tables(kind.name(), &["key", "catalog"]) {
        let Some(record) = read(&table) else { continue };
        let key = key_of(&record);
        match records.entry(key) {
            Entry::Vacant(place) => drop(place.insert(record)),
            Entry::Occupied(place) => {
                table.report_here(ProblemKind::Duplicate { kind, key: place.key().to_string() });
            }
        }
    }
    records
}

/// Writes all standing data, always in the same order, so that [`read`] gives it back unchanged. What is as the
/// catalogue has it is left out.
pub fn write(org: &Org) -> String {
    let mut out = Lines::default();
    out.text("name", &org.name);
    for (key, changes) in &org.calendars {
        schedules::write_calendar(&mut out, key, changes);
    }
    for channel in org.channels.values() {
        people::write_channel(&mut out, channel);
    }
    for team in org.teams.values() {
        people::write_team(&mut out, team);
    }
    for person in org.people.values() {
        people::write_person(&mut out, person);
    }
    for cover in org.covers.values() {
        covers::write(&mut out, cover);
    }
    for policy in org.policies.values() {
        policies::write(&mut out, policy);
    }
    for kpi in org.kpis.values() {
        kpis::write(&mut out, kpi, org.targets_of(&kpi.key));
    }
    for card in org.scorecards.values() {
        scorecards::write(&mut out, card);
    }
    for schedule in org.schedules.values() {
        schedules::write(&mut out, schedule);
    }
    for mapping in org.mappings.values() {
        mappings::write(&mut out, mapping);
    }
    out.into_text()
}
