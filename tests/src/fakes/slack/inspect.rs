//! What can be seen in this Slack: messages, modals, home tabs, files and calls.

use serde_json::Value;

use super::FakeSlack;
use super::message::{Message, lines_of};
use super::state::Call;

impl FakeSlack {
    /// The messages of a channel, oldest first, replies among them: a name, an id, or `@mei` for direct messages.
    pub fn messages(&self, channel: &str) -> Vec<Message> {
        let state = self.state();
        let Some(channel) = state.find_channel(channel) else { return Vec::new() };
        let seen =
            |shown: &Value| Message { channel: channel.id.clone(), shown: shown.clone(), ephemeral: false };
        channel.messages.iter().map(seen).collect()
    }

    /// The messages of the bot in a channel, oldest first.
    pub fn posts(&self, channel: &str) -> Vec<Message> {
        self.messages(channel).into_iter().filter(|message| message.shown["bot_id"].is_string()).collect()
    }

    /// What only this person sees, oldest first.
    pub fn ephemerals(&self, user: &str) -> Vec<Message> {
        let state = self.state();
        let user = &state.user(user).id;
        let own = state.ephemerals.iter().filter(|own| own.user == *user);
        own.map(|own| Message { channel: own.channel.clone(), shown: own.message.clone(), ephemeral: true })
            .collect()
    }

    /// The message with this time stamp in a channel.
    pub fn message(&self, channel: &str, ts: &str) -> Message {
        let state = self.state();
        let channel = state.channel(channel);
        let shown = channel.message(ts).unwrap_or_else(|| panic!("no message {ts} in {}", channel.name));
        Message { channel: channel.id.clone(), shown: shown.clone(), ephemeral: false }
    }

    /// A message as it is now.
    pub fn again(&self, message: &Message) -> Message {
        let state = self.state();
        let in_channel = state.channel(&message.channel).message(message.ts());
        let in_private =
            || state.ephemerals.iter().map(|own| &own.message).find(|own| own["ts"] == message.ts());
        let shown = in_channel.or_else(in_private).unwrap_or_else(|| panic!("{} is gone", message.ts()));
        Message { shown: shown.clone(), ..message.clone() }
    }

    /// The newest message of the bot in a channel, waited for.
    pub async fn wait_for_message(&self, channel: &str) -> Message {
        self.wait_for_posts(channel, 1).await.pop().expect("a message")
    }

    /// The messages of the bot in a channel, once there are so many.
    pub async fn wait_for_posts(&self, channel: &str, count: usize) -> Vec<Message> {
        let posts = |slack: &Self| Some(slack.posts(channel)).filter(|posts| posts.len() >= count);
        self.wait_until(&format!("{count} messages in {channel}"), posts).await
    }

    /// The newest message that only this person sees, waited for until there are so many.
    pub async fn wait_for_ephemeral(&self, user: &str, count: usize) -> Message {
        let own = |slack: &Self| Some(slack.ephemerals(user)).filter(|own| own.len() >= count);
        self.wait_until(&format!("{count} private messages to {user}"), own).await.pop().expect("a message")
    }

    /// The open modals of a person, the uppermost last, in Slack's own form.
    pub fn modals(&self, user: &str) -> Vec<Value> {
        let state = self.state();
        let user = &state.user(user).id;
        state.modals.iter().filter(|modal| modal.user == *user).map(|modal| modal.shown.clone()).collect()
    }

    /// The uppermost modal of a person, waited for.
    pub async fn wait_for_modal(&self, user: &str) -> Value {
        self.wait_until(&format!("a modal of {user}"), |slack| slack.modals(user).pop()).await
    }

    /// The home tab of a person, in Slack's own form.
    pub fn home(&self, user: &str) -> Option<Value> {
        let state = self.state();
        state.homes.get(&state.user(user).id).map(|home| home.shown.clone())
    }

    /// Every text of a view, a line for each.
    pub fn lines(view: &Value) -> Vec<String> {
        lines_of(&view["blocks"])
    }

    /// The calls that were carried out, oldest first.
    pub fn calls(&self) -> Vec<Call> {
        self.state().calls.clone()
    }

    /// The calls of one method that were carried out, oldest first.
    pub fn calls_of(&self, method: &str) -> Vec<Call> {
        self.state().calls.iter().filter(|call| call.method == method).cloned().collect()
    }

    /// How many calls were refused because they were too many, where the pace is kept.
    pub fn refused(&self) -> u64 {
        self.state().refused
    }

    /// The bytes of every completed file with this name.
    pub fn files(&self, name: &str) -> Vec<Vec<u8>> {
        let state = self.state();
        let own = state.files.values().filter(|file| file.completed && file.name == name);
        own.filter_map(|file| file.bytes.clone()).collect()
    }
}
