//! What is counted, in Prometheus's words.

use std::fmt;
use std::sync::atomic::AtomicU64;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use steward_store::{Store, StoreError, outbox};

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct DutyLabels {
    duty: &'static str,
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct SendLabels {
    platform: String,
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OutboxLabels {
    class: String,
    state: String,
}

/// The counters of the service.
pub struct Metrics {
    database_up: Gauge,
    registry: Registry,
    duties: Family<DutyLabels, Counter>,
    sends: Family<SendLabels, Counter>,
    send_seconds: Histogram,
    outbox: Family<OutboxLabels, Gauge>,
    audit_findings: Family<AuditLabels, Gauge>,
    clock_ahead: Gauge<f64, AtomicU64>,
    heartbeats: Family<HeartbeatLabels, Counter>,
    month_calls: Family<PlatformLabels, Gauge>,
    month_calls_allowed: Family<PlatformLabels, Gauge>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct HeartbeatLabels {
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct PlatformLabels {
    platform: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct AuditLabels {
    finding: &'static str,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("steward");
        let duties = Family::default();
        registry.register("duty_runs", "Runs of each duty, by outcome", duties.clone());
        let sends = Family::default();
        registry.register("sends", "Calls to platforms, by outcome", sends.clone());
        let send_seconds = Histogram::new([0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0]);
        registry.register_with_unit(
            "send",
            "How long calls to platforms took",
            Unit::Seconds,
            send_seconds.clone(),
        );
        let outbox = Family::default();
        registry.register("outbox_rows", "Rows of the outbox, by class and state", outbox.clone());
        let audit_findings = Family::default();
        registry.register(
            "audit_findings",
            "What should not be, as the last self-audit found it",
            audit_findings.clone(),
        );
        let heartbeats = Family::default();
        registry.register(
            "heartbeats",
            "Signs of life to the dead man's service, by outcome",
            heartbeats.clone(),
        );
        let month_calls = Family::default();
        registry.register(
            "month_calls",
            "Calls of this month, of platforms that allow so many",
            month_calls.clone(),
        );
        let month_calls_allowed = Family::default();
        registry.register(
            "month_calls_allowed",
            "Calls that a platform allows in a month",
            month_calls_allowed.clone(),
        );
        let database_up = Gauge::default();
        registry.register("database_up", "Whether the database answered, 1 or 0", database_up.clone());
        let clock_ahead = Gauge::default();
        registry.register_with_unit(
            "clock_ahead",
            "How far this machine's clock is ahead of the database's; negative when it is behind",
            Unit::Seconds,
            clock_ahead.clone(),
        );
        Self {
            database_up,
            registry,
            duties,
            sends,
            send_seconds,
            outbox,
            audit_findings,
            clock_ahead,
            heartbeats,
            month_calls,
            month_calls_allowed,
        }
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

impl Metrics {
    /// Counts a run of a duty.
    pub fn duty_ran(&self, duty: &'static str, went_well: bool) {
        let outcome = if went_well { "ok" } else { "error" };
        self.duties.get_or_create(&DutyLabels { duty, outcome }).inc();
    }

    /// Counts a call to a platform that took so many seconds.
    pub fn sent(&self, platform: &str, outcome: &'static str, seconds: f64) {
        self.sends.get_or_create(&SendLabels { platform: platform.to_owned(), outcome }).inc();
        self.send_seconds.observe(seconds);
    }

    /// Notes how much of something the self-audit found; answers how much there was before.
    pub fn audit_found(&self, finding: &'static str, count: i64) -> i64 {
        self.audit_findings.get_or_create(&AuditLabels { finding }).set(count)
    }

    /// Notes how many seconds the clock is ahead of the database's.
    pub fn clock_is_ahead(&self, seconds: f64) {
        self.clock_ahead.set(seconds);
    }

    /// Counts a sign of life: `ok`, `failed`, or `withheld` because the service is not well.
    pub fn heartbeat(&self, outcome: &'static str) {
        self.heartbeats.get_or_create(&HeartbeatLabels { outcome }).inc();
    }

    /// Notes how many calls of a month were made, and how many a platform allows.
    pub fn month_calls(&self, platform: &str, used: u64, allowed: u64) {
        for (family, calls) in [(&self.month_calls, used), (&self.month_calls_allowed, allowed)] {
            let labels = PlatformLabels { platform: platform.to_owned() };
            family.get_or_create(&labels).set(i64::try_from(calls).unwrap_or(i64::MAX));
        }
    }

    /// Everything in the OpenMetrics text format. Without the database there are no counts of its rows; the rest is
    /// what somebody who watches needs most then.
    ///
    /// # Errors
    /// When the page cannot be written.
    pub async fn page(&self, store: &Store) -> anyhow::Result<String> {
        let counts = count_outbox(store).await;
        self.database_up.set(i64::from(counts.is_ok()));
        self.outbox.clear();
        for count in counts.unwrap_or_default() {
            let labels = OutboxLabels { class: count.class, state: count.state };
            self.outbox.get_or_create(&labels).set(count.rows);
        }
        let mut page = String::new();
        encode(&mut page, &self.registry)?;
        Ok(page)
    }
}

async fn count_outbox(store: &Store) -> Result<Vec<outbox::Count>, StoreError> {
    outbox::counts(&mut store.reader().await?).await
}
