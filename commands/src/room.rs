//! `room`: how much room is left until the limit of a KPI.

use async_trait::async_trait;

use jiff::civil::Date;
use rust_decimal::Decimal;
use steward_core::answer::leaving::leaving;
use steward_core::answer::room::room;
use steward_core::catalog;
use steward_core::judge::limits::in_force;
use steward_core::judge::period::add_days;
use steward_core::kpi::{Direction, Grain, Kpi};
use steward_core::limit::{Edge, Limit, Severity};
use steward_core::message::answer::{Answer, Refusal, RoomAnswer, RoomUntil};
use steward_store::sample;

use crate::command::{Call, Command};
use crate::context::{Context, Outcome, Stop};
use crate::kpi::now;
use crate::list;
use crate::meaning::Intent;
use crate::spec::{Kpis, Slot, Spec, Want};
use crate::subject_kpi;

/// The command.
pub(crate) struct Room;

static SPEC: Spec = Spec {
    name: "room",
    words_en: &["room", "headroom"],
    words_zh: &["余量", "空间"],
    beside: &[
        "距离",
        "breach",
        "breached",
        "red",
        "the",
        "to",
        "is",
        "out",
        "of",
        "线",
        "单",
        "错",
        "次",
        "个",
        "会红",
        "爆",
        "超标",
        "超",
        "much",
        "hits",
        "取消",
        "再取消几单",
        "再取消",
        "defects",
        "defect",
        "late orders",
        "late",
        "orders",
        "order",
        "can we take",
        "we take",
        "can we have",
        "before",
        "until",
        "hits",
        "hit",
        "hitting",
        "we hit",
        "reach",
        "reaches",
        "the limit",
        "limit",
        "from the limit",
        "from",
        "left",
        "go",
        "red line",
        "红线",
        "到",
        "离",
        "单",
        "几单",
        "几个",
        "次",
        "上限",
        "限",
        "阈值",
        "才",
        "会",
        "之前",
        "就",
        "空间",
        "cancellations",
        "claims",
        "shipments",
        "迟几单",
        "错几单",
        "多少单",
        "still",
        "allowed",
        "afford",
        "exceeds",
        "exceed",
        "its limit",
        "breaches",
        "crosses",
    ],
    intent: Intent::Room,
    asks_en: &[
        "buffer",
        "how much buffer",
        "cushion",
        "how many can we",
        "how close",
        "how close is",
        "distance to",
        "how much slack",
        "slack",
        "how far",
        "how much room",
        "how many more",
        "how much more",
        "room until",
        "room before",
        "room left",
        "how far from",
        "how far is",
        "how close",
        "how close to",
        "away from",
        "before we breach",
        "until we breach",
        "distance to",
        "buffer",
        "margin until",
        "can still have",
        "can have how many",
        "still can have",
        "how many are left",
        "how many left",
        "how many do we have left",
        "how much can we",
        "how much leeway",
        "leeway",
        "wiggle room",
        "how many defects",
        "how many late orders",
        "runway",
        "allowance",
        "until we hit",
        "before we hit",
        "to hit",
        "to go until",
        "can we afford",
        "what margin remains",
        "margin remains",
        "how much margin remains",
        "margin left before",
        "how much room remains",
        "room remains",
    ],
    asks_zh: &[
        "安全空间",
        "还可以错",
        "容错",
        "还能容",
        "还能出",
        "离红线",
        "还能扛",
        "还差几",
        "还剩多少余地",
        "余地",
        "还能再",
        "还能迟",
        "还能错",
        "还有多远",
        "还剩多少",
        "能再",
        "离",
        "还差",
        "还有多少空间",
        "还有多少余量",
        "还能有多少",
        "还能容",
        "还能出几单",
        "还能再",
        "还差多少",
        "离红线",
        "距红线",
        "离上限",
        "离限值",
        "距离限值",
        "离目标还",
        "还有多远",
        "多久会越线",
        "还剩多少",
        "还能有几个",
        "还能几个",
        "还能多几个",
        "还可以有几个",
        "还差几个",
        "还差几单",
        "还差几个点",
        "差多少到",
        "差多少会",
        "还有几单",
        "还有几个",
        "离爆",
        "离爆线",
        "离警戒线",
        "离阈值",
        "离目标",
        "距离红线",
        "距离上限",
        "多少才会红",
        "多少才红",
        "最多还能",
        "再来几个",
        "再来几单",
        "缓冲",
        "安全线",
        "多少距离",
        "还有多少距离",
        "差多远",
        "还差多远",
    ],
    takes: &[Slot::Kpis, Slot::Scopes, Slot::Number],
    needs: &[Slot::Kpis, Slot::Scopes],
    form: &[Want::Kpi(Kpis::All).must(), Want::Limit.may()],
    usage_en: "room KPI [until LIMIT]",
    usage_zh: "余量 指标 [到 限值]",
    ..Spec::BLANK
};

#[async_trait]
impl Command for Room {
    fn spec(&self) -> &'static Spec {
        &SPEC
    }

    async fn run(&self, context: &mut Context<'_>, call: Call<'_>) -> Result<Outcome, Stop> {
        let named = subject_kpi::of(context, &call).await?;
        let Some(kpi) = named.first() else {
            return list::answer(context, call.meaning_or_blank()).await;
        };
        let values = call.meaning().map(|meaning| &meaning.values);
        if let Some(written) =
            values.filter(|values| values.number.is_none()).and_then(|values| values.written.clone())
        {
            return Err(Refusal::AmbiguousPercent { text: written }.into());
        }
        answer(context, kpi, values.and_then(|values| values.number)).await
    }
}

/// The room until each limit in force, or until the one that was named.
async fn answer(context: &mut Context<'_>, kpi: &Kpi, until: Option<Decimal>) -> Result<Outcome, Stop> {
    let shown = now::of(context, kpi).await?;
    let mut answer =
        RoomAnswer { kpi: shown, rooms: Vec::new(), window: None, gone_after: None, leaving: None };
    if let (Some(value), Some(period)) = (answer.kpi.line.value, answer.kpi.line.period) {
        let samples = sample::between(context.tx, &kpi.key, period, period).await?;
        let seen = samples.first().map(|sample| &sample.seen);
        let force = seen.map(|seen| in_force(kpi, seen, context.org.targets_of(&kpi.key)));
        let parts = answer.kpi.line.numerator.zip(answer.kpi.line.denominator);
        let of = |severity, limit: Limit| {
            let source = force.as_ref().and_then(|force| force.source_of(&limit).cloned());
            let source = source.map(|source| source.named(context.org));
            Some(RoomUntil { severity, limit, source, room: room(value, parts, limit)? })
        };
        answer.rooms = match (until, &force) {
            (Some(until), _) => {
                let known = force.as_ref().map(|force| force.limits.clone()).unwrap_or_default();
                let known = known.critical.iter().chain(&known.warning).map(|limit| limit.edge).next();
                let edge = known.unwrap_or(if kpi.direction == Direction::Higher {
                    Edge::Below
                } else {
                    Edge::Above
                });
                of(None, Limit { edge, value: until }).into_iter().collect()
            }
            (None, Some(force)) => {
                let warning = force.limits.warning.iter().map(|limit| of(Some(Severity::Warning), *limit));
                let critical = force.limits.critical.iter().map(|limit| of(Some(Severity::Critical), *limit));
                warning.chain(critical).flatten().collect()
            }
            (None, None) => Vec::new(),
        };
        answer.window = seen.and_then(|seen| seen.window).or_else(|| window(kpi, period));
        if let Some((first, last)) = answer.window {
            let days = first.until(last).map_or(0, |span| i64::from(span.get_days()));
            // What lies on the last day of the window leaves it when it has moved by its whole length.
            answer.gone_after = Some(add_days(last, days));
            let is_upper =
                answer.rooms.first().map_or(kpi.direction != Direction::Higher, RoomUntil::is_upper);
            let since = add_days(period, -days - 1);
            let counts = sample::between(context.tx, &kpi.key, since, period).await?;
            answer.leaving = leaving(&counts, days + 1, is_upper);
        }
    }
    Ok(Outcome::public(Answer::Room { room: Box::new(answer) }))
}

/// The rolling window that the catalogue knows of, where the value is a snapshot of one.
fn window(kpi: &Kpi, period: Date) -> Option<(Date, Date)> {
    let days =
        catalog::entry(kpi.catalog.as_deref()?)?.window_days.filter(|_| kpi.grain == Grain::Snapshot)?;
    Some((add_days(period, 1 - i64::from(days)), period))
}
