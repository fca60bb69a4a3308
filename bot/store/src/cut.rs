//! The data cut of a digest: everything it is composed from, read together.

use std::collections::{BTreeMap, BTreeSet};

use steward_core::alert::Alert;
use steward_core::alert::event::AlertEvent;
use steward_core::digest::Order;
use steward_core::digest::compose::{self, Cut};
use steward_core::id::{AlertId, KpiKey};
use steward_core::judge::Judgement;
use steward_core::org::Org;

use crate::{Conn, StoreError, alert, judgement};

/// What was read; [`CutData::of`] lends it to the composition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutData {
    judgements: BTreeMap<KpiKey, Judgement>,
    open_alerts: Vec<Alert>,
    span_events: Vec<AlertEvent>,
    span_alerts: Vec<Alert>,
}

/// Reads what a digest of this order is composed from, given the standing data. Within a transaction it is one consistent cut.
pub async fn read(conn: &mut Conn, order: &Order, org: &Org) -> Result<CutData, StoreError> {
    let span_events = match order.review_span() {
        Some((from, to)) => alert::events_between(conn, from, to).await?,
        None => Vec::new(),
    };
    let ids: BTreeSet<AlertId> = span_events.iter().map(|event| event.alert).collect();
    let mut span_alerts = Vec::with_capacity(ids.len());
    for id in ids {
        match alert::by_id(conn, id).await {
            Ok(alert) => span_alerts.extend(alert),
            Err(StoreError::Corrupt { what }) => tracing::error!(what, alert = %id, "an alert is left out"),
            Err(error) => return Err(error),
        }
    }
    Ok(CutData {
        judgements: judgement::of_each(conn, &compose::judged(order, org)).await?,
        open_alerts: alert::open_all(conn).await?,
        span_events,
        span_alerts,
    })
}

impl CutData {
    /// The cut, beside the standing data.
    pub fn of<'a>(&'a self, org: &'a Org) -> Cut<'a> {
        Cut {
            org,
            judgements: &self.judgements,
            open_alerts: &self.open_alerts,
            span_events: &self.span_events,
            span_alerts: &self.span_alerts,
        }
    }
}
