//! The calls of a month are counted, and administrators told when they run out.

use steward_core::pace::budget::month_of;
use steward_core::time::Clock;
use steward_store::calls;

use super::stand::{Way, shown, stand};

#[tokio::test]
async fn administrators_are_told_once_when_the_month_runs_out() {
    let stand = stand(Way::LongConnection).await;
    let mut tx = stand.app.store.begin().await.expect("begin");
    let month = month_of(stand.clock.now());
    let used = calls::of_month(&mut tx, "feishu", month).await.expect("read");
    calls::add(&mut tx, "feishu", month, 7_999 - used).await.expect("add");
    tx.commit().await.expect("commit");
    stand.breach().await;
    stand.settle().await;
    let notice = stand.feishu.posts("@ada").pop().expect("a notice");
    assert!(shown(&notice).contains("10,000"), "{}", shown(&notice));
    stand.reports("2026-11-22", "0.07").await;
    assert_eq!(stand.feishu.posts("@ada").len(), 1, "once");
    let page = stand.app.metrics.page(&stand.app.store).await.expect("metrics");
    assert!(page.contains("steward_month_calls_allowed{platform=\"feishu\"} 10000"), "{page}");
}
