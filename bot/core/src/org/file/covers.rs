//! Covers in the file: who answers for whom, from which day to which.

use super::fields::Fields;
use super::lines::Lines;
use crate::cover::Cover;
use crate::id::{CoverKey, PersonKey};

const DAY_HINT: &str = "a date such as 2026-10-01";

pub(super) fn read(fields: &Fields<'_>) -> Option<Cover> {
    let key =
        fields.need("key", fields.read("key", CoverKey::parse), "a short name, such as \"mei.october\"");
    let person = fields.need("person", fields.read("person", PersonKey::parse), "who is away");
    let by = fields.need("by", fields.read("by", PersonKey::parse), "who answers in their place");
    let from = fields.need("from", fields.date("from"), DAY_HINT);
    let to = fields.need("to", fields.date("to"), DAY_HINT);
    fields.finish();
    Some(Cover { key: key?, person: person?, by: by?, from: from?, to: to? })
}

pub(super) fn write(out: &mut Lines, cover: &Cover) {
    out.record("cover");
    out.text("key", &cover.key);
    out.text("person", &cover.person);
    out.text("by", &cover.by);
    out.raw("from", cover.from);
    out.raw("to", cover.to);
}
