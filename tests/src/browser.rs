//! A headless Chromium at the size of a phone, or of a desk, for tests of the web chat.
//!
//! Every [`Browser`] has its own `chromedriver`, its own port and a fresh profile; dropping it ends all of them.

mod driver;

use crate::environment;
use crate::skip::Skip;
use anyhow::{Context, Result, bail};
use driver::{ChromeCommand, Driver};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval, timeout};

/// How long [`Browser::wait_for`] waits: longer than a loaded two-core machine takes, shorter than a person's patience.
pub const PATIENCE: Duration = Duration::from_secs(15);
/// How often a wait looks again.
const POLL_INTERVAL: Duration = Duration::from_millis(25);

/// The screens the pages are made for, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// 390 × 844 at two device pixels each, with touch instead of a mouse.
    Phone,
    /// 1280 × 800, with a mouse.
    Desk,
}

/// The colour scheme the person prefers (`prefers-color-scheme`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    Light,
    Dark,
}

/// A running browser with one page.
#[derive(Debug)]
pub struct Browser {
    client: Client,
    _driver: Driver,
}

impl Browser {
    /// Starts a browser with the given screen and language (a BCP 47 tag, sent as `Accept-Language`).
    ///
    /// The error says what this machine lacks; see [`crate::skip::unless`].
    ///
    /// # Panics
    ///
    /// When Chromium and chromedriver are there and do not start: that is a failure, not a reason to skip.
    pub async fn start(screen: Screen, language: &str) -> Result<Self, Skip> {
        let chromium = ["chromium", "google-chrome", "chrome"]
            .into_iter()
            .find_map(environment::program)
            .ok_or_else(|| Skip("no Chromium here".into()))?;
        let chromedriver =
            environment::program("chromedriver").ok_or_else(|| Skip("no chromedriver here".into()))?;
        let driver = Driver::start(&chromedriver).await;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(driver.capabilities(&chromium, language))
            .connect(&driver.url())
            .await
            .expect("chromedriver starts Chromium");
        let browser = Self { client, _driver: driver };
        browser.set_screen(screen).await.expect("Chromium takes the size of the screen");
        Ok(browser)
    }

    /// Opens `url` and waits until it has loaded.
    pub async fn open(&self, url: &str) -> Result<()> {
        self.client.goto(url).await.with_context(|| format!("open {url}"))
    }

    /// The first element that matches now.
    pub async fn find(&self, css: &str) -> Result<Element> {
        self.client.find(Locator::Css(css)).await.with_context(|| format!("find {css}"))
    }

    /// Every element that matches now, in the order of the page.
    pub async fn find_all(&self, css: &str) -> Result<Vec<Element>> {
        self.client.find_all(Locator::Css(css)).await.with_context(|| format!("find {css}"))
    }

    /// What a person reads in the first element that matches now.
    pub async fn text(&self, css: &str) -> Result<String> {
        self.find(css).await?.text().await.with_context(|| format!("read {css}"))
    }

    /// Waits for an element, scrolls to it and clicks its middle; what covers it is an error.
    pub async fn click(&self, css: &str) -> Result<()> {
        self.wait_for(css).await?.click().await.with_context(|| format!("click {css}"))
    }

    /// Waits for an element and types into it, after what it holds already.
    pub async fn type_text(&self, css: &str, text: &str) -> Result<()> {
        self.wait_for(css).await?.send_keys(text).await.with_context(|| format!("type into {css}"))
    }

    /// Waits, at most [`PATIENCE`], until an element matches.
    pub async fn wait_for(&self, css: &str) -> Result<Element> {
        let wait = self.client.wait().at_most(PATIENCE).every(POLL_INTERVAL);
        wait.for_element(Locator::Css(css)).await.with_context(|| format!("wait for {css}"))
    }

    /// Waits until an element that matches shows `text` (as part of what a person reads in it).
    pub async fn wait_for_text(&self, css: &str, text: &str, limit: Duration) -> Result<()> {
        let is_shown = "return [...document.querySelectorAll(arguments[0])]
                .some(element => element.innerText.includes(arguments[1]));";
        let arguments = vec![json!(css), json!(text)];
        if self.wait_until(is_shown, arguments, limit).await.is_ok() {
            return Ok(());
        }
        let texts = "return [...document.querySelectorAll(arguments[0])].map(element => element.innerText);";
        let found = self.evaluate(texts, vec![json!(css)]).await?;
        bail!("{css} does not show {text:?} after {limit:?}; it shows {found}")
    }

    /// Waits until `script` (the body of a function that finds `given` in `arguments`) returns `true`.
    pub async fn wait_until(&self, script: &str, given: Vec<Value>, limit: Duration) -> Result<()> {
        let polls = async {
            let mut tick = interval(POLL_INTERVAL);
            tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                tick.tick().await;
                if self.evaluate(script, given.clone()).await? == Value::Bool(true) {
                    return Ok(());
                }
            }
        };
        timeout(limit, polls).await.with_context(|| format!("not true after {limit:?}: {script}"))?
    }

    /// Runs `script`, the body of a function that finds `given` in `arguments`, and gives what it returns.
    pub async fn evaluate(&self, script: &str, given: Vec<Value>) -> Result<Value> {
        self.client.execute(script, given).await.with_context(|| format!("run {script}"))
    }

    /// Writes what the screen shows now to a PNG file, in device pixels.
    pub async fn screenshot(&self, file: &Path) -> Result<()> {
        let png = self.client.screenshot().await.context("take a screenshot")?;
        std::fs::write(file, png).with_context(|| format!("write {}", file.display()))
    }

    /// What the console and the network reported as an error since the last call; the empty list is the good one.
    pub async fn console_errors(&self) -> Result<Vec<String>> {
        let log = self.client.issue_cmd(ChromeCommand::BrowserLog).await.context("read the console")?;
        let entries = log.as_array().context("the console is a list")?;
        let is_error = |entry: &&Value| entry["level"] == "SEVERE";
        Ok(entries.iter().filter(is_error).map(|entry| entry["message"].to_string()).collect())
    }

    /// Changes the screen under the open page.
    pub async fn set_screen(&self, screen: Screen) -> Result<()> {
        let (width, height, scale, is_phone) = match screen {
            Screen::Phone => (390, 844, 2, true),
            Screen::Desk => (1280, 800, 1, false),
        };
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": is_phone });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
        let touch = json!({ "enabled": is_phone, "maxTouchPoints": if is_phone { 5 } else { 1 } });
        self.devtools("Emulation.setTouchEmulationEnabled", touch).await
    }

    /// Changes the colour scheme under the open page.
    pub async fn set_scheme(&self, scheme: Scheme) -> Result<()> {
        let value = match scheme {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        };
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] });
        self.devtools("Emulation.setEmulatedMedia", features).await
    }

    /// Cuts the page off from the network, or connects it again.
    pub async fn set_offline(&self, offline: bool) -> Result<()> {
        let conditions =
            json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.devtools("Network.enable", json!({})).await?;
        self.devtools("Network.emulateNetworkConditions", conditions).await
    }

    async fn devtools(&self, method: &'static str, parameters: Value) -> Result<()> {
        let command = ChromeCommand::DevTools { method, parameters };
        self.client.issue_cmd(command).await.with_context(|| format!("devtools {method}"))?;
        Ok(())
    }
}
