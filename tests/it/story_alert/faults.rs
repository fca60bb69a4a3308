//! What must not hurt: data that stops, and a service that is killed between any two steps.

use rstest::rstest;
use serde_json::json;
use steward_tests::world::{Door, Engine, World};

use crate::company::{COMPANY, with_digest};

#[rstest]
#[tokio::test]
async fn data_that_stops_concerns_its_owner_alone(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let beginning = "2026-11-23T08:00[Asia/Shanghai]";
    let Some(world) = World::start_at(engine, &with_digest(), Door::Demo, beginning).await else { return };
    let ops = world.channel("ops").await;
    world.reports("late_shipment", "1.2%").await;
    world.advance_to("2026-11-24T10:00[Asia/Shanghai]").await;
    assert_eq!(ops.titles().await, ["Daily digest · Mon Nov 23", "Daily digest · Tue Nov 24"]);

    world.advance_to("2026-11-25T08:59[Asia/Shanghai]").await;
    let card = ops.next_message().await;
    reads!(card.text(), @r"
    ⚪ Data fault: Late shipment
    Data stops at Sun Nov 22; Mon Nov 23 was due today 04:00
    Nothing was judged, and the owner of the KPI was not paged.
    Owner: Dan Reyes, owner of the data
    Status: Not acknowledged, open since today 04:00
    Next: If nobody acknowledges, Dan Reyes is told today 09:00
    #1 · Or reply in the thread: “ack”, “note …” · times: Shanghai time
    [Acknowledge] [Note…] [Snooze…] [Assign…] [Comment…] [Escalate now] [Dismiss…] [Bad data…]
    ");
    world.nothing_unread().await;
    world.advance_to("2026-11-25T09:00[Asia/Shanghai]").await;
    let page = world.person("dan").direct().await.next_message().await;
    reads!(page.text(), @r"
    ⚪ Data fault: Late shipment
    Data stops at Sun Nov 22; Mon Nov 23 was due today 04:00
    You own the data of this KPI.
    Nothing was judged, and the owner of the KPI was not paged.
    Owner: Dan Reyes, owner of the data
    Status: Not acknowledged, open since today 04:00
    Next: If nobody acknowledges, Dan Reyes is reminded today 11:00
    #1 · Or reply in the thread: “ack”, “note …”
    @Dan Reyes
    [Acknowledge] [Note…] [Snooze…] [Assign…] [Comment…] [Escalate now] [Dismiss…] [Bad data…]
    ");
    reads!(ops.next_message().await.text(), @r"
    Daily digest · Wed Nov 25
    1 data fault
    Data of Mon Nov 23 (Pacific) · as of today 09:00
    ## Data late or doubtful, not judged (1)
    - Late shipment: not judged
      Data stops at Sun Nov 22; Mon Nov 23 was due today 04:00 · data: Dan Reyes
    times: Shanghai time
    [My alerts]
    ");

    // What had been missing arrives: the fault is over by itself.
    world.kpi("late_shipment").reports_for("2026-11-23", "1.3%").await;
    reads!(card.thread().titles().await.join("\n"), @"Closed: recovered and verified.");
    reads!(card.now().await.title(), @"✅ Data is back: Late shipment");
    reads!(page.now().await.title(), @"✅ Data is back: Late shipment");
    world.finish().await;
}

#[rstest]
#[tokio::test]
async fn a_kill_before_anything_was_judged_loses_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::start(engine, COMPANY).await else { return };
    let point = json!({ "kpi": "late_shipment", "period": "2026-11-22", "value": "4.6%" });
    let (status, _) = world.push(&json!({ "samples": [point] })).await;
    assert_eq!(status, 200);
    world.restart().await;
    world.nothing_unread().await;
    world.settle().await;
    world.channel("ops").await.next_message().await;
    world.person("mei").direct().await.next_message().await;
    world.restart().await;
    world.settle().await;
    world.finish().await;
}

#[rstest]
#[tokio::test]
async fn a_kill_between_claim_and_send_neither_loses_nor_doubles(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::start(engine, COMPANY).await else { return };
    let point = json!({ "kpi": "late_shipment", "period": "2026-11-22", "value": "4.6%" });
    world.push(&json!({ "samples": [point] })).await;
    steward::duty::judge::run(&*world.app().await, steward::duty::Cause::Time).await.expect("judged");
    assert_eq!(world.somebody_claims_and_dies().await, 2);
    world.restart().await;
    world.settle().await;
    world.nothing_unread().await;
    world.advance("PT1M").await;
    let card = world.channel("ops").await.next_message().await;
    world.person("mei").direct().await.next_message().await;
    card.press("mei", "ack", &[]).await.accepted();
    card.thread().next_message().await;
    world.finish().await;
}

#[rstest]
#[tokio::test]
async fn a_kill_after_the_tap_still_brings_the_cards_up_to_date(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::start(engine, COMPANY).await else { return };
    world.reports("late_shipment", "4.6%").await;
    let card = world.channel("ops").await.next_message().await;
    let page = world.person("mei").direct().await.next_message().await;
    world.hold();
    page.press("mei", "ack", &[]).await.accepted();
    world.restart().await;
    assert_eq!(card.now().await.text(), card.text());
    world.settle().await;
    card.thread().next_message().await;
    assert_ne!(card.now().await.text(), card.text());
    assert_ne!(page.now().await.text(), page.text());
    // The chain stays silent over the kill.
    world.advance("PT3H").await;
    world.finish().await;
}
