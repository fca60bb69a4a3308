//! A service in front of which a test may stand: its database is away, or it takes its time.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use steward::app::App;
use steward_core::card::{Button, Card};
use steward_core::host::{Account, Acquaintance, Asked, Contact, Host, News};
use steward_core::id::AlertId;
use steward_core::inbound::{Immediate, Inbound, NotKept, Receiver};
use steward_core::person::Locale;
use steward_tests::fakes::discord::FakeDiscord;
use tokio::sync::RwLock;

use super::stand::{Stand, Way, stand_behind};
use crate::office;

/// What a test holds in its hand.
#[derive(Default)]
pub struct Hand {
    /// For how many events to come the database is away.
    pub away: AtomicU32,
    /// Whoever holds it lets the service wait.
    pub door: RwLock<()>,
    /// What everybody is answered.
    pub answer: Mutex<Option<Immediate>>,
}

/// A service in that hand.
struct Held {
    app: Arc<App>,
    hand: Arc<Hand>,
}

/// The company of a service in this hand.
pub async fn stand_in_hand(way: Way) -> (Stand, Arc<Hand>) {
    let clock = office::clock();
    let discord = FakeDiscord::start(clock.clone()).await;
    let hand = Arc::new(Hand::default());
    let behind = |app: Arc<App>| Arc::new(Held { app, hand: Arc::clone(&hand) }) as Arc<dyn Host>;
    let stand = stand_behind(behind, discord, &clock, way).await;
    (stand, hand)
}

#[async_trait]
impl Receiver for Held {
    async fn receive(&self, inbound: Inbound) -> Result<Immediate, NotKept> {
        let _open = self.hand.door.read().await;
        if let Some(answer) = &*self.hand.answer.lock().expect("a hand") {
            return Ok(answer.clone());
        }
        let count = |left: u32| left.checked_sub(1);
        match self.hand.away.fetch_update(Ordering::Relaxed, Ordering::Relaxed, count) {
            Ok(_) => Err(NotKept { card: Box::new(Card::default()) }),
            Err(_) => self.app.receive(inbound).await,
        }
    }
}

#[async_trait]
impl Host for Held {
    async fn offer(&self, asked: Asked) -> Result<Button, Box<Card>> {
        let _open = self.hand.door.read().await;
        self.app.offer(asked).await
    }

    async fn disown(&self, platform: &str, person: &str, alert: AlertId) -> Option<Box<Card>> {
        self.app.disown(platform, person, alert).await
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
