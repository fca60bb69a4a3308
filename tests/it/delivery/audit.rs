//! The self-audit sees what should not be, and says so once.

use rstest::rstest;
use steward::duty::audit;
use steward_core::outbox::{Class, OutboxState};
use steward_store::{Engine, outbox};
use steward_tests::fakes::chat::{ABLE, BLIND, Fault};

use super::stand::{Stand, stand};

/// What an audit finds now.
async fn found(stand: &Stand, finding: &str) -> i64 {
    audit::run(&stand.app).await.expect("audit");
    shown(stand, finding).await
}

/// What the last audit found.
async fn shown(stand: &Stand, finding: &str) -> i64 {
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

/// The duties stand still; the audit sees what they leave, does it, and has nothing to tell of what is done.
#[rstest]
#[tokio::test]
async fn what_nobody_does_is_found_and_done(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.breach().await;
    let notices = stand.two.posts("ada-two").len();
    stand.queue(Class::Page, "a", "a").await;
    stand.queue(Class::Page, "b", "b").await;
    outbox::claim(&stand.app.store, stand.now(), 1, "gone").await.expect("claim");
    forward(&stand, 6);
    assert_eq!(found(&stand, "stuck_lease").await, 1);
    assert_eq!(found(&stand, "stuck_lease").await, 0, "it was done");
    assert_eq!((found(&stand, "overdue_row").await, found(&stand, "overdue_action").await), (1, 0));
    stand.dispatch().await.expect("dispatch");
    assert_eq!(found(&stand, "overdue_row").await, 0);
    forward(&stand, 24 * 60);
    let digests = stand.digests().len();
    audit::run(&stand.app).await.expect("audit");
    assert_eq!((shown(&stand, "overdue_action").await, shown(&stand, "missed_slot").await), (1, 1));
    audit::run(&stand.app).await.expect("audit");
    assert_eq!((shown(&stand, "overdue_action").await, shown(&stand, "missed_slot").await), (0, 0), "done");
    stand.settle().await;
    assert_eq!(stand.digests().len(), digests + 1, "the digest was made");
    assert_eq!(
        stand.two.posts("ada-two").len(),
        notices + 1,
        "of the row that was left, and of nothing else"
    );
    stand.check().await;
}

/// What stays is told to the administrators once, and once more when it comes back after it was gone.
#[rstest]
#[tokio::test]
async fn what_stays_is_told_once_until_it_was_gone(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    let told = || stand.two.posts("ada-two").len();
    let before = told();
    for round in 1..=2 {
        // A message of a kind that only a newer build knows: nobody sends it.
        let row = stand.queue(Class::Chatter, "a", "a").await;
        by_hand(
            &stand,
            &format!("UPDATE outbox SET message = '{{\"message\": \"hologram\"}}' WHERE id = '{row}'"),
        )
        .await;
        for _ in 0..3 {
            forward(&stand, 40);
            audit::run(&stand.app).await.expect("audit");
            stand.dispatch().await.expect("dispatch");
            assert_eq!((shown(&stand, "overdue_row").await, told()), (1, before + round), "round {round}");
        }
        by_hand(&stand, &format!("UPDATE outbox SET state = 'expired' WHERE id = '{row}'")).await;
        assert_eq!(found(&stand, "overdue_row").await, 0);
    }
    let card = format!("{:?}", stand.two.posts("ada-two").last().expect("a notice").card);
    assert!(card.contains("messages that should have been sent: 1"), "{card}");
}

async fn by_hand(stand: &Stand, statement: &str) {
    crate::store::beside(&stand.address, statement).await.expect("change it by hand");
}

/// The database's own rule forbids it; somebody went past the rule.
#[tokio::test]
async fn an_alert_without_a_next_action_gets_it_back() {
    let Some(stand) = stand(Engine::Sqlite, ABLE).await else { return };
    stand.breach().await;
    by_hand(&stand, "PRAGMA ignore_check_constraints = ON; UPDATE alert SET next_action_at = NULL").await;
    assert_eq!(found(&stand, "no_next_action").await, 1);
    assert_eq!(found(&stand, "no_next_action").await, 0);
    stand.settle().await;
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
    assert_eq!(found(&stand, "dead_uncovered").await, 1, "there is still nobody to tell");
    let mut tx = stand.app.store.begin().await.expect("begin");
    let changes = steward_core::org::change::difference(&org, &before);
    steward_store::org::apply(&mut tx, &changes, "test", stand.now()).await.expect("apply");
    tx.commit().await.expect("commit");
    audit::run(&stand.app).await.expect("audit");
    assert_eq!(found(&stand, "dead_uncovered").await, 0, "now there is");
    let notices = stand.two.posts("ada-two").len();
    stand.settle().await;
    assert!(stand.two.posts("ada-two").len() > notices, "the administrator hears of it");
}
