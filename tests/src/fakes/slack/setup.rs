//! Workspaces, people and channels, and what happens to them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::json;
use steward_platforms::slack::SCOPES;

use super::FakeSlack;
use super::methods;
use super::state::{Channel, ChannelKind, Team, User};

/// A workspace, with what the app needs to speak in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workspace {
    /// Its id.
    pub team: String,
    /// The token of the bot.
    pub bot_token: String,
    /// The user id of the bot.
    pub bot_user: String,
}

/// A person to add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewUser {
    name: String,
    email: Option<String>,
    #[serde(default = "american")]
    locale: String,
    #[serde(default = "new_york")]
    zone: String,
}

/// A channel to add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewChannel {
    name: String,
    #[serde(default)]
    private: bool,
    #[serde(default)]
    members: Vec<String>,
    #[serde(default)]
    with_bot: bool,
}

fn american() -> String {
    "en-US".into()
}

fn new_york() -> String {
    "America/New_York".into()
}

impl NewUser {
    /// A person with an American's language and New York's time, without an address.
    pub fn named(name: &str) -> Self {
        Self { name: name.into(), email: None, locale: american(), zone: new_york() }
    }

    /// With this address.
    #[must_use]
    pub fn email(mut self, email: &str) -> Self {
        self.email = Some(email.into());
        self
    }

    /// Speaking this language, such as `zh-CN`.
    #[must_use]
    pub fn locale(mut self, locale: &str) -> Self {
        self.locale = locale.into();
        self
    }

    /// Living in this zone, such as `Asia/Shanghai`.
    #[must_use]
    pub fn zone(mut self, zone: &str) -> Self {
        self.zone = zone.into();
        self
    }
}

impl NewChannel {
    /// A public channel without anybody.
    pub fn named(name: &str) -> Self {
        Self { name: name.into(), private: false, members: Vec::new(), with_bot: false }
    }

    /// Only for its members.
    #[must_use]
    pub fn private(mut self) -> Self {
        self.private = true;
        self
    }

    /// With these people, by name or id.
    #[must_use]
    pub fn members(mut self, members: &[&str]) -> Self {
        self.members = members.iter().copied().map(String::from).collect();
        self
    }

    /// With the bot.
    #[must_use]
    pub fn with_bot(mut self) -> Self {
        self.with_bot = true;
        self
    }
}

impl FakeSlack {
    /// A workspace in which the app is installed, with the scopes that its manifest asks for.
    pub fn add_workspace(&self, name: &str) -> Workspace {
        let mut state = self.state();
        let (team, bot_user, bot_id) = (state.next_id("T"), state.next_id("U"), state.next_id("B"));
        let bot_token = format!("xoxb-{}-bot", &team[1..]);
        let bot = User {
            id: bot_user.clone(),
            team: team.clone(),
            name: "steward".into(),
            real_name: "Steward".into(),
            email: None,
            locale: american(),
            zone: new_york(),
            deactivated: false,
            is_bot: true,
        };
        state.users.insert(bot_user.clone(), bot);
        let installed = Team {
            name: name.into(),
            domain: name.to_lowercase().replace(' ', "-"),
            bot_token: bot_token.clone(),
            bot_user: bot_user.clone(),
            bot_id,
            scopes: SCOPES.iter().map(|(scope, _)| String::from(*scope)).collect(),
            token_refused: None,
        };
        state.teams.insert(team.clone(), installed);
        Workspace { team, bot_token, bot_user }
    }

    /// A person; their id.
    pub fn add_user(&self, team: &str, new: NewUser) -> String {
        let mut state = self.state();
        let id = state.next_id("U");
        let user = User {
            id: id.clone(),
            team: team.into(),
            real_name: new.name.clone(),
            name: new.name,
            email: new.email,
            locale: new.locale,
            zone: new.zone,
            deactivated: false,
            is_bot: false,
        };
        state.users.insert(id.clone(), user);
        id
    }

    /// A channel; its id.
    pub fn add_channel(&self, team: &str, new: NewChannel) -> String {
        let mut state = self.state();
        let id = state.next_id("C");
        let mut members: BTreeSet<String> =
            new.members.iter().map(|name| state.user(name).id.clone()).collect();
        if new.with_bot {
            members.insert(state.team(team).bot_user.clone());
        }
        let channel = Channel {
            id: id.clone(),
            team: team.into(),
            name: new.name,
            kind: if new.private { ChannelKind::Private } else { ChannelKind::Public },
            archived: false,
            members,
            messages: Vec::new(),
            posts: Vec::new(),
        };
        state.channels.insert(id.clone(), channel);
        id
    }

    /// Takes a scope from the bot of a workspace.
    pub fn take_scope(&self, team: &str, scope: &str) {
        self.in_team(team, |team| team.scopes.remove(scope));
    }

    /// Gives the bot of a workspace a scope.
    pub fn give_scope(&self, team: &str, scope: &str) {
        self.in_team(team, |team| team.scopes.insert(scope.into()));
    }

    /// From now on every call with this workspace's token fails, such as with `token_revoked` or `account_inactive`.
    pub fn refuse_token(&self, team: &str, error: &str) {
        self.in_team(team, |team| team.token_refused = Some(error.into()));
    }

    /// The token of a workspace is good again.
    pub fn restore_token(&self, team: &str) {
        self.in_team(team, |team| team.token_refused = None);
    }

    /// Refuses more than one post a second to a channel, by the clock.
    pub fn keep_pace(&self) {
        self.state().paced = true;
    }

    /// Archives a channel.
    pub async fn archive(&self, channel: &str) {
        let (team, id) = self.in_channel(channel, |channel| channel.archived = true);
        self.deliver_event(&team, json!({ "type": "channel_archive", "channel": id, "user": null })).await;
    }

    /// Gives a channel another name.
    pub async fn rename(&self, channel: &str, name: &str) {
        let (team, id) = self.in_channel(channel, |channel| channel.name = name.into());
        let told = json!({ "id": id, "name": name, "created": 1_700_000_000 });
        self.deliver_event(&team, json!({ "type": "channel_rename", "channel": told })).await;
    }

    /// Makes a channel private. Its id stays.
    pub fn make_private(&self, channel: &str) {
        self.in_channel(channel, |channel| channel.kind = ChannelKind::Private);
    }

    /// Takes the bot out of a channel.
    pub async fn remove_bot(&self, channel: &str) {
        let bot = self.bot_of(channel);
        let (team, id) = self.in_channel(channel, |channel| {
            channel.members.remove(&bot);
        });
        let left = json!({ "type": "channel_left", "channel": id, "actor_id": null });
        self.deliver_event(&team, left).await;
    }

    /// Invites the bot into a channel.
    pub async fn invite_bot(&self, channel: &str) {
        let bot = self.bot_of(channel);
        let (team, id) = self.in_channel(channel, |channel| {
            channel.members.insert(bot.clone());
        });
        let joined = json!({ "type": "member_joined_channel", "user": bot, "channel": id, "channel_type": "C",
                             "team": team });
        self.deliver_event(&team, joined).await;
    }

    /// Somebody leaves the company.
    pub async fn deactivate(&self, user: &str) {
        self.change_user(user, |user| user.deactivated = true).await;
    }

    /// Somebody changes their language and zone.
    pub async fn moves(&self, user: &str, locale: &str, zone: &str) {
        self.change_user(user, |user| {
            user.locale = locale.into();
            user.zone = zone.into();
        })
        .await;
    }

    async fn change_user(&self, user: &str, change: impl FnOnce(&mut User)) {
        let (team, told) = {
            let mut state = self.state();
            let id = state.user(user).id.clone();
            let user = state.users.get_mut(&id).expect("a person");
            change(user);
            (user.team.clone(), methods::user_json(user, user.email.as_deref(), Some(&user.locale)))
        };
        let changed = json!({ "type": "user_change", "user": told, "cache_ts": 1_700_000_000,
                              "event_ts": "1700000000.000001" });
        self.deliver_event(&team, changed).await;
    }

    /// The id of a person by name.
    pub fn user_id(&self, name: &str) -> String {
        self.state().user(name).id.clone()
    }

    /// The id of a channel by name, or of a person's direct messages as `@mei`.
    pub fn channel_id(&self, name: &str) -> String {
        self.state().channel(name).id.clone()
    }

    fn bot_of(&self, channel: &str) -> String {
        let state = self.state();
        state.team(&state.channel(channel).team).bot_user.clone()
    }

    fn in_team<T>(&self, team: &str, change: impl FnOnce(&mut Team) -> T) {
        let mut state = self.state();
        change(state.teams.get_mut(team).unwrap_or_else(|| panic!("no workspace {team}")));
    }

    fn in_channel(&self, channel: &str, change: impl FnOnce(&mut Channel)) -> (String, String) {
        let mut state = self.state();
        let id = state.channel(channel).id.clone();
        let channel = state.channel_mut(&id);
        change(channel);
        (channel.team.clone(), id)
    }
}
