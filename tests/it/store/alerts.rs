//! Alerts: committed with their events, at most one open per KPI and kind, never without a next action while open.

use std::collections::BTreeMap;

use super::harness::{CountingIds, at, beside, closed, commented, fresh, kpi, next, opened};
use anyhow::Result;
use rstest::rstest;
use steward_core::alert::event::{AlertEvent, Happened};
use steward_core::alert::{Alert, ChosenBecause};
use steward_core::escalation::Rung;
use steward_core::id::AlertId;
use steward_store::alert::Turn;
use steward_store::{Engine, StoreError, alert, judgement};

#[rstest]
#[tokio::test]
async fn an_alert_is_kept_with_its_history(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let mut tx = fresh.tx().await;
    let mut numbers = alert::Numbers::default();
    assert_eq!(numbers.draw(&mut tx).await?, 1);
    let (first, opening) = opened(AlertId::fresh(&ids), 1, "lsr", at(60));
    alert::commit(&mut tx, &first, std::slice::from_ref(&opening)).await?;
    let (second, event) = opened(AlertId::fresh(&ids), numbers.draw(&mut tx).await?, "acos", at(30));
    alert::commit(&mut tx, &second, &[event]).await?;
    numbers.keep(&mut tx).await?;
    tx.commit().await?;

    let mut conn = fresh.conn().await;
    assert_eq!(alert::by_id(&mut conn, first.id).await?.as_ref(), Some(&first));
    assert_eq!(alert::by_number(&mut conn, 2).await?.as_ref(), Some(&second));
    assert_eq!(alert::by_number(&mut conn, 3).await?, None);
    assert_eq!(alert::open_of(&mut conn, &kpi("lsr")).await?, std::slice::from_ref(&first));
    let of_each = alert::open_of_each(&mut conn, &[&kpi("lsr"), &kpi("odr")]).await?;
    assert_eq!(of_each, BTreeMap::from([(kpi("lsr"), vec![first.clone()])]));
    assert_eq!(alert::open_all(&mut conn).await?, [first.clone(), second.clone()]);
    assert_eq!(alert::due(&mut conn, at(60), 9).await?, [second.id, first.id]);
    assert_eq!(alert::due(&mut conn, at(59), 9).await?, [second.id]);
    assert_eq!(alert::due(&mut conn, at(60), 1).await?, [second.id]);
    assert_eq!(alert::next_due(&mut conn).await?, Some(at(30)));

    let mut tx = fresh.tx().await;
    let held = alert::lock(&mut tx, first.id).await?.expect("the alert");
    let (after, comment) = commented(&held, at(70));
    let text = r#""what":{"event":"relapsed""#.to_owned();
    let comment = AlertEvent { what: Happened::Commented { text }, ..comment };
    let (after, closing) = closed(&after, at(80));
    alert::commit(&mut tx, &after, &[comment.clone(), closing.clone()]).await?;
    assert_eq!(alert::lock(&mut tx, AlertId::fresh(&ids)).await?, None);
    tx.commit().await?;

    let after = alert::by_id(&mut conn, first.id).await?.expect("the alert");
    assert!(!after.is_open() && after.version == 3);
    assert_eq!(alert::open_all(&mut conn).await?, std::slice::from_ref(&second));
    assert_eq!(alert::closed_last(&mut conn, &kpi("lsr")).await?, std::slice::from_ref(&after));
    assert_eq!(alert::closed_last(&mut conn, &kpi("acos")).await?, []);
    let at_hand = judgement::at_hand(&mut conn, &[&kpi("lsr"), &kpi("acos"), &kpi("odr")], 1).await?.alerts;
    assert_eq!(at_hand, BTreeMap::from([(kpi("lsr"), vec![after.clone()]), (kpi("acos"), vec![second])]));
    assert_eq!(
        alert::events(&mut conn, first.id).await?,
        [opening.clone(), comment.clone(), closing.clone()]
    );
    assert_eq!(alert::events_between(&mut conn, at(60), at(80)).await?, [opening, comment]);
    assert_eq!(alert::events_between(&mut conn, at(80), at(81)).await?, [closing]);
    let turns = alert::turns_between(&mut conn, at(60), at(81)).await?;
    assert_eq!(turns, [(first.id, Turn::Opened), (first.id, Turn::Closed)], "whatever a comment says");
    assert_eq!(alert::turns_between(&mut conn, at(61), at(80)).await?, []);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn who_decides_on_an_old_version_is_refused(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let (first, opening) = opened(AlertId::fresh(&CountingIds::default()), 1, "lsr", at(0));
    let mut tx = fresh.tx().await;
    alert::commit(&mut tx, &first, std::slice::from_ref(&opening)).await?;
    tx.commit().await?;
    let (after, event) = commented(&first, at(1));
    let mut tx = fresh.tx().await;
    alert::commit(&mut tx, &after, std::slice::from_ref(&event)).await?;
    tx.commit().await?;

    let mut tx = fresh.tx().await;
    let refused = alert::commit(&mut tx, &after, &[event]).await;
    assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{refused:?}");
    drop(tx);
    let mut tx = fresh.tx().await;
    let refused = alert::commit(&mut tx, &first, &[opening]).await;
    assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{refused:?}");
    drop(tx);
    let mut tx = fresh.tx().await;
    let (ahead, event) = commented(&after, at(2));
    let refused = alert::commit(&mut tx, &Alert { version: 9, ..ahead.clone() }, &[event]).await;
    assert!(matches!(refused, Err(StoreError::Defect { .. })), "{refused:?}");
    let refused = alert::commit(&mut tx, &ahead, &[]).await;
    assert!(matches!(refused, Err(StoreError::Defect { .. })), "{refused:?}");
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_second_open_alert_of_a_kpi_and_kind_is_refused(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let (first, event) = opened(AlertId::fresh(&ids), 1, "lsr", at(0));
    let mut tx = fresh.tx().await;
    alert::commit(&mut tx, &first, &[event]).await?;
    tx.commit().await?;
    let (second, opening) = opened(AlertId::fresh(&ids), 2, "lsr", at(1));
    let mut tx = fresh.tx().await;
    let refused = alert::commit(&mut tx, &second, std::slice::from_ref(&opening)).await;
    assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{refused:?}");
    drop(tx);

    let (gone, event) = closed(&first, at(2));
    let mut tx = fresh.tx().await;
    alert::commit(&mut tx, &gone, &[event]).await?;
    alert::commit(&mut tx, &second, &[opening]).await?;
    tx.commit().await?;
    assert_eq!(alert::open_of(&mut fresh.conn().await, &kpi("lsr")).await?, [second]);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_open_alert_without_a_next_action_is_refused(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let (first, event) = opened(AlertId::fresh(&CountingIds::default()), 1, "lsr", at(0));
    let mut tx = fresh.tx().await;
    let silent = Alert { next_action: None, ..first.clone() };
    let refused = alert::commit(&mut tx, &silent, std::slice::from_ref(&event)).await;
    assert!(matches!(refused, Err(StoreError::Defect { .. })), "{refused:?}");
    alert::commit(&mut tx, &first, &[event]).await?;
    tx.commit().await?;
    // Nor does the database itself take it from anybody else.
    for statement in ["UPDATE alert SET next_action_at = NULL", "UPDATE alert SET status = 'closed'"] {
        let refused = beside(&fresh.address, statement).await;
        assert!(refused.is_err(), "{statement}");
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_escalation_step_is_taken_once(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let tells = |to: &str, step| Happened::Escalated {
        rung: Rung::Owner,
        to: to.parse().expect("a key"),
        because: ChosenBecause::OwnsIt,
        step,
        lap: 0,
    };
    let step = |step| tells("mei", step);
    let (first, opening) = opened(AlertId::fresh(&CountingIds::default()), 1, "lsr", at(0));
    let (after, one) = next(&first, step(1), at(1));
    let (after, besides) = next(&after, tells("lin", 1), at(1));
    let (after, two) = next(&after, step(2), at(2));
    let mut tx = fresh.tx().await;
    alert::commit(&mut tx, &after, &[opening, one, besides, two]).await?;
    tx.commit().await?;
    let (after, again) = next(&after, step(2), at(3));
    let mut tx = fresh.tx().await;
    let refused = alert::commit(&mut tx, &after, &[again]).await;
    assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{refused:?}");
    Ok(())
}

/// Two replicas draw numbers: each gets its own, and a number that was not kept is drawn again.
#[rstest]
#[tokio::test]
async fn numbers_count_without_a_gap(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let mut tx = fresh.tx().await;
    assert_eq!(alert::Numbers::default().draw(&mut tx).await?, 1);
    drop(tx);
    for expected in [1, 4, 7] {
        let mut tx = fresh.tx().await;
        let mut numbers = alert::Numbers::default();
        for next in expected..expected + 3 {
            assert_eq!(numbers.draw(&mut tx).await?, next);
        }
        numbers.keep(&mut tx).await?;
        tx.commit().await?;
    }
    Ok(())
}
