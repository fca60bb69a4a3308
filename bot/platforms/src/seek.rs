//! Finding the accounts of people who are known by an address only, before they say their first word: an owner who never
//! wrote to Steward is paged all the same.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use steward_core::host::{Account, Contact, Host};
use steward_core::platform::PlatformError;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::pause::pause;

/// How often somebody new is looked for.
const EVERY: Duration = Duration::from_mins(1);
/// How long an address that nobody has there is not asked about again.
const ASK_AGAIN: Duration = Duration::from_hours(24);

/// A platform that knows people by their addresses.
#[async_trait]
pub trait Directory: Send + Sync {
    /// The name of the platform.
    fn name(&self) -> &str;
    /// The accounts with these addresses, as far as there are any.
    async fn find_people(&self, contacts: &[Contact]) -> Result<Vec<Account>, PlatformError>;
}

/// Looks for people on one platform.
pub struct Seeker {
    directory: Arc<dyn Directory>,
    host: Arc<dyn Host>,
    asked: HashMap<Contact, Instant>,
}

impl Seeker {
    /// A seeker that has not asked yet.
    pub fn new(directory: Arc<dyn Directory>, host: Arc<dyn Host>) -> Self {
        Self { directory, host, asked: HashMap::new() }
    }

    /// Looks for everybody without an account there, and ties to them what is found.
    pub async fn look(&mut self) {
        self.asked.retain(|_, at| at.elapsed() < ASK_AGAIN);
        let mut contacts = self.host.unlinked(self.directory.name()).await;
        contacts.retain(|contact| !self.asked.contains_key(contact));
        if contacts.is_empty() {
            return;
        }
        match self.directory.find_people(&contacts).await {
            Ok(accounts) => {
                for account in accounts {
                    self.host.meet(account).await;
                }
            }
            Err(error) => {
                tracing::warn!(platform = self.directory.name(), %error, "people cannot be looked for");
                if error.is_passing() {
                    return;
                }
            }
        }
        self.asked.extend(contacts.into_iter().map(|contact| (contact, Instant::now())));
    }

    /// Looks every minute until told to stop.
    pub async fn run(mut self, mut stopped: watch::Receiver<bool>) {
        while !*stopped.borrow() {
            self.look().await;
            tokio::select! {
                () = pause(EVERY) => {}
                _ = stopped.changed() => {}
            }
        }
    }
}
