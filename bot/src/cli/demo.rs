//! `steward demo`: the whole service with a sample company, on SQLite in a folder it names.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use steward_core::person::Locale;
use steward_core::time::Clock;

use super::serve::{self, Listeners};
use super::{Settings, logging, open};
use crate::app::{App, Parts, WebEntry};
use crate::clock::{ShiftedClock, SystemClock};
use crate::config::{Config, StoreConfig};
use crate::demo::stage::{self, Ticket};
use crate::http::push::PushToken;
use crate::ids::{ClockedIds, SeededSecrets};
use crate::outside::Outside;

#[derive(Debug, Args)]
pub(super) struct DemoArgs {
    /// The day the demo plays on; the same day plays the same demo twice. Today without
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// The folder for its database; a demo that was played there goes on. A new temporary folder without
    #[arg(long)]
    dir: Option<PathBuf>,
    /// Listen here; port 0 takes any free port
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    listen: String,
    /// Language of the person you are first
    #[arg(long, value_enum, default_value_t = Lang::En)]
    lang: Lang,
}

/// A language of the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Lang {
    /// English
    #[value(alias = "en-US")]
    En,
    /// 简体中文
    #[value(alias = "zh-CN")]
    Zh,
}

/// The file in the folder that tells since when the demo plays.
const TICKET: &str = "demo.json";

#[expect(clippy::print_stdout, reason = "the command line prints")]
pub(super) async fn run(settings: &Settings, args: &DemoArgs) -> anyhow::Result<ExitCode> {
    if settings.config.is_some() || settings.store.is_some() {
        bail!("the demo needs no settings and touches no store but its own: leave out --config and --store");
    }
    let mut config = Config::defaults()?;
    "warn".clone_into(&mut config.log.level);
    // Messages of one instant follow each other in the same order every time.
    config.runner.sends_at_once = 1;
    logging::start(&config.log)?;
    let listener = serve::listen(&args.listen).await?;
    let base_url = serve::base_url(&config, &listener)?;
    let dir = folder(args.dir.as_deref(), SystemClock.now())?;
    let (ticket, is_new) = ticket(&dir, args.date)?;
    let going_on = if is_new { "" } else { ", going on where it was left" };
    println!("Sample company on {}, kept in {}{going_on}", ticket.day, dir.display());

    config.store = StoreConfig::sqlite_in(&dir);
    let store = open::as_service(&config).await?;
    let clock = Arc::new(ShiftedClock::starting_at(ticket.instant(SystemClock.now())));
    let ids = Arc::new(ClockedIds::new(clock.clone()));
    let locale = if args.lang == Lang::Zh { Locale::ZH_CN } else { Locale::EN_US };
    let app = App::build(Parts {
        config,
        store,
        clock: clock.clone(),
        ids,
        push_token: Some(PushToken::of(stage::PUSH_TOKEN)),
        web: Some(WebEntry {
            mode: steward_web::Mode::Demo { first: locale.clone() },
            base_url: base_url.clone(),
            secrets: Arc::new(SeededSecrets::new()?),
        }),
        platforms: Vec::new(),
    })?;
    if is_new {
        stage::move_in_for(&app.store, ticket.day, &locale).await?;
        stage::live_through(&app, &clock, ticket.day).await?;
        std::fs::write(dir.join(TICKET), serde_json::to_string_pretty(&ticket)?)
            .with_context(|| format!("cannot write into {}", dir.display()))?;
    }
    let later = tokio::spawn(play(Arc::clone(&app), ticket.day));
    if serve::is_open_to_others(&listener) {
        eprintln!(
            "warning: everybody who reaches {base_url} can be anybody there; enter nothing that is not for all"
        );
    }
    println!("Push token for POST {base_url}/api/v1/samples: {}", stage::PUSH_TOKEN);
    let listeners = Listeners { public: listener, watch: None };
    serve::until_stopped(app, &Outside::default(), listeners, || println!("Steward is ready at {base_url}"))
        .await?;
    later.abort();
    Ok(ExitCode::SUCCESS)
}

async fn play(app: Arc<App>, day: Date) {
    if let Err(error) = stage::play(app, day).await {
        tracing::error!(%error, "the demo's next numbers could not be delivered");
    }
}

/// The folder of the database: the one that was named, else a fresh one that says what it is.
fn folder(named: Option<&Path>, now: Timestamp) -> anyhow::Result<PathBuf> {
    let dir = match named {
        Some(dir) => dir.to_owned(),
        None => std::env::temp_dir().join(format!("steward-demo-{}", now.strftime("%Y%m%d-%H%M%S-%f"))),
    };
    std::fs::create_dir_all(&dir)
        .with_context(|| format!("cannot make the folder {}: name another with --dir", dir.display()))?;
    Ok(dir)
}

/// The ticket of the demo in the folder, and whether it begins just now.
fn ticket(dir: &Path, date: Option<Date>) -> anyhow::Result<(Ticket, bool)> {
    let now = SystemClock.now();
    let file = dir.join(TICKET);
    if !file.exists() {
        if dir.join("steward.sqlite").exists() {
            bail!(
                "{} holds a store that is no demo, or one that was stopped before it was ready: name another folder \
                 with --dir",
                dir.display()
            );
        }
        let day = match date {
            Some(day) => day,
            None => stage::zone()?.date_at(now),
        };
        return Ok((Ticket { day, started: now }, true));
    }
    let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let ticket: Ticket = serde_json::from_str(&text)
        .with_context(|| format!("{} is no ticket of a demo: remove the folder", file.display()))?;
    if date.is_some_and(|date| date != ticket.day) {
        bail!("the demo in {} plays on {}: name another folder with --dir", dir.display(), ticket.day);
    }
    Ok((ticket, false))
}
