//! A small company as its administrator writes it: four people, and the KPIs that Amazon's reports and a table feed.

use std::fmt::Write;

/// Entries of the catalogue that the company watches.
pub(super) const KPIS: [&str; 16] = [
    "amz_lsr",
    "amz_odr",
    "amz_cancel",
    "amz_vtr",
    "amz_otdr",
    "policy_violations",
    "sales_ordered",
    "sessions",
    "aov",
    "days_of_supply",
    "excess_pct",
    "aged_181_pct",
    "stranded_units",
    "restock_due",
    "acos",
    "ad_spend",
];

const PEOPLE: &str = r##"
name = "流明家居 Lumen"

[[channel]]
key = "ops"
name = "#运营"
platform = "web"
target = "ops"
locale = "en-US"
zone = "Asia/Shanghai"

[[team]]
key = "ops"
name = { en = "Operations", zh = "运营" }
lead = "mei"
channel = "ops"
"##;

const TABLE: &str = r#"
[[mapping]]
key = "daily"
files = "daily*"
date_column = "日期"
columns = [
    { kpi = "sales_ordered", value = "销售额" },
    { kpi = "acos", numerator = "花费", denominator = "销售额" },
]

[[mapping]]
key = "gbk"
encoding = "gb18030"
date_column = "日期"
columns = [{ kpi = "sales_ordered", value = "销售额" }]

[[mapping]]
key = "book"
date_column = "日期"
sheet = "Daily"
columns = [{ kpi = "sales_ordered", value = "销售额" }]
"#;

/// The scorecard file.
pub(super) fn text() -> String {
    people() + &kpis() + TABLE
}

/// The company without any KPI.
pub(super) fn people() -> String {
    let mut text = PEOPLE.to_owned();
    for (key, name, role) in [
        ("wei", "周伟", "admin"),
        ("mei", "Mei Chen", "lead"),
        ("hao", "吴浩", "owner"),
        ("yan", "刘燕", "owner"),
    ] {
        let _ = write!(
            text,
            "\n[[person]]\nkey = \"{key}\"\nname = \"{name}\"\nlocale = \"en-US\"\nzone = \"Asia/Shanghai\"\n\
             calendar = \"cn\"\nrole = \"{role}\"\nteam = \"ops\"\nidentities = {{ web = \"{key}\" }}\n"
        );
    }
    text
}

fn kpis() -> String {
    let mut text = String::new();
    for (place, kpi) in KPIS.iter().enumerate() {
        let owner = if place % 2 == 0 { "hao" } else { "yan" };
        let _ = write!(
            text,
            "\n[[kpi]]\ncatalog = \"{kpi}\"\nowner = \"{owner}\"\nbackup = \"mei\"\ndata_owner = \"wei\"\nteam = \"ops\"\n"
        );
    }
    text
}
