//! One KPI in one line: of a digest, of an answer, of a list.

use super::{AlertBrief, DigestLine, FaultLine};
use crate::alert::{Alert, AlertKind, DataFault};
use crate::judge::Judgement;
use crate::kpi::Kpi;
use crate::org::Org;

/// The line of a KPI, from its last judgement and the open alert that matters most.
pub fn line(kpi: &Kpi, judgement: Option<&Judgement>, open: Option<&Alert>, org: &Org) -> DigestLine {
    let reading = judgement.and_then(|judgement| judgement.reading.as_ref());
    let severity = reading.and_then(|reading| reading.severity);
    // A data fault is the data owner's; the number stays the owner's.
    let about_number = open.filter(|alert| alert.kind != AlertKind::DataFault);
    let owner = about_number.map(|alert| &alert.owner).or(kpi.owner.as_ref());
    let run = judgement.and_then(|judgement| judgement.since);
    DigestLine {
        kpi: kpi.key.clone(),
        name_en: kpi.name_en.clone(),
        name_zh: kpi.name_zh.clone(),
        scope: kpi.scope.clone(),
        unit: kpi.unit,
        period: reading.map(|reading| reading.period),
        own_period: None,
        value: reading.map(|reading| reading.value),
        numerator: reading.and_then(|reading| reading.numerator),
        denominator: reading.and_then(|reading| reading.denominator),
        previous: reading.and_then(|reading| reading.previous),
        limit: reading.and_then(|reading| reading.limit),
        severity,
        standing: judgement.map(|judgement| judgement.standing),
        // The alert remembers a run that is longer than the samples that were looked at.
        since: severity.and(open.and_then(|alert| alert.since).into_iter().chain(run).min()),
        owner: owner.cloned(),
        owner_name: owner.map(|person| org.name_of(person).to_owned()),
        alert: open.map(|alert| brief(alert, org)),
        basis: None,
    }
}

/// What a line says about an open alert.
pub fn brief(alert: &Alert, org: &Org) -> AlertBrief {
    AlertBrief {
        number: alert.number,
        status: alert.status.clone(),
        opened_at: alert.opened_at,
        acknowledged_by: alert.ack.as_ref().map(|ack| org.name_of(&ack.by).to_owned()),
        due: alert.promise().and_then(|note| note.due),
    }
}

/// The line of a KPI whose data is not fit to be judged.
pub(super) fn fault_line(kpi: &Kpi, fault: &DataFault, open: Option<&Alert>, org: &Org) -> FaultLine {
    let answers = open.map(|alert| &alert.owner).or(kpi.data_owner.as_ref()).or(kpi.owner.as_ref());
    FaultLine {
        name_en: kpi.name_en.clone(),
        name_zh: kpi.name_zh.clone(),
        scope: kpi.scope.clone(),
        unit: kpi.unit,
        fault: fault.clone(),
        data_owner_name: answers.map(|person| org.name_of(person).to_owned()),
    }
}
