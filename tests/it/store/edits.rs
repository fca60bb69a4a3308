//! Cards of alerts: whatever happens in which order, in the end each shows the newest version, edited in place.

use super::harness::{CountingIds, Fresh, accepted, at, card, fresh, keys, opened};
use anyhow::Result;
use rstest::rstest;
use steward_core::alert::Alert;
use steward_core::alert::event::{AlertEvent, Happened};
use steward_core::id::AlertId;
use steward_core::outbox::outcome::{Fallback, Next};
use steward_core::outbox::{Class, Outgoing};
use steward_store::outbox::{News, OVER};
use steward_store::{Engine, alert, message_ref, outbox};

/// An alert with its card queued.
async fn announced(fresh: &Fresh, ids: &CountingIds) -> (Alert, Outgoing) {
    let (alert, event) = opened(AlertId::fresh(ids), 1, "lsr", at(0));
    let card = card(ids, &alert, "ops");
    let mut tx = fresh.tx().await;
    alert::commit(&mut tx, &alert, &[event]).await.expect("commit");
    outbox::enqueue(&mut tx, std::slice::from_ref(&card)).await.expect("enqueue");
    tx.commit().await.expect("commit");
    (alert, card)
}

async fn bump(fresh: &Fresh, alert: &Alert, version: u32, seconds: i64) {
    let mut tx = fresh.tx().await;
    outbox::bump(&mut tx, News { alert: alert.id, version, begins_episode: false }, at(seconds))
        .await
        .expect("bump");
    tx.commit().await.expect("commit");
}

/// The next episode begins, with a card of its own in each of these places.
async fn relapse(fresh: &Fresh, ids: &CountingIds, alert: &Alert, places: &[&str]) {
    let version = alert.version + 1;
    let (_, event) = opened(alert.id, alert.number, "lsr", at(10));
    let event = AlertEvent { seq: version, what: Happened::Commented { text: "again".into() }, ..event };
    let alert = Alert { version, ..alert.clone() };
    let mut tx = fresh.tx().await;
    alert::commit(&mut tx, &alert, &[event]).await.expect("commit");
    let cards: Vec<Outgoing> = places.iter().map(|place| card(ids, &alert, place)).collect();
    outbox::enqueue(&mut tx, &cards).await.expect("enqueue");
    let news = News { alert: alert.id, version, begins_episode: true };
    outbox::bump(&mut tx, news, at(10)).await.expect("bump");
    tx.commit().await.expect("commit");
}

#[rstest]
#[tokio::test]
async fn a_card_that_is_posted_is_edited_in_place(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let (alert, post) = announced(&fresh, &CountingIds::default()).await;
    let claimed = fresh.claim(0).await;
    assert_eq!((claimed[0].desired_version, claimed[0].edits), (Some(1), None));
    fresh.settle(&claimed[0], &accepted("m1"), 1).await;
    assert_eq!(fresh.claim(2).await, [], "it shows what it is to show");
    let mut conn = fresh.conn().await;
    assert_eq!(message_ref::of_message(&mut conn, "slack", "ops", "m1").await?, Some(alert.id));
    assert_eq!(message_ref::of_message(&mut conn, "slack", "ops", "m2").await?, None);

    bump(&fresh, &alert, 2, 10).await;
    bump(&fresh, &alert, 3, 11).await;
    let edits = fresh.claim(11).await;
    assert_eq!(edits.len(), 1, "one edit, of the newest version");
    let edit = &edits[0];
    assert_eq!((edit.edits, edit.platform_message.as_deref()), (Some(post.id), Some("m1")));
    assert_eq!((edit.outgoing.class, edit.desired_version), (Class::Edit, Some(3)));
    assert_eq!((&edit.outgoing.message, &edit.outgoing.reader), (&post.message, &post.reader));
    assert_eq!(edit.outgoing.to, post.to);
    fresh.settle(edit, &accepted("m1"), 12).await;
    assert_eq!(fresh.claim(13).await, []);
    let cards = message_ref::of_alert(&mut conn, alert.id).await?;
    assert_eq!((cards.len(), cards[0].sent_version, cards[0].desired_version), (1, 3, 3));
    assert_eq!(cards[0].platform_message.as_deref(), Some("m1"));

    bump(&fresh, &alert, 3, 20).await;
    assert_eq!(fresh.claim(20).await, [], "nothing new");
    bump(&fresh, &alert, 4, 21).await;
    let again = fresh.claim(21).await;
    assert_eq!((again.len(), again[0].attempt, again[0].first_attempt_at), (1, 1, at(21)));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_edit_never_overtakes_its_post(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let (alert, post) = announced(&fresh, &CountingIds::default()).await;
    let claimed = fresh.claim(0).await.remove(0);
    bump(&fresh, &alert, 2, 1).await;
    assert_eq!(fresh.claim(1).await, [], "the post is on its way");
    fresh.settle(&claimed, &accepted("m1"), 2).await;
    let edits = fresh.claim(2).await;
    assert_eq!(edits.len(), 1);
    assert_eq!((edits[0].edits, edits[0].desired_version), (Some(post.id), Some(2)));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_post_that_showed_the_newest_version_needs_no_edit(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let (alert, _) = announced(&fresh, &CountingIds::default()).await;
    let mut claimed = fresh.claim(0).await.remove(0);
    bump(&fresh, &alert, 2, 1).await;
    // The card was rendered after the alert had moved on.
    claimed.desired_version = Some(2);
    fresh.settle(&claimed, &accepted("m1"), 2).await;
    assert_eq!(fresh.claim(3).await, []);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn what_changes_while_an_edit_is_on_its_way_is_edited_again(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let (alert, _) = announced(&fresh, &CountingIds::default()).await;
    let post = fresh.claim(0).await.remove(0);
    fresh.settle(&post, &accepted("m1"), 1).await;
    bump(&fresh, &alert, 2, 2).await;
    let edit = fresh.claim(2).await.remove(0);
    bump(&fresh, &alert, 3, 3).await;
    assert_eq!(fresh.claim(3).await, [], "one at a time");
    fresh.settle(&edit, &accepted("m1"), 4).await;
    let edit = fresh.claim(4).await.remove(0);
    assert_eq!(edit.desired_version, Some(3));
    // Nobody knows whether that one arrived; the next version goes out instead of finding out.
    fresh.settle(&edit, &Next::Unknown, 5).await;
    bump(&fresh, &alert, 4, 6).await;
    let newest = fresh.claim(6).await.remove(0);
    assert_eq!((newest.desired_version, newest.in_doubt), (Some(4), true));
    assert!(!fresh.settle(&edit, &accepted("m1"), 7).await);
    assert!(fresh.settle(&newest, &accepted("m1"), 7).await);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_card_that_is_gone_is_not_edited_for_ever(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let (alert, _) = announced(&fresh, &CountingIds::default()).await;
    let post = fresh.claim(0).await.remove(0);
    fresh.settle(&post, &accepted("m1"), 1).await;
    bump(&fresh, &alert, 2, 2).await;
    let edit = fresh.claim(2).await.remove(0);
    let dead = Next::Dead { reason: "message_not_found".into(), fallback: Fallback::Nothing };
    fresh.settle(&edit, &dead, 3).await;
    bump(&fresh, &alert, 3, 4).await;
    assert_eq!(fresh.claim(4).await, []);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn every_card_of_an_alert_is_edited(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let (alert, _) = announced(&fresh, &ids).await;
    fresh.enqueue(&[card(&ids, &alert, "mei"), card(&ids, &alert, "jack")]).await;
    for (number, claimed) in fresh.claim(0).await.iter().enumerate() {
        fresh.settle(claimed, &accepted(&format!("m{number}")), 1).await;
    }
    bump(&fresh, &alert, 2, 2).await;
    let edits = fresh.claim(2).await;
    assert_eq!(edits.len(), 3, "{:?}", keys(&edits));
    assert_eq!(message_ref::of_alert(&mut fresh.conn().await, alert.id).await?.len(), 3);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_card_of_an_episode_that_is_over_is_edited_once_more_and_then_left(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let (alert, _) = announced(&fresh, &ids).await;
    fresh.enqueue(&[card(&ids, &alert, "mei")]).await;
    for (number, claimed) in fresh.claim(0).await.iter().enumerate() {
        fresh.settle(claimed, &accepted(&format!("m{number}")), 1).await;
    }
    relapse(&fresh, &ids, &alert, &["jack"]).await;
    for (number, claimed) in fresh.claim(10).await.iter().enumerate() {
        let wanted = if claimed.edits.is_some() { OVER } else { 2 };
        assert_eq!(claimed.desired_version, Some(wanted));
        assert!(fresh.settle(claimed, &accepted(&format!("n{number}")), 11).await);
    }
    for version in 3..10 {
        let now = i64::from(version) * 10;
        bump(&fresh, &alert, version, now).await;
        let edits = fresh.claim(now).await;
        let shown: Vec<_> =
            edits.iter().map(|edit| (edit.outgoing.to.target.as_str(), edit.desired_version)).collect();
        assert_eq!(shown, [("jack", Some(version))], "those of the episode before stay as they are");
        fresh.settle(&edits[0], &accepted("n0"), now).await;
    }
    Ok(())
}
