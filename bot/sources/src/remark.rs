//! What a person should know about a file that was read: contradictions, unknown parts, how a number was made.

use std::fmt;

use jiff::civil::Date;
use rust_decimal::Decimal;

/// Something worth knowing about a file. Told, never "corrected".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// JSON path or column; `[]` stands for every entry of a list.
    pub place: String,
    /// What it is.
    pub kind: RemarkKind,
}

/// The kinds of remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemarkKind {
    /// A field or column that the source is not known to send.
    UnknownField,
    /// A field or column that the source should send.
    MissingField,
    /// A status that the platform's own description does not list.
    UnknownStatus {
        /// The word as sent.
        status: String,
    },
    /// A field under a name other than the platform's own description gives it.
    OldSpelling {
        /// The name in the description.
        expected: &'static str,
    },
    /// The platform's rate does not follow from the counts beside it; the rate is taken.
    RateContradictsCounts {
        /// The rate as given.
        rate: Decimal,
        /// The upper count.
        numerator: Decimal,
        /// The lower count.
        denominator: Decimal,
    },
    /// A part is larger than the whole.
    CountExceedsTotal {
        /// The part.
        count: Decimal,
        /// The whole.
        total: Decimal,
    },
    /// The platform's word does not agree with its own value and target; all three are kept as sent.
    StatusContradictsTarget {
        /// The word.
        status: String,
        /// The value.
        value: Decimal,
        /// The target.
        target: Decimal,
    },
    /// A window that ends before it begins; it is not kept.
    WindowReversed {
        /// First day as sent.
        from: Date,
        /// Last day as sent.
        to: Date,
    },
    /// A part that calls itself something other than where it stands.
    WrongLabel {
        /// What it calls itself.
        label: String,
    },
    /// Nothing was counted in the window, so that there is no rate: recorded as a known absence.
    NothingCounted,
    /// The platform's own word on an account or rating, without a number.
    PlatformStatus {
        /// The word as sent.
        status: String,
    },
    /// A count that went into a sum.
    Counted {
        /// The count.
        count: Decimal,
    },
    /// How a number was made that the file does not state itself.
    DefinedAs {
        /// The formula, in the file's own column names.
        formula: &'static str,
    },
    /// The value comes from another part of the file than usual.
    TakenInstead {
        /// The part that was empty or missing.
        usual: &'static str,
    },
    /// A part about another marketplace than the one asked for; left out.
    OtherMarketplace {
        /// Its id or country.
        marketplace: String,
    },
    /// All zero beside a sibling that is not: probably late, kept as provisional.
    ZeroBesideSales,
    /// Rows that were left out of a sum because the cell is empty: unknown is not zero.
    LeftOut {
        /// How many.
        rows: usize,
    },
    /// Merged cells: only the first of them holds something, the others are read as empty.
    MergedCells {
        /// How many ranges of the sheet are merged.
        ranges: usize,
    },
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.kind)
    }
}

impl fmt::Display for RemarkKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownField => write!(f, "not known to this version, not read"),
            Self::MissingField => write!(f, "missing"),
            Self::UnknownStatus { status } => write!(f, "unknown status `{status}`, kept as it is"),
            Self::OldSpelling { expected } => {
                write!(f, "taken as `{expected}`, as the platform's description calls it")
            }
            Self::RateContradictsCounts { rate, numerator, denominator } => write!(
                f,
                "the rate {rate} does not follow from {numerator} of {denominator}; the platform's rate is taken"
            ),
            Self::CountExceedsTotal { count, total } => write!(f, "{count} of a total of {total}"),
            Self::StatusContradictsTarget { status, value, target } => {
                write!(f, "called {status}, although {value} against the target {target} says otherwise")
            }
            Self::WindowReversed { from, to } => {
                write!(f, "the window from {from} to {to} ends before it begins and is not kept")
            }
            Self::WrongLabel { label } => write!(f, "calls itself `{label}`; read as what it stands under"),
            Self::NothingCounted => {
                write!(
                    f,
                    "nothing was counted in the window, so there is no rate: recorded as having no value"
                )
            }
            Self::PlatformStatus { status } => write!(f, "the platform says {status}"),
            Self::Counted { count } => write!(f, "{count}"),
            Self::DefinedAs { formula } => write!(f, "made as {formula}"),
            Self::TakenInstead { usual } => write!(f, "taken, because {usual} holds nothing"),
            Self::OtherMarketplace { marketplace } => {
                write!(f, "is about {marketplace}, not about the shop that was asked for; left out")
            }
            Self::ZeroBesideSales => {
                write!(f, "zero while there are sales: probably late data, kept as provisional")
            }
            Self::LeftOut { rows } => {
                write!(f, "empty or unreadable in {rows} row(s), which are left out: unknown is not zero")
            }
            Self::MergedCells { ranges } => {
                write!(f, "{ranges} merged range(s): only the first cell of each holds something")
            }
        }
    }
}
