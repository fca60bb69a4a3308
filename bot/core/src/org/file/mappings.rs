//! Import mappings in the file.

use super::fields::Fields;
use super::lines::{self, Lines};
use crate::id::{KpiKey, MappingKey};
use crate::org::mapping::{Column, Mapping, Scale};
use crate::org::problem::ProblemKind;

const SCALES: [(&str, Scale); 2] = [("percent", Scale::Percent), ("fraction", Scale::Fraction)];

const DEFAULT_DECIMAL: char = '.';

pub(super) fn read(fields: &Fields<'_>) -> Option<Mapping> {
    let key =
        fields.need("key", fields.read("key", MappingKey::parse), "a short name, such as \"ads_export\"");
    let date_column =
        fields.need("date_column", fields.text("date_column"), "the header of the column of dates");
    let files = fields.text("files");
    let date_format = fields.text("date_format");
    let sheet = fields.text("sheet");
    let delimiter = fields.read("delimiter", sign);
    let encoding = fields.text("encoding");
    let decimal = fields.read("decimal", sign).unwrap_or(DEFAULT_DECIMAL);
    let thousands = fields.read("thousands", sign);
    let columns = fields.tables("columns", &["kpi"]).iter().filter_map(column).collect();
    fields.finish();
    Some(Mapping {
        key: key?,
        files,
        date_column: date_column?,
        date_format,
        sheet,
        delimiter,
        encoding,
        decimal,
        thousands,
        columns,
    })
}

fn column(fields: &Fields<'_>) -> Option<Column> {
    let kpi = fields.need("kpi", fields.read("kpi", KpiKey::parse), "the key of the KPI it holds");
    let value = fields.text("value");
    let numerator = fields.text("numerator");
    let denominator = fields.text("denominator");
    let scale = fields.word("scale", &SCALES);
    let only = fields.texts("only").map(|texts| <[String; 2]>::try_from(texts).map(Into::into));
    if let (Some(Err(_)), Some(found)) = (&only, fields.find("only")) {
        let how = "write the header and the text: [\"Country\", \"US\"]";
        fields.report(&found, ProblemKind::Invalid(how.to_owned()));
    }
    fields.finish();
    Some(Column { value, numerator, denominator, kpi: kpi?, scale, only: only.and_then(Result::ok) })
}

pub(super) fn write(out: &mut Lines, mapping: &Mapping) {
    out.record("mapping");
    out.text("key", &mapping.key);
    out.maybe_text("files", mapping.files.as_ref());
    out.text("date_column", &mapping.date_column);
    out.maybe_text("date_format", mapping.date_format.as_ref());
    out.maybe_text("sheet", mapping.sheet.as_ref());
    out.maybe_text("delimiter", mapping.delimiter.as_ref());
    out.maybe_text("encoding", mapping.encoding.as_ref());
    if mapping.decimal != DEFAULT_DECIMAL {
        out.text("decimal", mapping.decimal);
    }
    out.maybe_text("thousands", mapping.thousands.as_ref());
    out.tables("columns", mapping.columns.iter().map(column_text));
}

fn column_text(column: &Column) -> String {
    let text = |key: &str, text: &str| format!("{key} = {}", lines::quoted(text));
    let maybe = |key: &str, own: Option<&String>| own.map(|own| text(key, own));
    let scale = column.scale.and_then(|own| SCALES.iter().find(|(_, scale)| *scale == own));
    let parts = [
        Some(text("kpi", column.kpi.as_str())),
        maybe("value", column.value.as_ref()),
        maybe("numerator", column.numerator.as_ref()),
        maybe("denominator", column.denominator.as_ref()),
        scale.map(|(word, _)| text("scale", word)),
        column.only.as_ref().map(|(header, is)| format!("only = {}", lines::list([header, is]))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// A text of one character.
fn sign(text: &str) -> Result<char, String> {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => Ok(letter),
        _ => Err(format!("`{text}` is not one character")),
    }
}
