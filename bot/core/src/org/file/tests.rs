//! What a file is read as, what it is written as, and what is said about its mistakes.

use proptest::prelude::*;

use super::*;
use crate::id::{KpiKey, PersonKey};
use crate::kpi::Activity;
use crate::limit::Severity;
use crate::unit::Unit;

const SMALL: &str = r##"
name = "Acme"

[[team]]
key = "ops"
name = { en = "Operations", zh = "运营" }
lead = "mei"
channel = "ops"

[[channel]]
key = "ops"
name = "#ops"
platform = "web"
target = "ops"
locale = "zh"
zone = "Asia/Shanghai"

[[person]]
key = "mei"
name = "陈美"
locale = "zh-CN"
zone = "Asia/Shanghai"
hours = "09:30-18:30"
calendar = "cn"
role = "admin"
team = "ops"
identities = { web = "mei", slack = "U123" }

[[kpi]]
catalog = "amz_lsr"
owner = "mei"
team = "ops"

[[kpi]]
key = "acos_us"
catalog = "acos"
name = { en = "ACoS US" }
scope = "US"
owner = "mei"
team = "ops"
recovery_margin = "5%"
plausible_jump = "none"
paused = { until = 2026-12-01, reason = "relaunch" }

[[kpi.target]]
value = 0.25
warning = "> 30%"
critical = ["> 40%"]
set_by = "mei"
reason = "margin before ads"

[[kpi.target]]
warning = ["> 40%"]
season = "bfcm-2026"
valid_from = 2026-11-20
valid_to = "2026-12-02"

[[schedule]]
key = "ops_daily"
channel = "ops"
kind = "daily"
at = "workdays 09:00"
calendar = "cn"
"##;

fn read_good(text: &str) -> Org {
    read(text, "company.toml").unwrap_or_else(|problems| panic!("{}", told(&problems)))
}

fn told(problems: &[Problem]) -> String {
    problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n")
}

fn problems_of(text: &str) -> String {
    told(&read(text, "company.toml").expect_err("this file has problems"))
}

#[test]
fn a_file_says_little_and_means_much() {
    let org = read_good(SMALL);
    let key = |text: &str| KpiKey::parse(text).unwrap();
    let lsr = &org.kpis[&key("amz_lsr")];
    assert_eq!((lsr.name_zh.as_str(), lsr.unit), ("迟发率", Unit::Percent));
    let default = org.targets_of(&lsr.key);
    assert_eq!(default.len(), 1);
    assert!(default[0].source.as_ref().unwrap().contains("219320"));
    let four_percent = rust_decimal::Decimal::new(4, 2);
    assert_eq!(default[0].limits.crossed_by(four_percent).unwrap().0, Severity::Critical);
    let acos = &org.kpis[&key("acos_us")];
    assert_eq!((acos.name_en.as_str(), acos.name_zh.as_str()), ("ACoS US", "广告销售成本比"));
    assert_eq!(acos.plausibility.jump, None);
    assert!(matches!(&acos.activity, Activity::Paused { reason, .. } if reason == "relaunch"));
    let seasons: Vec<_> = org.targets_of(&acos.key).iter().map(|target| target.season.as_deref()).collect();
    assert_eq!(seasons, [None, Some("bfcm-2026")]);
    let mei = &org.people[&PersonKey::parse("mei").unwrap()];
    assert_eq!(mei.working_hours.from.to_string(), "09:30");
    assert_eq!(org.schedules.values().next().unwrap().timing.zone.name(), "Asia/Shanghai");
    assert_eq!(read_good(&write(&org)), org);
}

#[test]
fn it_is_written_as_a_person_would() {
    insta::assert_snapshot!(write(&read_good(SMALL)), @r##"
    name = "Acme"

    [[channel]]
    key = "ops"
    name = "#ops"
    platform = "web"
    target = "ops"
    locale = "zh-CN"
    zone = "Asia/Shanghai"

    [[team]]
    key = "ops"
    name = { en = "Operations", zh = "运营" }
    lead = "mei"
    channel = "ops"

    [[person]]
    key = "mei"
    name = "陈美"
    locale = "zh-CN"
    zone = "Asia/Shanghai"
    hours = "09:30-18:30"
    calendar = "cn"
    role = "admin"
    team = "ops"
    identities = { slack = "U123", web = "mei" }

    [[kpi]]
    key = "acos_us"
    catalog = "acos"
    name = { en = "ACoS US", zh = "广告销售成本比" }
    scope = "US"
    plausible_jump = "none"
    owner = "mei"
    team = "ops"
    recovery_margin = "5%"
    paused = { until = 2026-12-01, reason = "relaunch" }

    [[kpi.target]]
    value = "25%"
    warning = ["> 30%"]
    critical = ["> 40%"]
    set_by = "mei"
    reason = "margin before ads"

    [[kpi.target]]
    warning = ["> 40%"]
    valid_from = 2026-11-20
    valid_to = 2026-12-02
    season = "bfcm-2026"

    [[kpi]]
    catalog = "amz_lsr"
    owner = "mei"
    team = "ops"

    [[schedule]]
    key = "ops_daily"
    channel = "ops"
    kind = "daily"
    at = "workdays 09:00"
    zone = "Asia/Shanghai"
    calendar = "cn"
    "##);
}

#[test]
fn limits_of_the_catalogue_can_be_left_to_the_platform() {
    let org = read_good(&SMALL.replacen(
        "catalog = \"amz_lsr\"",
        "catalog = \"amz_lsr\"\nlimits = \"platform\"",
        1,
    ));
    assert!(org.targets_of(&KpiKey::parse("amz_lsr").unwrap()).is_empty());
    assert_eq!(read_good(&write(&org)), org);
}

#[test]
fn a_rule_that_changed_is_two_targets() {
    let targets = from_catalog(crate::catalog::entry("vamp_ratio").unwrap());
    let spans: Vec<_> = targets
        .iter()
        .map(|target| (target.valid_from.to_string(), target.valid_to.map(|last| last.to_string())))
        .collect();
    assert_eq!(
        spans,
        [("2000-01-01".to_owned(), Some("2026-03-31".to_owned())), ("2026-04-01".to_owned(), None)]
    );
}

#[test]
fn all_problems_are_told_at_once_with_place_and_remedy() {
    let broken = SMALL
        .replace("calendar = \"cn\"\nrole", "calender = \"cn\"\nrole")
        .replace("zone = \"Asia/Shanghai\"\nhours", "zone = \"UTC+8\"\nhours")
        .replace("role = \"admin\"", "role = \"amdin\"")
        .replace("09:30-18:30", "nine to five")
        .replace("catalog = \"amz_lsr\"", "catalog = \"amz_lrs\"")
        .replace("value = 0.25", "value = 25")
        .replace("\"> 40%\"]\nset_by", "\"40%\", \"> x\"]\nset_by")
        .replace("2026-12-02", "December")
        .replace("kind = \"daily\"", "kind = 1")
        .replace("\"workdays 09:00\"", "\"workday 09:00\"")
        .replace("[[team]]\nkey = \"ops\"", "[[team]]")
        .replace("name = \"Acme\"", "name = \"Acme\"\nvolume = 11");
    insta::assert_snapshot!(problems_of(&broken), @r#"
    company.toml:3 volume: `volume` is not known here; known: name, calendar, channel, team, person, cover, policy, kpi, scorecard, schedule, mapping
    company.toml:5 team[1]: `key` is missing: a short name of lower-case letters, such as "mei"
    company.toml:18 person.mei: `calendar` is missing: "cn", "us" or "none"
    company.toml:22 person.mei.zone: `UTC+8` is an offset, and an offset does not know when the clocks change; did you mean Asia/Shanghai?
    company.toml:23 person.mei.hours: `nine to five` is not a span of hours: write it like 09:00-18:00
    company.toml:24 person.mei.calender: `calender` is not known here, did you mean calendar?; known: key, name, aliases, locale, zone, hours, calendar, role, team, identities, prefers, left
    company.toml:25 person.mei.role: `amdin` is not known, did you mean admin?; use viewer, owner, lead, admin
    company.toml:30 kpi.amz_lrs.catalog: the catalogue has no `amz_lrs`, did you mean amz_lsr, amz_ahr, amz_odr?
    company.toml:46 kpi.acos_us.target[1].value: `25` is ambiguous for a percent: write 25% or a fraction between -1 and 1
    company.toml:48 kpi.acos_us.target[1].critical: `40%` is not a limit: begin with <, <=, > or >=, as in ">= 4%"
    company.toml:48 kpi.acos_us.target[1].critical: `x` is not a number: write it like 1234.5, with a point and without separators
    company.toml:56 kpi.acos_us.target.bfcm-2026.valid_to: `December` is not a date: write it like 2026-11-20
    company.toml:61 schedule.ops_daily.kind: this is a number; write a text in quotation marks
    company.toml:62 schedule.ops_daily.at: a schedule does not begin like this in `workday 09:00`, at `workday` (character 1); for example: workdays 09:00
    "#);
}

#[test]
fn a_file_that_is_no_toml_says_where() {
    insta::assert_snapshot!(problems_of("name = \"Acme\"\n[[person]\nkey = mei\n"), @"company.toml:2: this is not TOML: unclosed array table, expected `]`");
}

#[test]
fn two_records_with_one_key_are_a_problem() {
    let person =
        "\n[[person]]\nkey = \"mei\"\nname = \"Mei\"\nlocale = \"en\"\nzone = \"UTC\"\ncalendar = \"us\"\n";
    insta::assert_snapshot!(problems_of(&format!("{SMALL}{person}")), @"company.toml:65 person.mei: a second person has the key `mei`: rename one of them or put both together");
}

#[test]
fn contradictions_are_told() {
    let both = SMALL.replace("paused =", "status = \"draft\"\nlimits = \"platform\"\npaused =").replace(
        "[[kpi.target]]\nvalue = 0.25",
        "[[kpi.target]]\nset_by = \"leo\"\n[[kpi.target]]\nvalue = 0.25",
    );
    insta::assert_snapshot!(problems_of(&both), @r#"
    company.toml:34 kpi.acos_us: `limits` says where limits come from when there is no target: take it or the target out
    company.toml:45 kpi.acos_us.paused: `status` and `paused` exclude each other: keep one
    company.toml:47 kpi.acos_us.target[1]: `value` is missing: the value to reach, or limits such as critical = [">= 4%"]
    "#);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back_unchanged(org in any_org::any_org()) {
        let text = write(&org);
        let again = read(&text, "x.toml").map_err(|problems| TestCaseError::fail(format!("{}\n{text}", told(&problems))))?;
        prop_assert_eq!(&again, &org, "{}", text);
        prop_assert_eq!(write(&again), text);
    }

    #[test]
    fn no_text_makes_the_reader_fall_over(text in "\\PC{0,40}", cut in 0_usize..2000, insert in "[\\[\\]={}\"a-z\n,.0-9]{0,6}") {
        let _ = read(&text, "x.toml");
        let at = SMALL.char_indices().map(|(at, _)| at).nth(cut).unwrap_or(0);
        let (before, after) = SMALL.split_at(at);
        let _ = read(&format!("{before}{insert}{after}"), "x.toml");
    }
}
