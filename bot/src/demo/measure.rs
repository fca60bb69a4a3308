//! What each KPI of the sample company measures: where its number lies, and how the season moves it.

use jiff::Span;
use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};
use steward_core::kpi::Kpi;
use steward_core::limit::Limit;
use steward_core::sample::{Finality, Observation};
use steward_core::target::{Condition, PlatformTarget, Target, in_force};
use steward_core::unit::Unit;

use super::generator::{Draw, WHOLE, scaled};
use super::season;

/// How one KPI comes about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    /// The series that moves several KPIs of one day alike: a good day of sales is one for the ads too.
    pub(super) shared: &'static str,
    shape: Shape,
    /// What the season does to it.
    moved_by: MovedBy,
    /// How far chance moves it, in parts per million.
    spread: i64,
    /// The limit that the platform sends with it, in parts per million, and on which side the value must be.
    platform: Option<(i64, Condition)>,
}

#[derive(Debug, Clone, Copy)]
enum Shape {
    /// An amount with so many hundredths on an ordinary day.
    Amount { hundredths: i64 },
    /// A rate in parts per million of so many things a day.
    Rate { ppm: i64, of: i64, over: Over },
    /// A count that is nearly always 0.
    Rare,
}

/// What the things of a rate are counted over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Over {
    /// One day of the shop, busy or not.
    Day,
    /// One moment, busy or not all the same.
    Moment,
    /// A rolling window of so many days.
    Days(i32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MovedBy {
    Demand,
    AdCost,
    ClickCost,
    Delay,
    Nothing,
}

/// A value with what it was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Drawn {
    pub(super) value: Decimal,
    pub(super) parts: Option<(i64, i64)>,
    window_days: i32,
    platform: Option<(i64, Condition)>,
}

/// How a KPI of the sample company comes about, by its entry of the catalogue.
pub(super) fn of(kpi: &Kpi) -> Option<Measure> {
    use MovedBy::{AdCost, ClickCost, Delay, Demand, Nothing};
    let amount = |hundredths| Shape::Amount { hundredths };
    let rate = |ppm, of| Shape::Rate { ppm, of, over: Over::Day };
    let window = |ppm, of, days| Shape::Rate { ppm, of, over: Over::Days(days) };
    let state = |ppm, of| Shape::Rate { ppm, of, over: Over::Moment };
    let below = |ppm| Some((ppm, Condition::LessThan));
    let above = |ppm| Some((ppm, Condition::GreaterThan));
    let (shared, shape, moved_by, spread, platform) = match kpi.catalog.as_deref()? {
        "sales_ordered" => ("day", amount(2_150_000), Demand, 45_000, None),
        "sessions" => ("day", amount(920_000), Demand, 45_000, None),
        "cvr_unit_session" => ("day", rate(61_000, 9_200), Nothing, 45_000, None),
        "refund_rate" => ("refunds", rate(42_000, 561), Delay, 90_000, None),
        "ad_spend" => ("ads", amount(258_000), AdCost, 50_000, None),
        "acos" => ("ads", rate(248_000, 10_400), ClickCost, 45_000, None),
        "tacos" => ("ads", rate(121_000, 21_500), ClickCost, 45_000, None),
        "amz_lsr" => ("parcels", window(15_000, 38, 30), Delay, 60_000, below(40_000)),
        "amz_vtr" => ("parcels", window(986_000, 37, 30), Nothing, 3_000, above(950_000)),
        "amz_otdr" => ("parcels", window(972_000, 38, 14), Nothing, 6_000, above(900_000)),
        "amz_cancel" => ("stock", window(6_500, 38, 7), Delay, 120_000, below(25_000)),
        "wm_otd" => ("walmart", window(958_000, 11, 30), Nothing, 6_000, None),
        "days_of_supply" => ("stock", amount(6_400), Nothing, 25_000, None),
        "stranded_pct" => ("stock", state(5_200, 18_400), Nothing, 120_000, None),
        "frt_median_h" => ("service", amount(360), Delay, 160_000, None),
        "net_margin" => ("day", rate(163_000, 19_800), Nothing, 50_000, None),
        "amz_odr" => ("orders", window(3_800, 38, 60), Delay, 80_000, below(10_000)),
        "policy_violations" => ("policy", Shape::Rare, Nothing, 0, None),
        _ => return None,
    };
    Some(Measure { shared, shape, moved_by, spread, platform })
}

impl Measure {
    /// The value of the period that begins on the date.
    pub(super) fn value(&self, shared: &Draw, own: &Draw, date: Date) -> Drawn {
        let season = season::on(date);
        let moved = match self.moved_by {
            MovedBy::Demand => season.demand,
            // Cheaper weeks buy more: spend follows demand, and the price of a click on top.
            MovedBy::AdCost => scaled(season.demand, WHOLE.midpoint(season.click_cost)),
            MovedBy::ClickCost => (3 * WHOLE + season.click_cost) / 4,
            MovedBy::Delay => season.delay,
            MovedBy::Nothing => WHOLE,
        };
        let drawn = |value, parts, window_days| Drawn { value, parts, window_days, platform: self.platform };
        match self.shape {
            Shape::Amount { hundredths } => {
                let noise = WHOLE + shared.noise(date, self.spread) + own.noise(date, self.spread / 2);
                drawn(Decimal::new(scaled(scaled(hundredths, moved), noise), 2), None, 1)
            }
            Shape::Rate { ppm, of, over } => {
                let (demand, window_days) = match over {
                    Over::Day => (season.demand, 1),
                    Over::Moment => (WHOLE, 1),
                    Over::Days(days) => (WHOLE, days),
                };
                let whole = of.saturating_mul(i64::from(window_days));
                let of = scaled(whole, scaled(demand, WHOLE + shared.smooth(date, 30_000))).max(1);
                let noise = match over {
                    Over::Day => own.noise(date, self.spread),
                    Over::Moment | Over::Days(_) => own.smooth(date, self.spread),
                };
                let part = scaled(of, scaled(scaled(ppm, moved), WHOLE + noise));
                drawn(ratio(part, of), Some((part, of)), window_days)
            }
            Shape::Rare => {
                let is_one = shared.one_of(date, 90) == 0;
                drawn(Decimal::from(u8::from(is_one)), None, 1)
            }
        }
    }
}

/// Decimal places that reports of a unit have.
fn places(unit: Unit) -> u32 {
    match unit {
        Unit::Count => 0,
        Unit::Hours | Unit::Days => 1,
        Unit::Money(_) => 2,
        _ => RATIO_PLACES,
    }
}

/// Decimal places of a ratio in reports.
const RATIO_PLACES: u32 = 6;

/// Part ÷ whole to six places, as reports have it.
pub(super) fn ratio(part: i64, of: i64) -> Decimal {
    Decimal::from(part).checked_div(Decimal::from(of)).unwrap_or_default().round_dp(RATIO_PLACES).normalize()
}

/// How far inside a limit a calm value stays, in hundredths of the limit.
const MARGIN_HUNDREDTHS: i64 = 6;

impl Drawn {
    /// The value, moved inside the limits in force where it lies beyond or close to them.
    pub(super) fn kept_inside(self, kpi: &Kpi, targets: &[Target], date: Date) -> Self {
        let Some(target) = in_force(targets, date) else { return self };
        let limits = target.limits.warning.iter().chain(&target.limits.critical);
        limits.fold(self, |drawn, limit| drawn.moved_inside(kpi, limit))
    }

    fn moved_inside(self, kpi: &Kpi, limit: &Limit) -> Self {
        let margin = limit.value.abs() * Decimal::new(MARGIN_HUNDREDTHS, 2);
        // Near 100 % there is little room: half of it.
        let room = if kpi.unit == Unit::Percent {
            (Decimal::ONE - limit.value).abs() / Decimal::TWO
        } else {
            margin
        };
        let margin = margin.min(room);
        if limit.is_upper() {
            self.with_value_toward(self.value.min(limit.value - margin), RoundingStrategy::ToZero)
        } else {
            self.with_value_toward(self.value.max(limit.value + margin), RoundingStrategy::AwayFromZero)
        }
    }

    /// The same with another value; the parts of a ratio follow, rounded toward the calm side.
    fn with_value_toward(self, value: Decimal, rounding: RoundingStrategy) -> Self {
        if value == self.value {
            return self;
        }
        let Some((_, of)) = self.parts else {
            return Self { value: value.round_dp_with_strategy(2, rounding).normalize(), ..self };
        };
        let part = (value * Decimal::from(of)).round_dp_with_strategy(0, rounding);
        let part = i64::try_from(part).unwrap_or_default();
        Self { value: ratio(part, of), parts: Some((part, of)), ..self }
    }

    /// The same with another value; the part follows as near as whole things allow.
    pub(super) fn with_value(self, value: Decimal) -> Self {
        self.with_value_toward(value, RoundingStrategy::MidpointAwayFromZero)
    }

    /// The same with other parts.
    pub(super) fn with_parts(self, part: i64, of: i64) -> Self {
        Self { value: ratio(part, of), parts: Some((part, of)), ..self }
    }

    /// What a source delivers for the period that begins on the date.
    pub(super) fn observed(self, kpi: &Kpi, date: Date) -> Observation {
        let first = date.saturating_sub(Span::new().days(self.window_days - 1));
        Observation {
            kpi: kpi.key.clone(),
            period: date,
            value: Some(self.value.round_dp(places(kpi.unit)).normalize()),
            numerator: self.parts.map(|(part, _)| Decimal::from(part)),
            denominator: self.parts.map(|(_, of)| Decimal::from(of)),
            finality: Finality::ByLag,
            window: (self.window_days > 1).then_some((first, date)),
            platform_target: self.platform.map(|(ppm, condition)| PlatformTarget {
                value: Decimal::new(ppm, 6).normalize(),
                condition,
                status: None,
            }),
            source: "demo".to_owned(),
        }
    }
}
