//! From the bytes of a file to text: encodings, and files that only look like text.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, WINDOWS_1252};

use crate::error::ReadError;

/// What Windows programs put before UTF-8.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// How a zip archive, and so an Excel workbook, begins.
const ZIP: &[u8] = b"PK\x03\x04";
/// How much of a file is shown to a person who asks why it was not recognised.
const SHOWN_CHARACTERS: usize = 120;

/// Kinds of file that people send instead of the one that is meant, by how they begin.
const FOREIGN: [(&[u8], &str, &str); 5] = [
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"%PDF", "a PDF", "export the numbers as CSV or XLSX"),
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Office file", "save it as .xlsx without a password"),
    (b"<html", "a web page, whatever its name says", "save it as .xlsx or CSV"),
    (b"<!doctype html", "a web page, whatever its name says", "save it as .xlsx or CSV"),
];

/// Refuses what is surely no table and no report, with the way out.
pub(crate) fn refuse_foreign(bytes: &[u8]) -> Result<(), ReadError> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes).trim_ascii_start();
    let begins = |with: &[u8]| bytes.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    match FOREIGN.iter().find(|(with, ..)| begins(with)) {
        Some((_, kind, remedy)) => Err(ReadError::Foreign { kind, remedy }),
        None => Ok(()),
    }
}

/// Whether the bytes are an archive, as Excel workbooks are.
pub(crate) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP)
}

/// The text of a table: in the named encoding, else by its mark, else UTF-8 if it is that, else GB18030.
pub(crate) fn decode<'a>(bytes: &'a [u8], named: Option<&str>) -> Result<Cow<'a, str>, ReadError> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = match named {
        Some(label) => Encoding::for_label(label.trim().as_bytes())
            .ok_or_else(|| ReadError::UnknownEncoding(label.chars().take(40).collect()))?,
        None if marked.is_some() => marked.unwrap_or(UTF_8),
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => GB18030,
    };
    let (text, used, has_errors) = encoding.decode(bytes);
    if has_errors || text.contains('\0') {
        return Err(ReadError::NotText { encoding: used.name().to_owned() });
    }
    Ok(text)
}

/// The text of a report of which only the ASCII columns count: what is not UTF-8 becomes any letters.
pub(crate) fn decode_report(bytes: &[u8]) -> Cow<'_, str> {
    if Encoding::for_bom(bytes).is_some() || std::str::from_utf8(bytes).is_ok() {
        return UTF_8.decode(bytes).0;
    }
    WINDOWS_1252.decode(bytes).0
}

/// How a file begins, for a person.
pub(crate) fn beginning(bytes: &[u8]) -> String {
    if is_workbook(bytes) {
        return String::from("It is a workbook or an archive");
    }
    let start = bytes.get(..bytes.len().min(4 * SHOWN_CHARACTERS)).unwrap_or(bytes);
    let text = decode_report(start);
    let line: String = text.trim_start().chars().take_while(|c| !matches!(c, '\r' | '\n')).collect();
    let shown: String =
        line.chars().filter(|c| !c.is_control() || *c == '\t').take(SHOWN_CHARACTERS).collect();
    format!("It begins with `{}`", shown.replace('\t', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_found_out() {
        let (gb, ..) = GB18030.encode("日期,退货率");
        assert_eq!(decode(&gb, None).unwrap(), "日期,退货率");
        assert_eq!(decode("日期,退货率".as_bytes(), None).unwrap(), "日期,退货率");
        assert_eq!(decode(b"\xef\xbb\xbfdate,x", None).unwrap(), "date,x");
        assert_eq!(decode(b"\xff\xfed\0a\0", None).unwrap(), "da");
    }

    #[test]
    fn a_wrong_encoding_is_refused() {
        let (gb, ..) = GB18030.encode("日期");
        assert!(matches!(decode(&gb, Some("utf-8")), Err(ReadError::NotText { .. })));
        assert!(matches!(decode(b"x", Some("klingon")), Err(ReadError::UnknownEncoding(_))));
        assert!(matches!(decode(b"\xff\x81\x00", None), Err(ReadError::NotText { .. })));
    }

    #[test]
    fn files_of_other_kinds_are_named() {
        for bytes in
            [&b"\x1f\x8b\x08"[..], b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1", b"  <HTML>", b"<!DOCTYPE html>"]
        {
            assert!(matches!(refuse_foreign(bytes), Err(ReadError::Foreign { .. })), "{bytes:?}");
        }
        assert_eq!(refuse_foreign(b"date,x"), Ok(()));
    }
}
