//! Digests: a bad day, a good day, a week in review.

use steward_core::alert::{AlertStatus, DataFault};
use steward_core::digest::{AlertBrief, Digest, DigestKind, DigestLine, FaultLine, Promise, Review, SlowAck};
use steward_core::id::KpiKey;
use steward_core::judge::{Standing, Unjudged};
use steward_core::kpi::Grain;
use steward_core::limit::Severity;
use steward_core::message::Message;
use steward_core::scorecard::Score;
use steward_core::time::TimeOfDay;
use steward_core::unit::Unit;

use crate::picture::approve_in_channel;
use crate::samples::*;

/// 4.6 % late shipments, open.
pub fn breach() -> DigestLine {
    DigestLine {
        kpi: KpiKey::parse("amz_lsr").unwrap(),
        name_en: "Late shipment rate".into(),
        name_zh: "迟发率".into(),
        scope: Some("Amazon US".into()),
        unit: Unit::Percent,
        period: Some(day("2026-11-19")),
        own_period: None,
        value: Some(number("0.046")),
        numerator: Some(number("57")),
        denominator: Some(number("1239")),
        previous: Some(number("0.04")),
        limit: Some(limit("> 4%")),
        severity: Some(Severity::Critical),
        standing: Some(Standing::Outside { severity: Severity::Critical }),
        since: Some(day("2026-11-17")),
        owner: Some(person("mei")),
        owner_name: Some("Mei".into()),
        alert: Some(brief(AlertStatus::Open)),
        basis: None,
    }
}

pub fn brief(status: AlertStatus) -> AlertBrief {
    AlertBrief { number: 12, status, opened_at: at("2026-11-20T23:32:00Z"), acknowledged_by: None, due: None }
}

/// Sales, good.
pub fn good() -> DigestLine {
    DigestLine {
        kpi: KpiKey::parse("sales").unwrap(),
        name_en: "Ordered sales".into(),
        name_zh: "订单销售额".into(),
        scope: None,
        unit: "USD".parse().unwrap(),
        value: Some(number("12300")),
        numerator: None,
        denominator: None,
        previous: Some(number("13977.27")),
        limit: None,
        severity: None,
        standing: Some(Standing::Good),
        since: None,
        alert: None,
        ..breach()
    }
}

/// Stock, not settled yet.
pub fn unjudged() -> DigestLine {
    DigestLine {
        name_en: "Days of cover".into(),
        own_period: Some((day("2026-11-16"), Grain::Week)),
        name_zh: "库存可售天数".into(),
        unit: Unit::Days,
        value: None,
        previous: None,
        standing: Some(Standing::Unjudged { why: Unjudged::NotSettled }),
        ..good()
    }
}

fn empty(kind: DigestKind) -> Digest {
    Digest {
        schedule: None,
        kind,
        zone: zone("Asia/Shanghai"),
        date: day("2026-11-21"),
        time: TimeOfDay::parse("09:00").unwrap(),
        cut_at: at("2026-11-21T01:00:00Z"),
        late_since: None,
        speaks_of: vec![
            (day("2026-11-19"), day("2026-11-19"), zone("America/Los_Angeles")),
            (day("2026-11-20"), day("2026-11-20"), zone("Asia/Shanghai")),
        ],
        breaches: vec![],
        promises: vec![],
        warnings: vec![],
        data_faults: vec![],
        unjudged: vec![],
        good: vec![],
        review: None,
        score: None,
    }
}

fn approved(name: &str, digest: Digest) {
    approve_in_channel(name, &Message::Digest { digest: Box::new(digest) }, None);
}

#[test]
fn a_bad_day() {
    let taken = AlertBrief {
        acknowledged_by: Some("Mei".into()),
        due: Some(day("2026-11-27")),
        ..brief(AlertStatus::Acknowledged)
    };
    let warning = DigestLine {
        name_en: "Days of cover".into(),
        name_zh: "库存可售天数".into(),
        scope: None,
        unit: Unit::Days,
        value: Some(number("26.5")),
        previous: Some(number("28")),
        limit: steward_core::limit::Limit::parse("< 28", Unit::Days).ok(),
        severity: Some(Severity::Warning),
        alert: Some(taken),
        ..breach()
    };
    let fault = FaultLine {
        name_en: "ACoS".into(),
        name_zh: "广告销售成本比".into(),
        scope: Some("Amazon US".into()),
        unit: Unit::Percent,
        fault: DataFault::Late {
            newest: day("2026-11-18"),
            missing: day("2026-11-19"),
            due: at("2026-11-21T00:00:00Z"),
        },
        data_owner_name: Some("Tom".into()),
    };
    let promise = |overdue| Promise {
        number: 9,
        name_en: "On-time delivery".into(),
        name_zh: "准时交付率".into(),
        by_name: "Lin".into(),
        action: "Move two carriers".into(),
        due: if overdue { day("2026-11-19") } else { day("2026-11-21") },
        overdue,
    };
    approved(
        "digest_bad",
        Digest {
            late_since: Some(at("2026-11-20T22:00:00Z")),
            breaches: vec![breach(), warning.clone()],
            promises: vec![promise(true), promise(false)],
            warnings: vec![DigestLine { owner: None, owner_name: None, since: None, alert: None, ..warning }],
            data_faults: vec![fault],
            unjudged: vec![unjudged()],
            good: vec![good()],
            ..empty(DigestKind::Daily)
        },
    );
}

#[test]
fn a_good_day() {
    approved("digest_good", Digest { good: vec![good(), good()], ..empty(DigestKind::Daily) });
    approved("digest_unsettled", Digest { unjudged: vec![unjudged()], ..empty(DigestKind::Daily) });
    approved("digest_empty", Digest { speaks_of: vec![], ..empty(DigestKind::Daily) });
}

#[test]
fn a_week_in_review() {
    let slow = SlowAck {
        number: 12,
        name_en: "Late shipment rate".into(),
        name_zh: "迟发率".into(),
        owner_name: "Mei".into(),
        minutes: 1580,
    };
    let review = Review {
        from: at("2026-11-14T16:00:00Z"),
        to: at("2026-11-21T16:00:00Z"),
        opened: 5,
        closed: 4,
        verified: 3,
        relapsed: 1,
        overdue: 1,
        median_ack_minutes: Some(200),
        slowest: vec![slow],
    };
    let score = Score {
        value: Some(number("0.6")),
        ungated: Some(number("0.913")),
        missing: number("0.12"),
        capped_by: KpiKey::parse("amz_lsr").ok(),
    };
    approved(
        "digest_weekly",
        Digest {
            speaks_of: vec![(day("2026-11-13"), day("2026-11-19"), zone("America/Los_Angeles"))],
            breaches: vec![breach()],
            good: vec![good()],
            review: Some(review.clone()),
            score: Some(score.clone()),
            ..empty(DigestKind::Weekly)
        },
    );
    let quiet = Review {
        opened: 0,
        closed: 0,
        verified: 0,
        relapsed: 0,
        overdue: 0,
        median_ack_minutes: None,
        slowest: vec![],
        ..review
    };
    let unscored = Score { value: None, ungated: None, capped_by: None, ..score };
    approved(
        "digest_monthly",
        Digest {
            speaks_of: vec![(day("2026-10-01"), day("2026-10-31"), zone("America/Los_Angeles"))],
            good: vec![good()],
            review: Some(quiet),
            score: Some(unscored),
            ..empty(DigestKind::Monthly)
        },
    );
}
