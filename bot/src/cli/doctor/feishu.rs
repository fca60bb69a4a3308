//! What the doctor finds about the apps of Feishu and Lark: credentials, the way in, each group, and each e-mail address;
//! and what only a person can look at.

use jiff::Timestamp;
use steward_core::host::{EMAIL, PHONE};
use steward_core::org::Org;
use steward_core::pace::budget::{month_of, reached};
use steward_core::platform::PlatformError;
use steward_platforms::feishu::app::{CALLBACK, Tenant, check_long_connection};
use steward_store::{Store, StoreError, calls};

use super::Finding;
use crate::config::{Config, Environment};
use crate::feishu::Feishu;

/// Everything about every app. `org` is there once the store was begun.
pub(super) async fn findings(config: &Config, environment: &Environment, org: Option<&Org>) -> Vec<Finding> {
    let feishu = match Feishu::open(&config.feishu, environment) {
        Ok(Some(feishu)) => feishu,
        Ok(None) => return Vec::new(),
        Err(error) => return vec![Finding::bad("feishu", format!("{error:#}"))],
    };
    let mut findings = Vec::new();
    for tenant in feishu.tenants() {
        findings.extend(of(config, tenant, org).await);
    }
    findings
}

/// How many of the calls that each app may make in this month were made.
pub(super) async fn calls(
    config: &Config,
    environment: &Environment,
    store: &Store,
    now: Timestamp,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let names = config.feishu.credentials(environment).unwrap_or_default().into_keys();
    for name in names {
        let Some(allowed) = config.monthly_calls(&name) else { continue };
        findings.push(match used(store, &name, now).await {
            Err(error) => Finding::bad("feishu", format!("`{name}`: its calls cannot be read: {error}")),
            Ok(used) => budget(&name, used, allowed),
        });
    }
    findings
}

async fn used(store: &Store, name: &str, now: Timestamp) -> Result<u64, StoreError> {
    calls::of_month(&mut store.reader().await?, name, month_of(now)).await
}

fn budget(name: &str, used: u64, allowed: u64) -> Finding {
    let text = format!("`{name}` made {used} of the {allowed} calls that it may make in this month");
    match reached(0, used, allowed) {
        None => Finding::good("feishu", text),
        Some(_) if used < allowed => Finding::look("feishu", text),
        Some(_) => Finding::bad(
            "feishu",
            format!(
                "{text}: move to an edition that allows more and set [feishu] monthly_calls, or send less"
            ),
        ),
    }
}

async fn of(config: &Config, tenant: &Tenant, org: Option<&Org>) -> Vec<Finding> {
    let name = tenant.name();
    let mut findings = Vec::new();
    match tenant.identity().await {
        Ok(me) => findings.push(Finding::good("feishu", format!("`{name}` is the app {}", me.name))),
        Err(error) => {
            return vec![Finding::bad("feishu", format!("`{name}`: {}", credentials_advice(&error)))];
        }
    }
    findings.push(way_in(config, tenant).await);
    findings.push(Finding::look(
        "feishu",
        format!(
            "`{name}`: whether the callback {CALLBACK} is subscribed to cannot be asked: look under \"Events & \
             Callbacks\", \"Callback configuration\"; without it buttons do nothing"
        ),
    ));
    let channels = org.into_iter().flat_map(|org| org.channels.values());
    for channel in channels.filter(|channel| channel.platform == name) {
        findings.push(group(&channel.name, tenant.group_name(&channel.target).await));
    }
    if let Some(org) = org {
        findings.extend(people(tenant, org).await);
    }
    findings
}

fn credentials_advice(error: &PlatformError) -> String {
    match error {
        PlatformError::Auth { reason } => format!(
            "the app's id or secret is refused ({reason}): copy both from \"Credentials & Basic Info\" in the developer \
             console"
        ),
        other => format!("Feishu cannot be asked: {other}"),
    }
}

async fn way_in(config: &Config, tenant: &Tenant) -> Finding {
    let name = tenant.name();
    if tenant.hook().is_some() {
        let url = config.server.base_url.as_deref().unwrap_or("https://…");
        return Finding::look(
            "feishu",
            format!(
                "`{name}` hears over HTTP: {url}/{name}/events must be its address for events and for callbacks"
            ),
        );
    }
    match check_long_connection(tenant).await {
        Ok(()) => Finding::good("feishu", format!("`{name}` opens the long connection")),
        Err(error) => Finding::bad(
            "feishu",
            format!("`{name}` cannot open the long connection ({error}): the app must be self-built"),
        ),
    }
}

fn group(name: &str, found: Result<String, PlatformError>) -> Finding {
    match found {
        Ok(found) => Finding::good("feishu", format!("can post in {found}")),
        Err(PlatformError::Dead { reason }) => Finding::bad("feishu", format!("{name}: {reason}")),
        Err(error) => Finding::look("feishu", format!("{name} cannot be asked about: {error}")),
    }
}

/// People who cannot be reached here. One who only uses the web chat is no mistake.
async fn people(tenant: &Tenant, org: &Org) -> Vec<Finding> {
    let name = tenant.name();
    let here = || org.people.values().filter(|person| !person.left && !person.identities.contains_key(name));
    let without: Vec<&str> = here()
        .filter(|person| [EMAIL, PHONE].iter().all(|key| !person.identities.contains_key(*key)))
        .map(|person| person.name.as_str())
        .collect();
    let mut findings = Vec::new();
    if !without.is_empty() {
        let without = without.join(", ");
        findings.push(Finding::look(
            "feishu",
            format!(
                "{without} have no account on `{name}`: give them identities = {{ email = \"…\" }}, {{ phone = \"+86…\" }} \
                 or {{ {name} = \"ou_…\" }}"
            ),
        ));
    }
    let emails: Vec<String> = here().filter_map(|person| person.identities.get(EMAIL).cloned()).collect();
    if emails.is_empty() {
        return findings;
    }
    match tenant.strange_addresses(&emails).await {
        Ok(strange) if strange.is_empty() => {
            findings.push(Finding::good("feishu", format!("`{name}` knows all {} e-mail addresses", emails.len())));
        }
        Ok(strange) => findings.push(Finding::bad(
            "feishu",
            format!(
                "`{name}` knows nobody with {}: correct the address, or widen the app's availability under \"Version \
                 Management & Release\"",
                strange.join(", ")
            ),
        )),
        Err(error) => {
            findings.push(Finding::look("feishu", format!("`{name}`: addresses cannot be checked: {error}")));
        }
    }
    findings
}
