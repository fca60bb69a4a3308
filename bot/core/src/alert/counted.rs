//! What a settled period said, as an episode remembers it so that no period counts twice.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Reading;
use crate::limit::Severity;

/// What a settled period said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Which revision of the sample was counted.
    pub revision: u32,
    /// The value in the KPI's unit.
    pub value: Decimal,
    /// How bad it was; none when inside.
    pub severity: Option<Severity>,
    /// Whether it was far enough inside to count as recovered.
    pub recovered: bool,
}

impl Counted {
    /// Whether it says another thing than before: another side of a limit, or recovered where it was not.
    pub fn differs(&self, before: &Self) -> bool {
        (self.severity, self.recovered) != (before.severity, before.recovered)
    }
}

impl From<&Reading> for Counted {
    fn from(reading: &Reading) -> Self {
        let recovered = reading.recovered && reading.severity.is_none();
        let Reading { revision, value, severity, .. } = *reading;
        Self { revision, value, severity, recovered }
    }
}

/// Recovered periods since the last one outside. A period that is inside but not far enough neither counts nor
/// begins the count anew.
pub(super) fn periods_inside(counted: &BTreeMap<Date, Counted>) -> u32 {
    let since_outside = counted.values().rev().take_while(|period| period.severity.is_none());
    u32::try_from(since_outside.filter(|period| period.recovered).count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn periods(said: &str) -> BTreeMap<Date, Counted> {
        let days = (1..).map(|day| date(2026, 3, day));
        let counted = said.chars().map(|c| Counted {
            revision: 1,
            value: Decimal::ZERO,
            severity: (c == 'x').then_some(Severity::Warning),
            recovered: c == 'o',
        });
        days.zip(counted).collect()
    }

    #[test]
    fn counts_what_recovered_since_the_last_one_outside() {
        for (said, inside) in [("", 0), ("x", 0), ("xo", 1), ("xoo", 2), ("xo-o", 2), ("xox", 0), ("x--", 0)]
        {
            assert_eq!(periods_inside(&periods(said)), inside, "{said}");
        }
    }
}
