//! What a question asks of values: with what to compare, by what to break down, what to leave out.

use serde::{Deserialize, Serialize};

/// With what a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// With the target in force.
    Target,
    /// With the span of the same length right before (环比 without a unit).
    Previous,
    /// With the day before.
    Day,
    /// With a week earlier (wow, 周环比).
    Week,
    /// With a month earlier (mom, 月环比).
    Month,
    /// With a year earlier (yoy, 同比).
    Year,
}

/// By what a value is broken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Breakdown {
    /// By shop or marketplace.
    Shop,
    /// By day.
    Day,
    /// By week, from Monday.
    Week,
    /// By calendar month.
    Month,
    /// By team.
    Team,
    /// By owner.
    Owner,
}

/// What passes of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filter {
    /// Beyond a limit, warning or critical (red, 越线, 红的).
    Red,
    /// Beyond the warning limit only (yellow, 预警).
    Warning,
    /// Beyond the critical limit.
    Critical,
    /// Inside the limits.
    Green,
    /// The person's own.
    Mine,
    /// Promises whose day has passed.
    Overdue,
    /// Alerts nobody has acknowledged.
    Unacknowledged,
    /// Whose data is missing, late or provisional.
    Late,
    /// Open.
    Open,
    /// Closed.
    Closed,
    /// KPIs that rest.
    Paused,
}
