//! Digests over clock changes, holidays and outages: one for every local date that has one, naming the right data day.

use insta::assert_snapshot;
use jiff::Timestamp;
use rstest::rstest;
use steward_core::time::Zone;
use steward_store::slot;
use steward_tests::world::{Door, Engine, World, instant};

use crate::company::digests;

/// What arrived in the channel, each with the local time at which it did and the day that it speaks of.
async fn arrived(world: &World, zone: &str) -> Vec<String> {
    let zone: Zone = zone.parse().expect("a zone");
    let messages = world.channel("team").await.all_messages().await;
    let lines = messages.iter().map(|message| {
        let at = zone.local_at(message.sent_at()).strftime("%a %b %d %H:%M").to_string();
        let about =
            message.text().lines().find(|line| line.starts_with("Data of")).unwrap_or_default().to_owned();
        let days = about.split(" · ").next().unwrap_or_default().to_owned();
        let late = if message.text().contains("is late") { " (late)" } else { "" };
        format!("{at} | {} | {days}{late}", message.title())
    });
    lines.collect()
}

/// Lets days pass, with a kill after every few hours.
async fn live(world: &World, until: &str) {
    let until: Timestamp = instant(until);
    while world.now() < until {
        let step = (until.duration_since(world.now())).min(jiff::SignedDuration::from_hours(7));
        world.advance(&step.to_string()).await;
        world.restart().await;
        world.settle().await;
    }
}

#[rstest]
#[tokio::test]
async fn spring_in_los_angeles_skips_an_hour_and_no_digest(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    // On 8 March the clock goes from 01:59 to 03:00; the second schedule wants 02:30.
    let company = digests("America/Los_Angeles", "us", &["daily 09:00", "daily 02:30"]);
    let beginning = "2026-03-06T12:00[America/Los_Angeles]";
    let Some(world) = World::start_at(engine, &company, Door::Demo, beginning).await else { return };
    live(&world, "2026-03-10T12:00[America/Los_Angeles]").await;
    reads!(arrived(&world, "America/Los_Angeles").await.join("\n"), @r"
    Sat Mar 07 02:30 | Daily digest · Sat Mar 7 | Data of Fri Mar 6 (Pacific)
    Sat Mar 07 09:00 | Daily digest · Sat Mar 7 | Data of Fri Mar 6 (Pacific)
    Sun Mar 08 03:00 | Daily digest · Sun Mar 8 | Data of Sat Mar 7 (Pacific)
    Sun Mar 08 09:00 | Daily digest · Sun Mar 8 | Data of Sat Mar 7 (Pacific)
    Mon Mar 09 02:30 | Daily digest · Mon Mar 9 | Data of Sun Mar 8 (Pacific)
    Mon Mar 09 09:00 | Daily digest · Mon Mar 9 | Data of Sun Mar 8 (Pacific)
    Tue Mar 10 02:30 | Daily digest · Tue Mar 10 | Data of Mon Mar 9 (Pacific)
    Tue Mar 10 09:00 | Daily digest · Tue Mar 10 | Data of Mon Mar 9 (Pacific)
    ");
    world.finish().await;
}

#[rstest]
#[tokio::test]
async fn autumn_in_los_angeles_repeats_an_hour_and_no_digest(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    // On 1 November the hour from 01:00 comes twice; the second schedule wants 01:30.
    let company = digests("America/Los_Angeles", "us", &["daily 09:00", "daily 01:30"]);
    let beginning = "2026-10-30T12:00[America/Los_Angeles]";
    let Some(world) = World::start_at(engine, &company, Door::Demo, beginning).await else { return };
    live(&world, "2026-11-03T12:00[America/Los_Angeles]").await;
    reads!(arrived(&world, "America/Los_Angeles").await.join("\n"), @r"
    Sat Oct 31 01:30 | Daily digest · Sat Oct 31 | Data of Fri Oct 30 (Pacific)
    Sat Oct 31 09:00 | Daily digest · Sat Oct 31 | Data of Fri Oct 30 (Pacific)
    Sun Nov 01 01:30 | Daily digest · Sun Nov 1 | Data of Sat Oct 31 (Pacific)
    Sun Nov 01 09:00 | Daily digest · Sun Nov 1 | Data of Sat Oct 31 (Pacific)
    Mon Nov 02 01:30 | Daily digest · Mon Nov 2 | Data of Sun Nov 1 (Pacific)
    Mon Nov 02 09:00 | Daily digest · Mon Nov 2 | Data of Sun Nov 1 (Pacific)
    Tue Nov 03 01:30 | Daily digest · Tue Nov 3 | Data of Mon Nov 2 (Pacific)
    Tue Nov 03 09:00 | Daily digest · Tue Nov 3 | Data of Mon Nov 2 (Pacific)
    ");
    world.finish().await;
}

#[rstest]
#[tokio::test]
async fn chinese_new_year_is_quiet_and_the_saturday_that_makes_up_for_it_is_not(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    // Off from 15 to 23 February 2026; Saturday the 14th and Saturday the 28th are workdays instead.
    let company = digests("Asia/Shanghai", "cn", &["workdays 09:00"]);
    let beginning = "2026-02-12T12:00[Asia/Shanghai]";
    let Some(world) = World::start_at(engine, &company, Door::Demo, beginning).await else { return };
    live(&world, "2026-03-03T12:00[Asia/Shanghai]").await;
    reads!(arrived(&world, "Asia/Shanghai").await.join("\n"), @r"
    Fri Feb 13 09:00 | Daily digest · Fri Feb 13 | Data of Wed Feb 11 (Pacific)
    Sat Feb 14 09:00 | Daily digest · Sat Feb 14 | Data of Thu Feb 12 (Pacific)
    Tue Feb 24 09:00 | Daily digest · Tue Feb 24 | Data of Sun Feb 22 (Pacific)
    Wed Feb 25 09:00 | Daily digest · Wed Feb 25 | Data of Mon Feb 23 (Pacific)
    Thu Feb 26 09:00 | Daily digest · Thu Feb 26 | Data of Tue Feb 24 (Pacific)
    Fri Feb 27 09:00 | Daily digest · Fri Feb 27 | Data of Wed Feb 25 (Pacific)
    Sat Feb 28 09:00 | Daily digest · Sat Feb 28 | Data of Thu Feb 26 (Pacific)
    Mon Mar 02 09:00 | Daily digest · Mon Mar 2 | Data of Sat Feb 28 (Pacific)
    Tue Mar 03 09:00 | Daily digest · Tue Mar 3 | Data of Sun Mar 1 (Pacific)
    ");
    world.finish().await;
}

#[rstest]
#[tokio::test]
async fn a_schedule_that_is_made_after_its_time_begins_on_the_next_day(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let company = digests("Asia/Shanghai", "cn", &["daily 09:00"]);
    let beginning = "2026-05-11T12:00[Asia/Shanghai]";
    let Some(world) = World::start_at(engine, &company, Door::Demo, beginning).await else { return };
    world.advance("PT1H").await;
    assert_eq!(arrived(&world, "Asia/Shanghai").await, Vec::<String>::new());
    world.advance_to("2026-05-12T10:00[Asia/Shanghai]").await;
    reads!(arrived(&world, "Asia/Shanghai").await.join("\n"), @"Tue May 12 09:00 | Daily digest · Tue May 12 | Data of Sun May 10 (Pacific)");
    world.finish().await;
}

#[rstest]
#[tokio::test]
async fn an_outage_makes_a_digest_late_and_a_long_one_leaves_no_backlog(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let company = digests("Asia/Shanghai", "cn", &["daily 09:00"]);
    let beginning = "2026-05-11T08:00[Asia/Shanghai]";
    let Some(world) = World::start_at(engine, &company, Door::Demo, beginning).await else { return };
    world.advance_to("2026-05-11T10:00[Asia/Shanghai]").await;
    // Down over nine, back at noon.
    world.sleep_until("2026-05-12T12:00[Asia/Shanghai]").await;
    reads!(arrived(&world, "Asia/Shanghai").await.join("\n"), @r"
    Mon May 11 09:00 | Daily digest · Mon May 11 | Data of Sat May 9 (Pacific)
    Tue May 12 12:00 | Daily digest · Tue May 12 | Data of Sun May 10 (Pacific) (late)
    ");

    // Down for a week, back at ten in the evening: too late for this day's, and none of the days before is made up for.
    world.sleep_until("2026-05-19T22:00[Asia/Shanghai]").await;
    assert_eq!(arrived(&world, "Asia/Shanghai").await, Vec::<String>::new());
    reads!(world.person("ada").direct().await.next_message().await.text(), @r"
    The digest for #team due today 09:00 was skipped, because it would have been too late.
    The next one goes out as planned. Ask for one now with “digest” in the channel.
    ");
    world.advance_to("2026-05-20T10:00[Asia/Shanghai]").await;
    // Down for another week, back shortly after nine.
    world.sleep_until("2026-05-27T09:03[Asia/Shanghai]").await;
    reads!(arrived(&world, "Asia/Shanghai").await.join("\n"), @r"
    Wed May 20 09:00 | Daily digest · Wed May 20 | Data of Mon May 18 (Pacific)
    Wed May 27 09:03 | Daily digest · Wed May 27 | Data of Mon May 25 (Pacific)
    ");
    world.finish().await;
}

#[rstest]
#[tokio::test]
async fn a_kill_between_claim_and_send_of_a_digest_does_not_double_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let company = digests("Asia/Shanghai", "cn", &["daily 09:00"]);
    let beginning = "2026-05-11T08:59[Asia/Shanghai]";
    let Some(world) = World::start_at(engine, &company, Door::Demo, beginning).await else { return };
    arrived(&world, "Asia/Shanghai").await;
    world.jump("PT1M");
    steward::duty::plan_digests::run(&*world.app().await).await.expect("planned");
    assert_eq!(world.somebody_claims_and_dies().await, 1);
    world.restart().await;
    world.advance("PT2M").await;
    reads!(arrived(&world, "Asia/Shanghai").await.join("\n"), @"Mon May 11 09:00 | Daily digest · Mon May 11 | Data of Sat May 9 (Pacific)");
    let mut conn = world.app().await.store.reader().await.expect("a reader");
    let taken = slot::last(&mut conn, &"daily-0".parse().expect("a key")).await.expect("read the slot");
    assert_eq!(taken.expect("a slot").date.to_string(), "2026-05-11");
    drop(conn);
    world.finish().await;
}

#[tokio::test]
async fn a_morning_in_shanghai_speaks_of_the_day_before_yesterday_in_america() {
    let company = digests("Asia/Shanghai", "cn", &["daily 09:00"]);
    let beginning = "2026-11-23T08:00[Asia/Shanghai]";
    let world = World::start_at(Engine::Sqlite, &company, Door::Demo, beginning).await;
    let world = world.expect("SQLite is everywhere");
    world.channel("team").await.all_messages().await;
    world.kpi("acos").reports_for("2026-11-20", "24%").await;
    world.advance_to("2026-11-23T09:00[Asia/Shanghai]").await;
    assert_snapshot!(world.channel("team").await.next_message().await.text(), @r"
    Daily digest · Mon Nov 23
    Nothing is judged yet: 1 KPI waits for settled data or a target
    Data of Sat Nov 21 (Pacific) · as of today 09:00
    ## Not judged yet (1)
    - ACoS: no settled value yet
    times: Shanghai time
    [My alerts]
    ");
    world.finish().await;
}
