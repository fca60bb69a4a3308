//! A KPI of the company: who answers for it, and the values that come for it.

use std::sync::Arc;

use serde_json::json;
use steward_core::id::{KpiKey, PersonKey};
use steward_core::judge::period::{self, WEEK_START};
use steward_core::kpi::{Grain, Kpi};

use super::Stage;

/// A KPI by its key.
pub struct WorldKpi {
    stage: Arc<Stage>,
    key: KpiKey,
}

impl WorldKpi {
    pub(super) fn new(stage: &Arc<Stage>, key: &str) -> Self {
        Self { stage: Arc::clone(stage), key: key.parse().expect("a key") }
    }

    /// Gives it to an owner.
    pub async fn owned_by(&self, person: &str) -> &Self {
        let person: PersonKey = person.parse().expect("a key");
        self.change(|kpi| kpi.owner = Some(person)).await
    }

    /// Gives it a backup owner.
    pub async fn backed_up_by(&self, person: &str) -> &Self {
        let person: PersonKey = person.parse().expect("a key");
        self.change(|kpi| kpi.backup = Some(person)).await
    }

    /// Changes its definition.
    pub async fn change(&self, edit: impl FnOnce(&mut Kpi)) -> &Self {
        self.stage.change(|org| edit(org.kpis.get_mut(&self.key).expect("a KPI"))).await;
        self
    }

    /// A value for the period that is due today, such as `"4.6%"`: today itself for a snapshot, else the newest period
    /// that is over. It comes over HTTP and is judged at once.
    pub async fn reports(&self, value: &str) -> &Self {
        let org = self.stage.app().await.store.org().await.expect("the standing data");
        let kpi = org.kpis.get(&self.key).unwrap_or_else(|| panic!("there is no {}", self.key));
        let now = self.stage.clock.get();
        let period = match kpi.grain {
            Grain::Snapshot => kpi.zone.date_at(now),
            Grain::Day | Grain::Week | Grain::Month => period::newest_complete(kpi, now, WEEK_START),
        };
        self.reports_for(&period.to_string(), value).await
    }

    /// A value for the period that begins on the date, `YYYY-MM-DD`.
    pub async fn reports_for(&self, date: &str, value: &str) -> &Self {
        let point = json!({ "kpi": self.key, "period": date, "value": value });
        let (status, report) = self.stage.push(&json!({ "samples": [point] })).await;
        assert_eq!(status, 200, "{report}");
        self.stage.follow().await;
        self
    }
}
