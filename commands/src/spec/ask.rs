//! What the form of a command asks for.

/// Something that a form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// What.
    pub what: Want,
    /// Whether it must be filled in.
    pub required: bool,
}

/// What can be asked for. Days are a number of them from today on, back or ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// One of some KPIs.
    Kpi(Kpis),
    /// A value of the KPI.
    Value,
    /// One day of the past year.
    Day,
    /// The first day of some that have been.
    Since,
    /// The last day of some that have been.
    To,
    /// The first of some days to come.
    From(i64),
    /// The last of some days to come.
    Until(i64),
    /// Why.
    Reason,
    /// Somebody else.
    Person,
    /// Who is away, where the person leads others.
    Away,
    /// One of the covers that the person may end.
    Cover,
    /// One of some channels.
    Channel(Channels),
    /// A kind of digest.
    Digest,
    /// A language.
    Language,
    /// A zone.
    Zone,
    /// Working hours.
    Hours,
    /// The number of an alert.
    Number,
    /// One or all of the open alerts of the person, or any by their numbers.
    Alerts,
    /// What to leave out.
    Filter(Filters),
    /// A shop.
    Shop,
    /// A team.
    Team,
    /// Whose.
    Owner,
    /// With what to compare.
    Comparison,
    /// By what to break down.
    Breakdown,
    /// A limit to look at instead of those in force.
    Limit,
}

/// Which KPIs are offered. What a person may do is checked when the form is sent; what they may not is not offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kpis {
    /// All that are judged.
    All,
    /// Those whose values the person may record.
    Recorded,
    /// Those whose targets the person may set.
    Targeted,
    /// Those that the person may pause.
    Pausable,
    /// Those paused that the person may resume.
    Paused,
}

/// Which filters are offered: those that tell the things of a list apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filters {
    /// Those of KPIs.
    Kpis,
    /// Those of alerts.
    Alerts,
    /// The person's own, and nothing else.
    Own,
}

/// Which channels are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channels {
    /// All.
    All,
    /// Those that get a digest.
    Subscribed,
}

impl Want {
    /// Want for, and it must be filled in.
    pub const fn must(self) -> Ask {
        Ask { what: self, required: true }
    }

    /// Want for, and it may be left empty.
    pub const fn may(self) -> Ask {
        Ask { what: self, required: false }
    }
}
