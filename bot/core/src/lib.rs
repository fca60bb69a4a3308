//! The domain of Steward: what a number means, what an alert does next, what a digest contains, when a schedule
//! fires; pure functions over data and a given `now`.

pub mod alert;
pub mod answer;
pub mod calendar;
pub mod card;
pub mod catalog;
pub mod cover;
pub mod digest;
pub mod escalation;
pub mod host;
pub mod id;
pub mod inbound;
pub mod judge;
pub mod kpi;
pub mod limit;
pub mod message;
pub mod moment;
pub mod org;
pub mod outbox;
pub mod pace;
pub mod person;
pub mod platform;
pub mod question;
pub mod sample;
pub mod schedule;
pub mod scorecard;
pub mod spelling;
pub mod target;
pub mod time;
pub mod unit;
