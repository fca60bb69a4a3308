//! The team of the month: twenty people, ten of whom own three KPIs each, in one group.

use std::fmt::Write;

use anyhow::{Result, anyhow};
use steward_core::org::{Org, file};

/// The platform.
pub(super) const PLATFORM: &str = "feishu";
/// The group, at Feishu and in the company.
pub(super) const GROUP: &str = "ops";
/// Everybody.
pub(super) const PEOPLE: usize = 20;
/// Those who own KPIs; the next one is the backup of each.
const OWNERS: usize = 10;
/// What is measured.
pub(super) const KPIS: usize = 30;
/// The zone of everybody.
pub(super) const ZONE: &str = "Asia/Shanghai";

/// The name of a person, at Feishu and in the company.
pub(super) fn person(number: usize) -> String {
    format!("p{:02}", number + 1)
}

/// The address by which Steward finds a person at Feishu.
pub(super) fn address(person: &str) -> String {
    format!("{person}@evenfield.example")
}

/// The key of a KPI.
pub(super) fn kpi(number: usize) -> String {
    format!("lsr_{:02}", number + 1)
}

/// The name of a KPI in the team's language.
pub(super) fn kpi_name(number: usize) -> String {
    format!("{}号店迟发率", number + 1)
}

/// Who owns a KPI.
pub(super) fn owner(kpi: usize) -> String {
    person(kpi % OWNERS)
}

/// The company, whose group has this id at Feishu.
pub(super) fn company(group: &str) -> Result<Org> {
    let mut text = format!(
        r#"name = "Evenfield"

[[channel]]
key = "{GROUP}"
name = "运营"
platform = "{PLATFORM}"
target = "{group}"
locale = "zh-CN"
zone = "{ZONE}"

[[team]]
key = "ops"
name = {{ en = "Operations", zh = "运营" }}
lead = "{}"
channel = "{GROUP}"
"#,
        person(PEOPLE - 2)
    );
    for number in 0..PEOPLE {
        write_person(&mut text, number)?;
    }
    for number in 0..KPIS {
        write_kpi(&mut text, number)?;
    }
    for (key, kind, at) in [("daily", "daily", "workdays 09:00"), ("weekly", "weekly", "mon 09:30")] {
        write!(
            text,
            r#"
[[schedule]]
key = "ops-{key}"
channel = "{GROUP}"
kind = "{kind}"
at = "{at}"
calendar = "cn"
zone = "{ZONE}"
"#
        )?;
    }
    file::read(&text, "month.toml").map_err(|problems| anyhow!("{problems:?}"))
}

fn write_person(text: &mut String, number: usize) -> Result<()> {
    let role = match PEOPLE - number {
        1 => "admin",
        2 => "lead",
        _ => "owner",
    };
    let key = person(number);
    write!(
        text,
        r#"
[[person]]
key = "{key}"
name = "{key}"
locale = "zh-CN"
zone = "{ZONE}"
calendar = "cn"
role = "{role}"
team = "ops"
identities = {{ email = "{}" }}
"#,
        address(&key)
    )?;
    Ok(())
}

fn write_kpi(text: &mut String, number: usize) -> Result<()> {
    write!(
        text,
        r#"
[[kpi]]
key = "{}"
catalog = "amz_lsr"
name = {{ en = "Late shipment of shop {shop}", zh = "{}" }}
scope = "{shop}"
zone = "{ZONE}"
owner = "{}"
backup = "{}"
data_owner = "{}"
plausible_jump = "none"
team = "ops"
"#,
        kpi(number),
        kpi_name(number),
        owner(number),
        owner(number + 1),
        person(PEOPLE - 2),
        shop = number + 1,
    )?;
    Ok(())
}
