//! The companies that are measured: as many KPIs as wanted, ten to an owner, as a scorecard file allows.

use anyhow::{Result, anyhow};
use rust_decimal::Decimal;
use steward_core::id::{KpiKey, PersonKey, TeamKey};
use steward_core::kpi::Kpi;
use steward_core::limit::{Edge, Limit, Limits};
use steward_core::org::{Org, file};
use steward_core::person::Role;
use steward_core::target::Target;

/// The name of the platform that everything is sent to.
pub const PLATFORM: &str = "load";
/// KPIs that one person owns.
const OWNED: usize = 10;
/// KPIs of the team whose channel gets the digest.
pub const DIGEST_KPIS: usize = 200;
/// The channel that gets it.
pub const DIGEST_CHANNEL: &str = "desk";

const FRAME: &str = r#"
name = "Load"

[[channel]]
key = "ops"
name = "ops"
platform = "load"
target = "ops"
locale = "en-US"
zone = "America/Los_Angeles"

[[channel]]
key = "desk"
name = "desk"
platform = "load"
target = "desk"
locale = "en-US"
zone = "America/Los_Angeles"

[[team]]
key = "ops"
name = { en = "Operations", zh = "运营" }
lead = "lead"
channel = "ops"

[[team]]
key = "desk"
name = { en = "Desk", zh = "台" }
lead = "lead"
channel = "desk"

[[person]]
key = "lead"
name = "Lead"
locale = "en-US"
zone = "America/Los_Angeles"
calendar = "us"
role = "admin"
identities = { load = "lead" }
"#;

/// Entries of the catalogue whose period is a day, each a KPI of every shop of [`shops`].
const CATALOG: [&str; 10] = [
    "ad_spend",
    "acos",
    "tacos",
    "ctr",
    "cpc",
    "ad_cvr",
    "refund_rate",
    "resolve_48h_pct",
    "sessions",
    "sales_ordered",
];

/// A company whose KPIs are all Amazon's late shipment rate, critical from 4%.
pub fn late_shippers(kpis: usize) -> Result<Org> {
    let mut org = read(&["amz_lsr"])?;
    let (template, targets) = template(&org, "amz_lsr")?;
    staff(&mut org, kpis)?;
    org.kpis.clear();
    org.targets.clear();
    for number in 0..kpis {
        let kpi = copy(&template, "lsr", number, number)?;
        org.targets.insert(kpi.key.clone(), targets.clone());
        org.kpis.insert(kpi.key.clone(), kpi);
    }
    Ok(org)
}

/// A company with ten KPIs in each of its shops, far inside their limits; the first 200 belong to the desk.
pub fn shops(kpis: usize) -> Result<Org> {
    let mut org = read(&CATALOG)?;
    let templates: Vec<Kpi> =
        CATALOG.iter().map(|entry| Ok(template(&org, entry)?.0)).collect::<Result<_>>()?;
    staff(&mut org, kpis)?;
    org.kpis.clear();
    org.targets.clear();
    for number in 0..kpis {
        let (kind, shop) = (number % CATALOG.len(), number / CATALOG.len());
        let mut kpi = copy(&templates[kind], CATALOG[kind], number, shop)?;
        // The generated values are no money and no counts.
        kpi.plausibility = steward_core::kpi::Plausibility::default();
        if number < DIGEST_KPIS {
            kpi.team = TeamKey::parse("desk")?;
        }
        org.targets.insert(kpi.key.clone(), vec![far_target()]);
        org.kpis.insert(kpi.key.clone(), kpi);
    }
    Ok(org)
}

fn read(entries: &[&str]) -> Result<Org> {
    let kpis = entries.iter().map(|entry| format!("\n[[kpi]]\ncatalog = \"{entry}\"\nteam = \"ops\"\n"));
    let text: String = [FRAME.to_owned()].into_iter().chain(kpis).collect();
    file::read(&text, "load.toml").map_err(|problems| anyhow!("{problems:?}"))
}

fn template(org: &Org, entry: &str) -> Result<(Kpi, Vec<Target>)> {
    let found = org.kpis.values().find(|kpi| kpi.catalog.as_deref() == Some(entry));
    let kpi = found.ok_or_else(|| anyhow!("the catalogue has no {entry}"))?;
    Ok((kpi.clone(), org.targets_of(&kpi.key).to_vec()))
}

fn copy(template: &Kpi, name: &str, number: usize, shop: usize) -> Result<Kpi> {
    let owner = PersonKey::parse(&format!("owner{}", number / OWNED))?;
    Ok(Kpi {
        key: KpiKey::parse(&format!("{name}_{shop:04}"))?,
        scope: Some(format!("Shop {shop:04}")),
        owner: Some(owner),
        ..template.clone()
    })
}

/// Adds an owner for every ten KPIs.
fn staff(org: &mut Org, kpis: usize) -> Result<()> {
    let lead = org.people.values().next().cloned().ok_or_else(|| anyhow!("there is no lead"))?;
    for number in 0..kpis.div_ceil(OWNED) {
        let mut person = lead.clone();
        person.key = PersonKey::parse(&format!("owner{number}"))?;
        person.name = format!("Owner {number}");
        person.role = Role::Owner;
        person.team = Some(TeamKey::parse("ops")?);
        person.identities = [(PLATFORM.to_owned(), person.key.to_string())].into();
        org.people.insert(person.key.clone(), person);
    }
    Ok(())
}

/// A target that no generated value misses.
fn far_target() -> Target {
    let edge = |edge, value: i64| vec![Limit { edge, value: Decimal::from(value) }];
    Target {
        value: Some(Decimal::ONE),
        limits: Limits { warning: edge(Edge::Above, 1_000), critical: edge(Edge::Above, 2_000) },
        valid_from: jiff::civil::date(2000, 1, 1),
        valid_to: None,
        season: None,
        set_by: "load".to_owned(),
        reason: "far from every generated value".to_owned(),
        source: None,
    }
}

/// The key of a KPI of a shop.
pub fn key(name: &str, shop: usize) -> String {
    format!("{name}_{shop:04}")
}
