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
        let at = zone.local_at(message.sent_at()).strftime("%a %d %b %H:%M").to_string();
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
    arrived(&world, "America/Los_Angeles").await;
    live(&world, "2026-03-10T12:00[America/Los_Angeles]").await;
    reads!(arrived(&world, "America/Los_Angeles").await.join("\n"), @r"
    Sat 07 Mar 02:30 | Daily digest · Sat 7 Mar | Data of Fri 6 Mar (Pacific)
    Sat 07 Mar 09:00 | Daily digest · Sat 7 Mar | Data of Fri 6 Mar (Pacific)
    Sun 08 Mar 03:00 | Daily digest · Sun 8 Mar | Data of Sat 7 Mar (Pacific)
    Sun 08 Mar 09:00 | Daily digest · Sun 8 Mar | Data of Sat 7 Mar (Pacific)
    Mon 09 Mar 02:30 | Daily digest · Mon 9 Mar | Data of Sun 8 Mar (Pacific)
    Mon 09 Mar 09:00 | Daily digest · Mon 9 Mar | Data of Sun 8 Mar (Pacific)
    Tue 10 Mar 02:30 | Daily digest · Tue 10 Mar | Data of Mon 9 Mar (Pacific)
    Tue 10 Mar 09:00 | Daily digest · Tue 10 Mar | Data of Mon 9 Mar (Pacific)
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
    arrived(&world, "America/Los_Angeles").await;
    live(&world, "2026-11-03T12:00[America/Los_Angeles]").await;
    reads!(arrived(&world, "America/Los_Angeles").await.join("\n"), @r"
    Sat 31 Oct 01:30 | Daily digest · Sat 31 Oct | Data of Fri 30 Oct (Pacific)
    Sat 31 Oct 09:00 | Daily digest · Sat 31 Oct | Data of Fri 30 Oct (Pacific)
    Sun 01 Nov 01:30 | Daily digest · Sun 1 Nov | Data of Sat 31 Oct (Pacific)
    Sun 01 Nov 09:00 | Daily digest · Sun 1 Nov | Data of Sat 31 Oct (Pacific)
    Mon 02 Nov 01:30 | Daily digest · Mon 2 Nov | Data of Sun 1 Nov (Pacific)
    Mon 02 Nov 09:00 | Daily digest · Mon 2 Nov | Data of Sun 1 Nov (Pacific)
    Tue 03 Nov 01:30 | Daily digest · Tue 3 Nov | Data of Mon 2 Nov (Pacific)
    Tue 03 Nov 09:00 | Daily digest · Tue 3 Nov | Data of Mon 2 Nov (Pacific)
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
    arrived(&world, "Asia/Shanghai").await;
    live(&world, "2026-03-03T12:00[Asia/Shanghai]").await;
    reads!(arrived(&world, "Asia/Shanghai").await.join("\n"), @r"
    Fri 13 Feb 09:00 | Daily digest · Fri 13 Feb | Data of Wed 11 Feb (Pacific)
    Sat 14 Feb 09:00 | Daily digest · Sat 14 Feb | Data of Thu 12 Feb (Pacific)
    Tue 24 Feb 09:00 | Daily digest · Tue 24 Feb | Data of Sun 22 Feb (Pacific)
    Wed 25 Feb 09:00 | Daily digest · Wed 25 Feb | Data of Mon 23 Feb (Pacific)
    Thu 26 Feb 09:00 | Daily digest · Thu 26 Feb | Data of Tue 24 Feb (Pacific)
    Fri 27 Feb 09:00 | Daily digest · Fri 27 Feb | Data of Wed 25 Feb (Pacific)
    Sat 28 Feb 09:00 | Daily digest · Sat 28 Feb | Data of Thu 26 Feb (Pacific)
    Mon 02 Mar 09:00 | Daily digest · Mon 2 Mar | Data of Sat 28 Feb (Pacific)
    Tue 03 Mar 09:00 | Daily digest · Tue 3 Mar | Data of Sun 1 Mar (Pacific)
    ");
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
    Mon 11 May 09:00 | Daily digest · Mon 11 May | Data of Sat 9 May (Pacific)
    Tue 12 May 12:00 | Daily digest · Tue 12 May | Data of Sun 10 May (Pacific) (late)
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
    Wed 20 May 09:00 | Daily digest · Wed 20 May | Data of Mon 18 May (Pacific)
    Wed 27 May 09:03 | Daily digest · Wed 27 May | Data of Mon 25 May (Pacific)
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
    reads!(arrived(&world, "Asia/Shanghai").await.join("\n"), @"Mon 11 May 09:00 | Daily digest · Mon 11 May | Data of Sat 9 May (Pacific)");
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
    Daily digest · Mon 23 Nov
    Nothing is judged yet: 1 KPI waits for settled data or a target
    Data of Sat 21 Nov (Pacific) · as of today 09:00
    ## Not judged yet (1)
    - ACoS: no settled value yet
    times: Shanghai time
    [My alerts]
    ");
    world.finish().await;
}
