//! Copying a database into another: the same afterwards, whichever engines; refused where it would do harm.

use super::harness::{address, at, beside, fresh, rows, up_to};
use anyhow::Result;
use rstest::rstest;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;
use steward_store::copy::{self, Copy, Original};
use steward_store::{Engine, Options, Store, StoreError};
use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_secs(5);
/// What is easily changed on the way: quotes, two languages, nothing, an end of a line.
const ODD: &str =
    "INSERT INTO receipt (key, body, at) VALUES ('odd', '迟发率 \"4.6%\" it''s \n\\ ', -1), ('', '', 0)";

/// A database with a row in every table, which nobody has open.
async fn filled(engine: Engine, folder: &TempDir) -> Result<Option<String>> {
    let Some(address) = address(engine, folder).await else { return Ok(None) };
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("it/store");
    let mut migration = 0;
    loop {
        migration += 1;
        let sample = tests.join(format!("rows_{migration:04}.sql"));
        if !sample.exists() {
            break;
        }
        Store::open(&address, up_to(migration)).await?.close().await;
        beside(&address, &fs::read_to_string(sample)?).await?;
    }
    beside(&address, ODD).await?;
    Ok(Some(address))
}

async fn original(address: &str) -> Result<Original, StoreError> {
    Original::alone(address, "the old one", PATIENCE).await
}

async fn finish(mut copy: Copy) -> Result<Store> {
    copy.copy(&mut |_| {}).await?;
    copy.compare(&mut |_| {}).await?;
    let store = copy.into_store();
    let mut tx = store.begin().await?;
    copy::complete(&mut tx).await?;
    tx.commit().await?;
    Ok(store)
}

async fn counted(address: &str) -> Result<BTreeMap<String, i64>> {
    let store = Store::open(address, Options::at(at(0))).await?;
    let rows = rows(&mut store.reader().await?).await;
    store.close().await;
    Ok(rows)
}

#[rstest]
#[case::up(Engine::Sqlite, Engine::Postgres)]
#[case::down(Engine::Postgres, Engine::Sqlite)]
#[case::aside(Engine::Sqlite, Engine::Sqlite)]
#[tokio::test]
async fn a_copy_holds_the_same(#[case] from: Engine, #[case] to: Engine) -> Result<()> {
    let (old, new) = (TempDir::new()?, TempDir::new()?);
    let Some(from) = filled(from, &old).await? else { return Ok(()) };
    let Some(to) = address(to, &new).await else { return Ok(()) };
    let before = from.strip_prefix("sqlite:").map(fs::read);
    let mut copy = Copy::begin(original(&from).await?, &to, Options::at(at(0))).await?;
    copy.copy(&mut |_| {}).await?;
    let compared = copy.compare(&mut |_| {}).await?;
    assert!(compared.iter().all(|one| one.sum.rows > 0), "{compared:?}");
    assert!(compared.iter().any(|one| one.table == "escalation_run"), "{compared:?}");
    let store = copy.into_store();
    let mut tx = store.begin().await?;
    copy::complete(&mut tx).await?;
    tx.commit().await?;
    store.close().await;
    if let (Some(before), Some(path)) = (before, from.strip_prefix("sqlite:")) {
        assert!(before? == fs::read(path)?, "the original was written to");
    }
    assert_eq!(counted(&to).await?, counted(&from).await?);
    // And back: what went through both engines is what it was.
    let third = TempDir::new()?;
    let back = format!("sqlite:{}", third.path().join("third.db").display());
    finish(Copy::begin(original(&to).await?, &back, Options::at(at(0))).await?).await?.close().await;
    assert_eq!(counted(&back).await?, counted(&from).await?);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_incomplete_copy_is_served_by_nobody_and_gone_on_with(
    #[values(Engine::Sqlite, Engine::Postgres)] to: Engine,
) -> Result<()> {
    let (old, new) = (TempDir::new()?, TempDir::new()?);
    let Some(from) = filled(Engine::Sqlite, &old).await? else { return Ok(()) };
    let Some(to) = address(to, &new).await else { return Ok(()) };
    let mut begun = Copy::begin(original(&from).await?, &to, Options::at(at(0))).await?;
    begun.copy(&mut |_| {}).await?;
    begun.into_store().close().await;

    let refused = Store::open(&to, Options::at(at(0))).await.expect_err("it is not complete");
    assert!(
        matches!(&refused, StoreError::Incomplete { original } if original == "the old one"),
        "{refused}"
    );
    let another = Original::alone(&from, "another one", PATIENCE).await?;
    let refused = Copy::begin(another, &to, Options::at(at(0))).await.expect_err("the copy of another");
    assert!(matches!(refused, StoreError::Incomplete { .. }), "{refused}");

    let again = Copy::begin(original(&from).await?, &to, Options::at(at(0))).await?;
    assert!(again.had() > 10, "{} rows", again.had());
    finish(again).await?.close().await;
    assert_eq!(counted(&to).await?, counted(&from).await?);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_difference_is_found(#[values(Engine::Sqlite, Engine::Postgres)] to: Engine) -> Result<()> {
    let (old, new) = (TempDir::new()?, TempDir::new()?);
    let Some(from) = filled(Engine::Sqlite, &old).await? else { return Ok(()) };
    let Some(to) = address(to, &new).await else { return Ok(()) };
    let mut copy = Copy::begin(original(&from).await?, &to, Options::at(at(0))).await?;
    copy.copy(&mut |_| {}).await?;
    beside(&to, "UPDATE receipt SET at = at + 1 WHERE key = 'odd'").await?;
    let refused = copy.compare(&mut |_| {}).await.expect_err("one row differs");
    assert!(matches!(&refused, StoreError::Differs { table, .. } if table == "receipt"), "{refused}");
    Ok(())
}

#[rstest]
#[tokio::test]
async fn what_holds_something_is_not_filled(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let old = TempDir::new()?;
    let Some(from) = filled(Engine::Sqlite, &old).await? else { return Ok(()) };
    let Some(new) = fresh(engine).await else { return Ok(()) };
    let (to, _folder) = new.close().await;
    let before = counted(&to).await?;
    let refused = Copy::begin(original(&from).await?, &to, Options::at(at(0))).await.expect_err("not empty");
    assert!(matches!(refused, StoreError::NotEmpty), "{refused}");
    assert_eq!(counted(&to).await?, before);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn what_a_service_has_is_not_moved(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(service) = fresh(engine).await else { return Ok(()) };
    let refused = original(&service.address).await.expect_err("a service has it");
    assert!(matches!(refused, StoreError::InUse { .. } | StoreError::Occupied), "{refused}");
    Original::beside(&service.address, "a backup", PATIENCE).await?;
    Ok(())
}

#[tokio::test]
async fn what_is_no_store_is_told() -> Result<()> {
    let folder = TempDir::new()?;
    let missing = format!("sqlite:{}", folder.path().join("nowhere.db").display());
    let refused = original(&missing).await.expect_err("nothing is there");
    assert!(matches!(refused, StoreError::Unavailable { .. }), "{refused}");
    assert_eq!(fs::read_dir(folder.path())?.count(), 0, "nothing was made");
    fs::write(
        folder.path().join("notes.txt"),
        "not a database at all, but long enough to be looked at".repeat(20),
    )?;
    let notes = format!("sqlite:{}", folder.path().join("notes.txt").display());
    let refused = original(&notes).await.expect_err("no database");
    assert!(matches!(refused, StoreError::Corrupt { .. }), "{refused}");
    Ok(())
}
