//! The test harness of Steward: the world a story runs in.

pub mod binary;
pub mod browser;
pub mod chance;
pub mod conformance;
mod environment;
pub mod fakes;
pub mod hand_clock;
pub mod invariants;
pub mod load;
pub mod patience;
pub mod postgres;
pub mod presses;
pub mod proxy;
pub mod skip;
pub mod soak;
pub mod world;
