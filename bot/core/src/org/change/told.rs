//! A change as people read it at the command line: which record, which fields, from what to what.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::Change;
use crate::limit::Limit;
use crate::unit::Unit;

pub(super) fn lines(change: &Change) -> Vec<String> {
    let (sign, before, after) = match change {
        Change::Put { before: Some(before), after, .. } => ("~", Some(before), after),
        Change::Put { before: None, after, .. } => ("+", None, after),
        Change::Remove { before, .. } => ("-", None, before),
    };
    let title = format!("{sign} {} {}", change.kind(), change.key());
    let mut lines = vec![title.trim_end().to_owned()];
    // A record that goes is named; what it was stands in the history.
    if matches!(change, Change::Remove { .. }) {
        return lines;
    }
    let unit = after.get("unit").and_then(|unit| Unit::deserialize(unit).ok());
    let fields = |record: Option<&Value>| record.and_then(Value::as_object).cloned().unwrap_or_default();
    let (before, after) = (fields(before), fields(Some(after)));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).filter(|name| *name != "key").collect();
    for name in names {
        let (old, new) = (shown(&before, name, unit), shown(&after, name, unit));
        match (old, new) {
            (old, new) if old == new => {}
            (None, Some(new)) => lines.push(format!("    {name}: {new}")),
            (Some(old), None) => lines.push(format!("    {name}: {old} → nothing")),
            (old, new) => {
                lines.push(format!("    {name}: {} → {}", old.unwrap_or_default(), new.unwrap_or_default()));
            }
        }
    }
    lines
}

/// A field as people read it; none when there is nothing in it.
fn shown(record: &Map<String, Value>, name: &str, unit: Option<Unit>) -> Option<String> {
    record.get(name).map(|value| text(value, unit)).filter(|text| !text.is_empty())
}

fn text(value: &Value, unit: Option<Unit>) -> String {
    if let (Some(unit), Ok(limit)) = (unit, Limit::deserialize(value)) {
        return limit.write(unit);
    }
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(|item| text(item, unit)).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => {
            // A tagged value of one word is that word.
            if let (Some(Value::String(is)), 1) = (fields.get("is"), fields.len()) {
                return is.clone();
            }
            let fields: Vec<_> = fields
                .iter()
                .filter_map(|(name, value)| Some(format!("{name} {}", text_of_field(name, value, unit)?)))
                .collect();
            if fields.is_empty() { String::new() } else { format!("({})", fields.join(", ")) }
        }
        other => other.to_string(),
    }
}

fn text_of_field(name: &str, value: &Value, unit: Option<Unit>) -> Option<String> {
    let amount = || value.as_str().and_then(|digits| digits.parse::<Decimal>().ok());
    let shown = match (name, unit) {
        ("value", Some(unit)) => {
            amount().map_or_else(|| text(value, Some(unit)), |amount| unit.write_value(amount))
        }
        _ => text(value, unit),
    };
    Some(shown).filter(|shown| !shown.is_empty())
}
