//! F15: old and new together. A replica that runs goes on when a newer build has moved the schema, and leaves what it does
//! not know; one that starts then says which build is needed.

use std::sync::Arc;

use steward_core::outbox::OutboxState;
use steward_store::{Engine, Options, Store, StoreError};
use steward_tests::fakes::chat::ABLE;

use super::neighbours::Machines;
use super::{beside, number};
use crate::delivery::stand::{Beginning, stand};

/// What a newer build does to the database of a running older one: every table has a column more, the list of migrations
/// is longer, and there are kinds of message, class and record that the older one has never heard of.
const NEWER: &str = r#"
    ALTER TABLE alert ADD COLUMN newer TEXT;
    ALTER TABLE alert_event ADD COLUMN newer TEXT;
    ALTER TABLE inbox ADD COLUMN newer TEXT;
    ALTER TABLE judgement ADD COLUMN newer TEXT;
    ALTER TABLE message_ref ADD COLUMN newer TEXT;
    ALTER TABLE outbox ADD COLUMN newer TEXT;
    ALTER TABLE outbox_attempt ADD COLUMN newer TEXT;
    ALTER TABLE sample ADD COLUMN newer TEXT;
    ALTER TABLE schedule_slot ADD COLUMN newer TEXT;
    ALTER TABLE standing ADD COLUMN newer TEXT;
    ALTER TABLE standing_change ADD COLUMN newer TEXT;
    INSERT INTO migration (number, name, checksum, applied_at) VALUES (9999, 'newer', 'newer', 0);
    INSERT INTO outbox (
        id, class, priority, platform, target, direct, order_key, place, idempotency_key, message, reader, plain,
        not_before, state, attempt, in_doubt, fence
    )
    SELECT id, class, 0, 'one', 'mei', TRUE, id, 1, id, message, reader, FALSE, not_before, 'pending', 0, FALSE, 0
    FROM (VALUES
        ('019a0000-0000-7000-8000-00000000000a', 'page', '{"message": "hologram"}'),
        ('019a0000-0000-7000-8000-00000000000b', 'siren', '{"message": "notice"}')
    ) newer (id, class, message)
    CROSS JOIN (SELECT reader, not_before FROM outbox LIMIT 1) known;
    INSERT INTO standing (kind, key, doc) VALUES ('weather', 'shenzhen', '{"sky": "blue"}');
    UPDATE standing_version SET version = version + 1;
"#;

const LEFT: &str = "SELECT COUNT(*) FROM outbox
     WHERE id LIKE '019a0000-0000-7000-8000-0000000000%' AND state = 'pending' AND attempt = 0";

#[tokio::test]
async fn f15_running_replicas_go_on_when_a_newer_build_moves_the_schema() {
    let Some(first) = stand(Engine::Postgres, ABLE).await else { return };
    let second = first.replica().await;
    // Every statement is prepared by now.
    first.record("amz_vtr", "2026-11-21", "0.6").await;
    for _ in 0..3 {
        first.clock.forward(jiff::SignedDuration::from_mins(15));
        tokio::join!(first.settle(), second.settle());
    }
    beside(&first.address, NEWER).await;
    first.record("amz_lsr", "2026-11-21", "0.06").await;
    tokio::join!(first.settle(), second.settle());
    first.clock.forward(jiff::SignedDuration::from_mins(16));
    tokio::join!(first.settle(), second.settle());
    second.ack("mei", "e1").await;
    first.clock.forward(jiff::SignedDuration::from_hours(24));
    tokio::join!(first.settle(), second.settle());
    assert_eq!(first.digests().len(), 2);
    assert_eq!(number(&first.address, LEFT).await, 2, "what it does not know it leaves");
    first.check().await;
}

#[tokio::test]
async fn f15_an_older_build_that_starts_on_a_newer_schema_says_what_to_start() {
    let Some(machines) = Machines::set_up().await else { return };
    beside(
        &machines.address,
        "INSERT INTO migration (number, name, checksum, applied_at) VALUES (9999, 'newer', 'newer', 0)",
    )
    .await;
    let shell = Arc::clone(&machines.shell);
    let refused = tokio::task::spawn_blocking(move || shell.fail(&["run", "--config", "c.toml"]));
    let refused = refused.await.expect("it ends");
    assert!(refused.contains("schema 9999") && refused.contains("start the newer build"), "{refused}");
}

#[tokio::test]
async fn f15_two_replicas_that_start_at_once_migrate_once() {
    let Some(beginning) = Beginning::on(Engine::Postgres).await else { return };
    let open = || Store::open(&beginning.address, Options::at(beginning.at));
    let (a, b, c) = tokio::join!(open(), open(), open());
    for store in [a, b, c] {
        store.expect("open").ping().await.expect("it answers");
    }
    let applied = "SELECT COUNT(*) - MAX(number) FROM migration";
    assert_eq!(number(&beginning.address, applied).await, 0, "each migration once");
}

/// A newer build wrote a KPI in a way that this one cannot read: it goes on by what it read last and touches nothing of it.
#[tokio::test]
async fn f15_standing_data_of_a_newer_build_are_left_to_it() {
    let Some(stand) = stand(Engine::Postgres, ABLE).await else { return };
    stand.record("amz_vtr", "2026-11-21", "0.6").await;
    stand.settle().await;
    let unread = "
        UPDATE standing SET doc = '{\"newer\": ' || doc || '}' WHERE kind = 'kpi' AND key = 'amz_vtr';
        INSERT INTO standing (kind, key, doc) VALUES ('kpi', 'newest', '{\"newer\": true}');
        INSERT INTO judgement (kpi, due_at, watched_since) VALUES ('newest', 0, 0);
        UPDATE standing_version SET version = version + 1;";
    beside(&stand.address, unread).await;
    stand.breach().await;
    stand.forward(16 * 60).await;
    let trouble = stand.app.store.standing_trouble().expect("it is told");
    assert!(trouble.contains("kpi"), "{trouble}");
    assert_eq!(stand.one.posts("mei").len(), 2, "what is known is gone by");
    let open = "SELECT COUNT(*) FROM alert WHERE kpi = 'amz_vtr' AND status <> 'closed'";
    assert_eq!(number(&stand.address, open).await, 1, "what cannot be read is not gone");
    assert_eq!(number(&stand.address, "SELECT COUNT(*) FROM judgement WHERE kpi = 'newest'").await, 1);
    // Who never could read them does nothing at all.
    let fresh = Store::open(&stand.address, Options::at(stand.now())).await.expect("open");
    assert!(matches!(fresh.org().await, Err(StoreError::Corrupt { .. })));

    let repaired = "
        UPDATE standing SET doc = doc::jsonb ->> 'newer' WHERE kind = 'kpi' AND key = 'amz_vtr';
        DELETE FROM standing WHERE key = 'newest';
        UPDATE standing_version SET version = version + 1;";
    beside(&stand.address, repaired).await;
    stand.forward(60).await;
    assert_eq!(stand.app.store.standing_trouble(), None);
    assert_eq!(number(&stand.address, "SELECT COUNT(*) FROM judgement WHERE kpi = 'newest'").await, 0);
    stand.check().await;
}

#[tokio::test]
async fn f15_old_and_new_share_the_work_without_doubling_it() {
    let Some(old) = stand(Engine::Postgres, ABLE).await else { return };
    let new = old.replica().await;
    old.record("amz_lsr", "2026-11-21", "0.06").await;
    for _ in 0..24 {
        old.clock.forward(jiff::SignedDuration::from_hours(1));
        tokio::join!(old.settle(), new.settle());
    }
    assert_eq!(old.digests().len(), 2);
    let page = old.one.posts("mei")[0].marker.expect("a post");
    assert_eq!(new.state(page).await, OutboxState::Accepted);
    old.check().await;
}
