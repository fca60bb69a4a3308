//! `steward manifest`: what is to be pasted into a chat platform to set Steward up there.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use steward_platforms::slack::manifest;

use crate::slack::SlackWords;

#[derive(Debug, Args)]
pub(super) struct ManifestArgs {
    /// The platform
    platform: ManifestPlatform,
    /// The public address of the service, beginning with https, for events over HTTP;
    /// without it they come over Socket Mode, which needs no public address
    #[arg(long, value_name = "URL")]
    url: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ManifestPlatform {
    /// Slack: paste it at api.slack.com/apps, "Create New App", "From a manifest", "JSON"
    Slack,
}

#[expect(clippy::print_stdout, reason = "the command line prints")]
pub(super) fn run(args: &ManifestArgs) -> anyhow::Result<ExitCode> {
    if let Some(url) = args.url.as_deref().filter(|url| !url.starts_with("https://")) {
        anyhow::bail!("--url {url} must begin with https://: Slack sends nothing to any other address");
    }
    match args.platform {
        ManifestPlatform::Slack => {
            let manifest = manifest(&SlackWords::load()?.manifest(), args.url.as_deref());
            println!("{}", serde_json::to_string_pretty(&manifest)?);
        }
    }
    Ok(ExitCode::SUCCESS)
}
