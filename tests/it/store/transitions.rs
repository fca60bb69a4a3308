//! Transitions: a decision is kept with everything that follows from it, or not at all.

use super::harness::{CountingIds, accepted, at, fresh, kpi, opened, rows};
use anyhow::Result;
use rstest::rstest;
use steward_core::alert::decide::{Decision, Deed, Facts, Opening, act, open};
use steward_core::alert::event::{Actor, Origin};
use steward_core::alert::{DataFault, Escalated};
use steward_core::id::AlertId;
use steward_core::org::Org;
use steward_core::org::file::read;
use steward_core::outbox::Class;
use steward_store::{Engine, StoreError, Topic, alert, outbox, transition};

const COMPANY: &str = r#"
name = "Harbour & Pine"

[[channel]]
key = "ops"
platform = "slack"
target = "C1"
name = "ops"
locale = "zh-CN"
zone = "Asia/Shanghai"

[[team]]
key = "logistics"
name = "Logistics"
lead = "mei"
channel = "ops"

[[person]]
key = "mei"
name = "陈梅"
locale = "zh-CN"
zone = "Asia/Shanghai"
calendar = "cn"
team = "logistics"
role = "admin"
identities = { slack = "U1" }

[[kpi]]
catalog = "acos"
owner = "mei"
team = "logistics"
"#;

fn company() -> Org {
    read(COMPANY, "company.toml").unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn decided(org: &Org, ids: &CountingIds) -> Decision {
    let facts = Facts {
        org,
        kpi: &org.kpis[&kpi("acos")],
        now: at(0),
        actor: &Actor::Steward,
        origin: &Origin::default(),
    };
    let fault = DataFault::NeverArrived { due: at(0) };
    open(AlertId::fresh(ids), 1, Opening::DataFault(fault), &facts).expect("somebody to tell")
}

#[rstest]
#[tokio::test]
async fn a_decision_is_kept_with_what_follows_from_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let (org, ids, platforms) = (company(), CountingIds::default(), ["slack".to_owned()]);
    let decision = decided(&org, &ids);
    assert!(decision.alert.escalated != Escalated::default() || !decision.tell.is_empty());
    let mut tx = fresh.tx().await;
    transition::commit(&mut tx, &decision, &org, &platforms, &ids, at(0)).await?;
    drop(tx);
    let mut conn = fresh.conn().await;
    assert!(rows(&mut conn).await.values().all(|count| *count == 0), "it was not committed");

    let mut wake = fresh.store.changed(&Topic::ALL);
    let mut tx = fresh.tx().await;
    transition::commit(&mut tx, &decision, &org, &platforms, &ids, at(0)).await?;
    tx.commit().await?;
    wake.wait().await;
    assert_eq!(alert::by_id(&mut conn, decision.alert.id).await?.as_ref(), Some(&decision.alert));
    assert_eq!(alert::events(&mut conn, decision.alert.id).await?, decision.events);
    let claimed = fresh.claim(86_400).await;
    let card = claimed.iter().find(|row| row.outgoing.to.target == "C1").expect("the card");
    assert_eq!(card.desired_version, Some(decision.alert.version));
    fresh.settle(card, &accepted("m1"), 1).await;

    // What is said about it is not on the card.
    let mei = Actor::Person { key: "mei".parse()? };
    let origin = Origin::default();
    let facts = Facts { org: &org, kpi: &org.kpis[&kpi("acos")], now: at(60), actor: &mei, origin: &origin };
    let words = Deed::Comment { text: "the carrier was changed".to_owned() };
    let said = act(&decision.alert, words, None, &facts).expect("a comment");
    let mut tx = fresh.tx().await;
    transition::commit(&mut tx, &said, &org, &platforms, &ids, at(60)).await?;
    tx.commit().await?;
    let claimed = outbox::claim(&fresh.store, at(60), 100, "one").await?;
    assert!(claimed.iter().all(|row| row.outgoing.class != Class::Edit), "{claimed:?}");

    // What is done to it edits the card.
    let after = act(&said.alert, Deed::Acknowledge, None, &facts).expect("an acknowledgement");
    let mut tx = fresh.tx().await;
    transition::commit(&mut tx, &after, &org, &platforms, &ids, at(60)).await?;
    tx.commit().await?;
    let claimed = outbox::claim(&fresh.store, at(60), 100, "one").await?;
    let edit = claimed.iter().find(|row| row.outgoing.class == Class::Edit).expect("an edit");
    assert_eq!(edit.platform_message.as_deref(), Some("m1"));
    assert_eq!(edit.desired_version, Some(after.alert.version));
    Ok(())
}

/// Two people within an instant: one wins, the other is told, and nothing of the other's is sent.
#[rstest]
#[tokio::test]
async fn a_decision_on_an_old_version_leaves_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) -> Result<()> {
    let Some(fresh) = fresh(engine).await else { return Ok(()) };
    let (org, ids, platforms) = (company(), CountingIds::default(), ["slack".to_owned()]);
    let decision = decided(&org, &ids);
    let mut tx = fresh.tx().await;
    transition::commit(&mut tx, &decision, &org, &platforms, &ids, at(0)).await?;
    tx.commit().await?;
    let before = rows(&mut fresh.conn().await).await;
    let mut tx = fresh.tx().await;
    let refused = transition::commit(&mut tx, &decision, &org, &platforms, &ids, at(1)).await;
    assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{refused:?}");
    drop(tx);
    let (other, event) = opened(AlertId::fresh(&ids), 9, "lsr", at(1));
    let mut tx = fresh.tx().await;
    alert::commit(&mut tx, &other, &[event]).await?;
    drop(tx);
    assert_eq!(rows(&mut fresh.conn().await).await, before);
    Ok(())
}
