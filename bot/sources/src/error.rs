//! Why a file could not be read at all, or not be recognised: what, where, and what to do.

/// Why a file gives nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// No source knows it.
    #[error(transparent)]
    Detect(#[from] DetectError),
    /// Larger than a file may be.
    #[error("the file has {megabytes} MB, at most {limit} MB are read: split it by date")]
    TooLarge {
        /// Its size.
        megabytes: usize,
        /// The largest size.
        limit: usize,
    },
    /// Nothing in it.
    #[error("the file is empty: an empty file is no value and not zero; fetch it again")]
    Empty,
    /// Compressed, encrypted or of a kind that is not read.
    #[error("this is {kind}: {remedy}")]
    Foreign {
        /// What it is.
        kind: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// Bytes that are no text of the encoding.
    #[error("the file is no {encoding} text: save it as UTF-8, or name its encoding in the mapping")]
    NotText {
        /// The encoding that was tried.
        encoding: String,
    },
    /// An encoding that nobody knows.
    #[error("the mapping names the encoding `{0}`, which is unknown: use utf-8 or gb18030")]
    UnknownEncoding(String),
    /// Not JSON.
    #[error("line {line}, column {column}: this is no JSON ({what}): fetch the file again")]
    Json {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the reader stumbled over.
        what: String,
    },
    /// The right kind of file in an unexpected shape.
    #[error("{place}: {needed} is needed here: fetch the report again, as the platform sends it")]
    WrongShape {
        /// JSON path.
        place: String,
        /// What should be there.
        needed: &'static str,
    },
    /// A part that must not be empty.
    #[error(
        "{place} is empty: the platform has not finished it yet. That is unknown, not zero: fetch it later"
    )]
    EmptyPart {
        /// JSON path.
        place: String,
    },
    /// A column that is needed.
    #[error("there is no column `{column}`{}: correct the header or the mapping", like(.nearest))]
    MissingColumn {
        /// Its header.
        column: String,
        /// The headers that look like it, the likeliest first.
        nearest: Vec<String>,
    },
    /// A header that occurs twice.
    #[error("column `{column}` occurs twice (columns {first} and {second}): rename one of them")]
    TwiceColumn {
        /// Its header.
        column: String,
        /// Position, from 1.
        first: usize,
        /// Position, from 1.
        second: usize,
    },
    /// A sheet that the mapping names.
    #[error("the workbook has no sheet `{sheet}`, it has {}: correct `sheet` in the mapping", quoted(.sheets))]
    MissingSheet {
        /// The sheet.
        sheet: String,
        /// The sheets it has.
        sheets: Vec<String>,
    },
    /// A workbook that cannot be opened.
    #[error("the workbook cannot be read ({0}): open it, save it as .xlsx without a password and try again")]
    Workbook(String),
    /// A workbook that unpacks to more than anybody reads.
    #[error("the workbook unpacks to more than {limit} MB: split it by date, or save the sheet as CSV")]
    UnpacksTooLarge {
        /// The largest size, in MB.
        limit: u64,
    },
    /// A row that is no row.
    #[error("line {line}: {what}")]
    Row {
        /// Line, from 1.
        line: u64,
        /// What is wrong.
        what: String,
    },
    /// A mapping that names a KPI that does not exist.
    #[error("mapping `{mapping}` names the KPI `{kpi}`, which does not exist: correct the mapping")]
    UnknownKpi {
        /// The mapping.
        mapping: String,
        /// The KPI.
        kpi: String,
    },
    /// Something else that is wrong with a mapping.
    #[error("mapping `{mapping}`: {what}")]
    Mapping {
        /// The mapping.
        mapping: String,
        /// What is wrong and what to do.
        what: String,
    },
    /// No KPI of the team wants anything of it.
    #[error(
        "no KPI wants anything of this file: it holds {}; give a KPI one of these as its `catalog` \
         (and a fitting `scope`, or name its shop with --shop)",
        quoted(.metrics)
    )]
    NothingWanted {
        /// The catalogue keys the file could serve.
        metrics: Vec<String>,
    },
}

/// Why a file was not recognised.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DetectError {
    /// It looks like nothing that is known.
    #[error(
        "the file is not recognised. Looked for {}, and for a mapping whose `files` fits its name ({}). {found}. \
         Name a mapping with --mapping, or write one",
        .looked_for.join("; "),
        if .mappings.is_empty() { String::from("there is none") } else { quoted(.mappings) }
    )]
    NothingFits {
        /// What each source looks for.
        looked_for: Vec<&'static str>,
        /// The mappings there are.
        mappings: Vec<String>,
        /// How the file begins.
        found: String,
    },
    /// More than one mapping fits its name.
    #[error("the mappings {} all fit this file's name: name one with --mapping", quoted(.0))]
    SeveralMappings(Vec<String>),
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn like(nearest: &[String]) -> String {
    if nearest.is_empty() { String::new() } else { format!(" (there is {})", quoted(nearest)) }
}
