//! `steward run`: the service.

use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use steward_core::platform::Platform;
use steward_platforms::feishu::Robots;

use super::{Settings, logging, open, serve};
use crate::app::{App, Parts, WebEntry};
use crate::clock::SystemClock;
use crate::config::{Config, DEFAULTS, Environment};
use crate::feishu::Feishu;
use crate::http::push::PushToken;
use crate::ids::{ClockedIds, SeededSecrets};
use crate::secret;
use crate::slack::Slack;

#[derive(Debug, Args)]
pub(super) struct RunArgs {
    /// Listen here in place of the configured address
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
    /// Print every setting with its default and stop
    #[arg(long)]
    print_config: bool,
}

#[expect(clippy::print_stdout, reason = "the command line prints")]
pub(super) async fn run(
    settings: &Settings,
    environment: &Environment,
    args: &RunArgs,
) -> anyhow::Result<ExitCode> {
    if args.print_config {
        print!("{DEFAULTS}");
        return Ok(ExitCode::SUCCESS);
    }
    let mut config = settings.load(environment)?;
    if let Some(listen) = &args.listen {
        config.server.listen.clone_from(listen);
    }
    logging::start(&config.log)?;
    let store = open::as_service(&config).await?;
    let listener = serve::listen(&config.server.listen).await?;
    let base_url = serve::base_url(&config, &listener)?;
    let web = if config.web.enabled {
        let secret = secret::web_secret(environment.web_secret.as_deref(), &config)?;
        Some(WebEntry {
            mode: steward_web::Mode::Signed { secret: secret.into() },
            base_url: base_url.clone(),
            secrets: Arc::new(SeededSecrets::new()?),
        })
    } else {
        None
    };
    let push_token = PushToken::find(environment.push_token.as_deref(), config.push.token_file.as_deref())?;
    let clock = Arc::new(SystemClock);
    let slack = Slack::open(&config.slack, environment)?;
    let feishu = Feishu::open(&config.feishu, environment)?;
    let platforms = platforms(&config, (slack.as_ref(), feishu.as_ref()), &clock)?;
    let app = App::build(Parts {
        config,
        store,
        clock: clock.clone(),
        ids: Arc::new(ClockedIds::new(clock)),
        push_token,
        web,
        platforms,
    })?;
    let doors = (slack.as_ref(), feishu.as_ref());
    serve::until_stopped(app, doors, listener, || println!("Steward is ready at {base_url}")).await?;
    Ok(ExitCode::SUCCESS)
}

/// The chat platforms outside this process that are configured.
fn platforms(
    config: &Config,
    (slack, feishu): (Option<&Slack>, Option<&Feishu>),
    clock: &Arc<SystemClock>,
) -> anyhow::Result<Vec<Arc<dyn Platform>>> {
    let mut platforms = slack.map(Slack::platforms).unwrap_or_default();
    platforms.extend(feishu.map(Feishu::platforms).unwrap_or_default());
    if let Some(file) = &config.feishu.robots_file {
        platforms.push(Arc::new(Robots::read(file, clock.clone())?));
    }
    Ok(platforms)
}
