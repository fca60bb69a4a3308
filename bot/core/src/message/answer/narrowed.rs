//! What a list was narrowed to, so that the reader sees what was understood.

use serde::{Deserialize, Serialize};

use super::Rank;
use crate::question::Filter;

/// What a list was narrowed to; all of everything when empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Narrowed {
    /// How things have to stand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<Filter>,
    /// Names of KPIs in English and Chinese.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kpis: Vec<(String, String)>,
    /// Shops.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shops: Vec<String>,
    /// Names of teams in English and Chinese.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<(String, String)>,
    /// Names of people.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
    /// Which end comes first, where one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<Rank>,
}

/// How the KPIs of a list stand, those that it does not show included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Standings {
    /// Beyond a limit.
    pub outside: u32,
    /// Inside their limits.
    pub good: u32,
    /// Not judged, for whatever reason.
    pub unjudged: u32,
}
