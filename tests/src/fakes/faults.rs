//! Misbehaviour on command: what goes wrong with the next calls of any platform.

use std::sync::{MutexGuard, PoisonError};
use std::time::Duration;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::ground::Ground;
use super::line::Cut;
use super::mood::{Mishap, Mood, Moody};
use super::record::Record;

/// How a platform refuses a call in its own words.
pub trait Refuse: Clone {
    /// Too many calls: again after so many seconds.
    fn rate_limited(seconds: u64) -> Response;

    /// The refusal that was ordered.
    fn answer(&self) -> Response;

    /// A call that failed, without more words.
    fn failed() -> Self;

    /// The conversation is not there any more.
    fn gone() -> Self;
}

/// How a call goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault<R> {
    /// Refused as too many calls are, with so many seconds to wait.
    RateLimited(u64),
    /// Refused with an HTTP status and a page that is no JSON.
    Status(u16),
    /// Refused in the platform's own words.
    Refused(R),
    /// The connection ends without an answer; nothing is carried out.
    Reset,
    /// Carried out, then the connection ends without an answer.
    AcceptedThenReset,
    /// Carried out, and answered only after `Ground::go_on`.
    AcceptedThenSilence,
    /// Neither carried out nor answered until `Ground::go_on`.
    Stalls,
    /// Carried out after so many milliseconds.
    Slow(u64),
    /// Carried out at once, and answered after so many milliseconds.
    AcceptedThenSlow(u64),
}

impl<R: Refuse> From<Mishap> for Fault<R> {
    fn from(mishap: Mishap) -> Self {
        match mishap {
            Mishap::Limited(seconds) => Self::RateLimited(seconds),
            Mishap::LimitedSilently => Self::Status(429),
            Mishap::Failing(status) => Self::Status(status),
            Mishap::Refused => Self::Refused(R::failed()),
            Mishap::Gone => Self::Refused(R::gone()),
            Mishap::Reset => Self::Reset,
            Mishap::AcceptedThenReset => Self::AcceptedThenReset,
            Mishap::AcceptedThenSilence => Self::AcceptedThenSilence,
            Mishap::Slow(milliseconds) => Self::Slow(milliseconds),
            Mishap::AcceptedThenSlow(milliseconds) => Self::AcceptedThenSlow(milliseconds),
        }
    }
}

/// What goes wrong, by order and by chance.
#[derive(Debug)]
pub(super) struct Mischief<R> {
    orders: Vec<FaultOrder<R>>,
    mood: Option<Mood>,
}

impl<R> Default for Mischief<R> {
    fn default() -> Self {
        Self { orders: Vec::new(), mood: None }
    }
}

/// Which calls go wrong, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultOrder<R> {
    /// The method as the stand-in names it, such as `chat.postMessage`; any when absent.
    #[serde(default = "Option::default")]
    pub method: Option<String>,
    /// The conversation, by name or id; any when absent.
    #[serde(default = "Option::default")]
    pub place: Option<String>,
    /// What happens.
    pub fault: Fault<R>,
    /// So many times.
    pub times: u32,
}

impl<R> FaultOrder<R> {
    /// The next so many calls go wrong in this way.
    pub fn next(times: u32, fault: Fault<R>) -> Self {
        Self { method: None, place: None, fault, times }
    }

    /// Only calls of this method.
    #[must_use]
    pub fn of(mut self, method: &str) -> Self {
        self.method = Some(method.into());
        self
    }

    /// Only calls about this conversation.
    #[must_use]
    pub fn about(mut self, place: &str) -> Self {
        self.place = Some(place.into());
        self
    }
}

impl<S, R: Refuse> Ground<S, R> {
    /// Lets calls go wrong. Orders are served in their order.
    pub fn fails(&self, order: FaultOrder<R>) {
        self.mischief().orders.push(order);
    }

    /// Ends every order to fail.
    pub fn heals(&self) {
        self.mischief().orders.clear();
    }

    fn mischief(&self) -> MutexGuard<'_, Mischief<R>> {
        self.mischief.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the fault that is ordered for a call.
    pub(in crate::fakes) fn next_fault(
        &self,
        method: &str,
        is_about: impl Fn(&S, &str) -> bool,
    ) -> Option<Fault<R>> {
        let state = self.state();
        let mut mischief = self.mischief();
        let fits = |order: &&mut FaultOrder<R>| {
            order.times > 0
                && order.method.as_deref().is_none_or(|own| own == method)
                && order.place.as_ref().is_none_or(|place| is_about(&state, place))
        };
        let Some(order) = mischief.orders.iter_mut().find(fits) else {
            return mischief.mood.as_mut()?.mishap().map(Fault::from);
        };
        order.times -= 1;
        Some(order.fault.clone())
    }

    /// What happens before a call is carried out; a response ends it.
    pub(in crate::fakes) async fn suffer_before(
        &self,
        fault: Option<&Fault<R>>,
        cut: &Cut,
    ) -> Option<Response> {
        match fault? {
            Fault::RateLimited(seconds) => Some(R::rate_limited(*seconds)),
            Fault::Status(status) => {
                let status = StatusCode::from_u16(*status).expect("an HTTP status");
                Some((status, "<html>upstream</html>").into_response())
            }
            Fault::Refused(refusal) => Some(refusal.answer()),
            Fault::Reset => {
                cut.now();
                Some(Json(()).into_response())
            }
            Fault::Stalls => {
                self.wait_to_go_on().await;
                Some(StatusCode::SERVICE_UNAVAILABLE.into_response())
            }
            Fault::Slow(milliseconds) => {
                pause(Duration::from_millis(*milliseconds)).await;
                None
            }
            Fault::AcceptedThenReset | Fault::AcceptedThenSilence | Fault::AcceptedThenSlow(_) => None,
        }
    }

    /// What happens to the answer of a call that was carried out.
    pub(in crate::fakes) async fn suffer_after(&self, fault: Option<&Fault<R>>, cut: &Cut) {
        match fault {
            Some(Fault::AcceptedThenReset) => cut.now(),
            Some(Fault::AcceptedThenSilence) => self.wait_to_go_on().await,
            Some(Fault::AcceptedThenSlow(milliseconds)) => pause(Duration::from_millis(*milliseconds)).await,
            _ => {}
        }
    }
}

impl<S, R: Refuse> Moody for Ground<S, R> {
    fn record_into(&self, record: Record) {
        *self.record.lock().unwrap_or_else(PoisonError::into_inner) = Some(record);
    }

    fn begin(&self, mood: Mood) {
        self.mischief().mood = Some(mood);
    }

    fn calm_down(&self) {
        self.mischief().mood = None;
        self.go_on();
    }
}

#[expect(clippy::disallowed_methods, reason = "a slow answer is the fault that was ordered")]
async fn pause(duration: Duration) {
    tokio::time::sleep(duration).await;
}
