//! The menu: what can be done by thumb alone, and what the form of each command asks for.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::setting::KpiName;
use crate::digest::DigestKind;
use crate::person::Locale;
use crate::question::{Breakdown, Comparison, Filter};
use crate::time::Zone;

/// The menu as it is shown to one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuAnswer {
    /// Which part of it; the parts themselves when none.
    pub section: Option<MenuSection>,
    /// What can be done there, most likely first.
    pub doors: Vec<Door>,
}

/// A part of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MenuSection {
    /// Alerts.
    Alerts,
    /// KPIs: what is asked about them and what is set.
    Kpis,
    /// The digests of channels.
    Channel,
    /// What belongs to the person.
    Me,
}

impl MenuSection {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Alerts, Self::Kpis, Self::Channel, Self::Me];

    /// Its name, as a button carries it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Alerts => "alerts",
            Self::Kpis => "kpis",
            Self::Channel => "channel",
            Self::Me => "me",
        }
    }

    /// The section of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == name)
    }
}

/// A command with what has to be filled in before it is done; it is done at once where that is nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Door {
    /// The command's name.
    pub command: String,
    /// The fields of its form, in order.
    pub blanks: Vec<Blank>,
}

/// A field to be filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blank {
    /// What it is for.
    pub name: BlankName,
    /// What it takes.
    pub takes: Takes,
    /// Whether it must be filled.
    pub required: bool,
    /// What it holds at first.
    pub initial: Option<String>,
}

/// What a field of a form is for. Its name is that of the field in an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlankName {
    /// A KPI.
    Kpi,
    /// A KPI in words, where there are more than can be chosen from.
    KpiNamed,
    /// A value of the KPI.
    Value,
    /// One day that has been.
    Day,
    /// First day.
    From,
    /// Last day.
    Until,
    /// Why.
    Reason,
    /// Who answers instead.
    Person,
    /// The same in words, where there are more than can be chosen from.
    PersonNamed,
    /// Who is away; the person themselves when empty.
    Away,
    /// Which cover, by who is away.
    Cover,
    /// A channel.
    Channel,
    /// A digest.
    Digest,
    /// A language.
    Language,
    /// A zone.
    Zone,
    /// Working hours.
    Hours,
    /// Alerts of the person.
    Alert,
    /// The number of an alert.
    Number,
    /// The numbers of others.
    Numbers,
    /// What to leave out of a list.
    Filter,
    /// A shop.
    Shop,
    /// The same in words, where there are more than can be chosen from.
    ShopNamed,
    /// A team.
    Team,
    /// Whose KPIs or alerts.
    Owner,
    /// The same in words, where there are more than can be chosen from.
    OwnerNamed,
    /// With what to compare.
    Comparison,
    /// By what to break down.
    Breakdown,
    /// A limit to look at instead of those in force.
    Limit,
}

impl BlankName {
    /// Whether it names what a list has no room for.
    pub fn is_named(self) -> bool {
        matches!(self, Self::KpiNamed | Self::PersonNamed | Self::ShopNamed | Self::OwnerNamed)
    }

    /// The name of the field.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kpi => "kpi",
            Self::KpiNamed => "kpi_named",
            Self::Value => "value",
            Self::Day => "day",
            Self::From => "from",
            Self::Until => "until",
            Self::Reason => "reason",
            Self::Person => "person",
            Self::PersonNamed => "person_named",
            Self::Away => "away",
            Self::Cover => "cover",
            Self::Channel => "channel",
            Self::Digest => "digest",
            Self::Language => "language",
            Self::Zone => "zone",
            Self::Hours => "hours",
            Self::Alert => "alert",
            Self::Number => "number",
            Self::Numbers => "numbers",
            Self::Filter => "filter",
            Self::Shop => "shop",
            Self::ShopNamed => "shop_named",
            Self::Team => "team",
            Self::Owner => "owner",
            Self::OwnerNamed => "owner_named",
            Self::Comparison => "comparison",
            Self::Breakdown => "breakdown",
            Self::Limit => "limit",
        }
    }
}

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "takes")]
pub enum Takes {
    /// A text of one line.
    Line,
    /// A text of several lines.
    Words,
    /// A day.
    Day {
        /// First allowed.
        first: Date,
        /// Last allowed.
        last: Date,
    },
    /// One of these, each with the value that stands for it.
    Choice {
        /// The choices, likeliest first.
        options: Vec<(String, Shown)>,
    },
}

/// What somebody chooses by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "shown")]
pub enum Shown {
    /// A name that is the same in every language: a person's, a channel's, a shop's.
    Name {
        /// The name.
        name: String,
    },
    /// A name in both languages.
    Names {
        /// In English.
        en: String,
        /// In Chinese.
        zh: String,
    },
    /// All open alerts of the person.
    AllAlerts {
        /// How many they are.
        count: u32,
    },
    /// An alert.
    Alert {
        /// Its number.
        number: i64,
        /// The names of its KPI.
        kpi: KpiName,
    },
    /// What a list leaves out.
    Filter {
        /// What passes.
        filter: Filter,
    },
    /// With what a value is compared.
    Comparison {
        /// With what.
        with: Comparison,
    },
    /// By what a value is broken down.
    Breakdown {
        /// By what.
        by: Breakdown,
    },
    /// A KPI.
    Kpi {
        /// Its names.
        kpi: KpiName,
    },
    /// A kind of digest.
    Digest {
        /// Which.
        kind: DigestKind,
    },
    /// A language.
    Language {
        /// Which.
        locale: Locale,
    },
    /// A zone.
    Zone {
        /// Which.
        zone: Zone,
    },
    /// A cover that was arranged.
    Cover {
        /// Who is away, by name.
        person_name: String,
        /// Who answers, by name.
        by_name: String,
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
}
