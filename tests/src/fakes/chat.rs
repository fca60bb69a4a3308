//! A chat platform inside the test: keeps what it accepted, removes doubles and can be searched as it is set up, and
//! misbehaves when told to.

mod limits;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use steward_core::card::Card;
use steward_core::id::OutboxId;
use steward_core::pace::Limits;
use steward_core::platform::{Address, Capabilities, Platform, PlatformError};
use steward_core::time::Clock;
use tokio::sync::watch;

use limits::Log;
pub use limits::{MANY, ONE_A_SECOND, Published};

/// Everything a platform can do.
pub const ABLE: Capabilities = Capabilities {
    idempotent_for: Some(Duration::from_hours(1)),
    can_find: true,
    can_edit: true,
    can_thread: true,
    can_press: true,
    can_translate: false,
    can_tell_time: false,
};

/// A platform that can be edited, but neither removes doubles nor can be searched.
pub const BLIND: Capabilities = Capabilities { idempotent_for: None, can_find: false, ..ABLE };

/// How a call goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Refused for so many milliseconds.
    Wait(u64),
    /// Refused for so many milliseconds, as everything of the app.
    AppWait(u64),
    /// Refused for now.
    Retry,
    /// Accepted, but the answer is lost.
    AcceptedUnknown,
    /// Not accepted, and the answer is lost.
    LostUnknown,
    /// The target is gone.
    Dead,
    /// The credentials are refused.
    Auth,
    /// Cards are refused, plain text is not.
    RejectsCards,
    /// Not answered until [`FakeChat::go_on`], then accepted.
    Stalls,
    /// Accepted at once, and not answered until [`FakeChat::go_on`].
    AcceptsAndStalls,
}

/// An accepted call.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// When.
    pub at: Timestamp,
    /// The marker of a post; none for an edit.
    pub marker: Option<OutboxId>,
    /// The platform's id of the message.
    pub message: String,
    /// Where it went.
    pub to: Address,
    /// What it showed.
    pub card: Card,
}

#[derive(Debug)]
struct Order {
    target: Option<String>,
    fault: Fault,
    times: u32,
}

#[derive(Debug, Default)]
struct State {
    accepted: Vec<Accepted>,
    orders: Vec<Order>,
    /// The message of a marker, and when it was first seen.
    markers: HashMap<OutboxId, (String, Timestamp)>,
    log: Log,
}

/// The platform.
pub struct FakeChat {
    name: String,
    capabilities: Capabilities,
    published: Option<Published>,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
    /// How many calls have arrived.
    arrived: watch::Sender<usize>,
    /// Whether stalled calls go on.
    going: watch::Sender<bool>,
}

impl FakeChat {
    /// A platform of this name.
    pub fn new(name: &str, capabilities: Capabilities, clock: Arc<dyn Clock>) -> Arc<Self> {
        Self::limited(name, capabilities, None, clock)
    }

    /// A platform that refuses more than it publishes.
    pub fn limited(
        name: &str,
        capabilities: Capabilities,
        published: Option<Published>,
        clock: Arc<dyn Clock>,
    ) -> Arc<Self> {
        let (arrived, going) = (watch::Sender::new(0), watch::Sender::new(false));
        let (name, state) = (name.into(), Mutex::default());
        Arc::new(Self { name, capabilities, published, clock, state, arrived, going })
    }

    /// How many calls were refused because they were too many.
    pub fn refused(&self) -> usize {
        self.state().log.refused
    }

    /// Lets the next calls to a target, or to any, go wrong so many times. Orders are served in their order.
    pub fn fails(&self, target: Option<&str>, fault: Fault, times: u32) {
        self.state().orders.push(Order { target: target.map(String::from), fault, times });
    }

    /// Ends every order to fail.
    pub fn heals(&self) {
        self.state().orders.clear();
    }

    /// Lets stalled calls go on, now and later.
    pub fn go_on(&self) {
        self.going.send_replace(true);
    }

    /// Everything accepted so far, oldest first.
    pub fn accepted(&self) -> Vec<Accepted> {
        self.state().accepted.clone()
    }

    /// The posts in a conversation, oldest first.
    pub fn posts(&self, target: &str) -> Vec<Accepted> {
        let is_there = |call: &Accepted| call.to.target == target && call.marker.is_some();
        self.accepted().into_iter().filter(is_there).collect()
    }

    /// The edits in a conversation, oldest first.
    pub fn edits(&self, target: &str) -> Vec<Accepted> {
        let is_there = |call: &Accepted| call.to.target == target && call.marker.is_none();
        self.accepted().into_iter().filter(is_there).collect()
    }

    /// How many calls have arrived, accepted or not.
    pub fn arrived(&self) -> usize {
        *self.arrived.borrow()
    }

    /// Waits until so many calls have arrived.
    pub async fn wait_for_calls(&self, count: usize) {
        self.arrived.subscribe().wait_for(|arrived| *arrived >= count).await.expect("the fake lives");
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("the fake's memory")
    }

    /// Notes a call and says how it goes wrong.
    fn arrive(&self, to: &Address) -> Option<Fault> {
        self.arrived.send_modify(|count| *count += 1);
        let mut state = self.state();
        let fits =
            |order: &Order| order.times > 0 && order.target.as_ref().is_none_or(|own| *own == to.target);
        let order = state.orders.iter_mut().find(|order| fits(order))?;
        order.times -= 1;
        Some(order.fault)
    }

    /// Refuses what is too much.
    fn keep_limits(&self, to: &Address) -> Result<(), PlatformError> {
        let Some(published) = &self.published else { return Ok(()) };
        self.state().log.take(published, to, self.clock.now())
    }

    /// Accepts a post, or finds the one that it doubles.
    fn accept_post(&self, to: &Address, marker: OutboxId, card: &Card) -> String {
        let (mut state, now) = (self.state(), self.clock.now());
        if let (Some((message, first)), Some(window)) =
            (state.markers.get(&marker), self.capabilities.idempotent_for)
            && Duration::try_from(first.duration_until(now)).unwrap_or_default() < window
        {
            return message.clone();
        }
        let message = format!("{}-{}", self.name, state.accepted.len() + 1);
        state.markers.insert(marker, (message.clone(), now));
        let (marker, to, card) = (Some(marker), to.clone(), card.clone());
        state.accepted.push(Accepted { at: now, marker, message: message.clone(), to, card });
        message
    }

    fn accept_edit(&self, to: &Address, message: &str, card: &Card) {
        let at = self.clock.now();
        let (message, to, card) = (message.to_owned(), to.clone(), card.clone());
        self.state().accepted.push(Accepted { at, marker: None, message, to, card });
    }

    /// Carries a call out, with whatever goes wrong on the way.
    async fn answer<T>(&self, to: &Address, card: &Card, accept: impl Fn() -> T) -> Result<T, PlatformError> {
        let reason = || String::from("as the test orders");
        let wait = || async { self.going.subscribe().wait_for(|going| *going).await.map(drop) };
        match self.arrive(to) {
            None => self.keep_limits(to).map(|()| accept()),
            Some(Fault::AppWait(milliseconds)) => Err(PlatformError::AppWait { milliseconds }),
            Some(Fault::Wait(milliseconds)) => Err(PlatformError::Wait { milliseconds }),
            Some(Fault::Retry) => Err(PlatformError::Retry { reason: reason() }),
            Some(Fault::AcceptedUnknown) => {
                accept();
                Err(PlatformError::Unknown { reason: reason() })
            }
            Some(Fault::LostUnknown) => Err(PlatformError::Unknown { reason: reason() }),
            Some(Fault::Dead) => Err(PlatformError::Dead { reason: reason() }),
            Some(Fault::Auth) => Err(PlatformError::Auth { reason: reason() }),
            Some(Fault::RejectsCards) if card.blocks.len() <= 1 && card.buttons.is_empty() => Ok(accept()),
            Some(Fault::RejectsCards) => Err(PlatformError::Rejected { reason: reason() }),
            Some(Fault::Stalls) => {
                wait().await.expect("the fake lives");
                Ok(accept())
            }
            Some(Fault::AcceptsAndStalls) => {
                let accepted = accept();
                wait().await.expect("the fake lives");
                Ok(accepted)
            }
        }
    }
}

#[async_trait]
impl Platform for FakeChat {
    fn name(&self) -> &str {
        &self.name
    }

    fn capabilities(&self) -> Capabilities {
        self.capabilities
    }

    fn limits(&self) -> Limits {
        self.published.map_or(Limits::NONE, |published| published.limits)
    }

    async fn post(&self, to: &Address, marker: OutboxId, card: &Card) -> Result<String, PlatformError> {
        self.answer(to, card, || self.accept_post(to, marker, card)).await
    }

    async fn edit(&self, to: &Address, message: &str, card: &Card) -> Result<(), PlatformError> {
        assert!(self.capabilities.can_edit, "{} cannot edit", self.name);
        self.answer(to, card, || self.accept_edit(to, message, card)).await
    }

    async fn find(&self, _to: &Address, marker: OutboxId) -> Result<Option<String>, PlatformError> {
        assert!(self.capabilities.can_find, "{} cannot be searched", self.name);
        Ok(self.state().markers.get(&marker).map(|(message, _)| message.clone()))
    }
}
