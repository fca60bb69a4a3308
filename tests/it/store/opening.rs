//! Opening a database: its schema, who else has it, and what is told when something is wrong with it.

use super::harness::{address, at, beside, fresh, rows, up_to};
use anyhow::Result;
use rstest::rstest;
use std::fs;
use std::path::Path;
use steward_store::{Engine, Options, Role, Schema, Store, StoreError};
use tempfile::TempDir;

/// The newest migration; each has a file of rows beside this one.
const NEWEST: u32 = 8;

#[rstest]
#[tokio::test]
async fn every_migration_applies_to_a_database_that_is_in_use(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let folder = TempDir::new()?;
    let Some(address) = address(engine, &folder).await else { return Ok(()) };
    for migration in 1..=NEWEST {
        Store::open(&address, up_to(migration)).await?.close().await;
        beside(&address, &fs::read_to_string(rows_of(migration))?).await?;
    }
    let store = Store::open(&address, Options::at(at(0))).await?;
    let mut conn = store.reader().await?;
    assert_eq!(steward_store::doctor::doctor(&mut conn).await?.schema, NEWEST);
    let rows = rows(&mut conn).await;
    let empty: Vec<&String> = rows.iter().filter(|(_, count)| **count == 0).map(|(name, _)| name).collect();
    assert_eq!(empty, Vec::<&String>::new(), "these tables have no sample rows");
    Ok(())
}

#[rstest]
#[tokio::test]
async fn opening_again_changes_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let (address, folder) = fresh.close().await;
    let store = Store::open(&address, Options::at(at(9))).await?;
    store.ping().await?;
    assert_eq!(store.engine(), engine);
    drop(folder);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_newer_or_edited_schema_is_refused(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let (address, _folder) = fresh.close().await;

    beside(&address, "INSERT INTO migration (number, name, checksum, applied_at) VALUES (9999, 'x', 'x', 0)")
        .await?;
    let refused = Store::open(&address, Options::at(at(0))).await.expect_err("a newer schema");
    assert!(matches!(refused, StoreError::NewerSchema { found: 9999, known: NEWEST }), "{refused}");

    beside(&address, "DELETE FROM migration WHERE number = 9999").await?;
    beside(&address, "UPDATE migration SET checksum = 'x' WHERE number = 2").await?;
    let refused = Store::open(&address, Options::at(at(0))).await.expect_err("an edited migration");
    assert!(matches!(refused, StoreError::EditedMigration { number: 2 }), "{refused}");
    Ok(())
}

#[tokio::test]
async fn a_second_process_on_the_same_file_is_refused() -> Result<()> {
    let Some(fresh) = fresh(Engine::Sqlite).await else { return Ok(()) };
    let refused = Store::open(&fresh.address, Options::at(at(0))).await.expect_err("a second process");
    assert!(matches!(refused, StoreError::InUse { .. }), "{refused}");
    let told = refused.to_string();
    assert!(told.contains("steward.db") && told.contains("stop that one"), "{told}");

    let (address, _folder) = fresh.close().await;
    Store::open(&address, Options::at(at(0))).await?;
    Ok(())
}

#[tokio::test]
async fn a_short_command_works_beside_the_service() -> Result<()> {
    let Some(fresh) = fresh(Engine::Sqlite).await else { return Ok(()) };
    let command = Options { role: Role::Command, ..Options::at(at(0)) };
    let beside = Store::open(&fresh.address, command.clone()).await?;
    let mut tx = beside.begin().await?;
    steward_store::receipt::put_receipt(&mut tx, "import-1", "{}", at(0)).await?;
    tx.commit().await?;
    assert!(steward_store::receipt::receipt(&mut fresh.conn().await, "import-1").await?.is_some());

    // Both want to write: the command waits, and is told after a while.
    let writing = fresh.tx().await;
    let refused = beside.begin().await.expect_err("the service writes");
    assert!(matches!(refused, StoreError::Busy { .. }) && refused.is_passing(), "{refused}");
    drop(writing);
    drop(beside);

    let older = Options { schema: Schema::UpTo(NEWEST - 1), ..command };
    let refused = Store::open(&fresh.address, older).await.expect_err("another schema");
    assert!(matches!(refused, StoreError::OlderSchema { .. }), "{refused}");
    Ok(())
}

#[tokio::test]
async fn many_processes_may_open_one_server_at_once() -> Result<()> {
    let folder = TempDir::new()?;
    let Some(address) = address(Engine::Postgres, &folder).await else { return Ok(()) };
    let (first, second) =
        tokio::join!(Store::open(&address, Options::at(at(0))), Store::open(&address, Options::at(at(0))));
    first?.ping().await?;
    second?.ping().await?;
    Ok(())
}

#[tokio::test]
async fn an_address_is_never_quoted_with_its_password() {
    for address in
        ["postgres://steward:geheim@127.0.0.1:1/none", "postgres://u:geheim@:x/y", "mysql://u:geheim@h"]
    {
        let refused =
            Store::open(address, Options { patience: std::time::Duration::from_millis(300), ..up_to(1) })
                .await
                .expect_err("nobody is there");
        assert!(!refused.to_string().contains("geheim"), "{refused}");
        assert!(!format!("{refused:?}").contains("geheim"), "{refused:?}");
    }
}

#[rstest]
#[tokio::test]
async fn a_transaction_that_is_dropped_leaves_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let mut tx = fresh.tx().await;
    steward_store::receipt::put_receipt(&mut tx, "push-1", "{}", at(0)).await?;
    drop(tx);
    assert_eq!(steward_store::receipt::receipt(&mut fresh.conn().await, "push-1").await?, None);
    let mut tx = fresh.tx().await;
    steward_store::receipt::put_receipt(&mut tx, "push-1", "{}", at(0)).await?;
    tx.commit().await?;
    assert_eq!(
        steward_store::receipt::receipt(&mut fresh.conn().await, "push-1").await?.as_deref(),
        Some("{}")
    );
    Ok(())
}

fn rows_of(migration: u32) -> std::path::PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("it/store");
    folder.join(format!("rows_{migration:04}.sql"))
}

#[tokio::test]
async fn a_new_file_is_for_its_owner_alone() -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let fresh = fresh(Engine::Sqlite).await.expect("SQLite is always there");
    let path = fresh.address.strip_prefix("sqlite:").expect("a file").to_owned();
    for suffix in ["", "-wal", "-shm", ".lock"] {
        let mode = fs::metadata(format!("{path}{suffix}"))?.permissions().mode();
        assert_eq!(mode & 0o077, 0, "{suffix} {mode:o}");
    }
    Ok(())
}
