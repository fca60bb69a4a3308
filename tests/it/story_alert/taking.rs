//! Who learns of a breach, and what happens when somebody takes it.

use rstest::rstest;
use steward_tests::world::{BEGINNING, Door, Engine, Message, World};

use crate::company::COMPANY;

#[rstest]
#[tokio::test]
async fn a_breach_reaches_channel_and_owner_each_in_their_language(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::start(engine, COMPANY).await else { return };
    world.reports("late_shipment", "4.6%").await;

    let card = world.channel("ops").await.next_message().await;
    reads!(card.text(), @r"
    🔴 Critical: Late shipment
    4.6% on Sun Nov 22 · 0.6 pp over the 4% limit
    Owner: 陈美, owner of the KPI
    Status: Not acknowledged, open since today 10:00
    Next: If nobody acknowledges, 陈美 is reminded today 10:15
    Day: Sun Nov 22, Pacific
    Limit: breach when ≥ 4% (catalogue default)
    #1 · Or reply in the thread: “ack”, “note …” · times: Shanghai time
    [Acknowledge] [Note…] [Snooze…] [Assign…] [Comment…] [Escalate now] [Dismiss…] [Bad data…]
    ");
    assert_eq!(card.lang(), "en-US");
    let page = world.person("mei").direct().await.next_message().await;
    reads!(page.text(), @r"
    🔴 严重：迟发率
    11月22日周日 4.6% · 超上限 0.6个百分点（上限 4%）
    你是该指标的责任人。
    责任人: 陈美（指标责任人）
    状态: 待确认，今天 10:00 开启
    下一步: 若无人确认，今天 10:15 再次提醒 陈美
    日期: 11月22日周日，太平洋时间
    限值: ≥ 4% 即越线（目录建议值）
    #1 · 也可以在话题里回复：“确认”“整改 …”
    @陈美
    [确认] [填写整改…] [暂缓提醒…] [转派…] [评论…] [立即升级] [忽略…] [数据有误…]
    ");
    assert_eq!(page.lang(), "zh-CN");
    world.finish().await;
}

#[rstest]
#[tokio::test]
async fn whoever_taps_second_is_told_who_has_it(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::start(engine, COMPANY).await else { return };
    world.reports("late_shipment", "4.6%").await;
    let card = world.channel("ops").await.next_message().await;
    let page = world.person("mei").direct().await.next_message().await;

    world.advance("PT12M").await;
    let answer = page.press("mei", "ack", &[]).await;
    reads!(answer.text(), @r"
    #1 已由你确认，有效至今天 14:12。
    下一步：发“整改 1 …”写明整改措施。
    今天 10:17 前可以撤销。
    [撤销]
    ");
    reads!(card.thread().next_message().await.text(), @r"
    陈美 acknowledged and has it until today 14:12.
    #1 · today 10:12 · times: Shanghai time
    ");
    let events = world.events(1).await;

    world.advance("PT1M").await;
    let second = card.press("lin", "ack", &[]).await;
    assert!(second.refused && second.private);
    reads!(second.text(), @r"
    陈美 has had #1 since today 10:12.
    Write in the thread to help, or take it over with “assign 1 me”.
    ");
    let again = page.press("mei", "ack", &[]).await;
    reads!(again.text(), @r"
    #1 已由你确认，有效至今天 14:12。
    下一步：发“整改 1 …”写明整改措施。
    ");
    assert_eq!(world.events(1).await, events);
    world.finish().await;
}

#[rstest]
#[tokio::test]
async fn every_card_that_shows_the_alert_is_brought_up_to_date(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::start(engine, COMPANY).await else { return };
    world.reports("late_shipment", "4.6%").await;
    world.advance("PT30M").await;
    let card = world.channel("ops").await.next_message().await;
    let mut pages = world.person("mei").direct().await.all_messages().await;
    pages.extend(world.person("lin").direct().await.all_messages().await);
    assert_eq!(pages.len(), 3, "the owner twice and the backup");
    card.thread().all_messages().await;

    world.person("lin").says("ack 1").await.accepted();
    card.thread().next_message().await;
    let now = card.now().await;
    reads!(now.text(), @r"
    🔴 Critical: Late shipment
    4.6% on Sun Nov 22 · 0.6 pp over the 4% limit
    Owner: 陈美, owner of the KPI
    Status: Acknowledged by Lin Xiao today 10:30, until today 14:30
    Next: Without a note, Lin Xiao is reminded today 14:30
    Day: Sun Nov 22, Pacific
    Limit: breach when ≥ 4% (catalogue default)
    #1 · Or reply in the thread: “note …, due Friday”, “done” · times: Shanghai time
    [Note…] [Snooze…] [Assign…] [Comment…] [Escalate now] [Dismiss…] [Bad data…]
    ");
    for page in pages {
        let page = page.now().await;
        assert!(page.text().contains("Lin Xiao"), "{}", page.text());
        assert!(!page.buttons().contains(&"ack".to_owned()), "{}", page.text());
    }
    world.finish().await;
}

#[rstest]
#[case::number("ack 1")]
#[case::chinese("收到")]
#[case::politely("got it")]
#[tokio::test]
async fn words_take_an_alert_as_a_button_does(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] words: &str,
) {
    let Some(world) = World::start(engine, COMPANY).await else { return };
    world.reports("late_shipment", "4.6%").await;
    let card = world.channel("ops").await.next_message().await;
    world.person("mei").direct().await.next_message().await;

    world.person("mei").says(words).await.accepted();
    assert_eq!(
        world.trail(1).await,
        "1 e1 opened by steward\n2 e1 escalated by steward\n3 e1 acknowledged by mei"
    );
    card.thread().next_message().await;
    world.finish().await;
}

#[tokio::test]
async fn a_reply_in_the_thread_takes_the_alert_through_the_signed_door() {
    let world = World::start_at(Engine::Sqlite, COMPANY, Door::Signed, BEGINNING).await;
    let world = world.expect("SQLite is everywhere");
    world.reports("late_shipment", "4.6%").await;
    let card = world.channel("ops").await.next_message().await;
    world.person("mei").direct().await.next_message().await;

    let answer = world.person("mei").replies(&card, "收到，周五前搞定").await;
    reads!(answer.text(), @r"
    你的话已保存。#1 的整改记录还需要补充：
    #1 已由你确认，有效至今天 14:00。
    整改措施: 周五前搞定
    完成日期: 11月27日周五
    无论如何，你的原话都会作为评论保留。
    今天 10:05 前可以撤销。
    [修改…] [撤销]
    ");
    let lines: Vec<String> = card.thread().all_messages().await.iter().map(Message::text).collect();
    reads!(lines.join("\n---\n"), @r"
    陈美 acknowledged and has it until today 14:00.
    #1 · today 10:00 · times: Shanghai time
    ");
    reads!(world.trail(1).await, @r"
    1 e1 opened by steward
    2 e1 escalated by steward
    3 e1 acknowledged by mei
    4 e1 commented by mei
    ");
    world.finish().await;
}

#[rstest]
#[tokio::test]
async fn silence_climbs_from_owner_to_administrator_with_the_reason(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::start(engine, COMPANY).await else { return };
    world.reports("late_shipment", "4.6%").await;
    let card = world.channel("ops").await.next_message().await;
    let mut told = Vec::new();
    for span in ["PT0M", "PT15M", "PT15M", "PT30M", "PT60M"] {
        world.advance(span).await;
        let time = world.now().to_zoned(jiff::tz::TimeZone::get("Asia/Shanghai").expect("a zone"));
        for person in ["mei", "lin", "bob", "ada"] {
            for page in world.person(person).direct().await.all_messages().await {
                told.push(format!("{} {person}\n{}", time.strftime("%H:%M"), page.text()));
            }
        }
    }
    reads!(told.join("\n\n"), @r"
    10:00 mei
    🔴 严重：迟发率
    11月22日周日 4.6% · 超上限 0.6个百分点（上限 4%）
    你是该指标的责任人。
    责任人: 陈美（指标责任人）
    状态: 待确认，今天 10:00 开启
    下一步: 若无人确认，今天 10:15 再次提醒 陈美
    日期: 11月22日周日，太平洋时间
    限值: ≥ 4% 即越线（目录建议值）
    #1 · 也可以在话题里回复：“确认”“整改 …”
    @陈美
    [确认] [填写整改…] [暂缓提醒…] [转派…] [评论…] [立即升级] [忽略…] [数据有误…]

    10:15 mei
    🔴 严重：迟发率
    11月22日周日 4.6% · 超上限 0.6个百分点（上限 4%）
    你是该指标的责任人。
    至今无人响应。
    责任人: 陈美（指标责任人）
    状态: 待确认，今天 10:00 开启
    下一步: 若无人确认，今天 10:30 升级给 Lin Xiao
    日期: 11月22日周日，太平洋时间
    限值: ≥ 4% 即越线（目录建议值）
    #1 · 也可以在话题里回复：“确认”“整改 …”
    @陈美
    [确认] [填写整改…] [暂缓提醒…] [转派…] [评论…] [立即升级] [忽略…] [数据有误…]

    10:30 lin
    🔴 Critical: Late shipment
    4.6% on Sun Nov 22 · 0.6 pp over the 4% limit
    You are the backup owner; the owner has not answered or is not available.
    Owner: 陈美, owner of the KPI
    Status: Not acknowledged, open since today 10:00
    Next: If nobody acknowledges, it goes on to Bob Stone today 11:00
    Day: Sun Nov 22, Pacific
    Limit: breach when ≥ 4% (catalogue default)
    #1 · Or reply in the thread: “ack”, “note …”
    @Lin Xiao
    [Acknowledge] [Note…] [Snooze…] [Assign…] [Comment…] [Escalate now] [Dismiss…] [Bad data…]

    11:00 bob
    🔴 Critical: Late shipment
    4.6% on Sun Nov 22 · 0.6 pp over the 4% limit
    You lead the team; owner and backup have not answered or are not available.
    Owner: 陈美, owner of the KPI
    Status: Not acknowledged, open since today 10:00
    Next: If nobody acknowledges, it goes on to Ada Park today 12:00
    Day: Sun Nov 22, Pacific
    Limit: breach when ≥ 4% (catalogue default)
    #1 · Or reply in the thread: “ack”, “note …”
    @Bob Stone
    [Acknowledge] [Note…] [Snooze…] [Assign…] [Comment…] [Escalate now] [Dismiss…] [Bad data…]

    12:00 ada
    🔴 Critical: Late shipment
    4.6% on Sun Nov 22 · 0.6 pp over the 4% limit
    You administer Steward; nobody else has answered or is available.
    Owner: 陈美, owner of the KPI
    Status: Not acknowledged, open since today 10:00
    Next: If nobody acknowledges, 陈美 is reminded today 14:00
    Day: Sun Nov 22, Pacific
    Limit: breach when ≥ 4% (catalogue default)
    #1 · Or reply in the thread: “ack”, “note …”
    @Ada Park
    [Acknowledge] [Note…] [Snooze…] [Assign…] [Comment…] [Escalate now] [Dismiss…] [Bad data…]
    ");
    let lines: Vec<String> = card.thread().titles().await;
    reads!(lines.join("\n"), @r"
    Lin Xiao was told as the backup owner.
    Bob Stone was told as the lead of the team.
    Ada Park was told as an administrator.
    ");
    reads!(world.trail(1).await, @r"
    1 e1 opened by steward
    2 e1 escalated by steward
    3 e1 escalated by steward
    4 e1 escalated by steward
    5 e1 escalated by steward
    6 e1 escalated by steward
    ");
    world.finish().await;
}

#[rstest]
#[tokio::test]
async fn at_night_a_critical_breach_reaches_the_backup_who_is_awake_as_well(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let beginning = "2026-11-24T02:00[Asia/Shanghai]";
    let Some(world) = World::start_at(engine, COMPANY, Door::Demo, beginning).await else { return };
    let pacific = "America/Los_Angeles".parse().expect("a zone");
    world.person("lin").change(|lin| lin.zone = pacific).await;
    world.reports("late_shipment", "4.6%").await;
    let card = world.channel("ops").await.next_message().await;
    world.person("mei").direct().await.next_message().await;
    reads!(world.person("lin").direct().await.next_message().await.text(), @r"
    🔴 Critical: Late shipment
    4.6% on Mon Nov 23 · 0.6 pp over the 4% limit
    You are the backup owner; the owner has not answered or is not available.
    Owner: 陈美, owner of the KPI
    Status: Not acknowledged, open since today 10:00
    Next: If nobody acknowledges, 陈美 is reminded today 10:15
    Day: Mon Nov 23, Pacific
    Limit: breach when ≥ 4% (catalogue default)
    #1 · Or reply in the thread: “ack”, “note …”
    @Lin Xiao
    [Acknowledge] [Note…] [Snooze…] [Assign…] [Comment…] [Escalate now] [Dismiss…] [Bad data…]
    ");
    reads!(card.thread().titles().await.join("\n"), @"Lin Xiao was told as the backup owner.");
    world.finish().await;
}

#[rstest]
#[tokio::test]
async fn a_warning_waits_for_working_hours_and_a_worse_value_does_not(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let beginning = "2026-11-24T02:00[Asia/Shanghai]";
    let Some(world) = World::start_at(engine, COMPANY, Door::Demo, beginning).await else { return };
    world.reports("late_shipment", "3.1%").await;
    let card = world.channel("ops").await.next_message().await;
    world.advance("PT1H").await;
    world.nothing_unread().await;

    world.reports("late_shipment", "4.2%").await;
    reads!(card.thread().titles().await.join("\n"), @"The value of Mon Nov 23 was corrected to 4.2%.");
    reads!(world.person("mei").direct().await.next_message().await.text(), @r"
    🔴 严重：迟发率
    11月23日周一 4.2% · 超上限 0.2个百分点（上限 4%）
    你是该指标的责任人。
    责任人: 陈美（指标责任人）
    状态: 待确认，今天 02:00 开启
    下一步: 若无人确认，今天 03:15 再次提醒 陈美
    日期: 11月23日周一，太平洋时间
    限值: ≥ 4% 即越线（目录建议值）
    #1 · 也可以在话题里回复：“确认”“整改 …”
    @陈美
    [确认] [填写整改…] [暂缓提醒…] [转派…] [评论…] [立即升级] [忽略…] [数据有误…]
    ");
    reads!(world.trail(1).await, @r"
    1 e1 opened by steward
    2 e1 restated by steward
    3 e1 escalated by steward
    ");
    world.finish().await;
}
