//! Amazon's sales and traffic report (`GET_SALES_AND_TRAFFIC_REPORT`, JSON), its part by date.
//!
//! Percents are written 0 to 100 here. The platform's own percents are taken, beside the counts they are said to be
//! made of. Days fill in for up to a week: the KPI's settle time decides when they may be judged.

mod entry;
mod shape;

use serde_json::{Map, Value};
use steward_core::kpi::Grain;

use crate::error::ReadError;
use crate::gathering::Gathering;
use crate::import::{FileInput, Import};
use crate::json;
use crate::marketplace::{self, Marketplace};
use crate::registry::FileSource;
use crate::remark::RemarkKind;

/// The source of sales and traffic reports.
pub(crate) struct AmazonSalesAndTraffic;

const BY_DATE: &str = "salesAndTrafficByDate";
const SPECIFICATION: &str = "reportSpecification";

/// What holds for the whole report.
struct Scope {
    grain: Grain,
    marketplace: Option<&'static Marketplace>,
}

impl FileSource for AmazonSalesAndTraffic {
    fn name(&self) -> &'static str {
        "amazon_sales_and_traffic"
    }

    fn looks_for(&self) -> &'static str {
        "Amazon's sales and traffic report (JSON with salesAndTrafficByDate)"
    }

    fn describes(&self, input: &FileInput<'_>) -> bool {
        json::is_object_with(input.bytes, BY_DATE)
    }

    fn read(&self, input: &FileInput<'_>) -> Result<Import, ReadError> {
        let document = json::parse(input.bytes)?;
        let wrong = |place: &str, needed| ReadError::WrongShape { place: place.to_owned(), needed };
        let report = document.as_object().ok_or_else(|| wrong("$", "an object"))?;
        let entries =
            report.get(BY_DATE).and_then(Value::as_array).ok_or_else(|| wrong(BY_DATE, "a list"))?;
        // An empty part comes without an error when the data is late.
        if entries.is_empty() {
            return Err(ReadError::EmptyPart { place: BY_DATE.to_owned() });
        }
        let mut gathering = Gathering::new(input, "Amazon sales and traffic");
        shape::report(report, &mut gathering);
        let scope = scope(report, &mut gathering)?;
        if gathering.is_elsewhere(scope.marketplace) {
            let marketplace = scope.marketplace.map_or("another", |own| own.country).to_owned();
            gathering.remark(SPECIFICATION, RemarkKind::OtherMarketplace { marketplace });
            return Ok(gathering.into_import(self.name()));
        }
        for (index, entry) in entries.iter().enumerate() {
            gathering.rows += 1;
            let place = format!("{BY_DATE}[{index}]");
            match entry.as_object() {
                Some(fields) => entry::read(&place, fields, &scope, &mut gathering),
                None => gathering.problem(None, &place, "an object is needed here"),
            }
        }
        gathering.finish(self.name())
    }
}

fn scope(report: &Map<String, Value>, gathering: &mut Gathering<'_>) -> Result<Scope, ReadError> {
    let specification = report.get(SPECIFICATION).and_then(Value::as_object);
    let options = specification.and_then(|fields| fields.get("reportOptions")).and_then(Value::as_object);
    let place = format!("{SPECIFICATION}.reportOptions.dateGranularity");
    let grain = match options.and_then(|options| json::text(options, "dateGranularity")) {
        Some("DAY") => Grain::Day,
        Some("WEEK") => Grain::Week,
        Some("MONTH") => Grain::Month,
        None => {
            gathering.remark(place, RemarkKind::MissingField);
            Grain::Day
        }
        Some(_) => return Err(ReadError::WrongShape { place, needed: "DAY, WEEK or MONTH" }),
    };
    let ids = specification.and_then(|fields| fields.get("marketplaceIds")).and_then(Value::as_array);
    let marketplace = match ids.map(Vec::as_slice) {
        Some([id]) => id.as_str().and_then(marketplace::named),
        _ => None,
    };
    Ok(Scope { grain, marketplace })
}

#[cfg(test)]
mod tests;
