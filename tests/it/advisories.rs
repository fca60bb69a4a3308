//! The advisories that are passed over for a while: each says of which crate, why, and when somebody has to look again.

use std::fs;
use std::path::Path;

use jiff::civil::Date;
use steward::clock::SystemClock;
use steward_core::time::{Clock, Zone};

/// Before the day in a reason, which ends with it.
const LOOK_AGAIN: &str = "; look again on ";
/// How far ahead the day may lie, in days: long enough for a release of whoever depends on the crate.
const LONGEST_DAYS: i32 = 184;

/// An advisory that is passed over.
#[derive(Debug, PartialEq, Eq)]
struct Ignored {
    id: String,
    /// The crate, and what its version begins with.
    package: (String, String),
    until: Date,
}

/// Reads `CRATE VERSION, …; look again on YYYY-MM-DD`.
fn ignored(id: &str, reason: &str) -> Option<Ignored> {
    let (why, until) = reason.split_once(LOOK_AGAIN)?;
    let (package, _) = why.split_once(", ")?;
    let (name, version) = package.split_once(' ')?;
    let package = (name.to_owned(), version.to_owned());
    Some(Ignored { id: id.to_owned(), package, until: until.parse().ok()? })
}

/// Whether `version` is `begun` or a version of it.
fn is_version_of(version: &str, begun: &str) -> bool {
    version.strip_prefix(begun).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// What is wrong with what is passed over, on a day and with these packages.
fn problems(all: &[Ignored], today: Date, packages: &[(String, String)]) -> Vec<String> {
    let mut problems = Vec::new();
    for Ignored { id, package: (name, begun), until } in all {
        let is_it = |(own, version): &(String, String)| own == name && is_version_of(version, begun);
        if !packages.iter().any(is_it) {
            problems.push(format!("{id}: {name} {begun} is not built in any more: take the line out"));
        }
        if *until <= today {
            problems.push(format!("{id}: the day has come to look again: {until}"));
        }
        if (*until - today).get_days() > LONGEST_DAYS {
            problems.push(format!("{id}: {until} is too far ahead"));
        }
    }
    problems
}

fn file(name: &str) -> toml::Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
    fs::read_to_string(path).expect("a file").parse().expect("TOML")
}

#[test]
fn what_is_passed_over_is_looked_at_again_and_goes_when_its_crate_goes() {
    let deny = file(".cargo/deny.toml");
    let list = deny["advisories"]["ignore"].as_array().expect("a list");
    assert!(!list.is_empty());
    let text = |of: &toml::Value, key: &str| {
        of.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned()
    };
    let all: Vec<Ignored> = list
        .iter()
        .map(|one| {
            let (id, reason) = (text(one, "id"), text(one, "reason"));
            ignored(&id, &reason)
                .unwrap_or_else(|| panic!("{id}: write reason = \"CRATE VERSION, …{LOOK_AGAIN}YYYY-MM-DD\""))
        })
        .collect();
    let lock = file("Cargo.lock");
    let packages = lock["package"].as_array().expect("a list").iter();
    let packages: Vec<(String, String)> =
        packages.map(|one| (text(one, "name"), text(one, "version"))).collect();
    let today = Zone::utc().date_at(SystemClock.now());
    assert_eq!(problems(&all, today, &packages), Vec::<String>::new());
}

#[test]
fn a_day_that_has_come_and_a_crate_that_is_gone_are_told() {
    let webpki = |until: &str| {
        let reason = format!("rustls-webpki 0.102, names; not used{LOOK_AGAIN}{until}");
        vec![ignored("RUSTSEC-1", &reason).expect("a reason")]
    };
    let today: Date = "2026-11-29".parse().expect("a day");
    let lock = |version: &str| vec![("rustls-webpki".to_owned(), version.to_owned())];
    let told = |until: &str, version: &str| problems(&webpki(until), today, &lock(version)).concat();
    assert_eq!(told("2027-02-28", "0.102.8"), "");
    assert!(told("2026-11-29", "0.102.8").contains("the day has come"));
    assert!(told("2027-12-28", "0.102.8").contains("too far ahead"));
    for other in ["0.103.17", "0.1021.0"] {
        assert!(told("2027-02-28", other).contains("take the line out"), "{other}");
    }
    for reason in ["", "rustls-webpki 0.102, not used", "rustls-webpki 0.102, no; look again on soon"] {
        assert_eq!(ignored("RUSTSEC-1", reason), None, "{reason}");
    }
}
