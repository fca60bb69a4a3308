//! What can be seen in this Discord: messages, modals, commands, files and calls.

use serde_json::{Value, json};

use super::FakeDiscord;
use super::message::Message;
use super::state::{Call, Channel, Kept};

fn seen(channel: &Channel, kept: &Kept) -> Message {
    Message { channel: channel.id.clone(), shown: kept.shown.clone(), only_for: kept.only_for.clone() }
}

impl FakeDiscord {
    /// The messages of a channel that everybody sees, oldest first: a name, an id, or `@mei` for direct messages.
    pub fn messages(&self, channel: &str) -> Vec<Message> {
        let state = self.state();
        let Some(channel) = state.find_channel(channel) else { return Vec::new() };
        let public = channel.messages.iter().filter(|kept| kept.only_for.is_none());
        public.map(|kept| seen(channel, kept)).collect()
    }

    /// What of all calls so far is not as Discord describes its API; nothing where its description is not there.
    pub fn unlike_described(&self) -> Vec<String> {
        self.state().unlike.clone()
    }

    /// The messages of the bot in a channel, oldest first.
    pub fn posts(&self, channel: &str) -> Vec<Message> {
        let is_own = |message: &Message| message.shown["author"]["bot"] == true;
        self.messages(channel).into_iter().filter(is_own).collect()
    }

    /// What only this person sees, oldest first.
    pub fn ephemerals(&self, user: &str) -> Vec<Message> {
        let state = self.state();
        let user = Some(state.user(user).id.clone());
        let all = state.channels.values().flat_map(|channel| {
            let own = channel.messages.iter().filter(|kept| kept.only_for == user);
            own.map(|kept| seen(channel, kept)).collect::<Vec<_>>()
        });
        let mut all: Vec<Message> = all.collect();
        all.sort_by_key(|message| message.id().parse::<u64>().unwrap_or_default());
        all
    }

    /// A message as it is now.
    pub fn again(&self, message: &Message) -> Message {
        let state = self.state();
        let kept = state.message(&message.channel, message.id());
        let kept = kept.unwrap_or_else(|| panic!("{} is gone", message.id()));
        seen(state.channel(&message.channel), kept)
    }

    /// The newest message of the bot in a channel, waited for.
    pub async fn wait_for_message(&self, channel: &str) -> Message {
        self.wait_for_posts(channel, 1).await.pop().expect("a message")
    }

    /// The messages of the bot in a channel, once there are so many.
    pub async fn wait_for_posts(&self, channel: &str, count: usize) -> Vec<Message> {
        let posts = |discord: &Self| Some(discord.posts(channel)).filter(|posts| posts.len() >= count);
        self.wait_until(&format!("{count} messages in {channel}"), posts).await
    }

    /// The newest message that only this person sees, waited for until there are so many that say something.
    pub async fn wait_for_ephemeral(&self, user: &str, count: usize) -> Message {
        let own = |discord: &Self| {
            let own = discord.ephemerals(user).into_iter();
            let said: Vec<Message> = own.filter(|message| !message.lines().is_empty()).collect();
            Some(said).filter(|said| said.len() >= count)
        };
        self.wait_until(&format!("{count} private messages to {user}"), own).await.pop().expect("a message")
    }

    /// The open modals of a person, in Discord's own form.
    pub fn modals(&self, user: &str) -> Vec<Value> {
        let state = self.state();
        let user = &state.user(user).id;
        state.modals.iter().filter(|modal| modal.user == *user).map(|modal| modal.shown.clone()).collect()
    }

    /// The modal of a person, waited for.
    pub async fn wait_for_modal(&self, user: &str) -> Value {
        self.wait_until(&format!("a modal of {user}"), |discord| discord.modals(user).pop()).await
    }

    /// The commands that a server offers: its own and those of every server, in Discord's own form.
    pub fn commands(&self, guild: &str) -> Vec<Value> {
        let state = self.state();
        state.guild(guild).commands.iter().chain(&state.app.commands).cloned().collect()
    }

    /// The `id` and the `token` of the newest interaction.
    pub fn newest_interaction(&self) -> Option<Value> {
        let state = self.state();
        let newest = state.interactions.iter().max_by_key(|(id, _)| id.parse::<u64>().unwrap_or_default());
        newest.map(|(id, interaction)| json!({ "id": id, "token": interaction.token }))
    }

    /// The id of a channel.
    pub fn channel_id(&self, channel: &str) -> String {
        self.state().channel(channel).id.clone()
    }

    /// The id of a person.
    pub fn user_id(&self, user: &str) -> String {
        self.state().user(user).id.clone()
    }

    /// The bytes of an attachment.
    pub fn file(&self, attachment: &str) -> Option<Vec<u8>> {
        self.state().files.get(attachment).cloned()
    }

    /// The calls that were carried out, oldest first.
    pub fn calls(&self) -> Vec<Call> {
        self.traffic().into_iter().filter(|call| call.status < 400).collect()
    }

    /// The calls of one method that were carried out, oldest first.
    pub fn calls_of(&self, method: &str) -> Vec<Call> {
        self.calls().into_iter().filter(|call| call.method == method).collect()
    }

    /// Forgets the calls so far: who goes on for long keeps them in a record.
    pub fn forget_calls(&self) {
        self.state().calls.clear();
    }

    /// Every call that reached a method, refused ones too, oldest first.
    pub fn traffic(&self) -> Vec<Call> {
        self.state().calls.clone()
    }
}
