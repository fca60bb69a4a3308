//! The lines of a file at which the problems of a check lie.

use toml::de::{DeTable, DeValue};

use super::super::problem::Problem;

/// Puts file and line before the place of each problem that a check found in the records of this text. A problem
/// whose record the text does not have keeps its place.
pub fn locate(problems: Vec<Problem>, text: &str, file_name: &str) -> Vec<Problem> {
    let (document, _) = DeTable::parse_recoverable(text);
    let located = |problem: Problem| match byte_of(document.get_ref(), &problem.place) {
        Some(at) => {
            let line = text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
            Problem { place: format!("{file_name}:{line} {}", problem.place), what: problem.what }
        }
        None => problem,
    };
    problems.into_iter().map(located).collect()
}

/// Where a place such as `kpi.amz_lsr.owner` begins: at the field, else at its record.
fn byte_of(document: &DeTable<'_>, place: &str) -> Option<usize> {
    let (kind, rest) = place.split_once('.')?;
    let DeValue::Array(records) = value_of(document, kind)?.1 else { return None };
    let record = records.iter().filter_map(|record| {
        let DeValue::Table(table) = record.get_ref() else { return None };
        let named = ["key", "catalog"].iter().find_map(|key| value_of(table, key));
        let DeValue::String(name) = named?.1 else { return None };
        // Keys may hold dots, so a key is a whole word of the place, not what stands before the next dot.
        let field = rest.strip_prefix(name.as_ref())?;
        (field.is_empty() || field.starts_with('.')).then_some((
            name.len(),
            record.span().start,
            table,
            field,
        ))
    });
    // Of `us` and `us.late`, the longer key is meant by `us.late.owner`.
    let (_, at, table, field) = record.max_by_key(|(length, ..)| *length)?;
    let field = field.trim_start_matches('.').split(['.', '[']).next().unwrap_or_default();
    Some(value_of(table, field).map_or(at, |(at, _)| at))
}

fn value_of<'t, 'a>(table: &'t DeTable<'a>, key: &str) -> Option<(usize, &'t DeValue<'a>)> {
    let (name, value) = table.iter().find(|(name, _)| name.get_ref() == key)?;
    Some((name.span().start, value.get_ref()))
}
