//! What a command takes from a meaning, and the refusal that names what is lacking.

use jiff::civil::Date;
use steward_core::kpi::Kpi;
use steward_core::message::answer::Refusal;
use steward_core::message::answer::setting::{Lack, NotSet};
use steward_core::org::Org;

use crate::context::Stop;
use crate::meaning::Meaning;
use crate::reading::text::kept;
use crate::spec::Spec;
use crate::standing::not_set;

/// The refusal of words that leave something out.
pub(crate) fn lacks(spec: &Spec, lacks: Lack) -> Stop {
    not_set(NotSet::Incomplete { command: spec.name.to_owned(), lacks })
}

/// The one KPI that was named.
pub(crate) fn kpi<'a>(meaning: &Meaning, spec: &Spec, org: &'a Org) -> Result<&'a Kpi, Stop> {
    let lack = match meaning.kpis.as_slice() {
        [only] => match org.kpis.get(only) {
            Some(kpi) => return Ok(kpi),
            None => Lack::Kpi,
        },
        [] => Lack::Kpi,
        _ => Lack::OneKpi,
    };
    Err(lacks(spec, lack))
}

/// The reason that was given.
pub(crate) fn reason(meaning: &Meaning, spec: &Spec) -> Result<String, Stop> {
    let reason = kept(meaning.values.text.as_deref().unwrap_or_default())?;
    if reason.is_empty() { Err(lacks(spec, Lack::Reason)) } else { Ok(reason) }
}

/// The days, first and last; a last day that is not there is an error, and so is one that comes first or is out of reach.
pub(crate) fn days(
    meaning: &Meaning,
    spec: &Spec,
    (first_allowed, last_allowed): (Date, Date),
) -> Result<(Date, Date), Stop> {
    if let Some(text) = &meaning.values.unclear {
        return Err(Refusal::NoSuchDay { text: text.clone() }.into());
    }
    let span = meaning.span.as_ref().ok_or_else(|| lacks(spec, Lack::End))?;
    let to = span.to.ok_or_else(|| lacks(spec, Lack::End))?;
    if to < span.from {
        return Err(not_set(NotSet::EndsFirst { from: span.from, to }));
    }
    if to < first_allowed || to > last_allowed {
        return Err(not_set(NotSet::DayOutOfRange { day: to, first: first_allowed, last: last_allowed }));
    }
    Ok((span.from, to))
}
