//! All tests that need more than one crate, as one program so that it links once.

mod documents;
mod harness_works;
mod house;
mod import_fixtures;
mod store;
mod web_page;
