//! What the doctor finds about Slack: each token, each scope, each channel, and where to click.

use steward_core::org::Org;
use steward_core::platform::PlatformError;
use steward_platforms::slack::{
    Credentials, EVENTS, Membership, SCOPES, Workspace, check_socket_mode, scopes,
};

use super::Finding;
use crate::config::{Config, Environment};
use crate::slack::Slack;

/// Where apps are set up.
const APPS: &str = "https://api.slack.com/apps";

/// Everything about every workspace. `org` is there once the store was begun.
pub(super) async fn findings(config: &Config, environment: &Environment, org: Option<&Org>) -> Vec<Finding> {
    let slack = match Slack::open(&config.slack, environment) {
        Ok(Some(slack)) => slack,
        Ok(None) => return Vec::new(),
        Err(error) => return vec![Finding::bad("slack", format!("{error:#}"))],
    };
    let mut findings = Vec::new();
    for workspace in slack.workspaces() {
        let Some(credentials) = slack.credentials_of(workspace.name()) else { continue };
        findings.extend(of(config, workspace, credentials, org).await);
    }
    findings
}

async fn of(
    config: &Config,
    workspace: &Workspace,
    credentials: &Credentials,
    org: Option<&Org>,
) -> Vec<Finding> {
    let name = workspace.name();
    let mut findings = Vec::new();
    match workspace.identity().await {
        Ok(me) => {
            findings.push(Finding::good("slack", format!("`{name}` is the workspace {}", me.team_name)));
        }
        Err(error) => return vec![Finding::bad("slack", format!("`{name}`: {}", token_advice(&error)))],
    }
    findings.push(match scopes(&config.slack.api_url, credentials).await {
        Ok(given) => scope_finding(name, &given),
        Err(error) => Finding::look("slack", format!("`{name}`: its scopes cannot be read: {error}")),
    });
    findings.push(way_in(config, name, credentials).await);
    findings.push(Finding::look(
        "slack",
        format!(
            "`{name}`: which events it hears of cannot be asked: at {APPS} choose the app, \"Event Subscriptions\", \
             \"Subscribe to bot events\"; the list must be {}",
            EVENTS.join(", ")
        ),
    ));
    let channels = org.into_iter().flat_map(|org| org.channels.values());
    for channel in channels.filter(|channel| channel.platform == name) {
        findings.push(channel_finding(&channel.name, workspace.membership(&channel.target).await));
    }
    findings.extend(org.and_then(|org| people(name, org)));
    findings
}

fn token_advice(error: &PlatformError) -> String {
    match error {
        PlatformError::Auth { reason } => format!(
            "the bot token is refused ({reason}): at {APPS} choose the app, \"OAuth & Permissions\", install it, and \
             copy the \"Bot User OAuth Token\""
        ),
        other => format!("Slack cannot be asked: {other}"),
    }
}

fn scope_finding(name: &str, given: &[String]) -> Finding {
    let missing: Vec<String> = SCOPES
        .iter()
        .filter(|(scope, _)| !given.iter().any(|own| own == scope))
        .map(|(scope, what)| format!("{scope} ({what})"))
        .collect();
    if missing.is_empty() {
        return Finding::good("slack", format!("`{name}` has all {} scopes", SCOPES.len()));
    }
    Finding::bad(
        "slack",
        format!(
            "`{name}` lacks {}: at {APPS} choose the app, \"App Manifest\", paste what `steward manifest slack` prints, \
             save, then \"Install App\", \"Reinstall\"",
            missing.join(", ")
        ),
    )
}

async fn way_in(config: &Config, name: &str, credentials: &Credentials) -> Finding {
    let Some(app_token) = &credentials.app_token else {
        let url = config.server.base_url.as_deref().unwrap_or("https://…");
        return Finding::look(
            "slack",
            format!(
                "`{name}` hears over HTTP: `steward manifest slack --url {url}` must be its manifest, and Slack must \
                 reach {url}{}; `steward doctor --live` tries it",
                steward_platforms::slack::HTTP_PATH
            ),
        );
    };
    match check_socket_mode(&config.slack.api_url, app_token).await {
        Ok(()) => Finding::good("slack", format!("`{name}` opens Socket Mode")),
        Err(error) => Finding::bad(
            "slack",
            format!(
                "`{name}` cannot open Socket Mode ({error}): at {APPS} choose the app, switch \"Socket Mode\" on, then \
                 \"Basic Information\", \"App-Level Tokens\", make one with connections:write, and copy it"
            ),
        ),
    }
}

fn channel_finding(name: &str, membership: Result<Membership, PlatformError>) -> Finding {
    match membership {
        Ok(Membership::Member { name }) => Finding::good("slack", format!("can post in #{name}")),
        Ok(Membership::Outside { name }) => {
            Finding::bad("slack", format!("is not in #{name}: say `/invite @Steward` there"))
        }
        Ok(Membership::Archived { name }) => Finding::bad(
            "slack",
            format!("#{name} is archived: unarchive it, or give its KPIs another channel"),
        ),
        Err(PlatformError::Dead { .. }) => Finding::bad(
            "slack",
            format!(
                "{name} cannot be found: its target must be the id at the end of the channel's details (C…), and a \
                 private channel needs `/invite @Steward` first"
            ),
        ),
        Err(error) => Finding::look("slack", format!("{name} cannot be asked about: {error}")),
    }
}

/// People who cannot be reached here. One who only uses the web chat is no mistake.
fn people(name: &str, org: &Org) -> Option<Finding> {
    let is_reached = |person: &&steward_core::person::Person| {
        [name, steward_core::host::EMAIL].iter().any(|key| person.identities.contains_key(*key))
    };
    let without: Vec<&str> = org
        .people
        .values()
        .filter(|person| !person.left && !is_reached(person))
        .map(|person| person.name.as_str())
        .collect();
    (!without.is_empty()).then(|| {
        Finding::look(
            "slack",
            format!(
                "{} have no account on `{name}`: give them identities = {{ email = \"…\" }} or {{ {name} = \"U…\" \
                 }}",
                without.join(", ")
            ),
        )
    })
}
