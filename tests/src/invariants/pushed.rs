//! What a service that answered a push owes: the sample is kept, and a breach has an alert that somebody was paged for.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::tables::rows;

/// A sample whose push was answered with success.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pushed {
    /// The KPI.
    pub kpi: String,
    /// The period, `YYYY-MM-DD`.
    pub period: String,
    /// The value, in percent.
    pub percent: u32,
    /// Whether it is beyond a limit.
    pub is_breach: bool,
}

const SAMPLES: &str = "SELECT kpi, period, value
     FROM sample
     WHERE newest
     ORDER BY kpi, period";
const ALERTS: &str = "SELECT kpi, id
     FROM alert
     WHERE status <> 'closed'
     ORDER BY kpi, id";
const PAGED: &str = "SELECT alert, doc
     FROM alert_event
     ORDER BY alert, seq";
const PAGES: &str = "SELECT message
     FROM outbox
     WHERE class = 'page'
     ORDER BY id";

/// What is missing.
pub async fn missing(address: &str, pushed: &[Pushed]) -> Vec<String> {
    let kept: BTreeMap<(String, String), String> = rows(address, SAMPLES)
        .await
        .into_iter()
        .map(|row| ((row.text(0), row.text(1)), row.text(2)))
        .collect();
    let open: BTreeMap<String, String> =
        rows(address, ALERTS).await.into_iter().map(|row| (row.text(0), row.text(1))).collect();
    let pages = rows(address, PAGES).await;
    let paged: BTreeSet<String> = pages.into_iter().filter_map(|row| alert_of(&row.text(0))).collect();
    let noticed: BTreeSet<(String, String)> = rows(address, PAGED)
        .await
        .into_iter()
        .filter_map(|row| Some((row.text(0), period_of(&row.text(1))?)))
        .collect();
    let mut missing = Vec::new();
    let mut last: BTreeMap<&str, &Pushed> = BTreeMap::new();
    for sample in pushed {
        let key = (sample.kpi.clone(), sample.period.clone());
        let value = kept.get(&key).and_then(|value| value.parse::<Decimal>().ok());
        if value != Some(Decimal::new(sample.percent.into(), 2)) {
            missing.push(format!("the sample of {} for {} was answered and is not there", key.0, key.1));
        }
        last.insert(&sample.kpi, sample);
    }
    for (kpi, sample) in last.into_iter().filter(|(_, sample)| sample.is_breach) {
        match open.get(kpi) {
            None => missing.push(format!("{kpi} breached last on {} and has no open alert", sample.period)),
            Some(alert) if !paged.contains(alert) => {
                missing.push(format!("{kpi} breached on {} and nobody was paged", sample.period));
            }
            Some(alert) if !noticed.contains(&(alert.clone(), sample.period.clone())) => {
                missing.push(format!("the alert of {kpi} does not know of its breach on {}", sample.period));
            }
            Some(_) => {}
        }
    }
    missing
}

/// The alert that a message pages for.
fn alert_of(message: &str) -> Option<String> {
    let message: Value = serde_json::from_str(message).ok()?;
    message["alert"].as_str().map(str::to_owned)
}

/// The period whose reading an event tells of.
fn period_of(event: &str) -> Option<String> {
    let event: Value = serde_json::from_str(event).ok()?;
    event["what"]["reading"]["period"].as_str().map(str::to_owned)
}
