//! Replicas as neighbours: real processes on one PostgreSQL database, and the line by which they wake each other.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;
use steward::clock::SystemClock;
use steward_core::outbox::Class;
use steward_core::time::Clock;
use steward_store::{Engine, Topic};
use steward_tests::binary::{Service, Shell};
use steward_tests::fakes::chat::ABLE;
use steward_tests::fakes::slack::{FakeSlack, NewChannel, NewUser};
use steward_tests::{postgres, skip};

use super::{beside, number};
use crate::delivery::stand::stand;

const TOKEN: &str = "0123456789abcdef-+/=";
/// Longest wait for anything.
const PATIENCE: Duration = Duration::from_mins(1);

/// Waits until something is so.
pub async fn eventually(what: &str, is_so: impl Fn() -> bool) {
    let since = Instant::now();
    while !is_so() {
        assert!(since.elapsed() < PATIENCE, "never: {what}");
        moment().await;
    }
}

#[expect(clippy::disallowed_methods, reason = "the processes that are waited for cannot tell this one")]
async fn moment() {
    tokio::time::sleep(Duration::from_millis(20)).await;
}

/// A company on Slack whose service may run in any number of processes.
pub struct Machines {
    pub slack: Arc<FakeSlack>,
    pub address: String,
    pub shell: Arc<Shell>,
}

impl Machines {
    /// The company at the beginning, no process running; none when the machine lacks PostgreSQL.
    pub async fn set_up() -> Option<Self> {
        let address = skip::unless(postgres::fresh_database().await)?;
        let slack = FakeSlack::start(Arc::new(SystemClock)).await;
        let acme = slack.add_workspace("Evenfield");
        let company = include_str!("../delivery/company.toml");
        let mut company = company.split("[[schedule]]").next().expect("the company").to_owned();
        for (name, identities) in [
            ("mei", "one = \"mei\", two = \"mei-two\""),
            ("hao", "one = \"hao\""),
            ("lin", "one = \"lin\""),
            ("ada", "two = \"ada-two\""),
        ] {
            let id = slack.add_user(&acme.team, NewUser::named(name));
            company = company.replacen(identities, &format!("slack = \"{id}\""), 1);
        }
        let everybody = ["mei", "hao", "lin", "ada"];
        let ops = slack.add_channel(&acme.team, NewChannel::named("ops").members(&everybody).with_bot());
        let company = company.replacen(
            "platform = \"one\"\ntarget = \"ops\"",
            &format!("platform = \"slack\"\ntarget = \"{ops}\""),
            1,
        );
        let mut shell = Shell::new(env!("CARGO_BIN_EXE_steward-under-test"));
        shell.set("STEWARD_STORE_URL", &address);
        shell.set("STEWARD_PUSH_TOKEN", TOKEN);
        shell.set("STEWARD_SLACK_BOT_TOKEN", &acme.bot_token);
        shell.set("STEWARD_SLACK_APP_TOKEN", slack.app_token());
        let settings =
            format!("[server]\nlisten = \"127.0.0.1:0\"\n[slack]\napi_url = \"{}\"\n", slack.api_url());
        shell.write("c.toml", settings);
        shell.write("company.toml", company);
        let shell = Arc::new(shell);
        let applying = Arc::clone(&shell);
        let apply = move || applying.succeed(&["apply", "company.toml", "--yes"]);
        tokio::task::spawn_blocking(apply).await.expect("the company is applied");
        Some(Self { slack, address, shell })
    }

    /// Starts a process.
    pub async fn start(&self) -> Service {
        let shell = Arc::clone(&self.shell);
        tokio::task::spawn_blocking(move || shell.start(&["run", "--config", "c.toml"]))
            .await
            .expect("it starts")
    }

    /// Pushes a value to a process with which a KPI breaches its limit.
    pub async fn breach(&self, service: &Service, kpi: &str) {
        let yesterday =
            SystemClock.now().to_zoned(jiff::tz::TimeZone::UTC).date().yesterday().expect("a date");
        let value = if kpi == "amz_vtr" { "60%" } else { "6%" };
        let sample = json!({"kpi": kpi, "period": yesterday, "value": value, "finality": "final"});
        let reply = service.push(TOKEN, &json!({"samples": [sample]})).await;
        assert_eq!(reply.status, 200, "{reply:?}");
    }

    /// Waits until every message is accepted.
    pub async fn wait_until_all_is_accepted(&self) {
        let since = Instant::now();
        while number(&self.address, "SELECT COUNT(*) FROM outbox WHERE state <> 'accepted'").await > 0 {
            assert!(since.elapsed() < PATIENCE, "a message is never accepted");
            moment().await;
        }
    }
}

/// Waits until another process has committed something about a topic.
async fn heard(wake: &mut steward_store::Wake) {
    tokio::time::timeout(Duration::from_secs(10), wake.wait()).await.expect("the neighbour is heard");
}

#[tokio::test]
async fn what_one_commits_wakes_the_other() {
    let Some(first) = stand(Engine::Postgres, ABLE).await else { return };
    let second = first.replica().await;
    let mut ready = [first.app.store.changed(&[Topic::Web]), second.app.store.changed(&[Topic::Web])];
    let [one, other] = [(&first, "one"), (&second, "other")].map(|(stand, name)| {
        let bell = stand.app.store.bell(name).expect("PostgreSQL has a line");
        tokio::spawn(async move { bell.carry().await })
    });
    // Once the line is there everybody is woken.
    heard(&mut ready[0]).await;
    heard(&mut ready[1]).await;
    let mut outbox = second.app.store.changed(&[Topic::Outbox]);
    let mut web = second.app.store.changed(&[Topic::Web]);
    first.queue(Class::Page, "mei", "a").await;
    heard(&mut outbox).await;
    let quiet = tokio::time::timeout(Duration::from_millis(100), web.wait()).await;
    assert!(quiet.is_err(), "nothing was said about the web chat");

    // Who loses the line is told so.
    let cut = "SELECT pg_terminate_backend(pid)
         FROM pg_stat_activity
         WHERE datname = current_database()
           AND query LIKE 'LISTEN%'";
    beside(&first.address, cut).await;
    for line in [one, other] {
        let lost = line.await.expect("it ends").expect_err("the line is lost");
        assert!(lost.is_passing(), "{lost}");
    }
    tokio::join!(first.settle(), second.settle());
    first.check().await;
}

/// Many calls about one period at the same instant, to two processes: each is kept in its turn, and of one key once.
#[tokio::test]
async fn calls_to_both_at_the_same_time_keep_every_point() {
    let Some(machines) = Machines::set_up().await else { return };
    let (first, second) = tokio::join!(machines.start(), machines.start());
    let send = |number: usize, value: &str, key: &str| {
        let service = if number.is_multiple_of(2) { &first } else { &second };
        let body = json!({"samples": [{"kpi": "amz_lsr", "period": "2026-10-01", "value": value}]});
        let request = service.request("POST", "/api/v1/samples").bearer_auth(TOKEN).json(&body);
        service.send(request.header("idempotency-key", key))
    };
    let same = futures_util::future::join_all((0..20).map(|number| send(number, "1%", "same"))).await;
    for reply in same {
        assert_eq!((reply.status, &reply.json()["results"][0]["status"]), (200, &json!("new")), "{reply:?}");
    }
    let calls = (2..22).map(|number| send(number, &format!("0.{number:02}%"), &number.to_string()));
    let mut revisions = Vec::new();
    for reply in futures_util::future::join_all(calls).await {
        assert_eq!(reply.status, 200, "{reply:?}");
        revisions.push(reply.json()["results"][0]["revision"].as_u64().expect("a revision"));
    }
    revisions.sort_unstable();
    assert_eq!(revisions, (2..22).collect::<Vec<u64>>(), "each call made one revision");
}

#[tokio::test]
async fn a_file_has_no_line_to_neighbours() {
    let Some(stand) = stand(Engine::Sqlite, ABLE).await else { return };
    assert!(stand.app.store.bell("one").is_none());
    assert_eq!(stand.app.store.server_time().await.expect("no question"), None);
}
