//! What is said over the gateway is told once, so it is kept as soon as it can be.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use steward::app::App;
use steward_core::alert::AlertStatus;
use steward_core::card::{Button, Card};
use steward_core::host::{Account, Acquaintance, Asked, Contact, Host, News};
use steward_core::inbound::{Immediate, Inbound, NotKept, Receiver};
use steward_core::person::Locale;
use steward_tests::fakes::discord::FakeDiscord;

use super::stand::{Way, stand_behind};
use crate::office;

/// A service whose database is away for the next so many events.
struct Forgetful {
    app: Arc<App>,
    away: AtomicU32,
}

#[async_trait]
impl Receiver for Forgetful {
    async fn receive(&self, inbound: Inbound) -> Result<Immediate, NotKept> {
        let count = |left: u32| left.checked_sub(1);
        match self.away.fetch_update(Ordering::Relaxed, Ordering::Relaxed, count) {
            Ok(_) => Err(NotKept { card: Box::new(Card::default()) }),
            Err(_) => self.app.receive(inbound).await,
        }
    }
}

#[async_trait]
impl Host for Forgetful {
    async fn offer(&self, asked: Asked) -> Result<Button, Box<Card>> {
        self.app.offer(asked).await
    }

    async fn home(&self, platform: &str, person: &str) -> Card {
        self.app.home(platform, person).await
    }

    async fn locale(&self, platform: &str, person: &str) -> Locale {
        self.app.locale(platform, person).await
    }

    async fn knows(&self, platform: &str, person: &str) -> bool {
        self.app.knows(platform, person).await
    }

    async fn unlinked(&self, platform: &str) -> Vec<Contact> {
        self.app.unlinked(platform).await
    }

    async fn meet(&self, account: Account) -> Acquaintance {
        self.app.meet(account).await
    }

    async fn claim(&self, account: Account, code: &str) -> Acquaintance {
        self.app.claim(account, code).await
    }

    async fn complete(&self, platform: &str, person: &str, typed: &str) -> Vec<String> {
        self.app.complete(platform, person, typed).await
    }

    async fn hear(&self, platform: &str, news: News) -> bool {
        self.app.hear(platform, news).await
    }
}

#[tokio::test]
async fn what_cannot_be_kept_at_first_is_kept_later_and_answered_once() {
    let clock = office::clock();
    let discord = FakeDiscord::start(clock.clone()).await;
    let behind = |app: Arc<App>| Arc::new(Forgetful { app, away: AtomicU32::new(2) }) as Arc<dyn Host>;
    let stand = stand_behind(behind, discord, &clock, Way::Gateway).await;
    let (card, _) = stand.breach().await;
    let before = stand.discord.posts("@mei").len();
    stand.discord.reply("mei", &card, "收到");
    stand.answered_directly("mei", before + 1).await;
    stand.settle().await;
    assert_eq!(stand.alert().await.status, AlertStatus::Acknowledged);
    assert_eq!(stand.discord.posts("@mei").len(), before + 1);
}
