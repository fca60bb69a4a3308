//! The domain of Steward: what a number means, what an alert does next, when a schedule fires; pure functions over data and a given `now`.
