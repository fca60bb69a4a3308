//! Slack's official clients against the stand-in.

use std::sync::Arc;

use rstest::rstest;
use serde_json::json;
use steward::clock::SystemClock;
use steward_tests::fakes::slack::{FakeSlack, NewChannel, NewUser};

use super::{output_of, packages};

#[rstest]
#[case::web_api_for_javascript("web_api.js")]
#[case::web_api_for_python("web_api.py")]
#[case::socket_mode_for_javascript("socket_mode.js")]
#[case::bolt_for_javascript_over_http("bolt_http.js")]
#[case::bolt_for_python_over_socket_mode("bolt_socket.py")]
#[case::bolt_for_python_over_http("bolt_http.py")]
#[tokio::test(flavor = "multi_thread")]
async fn takes_the_stand_in_for_slack(#[case] check: &str) {
    let Some(packages) = packages() else { return };
    // The clients look at the real time.
    let slack = FakeSlack::start(Arc::new(SystemClock)).await;
    let acme = slack.add_workspace("Acme");
    // What the clients are asked for is more than the product needs.
    for scope in ["channels:join", "files:read", "files:write", "im:read", "reactions:write", "team:read"] {
        slack.give_scope(&acme.team, scope);
    }
    let mei = NewUser::named("mei").email("mei@example.com").locale("zh-CN").zone("Asia/Shanghai");
    slack.add_user(&acme.team, mei);
    slack.add_user(&acme.team, NewUser::named("ann"));
    slack.add_channel(&acme.team, NewChannel::named("ops").members(&["mei", "ann"]).with_bot());
    let stand = json!({
        "address": slack.address(), "team": acme.team, "bot_token": acme.bot_token,
        "app_token": slack.app_token(), "signing_secret": slack.signing_secret(),
    });
    let mut command = packages.check(&format!("slack/{check}"));
    command.arg(stand.to_string());
    output_of(command).await;
}
