//! The JSON of `steward ask` has the fields that its document names, all of them and no others.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use steward_core::alert::{CauseClass, DismissReason};
use steward_core::digest::DigestKind;
use steward_core::message::answer::Answer;
use steward_core::question::{Breakdown, Comparison, Filter};

use super::{asked, with_alert};

const DOCUMENT: &str = include_str!("../../../../bot/docs/ask.md");

type Fields = BTreeSet<String>;

/// The rows of the table below a marker: the names in each cell.
fn table(marker: &str) -> Vec<Vec<Vec<String>>> {
    let (_, rest) = DOCUMENT.split_once(&format!("<!-- {marker} -->\n")).expect("the marker of a table");
    let rows = rest.lines().take_while(|line| line.starts_with('|')).skip(2);
    let names =
        |cell: &str| -> Vec<String> { cell.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    rows.map(|row| row.split('|').skip(1).map(names).collect()).collect()
}

/// The fields that a table names in its first column.
fn documented(marker: &str) -> Fields {
    table(marker).into_iter().filter_map(|row| row.into_iter().next()).flatten().collect()
}

fn fields<'a>(objects: impl IntoIterator<Item = &'a Value>) -> Fields {
    objects.into_iter().filter_map(Value::as_object).flat_map(|object| object.keys().cloned()).collect()
}

/// What is asked as somebody who may do everything; the answers leave the small company as it is but for alert 1.
const TEXTS: &[&str] = &[
    "late shipment rate",
    "late shipment rate last 7 days vs last week",
    "late shipment rate by shop",
    "late shipment rate, order defect rate",
    "late shipment rate from 1 Nov 2026 to 3 Nov 2026",
    "list red",
    "why late shipment rate",
    "who owns late shipment rate",
    "how much room until 5% late shipment rate",
    "how fresh is the data?",
    "what changed since yesterday",
    "alerts of hao",
    "alerts operations team",
    "history 1",
    "help",
    "help note",
    "menu",
    "mine",
    "note 1",
    "note 1 logistics: carrier strike, moved to UPS, due tomorrow",
    "1 carrier strike, moved to UPS, by friday",
    "snooze 1 2h",
    "ack all mine",
    "snooze 1, 99 3h",
    "dismiss 1 false alarm",
    "maybe dismiss 1?",
    "undo",
    "comment 1 looking into it",
    "assign 1 nobody",
    "record order defect rate 12",
    "record late shipment rate 9%",
    "digest #运营 weekly",
    "language english",
    "zone shanghai",
    "hours 9:00-18:00",
    "target order defect rate 1% from tomorrow because amazon",
    "cpc",
    "cpc amazon us",
    "make me a coffee",
];

#[tokio::test]
async fn the_document_names_every_field() {
    let (shell, _service) = with_alert().await;
    let mut told = asked(&shell, &["--as", "mei", "--channel", "ops"], TEXTS);
    told.extend(asked(&shell, &[], &["late shipment rate amazon us"]));
    assert_eq!(fields(&told), documented("fields of the object"));

    let meanings: Vec<&Value> = told.iter().map(|one| &one["meaning"]).collect();
    assert_eq!(fields(meanings.iter().copied()), documented("fields of meaning"));
    assert_eq!(fields(meanings.iter().map(|meaning| &meaning["values"])), documented("fields of values"));

    let answers: Vec<&Value> = told.iter().map(|one| &one["answer"]).collect();
    assert_eq!(fields(answers.iter().copied()), documented("fields of answer"));
    let mut kinds: BTreeMap<String, Fields> = BTreeMap::new();
    for parts in answers.iter().map(|answer| &answer["parts"]) {
        let kind = parts["answer"].as_str().expect("a kind").to_owned();
        kinds.entry(kind).or_default().extend(fields([parts]).into_iter().filter(|field| field != "answer"));
    }
    let written: BTreeMap<String, Fields> = table("kinds of answer")
        .into_iter()
        .filter_map(|row| Some((row.first()?.first()?.clone(), row.get(1)?.iter().cloned().collect())))
        .collect();
    assert_eq!(kinds, written);

    let kpi = &told[0]["answer"]["parts"]["kpi"];
    assert_eq!(fields([kpi]), documented("fields of one KPI now"));
    let lines = [&kpi["line"], &told[5]["answer"]["parts"]["lines"][0]];
    assert_eq!(fields(lines), documented("fields of a line"));
}

/// The names in the second column of a field's row.
fn documented_names(marker: &str, field: &str) -> Fields {
    let row = table(marker).into_iter().find(|row| row.first().is_some_and(|names| names == &[field]));
    row.and_then(|row| row.get(1).cloned()).into_iter().flatten().collect()
}

/// Every name that a kind of thing has in JSON, as reading an unknown one tells.
fn names<T: DeserializeOwned>(unknown: Value) -> Fields {
    let told = serde_json::from_value::<T>(unknown).err().expect("no such name").to_string();
    let (_, known) = told.split_once("expected one of ").unwrap_or_else(|| panic!("{told}"));
    known.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_document_names_every_kind_and_no_others() {
    let unknown = || json!("?");
    assert_eq!(documented_names("fields of meaning", "comparison"), names::<Comparison>(unknown()));
    assert_eq!(documented_names("fields of meaning", "breakdown"), names::<Breakdown>(unknown()));
    assert_eq!(documented_names("fields of meaning", "filters"), names::<Filter>(unknown()));
    assert_eq!(documented_names("fields of values", "cause_class"), names::<CauseClass>(unknown()));
    assert_eq!(documented_names("fields of values", "dismissal"), names::<DismissReason>(unknown()));
    assert_eq!(documented_names("fields of values", "digest"), names::<DigestKind>(unknown()));
    assert_eq!(documented("kinds of answer"), names::<Answer>(json!({"answer": "?"})));
}
