//! Pace: what a platform takes in a time, kept by us so that it never has to refuse.

pub mod book;
pub mod budget;
pub mod rate;

use rate::Rate;

/// What a platform publishes about how much it takes. Each adapter states its own, with where it is published; none where
/// nothing is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// Messages into one conversation.
    pub target: Option<Rate>,
    /// Messages of the whole app.
    pub posts: Option<Rate>,
    /// Edits of the whole app.
    pub edits: Option<Rate>,
}

impl Limits {
    /// A platform that takes everything.
    pub const NONE: Self = Self { target: None, posts: None, edits: None };
}
