//! Which field of a form a refusal is about.

use super::Refusal;
use super::menu::BlankName;
use super::setting::{Lack, NotSet};

impl Refusal {
    /// The field of the form of an alert, by its name in the act, that the person can put right; none where no field is
    /// wrong.
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

    /// The field of a form of the menu that the person can put right.
    pub fn blank(&self) -> Option<BlankName> {
        match self {
            Self::NoSuchDay { .. } => Some(BlankName::Until),
            Self::NoSuchKpi { .. } => Some(BlankName::KpiNamed),
            Self::NoSuchPerson { .. } => Some(BlankName::PersonNamed),
            Self::NoSuchAlert { .. } | Self::WhichAlert { .. } => Some(BlankName::Number),
            Self::BadValue { .. } | Self::AmbiguousPercent { .. } | Self::ImplausibleValue { .. } => {
                Some(BlankName::Value)
            }
            Self::NotSet { reason } => reason.blank(),
            _ => None,
        }
    }
}

impl NotSet {
    fn blank(&self) -> Option<BlankName> {
        match self {
            Self::Incomplete { lacks, .. } => Some(lacks.blank()),
            Self::DayOutOfRange { .. }
            | Self::EndsFirst { .. }
            | Self::CoveredAlready { .. }
            | Self::SeasonAlready { .. } => Some(BlankName::Until),
            Self::CoversThemselves | Self::CoverCircle { .. } => Some(BlankName::Person),
            Self::NotPaused { .. }
            | Self::PlatformDecides { .. }
            | Self::TwoSided { .. }
            | Self::ValueMoved { .. } => Some(BlankName::Kpi),
            Self::NotCovered { .. } => Some(BlankName::Cover),
            Self::SubscribedAlready { .. } => Some(BlankName::Digest),
            Self::NotSubscribed { .. } => Some(BlankName::Channel),
            Self::BreaksRule { .. } => None,
        }
    }
}

impl Lack {
    fn blank(self) -> BlankName {
        match self {
            Self::Kpi | Self::OneKpi => BlankName::Kpi,
            Self::Person => BlankName::Person,
            Self::Days => BlankName::From,
            Self::End => BlankName::Until,
            Self::Reason => BlankName::Reason,
            Self::Value => BlankName::Value,
            Self::Channel => BlankName::Channel,
            Self::Digest => BlankName::Digest,
            Self::Language => BlankName::Language,
            Self::Zone => BlankName::Zone,
            Self::Hours => BlankName::Hours,
        }
    }
}
