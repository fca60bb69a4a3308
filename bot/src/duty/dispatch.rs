//! Sends what the outbox holds: claims by lease whenever there is room, and never lets a slow call hold up another.

mod call;
pub(crate) mod render;
mod room;
pub(in crate::duty) mod settle;

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use steward_core::outbox::Class;
use steward_store::StoreError;
use steward_store::outbox::{self, Claimed};
use tokio::sync::watch;

use super::{DutyError, Worked};
use crate::app::App;
use crate::runner;
use room::InFlight;

/// What ends while this duty runs.
enum Ended {
    /// A look for rows that may be sent.
    Look(Result<Vec<Claimed>, StoreError>),
    /// A row of this class was handed over, or not, and that is kept.
    Sent(Class, Result<(), DutyError>),
}

/// Sends until nothing may be sent and nothing is on its way. What becomes due meanwhile is taken up at once, as far as
/// there is room; once told to stop, or after an error, only what is on its way is brought to its end.
///
/// Everything runs inside this one future: who drops it drops the calls, as a process that is killed does.
pub async fn run(app: &App, stopped: &watch::Receiver<bool>) -> Result<Worked, DutyError> {
    let mut sending = Sending { app, running: FuturesUnordered::new(), in_flight: InFlight::default() };
    let mut stopped = stopped.clone();
    let mut changed = app.store.changed();
    let (mut worked, mut failed) = (Worked::Nothing, None);
    let mut is_looking = true;
    sending.look();
    loop {
        let may_look = !is_looking && failed.is_none() && !*stopped.borrow();
        let shall_look = tokio::select! {
            biased;
            ended = sending.running.next() => match ended {
                None => return failed.map_or(Ok(worked), Err),
                Some(Ended::Look(Ok(rows))) => {
                    is_looking = false;
                    for row in rows {
                        worked = Worked::Some;
                        sending.send(row);
                    }
                    false
                }
                Some(Ended::Look(Err(error))) => {
                    is_looking = false;
                    failed.get_or_insert(DutyError::from(error));
                    false
                }
                Some(Ended::Sent(class, outcome)) => {
                    sending.in_flight.end(class);
                    if let Err(error) = outcome {
                        failed.get_or_insert(error);
                    }
                    true
                }
            },
            () = changed.wait(), if may_look => true,
            () = runner::poll(app), if may_look => true,
            _ = stopped.changed(), if may_look => false,
        };
        if shall_look && !is_looking && failed.is_none() && !*stopped.borrow() {
            is_looking = true;
            sending.look();
        }
    }
}

/// What is under way. Looking runs beside the calls: on SQLite both wait for the one writer, and neither for the other.
struct Sending<'a> {
    app: &'a App,
    running: FuturesUnordered<BoxFuture<'a, Ended>>,
    in_flight: InFlight,
}

impl<'a> Sending<'a> {
    fn look(&mut self) {
        let app = self.app;
        let room = self.in_flight.room(app.config.runner.sends_at_once);
        self.running.push(Box::pin(async move {
            Ended::Look(outbox::claim(&app.store, app.clock.now(), room, &app.lease_owner).await)
        }));
    }

    fn send(&mut self, row: Claimed) {
        let (app, class): (&'a App, Class) = (self.app, row.outgoing.class);
        self.in_flight.begin(class);
        self.running.push(Box::pin(async move { Ended::Sent(class, call::send(app, row).await) }));
    }
}
