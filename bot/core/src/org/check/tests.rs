//! What the check finds, one table of changes to a team that is whole.

use rstest::rstest;

use super::*;
use crate::org::file::read;

const WHOLE: &str = r##"
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
name = "Operations"
lead = "mei"
channel = "ops"
[[person]]
key = "mei"
name = "Mei"
locale = "zh-CN"
zone = "Asia/Shanghai"
calendar = "cn"
role = "admin"
team = "ops"
identities = { web = "mei" }
[[person]]
key = "leo"
name = "Leo"
locale = "en-US"
zone = "America/Los_Angeles"
calendar = "us"
identities = { web = "leo" }
[[kpi]]
catalog = "amz_lsr"
owner = "mei"
backup = "leo"
team = "ops"
[[kpi]]
catalog = "acos"
owner = "leo"
backup = "mei"
team = "ops"
[[kpi.target]]
value = "25%"
warning = "> 28%"
critical = "> 35%"
valid_from = 2026-01-01
[[kpi.target]]
warning = "> 33%"
season = "bfcm"
valid_from = 2026-11-20
valid_to = 2026-12-02
[[scorecard]]
key = "all"
name = "All"
entries = [{ kpi = "amz_lsr", weight = 40 }, { kpi = "acos", weight = 60 }]
[[policy]]
key = "calm"
[[schedule]]
key = "daily"
channel = "ops"
kind = "daily"
at = "workdays 09:00"
calendar = "cn"
scorecard = "all"
[[mapping]]
key = "ads"
date_column = "Date"
columns = [{ kpi = "acos", value = "ACoS" }]
"##;

fn now() -> Timestamp {
    "2026-11-23T01:00Z".parse().unwrap()
}

fn checked(text: &str) -> Checked {
    check(&read(text, "x.toml").unwrap_or_else(|problems| panic!("{problems:?}")), now())
}

#[test]
fn a_whole_team_has_no_problems() {
    assert_eq!(checked(WHOLE), Checked::default());
}

#[rstest]
#[case::no_admin("role = \"admin\"", "role = \"lead\"", "person: nobody is an administrator")]
#[case::lead("lead = \"mei\"", "lead = \"mey\"", "team.ops.lead: there is no person `mey`, did you mean mei")]
#[case::owner(
    "owner = \"leo\"",
    "owner = \"lee\"",
    "kpi.acos.owner: there is no person `lee`, did you mean leo"
)]
#[case::left("name = \"Leo\"", "name = \"Leo\"\nleft = true", "kpi.acos.owner: `leo` has left")]
#[case::team(
    "team = \"ops\"\nidentities",
    "team = \"opx\"\nidentities",
    "person.mei.team: there is no team `opx`"
)]
#[case::calendar(
    "calendar = \"us\"",
    "calendar = \"usa\"",
    "person.leo.calendar: there is no calendar `usa`"
)]
#[case::no_owner("owner = \"leo\"", "definition = \"\"", "kpi.acos: an active KPI needs an owner")]
#[case::no_definition("owner = \"leo\"", "definition = \"\"", "kpi.acos: an active KPI needs a definition")]
#[case::own_backup(
    "backup = \"leo\"",
    "backup = \"mei\"",
    "kpi.amz_lsr.backup: owner and backup are both `mei`"
)]
#[case::policy(
    "backup = \"leo\"",
    "policy = \"calmer\"",
    "kpi.amz_lsr.policy: there is no policy `calmer`, did you mean calm"
)]
#[case::wrong_side(
    "\"> 28%\"",
    "\"< 28%\"",
    "kpi.acos.target[1].warning: `< 28%` is on the good side: this KPI is better when lower"
)]
#[case::inside("\"> 35%\"", "\"> 27%\"", "critical `> 27%` is reached before warning `> 28%`")]
#[case::inside_by_edge("\"> 35%\"", "\">= 28%\"", "critical `>= 28%` is reached before warning `> 28%`")]
#[case::two("\"> 35%\"", "[\"> 35%\", \"> 40%\"]", "two critical limits")]
#[case::overlap(
    "season = \"bfcm\"\n",
    "",
    "kpi.acos.target[2].valid_from: it begins on 2026-11-20, while another target"
)]
#[case::endless("valid_to = 2026-12-02", "", "kpi.acos.target.bfcm: a season's target needs `valid_to`")]
#[case::backwards(
    "valid_to = 2026-12-02",
    "valid_to = 2026-11-02",
    "kpi.acos.target.bfcm.valid_to: it ends before"
)]
#[case::scorecard(
    "scorecard = \"all\"",
    "scorecard = \"al\"",
    "schedule.daily.scorecard: there is no scorecard `al`"
)]
#[case::kpi(
    "entries = [{ kpi = \"amz_lsr\"",
    "entries = [{ kpi = \"amz_lrs\"",
    "scorecard.all.entries.amz_lrs: there is no kpi `amz_lrs`, did you mean amz_lsr"
)]
#[case::risk("weight = 40", "weight = 5", "scorecard.all: risk KPIs have 7.7% of the weight and need 30%")]
#[case::never("workdays 09:00", "0 9 30 2 *", "schedule.daily.at: no date within 5 years")]
#[case::address(
    "target = \"ops\"",
    "target = \" \"",
    "channel.ops.target: the channel has no `target`: write its id on web"
)]
#[case::identity("{ web = \"leo\" }", "{ web = \"mei\" }", "`leo` has the same identity `mei` on web")]
#[case::steps(
    "key = \"calm\"",
    "key = \"calm\"\nwarning = { steps = [{ tell = \"lead\", after_minutes = 0 }] }",
    "policy.calm.warning: the steps must come in order"
)]
#[case::minutes(
    "key = \"calm\"",
    "key = \"calm\"\ncritical = { repeat_minutes = 0 }",
    "policy.calm.critical: `repeat_minutes` must be at least 1"
)]
#[case::column(
    "value = \"ACoS\"",
    "numerator = \"Spend\"",
    "mapping.ads.columns.acos: a column needs `value`"
)]
#[case::recovery(
    "backup = \"leo\"",
    "backup = \"leo\"\nrecovery_periods = 0",
    "kpi.amz_lsr.recovery_periods: `recovery_periods` must be"
)]
fn errors(#[case] from: &str, #[case] to: &str, #[case] expected: &str) {
    assert!(WHOLE.contains(from), "{from}");
    let errors: Vec<_> =
        checked(&WHOLE.replacen(from, to, 1)).errors.iter().map(Problem::to_string).collect();
    assert!(errors.iter().any(|error| error.contains(expected)), "{errors:#?}");
}

#[rstest]
#[case::identity("identities = { web = \"leo\" }", "", "person.leo: has no identity")]
#[case::preferred(
    "identities = { web = \"leo\" }",
    "identities = { web = \"leo\" }\nprefers = \"slack\"",
    "person.leo.prefers: prefers `slack` and has no account there"
)]
#[case::lead("lead = \"mei\"", "", "team.ops: the team has no lead")]
#[case::channel(
    "lead = \"mei\"\nchannel = \"ops\"",
    "lead = \"mei\"",
    "kpi.acos: neither the KPI nor its team has a channel"
)]
#[case::backup("backup = \"leo\"", "", "kpi.amz_lsr: there is no backup")]
#[case::outside(
    "value = \"25%\"",
    "value = \"30%\"",
    "kpi.acos.target[1].value: the target 30% is itself beyond `> 28%`"
)]
#[case::no_target("catalog = \"amz_lsr\"\n", "catalog = \"sessions\"\n", "kpi.sessions: there is no target")]
#[case::name(
    "catalog = \"amz_lsr\"\n",
    "catalog = \"amz_lsr\"\naliases = [\"ACOS\"]\n",
    "kpi.amz_lsr.aliases: `ACOS` also means `acos`"
)]
#[case::every_day(
    "kind = \"daily\"\nat = \"workdays 09:00\"\ncalendar = \"cn\"",
    "kind = \"daily\"\nat = \"workdays 09:00\"\ncalendar = \"none\"",
    "schedule.daily.at: on the calendar `none` every day is a workday"
)]
fn warnings(#[case] from: &str, #[case] to: &str, #[case] expected: &str) {
    assert!(WHOLE.contains(from), "{from}");
    let found = checked(&WHOLE.replacen(from, to, 1));
    let warnings: Vec<_> = found.warnings.iter().map(Problem::to_string).collect();
    assert!(warnings.iter().any(|warning| warning.contains(expected)), "{warnings:#?}\n{:#?}", found.errors);
}

#[test]
fn a_problem_is_found_in_the_file() {
    let text = WHOLE
        .replacen("owner = \"leo\"", "owner = \"lee\"", 1)
        .replacen("\"> 28%\"", "\"< 28%\"", 1)
        .replacen("role = \"admin\"", "", 1);
    let lines: Vec<_> = crate::org::file::locate(checked(&text).errors, &text, "company.toml")
        .into_iter()
        .map(|problem| problem.place)
        .collect();
    let line_of = |part: &str| 1 + text.lines().position(|line| line == part).unwrap();
    let owner = format!("company.toml:{} kpi.acos.owner", line_of("owner = \"lee\""));
    let target = format!("company.toml:{} kpi.acos.target[1].warning", line_of("[[kpi.target]]"));
    assert_eq!(lines, [owner.as_str(), "person", target.as_str()]);
}

#[rstest]
#[case::running("2026-11-23T01:00Z", true)]
#[case::still_ahead("2026-06-01T01:00Z", true)]
#[case::over("2026-12-20T01:00Z", false)]
fn a_season_without_limits_is_told_before_it_hides_them(#[case] now: &str, #[case] is_told: bool) {
    let text = WHOLE.replace("warning = \"> 33%\"", "value = \"30%\"");
    let checked = check(&read(&text, "x.toml").unwrap(), now.parse().unwrap());
    let told: Vec<_> = checked.warnings.iter().map(Problem::to_string).collect();
    let expected = "kpi.acos.target.bfcm: the target has no limits";
    assert_eq!(
        told.iter().filter(|told| told.starts_with(expected)).count(),
        usize::from(is_told),
        "{told:?}"
    );
}

#[test]
fn a_calendar_that_ends_is_told_in_time() {
    let org = read(WHOLE, "x.toml").unwrap();
    let late = check(&org, "2027-12-01T00:00Z".parse().unwrap());
    let told: Vec<_> = late.warnings.iter().map(Problem::to_string).collect();
    assert!(
        told[0].starts_with("calendar.cn: the calendar `cn` knows no holidays after 2027-12-31"),
        "{told:?}"
    );
}

#[test]
fn shops_may_share_the_names_of_one_measure() {
    let second = "[[kpi]]\nkey = \"acos_ca\"\ncatalog = \"acos\"\nscope = \"CA\"\nowner = \"leo\"\nbackup = \"mei\"\nteam = \"ops\"\n[[kpi.target]]\nwarning = \"> 30%\"\n";
    assert_eq!(checked(&format!("{WHOLE}{second}")), Checked::default());
}

#[test]
fn too_many_for_one_is_a_warning() {
    let many: Vec<String> = (0..11)
        .map(|number| format!("[[kpi]]\nkey = \"k{number}\"\ncatalog = \"acos\"\nscope = \"S{number}\"\nowner = \"leo\"\nbackup = \"mei\"\nteam = \"ops\"\n[[kpi.target]]\nwarning = \"> 30%\"\n"))
        .collect();
    let warnings = checked(&format!("{WHOLE}{}", many.concat())).warnings;
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].to_string().starts_with("person.leo: owns 12 KPIs, more than 10"));
}
