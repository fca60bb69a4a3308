//! `steward manifest`: what is to be pasted into a chat platform to set Steward up there.

mod feishu;

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use steward_platforms::feishu::app::{FEISHU, LARK};
use steward_platforms::slack::manifest;

use crate::feishu::FeishuWords;
use crate::slack::SlackWords;

#[derive(Debug, Args)]
pub(super) struct ManifestArgs {
    /// The platform
    platform: ManifestPlatform,
    /// The public address of the service, beginning with https, for events over HTTP;
    /// without it they come over Socket Mode or the long connection, which need no public address
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
}

#[expect(clippy::print_stdout, reason = "the command line prints")]
pub(super) fn run(args: &ManifestArgs) -> anyhow::Result<ExitCode> {
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
    }
    Ok(ExitCode::SUCCESS)
}

fn steps(platform: &str, args: &ManifestArgs) -> anyhow::Result<String> {
    feishu::steps(&FeishuWords::load()?, platform, args.url.as_deref())
}
