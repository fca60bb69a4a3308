//! `stand_in`: runs a stand-in of a platform as a process of its own.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Result;
use clap::{Parser, Subcommand};
use steward::clock::SystemClock;
use steward_tests::fakes::discord::FakeDiscord;
use steward_tests::fakes::feishu::FakeFeishu;
use steward_tests::fakes::slack::FakeSlack;

#[derive(Parser)]
#[command(about = "Runs a stand-in of a platform and prints its address")]
struct Arguments {
    #[command(subcommand)]
    platform: Platform,
}

#[derive(Subcommand)]
enum Platform {
    /// Slack: Web API under /api, orders under /_control
    Slack {
        /// Where to listen
        #[arg(long, default_value = "127.0.0.1:0")]
        listen: SocketAddr,
    },
    /// Feishu: Open API under /open-apis, orders under /_control
    Feishu {
        /// Where to listen
        #[arg(long, default_value = "127.0.0.1:0")]
        listen: SocketAddr,
    },
    /// Discord: HTTP API under /api/v10, gateway under /gateway, orders under /_control, all of it over TLS as well
    Discord {
        /// Where to listen
        #[arg(long, default_value = "127.0.0.1:0")]
        listen: SocketAddr,
    },
}

#[tokio::main]
async fn main() -> Result<()> {
    let clock = Arc::new(SystemClock);
    match Arguments::parse().platform {
        Platform::Slack { listen } => {
            let slack = FakeSlack::listen(clock, listen).await?;
            println!("{}", slack.address());
            tokio::signal::ctrl_c().await?;
        }
        Platform::Feishu { listen } => {
            let feishu = FakeFeishu::listen(clock, listen).await?;
            println!("{}", feishu.address());
            tokio::signal::ctrl_c().await?;
        }
        Platform::Discord { listen } => {
            let discord = FakeDiscord::listen(clock, listen).await?;
            println!("{} {}", discord.address(), discord.tls_address());
            tokio::signal::ctrl_c().await?;
        }
    }
    Ok(())
}
