//! What cards show, read for many rows at once: while their claim is being written, so that none of them waits for it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;
use steward_core::alert::Alert;
use steward_core::alert::view::{AlertView, view};
use steward_core::id::{AlertId, KpiKey};
use steward_core::message::Message;
use steward_core::org::Org;
use steward_core::sample::Sample;
use steward_store::outbox::Claimed;
use steward_store::{Conn, StoreError, alert, sample};

use crate::app::App;
use crate::duty::DutyError;

/// Periods that the small line of a card shows.
const RECENT: u32 = 30;

/// The standing data and some alerts, as they were when they were read; by default nothing, for no rows.
#[derive(Default)]
pub(crate) struct Ahead {
    pub(super) org: Arc<Org>,
    alerts: BTreeMap<AlertId, Result<Alert, String>>,
    recent: BTreeMap<KpiKey, Vec<(Date, Decimal)>>,
}

impl Ahead {
    /// Reads what the cards of these rows show.
    pub(super) fn of_rows<'a>(
        app: &'a App,
        rows: &[Claimed],
    ) -> impl Future<Output = Result<Self, DutyError>> + Send + use<'a> {
        let alerts: BTreeSet<AlertId> =
            rows.iter().filter_map(|row| alert_of(&row.outgoing.message)).collect();
        let alerts: Vec<AlertId> = alerts.into_iter().collect();
        let is_nothing = rows.is_empty();
        async move { if is_nothing { Ok(Self::default()) } else { Self::of(app, &alerts).await } }
    }

    /// Reads what cards of these alerts show.
    pub(crate) async fn of(app: &App, alerts: &[AlertId]) -> Result<Self, DutyError> {
        let mut conn = app.store.reader().await?;
        let alert::Read { alerts, standing } = alert::by_ids(&mut conn, alerts).await?;
        let org = app.store.org_at(standing, &mut conn).await?;
        let kpis: BTreeSet<&KpiKey> = alerts.values().flatten().map(|alert| &alert.kpi).collect();
        let recent = recent(&mut conn, &kpis.into_iter().collect::<Vec<_>>()).await?;
        Ok(Self { org, alerts, recent })
    }

    /// Everything the card of an alert needs; none when the alert or its KPI is gone.
    pub(crate) fn view(&self, app: &App, id: AlertId) -> Result<Option<AlertView>, StoreError> {
        let Some(alert) = self.alerts.get(&id) else { return Ok(None) };
        let alert = alert.as_ref().map_err(|what| StoreError::Corrupt { what: what.clone() })?;
        let recent = self.recent.get(&alert.kpi).map_or(&[][..], Vec::as_slice);
        Ok(view(alert, &self.org, recent, app.clock.now()))
    }
}

/// The alert that a message is about.
pub(super) fn alert_of(message: &Message) -> Option<AlertId> {
    match message {
        Message::Alert { alert, .. } => Some(*alert),
        Message::AlertUpdate { event, .. } => Some(event.alert),
        Message::Digest { .. } | Message::Answer { .. } | Message::Notice { .. } => None,
    }
}

/// The last values of each KPI, oldest first. Values that cannot be read are left away: the card is worth more than the
/// small line on it.
async fn recent(
    conn: &mut Conn,
    kpis: &[&KpiKey],
) -> Result<BTreeMap<KpiKey, Vec<(Date, Decimal)>>, StoreError> {
    let samples = match sample::latest_of_each(conn, kpis, RECENT).await {
        Err(StoreError::Corrupt { .. }) => readable(conn, kpis).await?,
        read => read?,
    };
    let value = |sample: Sample| sample.seen.value.map(|value| (sample.seen.period, value));
    let values = |samples: Vec<Sample>| samples.into_iter().filter_map(value).collect();
    Ok(samples.into_iter().map(|(kpi, samples)| (kpi, values(samples))).collect())
}

async fn readable(conn: &mut Conn, kpis: &[&KpiKey]) -> Result<BTreeMap<KpiKey, Vec<Sample>>, StoreError> {
    let mut found = BTreeMap::new();
    for kpi in kpis {
        match sample::latest(conn, kpi, RECENT).await {
            Ok(samples) => {
                found.insert((*kpi).clone(), samples);
            }
            Err(StoreError::Corrupt { what }) => {
                tracing::error!(what, %kpi, "a card goes out without its last values");
            }
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}
