//! Texts in both languages and what they mean, in a small company on Monday 23 November 2026, 14:00 in Shanghai.

use std::sync::Arc;

use rstest::rstest;
use steward_core::id::KpiKey;
use steward_core::org::Org;
use steward_core::org::file::read;

use super::*;

const COMPANY: &str = include_str!("tests/company.toml");

fn company() -> Arc<Org> {
    Arc::new(read(COMPANY, "company.toml").unwrap_or_else(|problems| panic!("{problems:?}")))
}

fn heard(text: &str, addressed: bool, thread: Option<i64>) -> Understanding {
    let org = company();
    let lexicon = Lexicon::of(Arc::clone(&org));
    let kpi = KpiKey::parse("late_shipment").unwrap();
    let person = org.people.values().find(|person| person.key.as_str() == "mei").unwrap();
    let scene = Scene {
        now: "2026-11-23T06:00:00Z".parse().unwrap(),
        person,
        platform: "web",
        channel: org.channels.values().next(),
        thread: thread.map(|number| Thread { number, kpi: &kpi }),
        addressed,
    };
    understand(text, &lexicon, &scene)
}

/// A meaning in one line.
fn line(understanding: &Understanding) -> String {
    match understanding {
        Understanding::Understood { meaning } => serde_json::to_string(meaning).unwrap(),
        Understanding::Choose { meaning, choices } => {
            let says: Vec<&str> = choices.iter().map(|choice| choice.says.as_str()).collect();
            format!("CHOOSE {says:?} {}", serde_json::to_string(meaning).unwrap())
        }
        Understanding::NotUnderstood { meaning, nearest } => {
            let says: Vec<&str> = nearest.iter().map(|choice| choice.says.as_str()).collect();
            format!("NOT {says:?} {}", serde_json::to_string(meaning).unwrap())
        }
        Understanding::NotForSteward => "-".to_owned(),
    }
}

#[rstest]
#[case("acos us", r#"{"intent":"kpi","kpis":["acos_us"]"#)]
#[case("what is red?", r#"{"intent":"list","filters":["red"]}"#)]
#[case("cfl 昨天", r#"{"intent":"kpi","kpis":["late_shipment"],"from":"2026-11-21","to":"2026-11-21""#)]
#[case("ack all mine", r#"{"intent":"ack","all":true}"#)]
#[case("assign 42 nobody", r#"{"intent":"assign","alerts":[42],"values":{"unclear":"nobody"}}"#)]
#[case("akc 42", r#"NOT ["ack 42""#)]
#[case("don't ack 42", "NOT [")]
fn understands(#[case] text: &str, #[case] expected: &str) {
    let line = line(&heard(text, true, None));
    assert!(line.starts_with(expected), "{line}");
}
