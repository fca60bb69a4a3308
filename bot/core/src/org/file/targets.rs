//! Targets in the file, with the catalogue's limits where a KPI has no base target of its own.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

use super::fields::Fields;
use super::lines::{self, Lines};
use crate::catalog::CatalogEntry;
use crate::limit::source::CATALOG;
use crate::limit::{Limit, Limits};
use crate::org::problem::ProblemKind;
use crate::target::Target;
use crate::unit::Unit;

/// The first period of a target that holds since ever; no sample is older.
pub const SINCE_EVER: Date = date(2000, 1, 1);

/// Who sets a target that names nobody: whoever wrote the file.
const FILE: &str = "file";

/// What `limits` says when only the platform's own target counts.
const PLATFORM: &str = "platform";

/// The targets of a KPI, in their order: by first day, a base target before an overlay.
pub(super) fn read(fields: &Fields<'_>, unit: Option<Unit>, entry: Option<&CatalogEntry>) -> Vec<Target> {
    let platform_only = fields.word("limits", &[("catalogue", false), (PLATFORM, true)]);
    // Without the unit no value can be read; the unit's own problem is told instead.
    let tables = fields.tables("target", &["season"]);
    let mut targets: Vec<_> =
        unit.map(|unit| tables.iter().map(|table| read_one(table, unit)).collect()).unwrap_or_default();
    let has_base = targets.iter().any(|target| target.season.is_none());
    match (platform_only, entry) {
        (Some(_), _) if has_base => {
            fields.report_here(ProblemKind::Contradiction(
                "`limits` says where limits come from when there is no target: take it or the target out",
            ));
        }
        (Some(false), None) => {
            fields.report_here(ProblemKind::Contradiction("`limits = \"catalogue\"` needs `catalog`"));
        }
        (Some(true), _) | (_, None) => {}
        // A base target that could not be read has told its problem; the result is thrown away.
        (_, Some(entry)) if !has_base => targets.extend(from_catalog(entry)),
        _ => {}
    }
    sort(&mut targets);
    targets
}

/// Puts targets into their order.
pub(crate) fn sort(targets: &mut [Target]) {
    targets.sort_by(|a, b| (a.valid_from, &a.season).cmp(&(b.valid_from, &b.season)));
}

fn read_one(fields: &Fields<'_>, unit: Unit) -> Target {
    let found = fields.find("value");
    let value = fields.number("value", |text| unit.parse_value(text));
    let parse = |text: &str| Limit::parse(text, unit);
    let warning = fields.list("warning", parse);
    let critical = fields.list("critical", parse);
    let valid_from = fields.date("valid_from").unwrap_or(SINCE_EVER);
    let valid_to = fields.date("valid_to");
    let season = fields.text("season");
    let set_by = fields.text("set_by").unwrap_or_else(|| FILE.to_owned());
    let reason = fields.text("reason").unwrap_or_default();
    let source = fields.text("source");
    fields.finish();
    if found.is_none() && !fields.has("warning") && !fields.has("critical") {
        fields.report_here(ProblemKind::Missing {
            key: "value",
            hint: "the value to reach, or limits such as critical = [\">= 4%\"]",
        });
    }
    let limits = Limits { warning: warning.unwrap_or_default(), critical: critical.unwrap_or_default() };
    Target { value, limits, valid_from, valid_to, season, set_by, reason, source }
}

/// The limits of an entry as base targets, one for each span of days in which they do not change.
pub fn from_catalog(entry: &CatalogEntry) -> Vec<Target> {
    let begins = entry.limits.iter().flat_map(|limit| {
        let after_end = limit.valid_to.and_then(|last| last.tomorrow().ok());
        limit.valid_from.into_iter().chain(after_end)
    });
    let begins: Vec<Date> = begins.chain([SINCE_EVER]).collect::<BTreeSet<_>>().into_iter().collect();
    let ends = begins.iter().skip(1).map(|next| next.yesterday().ok()).chain([None]);
    let target = |(valid_from, valid_to): (Date, Option<Date>)| {
        let sources: BTreeSet<&str> = entry
            .limits
            .iter()
            .filter(|limit| limit.holds_on(valid_from))
            .map(|limit| limit.source.as_str())
            .collect();
        Target {
            value: None,
            limits: entry.limits_on(valid_from),
            valid_from,
            valid_to,
            season: None,
            set_by: CATALOG.to_owned(),
            reason: "Limits of the catalogue".to_owned(),
            source: Some(sources.into_iter().collect::<Vec<_>>().join("; ")),
        }
    };
    begins.iter().copied().zip(ends).map(target).filter(|target| !target.limits.is_empty()).collect()
}

pub(super) fn write(out: &mut Lines, unit: Unit, entry: Option<&CatalogEntry>, targets: &[Target]) {
    let from_catalog = entry.map(from_catalog).unwrap_or_default();
    let base: Vec<_> = targets.iter().filter(|target| target.season.is_none()).collect();
    let is_catalog = base.iter().copied().eq(&from_catalog);
    if base.is_empty() && !from_catalog.is_empty() {
        out.text("limits", PLATFORM);
    }
    for target in targets.iter().filter(|target| !is_catalog || target.season.is_some()) {
        out.record("kpi.target");
        if let Some(value) = target.value {
            out.text("value", unit.write_value(value));
        }
        out.texts("warning", target.limits.warning.iter().map(|limit| limit.write(unit)));
        // A target with neither is still one: an empty list says so.
        if target.value.is_none() && target.limits.is_empty() {
            out.raw("critical", lines::list::<&str>([]));
        }
        out.texts("critical", target.limits.critical.iter().map(|limit| limit.write(unit)));
        if target.valid_from != SINCE_EVER {
            out.raw("valid_from", target.valid_from);
        }
        if let Some(last) = target.valid_to {
            out.raw("valid_to", last);
        }
        out.maybe_text("season", target.season.as_ref());
        if target.set_by != FILE {
            out.text("set_by", &target.set_by);
        }
        if !target.reason.is_empty() {
            out.text("reason", &target.reason);
        }
        out.maybe_text("source", target.source.as_ref());
    }
}
