//! What people can say or press, one file per command.
//!
//! A text goes through `understand.rs` to a command, a button by its name. Commands return answers, never text: what a
//! person reads lies in `locales/`. To add one, write its file and its line in `registry.rs`.

mod ack;
mod alert_line;
mod alerts;
mod assign;
mod bad_data;
mod best;
mod changes;
mod command;
mod comment;
mod context;
mod cover;
mod digest;
mod dismiss;
mod dispatch;
mod done;
mod escalate;
mod example;
mod freshness;
mod help;
mod history;
mod hours;
mod kpi;
mod language;
mod list;
pub mod meaning;
mod mine;
mod note;
mod offer;
mod owner;
mod pause;
mod perform;
mod ranking;
mod reading;
mod recognised;
mod record;
mod registry;
mod reopen;
mod resume;
mod room;
mod say;
mod several;
mod snooze;
mod spec;
mod standing;
mod subject;
mod subject_kpi;
mod subscribe;
mod target;
mod uncover;
mod understand;
mod undo;
mod unsubscribe;
mod value;
mod who_may;
mod why;
mod worst;
mod zone;

pub use context::{Context, Outcome};
pub use dispatch::{handle, not_linked};
pub use offer::{Argument, Completing, Offer, complete, offers};
pub use registry::specs;
pub use spec::{Rest, Slot, Spec};
pub use understand::{Lexicon, Scene, Thread, understand};
