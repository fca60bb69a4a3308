//! Discord: a server with a channel, people who press buttons, and lines of the gateway that break.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use super::{Calm, StandIn};
use crate::chance::Chance;
use crate::fakes::discord::{FakeDiscord, Message, NewUser};
use crate::fakes::mood::Moody;
use crate::soak::crowd::{self, Pressed};
use crate::soak::pause;
use crate::soak::setup::Setup;

/// The name of the platform, and of its channel.
const NAME: &str = "discord";
/// The file with the authority that the stand-in is proved by.
const AUTHORITY: &str = "discord.pem";
/// Between two moments at which every line of the gateway breaks.
const LINES_HOLD: Duration = Duration::from_secs(7);

#[async_trait]
impl StandIn for FakeDiscord {
    fn moody(&self) -> &dyn Moody {
        &**self
    }

    fn furnish(&self, setup: &mut Setup) {
        self.set_message_content(true);
        self.keep_pace();
        let guild = self.add_guild("Evenfield", "en-US");
        setup.add_people(NAME, |name| self.add_user(&guild, NewUser::named(name)));
        setup.add_target(NAME, self.add_channel(&guild, NAME));
        setup.add_section(&format!(
            "[discord]\napi_url = \"{}\"\nca_file = \"{AUTHORITY}\"",
            self.tls_address()
        ));
        setup.files.insert(AUTHORITY.into(), self.authority().into());
        setup.add_credential("STEWARD_DISCORD_TOKEN", self.token());
    }

    async fn live(self: Arc<Self>, chance: Chance, calm: Calm) {
        tokio::join!(break_lines(&self, calm.clone()), crowd::act(Arc::clone(&self), NAME, chance, calm));
    }
}

/// Breaks the lines of the gateway, after which sessions are resumed. Sessions of processes that were killed are forgotten
/// before, since nobody resumes them, and so are calls, which are in the record: there are many of both.
async fn break_lines(discord: &FakeDiscord, calm: Calm) {
    while !*calm.borrow() {
        pause(LINES_HOLD).await;
        discord.forget_sessions();
        discord.forget_calls();
        discord.cut_sessions();
    }
}

impl Pressed for FakeDiscord {
    type Card = Message;

    fn cards(&self, conversation: &str) -> Vec<Message> {
        self.posts(conversation)
    }

    fn buttons(card: &Message) -> Vec<String> {
        card.buttons()
    }

    async fn tap(self: Arc<Self>, person: &'static str, card: Message, button: &'static str, is_twice: bool) {
        // Meanwhile the card may have changed.
        let delivered = self.press_old(person, &card, button).await;
        if is_twice {
            self.deliver_again(&delivered).await;
        }
    }
}
