//! Questions: what is asked in words comes back as values, reasons, people and days.

use std::sync::atomic::{AtomicU64, Ordering};

use rstest::rstest;
use rust_decimal::Decimal;
use steward_commands::Outcome;
use steward_core::answer::moved::Mover;
use steward_core::answer::room::Room;
use steward_core::answer::total::{NoTotal, Total};
use steward_core::id::IdGen;
use steward_core::limit::Severity::{Critical, Warning};
use steward_core::message::answer::{Answer, Rank, Together};
use steward_core::question::{Breakdown, Filter};
use steward_core::sample::{Finality, Observation};
use steward_store::sample;
use uuid::Uuid;

use super::world::{World, key};

/// Ids of samples, apart from those of the world.
struct SampleIds;

impl IdGen for SampleIds {
    fn uuid(&self) -> Uuid {
        static DRAWN: AtomicU64 = AtomicU64::new(0);
        Uuid::from_u128(u128::from(DRAWN.fetch_add(1, Ordering::Relaxed)))
    }
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Days of a KPI from the first on, final: `5/100` with parts, `0.05` without, `.` for none.
async fn reports(world: &World, kpi: &str, first: &str, values: &str) {
    let mut period: jiff::civil::Date = first.parse().unwrap();
    let mut seen = Vec::new();
    for text in values.split_whitespace() {
        let parts = text.split_once('/').map(|(one, other)| (number(one), number(other)));
        if text != "." {
            seen.push(Observation {
                kpi: key(kpi),
                period,
                value: parts.map_or_else(|| text.parse().ok(), |(one, other)| one.checked_div(other)),
                numerator: parts.map(|(one, _)| one),
                denominator: parts.map(|(_, other)| other),
                finality: Finality::Final,
                window: None,
                platform_target: None,
                source: "push".into(),
            });
        }
        period = period.tomorrow().unwrap();
    }
    let mut tx = world.store.begin().await.unwrap();
    sample::record(&mut tx, &seen, world.now, &SampleIds, &|_| true).await.unwrap();
    tx.commit().await.unwrap();
    world.judge(kpi).await;
}

async fn asked(world: &mut World, text: &str) -> Answer {
    match world.say("mei", text).await {
        Outcome::Answer { answer, .. } => answer,
        Outcome::Silent => panic!("no answer to {text}"),
    }
}

async fn with_acos() -> World {
    let world = World::new().await;
    reports(&world, "acos_us", "2026-11-09", "20/100 20/100 20/100 20/100 20/100 20/100 20/100").await;
    reports(&world, "acos_us", "2026-11-16", "10/100 90/100 50/800 20/100 30/100 . 40/100").await;
    reports(&world, "acos_de", "2026-11-16", "1/10 1/10 1/10 1/10 1/10 1/10 1/10").await;
    world
}

#[rstest]
#[case("acos us from nov 16 to nov 22")]
#[case("acos us 11月16日到22日")]
#[case("acos_us nov 16-22")]
#[tokio::test]
async fn a_ratio_over_a_week_is_a_ratio_of_sums(#[case] text: &str) {
    let mut world = with_acos().await;
    let Answer::Span { span } = asked(&mut world, text).await else { panic!("no span") };
    let measured = &span.kpi.measured;
    assert_eq!(measured.total.parts(), Some((number("240"), number("1300"))));
    assert_eq!(
        (measured.from.to_string(), measured.to.to_string()),
        ("2026-11-16".into(), "2026-11-22".into())
    );
    assert_eq!(measured.coverage.present, 6);
    assert_eq!(measured.coverage.gaps.len(), 1, "the missing day is told");
    assert_eq!((span.by, span.rows.len()), (Some(Breakdown::Day), 7));
}

#[rstest]
#[case("acos us last week vs the week before")]
#[case("acos us 上周 环比")]
#[tokio::test]
async fn a_week_is_compared_with_the_one_before(#[case] text: &str) {
    let mut world = with_acos().await;
    let Answer::Span { span } = asked(&mut world, text).await else { panic!("no span") };
    let compared = span.kpi.compared.unwrap();
    assert_eq!(compared.before, Some(number("0.2")));
    assert_eq!(compared.earlier.unwrap().from.to_string(), "2026-11-09");
}

#[rstest]
#[case("acos by shop nov 16-22")]
#[case("11月16日至22日acos按店铺")]
#[tokio::test]
async fn shops_come_to_a_ratio_of_sums(#[case] text: &str) {
    let mut world = with_acos().await;
    let Answer::Values { values } = asked(&mut world, text).await else { panic!("no values") };
    assert!(values.by_shop);
    assert_eq!(values.lines.len(), 2);
    let Some(Together::Whole { total: Total::Whole { numerator, denominator, .. }, .. }) = values.together
    else {
        panic!("no total: {:?}", values.together)
    };
    assert_eq!((numerator, denominator), (Some(number("247")), Some(number("1370"))));
}

#[tokio::test]
async fn the_worst_shop_comes_first() {
    let mut world = with_acos().await;
    let Answer::Values { values } = asked(&mut world, "worst acos last week").await else {
        panic!("no values")
    };
    assert_eq!(values.order, Some(Rank::Worst));
    assert_eq!(values.lines.first().map(|kpi| kpi.line.kpi.as_str()), Some("acos_us"));
    let Answer::Values { values } = asked(&mut world, "best acos last week").await else {
        panic!("no values")
    };
    assert_eq!(values.lines.first().map(|kpi| kpi.line.kpi.as_str()), Some("acos_de"));
}

#[tokio::test]
async fn several_kpis_stand_beside_each_other() {
    let mut world = with_acos().await;
    reports(&world, "late_shipment", "2026-11-20", "0.021 0.03").await;
    let Answer::Values { values } = asked(&mut world, "acos us, late shipment nov 20").await else {
        panic!("no values")
    };
    let shown: Vec<_> = values.lines.iter().map(|kpi| kpi.measured.total.value()).collect();
    assert_eq!(shown, [Some(number("0.3")), Some(number("0.021"))]);
    assert!(!values.by_shop && values.together.is_none());
}

#[tokio::test]
async fn readings_are_never_added_up() {
    let mut world = World::new().await;
    reports(&world, "late_shipment", "2026-11-16", "0.01 0.02 0.03 0.02 0.021").await;
    let Answer::Span { span } = asked(&mut world, "late shipment nov 16-20").await else { panic!("no span") };
    assert!(matches!(span.kpi.measured.total, Total::Reading { value, .. } if value == number("0.021")));
}

#[tokio::test]
async fn a_day_without_data_is_told_as_that() {
    let mut world = with_acos().await;
    let Answer::Span { span } = asked(&mut world, "acos us nov 21").await else { panic!("no span") };
    assert_eq!(span.kpi.measured.total, Total::Nothing { why: NoTotal::NoData });
}

#[rstest]
#[case("why late shipment")]
#[case("why is late shipment red?")]
#[case("迟发率为什么红了")]
#[tokio::test]
async fn why_tells_limit_movement_and_notes(#[case] text: &str) {
    let mut world = World::new().await;
    world.breach("late_shipment", Critical).await;
    reports(&world, "late_shipment", "2026-11-18", "20/1000 40/1000 57/1000").await;
    world.say("mei", "note 1 carrier strike, moved to UPS, due fri").await;
    let Answer::Why { why } = asked(&mut world, text).await else { panic!("no reason") };
    let line = &why.kpi.line;
    assert_eq!((line.value, line.severity), (Some(number("0.057")), Some(Critical)));
    assert!(why.kpi.limit_source.is_some() && line.limit.is_some());
    let parts = why.moved.unwrap().parts.unwrap();
    assert_eq!(parts.mover, Mover::Numerator);
    assert_eq!(why.last_inside.map(|(day, _)| day.to_string()).as_deref(), Some("2026-11-18"));
    assert_eq!(why.notes.first().map(|past| past.note.action.as_str()), Some("moved to UPS"));
}

#[tokio::test]
async fn why_alone_means_the_only_red_one() {
    let mut world = World::new().await;
    reports(&world, "late_shipment", "2026-11-21", "0.02 0.09").await;
    assert!(matches!(asked(&mut world, "why").await, Answer::Why { .. }));
}

#[rstest]
#[case("who owns late shipment?")]
#[case("迟发率谁负责")]
#[tokio::test]
async fn the_owner_is_named_with_everybody_around(#[case] text: &str) {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    world.say("lin", "ack 1").await;
    let Answer::Owners { owners, more: 0 } = asked(&mut world, text).await else { panic!("no owner") };
    let [owner] = owners.as_slice() else { panic!("one KPI: {owners:?}") };
    assert_eq!((owner.owner.as_deref(), owner.backup.as_deref()), (Some("陈梅"), Some("林晓")));
    assert_eq!((owner.acting.as_deref(), owner.lead.as_deref()), (Some("林晓"), Some("Ana")));
}

#[rstest]
#[case("what is Lin working on?", &[2])]
#[case("小林在做什么", &[2])]
#[case("unacknowledged alerts", &[1])]
#[case("未确认的告警", &[1])]
#[case("alerts", &[2, 1])]
#[case("alerts acos de", &[2])]
#[tokio::test]
async fn alerts_are_listed_as_asked(#[case] text: &str, #[case] expected: &[i64]) {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    world.breach("acos_de", Critical).await;
    world.say("lin", "ack 2").await;
    let Answer::AlertList { lines, .. } = asked(&mut world, text).await else { panic!("no list") };
    let numbers: Vec<i64> = lines.iter().map(|line| line.brief.number).collect();
    assert_eq!(numbers, expected);
}

#[tokio::test]
async fn a_promise_is_overdue_when_its_day_has_passed() {
    let mut world = World::new().await;
    world.breach("late_shipment", Warning).await;
    world.say("mei", "note 1 carrier strike, moved to UPS, due fri").await;
    let overdue = async |world: &mut World| match asked(world, "what is overdue?").await {
        Answer::AlertList { lines, .. } => lines.len(),
        other => panic!("no list: {other:?}"),
    };
    assert_eq!(overdue(&mut world).await, 0);
    world.pass(6 * 24 * 60);
    assert_eq!(overdue(&mut world).await, 1);
}

#[rstest]
#[case("how much room late shipment until 4%")]
#[case("late shipment 还有多少余量")]
#[tokio::test]
async fn room_is_counted(#[case] text: &str) {
    let mut world = World::new().await;
    reports(&world, "late_shipment", "2026-11-20", "10/1000").await;
    let Answer::Room { room } = asked(&mut world, text).await else { panic!("no room") };
    let critical = room.rooms.last().unwrap();
    assert!(matches!(critical.room, Room::Counts { more, .. } if more == number("29")), "{critical:?}");
    let (first, last) = room.window.unwrap();
    assert_eq!((first.to_string(), last.to_string()), ("2026-10-22".into(), "2026-11-20".into()));
}

#[tokio::test]
async fn room_tells_when_old_ones_leave_the_window() {
    let mut world = World::new().await;
    reports(&world, "late_shipment", "2026-11-16", "4/1000 4/1000 7/1000 6/1000 8/1000").await;
    let Answer::Room { room } = asked(&mut world, "how much room late shipment until 4%").await else {
        panic!("no room")
    };
    let leaving = room.leaving.unwrap();
    // The count grew by 3 on the 18th and by 2 on the 20th; a window of 30 days takes them along.
    let known: Vec<_> = leaving.known.iter().map(|(day, count)| (day.to_string(), *count)).collect();
    assert_eq!(known, [("2026-12-18".into(), number("3")), ("2026-12-20".into(), number("2"))]);
    assert_eq!(leaving.unknown, number("3"));
}

#[rstest]
#[case("how fresh is the data?")]
#[case("数据更新到哪天")]
#[tokio::test]
async fn freshness_tells_the_last_day(#[case] text: &str) {
    let mut world = with_acos().await;
    let Answer::Freshness { freshness } = asked(&mut world, text).await else { panic!("no freshness") };
    let reaches: Vec<_> = freshness.sources.iter().map(|source| (source.kpis, source.reaches)).collect();
    assert!(reaches.contains(&(2, Some("2026-11-22".parse().unwrap()))), "{reaches:?}");
    let Answer::Freshness { freshness } = asked(&mut world, "how fresh is acos us").await else {
        panic!("no freshness")
    };
    assert_eq!(freshness.lines.len(), 1);
    assert_eq!(freshness.lines[0].as_of, Some(world.now));
}

#[rstest]
#[case("what changed since yesterday")]
#[case("昨天以来有什么变化")]
#[tokio::test]
async fn changes_tell_alerts_and_movements(#[case] text: &str) {
    let mut world = with_acos().await;
    world.breach("late_shipment", Warning).await;
    let Answer::Changes { changes } = asked(&mut world, text).await else { panic!("no changes") };
    assert_eq!(changes.opened.count(), 1);
    assert_eq!(changes.moved.first().map(|moved| moved.line.kpi.as_str()), Some("acos_us"));
}

#[tokio::test]
async fn what_is_red_counts_what_is_not_judged() {
    let mut world = World::new().await;
    reports(&world, "late_shipment", "2026-11-21", "0.02 0.09").await;
    let Answer::KpiList { narrowed, standings, lines, .. } = asked(&mut world, "what is red?").await else {
        panic!("no list")
    };
    assert_eq!(narrowed.filters, [Filter::Red]);
    assert_eq!((lines.len(), standings.outside, standings.unjudged), (1, 1, 2));
}
