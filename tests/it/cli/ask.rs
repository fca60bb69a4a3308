//! `steward ask`: the same answers as in chat, at the shell, beside the service and without it.

mod shape;

use std::process::Stdio;

use serde_json::{Value, json};
use steward_tests::binary::{Outcome, Service, Shell};

use super::push::{TOKEN, breach};
use super::visit::Visit;
use super::{assert_says, company, shell, shell_with_company};

/// One KPI in two shops, so that its name alone leaves open which is meant.
const SHOPS: &str = r#"
[[kpi]]
key = "cpc_us"
catalog = "cpc"
scope = "Amazon US"
owner = "hao"
team = "ops"

[[kpi]]
key = "cpc_ca"
catalog = "cpc"
scope = "Amazon CA"
owner = "hao"
team = "ops"
"#;

/// The objects that texts get, a line each.
fn asked(shell: &Shell, asker: &[&str], texts: &[&str]) -> Vec<Value> {
    let outcome = piped(shell, &[asker, &["--json"]].concat(), &texts.join("\n"));
    let lines: Vec<Value> =
        outcome.out.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect();
    assert_eq!(lines.len(), texts.len(), "{outcome}");
    lines
}

/// Runs `ask` with texts on standard input.
fn piped(shell: &Shell, options: &[&str], input: &str) -> Outcome {
    shell.write("asked.txt", input);
    let file = std::fs::File::open(shell.folder().join("asked.txt")).expect("the texts");
    let mut command = shell.command(&[&["ask"][..], options].concat());
    command.stdin(Stdio::from(file));
    Outcome::of(command)
}

/// A service with an open alert, number 1, about late shipments.
async fn with_alert() -> (Shell, Service) {
    let mut shell = shell();
    shell.set("STEWARD_PUSH_TOKEN", TOKEN);
    shell.write("company.toml", company::text() + SHOPS);
    shell.succeed(&["apply", "company.toml", "--yes"]);
    let service = shell.start(&["run", "--listen", "127.0.0.1:0"]);
    let hao = Visit::of(&shell, &service, "hao").await;
    let mut direct = hao.listen().await;
    assert_eq!(service.push(TOKEN, &breach()).await.status, 200);
    direct.wait_for(&["Late shipment rate", "@hao"]).await;
    drop(direct);
    (shell, service)
}

#[tokio::test]
async fn a_question_is_answered_beside_the_service() {
    let (shell, _service) = with_alert().await;
    let shown = shell.succeed(&["ask", "how", "is", "late", "shipment", "rate?"]);
    assert_says(&shown, &["Late shipment rate", "4.6%", "Owner: 吴浩", "#1"]);
    let chinese = shell.succeed(&["ask", "迟发率怎么样"]);
    assert_says(&chinese, &["迟发率", "责任人: 吴浩"]);
    let channel = shell.succeed(&["ask", "--channel", "#运营", "list red"]);
    assert_says(&channel, &["Late shipment rate"]);
}

#[tokio::test]
async fn a_deed_is_done_as_a_person_and_its_way_is_kept() {
    let (shell, service) = with_alert().await;
    let hao = Visit::of(&shell, &service, "hao").await;
    let mut channel = hao.listen().await;
    let refused = shell.run(&["ask", "ack 1"]);
    assert_eq!(refused.code, Some(4), "{refused}");
    assert_says(&refused.out, &["--as PERSON"]);
    let stranger = shell.run(&["ask", "--as", "yan", "ack", "1"]);
    assert_eq!(stranger.code, Some(4), "{stranger}");
    assert_says(&stranger.out, &["You may not do this", "吴浩", "Mei Chen"]);
    let receipt = shell.succeed(&["ask", "--as", "吴浩", "ack", "1"]);
    assert_says(&receipt, &["#1 is yours until"]);
    channel.wait_for(&["Acknowledged by 吴浩"]).await;
    let told = asked(&shell, &["--as", "hao"], &["history 1", "undo"]);
    let events = told[0]["answer"]["parts"]["events"].as_array().expect("events");
    let taken = events.iter().find(|event| event["what"]["event"] == "acknowledged").expect("taken");
    assert_eq!(taken["origin"]["platform"], "command line");
    assert_eq!(told[1]["answer"]["parts"]["what"]["done"], "undone");
}

#[test]
fn standard_input_gets_a_line_for_each_line() {
    let shell = shell_with_company();
    let texts = "help\n\nmake me a coffee\n\u{202e}acos\u{0}\nlist\n";
    let outcome = piped(&shell, &["--as", "mei"], texts);
    assert_eq!(outcome.out.lines().count(), 5, "{outcome}");
    assert_eq!(outcome.code, Some(4), "the highest of all, no value of ACoS has come: {outcome}");
    let understood = asked(&shell, &[], &["help", "make me a coffee", "acos\r", "kpi"]);
    let outcomes: Vec<&str> = understood.iter().filter_map(|one| one["outcome"].as_str()).collect();
    assert_eq!(outcomes, ["understood", "not_understood", "understood", "understood"]);
}

#[test]
fn the_exit_code_says_what_became_of_it() {
    let shell = shell_with_company();
    for (text, code) in [("help", 0), ("list", 0), ("make me a coffee", 3), ("ack 7", 4), ("mine", 4)] {
        let outcome = shell.run(&["ask", text]);
        assert_eq!(outcome.code, Some(code), "{text}: {outcome}");
    }
    assert_eq!(shell.run(&["ask", "--nonsense"]).code, Some(2));
    assert_says(
        &shell.fail(&["ask", "--as", "nobody", "list"]),
        &["no person `nobody`", "hao, mei, wei, yan"],
    );
    assert_says(&shell.fail(&["ask", "--channel", "x", "list"]), &["no channel `x`; known are ops"]);
    assert_says(&super::shell().fail(&["ask", "list"]), &["no store at"]);
    assert_says(&shell.succeed(&["ask", "--help"]), &["--as <PERSON>", "--json", "bot/docs/ask.md"]);
}

/// Whoever is not named may look, and leaves nothing behind.
#[test]
fn without_a_person_nothing_is_changed() {
    let shell = shell_with_company();
    let before = shell.succeed(&["export"]);
    let texts = [
        "language chinese",
        "zone tokyo",
        "hours 8:00-12:00",
        "subscribe #运营 weekly",
        "digest #运营",
        "record acos 12%",
        "target acos 30% from tomorrow because why",
        "pause acos until friday because why",
        "cover mei tomorrow to friday",
        "ack all mine",
        "语言 中文",
    ];
    for told in asked(&shell, &[], &texts) {
        assert_eq!(told["answer"]["parts"]["why"], json!({"why": "needs_person"}), "{told}");
    }
    assert_eq!(shell.succeed(&["export"]), before);
}
