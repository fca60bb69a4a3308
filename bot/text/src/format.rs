//! Numbers and spans of time as they look the same in every language; what differs is in [`crate::Writer`].

pub mod money;
pub mod number;
pub mod percent;
