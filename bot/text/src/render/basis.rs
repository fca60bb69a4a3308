//! What a value in a list stands on, in a few words, and how old the values of a list are.

use jiff::Timestamp;
use steward_core::card::Block;
use steward_core::limit::source::LimitSource;
use steward_core::message::answer::Basis;
use steward_core::unit::Unit;

use super::kpi as kpi_card;
use crate::writer::Writer;

/// Everything that a value stands on.
pub(super) fn remarks(writer: &Writer<'_>, basis: &Basis, unit: Unit) -> String {
    let period = writer.period(basis.period, basis.grain);
    let period = writer.say("line-own-period", &[("period", period.into())]);
    writer.remarks([period, grounds(writer, basis, unit)])
}

/// The same without the period.
pub(super) fn grounds(writer: &Writer<'_>, basis: &Basis, unit: Unit) -> String {
    let target = basis.target.map(|target| {
        let target = writer.value(target, unit);
        sourced_target(writer, target, basis.target_source.as_ref())
    });
    let target = target.map(|target| writer.say("line-target", &[("target", target.into())]));
    let limit = basis.limit.map(|limit| {
        let limit = writer.limit(limit, unit);
        kpi_card::sourced_limit(writer, limit, basis.limit_source.as_ref())
    });
    let restated = if basis.restated { writer.say("state-restated", &[]) } else { String::new() };
    writer.remarks([
        kpi_card::parts(writer, basis.numerator, basis.denominator).unwrap_or_default(),
        restated,
        target.unwrap_or_default(),
        limit.unwrap_or_default(),
    ])
}

/// A target with where it comes from.
pub(super) fn sourced_target(writer: &Writer<'_>, target: String, source: Option<&LimitSource>) -> String {
    match source {
        Some(source) => {
            let source = kpi_card::limit_source(writer, source);
            writer.say("target-with-source", &[("target", target.into()), ("source", source.into())])
        }
        None => target,
    }
}

/// How old the values of a list are, by the oldest of them.
pub(super) fn age<'a>(
    writer: &Writer<'_>,
    bases: impl Iterator<Item = &'a Option<Box<Basis>>>,
) -> Option<Block> {
    oldest(writer, bases.filter_map(|basis| basis.as_ref()?.as_of))
}

/// How old some values are, by the instants at which they were fetched.
pub(super) fn oldest(writer: &Writer<'_>, fetched: impl Iterator<Item = Timestamp>) -> Option<Block> {
    let text = |at| writer.say("values-as-of", &[("at", writer.instant(at).into())]);
    fetched.min().map(|at| Block::Context { text: text(at) })
}
