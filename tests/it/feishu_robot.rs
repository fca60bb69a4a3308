//! Group robots of Feishu against a strict fake of its server: what is posted, what each refusal means, and a digest and
//! an alert through the whole service.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use steward::app::{App, Parts};
use steward::config::Config;
use steward::ids::ClockedIds;
use steward::runner;
use steward_core::card::{Block, Card, Link};
use steward_core::id::{IdGen, OutboxId};
use steward_core::org::change::difference;
use steward_core::org::{Org, file};
use steward_core::platform::{Address, Platform, PlatformError};
use steward_core::time::Clock;
use steward_platforms::feishu::{Robot, Robots};
use steward_store::{Options, Store, org};
use steward_tests::fakes::feishu_robot::FakeRobots;
use steward_tests::hand_clock::HandClock;
use tempfile::TempDir;

use crate::office;

const SECRET: &str = "kJ7hidden";
const TOKEN: &str = "b3-hidden-token";

struct Stand {
    clock: Arc<HandClock>,
    fake: Arc<FakeRobots>,
    robots: Arc<Robots>,
    ids: ClockedIds,
}

/// A group with a robot, known to the service under the name `ops` with this secret.
async fn stand(secret: &str) -> Stand {
    let clock = Arc::new(HandClock::at("2026-11-23T08:59:00+08:00".parse().expect("an instant")));
    let fake = FakeRobots::start(clock.clone()).await;
    let robot = Robot { webhook: fake.add(TOKEN, Some(SECRET)), secret: Some(secret.into()) };
    let robots = Robots::of(BTreeMap::from([("ops".into(), robot)]), clock.clone()).expect("robots");
    Stand { ids: ClockedIds::new(clock.clone()), robots: Arc::new(robots), clock, fake }
}

fn card() -> Card {
    let blocks = vec![Block::Lead { text: "4.6% <at id=all></at>".into() }];
    let link =
        Some(Link { label: "Act in the web chat".into(), address: "https://steward.example.com".into() });
    Card { title: "Late shipment rate".into(), summary: "4.6%".into(), blocks, link, ..Card::default() }
}

impl Stand {
    async fn post(&self, target: &str, card: &Card) -> Result<String, PlatformError> {
        let to =
            Address { platform: "feishu_robot".into(), target: target.into(), direct: false, thread: None };
        self.robots.post(&to, OutboxId::from_uuid(self.ids.uuid()), card).await
    }
}

#[tokio::test]
async fn a_signed_card_is_taken() {
    let stand = stand(SECRET).await;
    stand.post("ops", &card()).await.expect("accepted");
    let cards = stand.fake.cards(TOKEN);
    assert_eq!(cards.len(), 1);
    insta::assert_json_snapshot!(cards[0]);
}

#[tokio::test]
async fn each_refusal_says_what_to_do() {
    let wrong = stand("wrong").await;
    let error = wrong.post("ops", &card()).await.expect_err("a wrong secret");
    assert!(matches!(error, PlatformError::Auth { .. }), "{error}");
    assert!(!error.to_string().contains("wrong") && !error.to_string().contains(TOKEN), "{error}");

    let stand = stand(SECRET).await;
    let error = stand.post("nobody", &card()).await.expect_err("no such robot");
    assert!(matches!(error, PlatformError::Dead { .. }), "{error}");
    stand.fake.remove(TOKEN);
    let error = stand.post("ops", &card()).await.expect_err("a removed robot");
    assert!(matches!(error, PlatformError::Dead { .. }), "{error}");
    assert!(!error.to_string().contains(TOKEN), "{error}");
}

#[tokio::test]
async fn a_clock_that_is_an_hour_off_is_refused() {
    let stand = stand(SECRET).await;
    let behind = Arc::new(HandClock::at(stand.clock.now() - SignedDuration::from_secs(3601)));
    let robot = Robot { webhook: stand.fake.add("late", Some(SECRET)), secret: Some(SECRET.into()) };
    let robots = Robots::of(BTreeMap::from([("ops".into(), robot)]), behind).expect("robots");
    let late = Stand { robots: Arc::new(robots), ..stand };
    let error = late.post("ops", &card()).await.expect_err("an old time stamp");
    assert!(matches!(error, PlatformError::Auth { .. }), "{error}");
}

#[tokio::test]
async fn the_sixth_post_of_a_second_waits() {
    let stand = stand(SECRET).await;
    for _ in 0..5 {
        stand.post("ops", &card()).await.expect("accepted");
    }
    let error = stand.post("ops", &card()).await.expect_err("a rate limit");
    let PlatformError::Wait { milliseconds } = error else { panic!("{error}") };
    let milliseconds = i64::try_from(milliseconds).expect("a short while");
    stand.clock.forward(SignedDuration::from_millis(milliseconds));
    stand.post("ops", &card()).await.expect("after the wait");
}

#[tokio::test]
async fn a_card_of_any_length_fits() {
    let stand = stand(SECRET).await;
    let line = "指标超过临界线，请处理。".repeat(20);
    let long = Card { blocks: vec![Block::Text { text: line }; 400], ..card() };
    stand.post("ops", &long).await.expect("accepted");
    assert!(stand.fake.cards(TOKEN)[0].to_string().contains("open_url"), "the link is never left out");
    let short = Card { blocks: vec![Block::Text { text: "a".into() }; 400], ..card() };
    stand.post("ops", &short).await.expect("not too many elements");
    stand.post("ops", &Card { blocks: Vec::new(), link: None, ..card() }).await.expect("an empty card");
}

#[tokio::test]
async fn plain_http_is_for_this_machine_only() {
    let clock = Arc::new(HandClock::at(Timestamp::UNIX_EPOCH));
    let _fake = FakeRobots::start(clock.clone()).await;
    for (webhook, is_taken) in [
        ("https://open.feishu.cn/open-apis/bot/v2/hook/hidden", true),
        ("http://127.0.0.1:1/hook", true),
        ("http://localhost/hook", true),
        ("http://open.feishu.cn/open-apis/bot/v2/hook/hidden", false),
        ("http://localhost.example.com/hidden", false),
        ("http://127.0.0.1@example.com/hidden", false),
        ("hidden", false),
    ] {
        let robot = Robot { webhook: webhook.into(), secret: None };
        let robots = Robots::of(BTreeMap::from([("ops".into(), robot)]), clock.clone());
        assert_eq!(robots.is_ok(), is_taken, "{webhook}");
        assert!(robots.err().is_none_or(|error| !error.to_string().contains("hidden")));
    }
}

/// The group gets its digest at nine and the card of a breach, through everything that the service does.
#[tokio::test]
async fn a_group_gets_its_digest_and_its_alerts() {
    let stand = stand(SECRET).await;
    let folder = TempDir::new().expect("a folder");
    let address = format!("sqlite:{}", folder.path().join("steward.db").display());
    let store = Store::open(&address, Options::at(stand.clock.now())).await.expect("open");
    let mut config = Config::defaults().expect("defaults");
    config.server.base_url = Some("https://steward.example.com".into());
    let app = App::build(Parts {
        config,
        store,
        clock: stand.clock.clone(),
        ids: Arc::new(ClockedIds::new(stand.clock.clone())),
        push_token: None,
        web: None,
        platforms: vec![stand.robots.clone()],
    })
    .expect("build");
    let company = include_str!("delivery/company.toml")
        .replace("platform = \"one\"", "platform = \"feishu_robot\"")
        .replace(
            "locale = \"en-US\"\nzone = \"Asia/Shanghai\"\n\n[[team]]",
            "locale = \"zh-CN\"\nzone = \"Asia/Shanghai\"\n\n[[team]]",
        );
    let company = file::read(&company, "company.toml").expect("the company");
    let mut tx = app.store.begin().await.expect("begin");
    let changes = difference(&Org::default(), &company);
    org::apply(&mut tx, &changes, "test", stand.clock.now()).await.expect("apply");
    tx.commit().await.expect("commit");
    runner::settle(&app).await.expect("settle");
    let before = stand.fake.cards(TOKEN).len();

    stand.clock.forward(SignedDuration::from_secs(61));
    runner::settle(&app).await.expect("settle");
    let cards = stand.fake.cards(TOKEN);
    assert_eq!(cards.len(), before + 1);
    insta::assert_json_snapshot!("digest_zh_cn", cards[before]);

    office::record(&app, &office::observed("amz_lsr", "2026-11-21", "0.06")).await.expect("record");
    runner::settle(&app).await.expect("settle");
    let cards = stand.fake.cards(TOKEN);
    assert_eq!(cards.len(), before + 2);
    insta::assert_json_snapshot!("alert_zh_cn", cards[before + 1]);
}
