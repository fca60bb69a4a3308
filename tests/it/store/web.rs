//! The web chat's messages, sessions and marks.

use super::harness::{CountingIds, at, fresh};
use anyhow::Result;
use rstest::rstest;
use steward_core::id::OutboxId;
use steward_store::web::{self, NewWebMessage};
use steward_store::{Engine, Topic};

fn said(target: &str) -> NewWebMessage<'_> {
    NewWebMessage { marker: None, target, thread: None, author: "mei", body: "{}" }
}

#[rstest]
#[tokio::test]
async fn messages_come_page_by_page_and_live(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let marker = OutboxId::fresh(&CountingIds::default());
    let mut wake = fresh.store.changed(&Topic::ALL);
    let mut tx = fresh.tx().await;
    let card = NewWebMessage { marker: Some(marker), author: "steward", ..said("ops") };
    let root = web::message_put(&mut tx, card, at(0)).await?;
    let reply = web::message_put(&mut tx, NewWebMessage { thread: Some(root), ..said("ops") }, at(1)).await?;
    let later = web::message_put(&mut tx, said("ops"), at(2)).await?;
    let elsewhere = web::message_put(&mut tx, said("mei"), at(3)).await?;
    tx.commit().await?;
    wake.wait().await;

    // The same marker is the same message, whatever it says now.
    let mut tx = fresh.tx().await;
    assert_eq!(web::message_put(&mut tx, NewWebMessage { body: "x", ..card }, at(9)).await?, root);
    assert_eq!(web::find(&mut tx, marker).await?, Some(root));
    tx.commit().await?;

    let mut conn = fresh.conn().await;
    let page = web::messages(&mut conn, "ops", None, 10).await?;
    assert_eq!(page.iter().map(|one| (one.id, one.replies)).collect::<Vec<_>>(), [(root, 1), (later, 0)]);
    assert_eq!(web::messages(&mut conn, "ops", None, 1).await?[0].id, later);
    assert_eq!(web::messages(&mut conn, "ops", Some(later), 9).await?[0].id, root);
    assert_eq!(web::thread(&mut conn, root).await?.iter().map(|one| one.id).collect::<Vec<_>>(), [reply]);
    let seen = web::newest_seq(&mut conn).await?;
    assert_eq!(web::since(&mut conn, seen, 9).await?, []);

    let mut tx = fresh.tx().await;
    assert!(web::message_edit(&mut tx, root, "{\"new\":1}", at(20)).await?);
    assert!(!web::message_edit(&mut tx, 999, "{}", at(20)).await?);
    tx.commit().await?;
    let news = web::since(&mut conn, seen, 9).await?;
    assert_eq!(news.iter().map(|one| (one.id, one.edited_at)).collect::<Vec<_>>(), [(root, Some(at(20)))]);
    assert_eq!(news[0].body, "{\"new\":1}");
    assert_eq!(web::message(&mut conn, root).await?, news.first().cloned());
    assert_eq!(web::since(&mut conn, 0, 2).await?.len(), 2);

    let mut tx = fresh.tx().await;
    let mei = "mei".parse()?;
    web::read_up_to(&mut tx, &mei, "ops", later).await?;
    web::read_up_to(&mut tx, &mei, "ops", root).await?;
    web::read_up_to(&mut tx, &mei, "mei", elsewhere).await?;
    tx.commit().await?;
    let read = web::last_read(&mut conn, &mei).await?;
    assert_eq!(read.into_iter().collect::<Vec<_>>(), [("mei".into(), elsewhere), ("ops".into(), later)]);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_session_ends(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let mei = "mei".parse()?;
    let mut tx = fresh.tx().await;
    web::session_put(&mut tx, "one", &mei, at(0), at(100)).await?;
    web::session_put(&mut tx, "two", &mei, at(0), at(200)).await?;
    tx.commit().await?;
    let mut conn = fresh.conn().await;
    let session = web::session(&mut conn, "one", at(99)).await?.expect("a session");
    assert_eq!((session.person, session.begun_at, session.expires_at), (mei, at(0), at(100)));
    assert_eq!(web::session(&mut conn, "one", at(100)).await?, None);
    assert_eq!(web::session(&mut conn, "three", at(1)).await?, None);
    let mut tx = fresh.tx().await;
    assert_eq!(web::clean_sessions(&mut tx, at(100)).await?, 1);
    web::session_drop(&mut tx, "two").await?;
    tx.commit().await?;
    assert_eq!(web::session(&mut conn, "two", at(1)).await?, None);
    Ok(())
}
