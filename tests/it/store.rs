//! The store: every public function, on both engines.

mod alerts;
mod cleaning;
mod copying;
mod cuts;
mod delivery;
mod edits;
pub(crate) mod harness;
mod judgements;
mod opening;
mod order;
mod pace;
mod plans;
mod samples;
mod seen_once;
mod standing;
mod transitions;
mod web;

pub(crate) use harness::beside;
