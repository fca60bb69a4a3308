//! Which field of a form a refusal is about.

use super::Refusal;

impl Refusal {
    /// The field, by its name in the act, that the person can put right; none where no field is wrong.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::DueOutOfRange { .. } | Self::NoSuchDay { .. } => Some("due"),
            Self::NeedsAction { .. } => Some("action"),
            Self::NeedsReason { .. } => Some("reason"),
            Self::SnoozeOutOfRange { .. } | Self::NoSuchSpan { .. } => Some("span"),
            Self::NoSuchPerson { .. } => Some("to"),
            _ => None,
        }
    }
}
