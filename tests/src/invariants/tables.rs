//! The tables as the invariants read them, and what alerts alone tell.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::Value;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, Row};

/// A row of the outbox.
#[derive(Debug, Clone)]
pub struct OutboxRow {
    pub id: String,
    pub class: String,
    pub platform: String,
    pub target: String,
    pub order_key: String,
    pub place: i64,
    pub key: String,
    pub message: Value,
    pub edits: Option<String>,
    pub state: String,
    /// Whether it was sent again although it may have been accepted, and says so.
    pub is_labelled: bool,
    /// Whether an attempt ended without anybody knowing how.
    pub is_in_doubt: bool,
    pub attempt: i64,
    pub not_before: i64,
    pub platform_message: Option<String>,
}

/// What is read.
#[derive(Debug)]
pub struct Tables {
    pub outbox: Vec<OutboxRow>,
    /// Alert, status, version, whether it has a next action.
    alerts: Vec<(String, String, i64, bool)>,
    /// Alert, number of the event, event.
    events: Vec<(String, i64, Value)>,
    /// Alert, episode, lap, step.
    runs: Vec<[String; 4]>,
    /// Post, version it is to show, version it shows; those that can be edited.
    pub cards: Vec<(String, i64, i64)>,
    /// Marker, target, id and time of every message of the web chat that the service posted.
    pub web: Vec<(String, String, String, i64)>,
    /// Schedule, date.
    pub slots: BTreeSet<(String, String)>,
    /// How many inbound events were handled.
    inbound: usize,
}

const OUTBOX: &str =
    "SELECT id, class, platform, target, order_key, CAST(place AS TEXT), idempotency_key, message, edits,
         state, CAST(attempt AS TEXT), CAST(not_before AS TEXT), platform_message,
         CASE WHEN labelled THEN 'yes' ELSE 'no' END, CASE WHEN in_doubt THEN 'yes' ELSE 'no' END
     FROM outbox
     ORDER BY id";
const ALERTS: &str = "SELECT id, status, CAST(version AS TEXT), CAST(next_action_at AS TEXT)
     FROM alert
     ORDER BY id";
const EVENTS: &str = "SELECT alert, CAST(seq AS TEXT) AS number, doc
     FROM alert_event
     ORDER BY alert, alert_event.seq";
const RUNS: &str = "SELECT alert, CAST(episode AS TEXT), CAST(lap AS TEXT), CAST(step AS TEXT)
     FROM escalation_run
     ORDER BY alert, episode, lap, step";
const CARDS: &str = "SELECT id, CAST(desired_version AS TEXT), CAST(sent_version AS TEXT)
     FROM message_ref
     WHERE platform_message IS NOT NULL
     ORDER BY id";
const WEB: &str = "SELECT marker, target, CAST(id AS TEXT), CAST(at AS TEXT)
     FROM web_message
     WHERE marker IS NOT NULL
     ORDER BY web_message.id";
const SLOTS: &str = "SELECT schedule, date
     FROM schedule_slot
     ORDER BY schedule, date";
const INBOX: &str = "SELECT event_id
     FROM inbox
     ORDER BY platform, event_id";

impl Tables {
    /// Reads them beside the running service.
    pub async fn read(address: &str) -> Self {
        let outbox = rows(address, OUTBOX).await.into_iter().map(|row| OutboxRow {
            id: row.text(0),
            class: row.text(1),
            platform: row.text(2),
            target: row.text(3),
            order_key: row.text(4),
            place: row.int(5),
            key: row.text(6),
            message: serde_json::from_str(&row.text(7)).expect("a message is JSON"),
            edits: row.0[8].clone(),
            state: row.text(9),
            attempt: row.int(10),
            not_before: row.int(11),
            platform_message: row.0[12].clone(),
            is_labelled: row.text(13) == "yes",
            is_in_doubt: row.text(14) == "yes",
        });
        let alerts = rows(address, ALERTS).await.into_iter();
        let events = rows(address, EVENTS).await.into_iter();
        let event = |row: &Texts| serde_json::from_str(&row.text(2)).expect("an event is JSON");
        let runs = rows(address, RUNS).await.into_iter();
        let cards = rows(address, CARDS).await.into_iter();
        let web = rows(address, WEB).await.into_iter();
        let slots = rows(address, SLOTS).await.into_iter();
        Self {
            outbox: outbox.collect(),
            alerts: alerts.map(|row| (row.text(0), row.text(1), row.int(2), row.0[3].is_some())).collect(),
            events: events.map(|row| (row.text(0), row.int(1), event(&row))).collect(),
            runs: runs.map(|row| [row.text(0), row.text(1), row.text(2), row.text(3)]).collect(),
            cards: cards.map(|row| (row.text(0), row.int(1), row.int(2))).collect(),
            inbound: rows(address, INBOX).await.len(),
            web: web.map(|row| (row.text(0), row.text(1), row.text(2), row.int(3))).collect(),
            slots: slots.map(|row| (row.text(0), row.text(1))).collect(),
        }
    }

    /// I3, I4, I7, I8 and I9.
    pub(super) fn broken_alerts(&self) -> Vec<String> {
        let mut broken = Vec::new();
        for (alert, status, version, has_next) in &self.alerts {
            if (status == "closed") == *has_next {
                broken.push(format!("I9 alert {alert} is {status}, next action: {has_next}"));
            }
            let seqs: Vec<i64> =
                self.events.iter().filter(|(own, ..)| own == alert).map(|(_, seq, _)| *seq).collect();
            if seqs != (1..=*version).collect::<Vec<i64>>() {
                broken.push(format!("I8 alert {alert} at version {version} has events {seqs:?}"));
            }
        }
        // Whoever is told besides is told within the same step, and nobody twice.
        let mut told: Vec<([String; 4], String)> = self.events.iter().filter_map(escalation).collect();
        told.sort();
        if told.windows(2).any(|pair| pair[0] == pair[1]) {
            broken.push(format!("I3 somebody was told of a step twice: {told:?}"));
        }
        let mut steps: Vec<[String; 4]> = told.into_iter().map(|(step, _)| step).collect();
        steps.dedup();
        let mut runs = self.runs.clone();
        runs.sort();
        if steps != runs {
            broken.push(format!("I3 steps told {steps:?}, steps taken {runs:?}"));
        }
        broken.extend(self.late_steps());
        // Everything that one inbound event does to an alert happens at one instant.
        let effects: BTreeSet<(&str, String, String)> = self.events.iter().filter_map(effect).collect();
        if effects.len() > self.inbound {
            broken.push(format!("I7 {} inbound events had the effects {effects:?}", self.inbound));
        }
        broken
    }

    /// I4: no step of an escalation follows an acknowledgement that nothing has ended.
    fn late_steps(&self) -> Vec<String> {
        let mut broken = Vec::new();
        let mut held: Option<&str> = None;
        for (alert, seq, event) in &self.events {
            let what = event["what"]["event"].as_str().unwrap_or_default();
            if what == "escalated" && held == Some(alert.as_str()) {
                broken.push(format!("I4 alert {alert}: the step of event {seq} follows an acknowledgement"));
            }
            if what == "acknowledged" {
                held = Some(alert.as_str());
            } else if held != Some(alert.as_str()) || !KEEPS_ACK.contains(&what) {
                held = None;
            }
        }
        broken
    }
}

/// What is due in a store and not settled yet, a line for each.
pub async fn unsettled(address: &str, now: Timestamp) -> Vec<String> {
    let micros = now.as_microsecond();
    let judgements = format!("SELECT kpi FROM judgement WHERE due_at <= {micros} ORDER BY kpi");
    let alerts = format!("SELECT id FROM alert WHERE next_action_at <= {micros} ORDER BY id");
    let mut left = moving(address, now).await;
    for (what, query) in [("is to be judged", judgements), ("has an action due", alerts)] {
        left.extend(rows(address, &query).await.iter().map(|row| format!("{} {what}", row.text(0))));
    }
    left
}

/// The rows of the outbox that are on their way or wait for it, a line for each; not those that are for a later hour.
pub async fn moving(address: &str, now: Timestamp) -> Vec<String> {
    let query = format!(
        "SELECT idempotency_key, target, state
         FROM outbox
         WHERE state IN ('sending', 'unknown')
            OR (state = 'pending' AND (attempt > 0 OR not_before <= {}))
         ORDER BY id",
        now.as_microsecond()
    );
    let moving = rows(address, &query).await.into_iter();
    moving.map(|row| format!("{} to {} is {}", row.text(0), row.text(1), row.text(2))).collect()
}

/// How many inbound events a store has handled.
pub async fn handled(address: &str) -> usize {
    rows(address, INBOX).await.len()
}

/// What does not end an acknowledgement.
const KEEPS_ACK: [&str; 5] = ["acknowledged", "read", "fault_changed", "called", "assigned"];

/// What a person did: to which alert, who, when.
fn effect((alert, _, event): &(String, i64, Value)) -> Option<(&str, String, String)> {
    let person = event["actor"]["key"].as_str()?;
    Some((alert, person.to_owned(), event["at"].to_string()))
}

/// The step that an event tells of, and whom.
fn escalation((alert, _, event): &(String, i64, Value)) -> Option<([String; 4], String)> {
    let what = &event["what"];
    let step =
        || [alert.clone(), event["episode"].to_string(), what["lap"].to_string(), what["step"].to_string()];
    (what["event"] == "escalated").then(|| (step(), what["to"].to_string()))
}

pub(super) struct Texts(Vec<Option<String>>);

impl Texts {
    pub(super) fn text(&self, column: usize) -> String {
        self.0[column].clone().expect("a text")
    }

    pub(super) fn int(&self, column: usize) -> i64 {
        self.text(column).parse().expect("a number")
    }
}

pub(super) async fn rows(address: &str, query: &str) -> Vec<Texts> {
    let query = sqlx::raw_sql(AssertSqlSafe(query.to_owned()));
    if let Some(path) = address.strip_prefix("sqlite:") {
        let mut conn = SqliteConnectOptions::new().filename(path).connect().await.expect("open");
        let rows = query.fetch_all(&mut conn).await.expect("read");
        conn.close().await.expect("close");
        rows.iter().map(|row| Texts((0..row.len()).map(|column| row.get(column)).collect())).collect()
    } else {
        let mut conn = PgConnection::connect(address).await.expect("connect");
        let rows = query.fetch_all(&mut conn).await.expect("read");
        conn.close().await.expect("close");
        rows.iter().map(|row| Texts((0..row.len()).map(|column| row.get(column)).collect())).collect()
    }
}
