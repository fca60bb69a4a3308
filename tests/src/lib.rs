//! The test harness of Steward: the world a story runs in.
