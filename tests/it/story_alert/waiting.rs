//! What time does to an alert: an ack runs out, a promise passes, a rest ends.

use rstest::rstest;
use steward_tests::world::{Engine, Message, World};

use crate::company::COMPANY;

/// A critical breach that everybody who was told of it has read.
async fn breached(world: &World) -> Message {
    world.reports("late_shipment", "4.6%").await;
    world.person("mei").direct().await.next_message().await;
    world.channel("ops").await.next_message().await
}

/// What each person was told since, one line a message.
async fn told(world: &World, people: &[&str]) -> String {
    let mut lines = Vec::new();
    for person in people {
        for message in world.person(person).direct().await.all_messages().await {
            lines.push(format!("{person}\n{}", message.text()));
        }
    }
    lines.join("\n\n")
}

#[rstest]
#[tokio::test]
async fn an_ack_without_a_note_runs_out(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::start(engine, COMPANY).await else { return };
    let card = breached(&world).await;
    world.person("mei").says("ack 1").await.accepted();
    card.thread().next_message().await;

    world.advance("PT3H59M").await;
    world.nothing_unread().await;
    world.advance("PT1M").await;
    reads!(told(&world, &["mei", "lin", "bob", "ada"]).await, @r"
    mei
    🔴 严重：迟发率
    11月22日周日 4.6% · 超上限 0.6个百分点（上限 4%）
    你是该指标的责任人。
    陈美 的确认已于今天 14:00 过期，没有整改记录，需要有人接手。
    责任人: 陈美（指标责任人）
    状态: 待确认，今天 10:00 开启
    下一步: 若无人确认，今天 14:15 再次提醒 陈美
    日期: 11月22日周日，太平洋时间
    限值: ≥ 4% 即越线（目录建议值）
    #1 · 也可以在话题里回复：“确认”“整改 …”
    @陈美
    [确认] [填写整改…] [暂缓提醒…] [转派…] [评论…] [立即升级] [忽略…] [数据有误…]

    lin
    🔴 Critical: Late shipment
    4.6% on Sun Nov 22 · 0.6 pp over the 4% limit
    You are the backup owner; the owner has not answered or is not available.
    Owner: 陈美, owner of the KPI
    Status: Not acknowledged, open since today 10:00
    Next: If nobody acknowledges, 陈美 is reminded today 14:15
    Day: Sun Nov 22, Pacific
    Limit: breach when ≥ 4% (catalogue default)
    #1 · Or reply in the thread: “ack”, “note …”
    @Lin Xiao
    [Acknowledge] [Note…] [Snooze…] [Assign…] [Comment…] [Escalate now] [Dismiss…] [Bad data…]
    ");
    reads!(card.thread().titles().await.join("\n"), @"Lin Xiao was told as the backup owner.");
    reads!(world.trail(1).await, @r"
    1 e1 opened by steward
    2 e1 escalated by steward
    3 e1 acknowledged by mei
    4 e1 ack_expired by steward
    5 e1 escalated by steward
    6 e1 escalated by steward
    ");
    reads!(card.now().await.title(), @"🔴 Critical: Late shipment");
    world.finish().await;
}

#[rstest]
#[tokio::test]
async fn a_promise_that_passes_is_asked_of_who_made_it_then_of_the_lead(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::start(engine, COMPANY).await else { return };
    let card = breached(&world).await;
    let note =
        [("cause", "logistics"), ("cause_text", "爆仓"), ("action", "改用 UPS"), ("due", "2026-11-24")];
    card.press("mei", "note", &note).await.accepted();
    reads!(card.now().await.text(), @r"
    🔴 Critical: Late shipment
    4.6% on Sun Nov 22 · 0.6 pp over the 4% limit
    Owner: 陈美, owner of the KPI
    Status: 陈美 is on it, due Tue Nov 24
    Next: If the promise is not kept, 陈美 is reminded Wed 00:00
    Day: Sun Nov 22, Pacific
    Limit: breach when ≥ 4% (catalogue default)
    > Cause: Carrier or warehouse, 爆仓 · Action: 改用 UPS (陈美, today 10:00, due Tue Nov 24)
    #1 · Or reply in the thread: “note …, due Friday”, “done” · times: Shanghai time
    [Done] [Note…] [Snooze…] [Assign…] [Comment…] [Escalate now] [Dismiss…] [Bad data…]
    ");
    card.thread().all_messages().await;

    world.advance_to("2026-11-24T10:00[Asia/Shanghai]").await;
    world.reports("late_shipment", "4.5%").await;
    world.advance_to("2026-11-25T08:59[Asia/Shanghai]").await;
    assert_eq!(told(&world, &["mei", "lin", "bob", "ada"]).await, "");
    world.advance_to("2026-11-25T09:00[Asia/Shanghai]").await;
    reads!(told(&world, &["mei", "lin", "bob", "ada"]).await, @r"
    mei
    🔴 严重：迟发率
    11月23日周一 4.5% · 超上限 0.5个百分点（上限 4%） · 已连续2天
    已过你承诺的完成日期。请回复“已处理”，或填写整改记录并更新日期。
    责任人: 陈美（指标责任人）
    状态: 已逾期：陈美 承诺11月24日周二前完成
    下一步: 若仍未完成，明天 09:00 通知 Bob Stone
    日期: 11月23日周一，太平洋时间
    环比: −0.1个百分点（上期 4.6%）
    限值: ≥ 4% 即越线（目录建议值）
    最差: 11月22日周日 4.6%
    > 原因：物流 / 仓库，爆仓 · 措施：改用 UPS (陈美，周一 10:00，11月24日周二前完成)
    ~ 最近 2 期数值，从11月22日的 4.6% 到11月23日的 4.5%
    #1 · 也可以在话题里回复：“整改 …，周五前”“已处理”
    @陈美
    [已处理] [填写整改…] [暂缓提醒…] [转派…] [评论…] [立即升级] [忽略…] [数据有误…]
    ");
    world.reports("late_shipment", "4.5%").await;
    world.advance_to("2026-11-26T09:00[Asia/Shanghai]").await;
    reads!(told(&world, &["mei", "lin", "bob", "ada"]).await, @r"
    bob
    🔴 Critical: Late shipment
    4.5% on Tue Nov 24 · 0.5 pp over the 4% limit · 3 days running
    The day 陈美 promised has passed.
    Owner: 陈美, owner of the KPI
    Status: Overdue: 陈美 promised it by Tue Nov 24
    Next: If it stays overdue, Bob Stone is told tomorrow 09:00
    Day: Tue Nov 24, Pacific
    Change: unchanged (4.5% before)
    Limit: breach when ≥ 4% (catalogue default)
    Worst: 4.6% on Sun Nov 22
    > Cause: Carrier or warehouse, 爆仓 · Action: 改用 UPS (陈美, Mon 10:00, due Tue Nov 24)
    ~ Last 3 values, from 4.6% on Nov 22 to 4.5% on Nov 24
    #1 · Or reply in the thread: “note …, due Friday”, “done”
    [Done] [Note…] [Snooze…] [Assign…] [Comment…] [Escalate now] [Dismiss…] [Bad data…]
    ");
    reads!(card.thread().titles().await.join("\n"), @r"
    The promised day has passed.
    Bob Stone was told as the lead of the team.
    ");
    reads!(world.trail(1).await, @r"
    1 e1 opened by steward
    2 e1 escalated by steward
    3 e1 acknowledged by mei
    4 e1 noted by mei
    5 e1 read by steward
    6 e1 overdue by steward
    7 e1 read by steward
    8 e1 escalated by steward
    ");
    world.finish().await;
}

#[rstest]
#[tokio::test]
async fn a_snoozed_alert_rests_until_its_hour(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::start(engine, COMPANY).await else { return };
    let card = breached(&world).await;
    reads!(world.person("mei").says("snooze 1 4h").await.text(), @r"
    #1 已暂缓提醒，至今天 14:00 恢复。
    今天 10:05 前可以撤销。
    [撤销]
    ");
    card.thread().all_messages().await;
    world.advance("PT3H59M").await;
    world.nothing_unread().await;
    world.advance("PT1M").await;
    reads!(told(&world, &["mei", "lin", "bob", "ada"]).await, @r"
    mei
    🔴 严重：迟发率
    11月22日周日 4.6% · 超上限 0.6个百分点（上限 4%）
    你是该指标的责任人。
    至今无人响应。
    责任人: 陈美（指标责任人）
    状态: 待确认，今天 10:00 开启
    下一步: 若无人确认，今天 14:05 升级给 Lin Xiao
    日期: 11月22日周日，太平洋时间
    限值: ≥ 4% 即越线（目录建议值）
    #1 · 也可以在话题里回复：“确认”“整改 …”
    @陈美
    [确认] [填写整改…] [暂缓提醒…] [转派…] [评论…] [立即升级] [忽略…] [数据有误…]
    ");
    reads!(card.thread().titles().await.join("\n"), @"");
    reads!(world.trail(1).await, @r"
    1 e1 opened by steward
    2 e1 escalated by steward
    3 e1 snoozed by mei
    4 e1 snooze_ended by steward
    5 e1 escalated by steward
    ");
    reads!(world.person("mei").says("snooze 1 3d").await.text(), @r"
    这条告警不能暂缓提醒到那个时间。
    请选择将来的时间，最晚到明天 14:00。
    ");
    world.finish().await;
}
