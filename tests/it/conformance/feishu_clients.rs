//! Feishu's official clients against the stand-in.

use std::sync::Arc;

use rstest::rstest;
use serde_json::json;
use steward::clock::SystemClock;
use steward_tests::fakes::feishu::{FakeFeishu, NewChat, NewUser};

use super::{output_of, packages};

#[rstest]
#[case::open_api_for_javascript("api.js")]
#[case::open_api_for_python("api.py")]
#[case::long_connection_for_javascript("long_connection.js")]
#[case::long_connection_for_python("long_connection.py")]
#[case::webhook_for_javascript("webhook.js")]
#[case::webhook_for_python("webhook.py")]
#[tokio::test(flavor = "multi_thread")]
async fn takes_the_stand_in_for_feishu(#[case] check: &str) {
    let Some(packages) = packages() else { return };
    // The clients look at the real time.
    let feishu = FakeFeishu::start(Arc::new(SystemClock)).await;
    feishu.add_user(NewUser::named("mei").email("mei@example.com").mobile("+8613800138000"));
    let chat = feishu.add_chat(NewChat::named("ops").members(&["mei"]).with_bot());
    let account = feishu.credentials();
    let stand = json!({
        "address": feishu.address(), "chat": chat, "app_id": account.app_id, "app_secret": account.app_secret,
        "encrypt_key": account.encrypt_key, "verification_token": account.verification_token,
    });
    let mut command = packages.check(&format!("feishu/{check}"));
    command.arg(stand.to_string());
    output_of(command).await;
}
