//! What every answer owes: value, parts, day, age, target and limit with their sources, standing, owner and open alert.

use std::collections::BTreeSet;

use serde_json::json;
use steward_tests::world::{Engine, World};

use crate::company::COMPANY;

/// A ratio whose target Bob set, for two shops.
const RATIOS: &str = r#"
[[kpi]]
key = "acos_us"
catalog = "acos"
scope = "Amazon US"
owner = "mei"
team = "ops"
[[kpi.target]]
value = "25%"
warning = ["> 30%"]
critical = ["> 60%"]
set_by = "bob"
reason = "plan"

[[kpi]]
key = "acos_de"
catalog = "acos"
scope = "Amazon DE"
owner = "lin"
team = "ops"
[[kpi.target]]
value = "25%"
warning = ["> 30%"]
set_by = "bob"
reason = "plan"
"#;

/// What is asked of each kind of answer, by the command that answers it, in English and Chinese. A command may answer in
/// several ways, and stands here for each.
const QUESTIONS: &[(&str, &str, &str)] = &[
    ("kpi", "acos us", "acos 美国站"),
    ("kpi", "acos us nov 20-21", "acos 美国站 11月20日至21日"),
    ("kpi", "acos us vs target", "acos 美国站 对比目标"),
    ("kpi", "acos us, acos de nov 21", "acos 按店铺 11月21日"),
    ("list", "what is red?", "红的有哪些"),
    ("list", "list", "列表"),
    ("best", "best acos", "最好的acos"),
    ("worst", "worst", "最差"),
    ("worst", "worst acos nov 21", "11月21日最差的acos"),
    ("why", "why acos us", "acos 美国站 为什么红了"),
    ("owner", "who owns acos us?", "acos 美国站谁负责"),
    ("owner", "who owns acos us and acos de?", "美国站acos和德国站acos谁负责"),
    ("alerts", "alerts", "告警"),
    ("mine", "mine", "我的"),
    ("room", "how much room acos us", "acos 美国站 还有多少余量"),
    ("changes", "what changed since nov 20", "11月20日以来有什么变化"),
];

/// Questions whose answer tells no value, and what it tells instead.
const NO_VALUE: &[(&str, &str)] = &[
    ("freshness", "how fresh the data is"),
    ("history", "what happened to an alert"),
    ("help", "what can be said"),
    ("menu", "what can be done"),
];

/// What an answer owes, by any of the ways to say it.
const OWED: &[(&str, &[&str])] = &[
    ("the value", &["35%", "31%"]),
    (
        "numerator and denominator",
        &["350 of 1,000", "350 / 1,000", "620 of 2,000", "620 / 2,000", "270 → 350"],
    ),
    ("the day", &["Nov 21", "Nov 20–21", "11月21日", "11月20日至21日"]),
    ("its age", &["as of today", "截至今天"]),
    ("the target with its source", &["25% (set by Bob Stone)", "25%（Bob Stone 设定）"]),
    ("the limit", &["30%"]),
    ("where it stands", &["warning", "警告"]),
    ("the owner", &["陈美"]),
    ("the open alert", &["#1"]),
];

async fn world() -> World {
    let company = [COMPANY, RATIOS].concat();
    let world = World::start(Engine::Sqlite, &company).await.expect("SQLite is everywhere");
    let point = |kpi: &str, day: &str, upper: i64, lower: i64| {
        let value = format!("{}%", upper * 100 / lower);
        json!({ "kpi": kpi, "period": day, "value": value, "numerator": upper, "denominator": lower, "finality": "final" })
    };
    let samples = [
        point("acos_us", "2026-11-20", 270, 1000),
        point("acos_us", "2026-11-21", 350, 1000),
        point("acos_de", "2026-11-20", 100, 1000),
        point("acos_de", "2026-11-21", 110, 1000),
    ];
    let (status, report) = world.push(&json!({ "samples": samples })).await;
    assert_eq!(status, 200, "{report}");
    world.settle().await;
    world
}

#[tokio::test]
async fn every_answer_gives_what_rule_nine_asks_for() {
    let world = world().await;
    let mut lacking = Vec::new();
    for (_, english, chinese) in QUESTIONS {
        // Lin reads English and has no open alerts of her own.
        let asks_for_own = *english == "mine";
        for (person, question) in [("lin", *english), ("mei", *chinese)] {
            if asks_for_own && person == "lin" {
                continue;
            }
            let answer = world.person(person).says(question).await;
            assert!(!answer.refused, "{question}: {}", answer.text());
            let text = answer.text();
            let lacks: Vec<&str> = OWED
                .iter()
                .filter(|(_, ways)| !ways.iter().any(|way| text.contains(way)))
                .map(|(what, _)| *what)
                .collect();
            if !lacks.is_empty() {
                lacking.push(format!("`{question}` lacks {}:\n{text}", lacks.join(", ")));
            }
        }
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n\n"));
    for person in ["mei", "lin"] {
        world.person(person).direct().await.all_messages().await;
    }
    world.channel("ops").await.all_messages().await;
    world.finish().await;
}

/// A new question has its place here, or a reason why it needs none.
#[test]
fn every_question_is_asked() {
    let asked: BTreeSet<&str> = QUESTIONS
        .iter()
        .map(|(command, ..)| *command)
        .chain(NO_VALUE.iter().map(|(command, _)| *command))
        .collect();
    let specs = steward_commands::specs().iter().filter(|spec| spec.intent.is_question());
    assert_eq!(asked, specs.map(|spec| spec.name).collect());
}
