//! Faults of data, told in one sentence.

use steward_core::alert::{DataFault, Implausible};
use steward_core::unit::Unit;

use crate::catalogue::Value;
use crate::writer::Writer;

/// What is wrong with the data.
pub(super) fn sentence(writer: &Writer<'_>, fault: &DataFault, unit: Unit) -> String {
    match fault {
        DataFault::NeverArrived { due } => {
            writer.say("fault-never-arrived", &[("due", writer.instant(*due).into())])
        }
        DataFault::Late { newest, missing, due } => writer.say(
            "fault-late",
            &[
                ("newest", writer.weekday_date(*newest).into()),
                ("missing", writer.weekday_date(*missing).into()),
                ("due", writer.instant(*due).into()),
            ],
        ),
        DataFault::Implausible { period, value, why } => {
            let (key, bound) = match why {
                Implausible::BelowMinimum { min } => ("fault-below-minimum", min),
                Implausible::AboveMaximum { max } => ("fault-above-maximum", max),
                Implausible::Jump { median } => ("fault-jump", median),
            };
            let values: [(&str, Value<'_>); 3] = [
                ("day", writer.weekday_date(*period).into()),
                ("value", writer.value_beside(*value, *bound, unit).into()),
                ("bound", writer.value(*bound, unit).into()),
            ];
            writer.say(key, &values)
        }
        DataFault::NoValue { period } => {
            writer.say("fault-no-value", &[("day", writer.weekday_date(*period).into())])
        }
    }
}
