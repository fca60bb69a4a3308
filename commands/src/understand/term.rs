//! What a stretch of a text can be, and which of it a command takes.

use steward_core::alert::DismissReason;
use steward_core::digest::DigestKind;
use steward_core::time::WorkingHours;

use super::tone::Tone;
use crate::meaning::{Breakdown, Comparison, Filter, Intent};
use crate::spec::{Rest, Slot, Spec};

/// What a stretch of a text can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Term {
    /// It says nothing.
    Filler,
    /// It says nothing of its own, but gives a tone to what is said.
    Tone(Tone),
    /// A phrase that means a command, by its place among the specs.
    Sign(usize),
    /// A word that says nothing beside the phrases of a command, by its place among the specs.
    Beside(usize),
    /// Why an alert needs nothing to be done.
    Dismissal(DismissReason),
    /// The name of KPIs, by its place in the lexicon.
    Name(usize),
    /// A part of the name of KPIs, by its place in the lexicon.
    Part(usize),
    /// A shop, marketplace or country, by its place in the lexicon.
    Place(usize),
    /// People of a name, by its place in the lexicon.
    People(usize),
    /// The speaker.
    Speaker,
    /// A team, by its place in the lexicon.
    Team(usize),
    /// The speaker's team.
    OwnTeam,
    /// A channel, by its place in the lexicon.
    Channel(usize),
    /// This channel.
    Here,
    /// A comparison.
    Comparison(Comparison),
    /// A breakdown.
    Breakdown(Breakdown),
    /// A filter.
    Filter(Filter),
    /// All of the person's.
    All,
    /// A kind of digest.
    Digest(DigestKind),
    /// A language, by its tag.
    Language(&'static str),
    /// A zone, by its name.
    Zone(&'static str),
    /// A zone as the IANA database spells it.
    ZoneName,
    /// A word before a reason.
    Because,
    /// Days.
    Time,
    /// A number.
    Number,
    /// The number of an alert; whether a sign says so.
    Alert(i64, bool),
    /// Working hours.
    Hours(WorkingHours),
}

impl Term {
    /// Whether the term belongs to a command: its own phrase, something it takes, or nothing.
    pub(super) fn belongs(self, spec: &Spec, own: usize) -> bool {
        match self {
            Self::Filler => true,
            Self::Tone(tone) => tone.is_answered_by(spec.intent),
            Self::Sign(sign) => sign == own || spec.takes(Slot::Command),
            Self::Beside(beside) => beside == own,
            Self::Because => spec.rest == Rest::Reason,
            Self::Dismissal(_) => spec.rest == Rest::Dismissal,
            // How fresh data is depends on no limit.
            Self::Filter(filter) if spec.intent == Intent::Freshness => filter == Filter::Late,
            // Why data is missing is no question about a limit either.
            Self::Filter(Filter::Late) if spec.intent == Intent::Why => false,
            _ => ALL_SLOTS.iter().any(|slot| self.fills(*slot) && spec.takes(*slot)),
        }
    }

    /// Whether it fills a slot.
    pub(super) fn fills(self, slot: Slot) -> bool {
        match self {
            Self::Name(_) | Self::Part(_) => slot == Slot::Kpis,
            Self::Place(_) => slot == Slot::Scopes,
            Self::People(_) | Self::Speaker => slot == Slot::People,
            Self::Team(_) | Self::OwnTeam => slot == Slot::Teams,
            Self::Channel(_) | Self::Here => slot == Slot::Channel,
            Self::Comparison(_) => slot == Slot::Comparison,
            Self::Breakdown(_) => slot == Slot::Breakdown,
            Self::Filter(_) => slot == Slot::Filters,
            Self::All => slot == Slot::All,
            Self::Digest(_) => slot == Slot::Digest,
            Self::Language(_) => slot == Slot::Language,
            Self::Zone(_) | Self::ZoneName => slot == Slot::Zone,
            Self::Time => matches!(slot, Slot::Span | Slot::Ahead),
            Self::Number => slot == Slot::Number,
            Self::Alert(..) => slot == Slot::Alerts,
            Self::Hours(_) => slot == Slot::Hours,
            Self::Filler
            | Self::Tone(_)
            | Self::Sign(_)
            | Self::Beside(_)
            | Self::Because
            | Self::Dismissal(_) => false,
        }
    }
}

/// Everything that a term may fill.
const ALL_SLOTS: &[Slot] = &[
    Slot::Kpis,
    Slot::Scopes,
    Slot::Span,
    Slot::Ahead,
    Slot::Comparison,
    Slot::Breakdown,
    Slot::Filters,
    Slot::People,
    Slot::Teams,
    Slot::Channel,
    Slot::Alerts,
    Slot::All,
    Slot::Number,
    Slot::Digest,
    Slot::Language,
    Slot::Zone,
    Slot::Hours,
];
