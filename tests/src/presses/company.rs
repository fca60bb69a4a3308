//! The company whose alerts are acknowledged: on Slack, twenty KPIs to a channel.

use anyhow::{Result, anyhow};
use serde_json::Value;
use steward_core::id::{ChannelKey, TeamKey};
use steward_core::org::Org;

use crate::load::company;

/// Who presses: the lead, who may acknowledge everything.
pub const PRESSER: &str = "lead";
/// KPIs whose alerts are announced in one channel.
const IN_A_CHANNEL: usize = 20;
/// What the ids of channels begin with.
const CHANNEL: &str = "CLOAD";

/// With so many KPIs.
pub fn of(kpis: usize) -> Result<Org> {
    let mut org = company::late_shippers(kpis)?;
    let team = org.teams.values().next().cloned().ok_or_else(|| anyhow!("there is no team"))?;
    let channel = org.channels.values().next().cloned().ok_or_else(|| anyhow!("there is no channel"))?;
    for number in 0..kpis.div_ceil(IN_A_CHANNEL) {
        let name = format!("group{number}");
        let mut channel = channel.clone();
        channel.key = ChannelKey::parse(&name)?;
        channel.platform = steward_platforms::slack::NAME.into();
        channel.target = format!("{CHANNEL}{number}");
        channel.name.clone_from(&name);
        let mut team = team.clone();
        team.key = TeamKey::parse(&name)?;
        team.channel = Some(channel.key.clone());
        org.channels.insert(channel.key.clone(), channel);
        org.teams.insert(team.key.clone(), team);
    }
    for (number, kpi) in org.kpis.values_mut().enumerate() {
        kpi.team = TeamKey::parse(&format!("group{}", number / IN_A_CHANNEL))?;
    }
    for person in org.people.values_mut() {
        person.identities = [(steward_platforms::slack::NAME.to_owned(), person.key.to_string())].into();
    }
    for channel in org.channels.values_mut() {
        channel.platform = steward_platforms::slack::NAME.into();
    }
    Ok(org)
}

/// Whether this is a channel of the company, not a person's own conversation.
pub fn is_channel(id: &Value) -> bool {
    id.as_str().is_some_and(|id| id.starts_with(CHANNEL))
}
