//! A process that ends in the middle: dropped where it stands, its work is found and finished, nothing is doubled.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use rstest::rstest;
use steward_core::outbox::Class;
use steward_core::outbox::OutboxState;
use steward_core::outbox::outcome::Next;
use steward_store::outbox::{self, Settling};
use steward_store::{Engine, transition};
use steward_tests::fakes::chat::{ABLE, Fault};

use super::stand::{Stand, stand};

/// Drops the dispatcher when the page's call has arrived.
async fn killed_while_paging(stand: &Stand, fault: Fault) {
    stand.one.fails(Some("mei"), fault, 1);
    stand.record("amz_lsr", "2026-11-21", "0.06").await;
    steward::duty::judge::run(&stand.app, steward::duty::Cause::Time).await.expect("judge");
    let calls = stand.one.arrived();
    tokio::select! {
        ended = stand.dispatch() => panic!("{ended:?}"),
        // The announcement and the page.
        () = stand.one.wait_for_calls(calls + 2) => {}
    }
}

/// Far longer than a server takes to notice that a connection is gone.
const SERVER_NOTICES_WITHIN: Duration = Duration::from_secs(20);
/// So many steps are more than sending one row takes.
const STEPS: usize = 400;

/// Runs something for so many steps and drops it there; whether it had ended before.
async fn dropped_after(steps: usize, running: impl Future) -> bool {
    let (mut running, mut left) = (pin!(running), steps);
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(false);
        }
        left -= 1;
        running.as_mut().poll(context).map(|_| true)
    })
    .await
}

/// A process can be killed wherever it waits: before the attempt is committed, before the call, and after the platform
/// accepted it. Each time is tried.
#[rstest]
#[tokio::test]
async fn f1_f2_f3_killed_at_any_step_of_sending_it_is_there_once(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    let mut has_ended = false;
    for steps in 0..STEPS {
        let target = format!("person-{steps}");
        let row = stand.queue(Class::Page, &target, &target).await;
        has_ended = dropped_after(steps, stand.dispatch()).await;
        stand.forward(31).await;
        // A server may notice a moment later that whoever held the row is gone, or carry out a commit that was on its way.
        let settled = async {
            while stand.state(row).await != OutboxState::Accepted {
                stand.settle().await;
            }
        };
        let _ = tokio::time::timeout(SERVER_NOTICES_WITHIN, settled).await;
        assert_eq!(stand.state(row).await, OutboxState::Accepted, "killed after {steps} steps");
        assert_eq!(stand.one.posts(&target).len(), 1, "killed after {steps} steps");
        if has_ended {
            break;
        }
    }
    assert!(has_ended, "the last try was not killed at all");
    stand.check().await;
}

#[rstest]
#[tokio::test]
async fn f2_f3_killed_around_the_call_it_is_reconciled_when_the_lease_has_run_out(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(Fault::Stalls, Fault::AcceptsAndStalls)] fault: Fault,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    killed_while_paging(&stand, fault).await;
    stand.forward(29).await;
    let before = stand.one.posts("mei").len();
    assert_eq!(before, usize::from(fault == Fault::AcceptsAndStalls), "the lease holds");
    stand.forward(1).await;
    assert_eq!(stand.one.posts("mei").len(), 1);
    stand.check().await;
}

#[rstest]
#[tokio::test]
async fn killed_before_the_commit_there_is_neither_alert_nor_message(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.breach().await;
    let alert = stand.alert().await;
    let posts = stand.one.accepted().len();
    let (actor, origin) =
        (steward_core::alert::event::Actor::Steward, steward_core::alert::event::Origin::default());
    let org = stand.app.store.org().await.expect("the company");
    stand.clock.forward(jiff::SignedDuration::from_mins(15));
    let facts = steward_core::alert::decide::Facts {
        org: &org,
        kpi: &org.kpis[&alert.kpi],
        now: stand.now(),
        actor: &actor,
        origin: &origin,
    };
    let decision = steward_core::alert::decide::tick(&alert, &facts).expect("a step is due");
    let mut tx = stand.app.store.begin().await.expect("begin");
    let names = &stand.app.platform_names;
    transition::commit(&mut tx, &decision, &org, names, stand.app.ids.as_ref(), stand.now())
        .await
        .expect("commit");
    drop(tx);
    assert_eq!(stand.alert().await, alert);
    stand.dispatch().await.expect("dispatch");
    assert_eq!(stand.one.accepted().len(), posts);
    stand.check_later().await;
}

#[rstest]
#[tokio::test]
async fn who_lost_the_lease_changes_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    let id = stand.queue(Class::Page, "mei", "a").await;
    let lost = outbox::claim(&stand.app.store, stand.now(), 1, "another").await.expect("claim").remove(0);
    stand.forward(31).await;
    assert_eq!(stand.state(id).await, OutboxState::Accepted);
    let mut tx = stand.app.store.begin().await.expect("begin");
    let late =
        Next::Dead { reason: "late".into(), fallback: steward_core::outbox::outcome::Fallback::Nothing };
    let settlings = [Settling { claimed: &lost, next: &late }];
    assert!(outbox::settle(&mut tx, &settlings, stand.now()).await.expect("settle").is_empty());
    tx.commit().await.expect("commit");
    assert_eq!(stand.state(id).await, OutboxState::Accepted);
    stand.check().await;
}

impl Stand {
    /// Lets the service go on, then checks.
    async fn check_later(&self) {
        self.settle().await;
        self.check().await;
    }
}
