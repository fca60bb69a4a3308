//! Files that carry numbers, one source a file: what a file holds becomes observations of the team's KPIs.
//!
//! Everything here is a pure function of a file's bytes, the standing data and the instant the file was fetched.
//! The platform's own rate, target and status are taken as given: a report that contradicts itself is told about
//! in [`Remark`]s and never corrected.

mod amazon_account_health;
mod amazon_fba_planning;
mod amazon_restock;
mod amazon_sales_and_traffic;
mod amazon_stranded;
mod contradiction;
mod error;
mod gathering;
mod import;
mod json;
mod lines;
mod marketplace;
mod number;
mod reading;
mod registry;
mod remark;
mod report_file;
mod table;
mod text;
mod wanted;

#[cfg(test)]
mod any_bytes;
#[cfg(test)]
mod sample_org;

pub use error::{DetectError, ReadError};
pub use import::{FileInput, Import, RowProblem};
pub use registry::{FileSource, detect, read, registry};
pub use remark::{Remark, RemarkKind};
