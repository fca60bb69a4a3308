//! How an alert is handed on and how it ends: by a colleague, dismissed, corrected, recovered.

use rstest::rstest;
use steward_tests::world::{Engine, Message, World};

use crate::company::COMPANY;

/// A critical breach that everybody who was told of it has read.
async fn breached(world: &World) -> Message {
    world.reports("late_shipment", "4.6%").await;
    world.person("mei").direct().await.next_message().await;
    world.channel("ops").await.next_message().await
}

#[rstest]
#[tokio::test]
async fn a_colleague_it_is_handed_to_is_told_and_answers_for_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::start(engine, COMPANY).await else { return };
    let card = breached(&world).await;
    reads!(card.press("mei", "assign", &[("to", "lin")]).await.text(), @r"
    #1 已转派给 Lin Xiao。
    会请 Lin Xiao 接手；不是严重告警的，在其工作时间内通知。
    今天 10:05 前可以撤销。
    [撤销]
    ");
    reads!(world.person("lin").direct().await.next_message().await.text(), @r"
    🔴 Critical: Late shipment
    4.6% on Sun Nov 22 · 0.6 pp over the 4% limit
    陈美 handed this alert to you.
    Owner: Lin Xiao, who was handed it
    Status: Not acknowledged, open since today 10:00
    Next: If nobody acknowledges, Lin Xiao is reminded today 10:15
    Day: Sun Nov 22, Pacific
    Limit: breach when ≥ 4% (catalogue default)
    #1 · Or reply in the thread: “ack”, “note …”
    @Lin Xiao
    [Acknowledge] [Note…] [Snooze…] [Assign…] [Comment…] [Escalate now] [Dismiss…] [Bad data…]
    ");
    reads!(card.thread().titles().await.join("\n"), @"陈美 handed it to Lin Xiao.");
    reads!(card.now().await.text(), @r"
    🔴 Critical: Late shipment
    4.6% on Sun Nov 22 · 0.6 pp over the 4% limit
    Owner: Lin Xiao, who was handed it
    Status: Not acknowledged, open since today 10:00
    Next: If nobody acknowledges, Lin Xiao is reminded today 10:15
    Day: Sun Nov 22, Pacific
    Limit: breach when ≥ 4% (catalogue default)
    #1 · Or reply in the thread: “ack”, “note …” · times: Shanghai time
    [Acknowledge] [Note…] [Snooze…] [Assign…] [Comment…] [Escalate now] [Dismiss…] [Bad data…]
    ");
    reads!(world.person("mei").says("assign 1 Nobody").await.text(), @r"
    没有找到“Nobody”这个人。
    请使用卡片上显示的姓名，或请管理员添加此人。
    ");
    world.finish().await;
}

#[rstest]
#[tokio::test]
async fn a_dismissal_needs_the_lead_and_a_reason(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::start(engine, COMPANY).await else { return };
    let card = breached(&world).await;
    let refused = card.press("mei", "dismiss", &[("reason", "known_event"), ("text", "大促")]).await;
    assert!(refused.refused);
    reads!(refused.text(), @r"
    你没有执行该操作的权限。
    可以操作的人：Bob Stone、Ada Park。
    ");
    reads!(world.person("bob").says("dismiss 1").await.text(), @r"
    Say why #1 may be closed.
    Give a reason, such as “dismiss 1 known event: Prime Day”.
    ");
    let fields = [("reason", "known_event"), ("text", "Carrier strike, announced")];
    reads!(card.press("bob", "dismiss", &fields).await.text(), @r"
    #1 is closed as dismissed: Known event.
    You can undo this until today 10:05.
    [Undo]
    ");
    reads!(card.thread().titles().await.join("\n"), @"Bob Stone dismissed it: Known event.");
    reads!(card.now().await.text(), @r"
    ☑️ Dismissed: Late shipment
    4.6% on Sun Nov 22 · 0.6 pp over the 4% limit
    > Carrier strike, announced (Known event)
    Owner: 陈美, owner of the KPI
    Status: dismissed, today 10:00
    Day: Sun Nov 22, Pacific
    Limit: breach when ≥ 4% (catalogue default)
    #1 · If it breaks again, it opens again here. · times: Shanghai time
    [Open again]
    ");
    // The very value that was dismissed does not come back.
    world.reports("late_shipment", "4.6%").await;
    world.finish().await;
}

#[rstest]
#[tokio::test]
async fn a_value_that_is_corrected_withdraws_the_alert_in_its_thread(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::start(engine, COMPANY).await else { return };
    let card = breached(&world).await;
    world.advance("PT10M").await;
    world.reports("late_shipment", "1.6%").await;
    let lines: Vec<String> = card.thread().all_messages().await.iter().map(Message::text).collect();
    reads!(lines.join("\n---\n"), @r"
    The value of Sun Nov 22 was corrected to 1.6%.
    #1 · today 10:10 · times: Shanghai time
    ---
    Withdrawn: the corrected value shows that there was no breach.
    #1 · today 10:10 · times: Shanghai time
    ");
    reads!(card.now().await.text(), @r"
    ☑️ Withdrawn, no breach after all: Late shipment
    1.6% on Sun Nov 22 · inside the 2.5% limit
    Owner: 陈美, owner of the KPI
    Status: withdrawn, no breach after all, today 10:10
    Day: Sun Nov 22, Pacific
    Limit: breach when ≥ 2.5% (catalogue default)
    #1 · If it breaks again, it opens again here. · times: Shanghai time
    ");
    reads!(world.trail(1).await, @r"
    1 e1 opened by steward
    2 e1 escalated by steward
    3 e1 restated by steward
    4 e1 closed by steward
    ");
    world.finish().await;
}

#[rstest]
#[tokio::test]
async fn an_alert_closes_only_after_two_settled_days_inside_and_with_a_note(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::start(engine, COMPANY).await else { return };
    let card = breached(&world).await;
    world.person("mei").says("ack 1").await.accepted();
    world.person("mei").says("note 1 原因：爆仓 措施：改用 UPS 截止：2026-11-27").await.accepted();
    for (day, value) in [("2026-11-24", "1.9%"), ("2026-11-25", "1.8%")] {
        world.advance_to(&format!("{day}T10:00[Asia/Shanghai]")).await;
        world.reports("late_shipment", value).await;
    }
    let lines: Vec<String> = card.thread().titles().await;
    reads!(lines.join("\n"), @r"
    陈美 acknowledged and has it until today 14:00.
    陈美 wrote a note, due Fri Nov 27.
    Closed: recovered and verified.
    ");
    reads!(card.now().await.text(), @r"
    ✅ Recovered: Late shipment
    1.8% on Tue Nov 24 · inside the 2.5% limit
    Owner: 陈美, owner of the KPI
    Status: recovered and verified, today 10:00
    Day: Tue Nov 24, Pacific
    Change: −0.1 pp (1.9% before)
    Limit: breach when ≥ 2.5% (catalogue default)
    Worst: 4.6% on Sun Nov 22
    > Cause: 爆仓 · Action: 改用 UPS (陈美, Mon 10:00, due Fri Nov 27)
    ~ Last 3 values, from 4.6% on Nov 22 to 1.8% on Nov 24
    #1 · If it breaks again, it opens again here. · times: Shanghai time
    [Open again]
    ");
    reads!(world.trail(1).await, @r"
    1 e1 opened by steward
    2 e1 escalated by steward
    3 e1 acknowledged by mei
    4 e1 noted by mei
    5 e1 read by steward
    6 e1 watch_began by steward
    7 e1 read by steward
    8 e1 closed by steward
    ");
    world.finish().await;
}
