//! Words for where an alert stands, what caused it, and why it ended.

use steward_core::alert::{AlertStatus, CauseClass, Closure, DismissReason};

use steward_core::limit::Severity;

use crate::writer::Writer;

/// Where an alert stands, in one word or two.
pub(super) fn word(writer: &Writer<'_>, status: &AlertStatus) -> String {
    let key = match status {
        AlertStatus::Open => "status-open",
        AlertStatus::Acknowledged => "status-acknowledged",
        AlertStatus::Remediating => "status-remediating",
        AlertStatus::Watching => "status-watching",
        AlertStatus::Closed { how: Closure::Verified } => "status-verified",
        AlertStatus::Closed { how: Closure::Dismissed { .. } } => "status-dismissed",
        AlertStatus::Closed { how: Closure::BadData { .. } } => "status-bad-data",
        AlertStatus::Closed { how: Closure::Withdrawn } => "status-withdrawn",
        AlertStatus::Closed { how: Closure::KpiRemoved } => "status-kpi-removed",
    };
    writer.say(key, &[])
}

/// Why a person dismissed an alert.
pub(super) fn dismiss_reason(writer: &Writer<'_>, reason: DismissReason) -> String {
    writer.say(dismiss_reason_key(reason), &[])
}

/// The key of a reason's name.
pub(super) fn dismiss_reason_key(reason: DismissReason) -> &'static str {
    match reason {
        DismissReason::FalseAlarm => "dismiss-false-alarm",
        DismissReason::KnownEvent => "dismiss-known-event",
        DismissReason::NewNormal => "dismiss-new-normal",
    }
}

/// A class of causes.
pub(super) fn cause(writer: &Writer<'_>, cause: CauseClass) -> String {
    writer.say(cause_key(cause), &[])
}

/// The key of a cause's name.
pub(super) fn cause_key(cause: CauseClass) -> &'static str {
    match cause {
        CauseClass::Logistics => "cause-logistics",
        CauseClass::Supply => "cause-supply",
        CauseClass::Listing => "cause-listing",
        CauseClass::Advertising => "cause-advertising",
        CauseClass::Product => "cause-product",
        CauseClass::Process => "cause-process",
        CauseClass::Platform => "cause-platform",
        CauseClass::Other => "cause-other",
    }
}

/// How bad it is, in a word.
pub(super) fn severity(writer: &Writer<'_>, severity: Severity) -> String {
    let key = match severity {
        Severity::Warning => "severity-warning",
        Severity::Critical => "severity-critical",
    };
    writer.say(key, &[])
}
