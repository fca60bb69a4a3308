//! Rows that cannot be read: set aside and told, while everything else goes on.

use steward_store::Engine;
use steward_tests::fakes::chat::ABLE;

use super::{beside, number};
use crate::delivery::stand::stand;

/// A hand that slipped, in each table that holds documents.
const SPOILT: &str = "
    UPDATE alert SET doc = '{' WHERE kpi = 'amz_vtr';
    UPDATE judgement SET doc = '{', version = version + 1 WHERE kpi = 'amz_vtr';
    UPDATE sample SET finality = 'perhaps' WHERE kpi = 'amz_vtr';
    UPDATE outbox SET message = '{', state = 'pending' WHERE target = 'hao';
    INSERT INTO inbox (platform, event_id, reply, at) VALUES ('one', 'spoilt', '{', 0);
";

#[tokio::test]
async fn unreadable_rows_hold_up_nobody_else() {
    let Some(stand) = stand(Engine::Postgres, ABLE).await else { return };
    stand.record("amz_vtr", "2026-11-21", "0.6").await;
    stand.settle().await;
    beside(&stand.address, SPOILT).await;
    beside(&stand.address, "UPDATE judgement SET due_at = 0").await;
    stand.breach().await;
    stand.forward(15 * 60).await;
    assert_eq!(stand.one.posts("mei").len(), 2, "the other alert escalates");
    let left = "SELECT COUNT(*) FROM outbox WHERE message = '{' AND state = 'pending'";
    assert!(number(&stand.address, left).await > 0, "what cannot be read is left as it is");
    let version = stand.alert().await.version;
    stand.ack("mei", "e1").await;
    assert!(stand.alert().await.version > version);
    stand.forward(24 * 3600).await;
    assert_eq!(stand.digests().len(), 2, "the digest comes without what cannot be read");
    let failed = stand.app.metrics.page(&stand.app.store).await.expect("metrics");
    for duty in ["judge", "escalate"] {
        let counted = format!("steward_duty_runs_total{{duty=\"{duty}\",outcome=\"error\"}}");
        assert!(failed.contains(&counted), "{duty} tells of it: {failed}");
    }
}
