//! The differences between two states of the standing data, record by record, and how they are applied.

mod told;

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Org;
use super::file::sort_targets;
use super::record::RecordKind;
use crate::id::{Key, KeyError};
use crate::kpi::Kpi;
use crate::target::Target;

/// A change of one record. The targets of a KPI belong to its record, as `targets`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum Change {
    /// A record is new or different.
    Put {
        /// What kind of record.
        kind: RecordKind,
        /// Its key; empty for the company.
        key: String,
        /// What it was; none when it is new.
        before: Option<Value>,
        /// What it is.
        after: Value,
    },
    /// A record is gone.
    Remove {
        /// What kind of record.
        kind: RecordKind,
        /// Its key.
        key: String,
        /// What it was.
        before: Value,
    },
}

/// Why a change cannot be applied.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// The record does not have the shape that this build knows.
    #[error("the {kind} `{key}` cannot be read: {error}")]
    Shape {
        /// The kind of record.
        kind: RecordKind,
        /// Its key.
        key: String,
        /// What is wrong.
        error: serde_json::Error,
    },
    /// The key is none.
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// A KPI with its targets.
#[derive(Serialize, Deserialize)]
struct KpiRecord {
    #[serde(flatten)]
    kpi: Kpi,
    #[serde(default)]
    targets: Vec<Target>,
}

impl Change {
    /// The kind of record it changes.
    pub fn kind(&self) -> RecordKind {
        match self {
            Self::Put { kind, .. } | Self::Remove { kind, .. } => *kind,
        }
    }

    /// The key of the record it changes; empty for the company.
    pub fn key(&self) -> &str {
        match self {
            Self::Put { key, .. } | Self::Remove { key, .. } => key,
        }
    }

    /// What it does, for people at the command line: one line for the record, one for each field that differs.
    pub fn lines(&self) -> Vec<String> {
        told::lines(self)
    }
}

/// Every record as JSON, in an order in which each can be put after what it refers to.
pub fn records(org: &Org) -> BTreeMap<(RecordKind, String), Value> {
    let mut records = BTreeMap::new();
    records.insert((RecordKind::Company, String::new()), serde_json::json!({ "name": org.name }));
    add(&mut records, RecordKind::Calendar, &org.calendars);
    add(&mut records, RecordKind::Channel, &org.channels);
    add(&mut records, RecordKind::Team, &org.teams);
    add(&mut records, RecordKind::Person, &org.people);
    add(&mut records, RecordKind::Cover, &org.covers);
    add(&mut records, RecordKind::Policy, &org.policies);
    let with_targets = |kpi: &Kpi| KpiRecord { kpi: kpi.clone(), targets: org.targets_of(&kpi.key).to_vec() };
    let kpis: BTreeMap<_, _> = org.kpis.iter().map(|(key, kpi)| (key, with_targets(kpi))).collect();
    add(&mut records, RecordKind::Kpi, &kpis);
    add(&mut records, RecordKind::Scorecard, &org.scorecards);
    add(&mut records, RecordKind::Schedule, &org.schedules);
    add(&mut records, RecordKind::Mapping, &org.mappings);
    records
}

fn add<K: ToString, R: Serialize>(
    records: &mut BTreeMap<(RecordKind, String), Value>,
    kind: RecordKind,
    of_kind: &BTreeMap<K, R>,
) {
    // Records have texts as keys throughout, so that JSON can hold every one.
    let json = |record| serde_json::to_value(record).unwrap_or_default();
    records.extend(of_kind.iter().map(|(key, record)| ((kind, key.to_string()), json(record))));
}

/// What makes `new` of `old`: first what is put, then what goes, each in an order that keeps references whole.
pub fn difference(old: &Org, new: &Org) -> Vec<Change> {
    let mut old_records = records(old);
    let mut changes = Vec::new();
    for ((kind, key), after) in records(new) {
        let before = old_records.remove(&(kind, key.clone()));
        if before.as_ref() != Some(&after) && !is_same_number(old, new, kind, &key) {
            changes.push(Change::Put { kind, key, before, after });
        }
    }
    let gone = old_records.into_iter().rev();
    changes.extend(gone.map(|((kind, key), before)| Change::Remove { kind, key, before }));
    changes
}

/// Whether a record differs in nothing but the way its numbers are written: 0.250 is 0.25.
fn is_same_number(old: &Org, new: &Org, kind: RecordKind, key: &str) -> bool {
    match (kind, Key::parse(key), Key::parse(key)) {
        (RecordKind::Kpi, Ok(key), _) => {
            old.kpis.get(&key) == new.kpis.get(&key) && old.targets_of(&key) == new.targets_of(&key)
        }
        (RecordKind::Scorecard, _, Ok(key)) => old.scorecards.get(&key) == new.scorecards.get(&key),
        _ => false,
    }
}

/// Applies one change. What the record was before is not compared: that is the caller's, in one transaction.
pub fn apply(org: &mut Org, change: &Change) -> Result<(), ChangeError> {
    let (kind, key) = (change.kind(), change.key());
    let after = match change {
        Change::Put { after, .. } => Some(after),
        Change::Remove { .. } => None,
    };
    match kind {
        RecordKind::Company => {
            let name = after.and_then(|after| after.get("name")).and_then(Value::as_str);
            name.unwrap_or_default().clone_into(&mut org.name);
        }
        RecordKind::Calendar => set(&mut org.calendars, kind, key.to_owned(), after)?,
        RecordKind::Channel => set(&mut org.channels, kind, Key::parse(key)?, after)?,
        RecordKind::Team => set(&mut org.teams, kind, Key::parse(key)?, after)?,
        RecordKind::Person => set(&mut org.people, kind, Key::parse(key)?, after)?,
        RecordKind::Cover => set(&mut org.covers, kind, Key::parse(key)?, after)?,
        RecordKind::Policy => set(&mut org.policies, kind, Key::parse(key)?, after)?,
        RecordKind::Kpi => {
            let record = after.map(|after| shaped::<KpiRecord>(kind, key, after)).transpose()?;
            let key = Key::parse(key)?;
            org.targets.remove(&key);
            org.kpis.remove(&key);
            if let Some(KpiRecord { kpi, mut targets }) = record {
                sort_targets(&mut targets);
                if !targets.is_empty() {
                    org.targets.insert(key.clone(), targets);
                }
                org.kpis.insert(key, kpi);
            }
        }
        RecordKind::Scorecard => set(&mut org.scorecards, kind, Key::parse(key)?, after)?,
        RecordKind::Schedule => set(&mut org.schedules, kind, Key::parse(key)?, after)?,
        RecordKind::Mapping => set(&mut org.mappings, kind, Key::parse(key)?, after)?,
    }
    Ok(())
}

fn set<K: Ord + ToString, R: DeserializeOwned>(
    records: &mut BTreeMap<K, R>,
    kind: RecordKind,
    key: K,
    after: Option<&Value>,
) -> Result<(), ChangeError> {
    match after {
        Some(after) => {
            let record = shaped(kind, &key.to_string(), after)?;
            records.insert(key, record);
        }
        None => {
            records.remove(&key);
        }
    }
    Ok(())
}

fn shaped<R: DeserializeOwned>(kind: RecordKind, key: &str, json: &Value) -> Result<R, ChangeError> {
    R::deserialize(json).map_err(|error| ChangeError::Shape { kind, key: key.to_owned(), error })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::org::file::any_org::any_org;
    use crate::org::file::read;

    const BEFORE: &str = r#"
name = "Acme"
[[team]]
key = "ops"
name = "Operations"
[[kpi]]
catalog = "acos"
team = "ops"
owner = "mei"
[[kpi.target]]
value = "25%"
warning = ["> 30%"]
[[kpi]]
catalog = "sessions"
team = "ops"
"#;

    fn told(before: &str, after: &str) -> String {
        let [before, after] = [before, after].map(|text| read(text, "x.toml").unwrap());
        difference(&before, &after).iter().flat_map(Change::lines).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_difference_names_fields_and_values() {
        let after = BEFORE
            .replace("owner = \"mei\"", "owner = \"leo\"\nstatus = \"draft\"")
            .replace("\"> 30%\"]", "\"> 28%\"]\ncritical = [\">= 40%\"]")
            .replace("[[kpi]]\ncatalog = \"sessions\"\nteam = \"ops\"\n", "[[channel]]\nkey = \"ops\"\nname = \"#ops\"\nplatform = \"web\"\ntarget = \"ops\"\nlocale = \"zh-CN\"\nzone = \"Asia/Shanghai\"\n")
            .replace("Acme", "Acme 流明");
        insta::assert_snapshot!(told(BEFORE, &after), @r#"
    ~ company
        name: Acme → Acme 流明
    + channel ops
        locale: zh-CN
        name: #ops
        platform: web
        target: ops
        zone: Asia/Shanghai
    ~ kpi acos
        activity: active → draft
        owner: mei → leo
        targets: (limits (warning > 30%), set_by file, valid_from 2000-01-01, value 25%) → (limits (critical >= 40%, warning > 28%), set_by file, valid_from 2000-01-01, value 25%)
    - kpi sessions
    "#);
    }

    #[test]
    fn what_is_the_same_is_no_difference() {
        assert_eq!(told(BEFORE, BEFORE), "");
    }

    #[test]
    fn another_way_to_write_a_number_is_no_difference() {
        let text = BEFORE.replace("\"25%\"", "0.25000");
        assert_eq!(told(BEFORE, &text), "");
    }

    #[test]
    fn a_record_of_another_build_is_refused() {
        let after = serde_json::json!({ "key": "ops", "colour": "red" });
        let change = Change::Put { kind: RecordKind::Team, key: "ops".to_owned(), before: None, after };
        assert!(matches!(apply(&mut Org::default(), &change), Err(ChangeError::Shape { .. })));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn applying_the_difference_makes_the_new_of_the_old(old in any_org(), new in any_org()) {
            let changes = difference(&old, &new);
            let mut made = old;
            for change in &changes {
                let stored = serde_json::to_string(change).unwrap();
                let change: Change = serde_json::from_str(&stored).unwrap();
                apply(&mut made, &change).unwrap();
                prop_assert!(!change.lines().is_empty());
            }
            prop_assert_eq!(&made, &new);
            prop_assert_eq!(difference(&made, &new), vec![]);
        }
    }
}
