//! Values over days, compared, broken down and beside each other.

use serde_json::json;
use steward_core::answer::compare::compare;
use steward_core::answer::coverage::periods;
use steward_core::answer::measure::{Series, measure};
use steward_core::answer::slices::slices;
use steward_core::answer::together::together;
use steward_core::digest::DigestLine;
use steward_core::kpi::{Aggregation, Direction, Kpi};
use steward_core::limit::Limits;
use steward_core::message::Message;
use steward_core::message::answer::{Answer, Definition, KpiValue, Rank, SpanAnswer, Together, ValuesAnswer};
use steward_core::question::{Breakdown, Comparison};
use steward_core::sample::Sample;
use steward_core::target::Target;
use steward_core::unit::Unit;

use crate::digests::{breach, good};
use crate::picture::approve;
use crate::samples::*;

fn approved(name: &str, answer: Answer) {
    approve(name, &Message::Answer { answer: Box::new(answer) }, None);
}

/// Days from the first on: `57/1239` with parts, `12.5` without, `.` for none.
fn days(kpi: &Kpi, first: &str, values: &str) -> Vec<Sample> {
    let mut period = day(first);
    let mut samples = Vec::new();
    for text in values.split_whitespace() {
        let parts = text.split_once('/').map(|(one, other)| (number(one), number(other)));
        let value = match parts {
            Some((one, other)) => one.checked_div(other),
            None => text.parse().ok(),
        };
        if text != "." {
            samples.push(
                serde_json::from_value(json!({
                    "id": "01936e5c-0000-7000-8000-000000000001", "revision": 1, "restates": false,
                    "fetched_at": "2026-11-21T00:30:00Z", "kpi": kpi.key, "period": period, "value": value,
                    "numerator": parts.map(|(one, _)| one), "denominator": parts.map(|(_, other)| other),
                    "source": "push",
                }))
                .unwrap(),
            );
        }
        period = period.tomorrow().unwrap();
    }
    samples
}

fn acos() -> Kpi {
    Kpi {
        name_en: "ACoS".into(),
        name_zh: "广告销售成本比".into(),
        catalog: Some("acos".into()),
        definition: steward_core::catalog::entry("acos").unwrap().formula_en.clone(),
        source: "Amazon Ads".into(),
        ..kpi()
    }
}

fn orders() -> Kpi {
    Kpi {
        name_en: "Orders".into(),
        name_zh: "订单量".into(),
        catalog: None,
        definition: "Orders placed, without cancelled ones.".into(),
        unit: Unit::Count,
        direction: Direction::Higher,
        aggregation: Aggregation::Sum,
        source: "Shopify".into(),
        ..kpi()
    }
}

fn target(value: &str, limits: Limits) -> Target {
    Target {
        value: Some(number(value)),
        limits,
        valid_from: day("2026-01-01"),
        valid_to: None,
        season: None,
        set_by: "Lin".into(),
        reason: "plan".into(),
        source: None,
    }
}

struct Asked<'a> {
    kpi: &'a Kpi,
    first: &'a str,
    values: &'a str,
    span: (&'a str, &'a str),
    with: Option<Comparison>,
    line: DigestLine,
}

impl Asked<'_> {
    fn answer(&self, by: Option<Breakdown>) -> SpanAnswer {
        let limits = match self.kpi.unit {
            Unit::Percent => Limits { warning: vec![limit("> 25%")], critical: vec![limit("> 30%")] },
            _ => Limits::default(),
        };
        let targets = [target(if self.kpi.unit == Unit::Percent { "0.2" } else { "100" }, limits)];
        let samples = days(self.kpi, self.first, self.values);
        let series = Series { kpi: self.kpi, targets: &targets, samples: &samples };
        let (from, to) = (day(self.span.0), day(self.span.1));
        let measured = measure(&series, from, to, now());
        let found = periods(self.kpi.grain, from, to, jiff::civil::Weekday::Monday);
        let rows = by
            .map(|by| slices(by, self.kpi.grain, &found, jiff::civil::Weekday::Monday))
            .unwrap_or_default()
            .into_iter()
            .map(|(from, to)| measure(&series, from, to, now()))
            .collect();
        let line = DigestLine {
            name_en: self.kpi.name_en.clone(),
            name_zh: self.kpi.name_zh.clone(),
            scope: self.kpi.scope.clone(),
            unit: self.kpi.unit,
            ..self.line.clone()
        };
        let compared = self.with.map(|with| compare(&series, &measured, with, now()));
        SpanAnswer {
            kpi: KpiValue {
                line,
                zone: self.kpi.zone.clone(),
                grain: self.kpi.grain,
                direction: self.kpi.direction,
                aggregation: self.kpi.aggregation,
                measured,
                compared,
            },
            definition: Definition::of(self.kpi),
            source: self.kpi.source.clone(),
            by,
            rows,
            more: 0,
        }
    }

    fn value(&self) -> KpiValue {
        self.answer(None).kpi
    }
}

#[test]
fn a_ratio_over_days() {
    let asked = Asked {
        kpi: &acos(),
        first: "2026-11-06",
        values: "20/100 21/100 22/100 19/100 20/100 23/100 20/100 \
                 24/100 24/110 31/100 28/100 . 29/100 33/100",
        span: ("2026-11-13", "2026-11-19"),
        with: Some(Comparison::Previous),
        line: breach(),
    };
    let span = Box::new(asked.answer(Some(Breakdown::Day)));
    approved("answer_span_ratio", Answer::Span { span });
}

#[test]
fn a_sum_so_far() {
    let asked = Asked {
        kpi: &orders(),
        first: "2026-11-09",
        values: "90 95 102 99 130 140 120 101 105 110 98",
        span: ("2026-11-16", "2026-11-22"),
        with: Some(Comparison::Week),
        line: good(),
    };
    approved("answer_span_sum", Answer::Span { span: Box::new(asked.answer(Some(Breakdown::Day))) });
    let against_target = Asked { with: Some(Comparison::Target), ..asked };
    approved("answer_span_target", Answer::Span { span: Box::new(against_target.answer(None)) });
}

#[test]
fn what_cannot_be_put_together() {
    let (readings, ratio) = (Kpi { aggregation: Aggregation::Gauge, ..acos() }, acos());
    let asked = |kpi, values| Asked {
        kpi,
        first: "2026-11-13",
        values,
        span: ("2026-11-13", "2026-11-19"),
        with: Some(Comparison::Year),
        line: good(),
    };
    let readings = asked(&readings, "0.2 0.21 0.22 0.24 0.2 0.21 0.22").answer(None);
    approved("answer_span_reading", Answer::Span { span: Box::new(readings) });
    let without_parts = asked(&ratio, "0.2 0.21 0.22 0.24 0.2 0.21 0.22").answer(None);
    approved("answer_span_no_parts", Answer::Span { span: Box::new(without_parts) });
    let nothing =
        Asked { span: ("2026-11-25", "2026-11-26"), with: None, ..asked(&ratio, "0.2") }.answer(None);
    approved("answer_span_to_come", Answer::Span { span: Box::new(nothing) });
}

fn values(lines: Vec<KpiValue>, by_shop: bool, together: Option<Together>) -> ValuesAnswer {
    ValuesAnswer {
        span: Some((day("2026-11-13"), day("2026-11-19"))),
        comparison: None,
        by_shop,
        order: None,
        lines,
        more: 0,
        unplaced: 0,
        together,
    }
}

fn shop(kpi: &Kpi, scope: &str, values: &str, line: DigestLine) -> KpiValue {
    let kpi = Kpi {
        scope: Some(scope.into()),
        key: scope.to_lowercase().replace(' ', "_").parse().unwrap(),
        ..kpi.clone()
    };
    let span = ("2026-11-13", "2026-11-19");
    let mut value = Asked { kpi: &kpi, first: "2026-11-13", values, span, with: None, line }.value();
    value.line.kpi = kpi.key;
    value
}

#[test]
fn shops_beside_each_other() {
    let shops = || {
        vec![
            shop(&acos(), "Amazon US", "24/100 24/110 31/100 28/100 29/100 29/100 33/100", breach()),
            shop(&acos(), "Amazon CA", "4/50 5/50 6/50 4/50 5/50 . 5/50", good()),
        ]
    };
    let together_of = |shops: &[KpiValue]| Some(together(shops));
    let whole = values(shops(), true, together_of(&shops()));
    approved("answer_values_shops", Answer::Values { values: Box::new(whole) });
    let dollars = Kpi { unit: "USD".parse().unwrap(), ..orders() };
    let euros = Kpi { unit: "EUR".parse().unwrap(), ..orders() };
    let mixed = vec![
        shop(&dollars, "Amazon US", "1000 1200 900.5 1000 1000 1000 1000", good()),
        shop(&euros, "Amazon DE", "400 400 400 400 400 400 380", good()),
    ];
    let mixed = ValuesAnswer {
        order: Some(Rank::Best),
        unplaced: 2,
        ..values(mixed.clone(), true, together_of(&mixed))
    };
    approved("answer_values_mixed", Answer::Values { values: Box::new(mixed) });
    let incomplete =
        vec![shop(&orders(), "Amazon US", "1 2", good()), shop(&orders(), "Walmart US", ".", good())];
    let incomplete = values(incomplete.clone(), true, together_of(&incomplete));
    approved("answer_values_incomplete", Answer::Values { values: Box::new(incomplete) });
}

#[test]
fn several_kpis() {
    let one_day = |kpi: &Kpi, values: &str, line: DigestLine| {
        let span = ("2026-11-18", "2026-11-18");
        Asked { kpi, first: "2026-11-17", values, span, with: Some(Comparison::Day), line }.value()
    };
    let lines = vec![one_day(&acos(), "24/100 31/100", breach()), one_day(&orders(), "98 104", good())];
    let newest = ValuesAnswer { span: None, comparison: Some(Comparison::Day), ..values(lines, false, None) };
    approved("answer_values_several", Answer::Values { values: Box::new(newest) });
    approved("answer_values_none", Answer::Values { values: Box::new(values(vec![], false, None)) });
}
