//! Feishu: an app in an organisation with a group, and people who press buttons.

use std::sync::Arc;

use async_trait::async_trait;

use super::{Calm, StandIn};
use crate::chance::Chance;
use crate::fakes::feishu::{ClientConfig, FakeFeishu, Message, NewChat, NewUser};
use crate::fakes::mood::Moody;
use crate::soak::company::people_on;
use crate::soak::crowd::{self, Pressed};
use crate::soak::setup::Setup;

/// The name of the platform, and of its group.
const NAME: &str = "feishu";

#[async_trait]
impl StandIn for FakeFeishu {
    fn moody(&self) -> &dyn Moody {
        &**self
    }

    fn furnish(&self, setup: &mut Setup) {
        setup.add_people(NAME, |name| self.add_user(NewUser::named(name).zone("Etc/UTC")));
        // Clients that come back at once after a kill.
        self.set_client_config(ClientConfig {
            reconnect_count: -1,
            reconnect_interval: 1,
            reconnect_nonce: 1,
            ping_interval: 5,
        });
        let chat = NewChat::named(NAME).members(&people_on(NAME)).with_bot();
        setup.add_target(NAME, self.add_chat(chat));
        setup.add_section(&format!(
            "[feishu]\nfeishu_url = \"{}\"\nrobots_file = \"{}\"",
            self.address(),
            super::feishu_robot::FILE
        ));
        let app = self.credentials();
        setup.add_credential("STEWARD_FEISHU_APP_ID", app.app_id);
        setup.add_credential("STEWARD_FEISHU_APP_SECRET", app.app_secret);
    }

    async fn live(self: Arc<Self>, chance: Chance, calm: Calm) {
        crowd::act(self, NAME, chance, calm).await;
    }
}

impl Pressed for FakeFeishu {
    type Card = Message;

    fn cards(&self, conversation: &str) -> Vec<Message> {
        self.posts(conversation)
    }

    fn buttons(card: &Message) -> Vec<String> {
        card.buttons()
    }

    async fn tap(self: Arc<Self>, person: &'static str, card: Message, button: &'static str, is_twice: bool) {
        let tap = self.press(person, &card, button).await;
        if is_twice {
            self.deliver_again(&tap.event).await;
        }
    }
}
