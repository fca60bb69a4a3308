//! Discord's clients against the stand-in, and what both said against Discord's own description of its API.

use std::fs;
use std::sync::Arc;

use rstest::rstest;
use serde_json::json;
use steward::clock::SystemClock;
use steward_tests::conformance::Packages;
use steward_tests::fakes::discord::{FakeDiscord, NewUser, description};
use steward_tests::skip::{self, Skip};

use super::{output_of, packages};

#[rstest]
#[case::http_api("rest.js")]
#[case::gateway("gateway.js")]
#[case::interactions_endpoint("endpoint.js")]
#[tokio::test(flavor = "multi_thread")]
async fn takes_the_stand_in_for_discord(#[case] check: &str) {
    let Some(packages) = packages() else { return };
    // The clients look at the real time.
    let discord = FakeDiscord::start(Arc::new(SystemClock)).await;
    let guild = discord.add_guild("Acme", "en-US");
    let mei = discord.add_user(&guild, NewUser::named("mei").locale("zh-CN"));
    let channel = discord.add_channel(&guild, "ops");
    let stand = json!({
        "address": discord.address(), "token": discord.token(), "application": discord.application_id(),
        "public_key": discord.public_key(), "guild": guild, "channel": channel, "mei": mei,
    });
    let mut command = packages.check(&format!("discord/{check}"));
    command.arg(stand.to_string());
    output_of(command).await;
    hold_against_the_description(&packages, &discord).await;
}

/// Every call so far has the form that Discord describes, question and answer.
pub async fn hold_against_the_description(packages: &Packages, discord: &FakeDiscord) {
    let found = description().ok_or_else(|| Skip("Discord's description of its API is not there".into()));
    let Some(description) = skip::optional(found) else { return };
    let folder = tempfile::TempDir::new().expect("a folder");
    let traffic = folder.path().join("traffic.json");
    fs::write(&traffic, serde_json::to_vec(&discord.traffic()).expect("JSON")).expect("write the calls");
    let mut check = packages.check("discord/openapi.js");
    check.arg(&description).arg(&traffic);
    let checked: usize = output_of(check).await.trim().parse().expect("a number");
    assert!(checked > 0, "nothing was checked");
}
