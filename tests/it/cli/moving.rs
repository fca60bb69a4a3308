//! `migrate-store`, `backup` and `restore` as an operator runs them: killed in the middle, beside a running service, and
//! with a backup of yesterday.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Instant;

use jiff::SignedDuration;
use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use steward::clock::SystemClock;
use steward_core::time::Clock;
use steward_tests::binary::{Service, Shell};
use steward_tests::fakes::feishu_robot::FakeRobots;
use steward_tests::hand_clock::HandClock;
use steward_tests::{postgres, skip};

use super::push::{TOKEN, today};
use super::visit::Visit;
use super::{assert_says, company, shell, shell_with_company};

const RUN: [&str; 3] = ["run", "--listen", "127.0.0.1:0"];

/// The number that a query on a SQLite file of the shell's folder answers.
async fn number(shell: &Shell, file: &str, query: &str) -> i64 {
    let options = SqliteConnectOptions::new().filename(shell.folder().join(file));
    let mut conn = options.connect().await.expect("open");
    let found = sqlx::query_scalar(AssertSqlSafe(query.to_owned())).fetch_one(&mut conn).await.expect("ask");
    conn.close().await.expect("close");
    found
}

async fn number_on_server(url: &str, query: &str) -> Option<i64> {
    let mut conn = PgConnection::connect(url).await.expect("connect");
    let found = sqlx::query_scalar(AssertSqlSafe(query.to_owned())).fetch_one(&mut conn).await.ok();
    conn.close().await.expect("close");
    found
}

/// Rows enough that copying them takes a while.
async fn make_it_large(shell: &Shell) {
    let query = "INSERT INTO receipt (key, body, at)
         WITH RECURSIVE place (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM place WHERE n < 60000)
         SELECT 'push:' || n, '{}', n FROM place
         RETURNING 1";
    number(shell, "steward.sqlite", query).await;
}

#[tokio::test]
async fn a_store_moves_to_a_server_though_killed_in_the_middle() {
    let Some(url) = skip::unless(postgres::fresh_database().await) else { return };
    let shell = shell_with_company();
    make_it_large(&shell).await;
    let exported = shell.succeed(&["export"]);
    let before = shell.read("steward.sqlite");

    let arguments = ["migrate-store", "--from", "sqlite:steward.sqlite", "--to", &url];
    let mut child = shell.command(&arguments).stderr(Stdio::null()).spawn().expect("start");
    let copied = "SELECT CAST(copied AS BIGINT) FROM store_copy_table WHERE name = 'receipt'";
    while number_on_server(&url, copied).await.is_none() {
        assert!(child.try_wait().expect("look").is_none(), "it was done before it could be killed");
    }
    child.kill().expect("kill");
    child.wait().expect("its end");
    let there = number_on_server(&url, "SELECT COUNT(*) FROM receipt").await.expect("count");
    assert!(0 < there && there < 60_000, "{there} rows: killed in the middle");

    let mut moved = Shell::new(env!("CARGO_BIN_EXE_steward-under-test"));
    moved.set("STEWARD_STORE_URL", url.clone());
    assert_says(&moved.fail(&RUN), &["is a copy of", "not complete", "run the command that made it again"]);

    let outcome = shell.run(&arguments);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_says(&outcome.err, &["Going on where it was interrupted"]);
    assert_says(
        &outcome.out,
        &[
            "receipt",
            "60000 rows, checksum ",
            "counts and checksums agree",
            "Set [store] url",
            "Never start one on both",
        ],
    );
    assert!(shell.read("steward.sqlite") == before, "the original was written to");
    assert_eq!(moved.succeed(&["export"]), exported);
    assert_says(&shell.fail(&arguments), &["not empty"]);
    drop(moved.start(&RUN));
}

#[tokio::test]
async fn a_store_in_use_is_not_moved() {
    let shell = shell_with_company();
    let _service = shell.start(&RUN);
    let told = shell.fail(&["migrate-store", "--to", "sqlite:new.sqlite"]);
    assert_says(&told, &["in use by another Steward process", "stop that one first"]);
    assert!(!shell.folder().join("new.sqlite").exists());
}

/// A company whose channel is a Feishu group, with the server of its robot.
struct Group {
    shell: Shell,
    robots: Arc<FakeRobots>,
    clock: Arc<HandClock>,
}

impl Group {
    async fn new(store: Option<&str>) -> Self {
        let clock = Arc::new(HandClock::at(SystemClock.now()));
        let robots = FakeRobots::start(clock.clone()).await;
        let webhook = robots.add("token", Some("geheim"));
        let mut shell = shell();
        shell.set("STEWARD_PUSH_TOKEN", TOKEN);
        if let Some(store) = store {
            shell.set("STEWARD_STORE_URL", store);
        }
        shell.write("robots.toml", format!("[ops]\nwebhook = \"{webhook}\"\nsecret = \"geheim\"\n"));
        shell
            .write("c.toml", "[feishu]\nrobots_file = \"robots.toml\"\n[server]\nlisten = \"127.0.0.1:0\"\n");
        shell.write("company.toml", company::text().replacen("\"web\"", "\"feishu_robot\"", 1));
        shell.succeed(&["apply", "company.toml", "--yes", "--config", "c.toml"]);
        Self { shell, robots, clock }
    }

    fn cards(&self) -> usize {
        self.robots.cards("token").len()
    }

    fn start(&self, more: &[&str]) -> Service {
        self.shell.start(&[&["run", "--config", "c.toml"][..], more].concat())
    }

    /// Waits until the group has so many cards; the robot takes five at each of its seconds.
    async fn wait_for_cards(&self, cards: usize) {
        let mut seen = Instant::now();
        while self.cards() < cards {
            // The robot believes a service whose clock goes with its own.
            self.clock.forward(SignedDuration::try_from(seen.elapsed()).expect("a moment"));
            seen = Instant::now();
            tokio::task::yield_now().await;
        }
    }
}

/// Six values beyond their limits, so that the group's robot takes five cards and the others wait.
fn breaches() -> serde_json::Value {
    let values = BTreeMap::from([
        ("amz_lsr", "9%"),
        ("amz_odr", "5%"),
        ("amz_cancel", "9%"),
        ("amz_vtr", "50%"),
        ("amz_otdr", "50%"),
        ("policy_violations", "9"),
    ]);
    let point = |(kpi, value): (&&str, &&str)| json!({"kpi": *kpi, "period": today(), "value": *value, "finality": "final"});
    json!({"samples": values.iter().map(point).collect::<Vec<_>>()})
}

/// Yesterday's backup: cards that were on their way in it have arrived since, and come no second time.
#[tokio::test]
async fn a_restored_backup_sends_nothing_again() {
    let group = Group::new(None).await;
    let shell = &group.shell;
    let service = group.start(&[]);
    let reply = service.push(TOKEN, &breaches()).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    let waiting = "SELECT COUNT(*) FROM outbox WHERE platform = 'feishu_robot' AND state = 'pending'";
    while group.cards() < 5 || number(shell, "steward.sqlite", waiting).await == 0 {
        tokio::task::yield_now().await;
    }
    shell.succeed(&["backup", "yesterday.sqlite"]);
    assert_says(&shell.fail(&["backup", "yesterday.sqlite"]), &["is there already", "never overwrites"]);
    let left = number(shell, "yesterday.sqlite", waiting).await;
    assert!(left > 0, "the backup has cards on their way");
    let all = 5 + usize::try_from(left).expect("a count");
    group.wait_for_cards(all).await;
    service.kill();

    let config = ["--config", "c.toml"];
    let refused = shell.fail(&[&["restore", "yesterday.sqlite"][..], &config].concat());
    assert_says(&refused, &["not empty"]);
    let store = ["--config", "c.toml", "--store", "sqlite:new.sqlite"];
    let told = shell.succeed(&[&["restore", "yesterday.sqlite"][..], &store].concat());
    assert_says(
        &told,
        &["counts and checksums agree", "messages are held", "Administrators who will be told this: 1"],
    );
    let held = "SELECT COUNT(*) FROM outbox WHERE state = 'held' AND platform = 'feishu_robot'";
    assert_eq!(number(shell, "new.sqlite", held).await, left);

    let service = group.start(&store[2..]);
    let wei = Visit::of(shell, &service, "wei").await;
    wei.listen().await.wait_for(&["A backup was restored", &format!("Messages held back: {left}")]).await;
    assert_eq!(group.cards(), all, "nothing came again");
    // What is new is told, and told once.
    group.clock.forward(SignedDuration::from_secs(5));
    let more = json!({"samples": [{"kpi": "stranded_units", "period": today(), "value": "99999", "finality": "final"}]});
    assert_eq!(service.push(TOKEN, &more).await.status, 200);
    group.wait_for_cards(all + 1).await;
    assert_eq!(group.cards(), all + 1);
}

#[tokio::test]
async fn a_server_is_backed_up_while_it_runs_and_comes_back_as_a_file() {
    let Some(url) = skip::unless(postgres::fresh_database().await) else { return };
    let group = Group::new(Some(&url)).await;
    let shell = &group.shell;
    let service = group.start(&[]);
    assert_eq!(service.push(TOKEN, &breaches()).await.status, 200);
    while group.cards() < 5 {
        tokio::task::yield_now().await;
    }
    shell.succeed(&["backup", "backup.sqlite"]);
    let exported = shell.succeed(&["export"]);
    drop(service);
    let left: Vec<String> = std::fs::read_dir(shell.folder())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("backup"))
        .collect();
    assert_eq!(left, ["backup.sqlite"], "one file and nothing beside it");
    let here = ["--config", "c.toml", "--store", "sqlite:here.sqlite"];
    shell.succeed(&[&["restore", "backup.sqlite"][..], &here].concat());
    assert_eq!(shell.succeed(&[&["export"][..], &here].concat()), exported);
    assert_eq!(number(shell, "here.sqlite", "SELECT COUNT(*) FROM alert WHERE status <> 'closed'").await, 6);
    assert_says(&shell.fail(&[&["restore", "c.toml"][..], &here].concat()), &["cannot restore c.toml"]);
}
