//! Scorecards in the file.

use rust_decimal::Decimal;

use super::fields::Fields;
use super::lines::{self, Lines};
use super::names;
use crate::id::{KpiKey, ScorecardKey};
use crate::scorecard::{Entry, Scorecard};
use crate::unit::Unit;

pub(super) fn read(fields: &Fields<'_>) -> Option<Scorecard> {
    let key =
        fields.need("key", fields.read("key", ScorecardKey::parse), "a short name, such as \"shop_health\"");
    let name = names::read(fields, None);
    let reason = fields.text("reason");
    let entry = |table: &Fields<'_>| {
        let kpi = table.need("kpi", table.read("kpi", KpiKey::parse), "the key of a KPI");
        let own = table.number("weight", |text| Unit::Ratio.parse_value(text));
        let weight = if table.has("weight") { own } else { Some(Decimal::ONE) };
        table.finish();
        Some(Entry { kpi: kpi?, weight: weight? })
    };
    let entries = fields.tables("entries", &["kpi"]).iter().filter_map(entry).collect();
    fields.finish();
    let (name_en, name_zh) = name?;
    Some(Scorecard { key: key?, name_en, name_zh, entries, reason })
}

pub(super) fn write(out: &mut Lines, card: &Scorecard) {
    out.record("scorecard");
    out.text("key", &card.key);
    out.name(&card.name_en, &card.name_zh);
    out.maybe_text("reason", card.reason.as_ref());
    let line = |entry: &Entry| {
        let weight = Unit::Ratio.write_value(entry.weight);
        format!("kpi = {}, weight = {}", lines::quoted(entry.kpi.as_str()), lines::quoted(&weight))
    };
    out.tables("entries", card.entries.iter().map(line));
}
