//! The company that the stories play in: who works there, where they talk, and what they answer for.

/// Mei owns late shipment in Shenzhen, Lin backs her up, Bob leads the team, Ada administers, Dan owns the data. Mei
/// reads Chinese, the channel and everybody else English.
pub const COMPANY: &str = r##"
name = "Harbour & Pine"

[[team]]
key = "ops"
name = { en = "Operations", zh = "运营" }
lead = "bob"
channel = "ops"

[[channel]]
key = "ops"
name = "#ops"
platform = "web"
target = "ops"
locale = "en-US"
zone = "Asia/Shanghai"

[[person]]
key = "mei"
name = "陈美"
aliases = ["Mei"]
locale = "zh-CN"
zone = "Asia/Shanghai"
hours = "09:00-18:00"
calendar = "cn"
role = "owner"
team = "ops"
identities = { web = "mei" }

[[person]]
key = "lin"
name = "Lin Xiao"
locale = "en-US"
zone = "Asia/Shanghai"
hours = "09:00-18:00"
calendar = "cn"
role = "owner"
team = "ops"
identities = { web = "lin" }

[[person]]
key = "bob"
name = "Bob Stone"
locale = "en-US"
zone = "Asia/Shanghai"
hours = "09:00-18:00"
calendar = "cn"
role = "lead"
team = "ops"
identities = { web = "bob" }

[[person]]
key = "ada"
name = "Ada Park"
locale = "en-US"
zone = "Asia/Shanghai"
hours = "09:00-18:00"
calendar = "cn"
role = "admin"
team = "ops"
identities = { web = "ada" }

[[person]]
key = "dan"
name = "Dan Reyes"
locale = "en-US"
zone = "Asia/Shanghai"
hours = "09:00-18:00"
calendar = "cn"
role = "owner"
team = "ops"
identities = { web = "dan" }

[[kpi]]
key = "late_shipment"
catalog = "amz_lsr"
name = { en = "Late shipment", zh = "迟发率" }
owner = "mei"
backup = "lin"
data_owner = "dan"
team = "ops"
"##;

/// The company with a daily digest for its channel.
pub fn with_digest() -> String {
    format!(
        "{COMPANY}
[[schedule]]
key = \"ops-daily\"
channel = \"ops\"
kind = \"daily\"
at = \"workdays 09:00\"
zone = \"Asia/Shanghai\"
calendar = \"cn\"
"
    )
}

/// A seller in Los Angeles who watches KPIs of the catalogue that Amazon reports. Everybody and the channel read the
/// language.
pub fn seller(language: &str, kpis: &[&str]) -> String {
    let people =
        [("hao", "Wu Hao", "owner"), ("grace", "Grace Miller", "lead"), ("ada", "Ada Park", "admin")];
    let people = people.map(|(key, name, role)| {
        format!(
            "[[person]]
key = \"{key}\"
name = \"{name}\"
locale = \"{language}\"
zone = \"America/Los_Angeles\"
hours = \"08:00-17:00\"
calendar = \"us\"
role = \"{role}\"
team = \"ops\"
identities = {{ web = \"{key}\" }}
"
        )
    });
    let kpis = kpis.iter().map(|catalog| {
        format!(
            "[[kpi]]
catalog = \"{catalog}\"
owner = \"hao\"
backup = \"grace\"
data_owner = \"ada\"
team = \"ops\"
"
        )
    });
    format!(
        "name = \"Evenfield Home\"
[[team]]
key = \"ops\"
name = {{ en = \"Operations\", zh = \"运营\" }}
lead = \"grace\"
channel = \"ops\"
[[channel]]
key = \"ops\"
name = \"#ops\"
platform = \"web\"
target = \"ops\"
locale = \"{language}\"
zone = \"America/Los_Angeles\"
{}{}",
        people.concat(),
        kpis.collect::<String>(),
    )
}

/// A company whose only KPI is an ACoS of American days that nobody waits for, with digests to one channel in a zone: `daily-0`, `daily-1` …
pub fn digests(zone: &str, calendar: &str, rules: &[&str]) -> String {
    let schedules = rules.iter().enumerate().map(|(place, rule)| {
        format!(
            "[[schedule]]
key = \"daily-{place}\"
channel = \"team\"
kind = \"daily\"
at = \"{rule}\"
zone = \"{zone}\"
calendar = \"{calendar}\"
"
        )
    });
    format!(
        "name = \"Evenfield Home\"
[[team]]
key = \"ads\"
name = {{ en = \"Ads\", zh = \"广告\" }}
lead = \"ada\"
channel = \"team\"
[[channel]]
key = \"team\"
name = \"#team\"
platform = \"web\"
target = \"team\"
locale = \"en-US\"
zone = \"{zone}\"
[[person]]
key = \"ada\"
name = \"Ada Park\"
locale = \"en-US\"
zone = \"{zone}\"
calendar = \"{calendar}\"
role = \"admin\"
team = \"ads\"
identities = {{ web = \"ada\" }}
[[kpi]]
catalog = \"acos\"
due_hours = 1000
owner = \"ada\"
team = \"ads\"
[[kpi.target]]
value = \"25%\"
warning = \"> 30%\"
set_by = \"ada\"
{}",
        schedules.collect::<String>()
    )
}
