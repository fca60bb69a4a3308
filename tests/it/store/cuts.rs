//! The cut of a digest: the span of its review and no more, with the alerts that its events belong to.

use super::harness::{CountingIds, at, closed, fresh, kpi, opened};
use anyhow::Result;
use rstest::rstest;
use steward_core::digest::{DigestKind, Order};
use steward_core::id::AlertId;
use steward_core::org::Org;
use steward_store::{Engine, alert, cut, judgement};

#[rstest]
#[tokio::test]
async fn a_cut_holds_what_a_digest_shows(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let ids = CountingIds::default();
    let (open, event) = opened(AlertId::fresh(&ids), 1, "acos", at(-1_000_000));
    let (gone, opening) = opened(AlertId::fresh(&ids), 2, "lsr", at(-1_000_000));
    let (gone, closing) = closed(&gone, at(-60));
    let mut tx = fresh.tx().await;
    alert::commit(&mut tx, &open, &[event]).await?;
    alert::commit(&mut tx, &gone, &[opening, closing.clone()]).await?;
    judgement::mark_due(&mut tx, &[kpi("acos")], at(0)).await?;
    tx.commit().await?;

    let weekly = Order {
        schedule: None,
        channel: "ops".parse()?,
        kind: DigestKind::Weekly,
        zone: "Asia/Shanghai".parse()?,
        scorecard: None,
        date: "2026-11-23".parse()?,
        time: "16:00".parse()?,
        at: at(0),
    };
    let mut conn = fresh.conn().await;
    let org = Org::default();
    let data = cut::read(&mut conn, &weekly, &org).await?;
    let weekly_cut = data.of(&org);
    assert_eq!(weekly_cut.open_alerts, std::slice::from_ref(&open));
    assert_eq!(weekly_cut.span_events, [closing]);
    assert_eq!(weekly_cut.span_alerts, [gone]);
    assert!(weekly_cut.judgements.is_empty(), "nothing was judged yet");
    let data = cut::read(&mut conn, &Order { kind: DigestKind::Daily, ..weekly }, &org).await?;
    assert!(data.of(&org).span_events.is_empty() && data.of(&org).span_alerts.is_empty());
    Ok(())
}
