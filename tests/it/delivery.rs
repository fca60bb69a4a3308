//! Delivery by one process: real duties over a real store and a platform that misbehaves on command. Every test ends
//! with the invariants.

mod audit;
mod crashes;
mod doubts;
mod failures;
mod heartbeat;
mod inbox;
mod order;
mod pace;
mod priority;
mod restored;
mod soak;
pub mod stand;
