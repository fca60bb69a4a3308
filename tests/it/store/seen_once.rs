//! What happens once: an event of a platform, a slot of a schedule, a push with its key.

use super::harness::{at, fresh};
use anyhow::Result;
use rstest::rstest;
use steward_core::id::ScheduleKey;
use steward_store::inbox::EventKey;
use steward_store::slot::Slot;
use steward_store::{Engine, StoreError, inbox, receipt, slot};

fn reply(platform: &str, event: &str, reply: &str) -> (EventKey, String) {
    ((platform.to_owned(), event.to_owned()), reply.to_owned())
}

#[rstest]
#[tokio::test]
async fn an_event_twice_gives_the_first_reply(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let mut tx = fresh.tx().await;
    assert_eq!(inbox::seen(&mut tx, "slack", "e1").await?, None);
    inbox::put_all(&mut tx, &[reply("slack", "e1", "first")], at(0)).await?;
    inbox::put_all(&mut tx, &[reply("discord", "e1", "another platform")], at(9)).await?;
    tx.commit().await?;

    let mut tx = fresh.tx().await;
    let refused = inbox::put_all(&mut tx, &[reply("slack", "e1", "second")], at(1)).await;
    assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{refused:?}");
    drop(tx);
    let mut conn = fresh.conn().await;
    assert_eq!(inbox::seen(&mut conn, "slack", "e1").await?.as_deref(), Some("first"));
    let asked = [("slack", "e1"), ("slack", "e2"), ("discord", "e1")];
    let asked = asked.map(|(platform, event)| (platform.to_owned(), event.to_owned()));
    let seen: Vec<String> = inbox::seen_all(&mut conn, &asked).await?.into_values().collect();
    assert_eq!(seen, ["another platform", "first"]);

    let mut tx = fresh.tx().await;
    assert_eq!(inbox::clean(&mut tx, at(5)).await?, 1);
    tx.commit().await?;
    assert_eq!(inbox::seen(&mut conn, "slack", "e1").await?, None);
    assert!(inbox::seen(&mut conn, "discord", "e1").await?.is_some());
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_slot_is_taken_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let morning: ScheduleKey = "morning".parse()?;
    let (monday, tuesday) = ("2026-11-23".parse()?, "2026-11-24".parse()?);
    let nine = "09:00".parse()?;
    let mut tx = fresh.tx().await;
    assert_eq!(slot::last(&mut tx, &morning).await?, None);
    assert!(slot::take(&mut tx, &morning, monday, nine, at(0)).await?);
    assert!(!slot::take(&mut tx, &morning, monday, "10:00".parse()?, at(1)).await?);
    assert!(slot::take(&mut tx, &"evening".parse()?, monday, nine, at(0)).await?);
    tx.commit().await?;

    let mut tx = fresh.tx().await;
    assert!(slot::take(&mut tx, &morning, tuesday, nine, at(2)).await?);
    drop(tx);
    let taken = Slot { date: monday, time: nine, taken_at: at(0) };
    assert_eq!(slot::last(&mut fresh.conn().await, &morning).await?, Some(taken));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_receipt_is_given_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let mut tx = fresh.tx().await;
    receipt::put_receipt(&mut tx, "k", "{\"recorded\":3}", at(0)).await?;
    tx.commit().await?;
    let mut tx = fresh.tx().await;
    let refused = receipt::put_receipt(&mut tx, "k", "{}", at(1)).await;
    assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{refused:?}");
    drop(tx);
    assert_eq!(receipt::receipt(&mut fresh.conn().await, "k").await?.as_deref(), Some("{\"recorded\":3}"));
    let mut tx = fresh.tx().await;
    assert_eq!(receipt::clean(&mut tx, at(1)).await?, 1);
    tx.commit().await?;
    assert_eq!(receipt::receipt(&mut fresh.conn().await, "k").await?, None);
    Ok(())
}
