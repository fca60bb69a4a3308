//! Judgements: when a KPI is due, and what is kept of where it stands.

use super::harness::{Fresh, at, fresh, kpi};
use anyhow::Result;
use jiff::Timestamp;
use rstest::rstest;
use steward_core::id::KpiKey;
use steward_core::judge::{Judgement, Standing};
use steward_core::limit::Limits;
use steward_store::judgement::{self, Watched};
use steward_store::{Conn, Engine};

fn judged(key: &str, seconds: i64, due: Option<i64>) -> Judgement {
    Judgement {
        kpi: kpi(key),
        at: at(seconds),
        standing: Standing::Good,
        reading: None,
        readings: vec![],
        since: None,
        fault: None,
        provisional: None,
        target: None,
        limits: Limits::default(),
        platform: None,
        due_at: due.map(at),
    }
}

/// PostgreSQL takes 65,535 values in one message, of which each KPI needs three.
#[rstest]
#[tokio::test]
async fn more_kpis_than_one_message_holds_are_due_together(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    const MANY: u32 = 22_000;
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let many: Vec<KpiKey> = (0..MANY).map(|number| kpi(&format!("kpi{number}"))).collect();
    let mut tx = fresh.tx().await;
    judgement::mark_due(&mut tx, &many, at(10)).await?;
    tx.commit().await?;
    let due = judgement::due(&mut fresh.conn().await, at(10), 2 * MANY).await?;
    assert_eq!(due.len(), many.len());
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_kpi_is_due_until_it_is_judged(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let mut tx = fresh.tx().await;
    judgement::mark_due(&mut tx, &[kpi("b"), kpi("a"), kpi("b")], at(10)).await?;
    judgement::mark_due(&mut tx, &[kpi("b")], at(5)).await?;
    judgement::mark_due(&mut tx, &[kpi("b")], at(20)).await?;
    tx.commit().await?;

    let mut conn = fresh.conn().await;
    assert_eq!(judgement::due(&mut conn, at(10), 10).await?, [kpi("b"), kpi("a")]);
    assert_eq!(judgement::due(&mut conn, at(10), 1).await?, [kpi("b")]);
    assert_eq!(judgement::next_due(&mut conn).await?, Some(at(5)));
    assert_eq!(judgement::of(&mut conn, &kpi("a")).await?, None);
    assert_eq!(fresh.store.board().read(&mut conn).await?.len(), 0);

    let mut tx = fresh.tx().await;
    // "c" is not watched.
    let held = judgement::lock(&mut tx, &[kpi("c"), kpi("b"), kpi("a")]).await?;
    let watched = |key, due, since| Watched { kpi: kpi(key), due_at: Some(at(due)), since: at(since) };
    assert_eq!(held, [watched("a", 10, 10), watched("b", 5, 10)]);
    judgement::save(&mut tx, &[judged("b", 30, Some(90)), judged("a", 30, None)]).await?;
    judgement::save(&mut tx, &[judged("c", 31, None)]).await?;
    tx.commit().await?;

    assert_eq!(judgement::due(&mut conn, at(89), 10).await?, []);
    assert_eq!(judgement::due(&mut conn, at(90), 10).await?, [kpi("b")]);
    assert_eq!(judgement::of(&mut conn, &kpi("b")).await?, Some(judged("b", 30, Some(90))));
    assert_eq!(on_the_board(&fresh, &mut conn).await?, [("a", 30), ("b", 30), ("c", 31)].map(judged_at));
    // Judging again does not change since when a KPI is watched.
    assert_eq!(judgement::watched_since(&mut conn, &kpi("b")).await?, Some(at(10)));
    assert_eq!(judgement::watched_since(&mut conn, &kpi("c")).await?, Some(at(31)));

    let mut tx = fresh.tx().await;
    judgement::mark_due(&mut tx, &[kpi("a")], at(40)).await?;
    judgement::forget(&mut tx, &kpi("b")).await?;
    tx.commit().await?;
    assert_eq!(judgement::due(&mut conn, at(99), 10).await?, [kpi("a")]);
    assert_eq!(judgement::watched_since(&mut conn, &kpi("b")).await?, None);
    assert_eq!(on_the_board(&fresh, &mut conn).await?, [("a", 30), ("c", 31)].map(judged_at));
    Ok(())
}

/// The KPIs that the board shows, with when they were judged.
async fn on_the_board(fresh: &Fresh, conn: &mut Conn) -> Result<Vec<(KpiKey, Timestamp)>> {
    let board = fresh.store.board().read(conn).await?;
    let mut shown: Vec<_> = board.iter().map(|(kpi, judgement)| (kpi.clone(), judgement.at)).collect();
    shown.sort();
    Ok(shown)
}

fn judged_at((key, seconds): (&str, i64)) -> (KpiKey, Timestamp) {
    (kpi(key), at(seconds))
}

/// Whatever another process judges, watches no more or watches again is on the board at the next look.
#[rstest]
#[tokio::test]
async fn the_board_follows_every_judgement(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let mut conn = fresh.conn().await;
    for (judged_anew, forgotten, expected) in [
        (vec![("a", 1), ("b", 1)], None, vec![("a", 1), ("b", 1)]),
        (vec![("b", 2)], None, vec![("a", 1), ("b", 2)]),
        (vec![("c", 3)], Some("b"), vec![("a", 1), ("c", 3)]),
        (vec![("a", 4), ("b", 5), ("b", 6)], Some("b"), vec![("a", 4), ("b", 6), ("c", 3)]),
        (vec![("a", 3)], None, vec![("a", 3), ("b", 6), ("c", 3)]),
    ] {
        let mut tx = fresh.tx().await;
        if let Some(key) = forgotten {
            judgement::forget(&mut tx, &kpi(key)).await?;
        }
        for (key, seconds) in judged_anew {
            judgement::save(&mut tx, &[judged(key, seconds, None)]).await?;
        }
        tx.commit().await?;
        let expected: Vec<_> = expected.into_iter().map(judged_at).collect();
        assert_eq!(on_the_board(&fresh, &mut conn).await?, expected);
    }
    Ok(())
}

/// A sample that arrives while its KPI is judged makes the KPI due again afterwards.
#[tokio::test]
async fn a_sample_that_arrives_while_judging_is_not_forgotten() -> Result<()> {
    let Some(fresh) = fresh(Engine::Postgres).await else { return Ok(()) };
    let mut tx = fresh.tx().await;
    judgement::mark_due(&mut tx, &[kpi("a")], at(0)).await?;
    tx.commit().await?;

    let mut judging = fresh.tx().await;
    judgement::lock(&mut judging, &[kpi("a")]).await?;
    let store = fresh.store.clone();
    let arriving = tokio::spawn(async move {
        let mut tx = store.begin().await?;
        judgement::mark_due(&mut tx, &[kpi("a")], at(1)).await?;
        tx.commit().await
    });
    tokio::task::yield_now().await;
    judgement::save(&mut judging, &[judged("a", 0, Some(900))]).await?;
    judging.commit().await?;
    arriving.await??;
    assert_eq!(judgement::due(&mut fresh.conn().await, at(1), 9).await?, [kpi("a")]);
    Ok(())
}
