//! Every card in both languages, as text that a person reads in review.

#![cfg(test)]

mod alerts;
mod answers;
mod digests;
mod formats;
mod forms;
mod menu;
mod notices;
mod picture;
mod questions;
mod receipts;
mod refusals;
mod samples;
mod updates;
mod values;
