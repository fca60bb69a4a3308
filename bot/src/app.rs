//! The service put together: builds every part from the configuration, and is the only place that picks one.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use steward_commands::Lexicon;
use steward_core::alert::view::AlertView;
use steward_core::card::Card;
use steward_core::id::IdGen;
use steward_core::inbound::{Immediate, Inbound, Receiver};
use steward_core::message::Message;
use steward_core::org::Org;
use steward_core::outbox::Reader;
use steward_core::pace::Limits;
use steward_core::platform::Platform;
use steward_core::time::Clock;
use steward_store::{Store, StoreError};
use steward_text::Texts;
use steward_web::{SecretSource, WebPlatform, WebState};

use crate::config::Config;
use crate::health::Health;
use crate::heartbeat::Heartbeat;
use crate::http::push::PushToken;
use crate::metrics::Metrics;
use crate::together::Together;

/// What differs between the service, the demo and a test.
pub struct Parts {
    /// Every setting.
    pub config: Config,
    /// The open store.
    pub store: Store,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Fresh ids.
    pub ids: Arc<dyn IdGen>,
    /// Who may push.
    pub push_token: Option<PushToken>,
    /// The web chat; none when it is not served.
    pub web: Option<WebEntry>,
    /// Platforms beside the web chat.
    pub platforms: Vec<Arc<dyn Platform>>,
}

/// How people come into the web chat.
pub struct WebEntry {
    /// Who may come in.
    pub mode: steward_web::Mode,
    /// Where they reach it.
    pub base_url: String,
    /// Where session ids come from.
    pub secrets: Arc<dyn SecretSource>,
}

/// The running service's parts. Cheap to share.
pub struct App {
    /// Every setting.
    pub config: Config,
    /// The store.
    pub store: Store,
    /// Everything people read.
    pub texts: Arc<Texts>,
    /// The platforms in order of preference.
    pub platforms: Vec<Arc<dyn Platform>>,
    /// Their names, in the same order.
    pub platform_names: Vec<String>,
    /// How much each platform takes in a time, of those that publish a limit.
    pub limits: BTreeMap<String, Limits>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Fresh ids.
    pub ids: Arc<dyn IdGen>,
    /// Who may push.
    pub push_token: Option<PushToken>,
    /// How each duty's last run went.
    pub health: Health,
    /// What is counted.
    pub metrics: Metrics,
    /// Where signs of life go; none when nobody waits for them.
    pub heartbeat: Option<Heartbeat>,
    /// Names this process in leases.
    pub lease_owner: String,
    web: Option<(WebEntry, Arc<WebPlatform>)>,
    /// What people say and press at the same time.
    pub(crate) taking: Together<Arc<Inbound>, Result<Immediate, Arc<StoreError>>>,
    lexicon: Mutex<Option<Arc<Lexicon>>>,
    /// How many of the calls of each platform are counted in the database.
    counted_calls: Mutex<BTreeMap<String, u64>>,
}

impl App {
    /// Puts the parts together.
    ///
    /// # Errors
    /// When the texts of this build cannot be read, or the address for signs of life cannot be called.
    pub fn build(parts: Parts) -> anyhow::Result<Arc<Self>> {
        let texts = Arc::new(Texts::load()?);
        let web = parts
            .web
            .map(|entry| (entry, Arc::new(WebPlatform::new(parts.store.clone(), Arc::clone(&parts.clock)))));
        let mut platforms = parts.platforms;
        if let Some((_, platform)) = &web {
            platforms.push(Arc::clone(platform) as Arc<dyn Platform>);
        }
        let lease_owner = parts.ids.uuid().to_string();
        let heartbeat = parts.config.heartbeat.url.as_deref().map(Heartbeat::to).transpose()?;
        Ok(Arc::new(Self {
            heartbeat,
            config: parts.config,
            texts,
            platform_names: platforms.iter().map(|platform| platform.name().to_owned()).collect(),
            limits: limits(&platforms),
            platforms,
            clock: parts.clock,
            ids: parts.ids,
            push_token: parts.push_token,
            health: Health::default(),
            metrics: Metrics::default(),
            lease_owner,
            web,
            taking: Together::with_turns(parts.store.engine().turns()),
            lexicon: Mutex::default(),
            counted_calls: Mutex::default(),
            store: parts.store,
        }))
    }

    /// The platform of that name, where this build serves it.
    pub fn platform(&self, name: &str) -> Option<&Arc<dyn Platform>> {
        self.platforms.iter().find(|platform| platform.name() == name)
    }

    /// The card of a message for a reader on a platform, now.
    pub(crate) fn card(
        &self,
        platform: &str,
        message: &Message,
        view: Option<&AlertView>,
        reader: &Reader,
    ) -> Card {
        let tells_time = self.platform(platform).is_some_and(|own| own.capabilities().can_tell_time);
        let now = self.clock.now();
        if tells_time {
            self.texts.render_marked(message, view, reader, now)
        } else {
            self.texts.render(message, view, reader, now)
        }
    }

    /// How many calls of a platform are counted already.
    pub(crate) fn counted_calls(&self, platform: &str) -> u64 {
        let counted = self.counted_calls.lock().unwrap_or_else(PoisonError::into_inner);
        counted.get(platform).copied().unwrap_or(0)
    }

    /// Notes that so many calls of a platform are counted.
    pub(crate) fn note_counted_calls(&self, platform: &str, made: u64) {
        let mut counted = self.counted_calls.lock().unwrap_or_else(PoisonError::into_inner);
        counted.insert(platform.to_owned(), made);
    }

    /// Lets go of every page that listens, so that the server can end.
    pub fn close_pages(&self) {
        if let Some((_, platform)) = &self.web {
            platform.close();
        }
    }

    /// The words that people use for the standing data, made again when the standing data have changed.
    pub fn lexicon(&self, org: &Arc<Org>) -> Arc<Lexicon> {
        let mut known = self.lexicon.lock().unwrap_or_else(PoisonError::into_inner);
        match known.as_ref().filter(|lexicon| Arc::ptr_eq(lexicon.org(), org)) {
            Some(lexicon) => Arc::clone(lexicon),
            None => Arc::clone(known.insert(Arc::new(Lexicon::of(Arc::clone(org))))),
        }
    }

    /// What personal links and codes are signed with, where there are any.
    pub fn link_secret(&self) -> Option<&[u8]> {
        match self.web.as_ref().map(|(entry, _)| &entry.mode)? {
            steward_web::Mode::Signed { secret } => Some(secret),
            steward_web::Mode::Demo { .. } => None,
        }
    }

    /// The web chat's pages, where it is served.
    pub fn web(self: &Arc<Self>) -> Option<Router> {
        let (entry, platform) = self.web.as_ref()?;
        Some(steward_web::router(WebState {
            store: self.store.clone(),
            texts: Arc::clone(&self.texts),
            receiver: Arc::clone(self) as Arc<dyn Receiver>,
            clock: Arc::clone(&self.clock),
            platform: Arc::clone(platform),
            secrets: Arc::clone(&entry.secrets),
            mode: entry.mode.clone(),
            base_url: entry.base_url.clone(),
        }))
    }
}

fn limits(platforms: &[Arc<dyn Platform>]) -> BTreeMap<String, Limits> {
    let limits = platforms.iter().map(|platform| (platform.name().to_owned(), platform.limits()));
    limits.filter(|(_, limits)| *limits != Limits::NONE).collect()
}
