//! The durable state of Steward: one concrete store over SQLite and PostgreSQL.
//!
//! Reads take a [`Conn`], writes a [`Tx`] (which is a [`Conn`] too). One file per aggregate, the SQL beside the function
//! that runs it; `dialect.rs` is the only place that knows a difference between the engines.

pub mod alert;
pub mod audit;
mod bell;
mod bundle;
pub mod calls;
mod conn;
pub mod copy;
mod counter;
pub mod cut;
mod db;
mod dialect;
pub mod doctor;
mod error;
pub mod inbox;
pub mod judgement;
pub mod message_ref;
mod migrations;
pub mod org;
pub mod outbox;
pub mod receipt;
pub mod restore;
pub mod round;
mod row;
pub mod sample;
pub mod slot;
mod sql;
mod store;
pub mod transition;
mod turn;
mod tx;
mod value;
mod wake;
pub mod web;

pub use bell::Bell;
pub use bundle::Bundle;
pub use conn::Conn;
pub use dialect::Engine;
pub use error::StoreError;
pub use store::{Options, Role, Schema, Store};
pub use turn::in_turn;
pub use tx::Tx;
pub use wake::{Topic, Wake};
