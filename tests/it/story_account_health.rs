//! The main job end to end: Amazon's own account health file is imported, and its breach is handled on a phone until the
//! number has recovered.

use std::path::PathBuf;

use anyhow::{Context, Result};
use rstest::rstest;
use serde_json::{Value, json};
use steward_core::alert::{AlertStatus, Closure};
use steward_tests::browser::{Browser, PATIENCE, Screen};
use steward_tests::skip::{self, Skip};
use steward_tests::world::{Door, Engine, Message, World};

use crate::company::seller;

/// When the file is imported: in the morning of a Monday in Los Angeles.
const MORNING: &str = "2026-11-23T08:00[America/Los_Angeles]";

/// The KPIs that the file has values of.
const EVERY_METRIC: &[&str] =
    &["amz_odr", "amz_atoz_rate", "amz_lsr", "amz_cancel", "amz_vtr", "amz_otdr", "policy_violations"];

/// Amazon's sample of the account health report, which lies beside the repository.
fn report() -> Option<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/fixtures/sources/amazon-sp-api/samples");
    let file = PathBuf::from(folder).join("accountHealthReport-2020-11-18.example0.json");
    let found = if file.is_file() { Ok(file) } else { Err(Skip(format!("no sample {}", file.display()))) };
    skip::optional(found)
}

/// A later snapshot of on-time delivery, with Amazon's own target.
fn snapshot(date: &str, value: &str, status: &str) -> Value {
    let target = json!({ "value": "0.9", "condition": "greater_than", "status": status });
    json!({ "samples": [{ "kpi": "amz_otdr", "period": date, "value": value, "target": target }] })
}

/// A day passes, and the next snapshot is pushed.
async fn next_day(world: &World, date: &str, value: &str, status: &str) {
    world.advance_to(&format!("{date}T08:00[America/Los_Angeles]")).await;
    let (answer, report) = world.push(&snapshot(date, value, status)).await;
    assert_eq!(answer, 200, "{report}");
    world.settle().await;
}

fn texts(messages: &[Message]) -> String {
    messages.iter().map(Message::text).collect::<Vec<_>>().join("\n---\n")
}

#[tokio::test]
async fn one_import_brings_every_metric_with_amazons_own_target() {
    let Some(file) = report() else { return };
    let world = World::start_at(Engine::Sqlite, &seller("en-US", EVERY_METRIC), Door::Demo, MORNING).await;
    let world = world.expect("SQLite is everywhere");
    let import = world.import(&file).await;
    assert_eq!(
        (import.source.as_str(), import.observations.len()),
        ("amazon_account_health", EVERY_METRIC.len())
    );
    world.channel("ops").await.all_messages().await;
    world.person("hao").direct().await.all_messages().await;
    let list = world.person("grace").says("list").await;
    reads!(list.text(), @r"
    KPIs
    ## 5 outside their limits · 2 inside
    - On-time delivery rate: 88.48%
      critical · data of Mon Nov 23 · 146 of 165 · breach when ≤ 90% (Amazon's own target) · since Mon Nov 23 · Wu Hao · #3 not acknowledged
    - Open policy issues: 1,006
      critical · data of Mon Nov 23 · target 0 (Amazon's own target) · breach when > 0 (Amazon's own target) · since Mon Nov 23 · Wu Hao · #5 not acknowledged
    - Late shipment rate: 3.2%
      warning · data of Mon Nov 23 · 27,896 of 870,669 · breach when ≥ 2.5% (catalogue default) · since Mon Nov 23 · Wu Hao · #1 not acknowledged
    - Order defect rate: 0.9%
      warning · data of Mon Nov 23 · 1,078 of 539,000 · breach when ≥ 0.6% (catalogue default) · since Mon Nov 23 · Wu Hao · #2 not acknowledged
    - Valid tracking rate: 95.29%
      warning · data of Mon Nov 23 · 896,462 of 878,443 · breach when < 97% (catalogue default) · since Mon Nov 23 · Wu Hao · #4 not acknowledged
    - A-to-z claim rate: 0.08%
      data of Mon Nov 23 · 442 of 539,000 · breach when > 0.2% (catalogue default) · Wu Hao
    - Pre-fulfillment cancel rate: 0.5%
      data of Mon Nov 23 · 551 of 17,197 · breach when ≥ 1% (Amazon's own target) · Wu Hao
    The oldest of these values is as of today 08:00.
    ");

    // The same file again changes nothing and tells nobody anything.
    world.import(&file).await;
    world.finish().await;
}

#[rstest]
#[case::english("en-US")]
#[case::chinese("zh-CN")]
#[tokio::test]
async fn a_breach_of_the_file_is_handled_on_the_phone_until_it_is_verified(#[case] language: &str) {
    let Some(file) = report() else { return };
    let Some(browser) = skip::unless(Browser::start(Screen::Phone, language).await) else { return };
    let world =
        World::start_at(Engine::Sqlite, &seller(language, &["amz_otdr"]), Door::Signed, MORNING).await;
    let world = world.expect("SQLite is everywhere");
    let ops = world.channel("ops").await;

    // The file brings a breach: the channel sees it, the owner is paged.
    world.import(&file).await;
    let card = ops.next_message().await;
    let page = world.person("hao").direct().await.next_message().await;
    assert_eq!((card.lang(), page.lang()), (language, language));
    assert!(card.text().contains("88.48%") && card.text().contains("90%"), "{}", card.text());

    handle_on_the_phone(&world, &browser).await.unwrap_or_else(|error| panic!("{error:#}"));
    drop(browser);
    let [taken, noted] =
        <[Message; 2]>::try_from(card.thread().all_messages().await).unwrap_or_else(|lines| {
            panic!("{} lines below the card", lines.len());
        });

    // Back inside for one day, then outside again: the second episode quotes the note.
    next_day(&world, "2026-11-24", "97%", "GOOD").await;
    assert_eq!(world.alert(1).await.status, AlertStatus::Watching);
    let watched = card.now().await;
    next_day(&world, "2026-11-25", "88%", "BAD").await;
    let fell_back = card.thread().next_message().await;
    let second = ops.next_message().await;
    let second_page = world.person("hao").direct().await.next_message().await;
    assert!(second.text().contains("second carrier booked"), "{}", second.text());

    // A kill in between changes nothing.
    world.restart().await;
    world.settle().await;

    // A note by words, two settled days inside, closed as verified.
    let words = "note 1 cause: wrong cutoff action: cutoff moved to 14:00 due: 2026-11-28";
    let written = world.person("hao").replies(&second, words).await;
    written.accepted();
    next_day(&world, "2026-11-26", "96%", "GOOD").await;
    assert!(world.alert(1).await.is_open(), "one period inside is not enough");
    next_day(&world, "2026-11-27", "97.5%", "GOOD").await;
    let closed = second.now().await;
    assert_eq!(world.alert(1).await.status, AlertStatus::Closed { how: Closure::Verified });

    let lines = texts(&second.thread().all_messages().await);
    let history = world.person("hao").says("history 1").await;
    reads!(world.trail(1).await, @r"
    1 e1 opened by steward
    2 e1 escalated by steward
    3 e1 acknowledged by hao
    4 e1 noted by hao
    5 e1 read by steward
    6 e1 watch_began by steward
    7 e2 relapsed by steward
    8 e2 escalated by steward
    9 e2 acknowledged by hao
    10 e2 noted by hao
    11 e2 read by steward
    12 e2 watch_began by steward
    13 e2 read by steward
    14 e2 closed by steward
    ");
    let told = [
        ("channel", card.text()),
        ("page", page.text()),
        ("taken", taken.text()),
        ("noted", noted.text()),
        ("watched", watched.text()),
        ("fell back", fell_back.text()),
        ("second episode", second.text()),
        ("second page", second_page.text()),
        ("answer to the note", written.text()),
        ("second thread", lines),
        ("closed", closed.text()),
        ("history", history.text()),
    ];
    let told = told.map(|(what, text)| format!("=== {what}\n{text}\n")).join("\n");
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(format!("account_health_{language}"), told);
    });
    world.finish().await;
}

/// Hao takes the alert and writes a note with a day; the card changes before their eyes.
async fn handle_on_the_phone(world: &World, browser: &Browser) -> Result<()> {
    let alert = world.alert(1).await.id;
    let card = format!("[data-alert='{alert}']");
    browser.open(&world.person("hao").link().await).await?;
    browser.wait_for("[data-me='hao']").await?;
    browser.click(&format!("{card} [data-command='ack']")).await?;
    browser.wait_for("[data-private='answer']").await?;
    world.settle().await;
    let is_taken = "return document.querySelector(arguments[0]) === null";
    browser.wait_until(is_taken, vec![format!("{card} [data-command='ack']").into()], PATIENCE).await?;

    browser.click(&format!("{card} [data-command='note']")).await?;
    browser.wait_for("dialog[open]").await?;
    browser.evaluate("document.querySelector('[data-field=cause]').value = 'logistics'", vec![]).await?;
    browser.type_text("[data-field='cause_text']", "承运商爆仓 carrier overbooked").await?;
    browser.type_text("[data-field='action']", "改用 UPS second carrier booked").await?;
    browser.evaluate("document.querySelector('[data-field=due]').value = '2026-11-25'", vec![]).await?;
    browser.click("dialog [data-submit]").await?;
    let problems = "return [...document.querySelectorAll('[data-error]')].map(one => one.textContent).join()";
    let problems = browser.evaluate(problems, vec![]).await?;
    let is_sent =
        browser.wait_until("return document.querySelector('dialog') === null", vec![], PATIENCE).await;
    is_sent.with_context(|| format!("the form complains: {problems}"))?;
    browser.wait_for_text("[data-private='answer']", "25", PATIENCE).await?;
    world.settle().await;
    browser.wait_for_text(&card, "second carrier booked", PATIENCE).await?;
    assert_eq!(browser.console_errors().await?, Vec::<String>::new());
    Ok(())
}
