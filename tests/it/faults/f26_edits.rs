//! F26: policy, owner and calendar are edited while an alert runs. The episode keeps the policy that it began with.

use rstest::rstest;
use steward_core::escalation::Policy;
use steward_store::Engine;
use steward_tests::fakes::chat::ABLE;
use steward_tests::invariants::Tables;

use crate::delivery::stand::{Stand, stand};

/// Moves everything that the alert was opened by.
async fn turn_everything_over(stand: &Stand) {
    let calm = "calm".parse().expect("a key");
    stand
        .edit(|org| {
            let mut policy = Policy { key: calm, ..Policy::built_in() };
            for step in policy.critical.steps.iter_mut().skip(1) {
                step.after_minutes += 600;
            }
            let kpi = org.kpis.get_mut(&"amz_lsr".parse().expect("a key")).expect("the KPI");
            kpi.policy = Some(policy.key.clone());
            kpi.owner = Some("hao".parse().expect("a key"));
            kpi.backup = Some("lin".parse().expect("a key"));
            org.policies.insert(policy.key.clone(), policy);
            org.people.get_mut(&"mei".parse().expect("a key")).expect("Mei").calendar = "cn".into();
        })
        .await;
}

/// How many pages about alerts there are in any private conversation.
async fn pages(stand: &Stand) -> usize {
    let tables = Tables::read(&stand.address).await;
    tables.outbox.iter().filter(|row| row.class == "page" && row.target != "ops").count()
}

#[rstest]
#[tokio::test]
async fn f26_an_episode_keeps_the_policy_it_began_with(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.breach().await;
    let policy = stand.alert().await.policy;
    stand.forward(5 * 60).await;
    turn_everything_over(&stand).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.policy, policy);
    // The built-in times: after 15 and 30 minutes, an hour and two; the new ones would be silent for ten hours.
    let mut before = pages(&stand).await;
    for minutes in [10, 15, 30, 60] {
        stand.forward(minutes * 60).await;
        let now = pages(&stand).await;
        assert!(now > before, "a step is taken {minutes} minutes later");
        before = now;
    }
    assert_eq!(stand.alert().await.policy, policy);
    stand.check().await;
}

#[tokio::test]
async fn f26_an_edit_at_the_instant_of_a_step_collides_without_harm() {
    let Some(first) = stand(Engine::Postgres, ABLE).await else { return };
    let second = first.replica().await;
    first.breach().await;
    first.clock.forward(jiff::SignedDuration::from_mins(15));
    tokio::join!(turn_everything_over(&second), first.settle(), second.settle());
    for _ in 0..4 {
        first.clock.forward(jiff::SignedDuration::from_mins(15));
        tokio::join!(first.settle(), second.settle());
    }
    first.check().await;
}
