//! What a chat platform asks back: forms behind buttons, home tabs, whose an account is, what happened to a channel.

mod claim;
mod complete;
mod home;
mod meet;
mod news;
mod offer;

use async_trait::async_trait;
use steward_core::card::{Button, Card};
use steward_core::escalation::chain::admins;
use steward_core::host::{Account, Acquaintance, Asked, Contact, Host, News};
use steward_core::id::AlertId;
use steward_core::message::Message;
use steward_core::message::answer::{Answer, Refusal};
use steward_core::org::Org;
use steward_core::outbox::Reader;
use steward_core::person::{Locale, Person};
use steward_core::time::Zone;

use crate::app::App;
use crate::health::Condition;
use crate::strange;

#[async_trait]
impl Host for App {
    async fn offer(&self, asked: Asked) -> Result<Button, Box<Card>> {
        let org = self.store.last_org().unwrap_or_default();
        let person = org.person_on(&asked.platform, &asked.person);
        let mut reader = reader(&org, person);
        if person.is_none() {
            reader.locale = asked.locale.clone().unwrap_or(reader.locale);
        }
        let refusal = match offer::offer(self, &asked).await {
            Ok(Ok(button)) => return Ok(button),
            Ok(Err(refusal)) => refusal,
            Err(error) => {
                tracing::warn!(%error, platform = asked.platform, "a button could not be looked up");
                Refusal::TryAgain
            }
        };
        Err(Box::new(self.answer_card(&asked.platform, Answer::Refused { why: refusal }, &reader)))
    }

    async fn disown(&self, platform: &str, person: &str, alert: AlertId) -> Option<Box<Card>> {
        match strange::met(self, platform, alert).await {
            Ok(true) => {
                let org = self.store.last_org().unwrap_or_default();
                let reader = reader(&org, org.person_on(platform, person));
                Some(Box::new(self.answer_card(
                    platform,
                    Answer::Refused { why: Refusal::StrangeCard },
                    &reader,
                )))
            }
            Ok(false) => None,
            Err(error) => {
                tracing::warn!(%error, platform, "whose a card is could not be looked up");
                None
            }
        }
    }

    async fn home(&self, platform: &str, person: &str) -> Card {
        match home::home(self, platform, person).await {
            Ok(card) => card,
            Err(error) => {
                tracing::warn!(%error, platform, "a home tab could not be put together");
                let org = self.store.last_org().unwrap_or_default();
                let reader = reader(&org, org.person_on(platform, person));
                self.answer_card(platform, Answer::Refused { why: Refusal::TryAgain }, &reader)
            }
        }
    }

    async fn locale(&self, platform: &str, person: &str) -> Locale {
        let org = self.store.org().await.or_else(|_| self.store.last_org().ok_or(())).unwrap_or_default();
        reader(&org, org.person_on(platform, person)).locale
    }

    async fn knows(&self, platform: &str, person: &str) -> bool {
        // Whoever was known a moment ago needs no look at the database: what is done for them looks again.
        if self.store.last_org().is_some_and(|org| org.person_on(platform, person).is_some()) {
            return true;
        }
        match self.store.org().await {
            Ok(org) => org.person_on(platform, person).is_some(),
            // Nobody can be tied to an account now, so nothing is to be looked up for it.
            Err(_) => true,
        }
    }

    async fn unlinked(&self, platform: &str) -> Vec<Contact> {
        self.store.org().await.map(|org| meet::unlinked(&org, platform)).unwrap_or_default()
    }

    async fn meet(&self, account: Account) -> Acquaintance {
        meet::meet(self, &account).await.unwrap_or_else(|error| {
            tracing::warn!(%error, platform = account.platform, "an account could not be tied to anybody");
            Acquaintance::Stranger
        })
    }

    async fn claim(&self, account: Account, code: &str) -> Acquaintance {
        claim::claim(self, &account, code).await.unwrap_or_else(|error| {
            tracing::warn!(%error, platform = account.platform, "an account could not be tied to anybody");
            Acquaintance::Stranger
        })
    }

    async fn complete(&self, platform: &str, person: &str, typed: &str) -> Vec<String> {
        complete::complete(self, platform, person, typed).await.unwrap_or_else(|error| {
            tracing::warn!(%error, platform, "nothing could be looked up for what is typed");
            Vec::new()
        })
    }

    async fn hear(&self, platform: &str, news: News) -> bool {
        let heard = news::hear(self, platform, &news).await;
        if let Err(error) = &heard {
            tracing::warn!(%error, platform, ?news, "what happened on a platform was not kept");
        }
        heard.is_ok()
    }

    fn note_connection(&self, platform: &str, trouble: Option<&str>) {
        let condition = trouble.map_or(Condition::Well, |trouble| Condition::Doubtful(trouble.to_owned()));
        self.health.record(platform.to_owned(), condition);
    }
}

impl App {
    fn answer_card(&self, platform: &str, answer: Answer, reader: &Reader) -> Card {
        self.card(platform, &Message::Answer { answer: Box::new(answer) }, None, reader)
    }
}

/// A person; for a stranger whoever would have to help them.
fn reader(org: &Org, person: Option<&Person>) -> Reader {
    match (person, admins(org).next()) {
        (Some(person), _) => Reader {
            locale: person.locale.clone(),
            zone: person.zone.clone(),
            person: Some(person.key.clone()),
        },
        (None, Some(admin)) => {
            Reader { locale: admin.locale.clone(), zone: admin.zone.clone(), person: None }
        }
        (None, None) => Reader { locale: Locale::EN_US, zone: Zone::utc(), person: None },
    }
}
