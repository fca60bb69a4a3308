//! The page of the web chat in a real browser: what a person sees, presses, types and hears.

mod menu;
mod stand;

use anyhow::Result;
use serde_json::json;
use stand::{Stand, alert_card, digest_card, plain};
use std::path::Path;
use std::time::Duration;
use steward_core::card::Tone;
use steward_core::inbound::Said;
use steward_core::person::Locale;
use steward_tests::browser::{Browser, Scheme, Screen};
use steward_tests::skip;
use steward_web::Mode;

const LIMIT: Duration = Duration::from_secs(10);

/// Nothing is wider than the screen, and whatever can be pressed is large enough for a thumb.
pub(crate) async fn fits_the_screen(browser: &Browser) -> Result<()> {
    // A phone zooms out when the page is larger than its screen, and then `innerWidth` has grown as well.
    let over = "const page = document.documentElement;
                return [page.scrollWidth - screen.width, page.scrollHeight - visualViewport.height]
                    .map(over => Math.max(0, Math.round(over)))";
    assert_eq!(browser.evaluate(over, vec![]).await?, json!([0, 0]), "the page is larger than the screen");
    let small = "return [...document.querySelectorAll('button, select, textarea, .conversation, .replies')]
                     .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
                     .map(one => one.outerHTML)";
    assert_eq!(browser.evaluate(small, vec![]).await?, json!([]));
    Ok(())
}

/// Nothing in a card lies over anything else, and nothing sticks out of its card.
pub(crate) async fn nothing_overlaps(browser: &Browser) -> Result<()> {
    let overlaps = "
        const box = (one) => one.getBoundingClientRect();
        const isLeaf = (one) => one.children.length === 0 && one.checkVisibility() && box(one).width > 0;
        const found = [];
        for (const card of document.querySelectorAll('.card')) {
            const leaves = [...card.querySelectorAll('*')].filter((one) => isLeaf(one) && !one.closest('svg'));
            for (const [at, one] of leaves.entries()) {
                const own = box(one);
                if (own.left < box(card).left - 1 || own.right > box(card).right + 1) found.push(one.outerHTML);
                for (const other of leaves.slice(at + 1)) {
                    const its = box(other);
                    const wide = Math.min(own.right, its.right) - Math.max(own.left, its.left);
                    const high = Math.min(own.bottom, its.bottom) - Math.max(own.top, its.top);
                    if (wide > 1 && high > 1) found.push(one.outerHTML + ' over ' + other.outerHTML);
                }
            }
        }
        return found";
    assert_eq!(browser.evaluate(overlaps, vec![]).await?, json!([]));
    Ok(())
}

/// The title of the newest card lies within the screen.
pub(crate) async fn newest_card_is_in_view(browser: &Browser) -> Result<()> {
    let in_view = "const title = [...document.querySelectorAll('.card-title')].filter(one => one.checkVisibility()).pop();
                   const { top, bottom } = title.getBoundingClientRect();
                   return top >= 0 && bottom <= visualViewport.height";
    browser.wait_until(in_view, vec![], LIMIT).await
}

/// The message with this id on the page.
fn message(id: &str) -> String {
    format!("[data-message='{id}']")
}

pub(crate) async fn picture(browser: &Browser, name: &str) -> Result<()> {
    browser.screenshot(&Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("web-{name}.png"))).await
}

#[tokio::test]
async fn a_person_handles_an_alert_on_the_phone() -> Result<()> {
    let Some(browser) = skip::unless(Browser::start(Screen::Phone, "zh-CN").await) else { return Ok(()) };
    let stand = Stand::start(Mode::Demo { first: Locale::ZH_CN }).await?;
    stand.post("us", false, None, &digest_card()).await?;
    stand.post("ops", false, None, &plain("🟢 #11 广告 ACoS：已恢复", Tone::Good, "zh-CN")).await?;
    let alert = stand.post("ops", false, None, &alert_card()).await?;

    let card = message(&alert);
    browser.open(&stand.url).await?;
    browser.wait_for(&card).await?;
    fits_the_screen(&browser).await?;
    nothing_overlaps(&browser).await?;
    newest_card_is_in_view(&browser).await?;
    picture(&browser, "phone-light").await?;
    browser.set_scheme(Scheme::Dark).await?;
    picture(&browser, "phone-dark").await?;
    browser.set_scheme(Scheme::Light).await?;

    browser.click(&format!("{card} [data-more]")).await?;
    picture(&browser, "phone-more").await?;
    browser.click(&format!("{card} [data-command='note']")).await?;
    browser.wait_for("dialog[open]").await?;
    browser.click("dialog [data-submit]").await?;
    browser.wait_for_text("[data-error='action']", "请填写", LIMIT).await?;
    picture(&browser, "phone-form").await?;
    browser.type_text("[data-field='action']", "改用 UPS").await?;
    browser.evaluate("document.querySelector('[data-field=cause]').value = 'carrier'", vec![]).await?;
    browser.click("dialog [data-submit]").await?;
    browser.wait_until("return document.querySelector('dialog') === null", vec![], LIMIT).await?;

    browser.click(&format!("{card} [data-command='ack']")).await?;
    browser.wait_for_text("[data-private='refused']", "#12", LIMIT).await?;
    picture(&browser, "phone-private").await?;

    let mut changed = alert_card();
    changed.title = "🟡 #12 迟发率 · US 店铺：Mei 梅 已确认".into();
    changed.tone = Tone::Warning;
    stand.edit("ops", &alert, &changed).await?;
    browser.wait_for_text(".card-title", "已确认", LIMIT).await?;

    browser.type_text("[data-composer]", "收到，正在处理\u{e007}").await?;
    browser.wait_for_text("[data-from='me'] .bubble", "收到，正在处理", LIMIT).await?;
    picture(&browser, "phone-said").await?;

    browser.click("[data-thread='3']").await?;
    browser.type_text("#thread-text", "已经联系承运商\u{e007}").await?;
    browser.wait_for_text("#thread .bubble", "已经联系承运商", LIMIT).await?;
    picture(&browser, "phone-thread").await?;
    browser.click("[data-back]").await?;
    browser.wait_for_text("[data-thread='3']", "1 条回复", LIMIT).await?;

    let received = stand.received.lock().expect("a lock").clone();
    let said: Vec<String> = received
        .iter()
        .map(|inbound| match &inbound.what {
            Said::Text { text, addressed } => format!("{} {text} {addressed}", inbound.conversation),
            Said::Act { act, fields } => format!("{} {} {fields:?}", inbound.conversation, act.command),
        })
        .collect();
    assert_eq!(
        said,
        [
            r#"ops note {"action": "改用 UPS", "cause": "carrier", "due": "2026-11-27"}"#,
            "ops ack {}",
            "ops 收到，正在处理 true",
            "ops 已经联系承运商 false",
        ]
    );
    assert_eq!(received.last().and_then(|last| last.thread.clone()), Some(alert));
    assert_eq!(browser.console_errors().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn the_desk_shows_everything_side_by_side() -> Result<()> {
    let Some(browser) = skip::unless(Browser::start(Screen::Desk, "en-US").await) else { return Ok(()) };
    let stand = Stand::start(Mode::Demo { first: Locale::ZH_CN }).await?;
    stand.post("us", false, None, &digest_card()).await?;
    stand.post("ops", false, None, &alert_card()).await?;
    stand.post("dana", true, None, &plain("#12 waits for you", Tone::Warning, "en-US")).await?;

    browser.open(&stand.url).await?;
    browser.wait_for("[data-be]").await?;
    let be = "const be = document.querySelector('[data-be]'); be.value = 'dana';
              be.dispatchEvent(new Event('change'));";
    browser.evaluate(be, vec![]).await?;
    browser.wait_for("[data-me='dana']").await?;
    browser.click("[data-target='us']").await?;
    browser.wait_for_text(".card-title", "Daily digest", LIMIT).await?;
    browser.type_text("[data-composer]", "help\u{e007}").await?;
    browser.wait_for_text(".card-title", "What you can say", LIMIT).await?;
    browser.click("[data-thread='1']").await?;
    browser.wait_for_text("#thread .card-title", "Daily digest", LIMIT).await?;
    picture(&browser, "desk-light").await?;
    browser.set_scheme(Scheme::Dark).await?;
    browser.click("[data-target='ops']").await?;
    browser.wait_for_text(".card-title", "#12", LIMIT).await?;
    picture(&browser, "desk-dark").await?;
    browser.click("[data-target='@dana']").await?;
    browser.wait_for_text(".card-title", "#12 waits for you", LIMIT).await?;
    browser.set_offline(true).await?;
    browser.wait_for_text("#banner", "connection is lost", LIMIT).await?;
    picture(&browser, "desk-offline").await?;
    browser.set_offline(false).await?;
    stand.post("dana", true, None, &plain("#13 as well", Tone::Warning, "en-US")).await?;
    browser.wait_for_text(".card-title", "#13 as well", LIMIT).await?;
    Ok(())
}

#[tokio::test]
async fn without_a_session_the_page_says_how_to_come_in() -> Result<()> {
    let Some(browser) = skip::unless(Browser::start(Screen::Phone, "zh-CN").await) else { return Ok(()) };
    let secret = b"a secret of the tests, 32 bytes.";
    let stand = Stand::start(Mode::Signed { secret: secret.as_slice().into() }).await?;
    browser.open(&stand.url).await?;
    browser.wait_for_text("h1", "请先登录", LIMIT).await?;
    browser.wait_for_text("h2", "Please sign in", LIMIT).await?;
    picture(&browser, "phone-door").await?;

    let link = steward_web::sign_link(secret, &"mei".parse()?, "2026-11-24T01:12:00Z".parse()?);
    browser.open(&format!("{}{link}", stand.url)).await?;
    browser.wait_for("[data-me='mei']").await?;
    browser.wait_for_text(".nothing", "帮助", LIMIT).await?;
    picture(&browser, "phone-empty").await?;
    assert!(browser.find_all("[data-be]").await?.is_empty(), "one can become somebody else");
    Ok(())
}

#[tokio::test]
async fn what_is_being_read_stays_where_it_is() -> Result<()> {
    let Some(browser) = skip::unless(Browser::start(Screen::Phone, "zh-CN").await) else { return Ok(()) };
    let stand = Stand::start(Mode::Demo { first: Locale::ZH_CN }).await?;
    let first = stand.post("ops", false, None, &alert_card()).await?;
    let mut closed = Vec::new();
    for number in 20..70 {
        let card = plain(&format!("#{number} 已恢复"), Tone::Good, "zh-CN");
        closed.push(stand.post("ops", false, None, &card).await?);
    }
    browser.open(&stand.url).await?;
    browser.wait_for(&message(&closed[49])).await?;
    let press_earlier = "const list = document.querySelector('#conversation .scroller'); list.scrollTop = 0;
                         document.querySelector('.earlier button').click();";
    browser.evaluate(press_earlier, vec![]).await?;
    browser.wait_for(&message(&first)).await?;
    let read = vec![json!(message(&closed[20]))];
    browser.evaluate("document.querySelector(arguments[0]).scrollIntoView()", read.clone()).await?;
    let place = "return Math.round(document.querySelector(arguments[0]).getBoundingClientRect().top)";
    let before = browser.evaluate(place, read.clone()).await?;

    let new = stand.post("ops", false, None, &plain("#70 来了", Tone::Warning, "zh-CN")).await?;
    browser.wait_for(&message(&new)).await?;
    stand.edit("ops", &first, &plain("#12 已关闭", Tone::Good, "zh-CN")).await?;
    browser.wait_for_text(".card-title", "#12 已关闭", LIMIT).await?;
    assert_eq!(browser.evaluate(place, read).await?, before, "the page jumps under the reader");
    browser.click("#conversation .newer").await?;
    let at_end = "const list = document.querySelector('#conversation .scroller');
                  return list.scrollHeight - list.scrollTop - list.clientHeight < 2";
    browser.wait_until(at_end, vec![], LIMIT).await?;

    browser.evaluate("document.querySelector('[data-quick]').focus()", vec![]).await?;
    browser.type_text("[data-composer]", "半句").await?;
    let another = stand.post("ops", false, None, &plain("#71 来了", Tone::Warning, "zh-CN")).await?;
    browser.wait_for(&message(&another)).await?;
    let typed = "return document.activeElement.id + document.activeElement.value";
    assert_eq!(browser.evaluate(typed, vec![]).await?, "composer-text半句");
    Ok(())
}

#[tokio::test]
async fn a_thread_that_comes_slowly_takes_nothing_from_whoever_writes() -> Result<()> {
    let Some(browser) = skip::unless(Browser::start(Screen::Phone, "zh-CN").await) else { return Ok(()) };
    let stand = Stand::start(Mode::Demo { first: Locale::ZH_CN }).await?;
    let alert = stand.post("ops", false, None, &alert_card()).await?;
    browser.open(&stand.url).await?;
    browser.wait_for(&message(&alert)).await?;
    let hold = "const fetch = window.fetch;
                window.fetch = (path, ...more) => {
                    const answer = fetch(path, ...more);
                    if (!path.startsWith('/chat/thread')) return answer;
                    return answer.then((thread) => new Promise((go) => (window.release = () => go(thread))));
                };";
    browser.evaluate(hold, vec![]).await?;

    browser.click(&format!("[data-thread='{alert}']")).await?;
    browser.wait_until("return 'release' in window", vec![], LIMIT).await?;
    browser.type_text("#thread-text", "已经联系承运商\u{e007}").await?;
    browser.wait_for_text("#thread .bubble", "已经联系承运商", LIMIT).await?;
    browser.evaluate("window.release()", vec![]).await?;
    browser.wait_for("#thread .card").await?;
    browser.wait_for_text("#thread .bubble", "已经联系承运商", LIMIT).await?;
    assert_eq!(browser.evaluate("return document.activeElement.id", vec![]).await?, "thread-text");
    Ok(())
}
