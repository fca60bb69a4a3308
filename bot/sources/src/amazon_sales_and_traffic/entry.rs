//! One date of a sales and traffic report.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::{Scope, shape};
use crate::contradiction;
use crate::gathering::Gathering;
use crate::json;
use crate::reading::{Measure, Reading, When};
use crate::remark::RemarkKind;

/// Reads the date's sales and traffic.
pub(super) fn read(place: &str, fields: &Map<String, Value>, scope: &Scope, gathering: &mut Gathering<'_>) {
    shape::entry(fields, gathering);
    let date = json::text(fields, "date").and_then(|text| text.parse::<Date>().ok());
    let Some(date) = date else {
        let what = "a date such as 2026-11-20 is needed here; the entry is left out";
        return gathering.problem(None, &format!("{place}.date"), what);
    };
    let mut entry = Entry { place, fields, scope, when: When::Period(scope.grain, date), gathering };
    let sales = entry.amount("orderedProductSales");
    let units = entry.number(SALES, "unitsOrdered");
    let sessions = entry.number(TRAFFIC, "sessions");
    let has_sales =
        units.is_some_and(is_positive) || sales.as_ref().is_some_and(|(amount, _)| is_positive(*amount));
    let is_late = has_sales && sessions.is_some_and(|sessions| sessions.is_zero());
    if is_late {
        entry.gathering.remark(format!("{place}.{TRAFFIC}.sessions"), RemarkKind::ZeroBesideSales);
    }
    entry.sales(sales.as_ref());
    entry.average(sales.as_ref());
    entry.refunds(units);
    entry.traffic(units, sessions, is_late);
}

const SALES: &str = "salesByDate";
const TRAFFIC: &str = "trafficByDate";

/// How far an amount may be from what it is made of: one cent, to which Amazon rounds.
const CENT: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// An amount with its currency code.
type Amount = (Decimal, String);

struct Entry<'a, 'b, 'c> {
    place: &'a str,
    fields: &'a Map<String, Value>,
    scope: &'a Scope,
    when: When,
    gathering: &'b mut Gathering<'c>,
}

impl Entry<'_, '_, '_> {
    fn sales(&mut self, sales: Option<&Amount>) {
        let Some((amount, currency)) = sales else { return };
        let reading =
            self.reading("sales_ordered", SALES, "orderedProductSales", Measure::Money(currency.clone()));
        self.gathering.offer(Reading { value: Some(*amount), ..reading });
    }

    fn average(&mut self, sales: Option<&Amount>) {
        let Some((average, currency)) = self.amount("averageSalesPerOrderItem") else { return };
        let items = self.number(SALES, "totalOrderItems");
        let parts = sales.filter(|(_, own)| *own == currency).map(|(amount, _)| *amount).zip(items);
        let reading = self.reading("aov", SALES, "averageSalesPerOrderItem", Measure::Money(currency));
        if let Some((amount, items)) = parts {
            self.gathering
                .remark_if(&reading.place, contradiction::of_quotient(average, amount, items, CENT));
        }
        self.offer_ratio(reading, average, parts);
    }

    fn refunds(&mut self, units: Option<Decimal>) {
        let Some(rate) = self.percent(SALES, "refundRate") else { return };
        let parts = self.number(SALES, "unitsRefunded").zip(units);
        let reading = self.reading("refund_rate", SALES, "refundRate", Measure::Share);
        self.compare(&reading.place, rate, parts);
        self.offer_ratio(reading, rate, parts);
    }

    /// Traffic that is all zero beside sales is late: what there is of it stays provisional.
    fn traffic(&mut self, units: Option<Decimal>, sessions: Option<Decimal>, is_late: bool) {
        if let Some(sessions) = sessions {
            let reading = self.reading("sessions", TRAFFIC, "sessions", Measure::Count);
            self.gathering.offer(Reading { value: Some(sessions), is_provisional: is_late, ..reading });
        }
        if let Some(rate) = self.percent(TRAFFIC, "unitSessionPercentage") {
            let parts = units.zip(sessions);
            let reading = self.reading("cvr_unit_session", TRAFFIC, "unitSessionPercentage", Measure::Share);
            self.compare(&reading.place, rate, parts);
            self.offer_ratio(Reading { is_provisional: is_late, ..reading }, rate, parts);
        }
        if let Some(share) = self.percent(TRAFFIC, "buyBoxPercentage") {
            let views = self.number(TRAFFIC, "pageViews");
            let has_views = views.is_none_or(|views| !views.is_zero());
            let reading = self.reading("buybox_pct", TRAFFIC, "buyBoxPercentage", Measure::Share);
            let value = has_views.then_some(share);
            self.gathering.offer(Reading { value, is_provisional: is_late, ..reading });
        }
    }

    /// Offers the platform's own quotient with its parts; over nothing there is no quotient.
    fn offer_ratio(&mut self, reading: Reading, given: Decimal, parts: Option<(Decimal, Decimal)>) {
        let (numerator, denominator) = parts.unzip();
        let has_value = denominator.is_none_or(|total| !total.is_zero());
        self.gathering.offer(Reading {
            value: has_value.then_some(given),
            numerator,
            denominator,
            ..reading
        });
    }

    fn compare(&mut self, place: &str, rate: Decimal, parts: Option<(Decimal, Decimal)>) {
        if let Some((count, total)) = parts {
            self.gathering.remark_if(place, contradiction::of_share(rate, count, total));
        }
    }

    fn reading(&self, key: &'static str, part: &str, field: &str, measure: Measure) -> Reading {
        let place = format!("{}.{part}.{field}", self.place);
        Reading { marketplace: self.scope.marketplace, ..Reading::new(key, place, measure, self.when) }
    }

    /// A percent of 0 to 100 as a fraction.
    fn percent(&mut self, part: &str, field: &str) -> Option<Decimal> {
        self.number(part, field)?.checked_mul(Decimal::new(1, 2))
    }

    fn number(&mut self, part: &str, field: &str) -> Option<Decimal> {
        let fields = self.fields.get(part).and_then(Value::as_object)?;
        json::number(fields, field).unwrap_or_else(|what| {
            self.gathering.problem(None, &format!("{}.{part}.{field}", self.place), what);
            None
        })
    }

    fn amount(&mut self, field: &str) -> Option<Amount> {
        let money = self.fields.get(SALES)?.get(field)?.as_object()?;
        let place = format!("{}.{SALES}.{field}", self.place);
        let Some(currency) = json::text(money, "currencyCode") else {
            self.gathering.problem(None, &format!("{place}.currencyCode"), "an amount needs its currency");
            return None;
        };
        match json::number(money, "amount") {
            Ok(amount) => amount.map(|amount| (amount, currency.to_owned())),
            Err(what) => {
                self.gathering.problem(None, &format!("{place}.amount"), what);
                None
            }
        }
    }
}

fn is_positive(number: Decimal) -> bool {
    number > Decimal::ZERO
}
