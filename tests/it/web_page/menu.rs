//! The menu on a phone, in both languages: what a thumb finds there, and a form that is corrected where it is wrong.

use anyhow::Result;
use rstest::rstest;
use steward_tests::browser::{Browser, Screen};
use steward_tests::skip;
use steward_tests::world::{BEGINNING, Door, Engine, World};

use super::{LIMIT, fits_the_screen, picture};
use crate::company::COMPANY;

/// The newest card that only this person sees.
const NEWEST: &str = ".messages > li:last-child";

/// Who, their language, the words for the menu, what a wrong value is told, and what its receipt says.
#[rstest]
#[case::chinese("mei", "zh-CN", "菜单", "much", "2.4%")]
#[case::english("lin", "en-US", "menu", "much", "2.4%")]
#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_the_menu_is_corrected_where_it_is_wrong(
    #[case] person: &str,
    #[case] language: &str,
    #[case] words: &str,
    #[case] wrong: &str,
    #[case] right: &str,
) -> Result<()> {
    let Some(browser) = skip::unless(Browser::start(Screen::Phone, language).await) else { return Ok(()) };
    let world = World::start_at(Engine::Sqlite, COMPANY, Door::Signed, BEGINNING).await;
    let world = world.expect("SQLite is everywhere");
    browser.open(&world.person(person).link().await).await?;
    browser.wait_for("[data-composer]").await?;

    browser.click(&format!("[data-quick='{words}']")).await?;
    browser.wait_for(&format!("{NEWEST} [data-value='kpis']")).await?;
    fits_the_screen(&browser).await?;
    picture(&browser, &format!("menu-{language}")).await?;
    browser.click(&format!("{NEWEST} [data-value='me']")).await?;
    browser.wait_for(&format!("{NEWEST} [data-command='cover']")).await?;
    picture(&browser, &format!("menu-me-{language}")).await?;
    browser.click(&format!("{NEWEST} [data-command='cover']")).await?;
    browser.wait_for("dialog[open]").await?;
    picture(&browser, &format!("menu-cover-{language}")).await?;
    browser.click("dialog header button").await?;

    browser.click("[data-value='kpis']").await?;
    browser.wait_for(&format!("{NEWEST} [data-more]")).await?;
    browser.click(&format!("{NEWEST} [data-more]")).await?;
    fits_the_screen(&browser).await?;
    picture(&browser, &format!("menu-kpis-{language}")).await?;

    browser.click(&format!("{NEWEST} [data-command='record']")).await?;
    browser.type_text("[data-field='value']", wrong).await?;
    browser.click("dialog [data-submit]").await?;
    browser.wait_for_text("[data-error='value']", wrong, LIMIT).await?;
    fits_the_screen(&browser).await?;
    picture(&browser, &format!("menu-wrong-{language}")).await?;
    let typed = "const field = document.querySelector('[data-field=value]');
                 return [field.value, document.activeElement === field]";
    assert_eq!(browser.evaluate(typed, vec![]).await?, serde_json::json!([wrong, true]));
    browser.evaluate("document.querySelector('[data-field=value]').value = ''", vec![]).await?;
    browser.type_text("[data-field='value']", right).await?;
    browser.click("dialog [data-submit]").await?;
    browser.wait_for_text(&format!("{NEWEST} .card"), right, LIMIT).await?;
    picture(&browser, &format!("menu-recorded-{language}")).await?;
    assert_eq!(
        browser.evaluate("return document.querySelector('dialog')", vec![]).await?,
        serde_json::json!(null)
    );
    assert_eq!(browser.console_errors().await?, Vec::<String>::new());
    world.finish().await;
    Ok(())
}
