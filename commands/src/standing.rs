//! Changing standing data from chat: through the same check and into the same audit trail as a file that is applied.

use std::collections::BTreeMap;

use steward_core::cover::Cover;
use steward_core::digest::DigestSchedule;
use steward_core::id::ScheduleKey;
use steward_core::kpi::Kpi;
use steward_core::message::answer::Refusal;
use steward_core::message::answer::setting::NotSet;
use steward_core::org::Org;
use steward_core::org::change::difference;
use steward_core::org::check::check;
use steward_core::org::problem::Problem;
use steward_core::person::Person;
use steward_core::target::Target;
use steward_store::org;

use crate::context::{Context, Stop};

/// A record as it is to be.
pub(crate) enum Record {
    /// A person.
    Person(Box<Person>),
    /// A KPI with its targets.
    Kpi(Box<Kpi>, Vec<Target>),
    /// A cover, in the place of others.
    Cover(Cover, Vec<Cover>),
    /// A cover that goes.
    NoCover(Cover),
    /// A schedule.
    Schedule(Box<DigestSchedule>),
    /// A schedule that goes.
    NoSchedule(ScheduleKey),
}

/// Changes one record. The person who says it stands in the audit trail as who did it.
///
/// # Errors
///
/// A refusal when the standing data would break a rule that they do not break already.
pub(crate) async fn change(context: &mut Context<'_>, record: Record) -> Result<(), Stop> {
    let (mut before, mut after) = (Org::default(), Org::default());
    // The company's name is a record too; the same on both sides, it is no difference.
    before.name.clone_from(&context.org.name);
    after.name.clone_from(&context.org.name);
    put_known(&mut before, &record, context.org);
    put(&mut after, &record);
    let changes = difference(&before, &after);
    let mut whole = context.org.clone();
    remove(&mut whole, &before);
    merge(&mut whole, after);
    if let Some(rule) = broken(context, &whole) {
        return Err(Refusal::NotSet { reason: Box::new(NotSet::BreaksRule { rule }) }.into());
    }
    org::apply(context.tx, &changes, context.person.key.as_str(), context.now).await?;
    Ok(())
}

/// A refusal to set something.
pub(crate) fn not_set(reason: NotSet) -> Stop {
    Refusal::NotSet { reason: Box::new(reason) }.into()
}

/// The first problem that the change brings.
fn broken(context: &Context<'_>, whole: &Org) -> Option<String> {
    let known: Vec<Problem> = check(context.org, context.now).errors;
    let brought = check(whole, context.now).errors.into_iter().find(|problem| !known.contains(problem));
    brought.map(|problem| problem.what.to_string())
}

/// The records that will be different, as they are.
fn put_known(before: &mut Org, record: &Record, org: &Org) {
    match record {
        Record::Person(person) => {
            let known = org.people.get(&person.key);
            before.people.extend(known.map(|known| (known.key.clone(), known.clone())));
        }
        Record::Kpi(kpi, _) => {
            let known = org.kpis.get(&kpi.key);
            before.kpis.extend(known.map(|known| (known.key.clone(), known.clone())));
            let targets = org.targets_of(&kpi.key);
            if !targets.is_empty() {
                before.targets.insert(kpi.key.clone(), targets.to_vec());
            }
        }
        Record::Cover(cover, replaced) => {
            let keys = replaced.iter().map(|cover| &cover.key).chain([&cover.key]);
            let known = keys.filter_map(|key| org.covers.get(key));
            before.covers.extend(known.map(|known| (known.key.clone(), known.clone())));
        }
        Record::NoCover(cover) => before.covers = BTreeMap::from([(cover.key.clone(), cover.clone())]),
        Record::Schedule(schedule) => put_schedule(before, &schedule.key, org),
        Record::NoSchedule(key) => put_schedule(before, key, org),
    }
}

fn put_schedule(before: &mut Org, key: &ScheduleKey, org: &Org) {
    let known = org.schedules.get(key);
    before.schedules.extend(known.map(|known| (known.key.clone(), known.clone())));
}

fn put(after: &mut Org, record: &Record) {
    match record {
        Record::Person(person) => {
            after.people = BTreeMap::from([(person.key.clone(), person.as_ref().clone())]);
        }
        Record::Kpi(kpi, targets) => {
            after.kpis = BTreeMap::from([(kpi.key.clone(), kpi.as_ref().clone())]);
            if !targets.is_empty() {
                after.targets = BTreeMap::from([(kpi.key.clone(), targets.clone())]);
            }
        }
        Record::Cover(cover, _) => after.covers = BTreeMap::from([(cover.key.clone(), cover.clone())]),
        Record::Schedule(schedule) => {
            after.schedules = BTreeMap::from([(schedule.key.clone(), schedule.as_ref().clone())]);
        }
        Record::NoCover(_) | Record::NoSchedule(_) => {}
    }
}

fn remove(whole: &mut Org, before: &Org) {
    whole.covers.retain(|key, _| !before.covers.contains_key(key));
    whole.schedules.retain(|key, _| !before.schedules.contains_key(key));
    whole.targets.retain(|key, _| !before.targets.contains_key(key));
}

fn merge(whole: &mut Org, after: Org) {
    whole.people.extend(after.people);
    whole.kpis.extend(after.kpis);
    whole.targets.extend(after.targets);
    whole.covers.extend(after.covers);
    whole.schedules.extend(after.schedules);
}
