//! The harness itself: databases that are apart, and a browser that sees and clicks.

use anyhow::Result;
use axum::Router;
use axum::response::Html;
use axum::routing::get;
use reqwest::Url;
use serde_json::{Value, json};
use sqlx::{Connection, Executor, PgConnection};
use std::fs;
use std::time::Duration;
use steward_tests::browser::{Browser, Scheme, Screen};
use steward_tests::postgres::{self, Durability};
use steward_tests::skip;
use tokio::net::TcpListener;

#[tokio::test]
async fn postgres_gives_databases_that_are_apart() -> Result<()> {
    let Some(first) = skip::unless(postgres::fresh_database().await) else { return Ok(()) };
    let Some(second) = skip::unless(postgres::fresh_database().await) else { return Ok(()) };
    assert_ne!(first, second);

    let mut first = PgConnection::connect(&first).await?;
    let mut second = PgConnection::connect(&second).await?;
    first.execute("CREATE TABLE kpi (name text)").await?;
    first.execute("INSERT INTO kpi VALUES ('迟发率')").await?;
    let seen: String = sqlx::query_scalar("SELECT name FROM kpi").fetch_one(&mut first).await?;
    assert_eq!(seen, "迟发率");
    assert!(
        second.execute("SELECT name FROM kpi").await.is_err(),
        "the second database shows the first one's table"
    );
    Ok(())
}

#[tokio::test]
async fn postgres_is_as_durable_as_asked() -> Result<()> {
    let Some(fast) = skip::unless(postgres::fresh_database_with(Durability::Fast).await) else {
        return Ok(());
    };
    let Some(honest) = skip::unless(postgres::fresh_database_with(Durability::Honest).await) else {
        return Ok(());
    };
    if Url::parse(&fast)?.port() == Url::parse(&honest)?.port() {
        return Ok(()); // Both are on the server of `TEST_POSTGRES_URL`, which keeps its own settings.
    }
    for (url, expected) in [(fast, "off"), (honest, "on")] {
        let mut connection = PgConnection::connect(&url).await?;
        let fsync: String = sqlx::query_scalar("SHOW fsync").fetch_one(&mut connection).await?;
        assert_eq!(fsync, expected);
    }
    Ok(())
}

const PAGE: &str = r#"<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<style>@media (prefers-color-scheme: dark) { body { background: rgb(0, 0, 0) } }</style></head>
<body><p id="said">尚未确认</p><input id="name"><button id="ack">确认</button>
<script>
ack.onclick = () => setTimeout(() => { said.innerText = name_of() + " 已确认" }, 50);
const name_of = () => document.getElementById("name").value;
</script></body></html>"#;

#[tokio::test]
async fn browser_sees_and_clicks() -> Result<()> {
    let Some(browser) = skip::unless(Browser::start(Screen::Phone, "zh-CN").await) else { return Ok(()) };
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    let pages = Router::new().route("/", get(|| async { Html(PAGE) }));
    tokio::spawn(async { axum::serve(listener, pages).await });

    browser.open(&format!("http://{address}/")).await?;
    assert_eq!(browser.text("#said").await?, "尚未确认");
    browser.type_text("#name", "Mei 梅").await?;
    browser.click("#ack").await?;
    browser.wait_for_text("#said", "Mei 梅 已确认", Duration::from_secs(10)).await?;
    assert_eq!(browser.console_errors().await?, Vec::<String>::new());

    // Pages go by the pointer. How many fingers Chromium tells of was 5 on one machine and 0 on another, for an unknown reason.
    let screen = "return [innerWidth, innerHeight, devicePixelRatio, navigator.language,
                          matchMedia('(pointer: coarse)').matches];";
    assert_eq!(browser.evaluate(screen, vec![]).await?, json!([390, 844, 2, "zh-CN", true]));
    let folder = tempfile::tempdir()?;
    let picture = folder.path().join("phone.png");
    browser.screenshot(&picture).await?;
    assert_eq!(png_size(&fs::read(&picture)?), (780, 1688));

    browser.set_screen(Screen::Desk).await?;
    let screen =
        "return [innerWidth, innerHeight, devicePixelRatio, matchMedia('(pointer: coarse)').matches];";
    assert_eq!(browser.evaluate(screen, vec![]).await?, json!([1280, 800, 1, false]));

    let background = "return getComputedStyle(document.body).backgroundColor;";
    browser.set_scheme(Scheme::Dark).await?;
    assert_eq!(browser.evaluate(background, vec![]).await?, Value::from("rgb(0, 0, 0)"));
    browser.set_scheme(Scheme::Light).await?;
    assert_ne!(browser.evaluate(background, vec![]).await?, Value::from("rgb(0, 0, 0)"));

    browser.set_offline(true).await?;
    assert!(browser.open(&format!("http://{address}/")).await.is_err(), "a page without a network opens");
    browser.set_offline(false).await?;
    browser.open(&format!("http://{address}/")).await?;
    Ok(())
}

#[tokio::test]
async fn browser_reports_errors_of_the_page() -> Result<()> {
    let Some(browser) = skip::unless(Browser::start(Screen::Desk, "en-US").await) else { return Ok(()) };
    browser.open("data:text/html,<p>one</p><script>console.error('first')</script>").await?;
    let errors = browser.console_errors().await?;
    assert!(errors.len() == 1 && errors[0].contains("first"), "{errors:?}");
    let waited = browser.wait_for_text("p", "two", Duration::from_millis(200)).await;
    let told = waited.expect_err("the text is not there").to_string();
    assert!(told.contains("one"), "the error does not say what is shown: {told}");
    Ok(())
}

/// Width and height, which a PNG file holds at a fixed place.
fn png_size(png: &[u8]) -> (u32, u32) {
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}
