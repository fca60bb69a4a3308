//! Text: everything a person reads, from the Fluent files in `locales/`, with numbers, dates and cards in their language.

pub mod catalogue;
pub mod checker;
pub mod format;
mod render;
mod writer;

pub use catalogue::{LoadError, Texts, Value};
pub use writer::Writer;
