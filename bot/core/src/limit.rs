//! Limits: the edges beyond which a value is a warning or critical, with their inclusiveness stated.

pub mod source;

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::unit::{Unit, ValueError};

/// How bad it is to be beyond a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Act soon.
    Warning,
    /// Act now.
    Critical,
}

/// Which values lie beyond a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edge {
    /// Greater than the limit.
    Above,
    /// The limit itself, and greater.
    AtOrAbove,
    /// Less than the limit.
    Below,
    /// The limit itself, and less.
    AtOrBelow,
}

/// One edge: a value beyond it is a breach of that edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// Which side, and whether the limit itself is already beyond.
    pub edge: Edge,
    /// The limit, in the unit of the KPI (a percent as a fraction).
    pub value: Decimal,
}

/// Why a text is no limit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LimitError {
    /// No comparison sign in front.
    #[error("`{0}` is not a limit: begin with <, <=, > or >=, as in \">= 4%\"")]
    NoComparison(String),
    /// The number behind the sign cannot be read.
    #[error(transparent)]
    Value(#[from] ValueError),
}

impl Limit {
    /// Reads `">= 4%"`, `"< 45"`.
    pub fn parse(text: &str, unit: Unit) -> Result<Self, LimitError> {
        let text = text.trim();
        let signs = [
            (">=", Edge::AtOrAbove),
            ("≥", Edge::AtOrAbove),
            ("<=", Edge::AtOrBelow),
            ("≤", Edge::AtOrBelow),
            (">", Edge::Above),
            ("<", Edge::Below),
        ];
        for (sign, edge) in signs {
            if let Some(number) = text.strip_prefix(sign) {
                return Ok(Self { edge, value: unit.parse_value(number)? });
            }
        }
        Err(LimitError::NoComparison(text.chars().take(40).collect()))
    }

    /// Writes the limit so that [`Limit::parse`] reads it back.
    pub fn write(&self, unit: Unit) -> String {
        format!("{} {}", self.edge, unit.write_value(self.value))
    }

    /// Whether the value lies beyond this limit.
    pub fn is_crossed_by(&self, value: Decimal) -> bool {
        match self.edge {
            Edge::Above => value > self.value,
            Edge::AtOrAbove => value >= self.value,
            Edge::Below => value < self.value,
            Edge::AtOrBelow => value <= self.value,
        }
    }

    /// Whether values grow worse upwards here.
    pub fn is_upper(&self) -> bool {
        matches!(self.edge, Edge::Above | Edge::AtOrAbove)
    }
}

impl fmt::Display for Edge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Above => ">",
            Self::AtOrAbove => ">=",
            Self::Below => "<",
            Self::AtOrBelow => "<=",
        })
    }
}

/// The edges of one target: at most one upper and one lower for each severity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Beyond any of these the value is a warning.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warning: Vec<Limit>,
    /// Beyond any of these the value is critical.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub critical: Vec<Limit>,
}

impl Limits {
    /// The worst limit that the value crosses, if any.
    pub fn crossed_by(&self, value: Decimal) -> Option<(Severity, Limit)> {
        let hit = |limits: &[Limit], severity| {
            limits.iter().find(|limit| limit.is_crossed_by(value)).map(|limit| (severity, *limit))
        };
        hit(&self.critical, Severity::Critical).or_else(|| hit(&self.warning, Severity::Warning))
    }

    /// Whether there is anything to judge by.
    pub fn is_empty(&self) -> bool {
        self.warning.is_empty() && self.critical.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inclusiveness_is_stated() {
        let at = |text: &str| Limit::parse(text, Unit::Percent).unwrap();
        let four = Decimal::new(4, 2);
        assert!(at(">= 4%").is_crossed_by(four));
        assert!(!at("> 4%").is_crossed_by(four));
        assert!(at("<=4%").is_crossed_by(four));
        assert!(!at("< 4%").is_crossed_by(four));
        assert_eq!(at(">=4 %").write(Unit::Percent), ">= 4%");
        assert_eq!(Limit::parse("4%", Unit::Percent), Err(LimitError::NoComparison("4%".into())));
    }

    #[test]
    fn the_worst_limit_wins() {
        let unit = Unit::Days;
        let limits = Limits {
            warning: vec![Limit::parse("< 45", unit).unwrap(), Limit::parse("> 90", unit).unwrap()],
            critical: vec![Limit::parse("< 28", unit).unwrap(), Limit::parse("> 180", unit).unwrap()],
        };
        let severity = |value: i64| limits.crossed_by(Decimal::from(value)).map(|(severity, _)| severity);
        assert_eq!(severity(60), None);
        assert_eq!(severity(30), Some(Severity::Warning));
        assert_eq!(severity(200), Some(Severity::Critical));
    }
}
