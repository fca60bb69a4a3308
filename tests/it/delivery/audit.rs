//! The self-audit sees what should not be, and says so once.

use rstest::rstest;
use steward::duty::audit;
use steward_core::outbox::{Class, OutboxState};
use steward_store::{Engine, outbox};
use steward_tests::fakes::chat::{ABLE, BLIND, Fault};

use super::stand::{Stand, stand};

async fn found(stand: &Stand, finding: &str) -> i64 {
    audit::run(&stand.app).await.expect("audit");
    let page = stand.app.metrics.page(&stand.app.store).await.expect("metrics");
    let name = format!("steward_audit_findings{{finding=\"{finding}\"}} ");
    let line = page.lines().find_map(|line| line.strip_prefix(&name)).expect("the finding");
    line.parse().expect("a number")
}

fn forward(stand: &Stand, minutes: i64) {
    stand.clock.forward(jiff::SignedDuration::from_mins(minutes));
}

#[rstest]
#[tokio::test]
async fn a_healthy_service_has_no_findings(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.breach().await;
    for finding in [
        "overdue_action",
        "no_next_action",
        "stuck_lease",
        "unknown_outcome",
        "overdue_row",
        "held",
        "dead_uncovered",
        "missed_slot",
    ] {
        assert_eq!(found(&stand, finding).await, 0, "{finding}");
    }
    stand.check().await;
}

/// The duties stand still; the audit sees what they leave, and sees it gone once they have run.
#[rstest]
#[tokio::test]
async fn what_nobody_does_is_found(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.breach().await;
    stand.queue(Class::Page, "a", "a").await;
    stand.queue(Class::Page, "b", "b").await;
    outbox::claim(&stand.app.store, stand.now(), 1, "gone").await.expect("claim");
    forward(&stand, 6);
    assert_eq!((found(&stand, "stuck_lease").await, found(&stand, "overdue_row").await), (1, 1));
    assert_eq!(found(&stand, "overdue_action").await, 0);
    forward(&stand, 24 * 60);
    assert_eq!((found(&stand, "overdue_action").await, found(&stand, "missed_slot").await), (1, 1));
    stand.settle().await;
    for finding in ["stuck_lease", "overdue_row", "overdue_action", "missed_slot"] {
        assert_eq!(found(&stand, finding).await, 0, "{finding}");
    }
    stand.check().await;
}

#[rstest]
#[tokio::test]
async fn doubts_and_deaths_are_found(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(stand) = stand(engine, BLIND).await else { return };
    stand.one.fails(Some("ops"), Fault::LostUnknown, 1);
    stand.forward(23 * 3600 + 5).await;
    assert_eq!(found(&stand, "held").await, 1);
    stand.one.fails(Some("mei"), Fault::LostUnknown, 1);
    let page = stand.queue(Class::Page, "mei", "a").await;
    stand.dispatch().await.expect("dispatch");
    assert_eq!(stand.state(page).await, OutboxState::Unknown);
    forward(&stand, 5);
    assert_eq!(found(&stand, "unknown_outcome").await, 1);
    stand.settle().await;
    assert_eq!(found(&stand, "unknown_outcome").await, 0);
    stand.check().await;
    // Nobody can be told of a death: the only administrator has no address that works.
    let mut org = (*stand.app.store.org().await.expect("the company")).clone();
    let before = org.clone();
    org.people.get_mut(&"ada".parse().expect("a key")).expect("ada").identities.clear();
    let mut tx = stand.app.store.begin().await.expect("begin");
    let changes = steward_core::org::change::difference(&before, &org);
    steward_store::org::apply(&mut tx, &changes, "test", stand.now()).await.expect("apply");
    tx.commit().await.expect("commit");
    stand.one.fails(Some("gone"), Fault::Dead, 1);
    stand.queue(Class::Page, "gone", "gone").await;
    stand.settle().await;
    assert_eq!(found(&stand, "dead_uncovered").await, 1);
}
