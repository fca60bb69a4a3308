//! What the doctor finds about Discord: the token, what the portal allows, the commands, each channel, and where to click.

use steward_core::org::Org;
use steward_core::person::Person;
use steward_core::platform::PlatformError;
use steward_platforms::discord::{Bot, HTTP_PATH, Identity, Missing, Registered, SlashCommand, invitation};

use super::Finding;
use crate::config::{Config, Environment};
use crate::discord::{Discord, NAME};

/// Where applications are set up.
const PORTAL: &str = "https://discord.com/developers/applications";

/// Everything about the bot. `org` is there once the store was begun.
pub(super) async fn findings(config: &Config, environment: &Environment, org: Option<&Org>) -> Vec<Finding> {
    let discord = match Discord::open(&config.discord, environment) {
        Ok(Some(discord)) => discord,
        Ok(None) => return Vec::new(),
        Err(error) => return vec![Finding::bad(NAME, format!("{error:#}"))],
    };
    let bot = discord.bot();
    let me = match bot.identity().await {
        Ok(me) => me,
        Err(error) => return vec![Finding::bad(NAME, token_advice(&error))],
    };
    let mut findings = vec![Finding::good(NAME, format!("it is the bot {}", me.name))];
    findings.push(content(config, me));
    findings.push(servers(bot, environment).await);
    findings.extend(ways_in(config, bot).await);
    findings.push(match discord.commands() {
        Ok(wanted) => commands(bot, &wanted).await,
        Err(error) => Finding::bad(NAME, format!("{error:#}")),
    });
    let channels = org.into_iter().flat_map(|org| org.channels.values());
    for channel in channels.filter(|channel| channel.platform == NAME) {
        findings.push(channel_finding(&channel.name, bot.missing(&channel.target).await));
    }
    findings.extend(org.and_then(people));
    findings
}

fn token_advice(error: &PlatformError) -> String {
    match error {
        PlatformError::Auth { reason } => format!(
            "the token is refused ({reason}): at {PORTAL} choose the application, \"Bot\", \"Reset Token\", and set it as \
             STEWARD_DISCORD_TOKEN"
        ),
        other => format!("Discord cannot be asked: {other}"),
    }
}

fn content(config: &Config, me: &Identity) -> Finding {
    match (config.discord.message_content, me.reads_content()) {
        (true, true) => Finding::good(NAME, "it may read replies that do not mention it"),
        (true, false) => Finding::bad(
            NAME,
            format!(
                "it may not read what people write: at {PORTAL} choose the application, \"Bot\", switch \"Message Content \
                 Intent\" on, or set [discord] message_content = false"
            ),
        ),
        (false, _) => Finding::good(NAME, "it reads only what mentions it and direct messages"),
    }
}

async fn servers(bot: &Bot, environment: &Environment) -> Finding {
    match bot.servers().await {
        Ok(names) if names.is_empty() => Finding::bad(
            NAME,
            format!("it is in no server: open {}", invitation(environment.discord_token.as_deref())),
        ),
        Ok(names) => Finding::good(NAME, format!("it is in {}", names.join(", "))),
        Err(error) => Finding::look(NAME, format!("its servers cannot be asked: {error}")),
    }
}

async fn ways_in(config: &Config, bot: &Bot) -> Vec<Finding> {
    let mut findings = Vec::new();
    if config.discord.gateway {
        findings.push(match bot.check_gateway().await {
            Ok(()) => Finding::good(NAME, "the gateway can be opened"),
            Err(error) => Finding::bad(NAME, format!("the gateway cannot be opened: {error}")),
        });
    }
    if bot.checker().is_some() {
        let url = config.server.base_url.as_deref().unwrap_or("https://…");
        findings.push(Finding::look(
            NAME,
            format!(
                "it answers interactions over HTTP: at {PORTAL} \"General Information\", \"Interactions Endpoint URL\" must \
                 be {url}{HTTP_PATH}; `steward doctor --live` tries it"
            ),
        ));
    }
    findings
}

async fn commands(bot: &Bot, wanted: &[SlashCommand]) -> Finding {
    match bot.registered(wanted).await {
        Ok(found) if found == Registered::default() => {
            Finding::good(NAME, format!("its {} slash commands are registered", wanted.len()))
        }
        Ok(found) if found.missing.len() == wanted.len() && found.left_over.is_empty() => Finding::look(
            NAME,
            "its slash commands are not registered yet: `steward run` does it when it starts",
        ),
        Ok(Registered { missing, changed, left_over }) => {
            let named = |what: &str, names: Vec<String>| {
                (!names.is_empty()).then(|| format!("{what} {}", names.join(", ")))
            };
            let all = [named("lacks", missing), named("differs in", changed), named("still has", left_over)];
            Finding::look(
                NAME,
                format!(
                    "its slash commands were registered by another version ({}): start `steward run` anew to renew them",
                    all.into_iter().flatten().collect::<Vec<_>>().join("; ")
                ),
            )
        }
        Err(error) => Finding::look(NAME, format!("its slash commands cannot be asked: {error}")),
    }
}

fn channel_finding(name: &str, missing: Result<Missing, PlatformError>) -> Finding {
    match missing {
        Ok(Missing { name, permissions }) if permissions.is_empty() => {
            Finding::good(NAME, format!("can post in #{name}"))
        }
        Ok(Missing { name, permissions }) => {
            let lacks: Vec<String> =
                permissions.iter().map(|one| format!("\"{}\" ({})", one.name, one.why)).collect();
            Finding::bad(
                NAME,
                format!(
                    "lacks {} in #{name}: \"Edit Channel\", \"Permissions\", add it there and allow that",
                    lacks.join(", ")
                ),
            )
        }
        Err(PlatformError::Dead { reason }) => Finding::bad(
            NAME,
            format!(
                "{name} cannot be seen ({reason}): its target must be the channel's id (\"Copy Channel ID\" with \"Developer \
                 Mode\" on), and a private channel needs Steward under \"Edit Channel\", \"Permissions\""
            ),
        ),
        Err(error) => Finding::look(NAME, format!("{name} cannot be asked about: {error}")),
    }
}

/// People who cannot be reached here. One who only uses the web chat is no mistake.
fn people(org: &Org) -> Option<Finding> {
    let is_without = |person: &&Person| !person.left && !person.identities.contains_key(NAME);
    let without: Vec<&str> =
        org.people.values().filter(is_without).map(|person| person.name.as_str()).collect();
    (!without.is_empty()).then(|| {
        Finding::look(
            NAME,
            format!(
                "{} have no account on Discord: give each the code that `steward link PERSON` prints, to be said there as \
                 `/kpi link CODE`, or identities = {{ discord = \"ID\" }}",
                without.join(", ")
            ),
        )
    })
}
