//! What can be found out about the bot without changing anything, for whoever sets it up.

use serde_json::Value;
use serenity::http::Route;
use serenity::model::id::{ChannelId, GuildId, UserId};
use steward_core::platform::PlatformError;

use super::api::snowflake;
use super::bot::{Bot, Identity};
use super::manifest::{Permission, permissions};

/// Flags of an application that may read texts which do not mention it.
const READS_CONTENT: u64 = 1 << 18 | 1 << 19;
/// Who may everything.
const ADMINISTRATOR: u64 = 1 << 3;

/// What is missing in a channel; empty where nothing is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The channel's name.
    pub name: String,
    /// What the bot may not do there.
    pub permissions: Vec<Permission>,
}

impl Identity {
    /// Whether the portal lets it read texts that do not mention it.
    pub fn reads_content(&self) -> bool {
        self.flags & READS_CONTENT != 0
    }
}

impl Bot {
    /// The names of the servers that the bot is in.
    pub async fn servers(&self) -> Result<Vec<String>, PlatformError> {
        let all = self.api.get(Route::UserMeGuilds).await?;
        let name = |server: &Value| server.get("name")?.as_str().map(str::to_owned);
        Ok(all.as_array().into_iter().flatten().filter_map(name).collect())
    }

    /// Whether the gateway can be opened.
    pub async fn check_gateway(&self) -> Result<(), PlatformError> {
        self.api.get(Route::GatewayBot).await.map(drop)
    }

    /// What is missing in a channel.
    pub async fn missing(&self, channel: &str) -> Result<Missing, PlatformError> {
        let channel_id: ChannelId = snowflake(channel)?;
        let found = self.api.get(Route::Channel { channel_id }).await?;
        let name = found.get("name").and_then(Value::as_str).unwrap_or(channel).to_owned();
        let Some(server) = found.get("guild_id").and_then(Value::as_str) else {
            return Ok(Missing { name, permissions: Vec::new() });
        };
        let guild_id: GuildId = snowflake(server)?;
        let me = &self.identity().await?.user;
        let user_id: UserId = snowflake(me)?;
        let guild = self.api.get(Route::Guild { guild_id }).await?;
        let member = self.api.get(Route::GuildMember { guild_id, user_id }).await?;
        let allowed = allowed(&guild, &member, &found, me);
        let lacks = |permission: &&Permission| allowed & permission.bit == 0;
        Ok(Missing { name, permissions: permissions().iter().filter(lacks).copied().collect() })
    }
}

/// What a member may in a channel (the algorithm of Discord's reference, "Permission Overwrites").
fn allowed(guild: &Value, member: &Value, channel: &Value, me: &str) -> u64 {
    let server = text(guild, "id");
    let roles: Vec<&str> = member
        .get("roles")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let of_roles = guild.get("roles").and_then(Value::as_array).into_iter().flatten();
    let own = of_roles.filter(|role| text(role, "id") == server || roles.contains(&text(role, "id")));
    let base = own.fold(0, |bits, role| bits | self::bits(role, "permissions"));
    if base & ADMINISTRATOR != 0 || text(guild, "owner_id") == me {
        return u64::MAX;
    }
    let overwrites: Vec<&Value> =
        channel.get("permission_overwrites").and_then(Value::as_array).into_iter().flatten().collect();
    let laid = |base: u64, is_meant: &dyn Fn(&str) -> bool| {
        let meant = overwrites.iter().filter(|one| is_meant(text(one, "id")));
        let (deny, allow) =
            meant.fold((0, 0), |(deny, allow), one| (deny | bits(one, "deny"), allow | bits(one, "allow")));
        base & !deny | allow
    };
    let for_all = laid(base, &|id| id == server);
    let for_roles = laid(for_all, &|id| id != server && roles.contains(&id));
    laid(for_roles, &|id| id == me)
}

fn text<'a>(of: &'a Value, key: &str) -> &'a str {
    of.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn bits(of: &Value, key: &str) -> u64 {
    text(of, key).parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const VIEW: u64 = 1 << 10;
    const SEND: u64 = 1 << 11;

    fn of(overwrites: &Value) -> u64 {
        let guild = json!({ "id": "1", "owner_id": "99", "roles": [
            { "id": "1", "permissions": (VIEW | SEND).to_string() }, { "id": "2", "permissions": "0" },
        ] });
        let channel = json!({ "permission_overwrites": overwrites });
        allowed(&guild, &json!({ "roles": ["2"] }), &channel, "8")
    }

    #[test]
    fn what_is_closer_to_the_member_counts() {
        assert_eq!(of(&json!([])), VIEW | SEND);
        let closed = json!({ "id": "1", "type": 0, "allow": "0", "deny": VIEW.to_string() });
        let open = |id: &str| json!({ "id": id, "type": 0, "allow": VIEW.to_string(), "deny": "0" });
        assert_eq!(of(&json!([closed])), SEND);
        assert_eq!(of(&json!([closed, open("2")])), VIEW | SEND);
        assert_eq!(of(&json!([closed, open("3")])), SEND);
        let mine = json!({ "id": "8", "type": 1, "allow": "0", "deny": SEND.to_string() });
        assert_eq!(of(&json!([closed, open("2"), mine])), VIEW);
    }

    #[test]
    fn an_administrator_may_everything() {
        let guild = json!({ "id": "1", "roles": [{ "id": "1", "permissions": "8" }] });
        assert_eq!(allowed(&guild, &json!({}), &json!({}), "8"), u64::MAX);
    }
}
