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

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("README.md lacks {from:?}"));
    rest.split_once(to).unwrap_or_else(|| panic!("README.md lacks {to:?}")).0
}
