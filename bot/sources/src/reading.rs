//! One number of a file, before it is known which KPI of the team wants it.

use jiff::civil::Date;
use rust_decimal::Decimal;
use steward_core::kpi::{Grain, Kpi};
use steward_core::target::PlatformTarget;
use steward_core::unit::Unit;

use crate::marketplace::Marketplace;

/// What a number is measured in, as the file says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Measure {
    /// A share, as a fraction.
    Share,
    /// An amount, with its currency code.
    Money(String),
    /// A number of things.
    Count,
    /// Days.
    Days,
    /// A plain ratio.
    Ratio,
}

impl Measure {
    /// Why a value of this measure cannot be one of the KPI.
    pub(crate) fn misfit(&self, kpi: &Kpi) -> Option<String> {
        let fits = match (self, kpi.unit) {
            (Self::Share | Self::Ratio, Unit::Percent | Unit::Ratio)
            | (Self::Count, Unit::Count)
            | (Self::Days, Unit::Days) => true,
            (Self::Money(code), Unit::Money(currency)) => currency.code() == code,
            _ => false,
        };
        let own = match self {
            Self::Share => "a share",
            Self::Money(code) => code,
            Self::Count => "a count",
            Self::Days => "days",
            Self::Ratio => "a ratio",
        };
        (!fits).then(|| {
            format!(
                "the file holds {own}, but the KPI `{}` is measured in {}: correct its unit",
                kpi.key, kpi.unit
            )
        })
    }
}

/// Which time a number speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// A state, taken on the day the file names, or on the day it was fetched in the KPI's zone.
    Taken(Option<Date>),
    /// A period of a length, named by its first day.
    Period(Grain, Date),
}

/// Whose orders a number speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fulfilment {
    /// Shipped by the seller, or not said.
    Seller,
    /// Shipped by Amazon: only for a KPI that says so.
    Amazon,
}

impl Fulfilment {
    /// Whether the KPI is about these orders: its scope or a name says `FBA` or `AFN` for Amazon's.
    pub(crate) fn fits(self, kpi: &Kpi) -> bool {
        let says = |text: &str| {
            text.split(|c: char| !c.is_ascii_alphanumeric())
                .any(|word| word.eq_ignore_ascii_case("fba") || word.eq_ignore_ascii_case("afn"))
        };
        let is_amazon = kpi.scope.as_deref().is_some_and(says)
            || says(kpi.key.as_str())
            || says(&kpi.name_en)
            || kpi.aliases.iter().any(|alias| says(alias));
        is_amazon == (self == Self::Amazon)
    }
}

/// A number of a file.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    /// The catalogue entry it is.
    pub(crate) key: &'static str,
    /// JSON path or column.
    pub(crate) place: String,
    /// Line of the file, from 1.
    pub(crate) line: Option<u64>,
    /// The marketplace it is about, where the file says it.
    pub(crate) marketplace: Option<&'static Marketplace>,
    /// Whose orders it is about, where the file keeps them apart.
    pub(crate) fulfilment: Option<Fulfilment>,
    /// What it is measured in.
    pub(crate) measure: Measure,
    /// Which time it speaks of.
    pub(crate) when: When,
    /// The value; none when there is none.
    pub(crate) value: Option<Decimal>,
    /// Upper part.
    pub(crate) numerator: Option<Decimal>,
    /// Lower part.
    pub(crate) denominator: Option<Decimal>,
    /// Whether more data will surely come.
    pub(crate) is_provisional: bool,
    /// First and last day it looks at.
    pub(crate) window: Option<(Date, Date)>,
    /// The platform's own target.
    pub(crate) platform_target: Option<PlatformTarget>,
}

impl Reading {
    /// A number with nothing known about it but what it is, where it stands and when.
    pub(crate) fn new(key: &'static str, place: impl Into<String>, measure: Measure, when: When) -> Self {
        Self {
            key,
            place: place.into(),
            line: None,
            marketplace: None,
            fulfilment: None,
            measure,
            when,
            value: None,
            numerator: None,
            denominator: None,
            is_provisional: false,
            window: None,
            platform_target: None,
        }
    }
}

/// Digits after the point of a quotient that is made here: more than any report shows.
const QUOTIENT_DIGITS: u32 = 12;

/// A quotient; none when the lower part is zero.
pub(crate) fn quotient(numerator: Decimal, denominator: Decimal) -> Option<Decimal> {
    numerator.checked_div(denominator).map(|quotient| quotient.round_dp(QUOTIENT_DIGITS).normalize())
}
