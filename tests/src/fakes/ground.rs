//! What every stand-in of a platform stands on: its listener, what it knows, and those who wait for a change.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;
use steward_core::time::Clock;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::faults::Mischief;
use super::line::LineListener;
use super::record::Record;

/// How long a test waits for something that must come.
const PATIENCE: Duration = Duration::from_secs(20);

/// The ground of a stand-in that knows `S` and refuses with `R`.
pub struct Ground<S, R> {
    pub(in crate::fakes) clock: Arc<dyn Clock>,
    pub(in crate::fakes) http: reqwest::Client,
    pub(super) mischief: Mutex<Mischief<R>>,
    /// Where accepted calls are kept as well.
    pub(super) record: Mutex<Option<Record>>,
    address: String,
    state: Mutex<S>,
    /// Moves with everything that a test could wait for.
    changed: watch::Sender<u64>,
    /// Whether stalled calls go on.
    going: watch::Sender<bool>,
}

impl<S: Default, R> Ground<S, R> {
    /// The ground, and the listener for whom it is.
    pub(in crate::fakes) async fn prepare(
        clock: Arc<dyn Clock>,
        listen: SocketAddr,
    ) -> io::Result<(Self, LineListener)> {
        // As the service's `main` does; in a test program whoever is second finds it done.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let listener = TcpListener::bind(listen).await?;
        let ground = Self {
            clock,
            http: reqwest::Client::new(),
            mischief: Mutex::default(),
            record: Mutex::default(),
            address: format!("http://{}", listener.local_addr()?),
            state: Mutex::default(),
            changed: watch::Sender::new(0),
            going: watch::Sender::new(false),
        };
        Ok((ground, LineListener(listener)))
    }
}

impl<S, R> Ground<S, R> {
    /// Where it listens, such as `http://127.0.0.1:4003`.
    pub fn address(&self) -> &str {
        &self.address
    }

    pub(in crate::fakes) fn keep(&self, platform: &str, call: &impl Serialize) {
        if let Some(record) = &*self.record.lock().unwrap_or_else(PoisonError::into_inner) {
            record.keep(platform, call);
        }
    }

    /// Lets stalled calls go on, now and later.
    pub fn go_on(&self) {
        self.going.send_replace(true);
    }

    pub(in crate::fakes) async fn wait_to_go_on(&self) {
        self.going.subscribe().wait_for(|going| *going).await.expect("the stand-in lives");
    }

    /// A lock that a failed story has not made useless.
    pub(in crate::fakes) fn state(&self) -> MutexGuard<'_, S> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(in crate::fakes) fn tell_change(&self) {
        self.changed.send_modify(|count| *count += 1);
    }

    /// Waits until something can be seen; none when it has not come after 20 seconds.
    pub(in crate::fakes) async fn look_until<T>(&self, mut look: impl FnMut() -> Option<T>) -> Option<T> {
        let mut changes = self.changed.subscribe();
        let waiting = async {
            loop {
                changes.borrow_and_update();
                if let Some(seen) = look() {
                    return seen;
                }
                changes.changed().await.expect("the stand-in lives");
            }
        };
        tokio::time::timeout(PATIENCE, waiting).await.ok()
    }
}
