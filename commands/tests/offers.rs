//! What is offered to somebody who types: every completion is a text that is understood.
#![expect(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the verdict")]

use std::sync::Arc;

use rstest::rstest;
use steward_commands::meaning::Understanding;
use steward_commands::{Completing, Lexicon, Scene, complete, understand};
use steward_core::org::{Org, file};
use steward_core::person::Person;

const COMPANY: &str = r#"
name = "Pine"
[[team]]
key = "ops"
name = { en = "Operations", zh = "运营" }
[[person]]
key = "mei"
name = "陈美"
aliases = ["Mei"]
locale = "zh-CN"
zone = "Asia/Shanghai"
calendar = "cn"
role = "owner"
[[person]]
key = "lin"
name = "Lin Xiao"
locale = "en-US"
zone = "Asia/Shanghai"
calendar = "cn"
role = "owner"
[[person]]
key = "vic"
name = "Vic"
locale = "en-US"
zone = "Asia/Shanghai"
calendar = "cn"
role = "viewer"
[[kpi]]
key = "late_shipment"
catalog = "amz_lsr"
name = { en = "Late shipment", zh = "迟发率" }
owner = "mei"
team = "ops"
[[kpi]]
key = "acos_us"
catalog = "acos"
scope = "US"
owner = "lin"
team = "ops"
[[kpi]]
key = "acos_de"
catalog = "acos"
scope = "DE"
owner = "mei"
team = "ops"
"#;

fn company() -> Arc<Org> {
    Arc::new(file::read(COMPANY, "company.toml").unwrap_or_else(|problems| panic!("{problems:?}")))
}

fn person<'a>(org: &'a Org, key: &str) -> &'a Person {
    org.people.get(&key.parse().unwrap()).unwrap()
}

fn completions(org: &Org, who: &str, typed: &str) -> Vec<String> {
    let open: &[i64] = if who == "vic" { &[] } else { &[12, 15, 121] };
    complete(typed, &Completing { org, person: person(org, who), open, most: 25 })
}

#[rstest]
#[case("lin", "ack ", &["ack 12", "ack 15", "ack 121"])]
#[case("lin", "ack 12", &["ack 12", "ack 121"])]
#[case("mei", "确认", &["确认"])]
#[case("lin", "assign l", &["assign Lin Xiao"])]
#[case("lin", "kpi ac", &["kpi ACoS US", "kpi ACoS DE"])]
#[case("mei", "迟", &["迟发率"])]
#[case("lin", "aco", &["ACoS US", "ACoS DE"])]
#[case("lin", "shi", &["Late shipment"])]
#[case("lin", "help sn", &["help snooze"])]
#[case("vic", "ack", &[])]
#[case("lin", "zzz", &[])]
fn a_beginning_is_completed(#[case] who: &str, #[case] typed: &str, #[case] expected: &[&str]) {
    assert_eq!(completions(&company(), who, typed), expected);
}

#[rstest]
#[case("mei")]
#[case("lin")]
#[case("vic")]
fn every_completion_is_understood(#[case] who: &str) {
    let org = company();
    let lexicon = Lexicon::of(Arc::clone(&org));
    let scene = Scene {
        now: "2026-11-23T06:00:00Z".parse().unwrap(),
        person: person(&org, who),
        platform: "web",
        channel: None,
        thread: None,
        addressed: true,
    };
    let letters = ('a'..='z').map(String::from);
    let chinese = ["指", "列", "为", "确", "整", "转", "历", "帮", "迟", "广"].map(String::from);
    let behind =
        ["ack ", "note ", "why ", "kpi ", "owner ", "history ", "确认 ", "指标 ", "为什么 ", "help "];
    let beginnings = letters.chain(chinese).chain(behind.map(String::from)).chain([String::new()]);
    let mut offered = 0;
    for typed in beginnings {
        for text in completions(&org, who, &typed) {
            offered += 1;
            let understanding = understand(&text, &lexicon, &scene);
            let Understanding::Understood { meaning } = &understanding else {
                panic!("{typed:?} is completed to {text:?}: {understanding:?}")
            };
            assert!(meaning.intent.is_some(), "{text:?}");
        }
    }
    assert!(offered > 40, "{offered}");
}

#[test]
fn no_more_is_offered_than_can_be_shown() {
    let org = company();
    let few = complete("", &Completing { org: &org, person: person(&org, "lin"), open: &[], most: 3 });
    assert_eq!(few, ["ACoS US", "ACoS DE", "Late shipment"]);
}
