//! Pace: what platforms publish is kept without being told, pages do not wait behind the rest, and nothing is lost.

use jiff::{SignedDuration, Timestamp};
use rstest::rstest;
use steward_core::outbox::{Class, OutboxState, Outgoing};
use steward_store::Engine;
use steward_tests::fakes::chat::{ABLE, Fault, MANY, ONE_A_SECOND};

use super::stand::{Stand, limited_stand, stand};

fn after(begin: Timestamp, seconds: i64) -> Timestamp {
    begin + SignedDuration::from_secs(seconds)
}

fn rows(stand: &Stand, class: Class, count: usize, prefix: &str) -> Vec<Outgoing> {
    let row = |n| stand.outgoing(class, &format!("{prefix}{n}"), &format!("{prefix}{n}"));
    (0..count).map(row).collect()
}

async fn states(stand: &Stand, rows: &[Outgoing], state: OutboxState) -> usize {
    let mut count = 0;
    for row in rows {
        count += usize::from(stand.state(row.id).await == state);
    }
    count
}

#[rstest]
#[tokio::test]
async fn f8_a_conversation_that_is_to_wait_holds_up_no_other(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(30, 600)] seconds: i64,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.one.fails(Some("busy"), Fault::Wait(u64::try_from(seconds).expect("some seconds") * 1_000), 1);
    let first = stand.queue(Class::Page, "busy", "first").await;
    stand.settle().await;
    let second = stand.queue(Class::Page, "busy", "second").await;
    let (page, digest) =
        (stand.queue(Class::Page, "mei", "page").await, stand.queue(Class::Digest, "c", "digest").await);
    stand.forward(seconds - 1).await;
    for (row, state) in [
        (page, OutboxState::Accepted),
        (digest, OutboxState::Accepted),
        (first, OutboxState::Pending),
        (second, OutboxState::Pending),
    ] {
        assert_eq!(stand.state(row).await, state);
    }
    assert_eq!(stand.row(second).await.attempt, 0, "it was not even tried");
    stand.forward(2).await;
    assert_eq!(stand.one.posts("busy").len(), 2);
    stand.check().await;
}

#[rstest]
#[tokio::test]
async fn f8_an_app_that_is_to_wait_leaves_the_other_platform_alone(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = stand(engine, ABLE).await else { return };
    stand.one.fails(Some("busy"), Fault::AppWait(30_000), 1);
    stand.queue(Class::Digest, "busy", "digest").await;
    stand.settle().await;
    let before = stand.one.arrived();
    let page = stand.outgoing(Class::Page, "mei", "page");
    let mut elsewhere = stand.outgoing(Class::Page, "mei-on-two", "elsewhere");
    elsewhere.to.platform = "two".into();
    stand.enqueue(&[page.clone(), elsewhere.clone()]).await;
    stand.forward(29).await;
    assert_eq!(stand.state(elsewhere.id).await, OutboxState::Accepted);
    assert_eq!(stand.one.arrived(), before, "nothing of the app is even tried");
    stand.forward(2).await;
    assert_eq!(stand.state(page.id).await, OutboxState::Accepted);
    assert_eq!(stand.one.posts("busy").len(), 1);
    stand.check().await;
}

#[rstest]
#[tokio::test]
async fn sixty_alerts_into_one_channel_are_there_after_66_seconds(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(stand) = limited_stand(engine, ONE_A_SECOND).await else { return };
    let alerts: Vec<Outgoing> =
        (0..60).map(|n| stand.outgoing(Class::Page, "alarm", &format!("alert {n}"))).collect();
    stand.enqueue(&alerts).await;
    let other = stand.queue(Class::Chatter, "quiet", "other").await;
    stand.settle().await;
    assert_eq!(stand.state(other).await, OutboxState::Accepted, "the other channel does not wait");
    assert_eq!(stand.one.posts("alarm").len(), 1);
    let before = stand.row(alerts[59].id).await;
    stand.pass(after(stand.now(), 30)).await;
    assert_eq!(stand.row(alerts[59].id).await, before, "what waits is not written again");
    stand.pass(after(stand.now(), 36)).await;
    assert_eq!((stand.one.posts("alarm").len(), stand.one.refused()), (60, 0));
    stand.check().await;
}

/// Five hundred digests and two thousand direct messages at once, where an app may send a thousand a minute.
#[rstest]
#[tokio::test]
async fn f23_a_burst_at_nine_delays_no_page(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(stand) = limited_stand(engine, MANY).await else { return };
    let digests = rows(&stand, Class::Digest, 500, "c");
    let direct = rows(&stand, Class::Chatter, 2_000, "d");
    stand.enqueue(&digests).await;
    stand.enqueue(&direct).await;
    let begin = stand.now();
    let pages = rows(&stand, Class::Page, 20, "p");
    for (number, page) in pages.chunks(5).enumerate() {
        stand.pass(after(begin, 10 * i64::try_from(number).expect("a few"))).await;
        let due: Vec<Outgoing> =
            page.iter().map(|page| Outgoing { not_before: stand.now(), ..page.clone() }).collect();
        stand.enqueue(&due).await;
        let queued = stand.now();
        stand.pass(after(queued, 4)).await;
        for page in &due {
            let post = stand.one.posts(&page.to.target).pop().expect("the page is there");
            assert!(queued.duration_until(post.at) < SignedDuration::from_secs(5));
        }
    }
    assert_eq!(states(&stand, &digests, OutboxState::Accepted).await, 500);
    let sent = states(&stand, &direct, OutboxState::Accepted).await;
    assert!((1..500).contains(&sent), "{sent} of the less urgent in 34 s");
    assert_eq!(stand.one.refused(), 0, "no call was one too many");
}

/// What failed together comes back apart, and within what the platform takes.
#[rstest]
#[tokio::test]
async fn f24_after_an_outage_there_is_no_storm(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(stand) = limited_stand(engine, MANY).await else { return };
    stand.one.fails(None, Fault::Retry, 1_000_000);
    let digests = rows(&stand, Class::Digest, 100, "c");
    stand.enqueue(&digests).await;
    let begin = stand.now();
    stand.pass(after(begin, 20)).await;
    let tried = stand.one.arrived();
    assert!(tried < 100 * 6, "{tried} calls to a platform that is away");
    stand.one.heals();
    let page = stand.queue(Class::Page, "mei", "page").await;
    stand.settle().await;
    assert_eq!(stand.state(page).await, OutboxState::Accepted, "what is new does not wait");
    let back = stand.now();
    // The next tries are due by time alone.
    for _ in 0..80 {
        stand.forward(1).await;
    }
    assert_eq!(states(&stand, &digests, OutboxState::Accepted).await, 100);
    assert_eq!(stand.one.refused(), 0);
    let arrivals: std::collections::BTreeSet<i64> =
        stand.one.accepted().iter().filter(|call| call.at > back).map(|call| call.at.as_second()).collect();
    assert!(arrivals.len() >= 5, "they come back in {arrivals:?}");
    stand.check().await;
}
