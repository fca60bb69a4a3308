//! How the databases run the queries that everything waits for: by index, never by reading a whole table.

use super::harness::{address, at};
use anyhow::Result;
use steward_store::{Engine, Options, Store, doctor};
use tempfile::TempDir;

#[tokio::test]
async fn no_hot_query_reads_a_whole_table_on_sqlite() -> Result<()> {
    let folder = TempDir::new()?;
    let Some(address) = address(Engine::Sqlite, &folder).await else { return Ok(()) };
    let store = Store::open(&address, Options::at(at(0))).await?;
    for plan in doctor::plans(&mut store.reader().await?).await? {
        let steps = plan.steps.join("\n");
        assert!(steps.contains("INDEX"), "{}:\n{steps}", plan.query);
        // What is sorted inside a query, or listed by it, may be read to its end, a table may not.
        let scans = plan.steps.iter().filter(|step| step.starts_with("SCAN") && !step.contains("INDEX"));
        let is_inner = |step: &String| {
            ["due", "free", "(", "wanted", "CONSTANT ROW"]
                .iter()
                .any(|it| step.starts_with(&format!("SCAN {it}")))
        };
        let scans: Vec<&String> = scans.filter(|step| !is_inner(step)).collect();
        assert_eq!(scans, Vec::<&String>::new(), "{}:\n{steps}", plan.query);
    }
    Ok(())
}

#[tokio::test]
async fn no_hot_query_reads_a_whole_table_on_postgres() -> Result<()> {
    let folder = TempDir::new()?;
    let Some(address) = address(Engine::Postgres, &folder).await else { return Ok(()) };
    let store = Store::open(&address, Options::at(at(0))).await?;
    for plan in doctor::plans(&mut store.reader().await?).await? {
        let steps = plan.steps.join("\n");
        assert!(steps.contains("Index"), "{}:\n{steps}", plan.query);
        for dear in ["Seq Scan", "Bitmap", "Hash Join", "Merge"] {
            assert!(!steps.contains(dear), "{dear} in {}:\n{steps}", plan.query);
        }
        if plan.query == "outbox claim" {
            assert!(steps.contains("using outbox_turn on outbox w"), "{steps}");
            assert!(steps.contains("using outbox_order on outbox e"), "{steps}");
        }
    }
    Ok(())
}
