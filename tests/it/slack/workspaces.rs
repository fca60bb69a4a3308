//! Two workspaces in one service, each a platform of its own.

use std::fmt::Write;
use std::fs;
use std::sync::Arc;

use steward::config::{Config, Environment};
use steward::ids::ClockedIds;
use steward::slack::Slack;
use steward_core::host::Host;
use steward_core::id::{IdGen, OutboxId};
use steward_core::platform::{Address, Platform, PlatformError};
use steward_platforms::Seeker;
use steward_tests::fakes::slack::{FakeSlack, NewChannel};
use steward_tests::hand_clock::HandClock;
use tempfile::TempDir;

use super::stand::{Way, stand};

async fn two() -> (Arc<FakeSlack>, Vec<(Arc<dyn Platform>, String)>, TempDir) {
    let clock = Arc::new(HandClock::at("2026-11-23T01:00:00Z".parse().expect("an instant")));
    let slack = FakeSlack::start(clock).await;
    let folder = TempDir::new().expect("a folder");
    let mut file = String::new();
    let mut channels = Vec::new();
    for (name, company) in [("slack_cn", "Shenzhen"), ("slack_us", "Los Angeles")] {
        let workspace = slack.add_workspace(company);
        channels.push(slack.add_channel(&workspace.team, NewChannel::named(name).with_bot()));
        let (bot_token, app_token) = (workspace.bot_token, slack.app_token());
        writeln!(file, "[{name}]\nbot_token = \"{bot_token}\"\napp_token = \"{app_token}\"")
            .expect("a text takes everything");
    }
    let path = folder.path().join("workspaces.toml");
    fs::write(&path, file).expect("write");
    let mut config = Config::defaults().expect("defaults");
    config.slack.api_url = slack.api_url();
    config.slack.workspaces_file = Some(path);
    let service = Slack::open(&config.slack, &Environment::default()).expect("open").expect("workspaces");
    let platforms = service.platforms().into_iter().zip(channels).collect();
    (slack, platforms, folder)
}

#[tokio::test]
async fn each_posts_with_its_own_token() {
    let (slack, platforms, _folder) = two().await;
    let ids = ClockedIds::new(Arc::new(HandClock::at("2026-11-23T01:00:00Z".parse().expect("an instant"))));
    for (platform, channel) in &platforms {
        let card = steward_core::card::Card { title: platform.name().into(), ..Default::default() };
        let to = Address {
            platform: platform.name().into(),
            target: channel.clone(),
            direct: false,
            thread: None,
        };
        platform.post(&to, OutboxId::from_uuid(ids.uuid()), &card).await.expect("accepted");
        assert_eq!(slack.posts(platform.name()).len(), 1);
    }
    let (cn, us) = (&platforms[0], &platforms[1]);
    let strange = Address { platform: "slack_cn".into(), target: us.1.clone(), direct: false, thread: None };
    let card = steward_core::card::Card { title: "x".into(), ..Default::default() };
    let refused =
        cn.0.post(&strange, OutboxId::from_uuid(ids.uuid()), &card).await.expect_err("another's channel");
    assert!(matches!(refused, PlatformError::Dead { .. }), "{refused}");
}

#[test]
fn credentials_that_cannot_be_right_are_named_and_not_shown() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("workspaces.toml");
    for (text, word) in [
        ("[slack]\nbot_token = \"xapp-1-hidden\"\napp_token = \"xapp-1\"\n", "xoxb-"),
        ("[slack]\nbot_token = \"xoxb-hidden\"\napp_token = \"xoxb-hidden\"\n", "xapp-"),
        ("[slack]\nbot_token = \"xoxb-hidden\"\n", "signing_secret"),
        ("[slack]\nbot_tokn = \"xoxb-hidden\"\n", "bot_token"),
        ("[web]\nbot_token = \"xoxb-hidden\"\nsigning_secret = \"s\"\n", "`web`"),
    ] {
        fs::write(&path, text).expect("write");
        let mut config = Config::defaults().expect("defaults");
        config.slack.workspaces_file = Some(path.clone());
        let told =
            format!("{:#}", Slack::open(&config.slack, &Environment::default()).err().expect("refused"));
        assert!(told.contains(word) && !told.contains("hidden"), "{told}");
    }
}

#[tokio::test]
async fn who_never_said_a_word_is_found_by_address() {
    let stand = stand(Way::Socket).await;
    stand
        .change(|org| {
            let mei = org.people.get_mut(&"mei".parse().expect("a key")).expect("Mei");
            mei.identities = [("email".into(), "mei@evenfield.example".into())].into();
            let lin = org.people.get_mut(&"lin".parse().expect("a key")).expect("Lin");
            lin.identities = [("email".into(), "nobody@evenfield.example".into())].into();
        })
        .await;
    let host = stand.app.clone() as Arc<dyn Host>;
    let mut seeker = Seeker::new(stand.directory.clone(), host);
    seeker.look().await;
    let org = stand.app.store.org().await.expect("the standing data");
    assert!(org.person_on("slack", &stand.slack.user_id("mei")).is_some());
    assert_eq!(org.person_on("slack", &stand.slack.user_id("lin")), None);
    let asked = stand.slack.calls_of("users.lookupByEmail").len();
    seeker.look().await;
    assert_eq!(
        stand.slack.calls_of("users.lookupByEmail").len(),
        asked,
        "nobody is asked about every minute"
    );
    stand.breach().await;
}
