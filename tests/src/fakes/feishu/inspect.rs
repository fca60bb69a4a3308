//! What can be seen in this Feishu: messages, cards that only one person sees, toasts, pictures and calls.

use std::collections::BTreeSet;

use super::FakeFeishu;
use super::message::Message;
use super::person::Toast;
use super::state::Call;

impl FakeFeishu {
    /// The messages of a chat, oldest first, replies among them: a name, an id, or `@mei` for direct messages.
    pub fn messages(&self, chat: &str) -> Vec<Message> {
        self.state().find_chat(chat).map(|chat| chat.messages.clone()).unwrap_or_default()
    }

    /// The messages of the bot in a chat that were not recalled, oldest first.
    pub fn posts(&self, chat: &str) -> Vec<Message> {
        let own = |message: &Message| message.author.is_none() && !message.recalled;
        self.messages(chat).into_iter().filter(own).collect()
    }

    /// The cards that only this person sees, oldest first.
    pub fn ephemerals(&self, user: &str) -> Vec<Message> {
        let state = self.state();
        let open_id = Some(state.user(user).open_id.clone());
        state.ephemerals.iter().filter(|own| own.only_for == open_id).cloned().collect()
    }

    /// A message as it is now.
    pub fn again(&self, message: &Message) -> Message {
        let state = self.state();
        let private = state.ephemerals.iter().find(|own| own.id == message.id);
        let found = state.message(&message.id).or(private);
        found.unwrap_or_else(|| panic!("{} is gone", message.id)).clone()
    }

    /// The newest message of the bot in a chat, waited for.
    pub async fn wait_for_message(&self, chat: &str) -> Message {
        self.wait_for_posts(chat, 1).await.pop().expect("a message")
    }

    /// The messages of the bot in a chat, once there are so many.
    pub async fn wait_for_posts(&self, chat: &str, count: usize) -> Vec<Message> {
        let posts = |feishu: &Self| Some(feishu.posts(chat)).filter(|posts| posts.len() >= count);
        self.wait_until(&format!("{count} messages in {chat}"), posts).await
    }

    /// The newest card that only this person sees, waited for until there are so many.
    pub async fn wait_for_ephemeral(&self, user: &str, count: usize) -> Message {
        let own = |feishu: &Self| Some(feishu.ephemerals(user)).filter(|own| own.len() >= count);
        self.wait_until(&format!("{count} private cards of {user}"), own).await.pop().expect("a card")
    }

    /// The toasts that a person saw, oldest first.
    pub fn toasts(&self, user: &str) -> Vec<Toast> {
        let state = self.state();
        let open_id = &state.user(user).open_id;
        state.toasts.iter().filter(|(own, _)| own == open_id).map(|(_, toast)| toast.clone()).collect()
    }

    /// The ids of the messages that a person was buzzed about.
    pub fn urgents(&self, user: &str) -> BTreeSet<String> {
        let state = self.state();
        let open_id = &state.user(user).open_id;
        let all = state.chats.values().flat_map(|chat| &chat.messages);
        all.filter(|message| message.urgent.contains(open_id)).map(|message| message.id.clone()).collect()
    }

    /// The bytes of a picture.
    pub fn image(&self, key: &str) -> Option<Vec<u8>> {
        self.state().images.get(key).cloned()
    }

    /// The open id of a person.
    pub fn open_id(&self, user: &str) -> String {
        self.state().user(user).open_id.clone()
    }

    /// The id of a chat.
    pub fn chat_id(&self, chat: &str) -> String {
        self.state().chat(chat).id.clone()
    }

    /// The calls that were carried out, oldest first.
    pub fn calls(&self) -> Vec<Call> {
        self.state().calls.clone()
    }

    /// The calls of one method that were carried out, oldest first.
    pub fn calls_of(&self, method: &str) -> Vec<Call> {
        self.calls().into_iter().filter(|call| call.method == method).collect()
    }

    /// How many calls were refused because they were too many, where the pace is kept.
    pub fn refused(&self) -> u64 {
        self.state().refused
    }

    /// Every call that reached the methods, refused ones too.
    pub fn call_count(&self) -> u64 {
        self.state().call_count
    }
}
