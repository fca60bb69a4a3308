//! `steward link`: a personal link into the web chat, and the code by which a person ties an account elsewhere to themselves.

use std::process::ExitCode;

use anyhow::bail;
use clap::Args;
use jiff::SignedDuration;
use steward_core::id::PersonKey;
use steward_core::time::Clock;

use super::{Settings, open};
use crate::clock::SystemClock;
use crate::config::Environment;
use crate::secret;

#[derive(Debug, Args)]
pub(super) struct LinkArgs {
    /// The person's key, as in the scorecard file
    person: String,
}

#[expect(clippy::print_stdout, reason = "the command line prints")]
pub(super) async fn run(
    settings: &Settings,
    environment: &Environment,
    args: &LinkArgs,
) -> anyhow::Result<ExitCode> {
    let config = settings.load(environment)?;
    if !config.web.enabled {
        bail!("the web chat is switched off: set [web] enabled = true and restart the service");
    }
    let store = open::existing(&config).await?;
    let org = store.org().await?;
    let key = PersonKey::parse(&args.person)?;
    let Some(person) = org.people.get(&key).filter(|person| !person.left) else {
        let known: Vec<&str> = org.people.keys().map(PersonKey::as_str).collect();
        bail!("there is no person `{key}`; known are {}", known.join(", "));
    };
    if !person.identities.contains_key(steward_web::NAME) {
        bail!(
            "`{key}` has no identity in the web chat: give them one, such as identities = {{ web = \"{key}\" }}"
        );
    }
    let Some(base_url) = config.server.address_for_people() else {
        bail!("set [server] base_url to the address people reach the web chat by, so that links can name it");
    };
    let secret = secret::web_secret(environment.web_secret.as_deref(), &config)?;
    let now = SystemClock.now();
    let until = now + SignedDuration::from_hours(i64::from(config.web.link_hours));
    println!("{base_url}{}", steward_web::sign_link(&secret, &key, until));
    eprintln!(
        "For {} alone, good for {} hours. Whoever has it is {} to Steward.",
        person.name, config.web.link_hours, person.name
    );
    let is_elsewhere = |platform: &str| !person.identities.contains_key(platform);
    let code = steward_web::link_code(&secret, &key, now);
    if crate::discord::is_configured(&config.discord, environment) && is_elsewhere(crate::discord::NAME) {
        eprintln!("On Discord {} says `/kpi link {code}` today or tomorrow, once.", person.name);
    }
    for app in config.feishu.credentials(environment)?.into_keys().filter(|app| is_elsewhere(app)) {
        eprintln!("To the bot of `{app}` alone {} says `link {code}` today or tomorrow, once.", person.name);
    }
    Ok(ExitCode::SUCCESS)
}
