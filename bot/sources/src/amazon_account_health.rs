//! Amazon's account health report (`GET_V2_SELLER_PERFORMANCE_REPORT`, JSON): rates, targets and violations.
//!
//! A snapshot: it belongs to the day it was fetched, and each rate looks back over a window of its own. Its
//! "percentage" is a fraction, and its rates do not always follow from its counts: the rate is taken as given.

mod block;
mod defects;
mod shape;
mod violations;

use serde_json::{Map, Value};

use crate::error::ReadError;
use crate::gathering::Gathering;
use crate::import::{FileInput, Import};
use crate::json;
use crate::marketplace::{self, Marketplace};
use crate::registry::FileSource;
use crate::remark::RemarkKind;

/// The source of account health reports.
pub(crate) struct AmazonAccountHealth;

/// One marketplace of the report.
struct Section<'a> {
    path: String,
    fields: &'a Map<String, Value>,
    marketplace: Option<&'static Marketplace>,
}

impl FileSource for AmazonAccountHealth {
    fn name(&self) -> &'static str {
        "amazon_account_health"
    }

    fn looks_for(&self) -> &'static str {
        "Amazon's account health report (JSON with performanceMetrics)"
    }

    fn describes(&self, input: &FileInput<'_>) -> bool {
        json::is_object_with(input.bytes, "performanceMetrics")
    }

    fn read(&self, input: &FileInput<'_>) -> Result<Import, ReadError> {
        let document = json::parse(input.bytes)?;
        let report = document
            .as_object()
            .ok_or_else(|| ReadError::WrongShape { place: "$".to_owned(), needed: "an object" })?;
        let sections = report.get("performanceMetrics").and_then(Value::as_array).ok_or_else(|| {
            ReadError::WrongShape { place: "performanceMetrics".to_owned(), needed: "a list" }
        })?;
        if sections.is_empty() {
            return Err(ReadError::EmptyPart { place: "performanceMetrics".to_owned() });
        }
        let mut gathering = Gathering::new(input, "Amazon account health");
        shape::report(report, &mut gathering);
        account_statuses(report, &mut gathering);
        for (index, section) in sections.iter().enumerate() {
            let path = format!("performanceMetrics[{index}]");
            match section.as_object() {
                Some(fields) => read_section(path, fields, &mut gathering),
                None => gathering.problem(None, &path, "an object is needed here"),
            }
        }
        gathering.finish(self.name())
    }
}

fn read_section(path: String, fields: &Map<String, Value>, gathering: &mut Gathering<'_>) {
    gathering.rows += 1;
    let id = json::text(fields, "marketplaceId");
    let section = Section { path, fields, marketplace: id.and_then(marketplace::named) };
    if gathering.is_elsewhere(section.marketplace) {
        let marketplace = section.marketplace.map_or("another marketplace", |own| own.country).to_owned();
        return gathering.remark(section.path, RemarkKind::OtherMarketplace { marketplace });
    }
    shape::section(&section, gathering);
    block::read(&section, gathering);
    defects::read(&section, gathering);
    violations::read(&section, gathering);
    rating(&section, gathering);
}

/// The state of each account: told when it is not normal.
fn account_statuses(report: &Map<String, Value>, gathering: &mut Gathering<'_>) {
    let accounts = report.get("accountStatuses").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    for (index, account) in accounts.iter().enumerate() {
        let Some(status) = account.get("status").and_then(Value::as_str) else { continue };
        let place = format!("accountStatuses[{index}].status");
        let status = status.to_owned();
        match status.as_str() {
            "NORMAL" => {}
            "AT_RISK" | "DEACTIVATED" => gathering.remark(place, RemarkKind::PlatformStatus { status }),
            _ => gathering.remark(place, RemarkKind::UnknownStatus { status }),
        }
    }
}

/// The account health rating comes as a word only: a remark, never a number.
fn rating(section: &Section<'_>, gathering: &mut Gathering<'_>) {
    let Some(rating) = section.fields.get("accountHealthRating").and_then(Value::as_object) else { return };
    // The platform's description requires one name and defines the other.
    let status = json::text(rating, "ahrStatus").or_else(|| json::text(rating, "accountHealthRatingStatus"));
    let place = format!("{}.accountHealthRating", section.path);
    gathering.unmapped("amz_ahr");
    match status {
        Some(status) => gathering.remark(place, RemarkKind::PlatformStatus { status: status.to_owned() }),
        None => gathering.remark(format!("{place}.ahrStatus"), RemarkKind::MissingField),
    }
}

#[cfg(test)]
mod tests;
