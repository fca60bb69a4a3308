//! Slack at the shell: the manifest, what the doctor finds, and the service as a newcomer starts it.

use std::sync::Arc;

use serde_json::Value;
use steward_platforms::slack::SCOPES;
use steward_tests::binary::Shell;
use steward_tests::fakes::slack::{FakeSlack, NewChannel, NewUser, Workspace};

use super::{Now, assert_says, run_beside, shell};

/// A workspace with a channel, and a shell that knows its tokens.
async fn set_up() -> (Arc<FakeSlack>, Workspace, Shell) {
    let slack = FakeSlack::start(Arc::new(Now)).await;
    let acme = slack.add_workspace("Evenfield");
    slack.add_user(&acme.team, NewUser::named("mei").email("mei@evenfield.example"));
    let ops = slack.add_channel(&acme.team, NewChannel::named("ops").members(&["mei"]).with_bot());
    let mut shell = shell();
    shell.set("STEWARD_SLACK_BOT_TOKEN", &acme.bot_token);
    shell.set("STEWARD_SLACK_APP_TOKEN", slack.app_token());
    shell.write(
        "c.toml",
        format!("[server]\nlisten = \"127.0.0.1:0\"\n[slack]\napi_url = \"{}\"\n", slack.api_url()),
    );
    let company = super::company::text()
        .replacen(
            "platform = \"web\"\ntarget = \"ops\"",
            &format!("platform = \"slack\"\ntarget = \"{ops}\""),
            1,
        )
        .replacen("web = \"mei\"", "web = \"mei\", email = \"mei@evenfield.example\"", 1);
    shell.write("company.toml", company);
    shell.succeed(&["apply", "company.toml", "--yes"]);
    (slack, acme, shell)
}

#[tokio::test]
async fn the_doctor_says_what_is_missing_and_where_to_click() {
    let (slack, acme, shell) = set_up().await;
    let shell = Arc::new(shell);
    let good = run_beside(&shell, &["doctor", "--config", "c.toml"]).await;
    assert_says(
        &good.out,
        &[
            "ok    slack: `slack` is the workspace Evenfield",
            &format!("ok    slack: `slack` has all {} scopes", SCOPES.len()),
            "ok    slack: `slack` opens Socket Mode",
            "look  slack: `slack`: which events it hears of cannot be asked",
            "app_home_opened, app_mention",
            "ok    slack: can post in #ops",
            "have no account on `slack`",
        ],
    );
    slack.take_scope(&acme.team, "reactions:read");
    slack.remove_bot("ops").await;
    let bad = run_beside(&shell, &["doctor", "--config", "c.toml"]).await;
    assert_eq!(bad.code, Some(1));
    assert_says(
        &bad.out,
        &[
            "BAD   slack: `slack` lacks reactions:read (takes a check mark as an acknowledgement)",
            "\"App Manifest\"",
            "BAD   slack: is not in #ops: say `/invite @Steward` there",
        ],
    );
    slack.refuse_token(&acme.team, "token_revoked");
    let revoked = run_beside(&shell, &["doctor", "--config", "c.toml"]).await;
    assert_says(
        &revoked.out,
        &["BAD   slack: `slack`: the bot token is refused (token_revoked", "\"OAuth & Permissions\""],
    );
    for outcome in [good, bad, revoked] {
        assert!(!outcome.out.contains(&acme.bot_token) && !outcome.out.contains("xapp-"), "{outcome}");
    }
}

#[tokio::test]
async fn a_probe_goes_there_and_back() {
    let (slack, _, shell) = set_up().await;
    let shell = Arc::new(shell);
    let tap = async {
        let card = slack.wait_for_message("ops").await;
        // A thumb is slower than the connection that its tap comes back by.
        slack.wait_for_connections(1).await;
        assert!(slack.press("mei", &card, "I see it").await.acked);
    };
    let (outcome, ()) = tokio::join!(run_beside(&shell, &["doctor", "--live", "--config", "c.toml"]), tap);
    let told = format!("ok    live: the card was posted, and the tap of {} came back", slack.user_id("mei"));
    assert_says(&outcome.out, &[&told]);
}

#[test]
fn the_manifest_asks_for_what_is_used() {
    let manifest: Value = serde_json::from_str(&shell().succeed(&["manifest", "slack"])).expect("JSON");
    insta::assert_json_snapshot!(manifest);
    let over_http = shell().succeed(&["manifest", "slack", "--url", "https://steward.example.com/"]);
    let over_http: Value = serde_json::from_str(&over_http).expect("JSON");
    let address = "https://steward.example.com/slack/events";
    assert_eq!(over_http["settings"]["event_subscriptions"]["request_url"], address);
    assert_eq!(over_http["settings"]["interactivity"]["request_url"], address);
    assert_eq!(over_http["features"]["slash_commands"][0]["url"], address);
    assert_eq!(over_http["settings"]["socket_mode_enabled"], false);
    assert_says(&shell().fail(&["manifest", "slack", "--url", "http://steward.example.com"]), &["https://"]);
}

#[tokio::test]
async fn a_newcomer_s_service_answers() {
    let (slack, _, shell) = set_up().await;
    let service = tokio::task::spawn_blocking(move || shell.start(&["run", "--config", "c.toml"]));
    let service = service.await.expect("the service starts");
    slack.wait_for_connections(2).await;
    // Nobody has tied Mei's account to her yet; the address does.
    assert!(slack.slash("mei", "ops", "/kpi", "link").await.acked);
    let answer = slack.wait_for_ephemeral("mei", 1).await;
    assert!(answer.text().contains("Mei"), "{}", answer.text());
    slack.slash("mei", "ops", "/kpi", "list").await;
    slack.wait_for_posts("ops", 1).await;
    drop(service);
}
