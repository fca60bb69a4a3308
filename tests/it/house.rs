//! The house rules that a program can check: who imports whom, what lies where, how long a file may be.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Which crates of the workspace each of them imports; the harness may import anything and is not listed.
const IMPORTS: &[(&str, &[&str])] = &[
    ("steward-core", &[]),
    ("steward-text", &["steward-core"]),
    ("steward-platforms", &["steward-core"]),
    ("steward-sources", &["steward-core"]),
    ("steward-store", &["steward-core"]),
    ("steward-commands", &["steward-core", "steward-store"]),
    ("steward-web", &["steward-core", "steward-store", "steward-text"]),
    (
        "steward",
        &[
            "steward-commands",
            "steward-core",
            "steward-platforms",
            "steward-sources",
            "steward-store",
            "steward-text",
            "steward-web",
        ],
    ),
];
const HARNESS: &str = "steward-tests";

/// What the top level holds besides files and folders whose name begins with a dot.
const TOP_LEVEL: &[&str] = &[
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "bot",
    "commands",
    "locales",
    "migrations",
    "tests",
];
/// Cargo's default place for what it builds; git ignores it.
const BUILD_FOLDER: &str = "target";

const SOURCE_FOLDERS: &[&str] = &["bot", "commands", "tests"];
/// Longer files hold more than one thing. The unit tests at the end of a file do not count.
const LONGEST_FILE_LINES: usize = 600;

#[test]
fn crates_import_only_whom_they_may() {
    let expected: BTreeMap<String, BTreeSet<String>> = IMPORTS
        .iter()
        .map(|(name, imports)| (String::from(*name), imports.iter().copied().map(String::from).collect()))
        .collect();
    assert_eq!(imports(), expected, "left: what Cargo.toml says, right: what the house allows");
}

/// The edges between crates of the workspace, without those that only tests take.
fn imports() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new("cargo")
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .expect("run cargo metadata");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let names: BTreeSet<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    packages
        .iter()
        .filter(|package| package["name"] != HARNESS)
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("dependencies");
            let imports = dependencies
                .iter()
                .filter(|dependency| dependency["kind"] != "dev")
                .filter_map(|dependency| dependency["name"].as_str())
                .filter(|name| names.contains(name))
                .map(String::from)
                .collect();
            (package["name"].as_str().expect("a name").to_owned(), imports)
        })
        .collect()
}

/// What Discord brings along: its client, and the old TLS stack of its client.
const OF_DISCORD: &[&str] = &["serenity v", "reqwest v0.12.", "rustls v0.22.", "rustls-webpki v0.102."];

#[test]
fn a_build_without_discord_leaves_out_what_discord_brings() {
    let brought = |features: &[&str]| -> Vec<&str> {
        let tree = dependencies(features);
        let is_there = |name: &&str| tree.lines().any(|line| line.starts_with(*name));
        OF_DISCORD.iter().copied().filter(is_there).collect()
    };
    assert_eq!(brought(&[]), OF_DISCORD, "these are not there any more: look at the feature once more");
    assert_eq!(brought(&["--no-default-features"]), Vec::<&str>::new());
}

/// Everything that the program is built of, a line each.
fn dependencies(features: &[&str]) -> String {
    let output = Command::new("cargo")
        .args(["tree", "--package", "steward", "--edges", "normal,build", "--prefix", "none"])
        .args(["--locked", "--offline"])
        .args(features)
        .current_dir(root())
        .output()
        .expect("run cargo tree");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("cargo tree prints UTF-8")
}

#[test]
fn top_level_holds_nothing_else() {
    let strangers: Vec<String> = fs::read_dir(root())
        .expect("read the top level")
        .map(|entry| entry.expect("read an entry").file_name().into_string().expect("a name in UTF-8"))
        .filter(|name| !name.starts_with('.') && name != BUILD_FOLDER && !TOP_LEVEL.contains(&name.as_str()))
        .collect();
    assert_eq!(strangers, Vec::<String>::new());
}

#[test]
fn every_file_says_what_it_is() {
    let silent: Vec<PathBuf> = sources().into_iter().filter(|path| !read(path).starts_with("//! ")).collect();
    assert_eq!(silent, Vec::<PathBuf>::new(), "the first line of these is not `//! …`");
}

#[test]
fn no_file_is_too_long() {
    let long: Vec<(PathBuf, usize)> = sources()
        .into_iter()
        .map(|path| (lines_without_unit_tests(&read(&path)), path))
        .filter(|(lines, _)| *lines > LONGEST_FILE_LINES)
        .map(|(lines, path)| (path, lines))
        .collect();
    assert_eq!(long, Vec::<(PathBuf, usize)>::new(), "these have more than {LONGEST_FILE_LINES} lines");
}

/// A prepared statement that asks for every column fails for good once a newer build has added one.
#[test]
fn statements_name_the_columns_that_they_read() {
    let store = root().join("bot/store/src");
    let asks_for_all = |line: &String| {
        let is_statement = line.contains("SELECT") || line.contains("RETURNING");
        is_statement && [" *", ".*"].iter().any(|all| line.split(all).skip(1).any(ends_a_column))
    };
    let of_the_store = sources().into_iter().filter(|path| path.starts_with(&store));
    let lines = of_the_store.flat_map(|path| read(&path).lines().map(String::from).collect::<Vec<_>>());
    let vague: Vec<String> = lines.filter(asks_for_all).collect();
    assert_eq!(vague, Vec::<String>::new(), "these ask for whatever columns there are");
}

#[test]
fn no_module_hides_behind_its_folder() {
    let hidden: Vec<PathBuf> = sources().into_iter().filter(|path| path.ends_with("mod.rs")).collect();
    assert_eq!(hidden, Vec::<PathBuf>::new(), "`foo.rs` beside `foo/` instead of `foo/mod.rs`");
}

/// The table of faults names tests; what it names is there.
#[test]
fn the_tests_that_the_report_on_reliability_names_exist() {
    let told = include_str!("../src/soak/introduction.md");
    let (_, table) = told.split_once("## Faults and their tests").expect("the table of faults");
    let sources: String = sources().iter().map(|path| read(path)).collect();
    let names: Vec<&str> = table.split('`').skip(1).step_by(2).filter(|name| name.contains('_')).collect();
    assert!(names.len() > 20, "{names:?}");
    let missing: Vec<&str> =
        names.into_iter().filter(|name| !sources.contains(&format!("fn {name}("))).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

/// Whether nothing follows that a star would multiply.
fn ends_a_column(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(',') || rest.starts_with(" FROM")
}

fn lines_without_unit_tests(source: &str) -> usize {
    source.lines().take_while(|line| *line != "#[cfg(test)]").count()
}

/// Every Rust file of the repository.
fn sources() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in SOURCE_FOLDERS {
        collect(&root().join(folder), &mut files);
    }
    assert!(files.len() > SOURCE_FOLDERS.len(), "the search for sources finds nothing");
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("read {}: {error}", folder.display())) {
        let path = entry.expect("read an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("read {}: {error}", path.display()))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the harness lies in the repository").to_path_buf()
}
