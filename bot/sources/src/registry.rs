//! The list of file sources, with the way a file finds its own.

use crate::amazon_account_health::AmazonAccountHealth;
use crate::amazon_fba_planning::AmazonFbaPlanning;
use crate::amazon_restock::AmazonRestock;
use crate::amazon_sales_and_traffic::AmazonSalesAndTraffic;
use crate::amazon_stranded::AmazonStranded;
use crate::error::{DetectError, ReadError};
use crate::import::{FileInput, Import};
use crate::table::{self, Table};
use crate::text;

/// The largest file that is read, so that one upload cannot take the memory of the service.
const LARGEST_FILE_BYTES: usize = 200 * BYTES_OF_MEGABYTE;
const BYTES_OF_MEGABYTE: usize = 1_000_000;

/// One kind of file.
pub trait FileSource: Sync {
    /// Its name, as an import tells it.
    fn name(&self) -> &'static str;
    /// What it looks for, for people whose file was not recognised.
    fn looks_for(&self) -> &'static str;
    /// Whether the file is of this kind, by what it holds.
    fn describes(&self, input: &FileInput<'_>) -> bool;
    /// Reads it.
    fn read(&self, input: &FileInput<'_>) -> Result<Import, ReadError>;
}

/// Every kind of file, in the order in which they are tried; the team's own mappings come last.
pub fn registry() -> &'static [&'static dyn FileSource] {
    &[
        &AmazonAccountHealth,
        &AmazonSalesAndTraffic,
        &AmazonFbaPlanning,
        &AmazonStranded,
        &AmazonRestock,
        &Table,
    ]
}

/// Finds the source of a file by what it holds. A mapping that was named by hand wins.
pub fn detect(input: &FileInput<'_>) -> Result<&'static dyn FileSource, DetectError> {
    if input.mapping.is_some() {
        return Ok(&Table);
    }
    if let Some(source) = registry().iter().find(|source| source.describes(input)) {
        return Ok(*source);
    }
    table::mapping_of(input)?;
    Err(DetectError::NothingFits {
        looked_for: registry()
            .iter()
            .filter(|source| source.name() != Table.name())
            .map(|s| s.looks_for())
            .collect(),
        mappings: input.org.mappings.keys().map(ToString::to_string).collect(),
        found: text::beginning(input.bytes),
    })
}

/// Reads a file with the source that knows it.
pub fn read(input: &FileInput<'_>) -> Result<Import, ReadError> {
    if input.bytes.len() > LARGEST_FILE_BYTES {
        return Err(ReadError::TooLarge {
            megabytes: input.bytes.len() / BYTES_OF_MEGABYTE,
            limit: LARGEST_FILE_BYTES / BYTES_OF_MEGABYTE,
        });
    }
    if input.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    text::refuse_foreign(input.bytes)?;
    detect(input)?.read(input)
}
