//! `steward run`: the service.

use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use steward_core::time::Clock;

use super::{Settings, logging, open, serve};
use crate::app::{App, Parts, WebEntry};
use crate::clock::SystemClock;
use crate::config::{DEFAULTS, Environment};
use crate::http::push::PushToken;
use crate::ids::{ClockedIds, SeededSecrets};
use crate::outside::Outside;
use crate::secret;

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
    let listeners = serve::Listeners::take(&config).await?;
    let base_url = serve::base_url(&config, &listeners.public)?;
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
    let outside = Outside::open(&config, environment, &(clock.clone() as Arc<dyn Clock>))?;
    let app = App::build(Parts {
        config,
        store,
        clock: clock.clone(),
        ids: Arc::new(ClockedIds::new(clock)),
        push_token,
        web,
        platforms: outside.platforms(),
    })?;
    serve::until_stopped(app, &outside, listeners, || println!("Steward is ready at {base_url}")).await?;
    Ok(ExitCode::SUCCESS)
}
