//! The store: every public function, on both engines.

mod alerts;
mod harness;
mod judgements;
mod opening;
mod plans;
mod samples;
mod seen_once;
mod web;
