//! The cases of the corpus as its files say them.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

/// A text with what is expected of it.
#[derive(Debug, Clone)]
pub struct Case {
    /// The file's name without its ending.
    pub file: String,
    /// What was said.
    pub text: String,
    /// Who said it.
    pub by: String,
    /// The alert in whose thread it was said.
    pub thread: Option<i64>,
    /// Whether it was said to Steward.
    pub addressed: bool,
    /// When it was said.
    pub now: String,
    /// Whether the text has a slip in it.
    pub misspelt: bool,
    /// What is right, the first being the one to hope for.
    pub expected: Vec<Expected>,
}

/// One right outcome. What is not written must be empty.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Expected {
    pub intent: Option<String>,
    pub kpis: Vec<String>,
    pub scopes: Vec<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    /// Both `from` and `to`.
    pub day: Option<String>,
    pub zone: Option<String>,
    pub comparison: Option<String>,
    pub breakdown: Option<String>,
    pub filters: Vec<String>,
    pub people: Vec<String>,
    pub teams: Vec<String>,
    pub channel: Option<String>,
    pub alerts: Vec<i64>,
    pub all: bool,
    pub values: BTreeMap<String, String>,
    /// What a choice has to offer; an empty list accepts any choice and "not understood".
    pub ask_back: Option<Vec<String>>,
    pub not_understood: bool,
    pub left_alone: bool,
}

/// A file: who speaks and when unless a case says otherwise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    by: Option<String>,
    now: Option<String>,
    cases: Vec<toml::Table>,
}

/// What a case says beside the first thing that is expected.
#[derive(Deserialize)]
struct Head {
    text: String,
    by: Option<String>,
    now: Option<String>,
    thread: Option<i64>,
    #[serde(default = "yes")]
    addressed: bool,
    #[serde(default)]
    misspelt: bool,
    #[serde(default)]
    or: Vec<Expected>,
}

fn yes() -> bool {
    true
}

/// The keys of [`Head`]; the others are what is expected.
const HEAD: [&str; 7] = ["text", "by", "now", "thread", "addressed", "misspelt", "or"];
/// Monday 14:00 in Shanghai.
const NOW: &str = "2026-11-23T06:00:00Z";
const SPEAKER: &str = "mei";

impl Case {
    /// Whether the grammar was kept from seeing it.
    pub fn is_held_out(&self) -> bool {
        self.file.starts_with("held_out_")
    }

    /// Whether a meaning is expected.
    pub fn is_clear(&self) -> bool {
        self.expected.first().is_some_and(|expected| expected.intent.is_some())
    }

    /// Whether any of it is written in Chinese.
    pub fn is_chinese(&self) -> bool {
        self.text.chars().any(is_han)
    }

    /// Whether Chinese and English stand together.
    pub fn is_mixed(&self) -> bool {
        let letters: Vec<char> = self.text.chars().collect();
        self.is_chinese() && letters.windows(2).any(|two| two.iter().all(char::is_ascii_alphabetic))
    }
}

fn is_han(letter: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&letter)
}

/// All cases, by file.
pub fn read_folder() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let is_file = |path: &Path| path.extension().is_some_and(|end| end == "toml");
    let is_cases = |path: &Path| is_file(path) && path.file_stem().is_some_and(|name| name != "company");
    paths.iter().filter(|path| is_cases(path)).flat_map(|path| read(path)).collect()
}

fn read(path: &Path) -> Vec<Case> {
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let text = std::fs::read_to_string(path).unwrap();
    let file: File = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let case = |mut table: toml::Table| {
        let told = table.clone();
        let fail = |error: toml::de::Error| -> ! { panic!("{name}: {error} in {told}") };
        let head: Head = table.clone().try_into().unwrap_or_else(|error| fail(error));
        table.retain(|key, _| !HEAD.contains(&key));
        let first: Expected = table.try_into().unwrap_or_else(|error| fail(error));
        let or = |own: Option<String>, of_file: &Option<String>, usual: &str| {
            own.or_else(|| of_file.clone()).unwrap_or_else(|| usual.to_owned())
        };
        Case {
            file: name.clone(),
            text: head.text,
            by: or(head.by, &file.by, SPEAKER),
            thread: head.thread,
            addressed: head.addressed,
            now: or(head.now, &file.now, NOW),
            misspelt: head.misspelt,
            expected: std::iter::once(first).chain(head.or).collect(),
        }
    };
    file.cases.into_iter().map(case).collect()
}
