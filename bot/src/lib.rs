//! Wiring and edges: configuration, the loop, the duties, HTTP.

pub mod demo;
