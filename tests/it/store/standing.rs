//! Standing data: changes, their audit trail, and the copy in memory.

use super::harness::{at, beside, fresh, kpi};
use anyhow::Result;
use rstest::rstest;
use std::sync::Arc;
use steward_core::org::Org;
use steward_core::org::change::{Change, difference};
use steward_core::org::file::read;
use steward_store::{Engine, StoreError, judgement, org};

const COMPANY: &str = r#"
name = "Harbour & Pine"

[[team]]
key = "logistics"
name = "Logistics"
lead = "tom"

[[person]]
key = "mei"
name = "陈梅"
locale = "zh-CN"
zone = "Asia/Shanghai"
calendar = "cn"
team = "logistics"
role = "owner"

[[person]]
key = "tom"
name = "Tom"
locale = "zh-CN"
zone = "Asia/Shanghai"
calendar = "cn"
role = "admin"

[[kpi]]
catalog = "acos"
owner = "mei"
team = "logistics"

[[kpi.target]]
value = "25%"
warning = ["> 30%"]
"#;

fn company(text: &str) -> Org {
    read(text, "company.toml").expect("a file of standing data")
}

async fn apply(fresh: &super::harness::Fresh, changes: &[Change], seconds: i64) -> Result<i64, StoreError> {
    let mut tx = fresh.tx().await;
    let version = org::apply(&mut tx, changes, "mei", at(seconds)).await?;
    tx.commit().await?;
    Ok(version)
}

#[rstest]
#[tokio::test]
async fn what_is_applied_comes_back(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    assert_eq!(*fresh.store.org().await?, Org::default());
    let first = company(COMPANY);
    let version = apply(&fresh, &difference(&Org::default(), &first), 0).await?;

    let loaded = fresh.store.org().await?;
    assert_eq!(*loaded, first);
    let mut conn = fresh.conn().await;
    assert_eq!(org::load(&mut conn).await?, (first.clone(), version));
    assert!(Arc::ptr_eq(&loaded, &fresh.store.org().await?), "read again although nothing changed");
    assert_eq!(judgement::due(&mut conn, at(0), 9).await?, [kpi("acos")]);

    let second = company(&COMPANY.replace("Tom", "Thomas").replace("30%", "28%"));
    let changes = difference(&first, &second);
    assert_eq!(changes.len(), 2);
    assert_eq!(apply(&fresh, &changes, 60).await?, version + 1);
    assert_eq!(*fresh.store.org().await?, second);
    let trail = org::changes(&mut conn, 2).await?;
    assert_eq!(trail.iter().rev().map(|one| one.change.clone()).collect::<Vec<_>>(), changes);
    assert_eq!((trail[0].actor.as_str(), trail[0].at, trail[0].version), ("mei", at(60), version + 1));
    assert_eq!(apply(&fresh, &[], 61).await?, version + 1);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_kpi_that_is_gone_is_watched_no_more(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let first = company(COMPANY);
    apply(&fresh, &difference(&Org::default(), &first), 0).await?;
    let without = company(COMPANY.split("[[kpi]]").next().expect("a part"));
    apply(&fresh, &difference(&first, &without), 1).await?;
    assert_eq!(*fresh.store.org().await?, without);
    assert_eq!(judgement::watched_since(&mut fresh.conn().await, &kpi("acos")).await?, None);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn who_changes_an_old_state_is_refused(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let first = company(COMPANY);
    apply(&fresh, &difference(&Org::default(), &first), 0).await?;
    let mine = company(&COMPANY.replace("Tom", "Thomas"));
    let yours = company(&COMPANY.replace("Tom", "Tommy"));
    apply(&fresh, &difference(&first, &mine), 1).await?;
    let refused = apply(&fresh, &difference(&first, &yours), 2).await;
    assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{refused:?}");
    let refused = apply(&fresh, &difference(&Org::default(), &first), 3).await;
    assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{refused:?}");
    assert_eq!(*fresh.store.org().await?, mine);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn records_of_a_newer_build_are_passed_over_and_broken_ones_told(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let first = company(COMPANY);
    apply(&fresh, &difference(&Org::default(), &first), 0).await?;
    beside(&fresh.address, "INSERT INTO standing (kind, key, doc) VALUES ('hologram', 'x', '{}')").await?;
    assert_eq!(org::load(&mut fresh.conn().await).await?.0, first);
    beside(&fresh.address, "UPDATE standing SET doc = '{}' WHERE key = 'tom'").await?;
    let refused = org::load(&mut fresh.conn().await).await;
    assert!(matches!(refused, Err(StoreError::Corrupt { .. })), "{refused:?}");
    Ok(())
}
