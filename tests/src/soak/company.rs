//! The company: a team on each platform, KPIs that are judged at once, an escalation of minutes, digests every few minutes.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use jiff::{SignedDuration, ToSpan, tz::TimeZone};
use steward::clock::SystemClock;
use steward_core::time::Clock;

use super::Plan;
use super::setup::Setup;

/// The configuration file in the folder of the run.
pub(super) const CONFIG: &str = "steward.toml";
/// The token for pushes.
pub(super) const PUSH_TOKEN: &str = "soak-push-token-00001";

/// A team: its key, the platform of its channel, that of its people beside the web chat, its owners and its lead.
struct Team {
    key: &'static str,
    platform: &'static str,
    people_on: &'static str,
    owners: [&'static str; 2],
    lead: &'static str,
}

const TEAMS: [Team; 5] = [
    Team { key: "slack", platform: "slack", people_on: "slack", owners: ["sam", "sue"], lead: "sol" },
    Team { key: "feishu", platform: "feishu", people_on: "feishu", owners: ["mei", "hao"], lead: "lin" },
    Team {
        key: "robot",
        platform: "feishu_robot",
        people_on: "feishu",
        owners: ["fang", "gui"],
        lead: "lin",
    },
    Team { key: "discord", platform: "discord", people_on: "discord", owners: ["dan", "deb"], lead: "dot" },
    Team { key: "web", platform: "web", people_on: "web", owners: ["wen", "wil"], lead: "wes" },
];
/// Who administers, on the web chat alone.
const ADMIN: &str = "ada";
/// KPIs of a team.
const KPIS: usize = 20;
/// Digests of a channel, and minutes between them.
const DIGESTS: i64 = 15;
const DIGEST_MINUTES: i64 = 2;

const POLICY: &str = r#"
[[policy]]
key = "brisk"
relapse_days = 14

[policy.warning]
steps = [{ tell = "owner", after_minutes = 0 }, { tell = "owner", after_minutes = 2 }, { tell = "backup", after_minutes = 4 }, { tell = "lead", after_minutes = 8 }]
repeat_minutes = 10
ack_minutes = 3
around_the_clock = true

[policy.critical]
steps = [{ tell = "owner", after_minutes = 0 }, { tell = "backup", after_minutes = 1 }, { tell = "lead", after_minutes = 2 }, { tell = "admin", after_minutes = 5 }]
repeat_minutes = 5
ack_minutes = 2
around_the_clock = true
"#;

/// The keys of every KPI, teams mixed.
pub(super) fn kpis() -> Vec<String> {
    (0..KPIS).flat_map(|number| TEAMS.iter().map(move |team| kpi(team, number))).collect()
}

fn kpi(team: &Team, number: usize) -> String {
    format!("{}_{number:02}", team.key)
}

/// The people on a platform, each once.
pub(super) fn people_on(platform: &str) -> Vec<&'static str> {
    people(|team| team.people_on == platform)
}

fn people(is_meant: impl Fn(&Team) -> bool) -> Vec<&'static str> {
    let teams = TEAMS.iter().filter(|team| is_meant(team));
    let names: BTreeSet<&str> = teams.flat_map(|team| team.owners.into_iter().chain([team.lead])).collect();
    names.into_iter().collect()
}

/// Writes the files of the run into its folder and moves the company into its store.
pub(super) fn move_in(plan: &Plan, address: &str, setup: &Setup) -> Result<()> {
    for (name, content) in &setup.files {
        fs::write(plan.folder.join(name), content)?;
    }
    fs::write(plan.folder.join(CONFIG), format!("{}[log]\nlevel = \"warn\"\n", setup.config))?;
    fs::write(plan.folder.join("company.toml"), text(setup)?)?;
    let output = Command::new(&plan.steward)
        .args(["--config", CONFIG, "apply", "company.toml", "--yes"])
        .current_dir(&plan.folder)
        .envs(&setup.environment)
        .env("STEWARD_STORE_URL", address)
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("start {}", plan.steward.display()))?;
    let told = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "the company was not applied: {told}");
    Ok(())
}

fn text(setup: &Setup) -> Result<String> {
    let mut text = String::from("name = \"Evenfield\"\n");
    text.push_str(POLICY);
    for team in &TEAMS {
        write_team(&mut text, team, setup)?;
    }
    for name in people(|_| true).into_iter().chain([ADMIN]) {
        write_person(&mut text, name, setup)?;
    }
    Ok(text)
}

fn write_team(text: &mut String, team: &Team, setup: &Setup) -> Result<()> {
    let Team { key, platform, owners: [first, second], lead, .. } = team;
    let target = setup.target(platform);
    let locale = if *platform == "feishu" { "zh-CN" } else { "en-US" };
    writeln!(
        text,
        "\n[[channel]]\nkey = \"{key}\"\nname = \"{key}\"\nplatform = \"{platform}\"\ntarget = \"{target}\"\n\
         locale = \"{locale}\"\nzone = \"Etc/UTC\"\n\n[[team]]\nkey = \"{key}\"\n\
         name = {{ en = \"{key}\", zh = \"{key}\" }}\nlead = \"{lead}\"\nchannel = \"{key}\""
    )?;
    for number in 0..KPIS {
        let (owner, backup) = if number % 2 == 0 { (first, second) } else { (second, first) };
        let key = kpi(team, number);
        writeln!(
            text,
            "\n[[kpi]]\nkey = \"{key}\"\nname = {{ en = \"Rate {key}\", zh = \"比率 {key}\" }}\n\
             definition = \"late / all\"\nsource = \"push\"\nunit = \"percent\"\ndirection = \"lower\"\n\
             class = \"risk\"\ngrain = \"day\"\naggregation = \"gauge\"\nzone = \"Etc/UTC\"\ndue_hours = 48000\n\
             settle_hours = 0\nowner = \"{owner}\"\nbackup = \"{backup}\"\ndata_owner = \"{lead}\"\n\
             team = \"{}\"\npolicy = \"brisk\"\nrecovery_periods = 1\n\n\
             [[kpi.target]]\nvalue = \"1%\"\nwarning = [\"> 2%\"]\ncritical = [\"> 4%\"]",
            team.key
        )?;
    }
    let begin = SystemClock.now() + SignedDuration::from_mins(1);
    for number in 0..DIGESTS {
        let at = begin.to_zoned(TimeZone::UTC) + (number * DIGEST_MINUTES).minutes();
        let (hour, minute) = (at.hour(), at.minute());
        writeln!(
            text,
            "\n[[schedule]]\nkey = \"{key}-{number:02}\"\nchannel = \"{key}\"\nkind = \"daily\"\n\
             at = \"daily {hour:02}:{minute:02}\"\nzone = \"Etc/UTC\""
        )?;
    }
    Ok(())
}

/// Everybody has the web chat as their second platform.
fn write_person(text: &mut String, name: &str, setup: &Setup) -> Result<()> {
    let team = TEAMS.iter().find(|team| team.owners.contains(&name) || team.lead == name);
    let role = match team {
        None => "admin",
        Some(team) if team.lead == name => "lead",
        Some(_) => "owner",
    };
    let locale = if team.is_some_and(|team| team.people_on == "feishu") { "zh-CN" } else { "en-US" };
    let chat = setup.identity(name).map(|(platform, id)| format!("{platform} = \"{id}\", "));
    writeln!(
        text,
        "\n[[person]]\nkey = \"{name}\"\nname = \"{name}\"\nlocale = \"{locale}\"\nzone = \"Etc/UTC\"\n\
         calendar = \"none\"\nrole = \"{role}\"\nteam = \"{}\"\nidentities = {{ {}web = \"{name}\" }}",
        team.map_or("web", |team| team.key),
        chat.unwrap_or_default()
    )?;
    Ok(())
}
