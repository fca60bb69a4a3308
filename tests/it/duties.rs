//! The duties beside trouble: what is broken stands alone, and what happens at the same instant is lost to nobody.

use anyhow::{Context, Result};
use jiff::SignedDuration;
use rstest::rstest;
use std::sync::Arc;
use steward::duty::{Cause, Worked, escalate, judge};
use steward_core::alert::event::Happened;
use steward_core::id::KpiKey;
use steward_core::inbound::{Immediate, Inbound, Languages, Receiver, Said};
use steward_core::kpi::Activity;
use steward_core::org::change::difference;
use steward_store::{Engine, alert, inbox, judgement, org};

use crate::sample_company::Company;
use crate::store::harness::beside;

async fn judged(company: &Company) -> Result<usize> {
    Ok(company.app.store.board().read(&mut company.app.store.reader().await?).await?.len())
}

fn kpi(key: &str) -> KpiKey {
    KpiKey::parse(key).expect("a key")
}

#[rstest]
#[tokio::test]
async fn a_kpi_that_cannot_be_judged_keeps_no_other_from_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(company) = Company::on(engine).await? else { return Ok(()) };
    let kpis = company.app.store.org().await?.kpis.len();
    beside(
        &company.address,
        "INSERT INTO sample (id, kpi, period, revision, newest, fetched_at, last_seen_at, restates, value,
             finality, source)
         VALUES ('019a0000-0000-7000-8000-000000000001', 'acos', '2026-11-20', 1, TRUE, 0, 0, FALSE, 'four',
             'by_lag', 'push')",
    )
    .await?;

    assert_eq!(judge::run(&company.app, Cause::Time).await?, Worked::Some);
    assert_eq!(judged(&company).await?, kpis - 1);
    assert_eq!(judge::run(&company.app, Cause::Time).await?, Worked::Nothing, "the broken one rests");

    beside(&company.address, "UPDATE sample SET value = '0.2'").await?;
    company.clock.set(company.app.clock.now() + SignedDuration::from_mins(6));
    assert_eq!(judge::run(&company.app, Cause::Time).await?, Worked::Some);
    assert_eq!(judged(&company).await?, kpis);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_alert_that_cannot_be_read_keeps_no_other_from_being_escalated(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(company) = Company::on(engine).await? else { return Ok(()) };
    judge::run(&company.app, Cause::Time).await?;
    let open = alert::open_all(&mut company.app.store.reader().await?).await?;
    assert!(open.len() > 2, "no data has arrived: {}", open.len());
    let gone = &open[0].kpi;
    beside(&company.address, "UPDATE alert SET doc = '{}' WHERE number = 2").await?;
    beside(&company.address, &format!("DELETE FROM standing WHERE kind = 'kpi' AND key = '{gone}'")).await?;
    beside(&company.address, "UPDATE standing_version SET version = version + 1").await?;

    company.clock.set(company.app.clock.now() + SignedDuration::from_hours(30));
    assert_eq!(escalate::run(&company.app).await?, Worked::Some);
    let mut conn = company.app.store.reader().await?;
    for alert in &open[2..] {
        let events = alert::events(&mut conn, alert.id).await?;
        let is_told =
            |happened: &Happened| matches!(happened, Happened::Escalated { .. } | Happened::Postponed { .. });
        assert!(events.iter().any(|event| is_told(&event.what)), "#{}", alert.number);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kpi_that_changes_while_it_is_judged_is_judged_as_it_is_then() -> Result<()> {
    let Some(company) = Company::on(Engine::Postgres).await? else { return Ok(()) };
    let store = company.app.store.clone();
    let mut wanted = (*store.org().await?).clone();
    let acos = wanted.kpis.get_mut(&kpi("acos")).context("the KPI")?;
    acos.activity = Activity::Draft;
    let changes = difference(&*store.org().await?, &wanted);

    let mut tx = store.begin().await?;
    org::apply(&mut tx, &changes, "tests", company.app.clock.now()).await?;
    judge::run(&company.app, Cause::News).await?;
    let judged = judgement::of(&mut store.reader().await?, &kpi("acos")).await?;
    assert_eq!(judged, None, "whoever changes it holds it");
    tx.commit().await?;
    judge::run(&company.app, Cause::News).await?;

    let judged = judgement::of(&mut store.reader().await?, &kpi("acos")).await?.context("judged")?;
    assert!(format!("{:?}", judged.standing).contains("NotActive"), "{:?}", judged.standing);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_comes_twice_at_once_gets_the_answer_of_the_first() -> Result<()> {
    let Some(company) = Company::on(Engine::Postgres).await? else { return Ok(()) };
    let store = company.app.store.clone();
    let inbound = Inbound {
        platform: "web".into(),
        event_id: "say:mei:1".into(),
        person: "nobody".into(),
        conversation: "nobody".into(),
        direct: true,
        thread: None,
        message: None,
        at: company.app.clock.now(),
        languages: Languages::default(),
        what: Said::Text { text: "help".into(), addressed: true },
    };
    let mut tx = store.begin().await?;
    let given = serde_json::to_string(&Immediate::Nothing)?;
    let reply = (("web".to_owned(), "say:mei:1".to_owned()), given);
    inbox::put_all(&mut tx, &[reply], company.app.clock.now()).await?;
    let app = Arc::clone(&company.app);
    let second = tokio::spawn(async move { app.receive(inbound).await });
    company.until_somebody_waits().await?;
    tx.commit().await?;
    assert_eq!(second.await?, Ok(Immediate::Nothing));
    Ok(())
}
