//! KPIs in the file: what the catalogue says unless a key says otherwise.

use rust_decimal::Decimal;

use super::fields::Fields;
use super::lines::Lines;
use super::{names, targets};
use crate::catalog::{self, CatalogEntry};
use crate::id::{ChannelKey, KpiKey, PersonKey, PolicyKey, TeamKey};
use crate::kpi::{
    Activity, Aggregation, Class, DEFAULT_RECOVERY_PERIODS, Direction, Grain, Kpi, Lag, Plausibility,
};
use crate::org::problem::ProblemKind;
use crate::target::Target;
use crate::time::Zone;
use crate::unit::Unit;

const DIRECTIONS: [(&str, Direction); 3] =
    [("higher", Direction::Higher), ("lower", Direction::Lower), ("band", Direction::Band)];
const CLASSES: [(&str, Class); 3] =
    [("growth", Class::Growth), ("efficiency", Class::Efficiency), ("risk", Class::Risk)];
const GRAINS: [(&str, Grain); 4] =
    [("day", Grain::Day), ("week", Grain::Week), ("month", Grain::Month), ("snapshot", Grain::Snapshot)];
const AGGREGATIONS: [(&str, Aggregation); 3] =
    [("sum", Aggregation::Sum), ("ratio", Aggregation::Ratio), ("gauge", Aggregation::Gauge)];
const STATUSES: [(&str, Activity); 2] = [("active", Activity::Active), ("draft", Activity::Draft)];

/// The word for a bound of plausibility that the catalogue has and the team does not want.
const NONE: &str = "none";

/// When data is due and settled without catalogue and without a word of the team: a day later, and believed at once.
const DEFAULT_LAG: Lag = Lag { due_hours: 24, settle_hours: 0 };

pub(super) fn read(fields: &Fields<'_>) -> Option<(Kpi, Vec<Target>)> {
    let catalog = fields.text("catalog");
    let entry = catalog.as_deref().and_then(catalog::entry);
    if let (Some(key), None) = (&catalog, entry) {
        // Without the entry, every key it would have filled would be reported as missing.
        let nearest = catalog::nearest(key).into_iter().map(str::to_owned).collect();
        if let Some(found) = fields.find("catalog") {
            fields.report(&found, ProblemKind::NotInCatalog { key: key.clone(), nearest });
        }
        return None;
    }
    let own_key = fields.read("key", KpiKey::parse);
    let catalog_key =
        || entry.and_then(|entry| KpiKey::parse(&entry.key).ok()).filter(|_| !fields.has("key"));
    let key = fields.need("key", own_key.or_else(catalog_key), "a short name, such as \"late_shipment\"");
    let name = names::read(fields, entry.map(|entry| (entry.name_en.as_str(), entry.name_zh.as_str())));
    let or_catalog = OrCatalog { fields, entry };
    let aliases = fields.texts("aliases").or_else(|| entry.map(|entry| entry.aliases.clone()));
    let definition = fields.text("definition").or_else(|| entry.map(|entry| entry.formula_en.clone()));
    let source = fields.text("source").or_else(|| entry.map(|entry| entry.data_source.clone()));
    let unit = or_catalog.need("unit", fields.read("unit", str::parse), |entry| entry.unit);
    let direction =
        or_catalog.need("direction", fields.word("direction", &DIRECTIONS), |entry| entry.direction);
    let class = or_catalog.need("class", fields.word("class", &CLASSES), |entry| entry.class);
    let grain = or_catalog.need("grain", fields.word("grain", &GRAINS), |entry| entry.grain);
    let aggregation =
        or_catalog.need("aggregation", fields.word("aggregation", &AGGREGATIONS), |entry| entry.aggregation);
    let zone = or_catalog.need("zone", fields.read("zone", Zone::parse), |entry| entry.zone.clone());
    let lag = entry.map_or(DEFAULT_LAG, |entry| entry.lag);
    let due_hours = fields.whole("due_hours").unwrap_or(lag.due_hours);
    let settle_hours = fields.whole("settle_hours").unwrap_or(lag.settle_hours);
    let bounds = entry.map_or_else(Plausibility::default, |entry| entry.plausibility);
    let bound = |key, unit, catalog| bound(fields, key, unit, catalog);
    // The unit is needed to read values; without it they stay unread, and the unit's own problem is told.
    let plausibility = Plausibility {
        min: bound("plausible_min", unit.unwrap_or(Unit::Percent), bounds.min),
        max: bound("plausible_max", unit.unwrap_or(Unit::Percent), bounds.max),
        jump: bound("plausible_jump", Unit::Ratio, bounds.jump),
    };
    let owner = fields.read("owner", PersonKey::parse);
    let backup = fields.read("backup", PersonKey::parse);
    let data_owner = fields.read("data_owner", PersonKey::parse);
    let team = fields.need(
        "team",
        fields.read("team", TeamKey::parse),
        "the team whose lead is told after the owner",
    );
    let channel = fields.read("channel", ChannelKey::parse);
    let policy = fields.read("policy", PolicyKey::parse);
    let scope = fields.text("scope");
    let recovery_periods = fields.whole("recovery_periods").unwrap_or(DEFAULT_RECOVERY_PERIODS);
    let margin = fields.number("recovery_margin", |text| Unit::Percent.parse_value(text));
    let activity = activity(fields);
    let targets = targets::read(fields, unit, entry);
    fields.finish();
    let (name_en, name_zh) = name?;
    let kpi = Kpi {
        key: key?,
        catalog,
        scope,
        name_en,
        name_zh,
        aliases: aliases.unwrap_or_default(),
        definition: definition.unwrap_or_default(),
        unit: unit?,
        direction: direction?,
        class: class?,
        grain: grain?,
        aggregation: aggregation?,
        zone: zone?,
        lag: Lag { due_hours, settle_hours },
        plausibility,
        source: source.unwrap_or_default(),
        owner,
        backup,
        data_owner,
        team: team?,
        channel,
        policy,
        recovery_periods,
        recovery_margin: margin.unwrap_or_default(),
        activity,
    };
    Some((kpi, targets))
}

/// Values that the catalogue can fill.
struct OrCatalog<'a> {
    fields: &'a Fields<'a>,
    entry: Option<&'static CatalogEntry>,
}

impl OrCatalog<'_> {
    fn need<T>(&self, key: &'static str, own: Option<T>, of: impl Fn(&CatalogEntry) -> T) -> Option<T> {
        let value = own.or_else(|| self.entry.map(of).filter(|_| !self.fields.has(key)));
        self.fields.need(key, value, "write it, or name an entry of the catalogue with `catalog`")
    }
}

/// A bound of plausibility; the catalogue's when the file says nothing.
fn bound(fields: &Fields<'_>, key: &'static str, unit: Unit, catalog: Option<Decimal>) -> Option<Decimal> {
    if !fields.has(key) {
        fields.find(key);
        return catalog;
    }
    let read = |text: &str| if text == NONE { Ok(None) } else { unit.parse_value(text).map(Some) };
    fields.number(key, read).flatten()
}

fn activity(fields: &Fields<'_>) -> Activity {
    let found = fields.find("status");
    let status = found.as_ref().and_then(|_| {
        let words = [(STATUSES[0].0, 0_usize), (STATUSES[1].0, 1)];
        fields
            .word("status", &words)
            .and_then(|index| STATUSES.get(index))
            .map(|(_, activity)| activity.clone())
    });
    let Some(table) = fields.table("paused") else { return status.unwrap_or_default() };
    let until = table.need("until", table.date("until"), "the first day on which it is judged again");
    let reason = table.need("reason", table.text("reason"), "why it rests");
    let since = table.date("since");
    let by = table.read("by", PersonKey::parse);
    table.finish();
    if found.is_some() {
        table.report_here(ProblemKind::Contradiction("`status` and `paused` exclude each other: keep one"));
    }
    match (until, reason) {
        (Some(until), Some(reason)) => Activity::Paused { until, reason, since, by },
        _ => Activity::Active,
    }
}

pub(super) fn write(out: &mut Lines, kpi: &Kpi, targets: &[Target]) {
    let entry = kpi.catalog.as_deref().and_then(catalog::entry);
    let differs = |is_same: &dyn Fn(&CatalogEntry) -> bool| !entry.is_some_and(is_same);
    out.record("kpi");
    if differs(&|entry| entry.key == kpi.key.as_str()) {
        out.text("key", &kpi.key);
    }
    out.maybe_text("catalog", kpi.catalog.as_ref());
    if differs(&|entry| entry.name_en == kpi.name_en && entry.name_zh == kpi.name_zh) {
        out.name(&kpi.name_en, &kpi.name_zh);
    }
    out.maybe_text("scope", kpi.scope.as_ref());
    if entry.map_or(!kpi.aliases.is_empty(), |entry| entry.aliases != kpi.aliases) {
        out.raw("aliases", super::lines::list(&kpi.aliases));
    }
    if entry.map_or("", |entry| &entry.formula_en) != kpi.definition {
        out.text("definition", &kpi.definition);
    }
    if differs(&|entry| entry.unit == kpi.unit) {
        out.text("unit", kpi.unit);
    }
    if differs(&|entry| entry.direction == kpi.direction) {
        out.text("direction", word(&DIRECTIONS, &kpi.direction));
    }
    if differs(&|entry| entry.class == kpi.class) {
        out.text("class", word(&CLASSES, &kpi.class));
    }
    if differs(&|entry| entry.grain == kpi.grain) {
        out.text("grain", word(&GRAINS, &kpi.grain));
    }
    if differs(&|entry| entry.aggregation == kpi.aggregation) {
        out.text("aggregation", word(&AGGREGATIONS, &kpi.aggregation));
    }
    if differs(&|entry| entry.zone == kpi.zone) {
        out.text("zone", kpi.zone.name());
    }
    let lag = entry.map_or(DEFAULT_LAG, |entry| entry.lag);
    write_count(out, "due_hours", kpi.lag.due_hours, lag.due_hours);
    write_count(out, "settle_hours", kpi.lag.settle_hours, lag.settle_hours);
    let bounds = entry.map_or_else(Plausibility::default, |entry| entry.plausibility);
    write_bound(out, "plausible_min", kpi.unit, kpi.plausibility.min, bounds.min);
    write_bound(out, "plausible_max", kpi.unit, kpi.plausibility.max, bounds.max);
    write_bound(out, "plausible_jump", Unit::Ratio, kpi.plausibility.jump, bounds.jump);
    if entry.map_or("", |entry| &entry.data_source) != kpi.source {
        out.text("source", &kpi.source);
    }
    out.maybe_text("owner", kpi.owner.as_ref());
    out.maybe_text("backup", kpi.backup.as_ref());
    out.maybe_text("data_owner", kpi.data_owner.as_ref());
    out.text("team", &kpi.team);
    out.maybe_text("channel", kpi.channel.as_ref());
    out.maybe_text("policy", kpi.policy.as_ref());
    write_count(out, "recovery_periods", kpi.recovery_periods, DEFAULT_RECOVERY_PERIODS);
    if !kpi.recovery_margin.is_zero() {
        out.text("recovery_margin", Unit::Percent.write_value(kpi.recovery_margin));
    }
    match &kpi.activity {
        Activity::Active => {}
        Activity::Draft => out.text("status", word(&STATUSES, &Activity::Draft)),
        Activity::Paused { until, reason, since, by } => {
            let since = since.map(|since| format!(", since = {since}")).unwrap_or_default();
            let by = by.as_ref().map(|by| format!(", by = {}", super::lines::quoted(by.as_str())));
            let reason = super::lines::quoted(reason);
            let paused = format!("{{ until = {until}, reason = {reason}{since}{} }}", by.unwrap_or_default());
            out.raw("paused", paused);
        }
    }
    targets::write(out, kpi.unit, entry, targets);
}

fn word<T: PartialEq>(words: &[(&'static str, T)], value: &T) -> &'static str {
    words.iter().find(|(_, known)| known == value).map_or("", |(word, _)| word)
}

fn write_count(out: &mut Lines, key: &str, value: u32, default: u32) {
    if value != default {
        out.raw(key, value);
    }
}

fn write_bound(out: &mut Lines, key: &str, unit: Unit, own: Option<Decimal>, catalog: Option<Decimal>) {
    if own != catalog {
        out.text(key, own.map_or_else(|| NONE.to_owned(), |value| unit.write_value(value)));
    }
}
