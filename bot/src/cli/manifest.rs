//! `steward manifest`: what is to be pasted into a chat platform to set Steward up there.

#[cfg(feature = "discord")]
mod discord;
mod feishu;

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use steward_platforms::feishu::app::{FEISHU, LARK};
use steward_platforms::slack::manifest;

use crate::config::Environment;
use crate::feishu::FeishuWords;
use crate::slack::SlackWords;

#[derive(Debug, Args)]
pub(super) struct ManifestArgs {
    /// The platform
    platform: ManifestPlatform,
    /// The public address of the service, beginning with https, for events over HTTP;
    /// without it they come over Socket Mode, the long connection or the gateway, which need no public address
    #[arg(long, value_name = "URL")]
    url: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ManifestPlatform {
    /// Slack: paste it at api.slack.com/apps, "Create New App", "From a manifest", "JSON"
    Slack,
    /// Feishu: what to do at open.feishu.cn/app, step by step
    Feishu,
    /// Lark: the same at open.larksuite.com/app
    Lark,
    /// Discord: what to do at discord.com/developers, and the address that invites the bot
    #[cfg(feature = "discord")]
    Discord,
}

#[expect(clippy::print_stdout, reason = "the command line prints")]
#[cfg_attr(
    not(feature = "discord"),
    expect(unused_variables, reason = "only Discord's address names the application")
)]
pub(super) fn run(environment: &Environment, args: &ManifestArgs) -> anyhow::Result<ExitCode> {
    if let Some(url) = args.url.as_deref().filter(|url| !url.starts_with("https://")) {
        anyhow::bail!("--url {url} must begin with https://: nothing is sent to any other address");
    }
    match args.platform {
        ManifestPlatform::Slack => {
            let manifest = manifest(&SlackWords::load()?.manifest(), args.url.as_deref());
            println!("{}", serde_json::to_string_pretty(&manifest)?);
        }
        ManifestPlatform::Feishu => print!("{}", steps(FEISHU, args)?),
        ManifestPlatform::Lark => print!("{}", steps(LARK, args)?),
        #[cfg(feature = "discord")]
        ManifestPlatform::Discord => {
            let words = crate::discord::DiscordWords::load()?;
            print!("{}", discord::steps(&words, environment.discord_token.as_deref(), args.url.as_deref()));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn steps(platform: &str, args: &ManifestArgs) -> anyhow::Result<String> {
    feishu::steps(&FeishuWords::load()?, platform, args.url.as_deref())
}
