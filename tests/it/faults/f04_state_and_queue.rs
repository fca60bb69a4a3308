//! F4: a process that ends between a change of state and the queueing of what follows. There is no such instant: the
//! database itself is made to refuse a commit that has one without the other.

use steward_store::Engine;
use steward_tests::fakes::chat::ABLE;

use super::{beside, number};
use crate::delivery::stand::stand;

/// At the end of each transaction: an event that people are told of has a row of the outbox from the same transaction.
const NO_EVENT_ALONE: &str = "
    CREATE TABLE looked_at (event TEXT NOT NULL);
    CREATE FUNCTION no_event_alone() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO looked_at (event) VALUES (NEW.doc::jsonb -> 'what' ->> 'event');
        IF NEW.doc::jsonb -> 'what' ->> 'event' IN ('opened', 'escalated')
            AND NOT EXISTS (SELECT FROM outbox WHERE outbox.xmin = pg_current_xact_id()::xid)
        THEN
            RAISE EXCEPTION 'an event is committed without its message: %', NEW.doc;
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER no_event_alone
        AFTER INSERT ON alert_event
        DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION no_event_alone();
";

#[tokio::test]
async fn f4_no_commit_has_a_change_of_state_without_its_message() {
    let Some(stand) = stand(Engine::Postgres, ABLE).await else { return };
    beside(&stand.address, NO_EVENT_ALONE).await;
    stand.breach().await;
    for _ in 0..4 {
        stand.forward(15 * 60).await;
    }
    stand.ack("mei", "e1").await;
    stand.forward(5 * 3600).await;
    let told = "SELECT COUNT(*) FROM looked_at WHERE event IN ('opened', 'escalated')";
    assert!(number(&stand.address, told).await >= 4, "the database looked at what happened");
    stand.check().await;
}
