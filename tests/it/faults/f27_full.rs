//! F27: no connection is free, and no space is left on the server's disk. A full disk under SQLite is told at the shell, by
//! the real program (`cli/kept.rs`).

use rstest::rstest;
use steward::runner;
use steward_store::{Engine, StoreError};
use steward_tests::fakes::chat::ABLE;

use super::{beside, is_refused};
use crate::delivery::stand::{Beginning, Stand, stand};

#[rstest]
#[tokio::test]
async fn f27_while_no_connection_is_free_it_is_said_and_nothing_is_lost(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(mut beginning) = Beginning::on(engine).await else { return };
    beginning.connections = 1;
    let stand = Stand::begin(beginning, ABLE).await;
    stand.breach().await;
    let alert = stand.alert().await;
    stand.clock.forward(jiff::SignedDuration::from_mins(15));
    let taken = stand.app.store.reader().await.expect("the only connection for reading");
    let error = runner::settle(&stand.app).await.expect_err("no connection is free");
    assert!(error.to_string().contains("the database is busy"), "{error}");
    assert!(is_refused(&stand.ack_of(&alert, "mei", "e1").await));
    drop(taken);
    stand.settle().await;
    assert_eq!(stand.one.posts("mei").len(), 2, "the step that was due");
    assert!(!is_refused(&stand.ack("mei", "e1").await));
    stand.settle().await;
    stand.check().await;
}

/// What PostgreSQL says when it cannot extend a file: https://www.postgresql.org/docs/current/errcodes-appendix.html.
const FULL: &str = "
    CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION USING ERRCODE = '53100', MESSAGE = 'could not extend file: No space left on device';
    END $$;
    CREATE TRIGGER full_disk BEFORE INSERT ON alert_event FOR EACH ROW EXECUTE FUNCTION full_disk();
    CREATE TRIGGER full_disk BEFORE INSERT ON inbox FOR EACH ROW EXECUTE FUNCTION full_disk();
    CREATE TRIGGER full_disk BEFORE INSERT ON sample FOR EACH ROW EXECUTE FUNCTION full_disk();
";
const FREE: &str = "DROP FUNCTION full_disk CASCADE";

#[tokio::test]
async fn f27_a_full_disk_of_the_server_is_said_and_loses_nothing() {
    let Some(stand) = stand(Engine::Postgres, ABLE).await else { return };
    stand.breach().await;
    let alert = stand.alert().await;
    beside(&stand.address, FULL).await;
    let error = stand.try_record("amz_vtr", "2026-11-21", "0.6").await.expect_err("it cannot be kept");
    assert!(matches!(error, StoreError::Full { .. }), "{error}");
    stand.clock.forward(jiff::SignedDuration::from_mins(15));
    let error = runner::settle(&stand.app).await.expect_err("no step can be kept");
    assert!(error.to_string().contains("free disk space"), "{error}");
    assert!(is_refused(&stand.ack_of(&alert, "mei", "e1").await));
    assert_eq!(stand.one.posts("mei").len(), 1, "what is not kept is not told");
    beside(&stand.address, FREE).await;
    stand.settle().await;
    assert_eq!(stand.one.posts("mei").len(), 2);
    assert!(!is_refused(&stand.ack("mei", "e1").await));
    stand.settle().await;
    stand.check().await;
}
