//! Reading what people write: small rooms that every command's grammar shares, all pure.

pub(crate) mod clause;
pub(crate) mod day;
pub(crate) mod due;
pub(crate) mod matching;
pub(crate) mod moment;
pub(crate) mod numeral;
pub(crate) mod span;
pub(crate) mod text;
#[cfg(test)]
mod time_limit;
mod traditional;
pub(crate) mod value;
pub(crate) mod who;
pub(crate) mod words;
