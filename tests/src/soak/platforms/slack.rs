//! Slack: a workspace with a channel, and people who press buttons.

use std::sync::Arc;

use async_trait::async_trait;

use super::{Calm, StandIn};
use crate::chance::Chance;
use crate::fakes::mood::Moody;
use crate::fakes::slack::{FakeSlack, Message, NewChannel, NewUser};
use crate::soak::company::people_on;
use crate::soak::crowd::{self, Pressed};
use crate::soak::setup::Setup;

/// The name of the platform, and of its channel.
const NAME: &str = "slack";

#[async_trait]
impl StandIn for FakeSlack {
    fn moody(&self) -> &dyn Moody {
        &**self
    }

    fn furnish(&self, setup: &mut Setup) {
        let workspace = self.add_workspace("Evenfield");
        setup.add_people(NAME, |name| self.add_user(&workspace.team, NewUser::named(name).zone("Etc/UTC")));
        let channel = NewChannel::named(NAME).members(&people_on(NAME)).with_bot();
        setup.add_target(NAME, self.add_channel(&workspace.team, channel));
        setup.add_section(&format!("[slack]\napi_url = \"{}\"", self.api_url()));
        setup.add_credential("STEWARD_SLACK_BOT_TOKEN", workspace.bot_token);
        setup.add_credential("STEWARD_SLACK_APP_TOKEN", self.app_token());
    }

    async fn live(self: Arc<Self>, chance: Chance, calm: Calm) {
        crowd::act(self, NAME, chance, calm).await;
    }
}

impl Pressed for FakeSlack {
    type Card = Message;

    fn cards(&self, conversation: &str) -> Vec<Message> {
        self.posts(conversation)
    }

    fn buttons(card: &Message) -> Vec<String> {
        card.buttons()
    }

    async fn tap(self: Arc<Self>, person: &'static str, card: Message, button: &'static str, is_twice: bool) {
        let delivered = self.press(person, &card, button).await;
        if is_twice {
            self.deliver_again(&delivered).await;
        }
    }
}
