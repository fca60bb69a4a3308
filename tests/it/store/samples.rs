//! Samples: revisions, what is unchanged, what is restated, and how fast they are read back.

use std::collections::BTreeMap;

use super::harness::{CountingIds, at, fresh, kpi, observed};
use anyhow::Result;
use jiff::Timestamp;
use rstest::rstest;
use rust_decimal::Decimal;
use std::time::Duration;
use steward_core::sample::{Finality, Observation};
use steward_core::target::{Condition, PlatformTarget};
use steward_store::sample::{self, Met, Recorded};
use steward_store::{Bundle, Engine, Store, StoreError, Topic, judgement};
use tokio::time::Instant;

async fn record(
    store: &Store,
    ids: &CountingIds,
    seen: &[Observation],
    now: Timestamp,
    settled: bool,
) -> Result<Vec<Recorded>, StoreError> {
    let mut tx = store.begin().await?;
    let outcome = sample::record(&mut tx, seen, now, ids, &|_| settled).await?;
    tx.commit().await?;
    Ok(outcome)
}

#[rstest]
#[tokio::test]
async fn a_changed_value_is_a_new_revision(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let first = [observed("lsr", "2026-11-19", "0.031"), observed("lsr", "2026-11-20", "0.046")];
    let outcome = record(&fresh.store, &ids, &first, at(0), false).await?;
    assert_eq!(outcome, [Recorded::New { revision: 1 }; 2]);

    // The same number written with more digits says the same, and another source does not matter.
    let again = Observation { source: "file lsr.csv".into(), ..observed("lsr", "2026-11-20", "0.0460") };
    let outcome = record(&fresh.store, &ids, &[again], at(60), false).await?;
    assert_eq!(outcome, [Recorded::Unchanged { revision: 1 }]);

    let before = Some("0.046".parse::<Decimal>()?);
    let outcome =
        record(&fresh.store, &ids, &[observed("lsr", "2026-11-20", "0.047")], at(90), false).await?;
    assert_eq!(outcome, [Recorded::Revised { revision: 2, before, restates: false }]);

    let before = Some("0.047".parse::<Decimal>()?);
    let settled = [observed("lsr", "2026-11-20", "0.038")];
    let outcome = record(&fresh.store, &ids, &settled, at(120), true).await?;
    assert_eq!(outcome, [Recorded::Revised { revision: 3, before, restates: true }]);

    let mut conn = fresh.conn().await;
    let latest = sample::latest(&mut conn, &kpi("lsr"), 60).await?;
    let shown: Vec<_> =
        latest.iter().map(|one| (one.seen.period.to_string(), one.revision, one.restates)).collect();
    assert_eq!(shown, [("2026-11-19".into(), 1, false), ("2026-11-20".into(), 3, true)]);
    assert_eq!(latest[1].fetched_at, at(120));
    assert_eq!(sample::latest(&mut conn, &kpi("lsr"), 1).await?, latest[1..]);
    let of_each = |periods: usize| BTreeMap::from([(kpi("lsr"), latest[2 - periods..].to_vec())]);
    let wanted = [&kpi("acos"), &kpi("lsr")];
    for (asked, got) in [(1_u32, 1), (2, 2), (60, 2)] {
        assert_eq!(sample::latest_of_each(&mut conn, &wanted, asked).await?, of_each(got));
    }
    let revisions = sample::revisions(&mut conn, &kpi("lsr"), "2026-11-20".parse()?).await?;
    assert_eq!(revisions.iter().map(|one| one.revision).collect::<Vec<_>>(), [1, 2, 3]);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn everything_that_is_observed_comes_back(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let full = Observation {
        numerator: Some("46".parse()?),
        denominator: Some("1000".parse()?),
        finality: Finality::Final,
        window: Some(("2026-10-22".parse()?, "2026-11-20".parse()?)),
        platform_target: Some(PlatformTarget {
            value: "0.04".parse()?,
            condition: Condition::LessThan,
            status: Some("AT_RISK".into()),
        }),
        source: "file 迟发率.csv".into(),
        ..observed("lsr", "2026-11-20", "0.046")
    };
    let none = Observation { value: None, ..observed("lsr", "2026-11-21", "0") };
    record(&fresh.store, &CountingIds::default(), &[full.clone(), none.clone()], at(0), false).await?;
    let mut conn = fresh.conn().await;
    let back = sample::between(&mut conn, &kpi("lsr"), "2026-11-20".parse()?, "2026-11-21".parse()?).await?;
    assert_eq!(back.iter().map(|one| &one.seen).collect::<Vec<_>>(), [&full, &none]);
    let (first, second, other) = ("2026-11-20".parse()?, "2026-11-21".parse()?, kpi("odr"));
    let lsr = kpi("lsr");
    let wanted = [(&lsr, first, first), (&other, first, second), (&lsr, second, second)];
    let each = sample::between_each(&mut conn, &wanted).await?;
    assert_eq!(each, BTreeMap::from([(lsr, back)]));
    let later = sample::between(&mut conn, &kpi("lsr"), "2026-11-22".parse()?, "2026-12-01".parse()?).await?;
    assert_eq!(later, []);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn one_period_twice_in_a_batch_is_two_revisions(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let batch = [
        observed("lsr", "2026-11-20", "0.01"),
        observed("lsr", "2026-11-20", "0.02"),
        observed("lsr", "2026-11-20", "0.02"),
    ];
    let outcome = record(&fresh.store, &CountingIds::default(), &batch, at(0), false).await?;
    let before = Some("0.01".parse()?);
    assert_eq!(
        outcome,
        [
            Recorded::New { revision: 1 },
            Recorded::Revised { revision: 2, before, restates: false },
            Recorded::Unchanged { revision: 2 },
        ]
    );
    let latest = sample::latest(&mut fresh.conn().await, &kpi("lsr"), 9).await?;
    assert_eq!(latest.len(), 1);
    assert_eq!(latest[0].revision, 2);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn only_what_changed_is_judged_again_and_wakes(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let mut wake = fresh.store.changed(&Topic::ALL);
    record(&fresh.store, &ids, &[observed("lsr", "2026-11-20", "0.046")], at(5), false).await?;
    wake.wait().await;
    let mut conn = fresh.conn().await;
    assert_eq!(judgement::due(&mut conn, at(5), 10).await?, [kpi("lsr")]);
    assert_eq!(judgement::watched_since(&mut conn, &kpi("lsr")).await?, Some(at(5)));
    assert_eq!(judgement::due(&mut conn, at(4), 10).await?, []);

    record(&fresh.store, &ids, &[observed("lsr", "2026-11-20", "0.046")], at(60), false).await?;
    let again = tokio::time::timeout(Duration::from_millis(20), wake.wait()).await;
    assert!(again.is_err(), "an unchanged value wakes nobody");
    Ok(())
}

/// Two who record the same period at once: one waits, none is lost.
#[tokio::test]
async fn two_replicas_record_one_period() -> Result<()> {
    let Some(fresh) = fresh(Engine::Postgres).await else { return Ok(()) };
    let ids = CountingIds::default();
    record(&fresh.store, &ids, &[observed("lsr", "2026-11-20", "0.01")], at(0), false).await?;
    let one = [observed("lsr", "2026-11-20", "0.02")];
    let two = [observed("lsr", "2026-11-20", "0.03")];
    let (one, two) = tokio::join!(
        record(&fresh.store, &ids, &one, at(1), false),
        record(&fresh.store, &ids, &two, at(1), false)
    );
    let revision = |outcome: &[Recorded]| match outcome {
        [Recorded::Revised { revision, .. }] => *revision,
        other => panic!("{other:?}"),
    };
    let mut revisions = [revision(&one?), revision(&two?)];
    revisions.sort_unstable();
    assert_eq!(revisions, [2, 3]);
    Ok(())
}

/// Two who read what they meet before either writes: the slower one is refused, and nothing of it is kept.
#[rstest]
#[tokio::test]
async fn who_met_what_has_changed_since_is_refused(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let store = &fresh.store;
    let met = async |seen: &[Observation]| Met::by(&mut store.reader().await?, seen).await;
    let keep = async |met: Met, seen: &[Observation]| {
        let mut bundle = Bundle::default();
        let outcome = met.record(seen, at(1), &ids, &|_| false, &mut bundle)?;
        store.keep(store.reader().await?, bundle).await?;
        Ok::<_, StoreError>(outcome)
    };
    for (before, revision) in [(&[][..], 1), (&[observed("lsr", "2026-11-20", "0.01")][..], 2)] {
        let day = if before.is_empty() { "2026-11-19" } else { "2026-11-20" };
        record(store, &ids, before, at(0), false).await?;
        let one = [observed("lsr", day, "0.02")];
        let two = [observed("lsr", day, "0.03"), observed("other", day, "0.03")];
        let (met_one, met_two) = (met(&one).await?, met(&two).await?);
        let mut wake = store.changed(&[Topic::Due]);
        keep(met_one, &one).await?;
        wake.wait().await;
        let refused = keep(met_two, &two).await;
        assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{refused:?}");
        assert_eq!(sample::revisions(&mut fresh.conn().await, &kpi("other"), day.parse()?).await?, []);
        let [Recorded::Revised { revision: next, .. }, Recorded::New { .. }] =
            keep(met(&two).await?, &two).await?[..]
        else {
            panic!("the other one is there by now")
        };
        assert_eq!(next, revision + 1);
    }
    Ok(())
}

/// 250 KPIs of 400 days and a look at one of them. The limits leave room for a loaded machine in a debug build.
#[rstest]
#[tokio::test]
async fn a_kpi_is_read_at_once_from_many_samples(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let statement = match engine {
        Engine::Sqlite => {
            "WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 99999)
             INSERT INTO sample (id, kpi, period, revision, newest, fetched_at, last_seen_at, restates, value,
                                 finality, source)
             SELECT printf('019b0000-0000-7000-8000-%012d', n), 'kpi_' || (n / 400),
                    date('2025-10-20', '+' || (n % 400) || ' days'), 1, TRUE, 0, 0, FALSE, '0.01', 'by_lag', 'push'
             FROM n"
        }
        Engine::Postgres => {
            "INSERT INTO sample (id, kpi, period, revision, newest, fetched_at, last_seen_at, restates, value,
                                 finality, source)
             SELECT '019b0000-0000-7000-8000-' || lpad(n::text, 12, '0'), 'kpi_' || (n / 400),
                    (DATE '2025-10-20' + n % 400)::text, 1, TRUE, 0, 0, FALSE, '0.01', 'by_lag', 'push'
             FROM generate_series(0, 99999) n;
             ANALYZE sample"
        }
    };
    super::harness::beside(&fresh.address, statement).await?;
    let mut conn = fresh.conn().await;
    sample::latest(&mut conn, &kpi("kpi_1"), 60).await?;
    let begin = Instant::now();
    for number in 0..20 {
        let key = kpi(&format!("kpi_{}", number * 12));
        assert_eq!(sample::latest(&mut conn, &key, 60).await?.len(), 60);
    }
    let each = begin.elapsed() / 20;
    assert!(each < Duration::from_millis(50), "reading a KPI takes {each:?}");

    let ids = CountingIds::default();
    let batch: Vec<Observation> =
        (0..100).map(|number| observed(&format!("kpi_{number}"), "2026-11-22", "0.02")).collect();
    let begin = Instant::now();
    record(&fresh.store, &ids, &batch, at(0), false).await?;
    let took = begin.elapsed();
    assert!(took < Duration::from_secs(2), "recording a batch takes {took:?}");
    eprintln!("{engine:?}: a KPI is read in {each:?}, a batch of 100 recorded in {took:?}");
    Ok(())
}
