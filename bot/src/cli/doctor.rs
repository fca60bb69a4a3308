//! `steward doctor`: checks everything the service needs, and says what to do about what is missing.

#[cfg(feature = "discord")]
mod discord;
mod feishu;
mod heartbeat;
mod live;
mod slack;
mod surroundings;

use std::process::ExitCode;

use clap::Args;
use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use steward_core::calendar::Calendar;
use steward_core::org::{Org, check};
use steward_core::time::Clock;
use steward_store::Store;
use steward_text::Texts;

use super::{Settings, open};
use crate::clock::SystemClock;
use crate::config::{Config, Environment};
use crate::http::push::PushToken;
use crate::{secret, strange};

/// How a check came out.
enum Verdict {
    Good,
    Look,
    Bad,
}

/// One line of the report.
struct Finding {
    verdict: Verdict,
    what: &'static str,
    text: String,
}

impl Finding {
    fn good(what: &'static str, text: impl Into<String>) -> Self {
        Self { verdict: Verdict::Good, what, text: text.into() }
    }

    fn look(what: &'static str, text: impl Into<String>) -> Self {
        Self { verdict: Verdict::Look, what, text: text.into() }
    }

    fn bad(what: &'static str, text: impl Into<String>) -> Self {
        Self { verdict: Verdict::Bad, what, text: text.into() }
    }
}

#[derive(Debug, Args)]
pub(super) struct DoctorArgs {
    /// Also post a card into a channel and wait until somebody taps it; the service must not run meanwhile
    #[arg(long)]
    live: bool,
}

#[expect(clippy::print_stdout, reason = "the command line prints")]
pub(super) async fn run(
    settings: &Settings,
    environment: &Environment,
    args: &DoctorArgs,
) -> anyhow::Result<ExitCode> {
    let now = SystemClock.now();
    let mut findings = Vec::new();
    match settings.load(environment) {
        Err(error) => findings.push(Finding::bad("configuration", format!("{error:#}"))),
        Ok(config) => {
            let file =
                settings.config.as_ref().map_or("the defaults".into(), |path| path.display().to_string());
            findings.push(Finding::good("configuration", file));
            findings.extend(surroundings::addresses(&config).await);
            findings.extend(secrets(&config, environment));
            findings.extend(surroundings::platforms(&config));
            findings.push(heartbeat::finding(&config).await);
            if open::is_there(&config) {
                match open::for_command(&config).await {
                    Err(error) => findings.push(Finding::bad("database", format!("{error:#}"))),
                    Ok(store) => {
                        findings.extend(database(&config, environment, &store, now).await);
                        findings.extend(shared_apps(&config, environment, &store, now).await);
                        let org = store.org().await.ok();
                        findings.extend(slack::findings(&config, environment, org.as_deref()).await);
                        findings.extend(feishu::findings(&config, environment, org.as_deref()).await);
                        findings.extend(feishu::calls(&config, environment, &store, now).await);
                        #[cfg(feature = "discord")]
                        findings.extend(discord::findings(&config, environment, org.as_deref()).await);
                        if args.live {
                            findings.push(live::probe(&config, environment, &org.unwrap_or_default()).await);
                        }
                    }
                }
            } else {
                findings.push(surroundings::no_database(&config));
                findings.extend(slack::findings(&config, environment, None).await);
                findings.extend(feishu::findings(&config, environment, None).await);
                #[cfg(feature = "discord")]
                findings.extend(discord::findings(&config, environment, None).await);
            }
        }
    }
    findings.push(clock(now));
    findings.push(zones());
    findings.push(locales());
    let mut code = ExitCode::SUCCESS;
    for finding in &findings {
        let word = match finding.verdict {
            Verdict::Good => "ok  ",
            Verdict::Look => "look",
            Verdict::Bad => {
                code = ExitCode::FAILURE;
                "BAD "
            }
        };
        // One line a finding, whatever a library says.
        println!("{word}  {}: {}", finding.what, finding.text.trim().replace('\n', " "));
    }
    Ok(code)
}

fn secrets(config: &Config, environment: &Environment) -> Vec<Finding> {
    let token = match PushToken::find(environment.push_token.as_deref(), config.push.token_file.as_deref()) {
        Ok(Some(_)) => Finding::good("push token", "set"),
        Ok(None) => Finding::look(
            "push token",
            "none, so the push endpoint is off: set STEWARD_PUSH_TOKEN or [push] token_file to switch it on",
        ),
        Err(error) => Finding::bad("push token", format!("{error:#}")),
    };
    let mut findings = vec![token];
    if config.web.enabled {
        let is_there = environment.web_secret.is_some() || secret::file(config).exists();
        findings.push(
            match is_there.then(|| secret::web_secret(environment.web_secret.as_deref(), config)) {
                None => Finding::good("web chat", "its secret is made at the first start"),
                Some(Ok(_)) => {
                    Finding::good("web chat", "its secret is there; make links with `steward link PERSON`")
                }
                Some(Err(error)) => Finding::bad("web chat", format!("{error:#}")),
            },
        );
        if config.server.base_url.is_none() {
            findings.push(Finding::look(
                "web chat",
                "[server] base_url is not set: people elsewhere need the address they reach it by",
            ));
        }
    }
    findings
}

async fn database(config: &Config, environment: &Environment, store: &Store, now: Timestamp) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.push(match store.ping().await {
        Ok(()) => Finding::good("database", config.store.shown()),
        Err(error) => Finding::bad("database", error.to_string()),
    });
    match store.org().await {
        Err(error) => findings.push(Finding::bad("standing data", error.to_string())),
        Ok(org) if org.kpis.is_empty() => findings.push(Finding::look(
            "standing data",
            "there is no KPI yet: write a scorecard file and read it with `steward apply FILE --yes`",
        )),
        Ok(org) => {
            findings.extend(standing(&org, now));
            findings.extend(unserved(&org, config, environment));
        }
    }
    findings
}

/// Channels that nothing can be posted to, because their platform is not part of this service.
fn unserved(org: &Org, config: &Config, environment: &Environment) -> Vec<Finding> {
    let served = config.platform_names(environment);
    org.channels
        .values()
        .filter(|channel| !served.contains(&channel.platform))
        .map(|channel| {
            let (key, platform) = (&channel.key, &channel.platform);
            Finding::bad(
                "channel",
                format!(
                    "`{key}` is on `{platform}`, which this service does not serve, so nothing is posted there: \
                     set the platform up in the configuration, or move the channel"
                ),
            )
        })
        .collect()
}

/// Platforms whose app seems to have another service on it.
async fn shared_apps(
    config: &Config,
    environment: &Environment,
    store: &Store,
    now: Timestamp,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for platform in config.platform_names(environment) {
        match strange::trouble(store, &platform, now).await {
            Ok(None) => {}
            Ok(Some(trouble)) => findings.push(Finding::bad("app", format!("`{platform}`: {trouble}"))),
            Err(error) => findings.push(Finding::bad("app", error.to_string())),
        }
    }
    findings
}

fn standing(org: &Org, now: Timestamp) -> Vec<Finding> {
    let checked = check::check(org, now);
    let mut findings: Vec<Finding> = Vec::new();
    if checked.errors.is_empty() {
        let text = format!(
            "people {}, KPIs {}, schedules {}",
            org.people.len(),
            org.kpis.len(),
            org.schedules.len()
        );
        findings.push(Finding::good("standing data", text));
    }
    findings.extend(checked.errors.iter().map(|error| Finding::bad("standing data", error.to_string())));
    findings
        .extend(checked.warnings.iter().map(|warning| Finding::look("standing data", warning.to_string())));
    for key in Calendar::builtin_keys() {
        let today = TimeZone::UTC.to_datetime(now).date();
        if let Some(calendar) = Calendar::builtin(key)
            && !calendar.covers(today)
        {
            findings.push(Finding::look(
                "calendar",
                format!("`{key}` knows no holidays for {}: add them under [[calendar]]", today.year()),
            ));
        }
    }
    findings
}

/// Without a clock of somebody else's to compare with, only a clock that was never set can be found out.
fn clock(now: Timestamp) -> Finding {
    if TimeZone::UTC.to_datetime(now).date() < date(2026, 1, 1) {
        return Finding::bad(
            "clock",
            format!("shows {now}, before this program was made: set the system's clock"),
        );
    }
    Finding::good("clock", now.strftime("%Y-%m-%d %H:%M:%S UTC").to_string())
}

fn zones() -> Finding {
    let missing: Vec<&str> = ["Asia/Shanghai", "America/Los_Angeles", "America/New_York", "Europe/London"]
        .into_iter()
        .filter(|zone| steward_core::time::Zone::parse(zone).is_err())
        .collect();
    if missing.is_empty() {
        Finding::good("zones", "built in")
    } else {
        Finding::bad("zones", format!("{} cannot be read; this build is broken", missing.join(", ")))
    }
}

fn locales() -> Finding {
    match Texts::load() {
        Ok(texts) => Finding::good("locales", texts.languages().collect::<Vec<_>>().join(", ")),
        Err(error) => Finding::bad("locales", error.to_string()),
    }
}
