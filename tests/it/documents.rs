//! What the documents say is what the code says.

use std::fmt::Write;

use steward_core::org::{check, file};
use steward_core::person::Locale;
use steward_text::Texts;

const README: &str = include_str!("../../README.md");

#[test]
fn the_readme_lists_every_command() {
    let texts = Texts::load().unwrap();
    let mut table = String::from("\n| English | 中文 | what it does |\n|---|---|---|\n");
    for spec in steward_commands::specs() {
        let help = texts.phrase(&Locale::EN_US, &format!("command-{}-help", spec.name), &[]);
        let cell = |usage: &str| usage.replace('|', "\\|");
        writeln!(table, "| `{}` | `{}` | {help} |", cell(spec.usage_en), cell(spec.usage_zh)).unwrap();
    }
    let written = between(README, "<!-- commands -->\n", "<!-- /commands -->");
    assert_eq!(written.trim(), table.trim(), "put this table into README.md:\n{table}");
}

#[test]
fn the_scorecard_of_the_readme_is_good() {
    let sample = between(README, "```toml\n", "```");
    let org = file::read(sample, "README.md").unwrap_or_else(|problems| panic!("{problems:#?}"));
    let checked = check::check(&org, "2026-11-23T01:00:00Z".parse().unwrap());
    assert!(checked.errors.is_empty(), "{:#?}", checked.errors);
}

#[test]
fn the_first_screen_of_the_readme_holds_the_two_commands() {
    let first_screen: String = README.lines().take(25).collect::<Vec<_>>().join("\n");
    assert!(first_screen.contains("cargo run --release -- demo"));
    assert!(first_screen.contains("./tests/run"));
}

/// The old TLS stack that Discord's client brings is passed over as long as it is there, and nothing else is.
#[test]
fn the_advisories_that_are_passed_over_are_those_of_the_decision() {
    let decision = include_str!("../../bot/docs/decisions/0012-discord-on-serenity.md");
    let told = between(decision, "RUSTSEC-2026-", " are open on them");
    let mut told: Vec<&str> =
        told.split(|sign: char| !sign.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    let deny = include_str!("../../.cargo/deny.toml");
    let mut passed_over: Vec<&str> =
        deny.split("id = \"RUSTSEC-2026-").skip(1).filter_map(|rest| rest.get(..4)).collect();
    told.sort_unstable();
    passed_over.sort_unstable();
    assert_eq!(passed_over, told, "left: .cargo/deny.toml, right: the decision");
    assert_eq!(deny.matches("RUSTSEC-").count(), passed_over.len(), "{deny}");
    let lock = include_str!("../../Cargo.lock");
    assert!(lock.contains("name = \"rustls-webpki\"\nversion = \"0.102."), "let the exceptions go");
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("the document lacks {from:?}"));
    rest.split_once(to).unwrap_or_else(|| panic!("the document lacks {to:?}")).0
}
