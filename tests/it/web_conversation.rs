//! The conversation on a phone, in a real browser against the whole service, in both languages.

use anyhow::Result;
use rstest::rstest;
use std::time::Duration;
use steward_tests::browser::{Browser, Scheme, Screen};
use steward_tests::skip;
use steward_tests::world::{BEGINNING, Door, Engine, World};

use crate::company::COMPANY;
use crate::web_page::{fits_the_screen, newest_card_is_in_view, nothing_overlaps, picture};

const LIMIT: Duration = Duration::from_secs(10);

/// What a person says on the page, and words of the answer.
type Said = (&'static str, &'static str);

const CHINESE: &[Said] = &[
    ("帮助", "可以这样跟我说"),
    ("迟发率", "3.1%"),
    ("为什么 迟发率", "迟发率"),
    ("列表", "指标"),
    ("我的", "#1"),
    ("确认 1", "已由你确认"),
    ("整改 1 承运商停发，已换 UPS，周五前", "11月27日周五"),
    ("给我来杯咖啡", "给我来杯咖啡"),
];
const ENGLISH: &[Said] = &[
    ("help", "What you can say to me"),
    ("late shipment", "3.1%"),
    ("why late shipment", "Late shipment"),
    ("list", "KPIs"),
    ("mine", "no open alerts"),
    ("ack 1", "is yours until"),
    ("note 1 carrier strike, moved to UPS, due fri", "Fri Nov 27"),
    ("make me a coffee", "make me a coffee"),
];

/// Asks, acts and is refused on a phone: every answer fits the screen, by day and by night.
#[rstest]
#[case::chinese("mei", "zh-CN", CHINESE)]
#[case::english("lin", "en-US", ENGLISH)]
#[tokio::test]
async fn a_conversation_fits_a_phone(
    #[case] person: &str,
    #[case] language: &str,
    #[case] said: &[Said],
) -> Result<()> {
    let Some(browser) = skip::unless(Browser::start(Screen::Phone, language).await) else { return Ok(()) };
    let Some(world) = World::start_at(Engine::Sqlite, COMPANY, Door::Signed, BEGINNING).await else {
        return Ok(());
    };
    world.reports("late_shipment", "3.1%").await;
    browser.open(&world.person(person).link().await).await?;
    browser.wait_for(&format!("[data-me='{person}']")).await?;
    browser.wait_for(".card-title").await?;
    newest_card_is_in_view(&browser).await?;
    browser.click("[data-target^='@']").await?;
    browser.wait_for("[data-target^='@'][aria-current]").await?;
    for (number, (text, answer)) in said.iter().enumerate() {
        browser.type_text("[data-composer]", &format!("{text}\u{e007}")).await?;
        browser.wait_for_text("[data-private], .card", answer, LIMIT).await?;
        fits_the_screen(&browser).await?;
        nothing_overlaps(&browser).await?;
        picture(&browser, &format!("conversation-{language}-{number}")).await?;
    }
    browser.set_scheme(Scheme::Dark).await?;
    picture(&browser, &format!("conversation-{language}-dark")).await?;
    assert_eq!(browser.console_errors().await?, Vec::<String>::new());
    drop(browser);
    for reader in ["mei", "lin"] {
        world.person(reader).direct().await.all_messages().await;
    }
    let card = world.channel("ops").await.next_message().await;
    card.thread().all_messages().await;
    world.channel("ops").await.all_messages().await;
    world.finish().await;
    Ok(())
}
