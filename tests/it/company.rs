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
