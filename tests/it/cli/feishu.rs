//! Feishu at the shell: what the doctor finds, the probe that goes there and back, and the service as a newcomer starts it.

use std::sync::Arc;

use steward_tests::binary::Shell;
use steward_tests::fakes::feishu::{FakeFeishu, NewChat, NewUser};

use super::{Now, assert_says, run_beside, shell};

/// An organisation with a group, and a shell that knows the app's secret.
async fn set_up() -> (Arc<FakeFeishu>, Shell) {
    let feishu = FakeFeishu::start(Arc::new(Now)).await;
    feishu.add_user(NewUser::named("mei").email("mei@evenfield.example"));
    let ops = feishu.add_chat(NewChat::named("ops").members(&["mei"]).with_bot());
    let credentials = feishu.credentials();
    let mut shell = shell();
    shell.set("STEWARD_FEISHU_APP_ID", &credentials.app_id);
    shell.set("STEWARD_FEISHU_APP_SECRET", &credentials.app_secret);
    shell.write(
        "c.toml",
        format!("[server]\nlisten = \"127.0.0.1:0\"\nbase_url = \"http://127.0.0.1:8080\"\n[feishu]\nfeishu_url = \"{}\"\n", feishu.address()),
    );
    let company = super::company::text()
        .replacen(
            "platform = \"web\"\ntarget = \"ops\"",
            &format!("platform = \"feishu\"\ntarget = \"{ops}\""),
            1,
        )
        .replacen("web = \"mei\"", "web = \"mei\", email = \"mei@evenfield.example\"", 1);
    shell.write("company.toml", company);
    shell.succeed(&["apply", "company.toml", "--yes"]);
    (feishu, shell)
}

#[tokio::test]
async fn the_doctor_says_what_is_missing_and_what_only_a_person_can_see() {
    let (feishu, shell) = set_up().await;
    let (shell, secret) = (Arc::new(shell), feishu.credentials().app_secret);
    let good = run_beside(&shell, &["doctor", "--config", "c.toml"]).await;
    assert_says(
        &good.out,
        &[
            "ok    feishu: `feishu` is the app Steward",
            "ok    feishu: `feishu` opens the long connection",
            "look  feishu: `feishu`: whether the callback card.action.trigger is subscribed to cannot be asked",
            "ok    feishu: can post in ops",
            "ok    feishu: `feishu` knows all 1 e-mail addresses",
            "of the 10000 calls that it may make in this month",
        ],
    );
    feishu.remove_bot("mei", "ops").await;
    feishu.resign("mei").await;
    let bad = run_beside(&shell, &["doctor", "--config", "c.toml"]).await;
    assert_eq!(bad.code, Some(1));
    assert_says(
        &bad.out,
        &["BAD   feishu: #运营", "knows nobody with mei@evenfield.example: correct the address"],
    );
    feishu.change_secret("another");
    let refused = run_beside(&shell, &["doctor", "--config", "c.toml"]).await;
    assert_says(&refused.out, &["BAD   feishu: `feishu`: the app's id or secret is refused", "10014"]);
    for outcome in [good, bad, refused] {
        assert!(!outcome.out.contains(&secret), "{outcome}");
    }
}

#[tokio::test]
async fn a_probe_goes_there_and_back() {
    let (feishu, shell) = set_up().await;
    let shell = Arc::new(shell);
    let tap = async {
        let card = feishu.wait_for_message("ops").await;
        // A thumb is slower than the connection that its tap comes back by.
        feishu.wait_for_connections(1).await;
        let tap = feishu.press("mei", &card, "I see it").await;
        assert_eq!(tap.toast.map(|toast| toast.text).as_deref(), Some("Thank you, that arrived."));
    };
    let (outcome, ()) = tokio::join!(run_beside(&shell, &["doctor", "--live", "--config", "c.toml"]), tap);
    let told = format!("ok    live: the card was posted, and the tap of {} came back", feishu.open_id("mei"));
    assert_says(&outcome.out, &[&told]);
}

#[tokio::test]
async fn a_newcomer_s_service_answers() {
    let (feishu, shell) = set_up().await;
    let service = tokio::task::spawn_blocking(move || shell.start(&["run", "--config", "c.toml"]));
    let service = service.await.expect("the service starts");
    feishu.wait_for_connections(1).await;
    // Nobody has tied Mei's account to her yet; the address does.
    feishu.mention("mei", "ops", "list").await;
    let answer = feishu.wait_for_posts("ops", 1).await.remove(0);
    assert!(!answer.lines().is_empty());
    drop(service);
}

#[tokio::test]
async fn a_code_ties_an_account_whose_address_nobody_knows() {
    let (feishu, shell) = set_up().await;
    feishu.add_user(NewUser::named("yan"));
    let shell = Arc::new(shell);
    let started = Arc::clone(&shell);
    let service = tokio::task::spawn_blocking(move || started.start(&["run", "--config", "c.toml"]));
    let service = service.await.expect("the service starts");
    feishu.wait_for_connections(1).await;
    let linked = run_beside(&shell, &["link", "yan", "--config", "c.toml"]).await;
    let (_, code) = linked.err.split_once("says `link ").expect("a code");
    let code = code.split('`').next().expect("a code");

    feishu.tell("yan", "绑定 00000-00000").await;
    let wrong = feishu.wait_for_posts("@yan", 1).await.remove(0);
    assert!(wrong.lines().concat().contains("12345-67890"), "{:?}", wrong.lines());
    feishu.tell("yan", &format!("绑定 {code}")).await;
    let right = feishu.wait_for_posts("@yan", 2).await.remove(1);
    assert!(right.lines().concat().contains("刘燕"), "{:?}", right.lines());
    drop(service);
}
