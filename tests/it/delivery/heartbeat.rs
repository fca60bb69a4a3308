//! The sign of life: given while the service is well, withheld when a duty fails or stands still, its address kept secret.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use jiff::SignedDuration;
use steward::app::{App, Parts};
use steward::config::Config;
use steward::duty::heartbeat;
use steward::health::Condition;
use steward::ids::ClockedIds;
use steward_core::outbox::Class;
use steward_store::{Engine, outbox};
use steward_tests::fakes::chat::ABLE;

use super::stand::{Stand, stand};

/// Every duty but the one that gives it.
const DUTIES: [&str; 9] = [
    "judge",
    "escalate",
    "plan_digests",
    "dispatch",
    "reconcile",
    "audit",
    "count_calls",
    "clean",
    "compare_clock",
];

/// A dead man's service that counts the signs of life at its secret address, and takes none elsewhere.
async fn dead_man() -> (Arc<AtomicUsize>, String) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let beats = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&beats);
    let router = Router::new().route(
        "/s3cret",
        get(move || async move {
            counted.fetch_add(1, Ordering::SeqCst);
            "OK"
        }),
    );
    let router = router.fallback(|| async { StatusCode::NOT_FOUND });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (beats, address)
}

/// The service of a stand as another process, which reports to this address.
fn reporting(stand: &Stand, url: &str) -> Arc<App> {
    let mut config = Config::defaults().expect("defaults");
    config.heartbeat.url = Some(url.to_owned());
    App::build(Parts {
        config,
        store: stand.app.store.clone(),
        clock: stand.clock.clone(),
        ids: Arc::new(ClockedIds::new(stand.clock.clone())),
        push_token: None,
        web: None,
        platforms: vec![stand.one.clone()],
    })
    .expect("build")
}

#[tokio::test]
async fn it_is_given_while_all_is_well_only() {
    let Some(stand) = stand(Engine::Sqlite, ABLE).await else { return };
    let (beats, address) = dead_man().await;
    let app = reporting(&stand, &format!("{address}/s3cret"));
    let beat = async || {
        heartbeat::run(&app).await.expect("the duty");
        beats.load(Ordering::SeqCst)
    };
    assert_eq!(beat().await, 0, "nobody knows yet whether the duties work");
    for duty in DUTIES {
        app.health.record(duty, Condition::Well);
    }
    assert_eq!(beat().await, 1);
    app.health.record("judge", Condition::Failed("no memory".into()));
    assert_eq!(beat().await, 1, "a duty fails");
    app.health.record("judge", Condition::Well);
    assert_eq!(beat().await, 2);

    stand.queue(Class::Page, "mei", "a").await;
    outbox::claim(&stand.app.store, stand.now(), 1, "gone").await.expect("claim");
    stand.clock.forward(SignedDuration::from_mins(6));
    assert_eq!(beat().await, 2, "a message stands still");
    stand.settle().await;
    assert_eq!(beat().await, 3);
    stand.check().await;
}

#[tokio::test]
async fn its_address_is_shown_nowhere() {
    let Some(stand) = stand(Engine::Sqlite, ABLE).await else { return };
    let (beats, address) = dead_man().await;
    for url in [format!("{address}/s3cret-wrong"), "http://127.0.0.1:1/s3cret".to_owned()] {
        let app = reporting(&stand, &url);
        let heartbeat = app.heartbeat.as_ref().expect("a heartbeat");
        let refused = heartbeat.beat().await.expect_err("nobody takes it");
        let told = format!("{refused:?} {refused:#} {heartbeat:?} {:?}", app.config);
        assert!(!told.contains("s3cret"), "{told}");
        for duty in DUTIES {
            app.health.record(duty, Condition::Well);
        }
        heartbeat::run(&app).await.expect("that nobody takes it is no failure of the service");
        let page = app.metrics.page(&app.store).await.expect("metrics");
        assert!(page.contains("steward_heartbeats_total{outcome=\"failed\"} 1"), "{page}");
    }
    assert_eq!(beats.load(Ordering::SeqCst), 0);
}
